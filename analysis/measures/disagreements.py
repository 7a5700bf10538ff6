"""Numbers in which two articles may not agree: places to be checked, not errors."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.measures.quantities import MULTIPLIERS, VAGUE, currencies
from analysis.measures.same_story import (
    alike_articles,
    among,
    pair_keys,
)
from analysis.text.places import Ints, article_rows, sentence_rows
from analysis.text.tokens import Tokens

PAIR_COLUMNS = (
    "noun",
    "differs",
    "says_a",
    "held_a",
    "article_a",
    "says_b",
    "held_b",
    "article_b",
    "shared",
    "a",
    "b",
)
MOST_TIMES = 10  # how many times as large a number may be as one of the same thing
MAX_NUMBERS = 300  # a noun with more numbers than this is no single thing
MAX_AMOUNTS = 3_000  # of money in one currency, above which sentences are no longer compared
_MODALS = tuple("will would can could may might must shall should say says said".split())
_COMPARED = ("article_id", "kind", "value", "container", "n_containers")
_VAGUE_BEFORE = re.compile(rf"\b(?:{'|'.join(VAGUE)})\s+$", re.IGNORECASE)
_KEYS = ("alike",)


def quantity_pairs(
    quantities: pd.DataFrame,
    tokens: Tokens,
    *,
    min_shared: int = 3,
    min_shared_money: int = 2,
    min_alike: float = 0.1,
) -> pd.DataFrame:
    """Pairs of numbers that two articles give for the same noun and that differ: to be checked.

    Parameters
    ----------
    quantities : DataFrame
        From ``find_quantities`` on the same tokens.
    tokens : Tokens
    min_shared : int
        Content words, modals aside, that the two sentences must share beside the noun.
    min_shared_money : int
        The same for two amounts of money.
    min_alike : float
        For money, of which many stories speak: part of the capitalised words of two articles
        together that both must have.

    Returns
    -------
    DataFrame
        One row a pair, those whose sentences are most alike first (shared content words, as a
        part of all that either has): ``noun`` (of money the currency); ``differs``
        (``container``: the same number, in one contingent or in two; or ``value``); ``says_a``
        (number and noun as the text has them, with *approximately* and the like) of ``article_a``,
        ``held_a`` (what holds them where that differs, such as *2 contingents*), likewise ``_b``,
        the earlier article first; ``shared`` (the words that both sentences have, sorted);
        ``a``, ``b`` (rows of ``quantities``). Of every noun and two articles the pair that is most
        alike is kept.

    Notes
    -----
    A pair is a place to look, not an error: of 400 and 1,000 officers, one may be a part of the
    other. Numbers of one kind are compared, none more than ten times as large as the other: nobody
    takes two so far apart for one. Amounts are set beside each other within one currency, whatever
    they pay for. Dates are left out, and so are a noun with more than 300 numbers and a currency
    with more than 3,000.
    """
    content, words = _content_of_sentences(tokens)
    counts = quantities[quantities["kind"].isin(["count", "share"])]
    money = quantities.assign(noun=currencies(quantities))[quantities["kind"] == "money"]
    paid = alike_articles(tokens, np.unique(article_rows(tokens, money)), min_alike)
    found = [
        _differing(str(noun), same, content, words, least, alike)
        for rows, most, least, alike in (
            (counts, MAX_NUMBERS, min_shared, None),
            (money, MAX_AMOUNTS, min_shared_money, paid),
        )
        for noun, same in _with_places(tokens, rows).groupby("noun", sort=True)
        if 1 < len(same) <= most
    ]
    pairs = pd.concat([pd.DataFrame(columns=[*PAIR_COLUMNS, *_KEYS]), *found])
    order = {"alike": False, "differs": True, "noun": True, "a": True, "b": True}
    pairs = pairs.sort_values(list(order), ascending=list(order.values()))
    pairs = pairs.drop_duplicates(["noun", "article_a", "article_b"])
    for side in ("a", "b"):
        rows = quantities.loc[pairs[side].astype("int64")]
        differs = pairs["differs"].eq("container").to_numpy()
        pairs[f"says_{side}"] = _said(rows, tokens)
        pairs[f"held_{side}"] = np.where(differs, _held(rows), "")
    return pairs[list(PAIR_COLUMNS)].reset_index(drop=True)


def _with_places(tokens: Tokens, rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers with a noun, and the rows of their articles and sentences."""
    named = rows[rows["noun"] != ""]
    return named.assign(row=sentence_rows(tokens, named), article=article_rows(tokens, named))


