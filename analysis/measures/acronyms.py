"""Acronyms that texts introduce, and those that stand for nearly the same long form."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.text.tokens import Tokens
from analysis.text.words import FUNCTION_WORDS

ACRONYM_COLUMNS = ("article_id", "sentence", "start", "end", "acronym", "long_form")
VARIANT_COLUMNS = ("family", "acronym", "long_form", "n", "n_articles", "article_ids")
SHARED = 0.6  # of the content words of two long forms together, from which they are one name

_ACRONYM = r"^\p{Lu}[\p{L}\p{Nd}.&-]*\p{Lu}[\p{L}\p{Nd}.&-]*$"
_LONGEST = 10  # characters of an acronym


def acronyms(tokens: Tokens) -> pd.DataFrame:
    """Acronyms in brackets behind the words that they shorten: *Long Form (LF)*.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    DataFrame
        One row a place, in the order of the text: ``article_id``, ``sentence``, ``start``,
        ``end`` (from the long form to the acronym), ``acronym`` (capitals without points),
        ``long_form`` (as the text writes it).

    Notes
    -----
    The letters must be the initials of the words before, from the last to the first, without the
    function words or, failing that, with them; parts of a hyphenated word count, and capitals play
    no part. Where that fails, too, letters may stand inside words, and the first begins one
    (Schwartz & Hearst). An acronym that is introduced in another way is not found. Nothing in
    brackets gives no rows.

    References
    ----------
    Schwartz, A. S. & Hearst, M. A. (2003). A simple algorithm for identifying abbreviation
    definitions in biomedical text. Pacific Symposium on Biocomputing 8, 451-462.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> text = "The organisation of small ports (OSP) met."
    >>> acronyms(tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]})))[
    ...     ["acronym", "long_form"]].to_numpy().tolist()
    [['OSP', 'organisation of small ports']]
    """
    texts = tokens.articles["text"].to_numpy(dtype=object)
    ids = tokens.articles["article_id"].to_numpy(dtype=object)
    rows = []
    norm = tokens.types["norm"].to_numpy(dtype=object)
    is_small = tokens.types["is_function"].to_numpy()
    for at in np.flatnonzero(_looks_like_one(tokens)).tolist():
        text, start, end = texts[tokens.article[at]], int(tokens.start[at]), int(tokens.end[at])
        if not _in_brackets(text, start, end):
            continue
        short = _bare(text[start:end])
        low = _reach(tokens, at, short)
        before = tokens.type_id[low:at]
        first = _long_form(norm[before].tolist(), is_small[before].tolist(), short, low=low)
        if first is not None:
            begins, closes = int(tokens.start[first]), int(tokens.end[at - 1])
            place = (ids[tokens.article[at]], int(tokens.sentence[at]), begins, end)
            rows.append((*place, short, " ".join(text[begins:closes].split())))
    table = pd.DataFrame(rows, columns=list(ACRONYM_COLUMNS))
    numbers = dict.fromkeys(("sentence", "start", "end"), "int64")
    return table.astype({**dict.fromkeys(ACRONYM_COLUMNS, "str"), **numbers})


def acronym_variants(tokens: Tokens, found: pd.DataFrame) -> pd.DataFrame:
    """Families of different acronyms whose long forms say nearly the same.

    Parameters
    ----------
    tokens : Tokens
    found : DataFrame
        From ``acronyms``.

    Returns
    -------
    DataFrame
        One row an acronym of a family of two or more, families by their uses, ties by name:
        ``family`` (from 1), ``acronym``, ``long_form`` (the commonest), ``n`` uses of the acronym
        in all articles, ``n_articles`` that use it, ``article_ids`` (of these, joined by blanks).

    Notes
    -----
    Two long forms are one name if they share at least 0.6 of the lemmas of their content words
    (those in both over those in either), whatever their order; acronyms linked by a chain of such
    pairs are one family. Uses are whole tokens: an acronym inside a longer one is none. Different
    bodies with nearly the same name make a family, too: read the long forms.
    """
    long_forms = _long_forms(found)
    lemmas = {acronym: _lemmas(text) for acronym, text in long_forms.items()}
    families = [family for family in _linked(lemmas) if len(family) > 1]
    tables = [_uses(tokens, family) for family in families]
    tables.sort(key=lambda table: (-int(table["n"].sum()), str(table["acronym"].min())))
    numbered = [table.assign(family=i) for i, table in enumerate(tables, 1)]
    table = pd.concat([_uses(tokens, []).assign(family=0), *numbered], ignore_index=True)
    table["long_form"] = table["acronym"].map(long_forms)
    types = {"family": "int64", "long_form": "str"}
    return table.astype(types)[list(VARIANT_COLUMNS)]


def _looks_like_one(tokens: Tokens) -> NDArray[np.bool_]:
    short = pc.less_equal(pc.utf8_length(tokens.surfaces), _LONGEST)
    fits = pc.and_(pc.match_substring_regex(tokens.surfaces, _ACRONYM), short)
    found: NDArray[np.bool_] = fits.to_numpy(zero_copy_only=False)[tokens.type_id]
    return found


def _bare(surface: str) -> str:
    return surface.replace(".", "")


def _in_brackets(text: str, start: int, end: int) -> bool:
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return text[max(start - 1, 0) : start] == "(" and text[end : end + 1] == ")"


def _reach(tokens: Tokens, at: int, short: str) -> int:
    """First token, in the sentence of an acronym, with which its long form may begin."""
    reach = min(len(short) + 5, 2 * len(short))  # words, as Schwartz & Hearst have it
    return max(int(tokens.sentence_ptr[tokens.sentence_of[at]]), at - reach)


def _long_form(words: list[str], small: list[bool], short: str, *, low: int) -> int | None:
    """First token of the long form in the words before an acronym, which begin at token ``low``."""
    letters = [c for c in short.lower() if c.isalnum()]
    for first in (
        _by_initials(words, small, letters),
        _by_initials(words, [False] * len(words), letters),
        _by_letters(words, letters),
    ):
        if first is not None:
            return low + first
    return None


def _by_initials(words: Sequence[str], small: Sequence[bool], letters: list[str]) -> int | None:
    """Word with which the letters begin as initials of words, read backwards."""
    left, row = list(letters), len(words)
    while left and row:
        row -= 1
        if small[row]:
            continue
        initials = [part[0] for part in words[row].split("-") if part]
        if initials == left[-len(initials) :]:
            del left[-len(initials) :]
        elif words[row][0] == left[-1]:
            left.pop()
        else:
            return None
    return None if left else row


def _by_letters(words: Sequence[str], letters: list[str]) -> int | None:
    """Word with which the letters begin anywhere in words, the first at the start of one."""
    text = " ".join(words)
    place = len(text)
    for n, letter in enumerate(reversed(letters), 1):
        place = text.rfind(letter, 0, place)
        while n == len(letters) and place > 0 and text[place - 1] != " ":
            place = text.rfind(letter, 0, place)
        if place < 0:
            return None
    return text.count(" ", 0, place)


def _long_forms(found: pd.DataFrame) -> dict[str, str]:
    """The commonest long form of every acronym, by acronym; of equally common ones the longest."""
    n = found.groupby(["acronym", "long_form"], as_index=False).agg(n=("start", "size"))
    n["length"] = n["long_form"].str.len()
    order = n.sort_values(["n", "length", "long_form"], ascending=[False, False, True])
    best = order.drop_duplicates("acronym").sort_values("acronym")
    return dict(zip(best["acronym"], best["long_form"], strict=True))


def _lemmas(text: str) -> frozenset[str]:
    # Lemmas, because NLTK, which has the stemmer, takes longer to import than all else here.
    from simplemma import lemmatize

    words = text.lower().replace("-", " ").split()
    content = [word for word in words if word not in FUNCTION_WORDS]
    return frozenset(lemmatize(word, lang="en").lower() for word in content)


def _linked(lemmas: dict[str, frozenset[str]]) -> list[list[str]]:
    """Acronyms in families, linked where their long forms share enough lemmas."""
    families: list[list[str]] = []
    for acronym, own in lemmas.items():
        near = [f for f in families if any(_share(own, lemmas[other]) >= SHARED for other in f)]
        families = [f for f in families if f not in near]
        families.append(sorted([acronym, *(a for f in near for a in f)]))
    return families


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / max(len(one | two), 1)


def _uses(tokens: Tokens, family: Sequence[str]) -> pd.DataFrame:
    """Uses of acronyms as whole tokens, in any article, also with points or a possessive."""
    bare = pc.replace_substring_regex(tokens.surfaces, "['’][sS]?$", "")
    bare = pc.replace_substring(bare, ".", "").to_pandas()
    rows = []
    for acronym in family:
        article = tokens.article[(bare == acronym).to_numpy()[tokens.type_id]]
        ids = tokens.articles["article_id"].iloc[np.unique(article)]
        rows.append((acronym, len(article), len(ids), " ".join(map(str, ids))))
    table = pd.DataFrame(rows, columns=["acronym", "n", "n_articles", "article_ids"])
    table = table.astype({"acronym": "str", "n": "int64", "n_articles": "int64"})
    return table.sort_values(["n", "acronym"], ascending=[False, True]).astype(
        {"article_ids": "str"}
    )
