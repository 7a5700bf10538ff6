"""Claims that one side has more of something than others, and what happens when units are left out.

A finding that compares is such a claim. Its estimate is how far the target is ahead of the nearest
of its rivals; a claim about every other group is as strong as against the closest of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import Literal

import numpy as np
import pandas as pd

from analysis.inference.tally import Floats, Tally
from analysis.inference.units import Ints
from analysis.measures.arrays import divide
from analysis.measures.formulas import log_ratio

Side = tuple[str, ...]

N_HALVES = 200  # ways to halve a side, where there are more
FLOOR = 0.95  # share of the halvings whose distance the floor is not below


@dataclass(frozen=True)
class Claim:
    """That the target has more of an item than each rival.

    Attributes
    ----------
    key : str
        Names the claim, the same in every run: kind, group and item.
    label : str
        What a reader is told that it is about.
    item : str
        A column of the tally.
    target : tuple of str
        Groups that are taken together as one side; ``(OTHERS, group)`` is all but that group.
    against : tuple of such tuples
        The rivals, each a side; empty for every other group, whichever there are.
    scale : {"difference", "log2"}
        Whether rates are subtracted or their ratio is taken.
    least : float
        The claim holds where the estimate is above 0 and not below this.
    absent : bool
        Whether it also says that the rivals have none.
    says : str
        The claim in words, as the mark is about it.
    tally : str
        Which of a family's tallies the item is in.
    topic : str
        The finding that tells it; several claims may be told in one.
    """

    key: str
    label: str
    item: str
    target: Side
    against: tuple[Side, ...] = ()
    scale: Literal["difference", "log2"] = "difference"
    least: float = 0.0
    absent: bool = False
    says: str = ""
    tally: str = ""
    topic: str = ""

    def sides(self, tally: Tally) -> tuple[Side, ...]:
        """The target and its rivals among the groups of a tally."""
        others = () if self.against else tally.rivals(self.target)
        return (self.target, *self.against, *((group,) for group in others))


def others_in_words(groups: Mapping[str, str], group: str) -> str:
    """All other groups in words: the one other by its name, where there are two.

    >>> others_in_words({"a": "Alpha", "b": "Beta"}, "a")
    'Beta'
    """
    others = [label for name, label in groups.items() if name != group]
    return others[0] if len(others) == 1 else "every other group"


def estimate(tally: Tally, claim: Claim) -> float:
    """How far the target is ahead of its nearest rival.

    0 where neither has the item. NaN where a side has no units, where the item was not counted, or
    where one rival is too short to tell: nobody is known to be nearest then.
    """
    sides = _sides(tally, claim)
    if sides is None or claim.item not in tally.items:
        return float("nan")
    column = tally.column(claim.item)
    target, *rivals = [(column[rows].sum(), tally.base[rows].sum()) for rows in sides]
    return float(np.min([_apart(tally, claim, *target, *rival) for rival in rivals]))


def holds(tally: Tally, claim: Claim, value: float) -> bool:
    """Whether an estimate is what the claim says."""
    if not (value > 0 and value >= claim.least - 1e-9):
        return False
    column = tally.column(claim.item)
    rivals = claim.sides(tally)[1:]
    return not claim.absent or not any(column[tally.side(side)].any() for side in rivals)


def leave_one_out(tally: Tally, claim: Claim) -> pd.DataFrame:
    """The claim without each of its units in turn.

    Parameters
    ----------
    tally : Tally
    claim : Claim

    Returns
    -------
    DataFrame
        One row a unit of the target or a rival, except one that is all its side has: ``unit``,
        ``group``, ``estimate``, ``kept`` (whether the claim still holds).
    """
    sides, column = _sides(tally, claim), tally.column(claim.item)
    parts = []
    for place, rows in enumerate(sides or []):
        if len(rows) < 2 or (claim.absent and place):  # who has none cannot end an absence
            continue
        sums = [(column[own].sum(), tally.base[own].sum()) for own in sides or []]
        sums[place] = (sums[place][0] - column[rows], sums[place][1] - tally.base[rows])
        target, *rivals = sums
        kept, values = np.ones(len(rows), dtype=bool), np.full(len(rows), np.inf)
        for rival in rivals:
            values = np.minimum(values, _apart(tally, claim, *target, *rival))
            kept &= np.equal(rival[0], 0) if claim.absent else True
        kept &= (values > 0) & (values >= claim.least - 1e-9)
        parts.append(tally.units.iloc[rows].assign(estimate=values, kept=kept))
    columns = ["unit", "group", "estimate", "kept"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def floor(tally: Tally, claim: Claim, *, within: Tally | None = None, seed: int = 0) -> float:
    """How far two halves of one source are apart on the claim's scale.

    Parameters
    ----------
    tally : Tally
    claim : Claim
    within : Tally, optional
        The same by stretches; halves of a side that has one unit are made of these.
    seed : int

    Returns
    -------
    float
        Absolute distance that 95% of the ways to halve the units of a side stay within, of the side
        where that is largest. NaN where no side can be halved.
    """
    found = []
    for side in claim.sides(tally):
        for counted in (tally, within):
            if counted and len(counted.side(side)) > 1:
                found.append(_halves_apart(counted, claim, counted.side(side), seed))
                break
    return float(np.nanmax(found)) if np.isfinite(found).any() else float("nan")


def _halves_apart(tally: Tally, claim: Claim, rows: Ints, seed: int) -> float:
    column, base = tally.column(claim.item)[rows], tally.base[rows]
    first = _halves(len(rows), seed)
    second = 1 - first
    apart = _apart(tally, claim, first @ column, first @ base, second @ column, second @ base)
    if not np.isfinite(apart).any():
        return float("nan")
    return float(np.nanquantile(np.abs(apart), FLOOR, method="higher"))


@lru_cache(maxsize=8)  # sides come back claim after claim
def _halves(n: int, seed: int) -> Floats:
    """Ways to halve ``n`` units, one a row: 1 where a unit is in the first half."""
    first = (np.arange(n) < n // 2).astype(np.float64)[None]
    if comb(n, n // 2) > N_HALVES:
        drawn = np.random.default_rng(seed).permuted(first.repeat(N_HALVES, axis=0), axis=1)
        return np.ascontiguousarray(drawn)
    picked = np.array(list(combinations(range(n), n // 2)))
    halves = np.zeros((len(picked), n))
    np.put_along_axis(halves, picked, 1.0, axis=1)
    return halves


def _sides(tally: Tally, claim: Claim) -> list[Ints] | None:
    rows = [tally.side(side) for side in claim.sides(tally)]
    return rows if len(rows) > 1 and all(map(len, rows)) else None


def _apart(
    tally: Tally, claim: Claim, x: Floats, base: Floats, x_other: Floats, base_other: Floats
) -> Floats:
    """How far one side is ahead of another, on the claim's scale."""
    if claim.scale == "log2":
        ratio = log_ratio(x, x_other, base, base_other, zero=tally.half)
        # Of no use on either side the stand-ins would tell which side is longer.
        return np.where(x + x_other > 0, ratio, 0.0)
    apart: Floats = tally.scale * (divide(x, base) - divide(x_other, base_other))
    return apart
