"""Tests of "no difference": how many ways to deal the same units out would differ as much."""

from functools import lru_cache
from itertools import chain, combinations
from math import comb

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.inference.tally import Bools, Floats, Tally
from analysis.inference.units import Ints
from analysis.measures.arrays import divide

MOST_EXACT = 10_000  # splits that are all looked at; of more, some are drawn
N_SPLITS = 9_999
FEWEST = 2  # units of a side, below which there is no test

_CELLS = 2_000_000
CLOSE = 1e-9  # differences that are equal but for rounding


def split_test(
    tally: Tally,
    target: Ints,
    reference: Ints,
    *,
    n_splits: int = N_SPLITS,
    seed: int = 0,
) -> pd.DataFrame:
    """Permutation test of every item, with whole units dealt out to the two sides.

    Parameters
    ----------
    tally : Tally
    target, reference : int64 arrays
        Rows of the units of either side.
    n_splits : int
        Random splits, where there are more than 10,000 different ones.
    seed : int

    Returns
    -------
    DataFrame
        One row an item: ``item``, ``difference`` (of the pooled rates, target less reference),
        ``p`` (share of splits whose absolute difference is as large or larger), ``p_least`` (the
        smallest p that any split of these units could have), ``n_splits``, ``exact``. With fewer
        than two units on a side ``p`` and ``p_least`` are NaN: there is nothing to deal out.

    Notes
    -----
    The null hypothesis is that the units of both sides come from one source. Where all splits can
    be enumerated p is exact; otherwise the observed split is counted among the drawn ones
    (Phipson & Smyth 2010). With 2 units against 3 there are ten splits, and no p below .10.

    References
    ----------
    Phipson, B., & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology, 9(1), 39.
    """
    difference = tally.rates(target) - tally.rates(reference)
    table = pd.DataFrame({"item": tally.items, "difference": difference})
    if min(len(target), len(reference)) < FEWEST:
        return table.assign(p=np.nan, p_least=np.nan, n_splits=0, exact=False)
    # Whichever is called the target, the same splits are drawn.
    one, other = sorted((target, reference), key=lambda side: int(side[0]))
    rows = np.concatenate([one, other])
    splits, exact = deals(len(rows), len(one), n_splits=n_splits, seed=seed)
    by_item = csr_array(tally.events[rows].T)
    size = max(1, _CELLS // splits.shape[1])
    blocks = [by_item[start : start + size] for start in range(0, len(tally.items), size)]
    shares = [_share_as_large(block, tally.base[rows], splits) for block in blocks]
    p, p_least = (np.concatenate([share[i] for share in shares]) for i in (0, 1))
    return table.assign(p=p, p_least=p_least, n_splits=splits.shape[1], exact=exact)


def adjust(p: pd.Series) -> pd.Series:
    """Benjamini–Hochberg adjusted p values of a family; NaN stays NaN and is no member of it.

    >>> adjust(pd.Series([0.01, 0.04, float("nan"), 0.03])).round(3).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    from scipy.stats import false_discovery_control

    told = p.notna()
    adjusted = pd.Series(np.nan, index=p.index, name=p.name, dtype="float64")
    if told.any():
        adjusted[told] = false_discovery_control(p[told].to_numpy(), method="bh")
    return adjusted


@lru_cache(maxsize=4)  # pairs of sides come back tally after tally
def deals(n: int, n_target: int, *, n_splits: int = N_SPLITS, seed: int = 0) -> tuple[Bools, bool]:
    """Ways to deal ``n`` units out, the first ``n_target`` to the target in the first of them.

    Parameters
    ----------
    n, n_target : int
    n_splits, seed : int
        As in ``split_test``.

    Returns
    -------
    dealt : bool array, units × deals
        Whether the unit is dealt to the target.
    exact : bool
        Whether these are all the ways there are.
    """
    exact = comb(n, n_target) <= MOST_EXACT
    if exact:
        units = np.fromiter(chain.from_iterable(combinations(range(n), n_target)), dtype=np.int64)
        picked = units.reshape(-1, n_target)
        dealt = np.zeros((len(picked), n), dtype=bool)
        np.put_along_axis(dealt, picked, values=True, axis=1)
    else:
        first = (np.arange(n) < n_target)[None]
        drawn = np.random.default_rng(seed).permuted(first.repeat(n_splits, axis=0), axis=1)
        dealt = np.concatenate([first, drawn])
    dealt = np.ascontiguousarray(dealt.T)
    dealt.flags.writeable = False
    return dealt, exact


def _share_as_large(by_item: csr_array, base: Floats, splits: Bools) -> tuple[Floats, Floats]:
    """Share of splits that differ as much as the first one, and as the most different one."""
    total = np.asarray(by_item.sum(axis=1), dtype=np.float64)[:, None]
    step = max(1, _CELLS // len(base))
    parts = []
    for start in range(0, splits.shape[1], step):  # as numbers, all splits at once are too many
        dealt = splits[:, start : start + step].astype(np.float64)
        events, size = by_item @ dealt, base @ dealt
        parts.append(divide(events, size) - divide(total - events, base.sum() - size))
    apart = np.abs(np.concatenate(parts, axis=1))
    close = CLOSE * (total / base.sum())
    p = (apart >= apart[:, :1] - close).mean(axis=1)
    p_least = (apart >= apart.max(axis=1, keepdims=True) - close).mean(axis=1)
    return p, p_least
