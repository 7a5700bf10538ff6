"""How many silences chance would make: the sentences of the corpus dealt at random."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.measures.usage import TERM
from analysis.text.tokens import Tokens

N_DEALS = 200
LEAST_SHARE = 0.01  # of the articles of the others
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def silences_by_chance(
    table: pd.DataFrame,
    tokens: Tokens | None,
    uses: pd.DataFrame | None,
    *,
    min_expected: float,
    min_expected_words: float,
    min_uses: int,
    seed: int,
) -> pd.DataFrame:
    """Silences of every kind and group under the thresholds, and how many chance would make.

    Returns
    -------
    DataFrame
        ``kind``, ``group``, ``n_firm``, ``by_chance``, ``clear``: see ``silence_counts``.
    """
    sizes = table.drop_duplicates("group").set_index("group").sort_index()
    all_kinds = table["kind"].unique()
    table = _that_could(table, min_expected, min_expected_words, min_uses)
    of_item = table.drop_duplicates("item").set_index("item")["kind"]
    least = np.where(of_item == TERM, min_expected_words, min_expected)
    row = sizes.index.get_indexer(pd.Index(table["group"]))
    column = of_item.index.get_indexer(pd.Index(table["item"]))
    n, n_articles = np.zeros((2, len(sizes), len(of_item)), dtype=np.int64)
    n[row, column], n_articles[row, column] = table["n"], table["n_articles"]
    firm = _firm(sizes, n, n_articles, least=least, min_uses=min_uses)
    dealt = (
        dealt_uses(tokens, uses, of_item.index, n_deals=N_DEALS, seed=seed)
        if tokens is not None and uses is not None and len(table)
        else ()
    )
    deals = np.array([_firm(sizes, *deal, least=least, min_uses=min_uses) for deal in dealt])
    columns = {"n_firm": "int64", "by_chance": "float64", "clear": "bool"}
    tables = []
    for kind in all_kinds:
        own = (of_item == kind).to_numpy()
        count = firm[:, own].sum(axis=1)
        by_deal = deals[:, :, own].sum(axis=2) if len(deals) else np.full((1, len(sizes)), np.nan)
        mean = by_deal.mean(axis=0)
        clear = (count >= 2 * mean) & (count > np.quantile(by_deal, 0.95, axis=0))
        told = {"kind": kind, "group": sizes.index, "n_firm": count, "by_chance": mean}
        tables.append(pd.DataFrame({**told, "clear": clear}))
    empty = pd.DataFrame(columns=["kind", "group", *columns])
    return pd.concat(tables or [empty]).astype(columns).reset_index(drop=True)


def _that_could(
    table: pd.DataFrame, min_expected: float, min_expected_words: float, min_uses: int
) -> pd.DataFrame:
    """Items on which some group could be silent under the thresholds: most words are too rare."""
    total = table.groupby("item")["n"].transform("sum")
    rest = table.groupby("item")["n_tokens"].transform("sum") - table["n_tokens"]
    least = np.where(table["kind"] == TERM, min_expected_words, min_expected)
    could = (total >= min_uses) & (total * table["n_tokens"] >= (least - 1e-9) * rest)
    return table[could.groupby(table["item"]).transform("any")]


def dealt_uses(
    tokens: Tokens, uses: pd.DataFrame, items: pd.Index, *, n_deals: int, seed: int
) -> Iterator[tuple[Ints, Ints]]:
    """Uses in every group, and articles with a use, of sentences dealt at random, deal by deal.

    Parameters
    ----------
    tokens : Tokens
        Its sentences are dealt to articles of the same lengths, which stay in their groups.
    uses : DataFrame
        From ``uses_of``.
    items : Index of str
    n_deals, seed : int

    Yields
    ------
    tuple of array
        Groups (sorted) × items, twice.
    """
    rng = np.random.default_rng(seed)
    uses = uses[uses["item"].isin(items)]
    ids = tokens.articles["article_id"]
    row = pd.Series(np.arange(len(ids)), index=ids.to_numpy())
    sentence = tokens.first_sentence[uses["article_id"].map(row).to_numpy(dtype=np.int64)]
    sentence = sentence + uses["sentence"].to_numpy(dtype=np.int64) - 1
    size = np.diff(tokens.sentence_ptr).astype(np.int64)
    cells = (sentence, items.get_indexer(pd.Index(uses["item"])))
    matrix = csr_array((np.ones(len(uses)), cells), shape=(len(size), len(items)))
    matrix.sum_duplicates()
    # In the order of the ids, for the order of rows is of no account.
    by_id = np.argsort(ids.to_numpy(dtype=object), kind="stable")
    slots = np.cumsum(np.diff(tokens.article_ptr)[by_id])
    groups = tokens.articles["group"].to_numpy(dtype=object)[by_id]
    names, group = np.unique(groups.astype(str), return_inverse=True)
    shape = (len(names), len(items))
    spans = [np.arange(*tokens.first_sentence[i : i + 2]) for i in by_id]
    own_order = np.concatenate(spans) if spans else np.empty(0, dtype=np.int64)
    for _ in range(n_deals):
        order = rng.permutation(own_order)
        article = np.searchsorted(slots, np.cumsum(size[order]) - size[order], side="right")
        taken = csr_array((np.ones(len(order)), (article, order)), shape=(len(slots), len(size)))
        dealt = taken @ matrix
        cell = np.repeat(group, np.diff(dealt.indptr)) * shape[1] + dealt.indices
        tables = (np.bincount(cell, w, minlength=shape[0] * shape[1]) for w in (dealt.data, None))
        n, n_articles = (table.astype(np.int64).reshape(shape) for table in tables)
        yield n, n_articles


def least_articles(k: Any) -> Any:
    """Articles that must have an item, of so many: two (if there are two), and one in a hundred."""
    return np.minimum(k, np.maximum(2, np.ceil(LEAST_SHARE * k).astype(np.int64)))


def _firm(table: pd.DataFrame, n: Ints, n_articles: Ints, *, least: Floats, min_uses: int) -> Bools:
    """Silences with enough uses expected, by enough uses and articles of the others.

    Parameters
    ----------
    table : DataFrame
        One row a group: ``n_tokens``, ``k_articles``.
    n, n_articles : array of int
        Uses, and articles that have the item: groups × items, also many such tables at once.
    least : array of float
        Uses to be expected of every item.
    min_uses : int
        By the others together, in articles enough: see ``least_articles``.
    """
    size = table["n_tokens"].to_numpy(dtype=np.float64)[:, None]
    k = table["k_articles"].to_numpy(dtype=np.int64)[:, None]
    others, in_articles = (own.sum(axis=-2, keepdims=True) - own for own in (n, n_articles))
    expected = others * size / np.maximum(size.sum() - size, 1)
    spread = in_articles >= least_articles(k.sum() - k)
    firm: Bools = (n == 0) & (expected >= least - 1e-9) & (others >= min_uses) & spread
    return firm
