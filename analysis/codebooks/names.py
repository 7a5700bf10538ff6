"""Names in a text: runs of words with capitals, counted."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.codebooks.capitals import name_tokens, of_types
from analysis.codebooks.page_words import page_words
from analysis.codebooks.short_forms import Usage, initials_of, longer_forms
from analysis.text.phrases import Bools, Ints, joined_to_previous
from analysis.text.tokens import Tokens
from analysis.text.words import TITLES

NAME_COLUMNS = ("name", "n", "n_articles", "forms")

_LONGEST = 6  # words of a name
_ARTICLES = ("the", "a", "an")
_PARTICLES = ("of", "de", "del", "du", "la", "van", "von", "bin", "al")
_OFFICES = {t.lower() for t in TITLES} | set(
    """president vice senator senators secretary minister prime chancellor governor mayor chairman
    chairwoman judge justice general colonel captain sergeant professor doctor king queen prince
    princess pope ambassador congressman congresswoman representative sir lady lord chief
    director adviser advisor speaker spokesman spokeswoman leader candidate commissioner""".split()
)


def harvest_names(tokens: Tokens, *, min_count: int = 2) -> pd.DataFrame:
    """Names that a text mentions, found by their capitals.

    Parameters
    ----------
    tokens : Tokens
    min_count : int
        Mentions that a name needs.

    Returns
    -------
    DataFrame
        One row a name, in most articles first, then most frequent, ties by name: ``name``, ``n``,
        ``n_articles``, ``forms`` (the name and its shorter forms, joined by semicolons).

    Notes
    -----
    A name is a run of words with capitals; *of*, *of the* and the particles of surnames may stand
    inside where the whole occurs ``min_count`` times or its initials follow. A capital at the
    start of a sentence, or in a headline that capitalises every word, counts only if the word
    mostly has a capital in mid-sentence. Offices before a name are left out, and so are names that
    stand in phrases of the page alone (``page_words``). An acronym counts for the one name whose
    initials it has; a surname for the person whose name ends with it, if the name stands in a
    quarter of the surname's articles and far more often than any other person's of that surname.
    Whether a name is a person's the tagger's lexicon says. One surname counts for one person
    throughout: in an article on another bearer it is wrong.
    Months and weekdays are no names, nor are adjectives (words that a lower-case word nearly always
    follows). No tokens give no rows.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> text = "We met Ana Diaz of the Port Board. Then Diaz left. The Port Board sat."
    >>> table = harvest_names(tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]})))
    >>> table[["name", "n", "forms"]].to_numpy().tolist()
    [['Ana Diaz', 2, 'Ana Diaz; Diaz'], ['Port Board', 2, 'Port Board']]
    """
    return _merged(spelled_mentions(tokens, min_count), word_usage(tokens), min_count)


def spelled_mentions(tokens: Tokens, min_count: int = 2) -> pd.DataFrame:
    """One row a mention of a name, in the order of the text.

    Columns: ``article`` (row), ``key`` in normal form, ``name`` as written, ``first`` (token).
    Names that stand nowhere but in the words of a page (``page_words``) are left out.
    """
    table = _mentions(tokens, *_runs(tokens, min_count))
    of_page = pd.Series(page_words(tokens)[table["first"]], index=table.index)
    return table[~of_page.groupby(table["key"]).transform("all")]


def word_usage(tokens: Tokens) -> Usage:
    """How every word of the texts is used: in lower case, with a capital, behind *the* or *a*."""
    words, codes = tokens.form("norm")
    norm, size = codes[tokens.type_id], len(words)
    capital = tokens.types["is_capitalised"].to_numpy()[tokens.type_id]
    behind = np.insert(_in(tokens, _ARTICLES), 0, False)[:-1] & joined_to_previous(tokens)
    kinds = (~capital, capital, capital & behind)
    counts = (np.bincount(norm[kind], minlength=size) for kind in kinds)
    return Usage(*(dict(zip(words, n.tolist(), strict=True)) for n in counts))


def _runs(tokens: Tokens, min_count: int) -> tuple[Ints, Ints]:
    """First token of every name, and the token after its last."""
    is_name, linked = name_tokens(tokens), joined_to_previous(tokens)
    owning = of_types(tokens, pc.match_substring_regex(tokens.surfaces, "['’ʼ][sS]?$"))
    linked[1:] &= ~owning[:-1]
    follows = is_name & linked
    follows[1:] &= is_name[:-1]
    first = np.flatnonzero(is_name & ~follows)
    last = np.flatnonzero(is_name & ~np.append(follows, False)[1:]) + 1
    bridged = _bridged(tokens, first, last, linked)
    chain = np.cumsum(~bridged)
    opens, closes = np.flatnonzero(~bridged), np.flatnonzero(~np.append(bridged, False)[1:])
    names = pd.Series(_keys(tokens, first[opens], last[closes]), dtype="str")
    known = names.map(names.value_counts()).to_numpy() >= min_count
    known |= _initials_follow(tokens, names, last[closes])
    whole = known[chain - 1] if len(chain) else np.zeros(0, dtype=bool)
    starts = np.where(whole & bridged, False, True)
    return first[starts], np.where(whole, last[closes][chain - 1], last)[starts]


def _bridged(tokens: Tokens, first: Ints, last: Ints, linked: Bools) -> Bools:
    """Whether nothing but a small word (or *of the*) stands between a run and the one before."""
    small = _in(tokens, _PARTICLES)
    the = _in(tokens, ("the",))
    bridged = np.zeros(len(first), dtype=bool)
    if len(first) < 2:
        return bridged
    a, b = last[:-1], first[1:]
    one = (b - a == 1) & small[a] & linked[a] & linked[b]
    two = (b - a == 2) & small[a] & the[b - 1] & linked[a] & linked[b - 1] & linked[b]
    bridged[1:] = one | two
    return bridged


def _initials_follow(tokens: Tokens, names: "pd.Series[str]", last: Ints) -> Bools:
    """Whether the word after each name is made of its initials."""
    after = np.minimum(last, max(len(tokens) - 1, 0))
    words = _keys(tokens, after, after + 1)
    pairs = zip(names, words, strict=True)
    return np.array([initials_of(name) == word for name, word in pairs], dtype=bool)


def _mentions(tokens: Tokens, first: Ints, last: Ints) -> pd.DataFrame:
    """One row a run of capitals, its offices left out."""
    first = _past_offices(tokens, first, last)
    fits = (last - first <= _LONGEST) & ~((last - first == 1) & _in(tokens, _OFFICES)[first])
    first, last = first[fits], last[fits]
    return pd.DataFrame(
        {
            "article": tokens.article[first],
            "first": first,
            "key": _keys(tokens, first, last),
            "name": _names(tokens, first, last),
        }
    ).astype({"key": "str", "name": "str"})


def _past_offices(tokens: Tokens, first: Ints, last: Ints) -> Ints:
    """First token of each name after the offices before it: *FBI Director James Comey*."""
    office, small = _in(tokens, _OFFICES), _in(tokens, (*_PARTICLES, "the"))
    opens = first.copy()
    for k in range(_LONGEST):
        at = np.minimum(opens + k, len(tokens) - 1)
        left = last - at - 1
        leads = (at == first) & (left > 0)
        inside = (at > first) & (left > 1) & ~small[np.minimum(at + 1, len(tokens) - 1)]
        first = np.where(office[at] & (leads | inside), at + 1, first)
    return first


def _merged(mentions: pd.DataFrame, usage: Usage, min_count: int) -> pd.DataFrame:
    """Names with their counts, shorter forms counted with the longer ones."""
    written = mentions.groupby(["key", "name"], as_index=False).agg(n=("article", "size"))
    written = written.sort_values(["n", "name"], ascending=[False, True])
    spelled = written.drop_duplicates("key").set_index("key")["name"]
    longer = longer_forms(mentions, usage, min_count=min_count)
    head = mentions["key"].map(lambda key: longer.get(key, key))
    result = _counts(mentions.assign(key=head.astype("str")))
    result = result[result["n"] >= min_count].rename_axis("head").reset_index()
    forms = {key: [key] for key in result["head"]}
    for short, key in sorted(longer.items()):
        forms.get(key, []).append(short)
    result["name"] = result["head"].map(spelled).astype("str")
    result["forms"] = ["; ".join(spelled[form] for form in forms[key]) for key in result["head"]]
    order = ["n_articles", "n", "name"]
    result = result.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return result.astype({"forms": "str"})[list(NAME_COLUMNS)]


def _counts(mentions: pd.DataFrame) -> pd.DataFrame:
    return mentions.groupby("key").agg(n=("article", "size"), n_articles=("article", "nunique"))


def _keys(tokens: Tokens, first: Ints, last: Ints) -> list[str]:
    words, codes = tokens.form("norm")
    return _spelled(words.to_numpy(dtype=object)[codes], tokens, first, last)


def _names(tokens: Tokens, first: Ints, last: Ints) -> list[str]:
    bare = pc.replace_substring_regex(tokens.surfaces, "['’ʼ][sS]?$", "")
    return _spelled(bare.to_numpy(zero_copy_only=False), tokens, first, last)


def _spelled(words: NDArray[np.object_], tokens: Tokens, first: Ints, last: Ints) -> list[str]:
    """Words of runs of tokens, joined by blanks; every distinct run is spelled once."""
    ids, size = tokens.type_id.astype(np.int64), last - first
    spelled = np.empty(len(first), dtype=object)
    for n in np.unique(size).tolist():
        rows = np.flatnonzero(size == n)
        at = first[rows]
        same = ids[at]
        for k in range(1, n):
            same = pd.factorize(same * len(words) + ids[at + k])[0]
        _, one, run = np.unique(same, return_index=True, return_inverse=True)
        texts = [" ".join(words[ids[a : a + n]]) for a in at[one].tolist()]
        spelled[rows] = np.array(texts, dtype=object)[run]
    result: list[str] = spelled.tolist()
    return result


def _in(tokens: Tokens, words: Collection[str]) -> Bools:
    found: Bools = tokens.types["norm"].isin(list(words)).to_numpy()[tokens.type_id]
    return found