def _differing(
    noun: str,
    same: pd.DataFrame,
    content: csr_array,
    words: pd.Index,
    min_shared: int,
    alike: Ints | None,
) -> pd.DataFrame:
    """Pairs of numbers of one noun that differ and whose sentences share enough words."""
    cells = content[same["row"].to_numpy()]
    cells.data[cells.indices == words.get_indexer(pd.Index([noun]))[0]] = 0
    overlap = np.triu((cells @ cells.T).toarray(), k=1)
    i, j = np.nonzero(overlap >= max(min_shared, 1))
    of = {name: same[name].to_numpy(dtype=object) for name in _COMPARED}
    value = of["value"][i] != of["value"][j]
    box = (of["container"][i] == of["container"][j]) & (of["container"][i] != "")
    box &= of["n_containers"][i] != of["n_containers"][j]
    number = of["value"].astype(np.float64)
    value &= of["kind"][i] == of["kind"][j]
    value &= np.maximum(number[i], number[j]) <= MOST_TIMES * np.minimum(number[i], number[j])
    article = same["article"].to_numpy(dtype=np.int64)
    keep = (value | box) & (article[i] != article[j])
    if alike is not None:
        keep &= value & among(pair_keys(article[i], article[j]), alike)
    i, j, size = i[keep], j[keep], np.asarray(cells.sum(axis=1)).ravel()
    pairs = {
        "noun": noun,
        "differs": np.where(value[keep], "value", "container"),
        "alike": overlap[i, j] / (size[i] + size[j] - overlap[i, j]),
        "a": same.index.to_numpy()[i],
        "b": same.index.to_numpy()[j],
        "article_a": of["article_id"][i],
        "article_b": of["article_id"][j],
        "shared": _shared(cells, words, i, j),
    }
    return pd.DataFrame(pairs)


def _said(rows: pd.DataFrame, tokens: Tokens) -> list[str]:
    """Numbers and nouns in the words of their texts, *approximately* before them included."""
    texts = tokens.texts[article_rows(tokens, rows)]
    starts = rows["start"].astype("int64")
    before = [_VAGUE_BEFORE.search(t[:at]) for t, at in zip(texts, starts, strict=True)]
    vague = [found.group() if found else "" for found in before]
    return [f"{word}{surface}" for word, surface in zip(vague, rows["surface"], strict=True)]


def _held(rows: pd.DataFrame) -> list[str]:
    """What holds the things that are counted: 2 contingents."""
    pairs = zip(rows["n_containers"], rows["container"], strict=True)
    return [f"{n:g} {container}{'s' * (n != 1)}" for n, container in pairs]


def _shared(cells: csr_array, words: pd.Index, i: Ints, j: Ints) -> list[str]:
    """Words that the sentences of every pair share."""
    both = csr_array(cells[i].multiply(cells[j]))
    both.eliminate_zeros()
    spelled, bounds = words.to_numpy(dtype=object)[both.indices], both.indptr.tolist()
    return [", ".join(sorted(spelled[a:b])) for a, b in pairwise(bounds)]


def _content_of_sentences(tokens: Tokens) -> tuple[csr_array, pd.Index]:
    """Sentences × lemmas, 1 where a content word occurs."""
    vocabulary, place = tokens.form("lemma")
    modal = tokens.types["norm"].isin([*_MODALS, *MULTIPLIERS])
    keep = np.flatnonzero((tokens.types["is_content"] & ~modal).to_numpy()[tokens.type_id])
    cells = (tokens.sentence_of[keep], place[tokens.type_id[keep]])
    shape = (len(tokens.sentence_ptr) - 1, len(vocabulary))
    table = csr_array((np.ones(len(keep), dtype=np.int8), cells), shape=shape)
    table.sum_duplicates()
    table.data[:] = 1
    return table, vocabulary
