"""Articles that are copies of one another: syndicated stories, reprints, rows given twice."""

import re
from difflib import SequenceMatcher
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.corpus.sources.batches import REJECTED

Hashes = NDArray[np.uint64]

N_SHINGLE = 5  # words of a stretch: five in a row are seldom shared by chance
N_HASHES, N_ROWS = 128, 4  # bands of four: half the stretches in common are found nine times in ten
SEED = 1
MANY = 50  # articles that look alike; beyond that each is compared with the first alone
N_RUN = 20  # words in a row that two copies must share
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits as if drawn at random
COPY_OF = "a copy of article"
WORD = re.compile(r"\w+")
FAMILIES = "family n_articles n_groups article_id group outlet published kept".split()
PAIRS = {
    "article_id": "str",
    "outlet": "str",
    "other_id": "str",
    "other_outlet": "str",
    "exact": "bool",
    "shared": "float64",
    "jaccard": "float64",
    "n_run": "int64",
    "n_words": "int64",
    "other_n_words": "int64",
}


def near_duplicates(articles: pd.DataFrame, *, min_shared: float = 0.5) -> pd.DataFrame:
    """Return pairs of articles of which one is a copy of the other, whole or for the most part.

    Parameters
    ----------
    articles
        article_id and text; outlet, where known.
    min_shared
        Share of the shorter text's stretches of five words that the other must have, too.

    Returns
    -------
    pandas.DataFrame
        article_id, outlet, other_id, other_outlet (the article that comes later in the table),
        exact (the same words in the same order), shared (see above), jaccard (stretches in both, of
        those in either), n_run (longest run of words that both have), n_words, other_n_words; the
        most alike first, then in the order of the articles.

    Notes
    -----
    Candidates come from MinHash signatures in bands (Broder 1997); what is reported of them is
    counted from the texts. A pair that has half of all its stretches in common is found nine
    times in ten, one that has two thirds nearly always. A short text inside a much longer one may
    be missed. Of more than fifty texts that are alike each is compared with the first alone, so a
    family of copies is always connected, if not every pair in it listed.

    References
    ----------
    Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
    Compression and Complexity of Sequences, 21–29.

    Examples
    --------
    >>> text = "Rain fell on the town and the river rose until the mill stood in water."
    >>> rows = [("a", text), ("b", text.upper()), ("c", "Snow fell on the hills.")]
    >>> pairs = near_duplicates(pd.DataFrame(rows, columns=["article_id", "text"]))
    >>> pairs[["article_id", "other_id", "exact"]].values.tolist()
    [['a', 'b', True]]
    """
    words = [WORD.findall(text.casefold()) for text in articles["text"]]
    first = _first_of_same(words)
    rows = [(at, number, True, 1.0, 1.0, len(words[at])) for number, at in first.items()]
    distinct = [number for number in range(len(words)) if number not in first]
    stretches = _stretches([words[number] for number in distinct])
    for a, b in _candidates(stretches):
        shared, jaccard = _overlap(stretches[a], stretches[b])
        if shared >= min_shared:
            i, j = distinct[a], distinct[b]
            n_run = _longest_run(words[i], words[j])
            if n_run >= N_RUN:
                rows.append((i, j, False, shared, jaccard, n_run))
    rows.sort(key=lambda row: (-row[4], -row[3], row[0], row[1]))
    facts = articles.reindex(columns=["article_id", "outlet"]).astype("object").to_numpy()
    table = [
        (*facts[i], *facts[j], *numbers, len(words[i]), len(words[j])) for i, j, *numbers in rows
    ]
    return pd.DataFrame(table, columns=[*PAIRS]).astype(PAIRS)


