"""Every check of every claim, in one table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.inference.bootstrap import (
    FEWEST,
    difference_interval,
    log_ratio_interval,
    side_intervals,
)
from analysis.inference.claims import Claim, Side, estimate, floor, leave_one_out
from analysis.inference.family import Family, Tallies
from analysis.inference.splits import N_SPLITS, adjust, split_test
from analysis.inference.tally import Tally
from analysis.inference.units import ARTICLE, stretches, units_of
from analysis.text.tokens import Tokens

MANY = 500  # candidates, above which random splits are first few, then more where p is small
STAGES = ((199, 0.1), (999, 0.01), (N_SPLITS, 0.0))  # splits, and the p up to which more are drawn
NAMED = 3  # units that are named where a claim does not hold without them

COLUMNS = (
    "claim",
    "topic",
    "label",
    "says",
    "family",
    "measure",
    "unit",
    "estimate",
    "low",
    "high",
    "basis",
    "n_units",
    "n_units_least",
    "p",
    "p_least",
    "p_adjusted",
    "n_left_out",
    "n_kept",
    "lost_without",
    "floor",
)


def check_claims(
    families: Iterable[Family], tokens: Tokens, *, unit: str = ARTICLE, seed: int = 0
) -> pd.DataFrame:
    """Interval, test, leave-one-out and floor of every claim that is told.

    Parameters
    ----------
    families : iterable of Family
    tokens : Tokens
        The texts as the claims were made of them.
    unit : str
        The column whose values are resampled and left out: ``article_id`` or, say, ``outlet``.
    seed : int

    Returns
    -------
    DataFrame
        One row a claim, in order: ``claim`` (its key), ``topic`` (of the finding), ``label``,
        ``says`` (the claim in words), ``family``, ``measure`` (of the estimate), ``unit`` (that was
        resampled), ``estimate`` (how far the target is ahead of its nearest rival), ``low``,
        ``high`` (95% interval), ``basis`` (*between*: units were drawn anew; *within*: a side has
        fewer than five, and stretches of the articles were), ``n_units`` of all sides,
        ``n_units_least`` of the smallest; ``p`` (the largest of the tests against each rival: an
        intersection–union test), ``p_least``, ``p_adjusted`` (Benjamini–Hochberg among the
        candidates of the family); ``n_left_out``, ``n_kept`` (units without which it still holds),
        ``lost_without`` (those without which it does not), ``floor`` (distance that 95% of the ways
        to halve one side stay within).

    Raises
    ------
    InputError
        If the unit's column is missing or has gaps.
    """
    units = units_of(tokens, unit=unit)
    parts = []
    for family in families:
        found = family.read(tokens)
        tallies = family.count(tokens, units, found, family.default)
        # Only units that are counted against something count: articles with tokens, with mentions.
        few = sorted({group for tally in tallies.values() for group in _few(tally)})
        finer = stretches(tokens, groups=few) if few and not family.unit else None
        within = family.count(tokens, finer, found, family.default) if finer else {}
        p = _tests(family, tallies, seed)
        rows = [_row(claim, tallies, within, seed) for claim in family.claims]
        if rows:
            told = {"family": family.name, "measure": family.measure, "unit": family.unit or unit}
            table = pd.DataFrame(rows).assign(**told)
            parts.append(table.merge(p, on="claim", how="left"))
    empty = pd.DataFrame(columns=list(COLUMNS)).astype({"claim": "str"})
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)] if parts else empty


def _few(tally: Tally) -> list[str]:
    return [group for group in tally.groups if len(tally.side([group])) < FEWEST]


def _row(claim: Claim, tallies: Tallies, within: Tallies, seed: int) -> dict[str, object]:
    tally = tallies[claim.tally]
    finer = within.get(claim.tally)
    without = leave_one_out(tally, claim)
    lost = sorted(without.loc[~without["kept"].astype(bool), "unit"])
    n_units = [len(tally.side(side)) for side in claim.sides(tally)]
    low, high, basis = claim_interval(tally, claim, within=finer, seed=seed)
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    return {
        "claim": claim.key,
        "topic": claim.topic,
        "label": claim.label,
        "says": claim.says or claim.label,
        "estimate": estimate(tally, claim),
        "low": low,
        "high": high,
        "basis": basis,
        "n_units": sum(n_units),
        "n_units_least": min(n_units),
        "n_left_out": len(without),
        "n_kept": len(without) - len(lost),
        "lost_without": ", ".join(lost[:NAMED]) + more,
        "floor": floor(tally, claim, within=finer, seed=seed),
    }


def claim_interval(
    tally: Tally, claim: Claim, *, within: Tally | None = None, seed: int = 0
) -> tuple[float, float, str]:
    """Ends of the interval of a claim's estimate against its nearest rival, and their basis.

    Parameters
    ----------
    tally : Tally
    claim : Claim
    within : Tally, optional
        The same by stretches, for sides with fewer than five units.
    seed : int

    Returns
    -------
    low, high : float
        Of two independent sides (``difference_interval``); NaN where one of them has none.
    basis : {"between", "within"}
        *within* where a side's stretches were drawn and not its units.
    """
    rivals = [replace(claim, against=(side,)) for side in claim.sides(tally)[1:]]
    if not rivals:
        return float("nan"), float("nan"), "between"
    nearest = rivals[int(np.argmin([estimate(tally, rival) for rival in rivals]))]
    ends, kinds = [], []
    for side in nearest.sides(tally):
        rate, low, high, kind = _side_interval(tally, within, claim.item, side, seed)
        ends.append((np.float64(rate), np.float64(low), np.float64(high)))
        kinds.append(kind)
    interval = log_ratio_interval if claim.scale == "log2" else difference_interval
    low, high = interval(*ends)
    return float(low), float(high), "within" if "within" in kinds else "between"


def _side_interval(
    tally: Tally, within: Tally | None, item: str, side: Side, seed: int
) -> tuple[float, float, float, str]:
    """Rate of one side, and its interval by its units or, where they are few, their stretches."""
    rows = tally.side(side)
    if item not in tally.items or not len(rows):
        return np.nan, np.nan, np.nan, "between"
    few = len(rows) < FEWEST and within is not None
    drawn = within if few and within is not None else tally
    low, high = side_intervals(drawn.select([item]), drawn.side(side), seed=seed, threads=1)
    rate = float(tally.select([item]).rates(rows)[0])
    return rate, float(low[0]), float(high[0]), "within" if few else "between"


def _tests(family: Family, tallies: Tallies, seed: int) -> pd.DataFrame:
    """P values of all candidates, adjusted among them.

    Where they are many, p is that of the last stage that a claim comes to, which is valid: to have
    come so far never makes it smaller. With 999 splits for all, none of thousands could pass.
    """
    # A claim that is told is in its family, whether or not the candidates name it.
    claims = list({claim.key: claim for claim in (*family.candidates, *family.claims)}.values())
    stages = STAGES if len(claims) > MANY else STAGES[-1:]
    worst = _worst(claims, tallies, stages[0][0], seed)
    for (_, open_until), (n_splits, _) in pairwise(stages):
        small = set(worst.index[worst["p"] <= open_until])
        claims = [claim for claim in claims if claim.key in small]
        worst.update(_worst(claims, tallies, n_splits, seed))
    return worst.assign(p_adjusted=adjust(worst["p"])).reset_index()


def _worst(claims: Sequence[Claim], tallies: Tallies, n_splits: int, seed: int) -> pd.DataFrame:
    """P of every claim against the rival where it is largest; one untested leaves it open."""
    pairs: dict[tuple[str, Side, Side], list[tuple[str, str]]] = {}
    for claim in claims:
        for side in claim.sides(tallies[claim.tally])[1:]:
            pairs.setdefault((claim.tally, claim.target, side), []).append((claim.key, claim.item))
    columns = {"claim": "str", "p": "float64", "p_least": "float64"}
    parts = [
        _pair_test(tallies[name], a, b, asked, n_splits, seed)
        for (name, a, b), asked in pairs.items()
    ]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(columns))
    told = table.astype(columns).groupby("claim", sort=False)
    return told[["p", "p_least"]].max().where(told["p"].count() == told["p"].size(), axis=0)


def _pair_test(
    tally: Tally,
    target: Side,
    rival: Side,
    asked: Sequence[tuple[str, str]],
    n_splits: int,
    seed: int,
) -> pd.DataFrame:
    keys, items = zip(*asked, strict=True)
    table = pd.DataFrame({"claim": keys, "p": np.nan, "p_least": np.nan})
    a, b = tally.side(target), tally.side(rival)
    if not (len(a) and len(b)):
        return table
    tested = split_test(tally.select(items), a, b, n_splits=n_splits, seed=seed)
    return table.assign(p=tested["p"].to_numpy(), p_least=tested["p_least"].to_numpy())
