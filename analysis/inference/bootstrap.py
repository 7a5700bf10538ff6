"""Intervals of rates by drawing whole units anew, all items at once over the sparse counts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.errors import InputError
from analysis.inference.tally import Floats, Tally
from analysis.inference.units import Ints

LEVEL = 0.95
FEWEST = 5  # units of a side, below which its stretches are drawn instead
FEWEST_WITH = 3  # units that have an item, below which nothing is said of its interval
N_RESAMPLES = 999
ROUNDING = 1e-12  # of sums of squares

Method = Literal["bootstrap-t", "percentile"]
Ends = tuple[Any, Any, Any]  # estimate, low, high: numbers or arrays

_CELLS = 2_000_000  # draws × items held in one array


def side_intervals(
    tally: Tally,
    rows: Ints,
    *,
    method: Method = "bootstrap-t",
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    threads: int = 2,
) -> tuple[Floats, Floats]:
    """Ends of the 95% interval of every item's pooled rate in some units.

    Parameters
    ----------
    tally : Tally
    rows : int64 array
        The units of one side.
    method : {"bootstrap-t", "percentile"}
        Studentised, or the quantiles of the draws themselves.
    n_resamples : int
    seed : int
    threads : int
        Blocks of items that are worked on side by side; the result does not depend on it.

    Returns
    -------
    low, high : float64 arrays, one an item
        NaN where fewer than three units have the item, the side has fewer than five, or its units
        do not differ.

    Notes
    -----
    The estimate is a ratio of sums, ``r = Σx / Σt``. Its standard error is that of a ratio
    (Cochran 1977), ``s² = n/(n-1) · Σ(x - rt)² / (Σt)²``; each draw of ``n`` units with replacement
    gives ``(r* - r) / s*``, and the interval is ``r`` less ``s`` times the quantiles of that
    (bootstrap-t, Efron & Tibshirani 1993, ch. 12). For few units the percentile interval is too
    short; ``make coverage`` prints by how much.

    References
    ----------
    Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall.
    """
    n, n_items = len(rows), len(tally.items)
    low, high = np.full((2, n_items), np.nan)
    if n < FEWEST:
        return low, high
    events, base = tally.events[rows], tally.base[rows]
    have = np.bincount(events.indices[events.data > 0], minlength=n_items) >= FEWEST_WITH
    columns = np.flatnonzero(have)
    weights = draw_weights(n, n_resamples=n_resamples, seed=seed)
    by_item = csr_array(events[:, columns].T)
    blocks = list(_blocks(len(columns), n_resamples))

    def work(block: slice) -> tuple[Floats, Floats]:
        return _intervals(by_item[block], base, weights, method)

    with ThreadPoolExecutor(threads) as pool:
        ends = list(pool.map(work, blocks)) if threads > 1 else [work(block) for block in blocks]
    if ends:
        low[columns] = tally.scale * np.concatenate([end[0] for end in ends])
        high[columns] = tally.scale * np.concatenate([end[1] for end in ends])
    if tally.scale == 1.0:  # a share
        high = np.minimum(high, 1.0)
    return np.maximum(low, 0.0), high


def rate_intervals(
    tally: Tally,
    *,
    within: Tally | None = None,
    n_resamples: int = N_RESAMPLES,
    method: Method = "bootstrap-t",
    seed: int = 0,
) -> pd.DataFrame:
    """Rates of every group and item with their intervals.

    Parameters
    ----------
    tally : Tally
    within : Tally, optional
        The same counted by stretch (``analysis.inference.units.stretches``), for the groups that
        have fewer than five units.
    n_resamples, method, seed
        As in ``side_intervals``.

    Returns
    -------
    DataFrame
        One row a group and item, groups sorted, items in their order: ``group``, ``item``,
        ``n_events``, ``rate``, ``low``, ``high``, ``basis`` (*between*: units were drawn anew;
        *within*: stretches of these articles were), ``n_units``, ``n_units_with`` (units that have
        the item). The interval is NaN where fewer than three of
        what is drawn have the item.

    Raises
    ------
    InputError
        If ``n_resamples`` is below 99.
    """
    if n_resamples < 99:
        raise InputError(f"{n_resamples} resamples are too few for an interval; take 99 or more")
    parts = []
    for group in tally.groups:
        rows = tally.side([group])
        drawn = within if len(rows) < FEWEST and within is not None else tally
        low, high = side_intervals(
            drawn, drawn.side([group]), method=method, n_resamples=n_resamples, seed=seed
        )
        events = tally.events[rows]
        parts.append(
            pd.DataFrame(
                {
                    "group": group,
                    "item": tally.items,
                    "n_events": np.asarray(events.sum(axis=0)),
                    "rate": tally.rates(rows),
                    "low": low,
                    "high": high,
                    "basis": "within" if drawn is within else "between",
                    "n_units": len(rows),
                    "n_units_with": np.asarray(events.astype(bool).sum(axis=0)),
                }
            )
        )
    columns = [
        "group",
        "item",
        "n_events",
        "rate",
        "low",
        "high",
        "basis",
        "n_units",
        "n_units_with",
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def difference_interval(one: Ends, other: Ends) -> tuple[Any, Any]:
    """Ends of the interval of a difference, from the intervals of its two sides.

    Parameters
    ----------
    one, other : (estimate, low, high)
        Numbers, or arrays of one shape.

    Notes
    -----
    MOVER, the method of variance estimates recovery (Zou & Donner 2008): the distance to each end
    is the root of the sum of squares of the two sides' distances. The sides are independent.

    References
    ----------
    Zou, G. Y., & Donner, A. (2008). Construction of confidence limits about effect measures: A
    general approach. Statistics in Medicine, 27(10), 1693–1702.

    >>> [float(end) for end in difference_interval((5.0, 2.0, 8.0), (1.0, -3.0, 5.0))]
    [-1.0, 9.0]
    """
    (a, a_low, a_high), (b, b_low, b_high) = one, other
    with np.errstate(invalid="ignore"):
        low = a - b - np.hypot(a - a_low, b_high - b)
        high = a - b + np.hypot(a_high - a, b - b_low)
    return low, high


def log_ratio_interval(one: Ends, other: Ends) -> tuple[Any, Any]:
    """Ends of the interval of ``log2`` of the ratio of two sides, as in ``difference_interval``.

    An end is infinite where a side's interval reaches 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = ((np.log2(v[0]), np.log2(v[1]), np.log2(v[2])) for v in (one, other))
        return difference_interval(a, b)