def families(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the articles that are copies, put together with those they are copies of.

    Parameters
    ----------
    articles
        article_id, and group, outlet, published where known.
    pairs
        As `near_duplicates` gives them.

    Returns
    -------
    pandas.DataFrame
        family (the number of each, the largest first), n_articles, n_groups, article_id, group,
        outlet, published, kept: whether it is the article that stays in its group if copies count
        once, which is the earliest with a date, or else the first.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    facts = articles.reindex(columns=["article_id", "group", "outlet", "published"])
    numbers = {key: number for number, key in enumerate(facts["article_id"])}
    both = (pairs["article_id"], pairs["other_id"])
    ends = tuple(keys.map(numbers).to_numpy(dtype=np.int64) for keys in both)
    shape = (len(facts), len(facts))
    graph = coo_array((np.ones(len(pairs)), ends), shape=shape)
    _, component = connected_components(graph, directed=False)
    table = facts.assign(component=component, place=range(len(facts)))
    table = table[table["component"].duplicated(keep=False)]
    by_family = table.groupby("component")
    table = table.assign(
        n_articles=by_family["place"].transform("size"),
        n_groups=by_family["group"].transform("nunique"),
        first=by_family["place"].transform("min"),
    )
    by_age = table.sort_values(["published", "place"], na_position="last")
    kept = ~by_age.duplicated(["component", "group"])
    table = table.assign(kept=kept).sort_values(
        ["n_articles", "first", "place"], ascending=[False, True, True], ignore_index=True
    )
    table["family"] = (table["first"] != table["first"].shift()).cumsum()
    return table[FAMILIES]


def without_copies(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return articles of which each group has one of every family of copies, and those left out.

    Parameters
    ----------
    articles
        As in `Corpus.articles`.

    Returns
    -------
    kept
        The articles that stay, in their order.
    copies
        file, row, article_id, reason: the others, and of which article each is a copy.
    """
    members = families(articles, near_duplicates(articles))
    stays = members.loc[members["kept"], ["family", "group", "article_id"]]
    out = members[~members["kept"]].merge(stays, on=["family", "group"], suffixes=("", "_kept"))
    originals = dict(zip(out["article_id"], out["article_id_kept"], strict=True))
    left = articles["article_id"].isin(originals)
    copies = articles[left].reindex(columns=["source_file", "source_row", "article_id"])
    copies = copies.set_axis(["file", "row", "article_id"], axis=1)
    reasons = [f"{COPY_OF} '{originals[key]}'" for key in copies["article_id"]]
    copies = copies.assign(row=pd.to_numeric(copies["row"]), reason=reasons)
    return articles[~left].reset_index(drop=True), copies.astype(REJECTED)


def _first_of_same(words: list[list[str]]) -> dict[int, int]:
    """Find for each text that repeats an earlier one word for word which that is."""
    seen: dict[tuple[str, ...], int] = {}
    first = {number: seen.setdefault(tuple(text), number) for number, text in enumerate(words)}
    return {number: at for number, at in first.items() if at != number and words[number]}


def _stretches(texts: list[list[str]]) -> list[Hashes]:
    """Number the stretches of five words of each text; equal stretches have equal numbers."""
    flat = pd.Series([word for text in texts for word in text], dtype="str")
    codes, names = pd.factorize(flat)
    hashes = pd.util.hash_array(np.array(names, dtype=object), categorize=False)[codes]
    rolled = np.zeros(max(len(hashes) - N_SHINGLE + 1, 0), dtype=np.uint64)
    for place in range(N_SHINGLE):
        rolled = rolled * MULTIPLIER + hashes[place : place + len(rolled)]
    ends = np.cumsum([0, *map(len, texts)])
    return [
        np.unique(rolled[start : max(start, end - N_SHINGLE + 1)])
        for start, end in pairwise(ends.tolist())
    ]


def _candidates(stretches: list[Hashes]) -> list[tuple[int, int]]:
    """Find pairs of texts whose signatures agree in one of their bands."""
    from rensa import RMinHash

    numbers = np.array([n for n, own in enumerate(stretches) if len(own)], dtype=np.int64)
    if not len(numbers):
        return []
    own = [stretches[number] for number in numbers]
    ends = np.cumsum([0, *map(len, own)]).astype(np.uint64)
    signatures = np.array(
        RMinHash.digest_matrix_from_flat_token_hashes(
            np.concatenate(own), ends, N_HASHES, SEED
        ).to_rows(),
        dtype=np.uint64,
    )
    pairs: set[tuple[int, int]] = set()
    for band in np.split(signatures, N_HASHES // N_ROWS, axis=1):
        _, bucket, size = np.unique(band, axis=0, return_inverse=True, return_counts=True)
        order = np.argsort(bucket, kind="stable")
        for start, n in zip(np.cumsum(size) - size, size, strict=True):
            if n > 1:
                alike = numbers[order[start : start + n]].tolist()
                pairs.update((alike[0], other) for other in alike[1:])
                pairs.update(combinations(alike[:MANY], 2))
    return sorted(pairs)


def _overlap(one: Hashes, other: Hashes) -> tuple[float, float]:
    """Return what two texts share, as a part of the shorter and of both together."""
    n_both = len(np.intersect1d(one, other, assume_unique=True))
    return n_both / min(len(one), len(other)), n_both / (len(one) + len(other) - n_both)


def _longest_run(one: list[str], other: list[str]) -> int:
    """Count the words of the longest run that two texts share."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return match.size
