"""Simulations of how often intervals cover the truth, and how often tests reject it.

A population of units is known; samples are drawn from it, and everything is computed of a sample as
if nothing else were known. ``make coverage`` runs it; its output is kept in ``coverage.csv``.
"""

from functools import cache
from importlib import resources

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import ndtri

from analysis.inference.bootstrap import LEVEL, log_ratio_interval, side_intervals
from analysis.inference.splits import split_test
from analysis.inference.tally import Bools, Floats, Tally
from analysis.inference.units import Ints
from analysis.measures.formulas import g2

CRITICAL = 3.841  # of χ² with one degree of freedom at 5%
ALPHA = 0.05


def simulate_coverage(
    population: Tally, *, n_units: int, n_draws: int = 400, n_splits: int = 999, seed: int = 0
) -> pd.DataFrame:
    """How often intervals cover the truth, and how often tests reject what is true.

    Parameters
    ----------
    population : Tally
        All its units are one source.
    n_units : int
        Units of each sample; two samples are drawn every time.
    n_draws : int
        Samples.
    n_splits : int
        Splits of each test.
    seed : int

    Returns
    -------
    DataFrame
        One row an item: ``item``, ``share_of_units`` (that have it in the population), ``n_units``,
        ``n_told`` (samples with an interval), ``covered`` (share of them whose 95% interval holds
        the population's rate), ``percentile`` (the same for the percentile interval), ``words``
        (the same for an interval that treats words as independent draws), ``ratio`` (share of the
        intervals of the log ratio of two samples that hold 0), ``rejected`` (share of the tests of
        two samples with p ≤ .05) and ``rejected_words`` (the same for G², which treats words as
        independent).
    """
    rng = np.random.default_rng(seed)
    truth = population.rates(np.arange(len(population.base)))
    counts = {name: np.zeros(len(population.items)) for name in _COUNTED}
    for _ in range(n_draws):
        picks = rng.choice(len(population.base), 2 * n_units, replace=False)
        for name, found in _one_draw(population, picks, truth, rng, n_splits).items():
            counts[name] += found
    have = np.asarray(population.events.astype(bool).sum(axis=0)) / len(population.base)
    n = {name: counts[name] for name in ("told", "told_ratio")}
    with np.errstate(invalid="ignore"):
        shares = {name: counts[name] / n["told"] for name in ("covered", "percentile", "words")}
        ratio = counts["ratio"] / n["told_ratio"]
    return pd.DataFrame(
        {
            "item": population.items,
            "share_of_units": have,
            "n_units": n_units,
            "n_told": n["told"].astype(np.int64),
            **shares,
            "ratio": ratio,
            "rejected": counts["rejected"] / n_draws,
            "rejected_words": counts["rejected_words"] / n_draws,
        }
    )


def overdispersed(n_units: int = 2_000, n_items: int = 40, *, seed: int = 0) -> Tally:
    """A made-up population whose units differ more than independent words would make them.

    Lengths are log-normal around 500 tokens; an item is in 20% to 100% of the units, and its rate
    in those is gamma-distributed around 0.5 to 8 per 1,000 tokens, with shapes from 0.7 to 3.
    """
    rng = np.random.default_rng(seed)
    base = np.round(np.exp(rng.normal(np.log(500), 0.5, n_units))).astype(np.float64) + 1
    share = np.linspace(0.2, 1, n_items)
    mean = rng.permutation(np.geomspace(0.0005, 0.008, n_items))
    shape = rng.uniform(0.7, 3, n_items)
    used = rng.random((n_units, n_items)) < share
    rate = np.where(used, rng.gamma(shape, mean / shape, (n_units, n_items)), 0)
    events = csr_array(rng.poisson(rate * base[:, None]).astype(np.float64))
    units = pd.DataFrame({"unit": [str(i) for i in range(n_units)], "group": "one"})
    return Tally(events, base, units, pd.Index([f"item {i}" for i in range(n_items)]), 1000.0)


@cache
def measured_coverage() -> pd.DataFrame:
    """What ``make coverage`` found when it was last run.

    Returns
    -------
    DataFrame
        One row a corpus and size of sample: ``corpus``, ``n_units``, ``n_items``, and the means
        over the items of the columns of ``simulate_coverage``.
    """
    path = resources.files("analysis.inference").joinpath("coverage.csv")
    with path.open(encoding="utf-8") as file:
        return pd.read_csv(file)


_COUNTED = (
    "told", "covered", "percentile", "words", "told_ratio", "ratio", "rejected", "rejected_words",
)  # fmt: skip


def _one_draw(
    population: Tally, picks: Ints, truth: Floats, rng: np.random.Generator, n_splits: int
) -> dict[str, Bools]:
    half = len(picks) // 2
    sample = Tally(
        population.events[picks],
        population.base[picks],
        population.units.iloc[picks].reset_index(drop=True),
        population.items,
        population.scale,
    )
    one, other = np.arange(half), np.arange(half, len(picks))
    seed = int(rng.integers(2**31))
    low, high = side_intervals(sample, one, seed=seed, threads=1)
    plain = side_intervals(sample, one, method="percentile", seed=seed, threads=1)
    second = side_intervals(sample, other, seed=seed + 1, threads=1)
    told = ~np.isnan(low)
    both = told & ~np.isnan(second[0])
    ratio = log_ratio_interval((sample.rates(one), low, high), (sample.rates(other), *second))
    test = split_test(sample, one, other, n_splits=n_splits, seed=seed)
    return {
        "told": told,
        "covered": told & _holds(low, high, truth),
        "percentile": told & _holds(*plain, truth),
        "words": told & _holds(*_wilson(sample, one), truth),
        "told_ratio": both,
        "ratio": both & _holds(*ratio, np.zeros_like(truth)),
        "rejected": (test["p"] <= ALPHA).to_numpy(),
        "rejected_words": _g2(sample, one, other) > CRITICAL,
    }


def _holds(low: Floats, high: Floats, value: Floats) -> Bools:
    with np.errstate(invalid="ignore"):
        inside: Bools = (low <= value) & (value <= high)
    return inside


def _wilson(tally: Tally, rows: Ints) -> tuple[Floats, Floats]:
    """Interval of a rate as if every word were an independent draw (Wilson 1927)."""
    n, z = tally.base[rows].sum(), ndtri((1 + LEVEL) / 2)
    share = tally.rates(rows) / tally.scale
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return tally.scale * (middle - reach), tally.scale * (middle + reach)


def _g2(tally: Tally, one: Ints, other: Ints) -> Floats:
    a, b = (np.asarray(tally.events[rows].sum(axis=0), dtype=np.float64) for rows in (one, other))
    return g2(a, b, tally.base[one].sum(), tally.base[other].sum())