@lru_cache(maxsize=4)  # sides come back claim after claim
def draw_weights(n: int, *, n_resamples: int, seed: int) -> Floats:
    """How often each of ``n`` units is in each draw with replacement: units down, draws across."""
    rng = np.random.default_rng(seed)
    picks = rng.integers(n, size=(n_resamples, n)) + n * np.arange(n_resamples)[:, None]
    counted = np.bincount(picks.ravel(), minlength=n * n_resamples).reshape(n_resamples, n)
    weights = np.ascontiguousarray(counted.T, dtype=np.float64)
    weights.flags.writeable = False
    return weights


def _blocks(n_items: int, n_resamples: int) -> Iterator[slice]:
    size = max(1, _CELLS // n_resamples)
    return (slice(start, start + size) for start in range(0, n_items, size))


def _intervals(
    by_item: csr_array, base: Floats, weights: Floats, method: Method
) -> tuple[Floats, Floats]:
    """Ends for a block of items; ``by_item`` is items × units."""
    n = len(base)
    total = base.sum()
    rate = np.asarray(by_item.sum(axis=1), dtype=np.float64) / total
    drawn_base = weights.T @ base
    drawn = (by_item @ weights) / drawn_base
    if method == "percentile":
        return _quantiles(drawn)
    error = np.sqrt(_squares(by_item, base, rate) * n / (n - 1)) / total
    error[error == 0] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (drawn - rate[:, None]) / _drawn_errors(by_item, base, weights, drawn, drawn_base)
    least, most = _quantiles(np.where(np.isfinite(t), t, np.nan))
    return rate - most * error, rate - least * error


def _squares(by_item: csr_array, base: Floats, rate: Floats) -> Floats:
    """``Σ(x - rt)²`` of every item."""
    square = np.asarray(by_item.multiply(by_item).sum(axis=1), dtype=np.float64)
    sums: Floats = square - 2 * rate * (by_item @ base) + rate**2 * (base @ base)
    return np.where(sums > ROUNDING * square, sums, 0.0)


def _drawn_errors(
    by_item: csr_array, base: Floats, weights: Floats, drawn: Floats, drawn_base: Floats
) -> Floats:
    """Standard error of every item's rate in every draw."""
    n = len(base)
    square = csr_array(by_item.multiply(by_item)) @ weights
    cross = csr_array(by_item.multiply(base)) @ weights
    square -= 2 * drawn * cross
    square += drawn**2 * (weights.T @ base**2)
    errors: Floats = np.sqrt(np.maximum(square, 0.0) * n / (n - 1)) / drawn_base
    return errors


def _quantiles(values: Floats) -> tuple[Floats, Floats]:
    """Ends of the middle 95% of every row, of the values that are defined."""
    ends = np.full((2, len(values)), np.nan)
    whole = ~np.asarray(np.isnan(values).any(axis=1))
    levels = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    if whole.any():
        ends[:, whole] = np.quantile(values[whole], levels, axis=1)
    for row in np.flatnonzero(~whole & ~np.asarray(np.isnan(values).all(axis=1))):
        ends[:, row] = np.nanquantile(values[row], levels)
    return ends[0], ends[1]
