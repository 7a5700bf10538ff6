"""How much a finding may claim: the marks, and the rules that give them.

Every finding carries one of three marks, by these rules and no others:

*fragile*
    The claim fails a check that could be made: it does not hold without one of its units; it is
    not larger than the distance between two halves of one source (the floor); it holds under fewer
    than nine tenths of the other defensible choices under which it can be counted; or, where units
    are enough for a test, dealing them out at random gives as large a difference too often
    (adjusted p above .05).
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

from analysis.inference.family import LOG_RATIO, SHARE
from analysis.inference.options import in_words

Mark = Literal["stable", "described", "fragile"]
MARKS: tuple[Mark, ...] = ("stable", "described", "fragile")

LISTED = "A count of what stands in these articles; it was put to no check."
ALPHA = 0.05
SURVIVES = 0.9  # share of the specifications

# As the first page tells them.
RULES: dict[Mark, str] = {
    "stable": "The difference stays when any one article (or outlet, where that is the unit) is "
    "left out, is larger than that between halves of one group, holds under other defensible "
    "choices, and articles or outlets dealt out to the groups at random seldom differ as much "
    "(adjusted p ≤ .05). It speaks for articles collected in the same way, not for a press.",
    "described": "It passes the checks that could be made, but the articles, or outlets, are too "
    "few for a test. It tells what stands in them.",
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
    says : str
        The claim in words, which a finding that makes several claims has to tell.
    """

    mark: Mark = "described"
    why: str = LISTED
    claim: str = ""
    estimate: float = float("nan")
    says: str = ""


def strength_of(row: Mapping[Hashable, Any], *, unit: str = "article") -> Strength:
    """Strength of one claim.

    Parameters
    ----------
    row : mapping
        A row of ``check_claims`` with the columns of ``survival_of``.
    unit : str
    """
    failed, passed = _choices(row)
    for found in (_left_out(row, unit), _floor(row), _test(row, unit)):
        failed += found[0]
        passed += found[1]
    few = _few(row, unit)
    if failed:
        mark: Mark = "fragile"
        told = [*failed, *few]
    else:
        mark = "described" if few else "stable"
        told = [*few, *passed]
    why = "; ".join(told)
    why = f"{why[:1].upper()}{why[1:]}."
    return Strength(mark, why, str(row["claim"]), row["estimate"], str(row["says"]))


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
        f"{first.says}: {first.why[:1].lower()}{first.why[1:]}",
        first.claim,
        first.estimate,
        first.says,
    )


Told = tuple[list[str], list[str]]


def _left_out(row: Mapping[Hashable, Any], unit: str) -> Told:
    n, kept = int(row["n_left_out"]), int(row["n_kept"])
    if kept < n:
        return [f"does not hold without {row['lost_without']}"], []
    return [], [f"holds when any one of the {n} {unit}s is left out"] if n else []


def _floor(row: Mapping[Hashable, Any]) -> Told:
    if np.isnan(row["estimate"]):
        return ["a side is too short to tell"], []
    if np.isnan(row["floor"]):
        return [], []
    larger = "larger" if row["estimate"] > row["floor"] else "no larger"
    if row["family"] == "distances":
        told = f"the distance is {larger} than within one of the groups"
    else:
        told = f"the difference is {larger} than between two halves of one source"
    told += f" ({_size(row, 'estimate')} against {_size(row, 'floor')})"
    return ([], [told]) if row["estimate"] > row["floor"] else ([told], [])


def _size(row: Mapping[Hashable, Any], column: str) -> str:
    """An estimate or its floor with its unit.

    >>> row = {"measure": LOG_RATIO, "estimate": 2.03, "floor": 1.0}
    >>> _size(row, "estimate"), _size({**row, "measure": SHARE}, "floor")
    ('4.1 times as often', '100 percentage points')
    """
    value = float(row[column])
    if row["measure"] == LOG_RATIO:
        times = 2**value
        return f"{times:,.{1 if times < 99.95 else 0}f} times as often"
    if row["measure"] == SHARE:
        return f"{100 * value:.3g} percentage points"
    return f"{value:.3g}"


def _choices(row: Mapping[Hashable, Any]) -> Told:
    n, kept = int(row["n_specifications"]), int(row["n_specifications_kept"])
    if not n:
        return [], []
    distinct, never = int(row["n_estimates"]), int(row["n_undefined"])
    told = f"holds under {kept} of {n} combinations of choices"
    if distinct < n:
        told += f", which give {distinct} different estimate{'s' * (distinct > 1)}"
    if kept < SURVIVES * n and row["hangs_on"]:
        told += f"; {in_words(row['hangs_on'])} ends it most often"
    if never:
        under = [in_words(option) for option in row["undefined_under"].split("; ") if option]
        told += f" (it cannot be counted under {never} more"
        told += f": {' or '.join(under)})" if under else ")"
    return ([], [told]) if kept >= SURVIVES * n else ([told], [])


def _test(row: Mapping[Hashable, Any], unit: str) -> Told:
    if np.isnan(row["p_adjusted"]) or row["p_least"] > ALPHA:
        return [], []
    if row["p_adjusted"] > ALPHA:
        return [
            f"{unit}s dealt out to the groups at random differ as much too often "
            f"(adjusted p {_p(row['p_adjusted'])})"
        ], []
    p = _p(row["p_adjusted"])
    return [], [f"{unit}s dealt out to the groups at random seldom differ as much (p {p})"]


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
