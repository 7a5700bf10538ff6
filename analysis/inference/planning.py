"""How many articles a group would need before a difference of a given size could be seen."""

from collections.abc import Sequence
from itertools import count
from math import comb

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.inference.family import Family
from analysis.inference.tally import Floats, Tally
from analysis.inference.units import ARTICLE, units_of
from analysis.measures.arrays import divide
from analysis.text.tokens import Tokens

RATIOS = (1.25, 1.5, 2.0, 3.0, 4.0)
POWER = 0.8
ALPHA = 0.05
MOST = 100_000  # units that a plan may ask for


def units_needed(
    tally: Tally,
    items: Sequence[str],
    *,
    ratios: Sequence[float] = RATIOS,
    power: float = POWER,
    alpha: float = ALPHA,
) -> pd.DataFrame:
    """Units a group that two groups of equal size need for a difference to be detected.

    Parameters
    ----------
    tally : Tally
    items : sequence of str
    ratios : sequence of float
        How many times as high the rate of one group is.
    power : float
        How often such a difference shall be detected.
    alpha : float
        Level of the two-sided test.

    Returns
    -------
    DataFrame
        One row an item and ratio, in the order given: ``item``, ``variation`` (coefficient of
        variation of the units' rates around their group's), ``n_units`` (units of groups with two
        or more, which that rests on), ``ratio``, ``n_needed`` (units in each group; NaN where no
        unit varies or more than 100,000 would be needed).

    Raises
    ------
    InputError
        If a ratio is not above 1, or the power not between ``alpha`` and 1.

    Notes
    -----
    The logarithm of a rate varies from sample to sample by ``variation / √n`` (delta method for a
    ratio, Cochran 1977), and by no less than chance makes counts of that size vary. The power is
    that of one unadjusted t test of two such logarithms, with the same variation in both groups;
    no plan has fewer units than a test that deals them out needs. From a few articles the
    variation is itself badly known: a plan is an order of magnitude. Where a rate is higher, its
    variation is often smaller, so that a plan made of a rare item asks for too many.

    References
    ----------
    Cochran, W. G. (1977). Sampling techniques (3rd ed.). Wiley.
    """
    if not all(ratio > 1 for ratio in ratios):
        raise InputError("a plan needs ratios above 1")
    if not alpha < power < 1:
        raise InputError(f"power {power:g} is not between {alpha:g} and 1")
    variation, n_units = variation_of(tally, items)
    rows = [
        (item, spread, n_units, ratio, _needed(spread, ratio, power, alpha))
        for item, spread in zip(items, variation, strict=True)
        for ratio in ratios
    ]
    columns = ["item", "variation", "n_units", "ratio", "n_needed"]
    return pd.DataFrame(rows, columns=columns).astype({"item": "str", "n_needed": "float64"})


def plan_claims(
    family: Family,
    tokens: Tokens,
    *,
    unit: str = ARTICLE,
    ratios: Sequence[float] = RATIOS,
    power: float = POWER,
) -> pd.DataFrame:
    """The same for everything that the claims of a family are about.

    Parameters
    ----------
    family : Family
        Of rates, not of shares.
    tokens : Tokens
    unit : str
        The column whose values are the units.
    ratios, power
        As in ``units_needed``.

    Returns
    -------
    DataFrame
        As from ``units_needed``, with ``label`` (of the claim) and ``n_at_hand`` (units of the
        smallest group).
    """
    units = units_of(tokens, unit=unit)
    tallies = family.count(tokens, units, family.read(tokens), family.default)
    at_hand = {
        name: min((len(tally.side([group])) for group in tally.groups), default=0)
        for name, tally in tallies.items()
    }
    parts = [
        units_needed(tallies[claim.tally], [claim.item], ratios=ratios, power=power).assign(
            label=claim.label, n_at_hand=at_hand[claim.tally]
        )
        for claim in family.claims
    ]
    columns = ["item", "variation", "n_units", "ratio", "n_needed", "label", "n_at_hand"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def variation_of(tally: Tally, items: Sequence[str]) -> tuple[Floats, int]:
    """Coefficient of variation between units within groups, and the units that it rests on."""
    known = [group for group in tally.groups if len(tally.side([group])) > 1]
    total, squares, freedom = np.zeros((2, len(items))), np.zeros(len(items)), 0
    for group in known:
        rows = tally.side([group])
        base = tally.base[rows]
        x = np.column_stack([tally.column(item)[rows] for item in items])
        rate = x.sum(axis=0) / base.sum()
        # Residuals relative to the mean base, so that groups of longer articles weigh no more.
        squares += (((x - np.outer(base, rate)) / base.mean()) ** 2).sum(axis=0)
        total += np.array([x.sum(axis=0), np.full(len(items), base.sum())])
        freedom += len(rows) - 1
    spread = np.sqrt(squares / freedom) if freedom else np.full(len(items), np.nan)
    n_units = sum(len(tally.side([group])) for group in known)
    # Of rare items chance alone makes units differ, however alike they happen to be here.
    chance = np.sqrt(divide(n_units, total[0]))
    return np.maximum(divide(spread, divide(*total)), chance), n_units


def power_of(n: int, *, variation: float, ratio: float, alpha: float = ALPHA) -> float:
    """Chance that two groups of ``n`` units differ detectably where their rates differ so much.

    >>> round(power_of(16, variation=0.7, ratio=2.0), 2)
    0.77
    """
    from scipy.stats import nct, t

    freedom = 2 * n - 2
    apart = np.log(ratio) / (variation * np.sqrt(2 / n))
    critical = t.ppf(1 - alpha / 2, freedom)
    return float(nct.sf(critical, freedom, apart) + nct.cdf(-critical, freedom, apart))


def _fewest(alpha: float) -> int:
    """The smallest groups of which some way to deal them out can have a p of ``alpha``."""
    return next(n for n in count(2) if 2 / comb(2 * n, n) <= alpha)


def _needed(variation: float, ratio: float, power: float, alpha: float) -> float:
    """The smallest number of units with enough power, by halving; power grows with it."""
    if not variation > 0:
        return float("nan")
    low, high = _fewest(alpha) - 1, _fewest(alpha)
    while power_of(high, variation=variation, ratio=ratio, alpha=alpha) < power:
        low, high = high, 2 * high
        if high > MOST:
            return float("nan")
    while high - low > 1:
        middle = (low + high) // 2
        enough = power_of(middle, variation=variation, ratio=ratio, alpha=alpha) >= power
        low, high = (low, middle) if enough else (middle, high)
    return float(high)
