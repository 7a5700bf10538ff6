"""Marks: a table of checks and the mark that follows, every rule shown to decide."""

import numpy as np
import pandas as pd
import pytest

from analysis.inference.family import LOG_RATIO, SHARE
from analysis.inference.options import in_words
from analysis.inference.strength import (
    ALPHA,
    MARKS,
    RULES,
    SURVIVES,
    Strength,
    strength_of,
    weakest,
)

GOOD = {
    "says": "That A leads",
    "family": "frames",
    "measure": LOG_RATIO,
    "p": 0.01,
    "claim": "c",
    "estimate": 2.0,
    "floor": 1.0,
    "n_units_least": 8,
    "p_least": 0.001,
    "p_adjusted": 0.004,
    "n_left_out": 16,
    "n_kept": 16,
    "lost_without": "",
    "n_specifications": 20,
    "n_specifications_kept": 20,
    "n_estimates": 20,
    "hangs_on": "",
    "n_undefined": 0,
    "undefined_under": "",
}
NAN = float("nan")
FEW = {"n_units_least": 2, "p": 0.1, "p_least": 0.1, "p_adjusted": 0.1}
ONE = {"n_units_least": 1, "p_least": NAN, "p_adjusted": NAN}


@pytest.mark.parametrize(
    ("changed", "mark", "said"),
    [
        ({}, "stable", "holds when any one of the 16 articles is left out"),
        ({"p_adjusted": ALPHA}, "stable", "seldom differ as much (p .050)"),
        ({"n_specifications_kept": 18}, "stable", "holds under 18 of 20 combinations"),
        ({"n_specifications": 0, "n_specifications_kept": 0}, "stable", "is larger than"),
        ({"floor": NAN}, "stable", "any one of"),
        # Each check alone makes it fragile.
        ({"n_kept": 15, "lost_without": "a9"}, "fragile", "does not hold without a9"),
        ({"floor": 2.0}, "fragile", "no larger than between two halves of one source (4.0 times"),
        ({"n_specifications_kept": 17, "hangs_on": "headline: out"}, "fragile",
         "17 of 20 combinations of choices; leaving headlines out ends it most often"),
        ({"p_adjusted": 0.051}, "fragile",
         "articles dealt out to the groups at random differ as much too often (adjusted p .051)"),
        ({"estimate": NAN}, "fragile", "too short to tell"),
        # Too few units to test: described at best, and fragile where a check fails.
        (FEW, "described", "for a test at 5% (p .10, where .10 is the least possible)"),
        (ONE, "described", "a side has one article, so no test can be made"),
        ({**FEW, "p_least": NAN, "p_adjusted": NAN}, "described", "for a test; holds"),
        ({**FEW, "n_kept": 3, "lost_without": "a1"}, "fragile", "does not hold without a1"),
        ({**ONE, "floor": 2.5}, "fragile", "no larger than between"),
        ({**ONE, "n_left_out": 0, "n_kept": 0, "floor": NAN}, "described", "one article"),
        # A test that no split could pass does not make it fragile.
        ({"p_least": 0.06, "p_adjusted": 0.9}, "described", "where .060 is the least possible"),
    ],
)  # fmt: skip
def test_the_mark_of_a_row(changed, mark, said):
    strength = strength_of({**GOOD, **changed})
    assert strength.mark == mark
    assert said.lower() in strength.why.lower()
    assert strength.why.endswith(".")
    assert strength.claim == "c"


def test_the_bounds_of_the_rules():
    assert (ALPHA, SURVIVES) == (0.05, 0.9)
    assert set(RULES) == set(MARKS)


def test_a_failed_check_hides_no_other():
    row = {**GOOD, "n_kept": 15, "lost_without": "a9", "floor": 3.0, **FEW}
    why = strength_of(row, unit="outlet").why
    assert why == (
        "Does not hold without a9; the difference is no larger than between two halves of one "
        "source (4.0 times as often against 8.0 times as often); too few outlets for a test at 5% "
        "(p .10, where .10 is the least possible)."
    )


def test_what_cannot_be_counted_does_not_fail():
    """144 of 288 by construction: the other half asks for more uses than there are."""
    row = {**GOOD, "n_specifications": 144, "n_specifications_kept": 144, "n_estimates": 24}
    row |= {"n_undefined": 144, "undefined_under": "minimum count: 6; groups: group_b"}
    found = strength_of(row)
    assert found.mark == "stable"
    assert (
        "holds under 144 of 144 combinations of choices, which give 24 different estimates (it "
        "cannot be counted under 144 more: a minimum count of 6 or grouping by “group_b”)"
    ).lower() in found.why.lower()
    assert strength_of({**row, "n_specifications_kept": 129}).mark == "fragile"


def test_every_difference_has_its_unit():
    shares = {**GOOD, "measure": SHARE, "estimate": 0.048, "floor": 0.133}
    assert "(4.8 percentage points against 13.3 percentage points)" in strength_of(shares).why
    far = {**GOOD, "measure": "distance", "family": "distances", "estimate": 0.81, "floor": 0.77}
    assert "within one of the groups (0.81 against 0.77)" in strength_of(far).why


def test_options_in_words():
    assert in_words("measure: per sentence") == "counting sentences instead of words"
    assert in_words("minimum count: 6") == "a minimum count of 6"
    assert in_words("groups: group_b") == "grouping by “group_b”"


@pytest.mark.parametrize(
    ("p", "told"),
    [
        (0.0004, "(p < .001)"), (0.0126, "(p .013)"), (0.0496, "(p .050)"),
        (0.0996, "(adjusted p .10)"), (0.7289, "(adjusted p .73)"), (1.0, "(adjusted p 1.00)"),
    ],
)  # fmt: skip
def test_p_is_written_as_the_field_does(p, told):
    assert told in strength_of({**GOOD, "p_adjusted": p}).why


def test_strengths_of_a_table_are_found_by_claim():
    table = pd.DataFrame([GOOD, {**GOOD, "claim": "d", "floor": 9.0}])
    found = {row["claim"]: strength_of(row) for row in table.to_dict("records")}
    assert {key: strength.mark for key, strength in found.items()} == {
        "c": "stable",
        "d": "fragile",
    }
    assert found["d"].estimate == 2.0


def test_several_claims_are_as_strong_as_the_weakest():
    stable, described, fragile = (
        Strength(mark, f"{mark}.", mark, 1.0, f"That {mark}") for mark in MARKS
    )
    assert weakest([stable]) is stable
    assert weakest([stable, described]).mark == "described"
    worst = weakest([described, fragile, stable, fragile])
    assert (worst.mark, worst.claim) == ("fragile", "fragile")
    assert worst.why.endswith("(fragile: 2 of 4). That fragile: fragile.")
    assert weakest([]) == Strength()


def test_a_listing_claims_nothing():
    listing = Strength()
    assert (listing.mark, listing.claim) == ("described", "")
    assert np.isnan(listing.estimate)
    assert "put to no check" in listing.why
