"""Claims: the nearest rival, one unit left out, halves of a source."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_made import sample, tally_of

from analysis.inference.claims import Claim, estimate, floor, holds, leave_one_out
from analysis.inference.tally import OTHERS


def claim(target="a", *, against=(), item="item0", scale="log2", **options):
    return Claim("key", "label", item, (target,), against, scale, **options)


THREE = tally_of([[8], [4], [3], [1], [0]], [100, 100, 100, 100, 50], "aabbc")


def test_the_estimate_is_against_the_nearest_rival():
    # a: 12 of 200; b: 4 of 200, a third; c: none of 50, where half a use stands in.
    assert estimate(THREE, claim()) == pytest.approx(
        min(np.log2(3), np.log2(12 / 200 / (0.5 / 50)))
    )
    assert estimate(THREE, claim(against=(("c",),))) == pytest.approx(np.log2(6))
    assert estimate(THREE, claim(scale="difference")) == pytest.approx(12 / 200 - 4 / 200)
    together = Claim("key", "label", "item0", (OTHERS, "c"), (("c",),), "difference")
    assert estimate(THREE, together) == pytest.approx(16 / 400)


def test_swapped_sides_flip_the_sign():
    tally = sample(12, 6, seed=2)
    for item in tally.items:
        for scale in ("log2", "difference"):
            one = estimate(tally, claim("a", against=(("b",),), item=item, scale=scale))
            other = estimate(tally, claim("b", against=(("a",),), item=item, scale=scale))
            assert one == -other


@pytest.mark.parametrize("order", [("b", "c"), ("c", "b")])
def test_a_rival_too_short_to_tell_leaves_the_claim_open(order):
    # c has 2 tokens: half a use of 2 is more often than 12 of 200, so nothing can be told of it.
    tally = tally_of([[8], [4], [1], [0]], [100, 100, 100, 2], "aabc")
    value = estimate(tally, claim(against=tuple((group,) for group in order)))
    assert np.isnan(value)
    assert not holds(tally, claim(), value)
    assert not leave_one_out(tally, claim())["kept"].any()


def test_a_word_that_neither_side_has_makes_nobody_ahead():
    """The shorter side is not ahead because half a use weighs more in it."""
    tally = tally_of([[0], [0], [0], [0]], [10, 10, 400, 400], "aabb")
    assert estimate(tally, claim()) == 0
    assert not holds(tally, claim(), 0.0)
    without = leave_one_out(tally, claim())
    assert without["estimate"].tolist() == [0] * 4
    assert not without["kept"].any()
    assert floor(tally, claim()) == 0


def test_what_was_not_counted_has_no_estimate():
    assert np.isnan(estimate(THREE, claim(item="nothing")))
    assert np.isnan(estimate(THREE, claim("nobody")))
    assert np.isnan(estimate(THREE, claim(against=(("nobody",),))))
    assert leave_one_out(THREE, claim("nobody")).empty
    assert np.isnan(estimate(tally_of([[3], [2]], [10, 10], "aa"), claim()))  # no rival at all


def test_a_claim_holds_above_zero_and_from_its_least_on():
    assert holds(THREE, claim(), 0.1)
    assert not holds(THREE, claim(), 0.0)
    assert not holds(THREE, claim(), float("nan"))
    assert holds(THREE, claim(least=1.0), 1.0)
    assert not holds(THREE, claim(least=1.0), 0.99)
    assert not holds(THREE, claim(absent=True), 2.0)  # b has some
    assert holds(THREE, claim(absent=True, against=(("c",),)), 2.0)


def test_leave_one_out_by_hand():
    table = leave_one_out(THREE, claim(least=1.0))
    # The one unit of c cannot be left out.
    assert table["unit"].tolist() == ["u0", "u1", "u2", "u3"]
    nearest = [
        min(np.log2(a / b), np.log2(a / (0.5 / 50)))
        for a, b in (
            (4 / 100, 4 / 200),
            (8 / 100, 4 / 200),
            (12 / 200, 1 / 100),
            (12 / 200, 3 / 100),
        )
    ]
    assert table["estimate"].tolist() == pytest.approx(nearest)
    assert table["kept"].tolist() == [True] * 4  # 2, 4, 6 and 2 times as often
    stricter = leave_one_out(THREE, claim(least=1.5))
    assert stricter["kept"].tolist() == [False, True, True, False]


def test_leave_one_out_is_the_estimate_of_the_others():
    tally = sample(14, 1, seed=4, groups="abb")
    table = leave_one_out(tally, claim())
    assert len(table) == 14
    for row in table.to_dict("records"):
        kept = np.flatnonzero(tally.units["unit"] != row["unit"])
        other = tally_of(
            tally.events[kept].toarray(), tally.base[kept], tally.units["group"].iloc[kept]
        )
        assert row["estimate"] == pytest.approx(estimate(other, claim()))
        assert row["kept"] == holds(other, claim(), row["estimate"])


def test_only_those_who_have_it_are_left_out_of_an_absence():
    tally = tally_of([[5], [0], [0], [0]], [10, 10, 10, 10], "aabb")
    table = leave_one_out(tally, claim(absent=True)).set_index("unit")
    assert table["kept"].to_dict() == {"u0": False, "u1": True}
    some = tally_of([[5], [5], [0], [1]], [10, 10, 10, 10], "aabb")
    assert not leave_one_out(some, claim(absent=True))["kept"].any()


def test_the_floor_by_hand():
    # a in halves: 8 and 4 of 100, log2 2 apart; b: 3 and 1, log2 3; c cannot be halved.
    assert floor(THREE, claim()) == pytest.approx(np.log2(3))
    assert floor(THREE, claim(scale="difference")) == pytest.approx(4 / 100)
    # Where stretches are at hand, c is halved into them: 1 + 2 of 10 against 0 + 3, and so on.
    within = tally_of([[1], [2], [0], [3]], [5, 5, 5, 5], "cccc")
    halves = list(combinations([1, 2, 0, 3], 2))
    apart = [abs(sum(half) / 10 - (6 - sum(half)) / 10) for half in halves]
    assert floor(THREE, claim(scale="difference"), within=within) == pytest.approx(max(apart))


def test_no_side_that_can_be_halved_has_no_floor():
    assert np.isnan(floor(tally_of([[3], [1]], [10, 10], "ab"), claim()))


def test_the_floor_is_of_seeded_halves_where_there_are_many():
    tally = sample(40, 1, seed=3)
    value = floor(tally, claim(), seed=1)
    assert value == floor(tally, claim(), seed=1)
    assert value == pytest.approx(floor(tally, claim(), seed=2), rel=0.25)
    assert value == floor(tally, claim("b"), seed=1)  # it is the same for either side


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 50)), min_size=4, max_size=4))
def test_units_that_are_equal_have_no_floor_and_lose_nothing(counts):
    x, t = zip(*counts[:2], strict=True)
    tally = tally_of([[x[0]], [x[0]], [x[1]], [x[1]]], [t[0], t[0], t[1], t[1]], "aabb")
    assert floor(tally, claim(scale="difference")) == pytest.approx(0, abs=1e-12)
    value = estimate(tally, claim(scale="difference"))
    table = leave_one_out(tally, claim(scale="difference"))
    assert table["estimate"].to_numpy() == pytest.approx([value] * 4)
