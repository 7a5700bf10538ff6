"""How much a finding may claim: the marks, and the rules that give them.

Every finding carries one of three marks, by these rules and no others:

*fragile*
    The claim fails a check that could be made: it does not hold without one of its units; it is
    not larger than the distance between two halves of one source (the floor); it holds under fewer
    than nine tenths of the other defensible choices; or, where units are enough for a test, dealing
    them out at random gives as large a difference too often (adjusted p above .05).
*described*
    It passes the checks that could be made, but a side has a single unit, or so few that no split
    could give a p of .05: it tells these articles and nothing of others. So is a count that was put
    to no check.
*stable*
    It passes all of them.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Mark = Literal["stable", "described", "fragile"]
MARKS: tuple[Mark, ...] = ("stable", "described", "fragile")

LISTED = "A count of what stands in these articles; it was put to no check."
ALPHA = 0.05
SURVIVES = 0.9  # share of the specifications

# As the first page tells them.
RULES: dict[Mark, str] = {
    "stable": "The difference stays when any one article is left out, is larger than that between "
    "halves of one group, holds under other defensible choices, and articles dealt out to the "
    "groups at random seldom differ as much (adjusted p ≤ .05). It speaks for articles collected "
    "in the same way, not for a press.",
    "described": "It tells what stands in these articles. They are too few for a test, or it is a "
    "count that was put to no check.",
    "fragile": "It fails one of these checks, and says which.",
}


@dataclass(frozen=True)
class Strength:
    """What a finding may claim.

    Attributes
    ----------
    mark : {"stable", "described", "fragile"}
    why : str
        In one or two sentences, what the mark rests on.
    claim : str
        Key of the claim, the same wherever the claim is made; empty for a listing.
    estimate : float
        What the claim is about, in its own unit; NaN for a listing.
    """

    mark: Mark = "described"
    why: str = LISTED
    claim: str = ""
    estimate: float = float("nan")


def strength_of(row: Mapping[Hashable, Any], *, unit: str = "article") -> Strength:
    """Strength of one claim.

    Parameters
    ----------
    row : mapping
        A row of ``check_claims``.
    unit : str
    """
    failed, passed = _choices(row)
    for found in (_left_out(row, unit), _floor(row), _test(row)):
        failed += found[0]
        passed += found[1]
    few = _few(row, unit)
    if failed:
        mark: Mark = "fragile"
        told = [*failed, *few]
    else:
        mark = "described" if few else "stable"
        told = [*few, *passed]
    return Strength(mark, f"{row['says']}: {'; '.join(told)}.", str(row["claim"]), row["estimate"])


def weakest(found: list[Strength]) -> Strength:
    """The strength of a finding that tells several claims: that of the weakest.

    >>> weakest([Strength("stable", "A."), Strength("fragile", "B.")]).mark
    'fragile'
    """
    if not found:
        return Strength()
    first = max(found, key=lambda strength: MARKS.index(strength.mark))
    if len(found) == 1:
        return first
    n = sum(strength.mark == first.mark for strength in found)
    return Strength(
        first.mark,
        f"Several claims at once, and the weakest counts ({first.mark}: {n} of {len(found)}). "
        f"{first.why}",
        first.claim,
        first.estimate,
    )


Told = tuple[list[str], list[str]]


def _left_out(row: Mapping[Hashable, Any], unit: str) -> Told:
    n, kept = int(row["n_left_out"]), int(row["n_kept"])
    if kept < n:
        return [f"does not hold without {row['lost_without']}"], []
    return [], [f"holds without any one of the {n} {unit}s that can be left out"] if n else []


def _floor(row: Mapping[Hashable, Any]) -> Told:
    if np.isnan(row["estimate"]):
        return ["a side is too short to tell"], []
    if np.isnan(row["floor"]):
        return [], []
    halves = "within one of the groups" if row["family"] == "distances" else "between its halves"
    told = f"{row['estimate']:.3g} against {row['floor']:.3g} {halves}"
    if row["estimate"] > row["floor"]:
        return [], [f"above the floor ({told})"]
    return [f"not above the floor ({told})"], []


def _choices(row: Mapping[Hashable, Any]) -> Told:
    n, kept = int(row["n_specifications"]), int(row["n_specifications_kept"])
    if not n:
        return [], []
    told = f"holds under {kept} of {n} combinations of choices"
    if kept >= SURVIVES * n:
        return [], [told]
    hangs = f", hangs on {row['hangs_on']}" if row["hangs_on"] else ""
    return [told + hangs], []


def _test(row: Mapping[Hashable, Any]) -> Told:
    if np.isnan(row["p_adjusted"]) or row["p_least"] > ALPHA:
        return [], []
    if row["p_adjusted"] > ALPHA:
        return [
            f"units dealt out at random differ as much (adjusted p {_p(row['p_adjusted'])})"
        ], []
    return [], [f"units dealt out at random seldom differ as much (p {_p(row['p_adjusted'])})"]


def _few(row: Mapping[Hashable, Any], unit: str) -> list[str]:
    if row["n_units_least"] < 2:
        return [f"a side has one {unit}, so no test can be made"]
    if np.isnan(row["p_least"]):
        return [f"too few {unit}s for a test"]
    if row["p_least"] > ALPHA:
        p, least = _p(row["p"]), _p(row["p_least"])
        return [f"too few {unit}s for a test at 5% (p {p}, where {least} is the least possible)"]
    return []


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"{p:.{3 if p < 0.0995 else 2}f}".lstrip("0")
