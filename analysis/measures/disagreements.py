"""Places where two articles may not agree: numbers and doers to be checked, not errors."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.text.tokens import Tokens

PAIR_COLUMNS = ("noun", "differs", "shared", "a", "b")
MAX_NUMBERS = 300  # a noun with more numbers than this is no single thing
_COMPARED = ("article_id", "value", "container", "n_containers")
_KEYS = ("alike", "article_a", "article_b")


def quantity_pairs(
    quantities: pd.DataFrame, tokens: Tokens, *, min_shared: int = 2
) -> pd.DataFrame:
    """Pairs of numbers that two articles give for the same noun and that differ: to be checked.

    Parameters
    ----------
    quantities : DataFrame
        From ``find_quantities`` on the same tokens.
    tokens : Tokens
    min_shared : int
        Content words that the two sentences must share beside the noun.

    Returns
    -------
    DataFrame
        One row a pair, those whose sentences are most alike first (shared content words, as a
        part of all that either has): ``noun``; ``differs`` (``container``: the same number, in
        one contingent or in two; or ``value``); ``shared`` (the words, sorted); ``a``, ``b``
        (rows of ``quantities``, the earlier article first). Of every noun and two articles the
        pair that is most alike is kept.

    Notes
    -----
    A pair is a place to look, not an error: of 400 and 1,000 officers, one may be a part of the
    other. Dates and money are left out, and so is a noun with more than 300 numbers.
    """
    rows = quantities[quantities["kind"].isin(["count", "share"]) & quantities["noun"].ne("")]
    content, words = _content_of_sentences(tokens)
    rows = rows.assign(row=_sentence_rows(tokens, rows))
    found = [
        _differing(str(noun), same, content, words, min_shared)
        for noun, same in rows.groupby("noun", sort=True)
        if 1 < len(same) <= MAX_NUMBERS
    ]
    pairs = pd.concat([pd.DataFrame(columns=[*PAIR_COLUMNS, *_KEYS]), *found])
    order = {"alike": False, "differs": True, "noun": True, "a": True, "b": True}
    pairs = pairs.sort_values(list(order), ascending=list(order.values()))
    pairs = pairs.drop_duplicates(["noun", "article_a", "article_b"])
    return pairs[list(PAIR_COLUMNS)].reset_index(drop=True)


def _differing(
    noun: str, same: pd.DataFrame, content: csr_array, words: pd.Index, min_shared: int
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
    keep = (value | box) & (of["article_id"][i] != of["article_id"][j])
    i, j, size = i[keep], j[keep], np.asarray(cells.sum(axis=1)).ravel()
    pairs = {
        "noun": noun,
        "differs": np.where(value[keep], "value", "container"),
        "alike": overlap[i, j] / (size[i] + size[j] - overlap[i, j]),
        "a": same.index.to_numpy()[i],
        "b": same.index.to_numpy()[j],
        "article_a": of["article_id"][i],
        "article_b": of["article_id"][j],
        "shared": [_shared(cells, words, m, n) for m, n in zip(i, j, strict=True)],
    }
    return pd.DataFrame(pairs)


def _shared(cells: csr_array, words: pd.Index, m: np.int64, n: np.int64) -> str:
    both = cells[[m]].multiply(cells[[n]]).nonzero()[1]
    return ", ".join(sorted(words[both]))


def _content_of_sentences(tokens: Tokens) -> tuple[csr_array, pd.Index]:
    """Sentences × lemmas, 1 where a content word occurs."""
    vocabulary, place = tokens.form("lemma")
    other = (tokens.types["is_function"] | tokens.types["is_number"]).to_numpy()
    keep = np.flatnonzero(~other[tokens.type_id])
    cells = (tokens.sentence_of[keep], place[tokens.type_id[keep]])
    shape = (len(tokens.sentence_ptr) - 1, len(vocabulary))
    table = csr_array((np.ones(len(keep), dtype=np.int8), cells), shape=shape)
    table.sum_duplicates()
    table.data[:] = 1
    return table, vocabulary


def _sentence_rows(tokens: Tokens, rows: pd.DataFrame) -> NDArray[np.int64]:
    """Sentence, counted through the corpus, of every row of a table."""
    first = pd.Series(tokens.first_sentence[:-1], index=tokens.articles["article_id"].to_numpy())
    begin = first.reindex(rows["article_id"]).to_numpy(dtype=np.int64)
    found: NDArray[np.int64] = begin + rows["sentence"].to_numpy(dtype=np.int64) - 1
    return found
