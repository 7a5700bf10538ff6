"""Permutation tests: enumerated by hand, against scipy, and never more certain than they can be."""

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_made import sample, tally_of
from scipy.stats import false_discovery_control, permutation_test

from analysis import load_corpus, tokenize
from analysis.inference.splits import adjust, deals, split_test
from analysis.inference.tally import OTHERS, tally_terms
from analysis.inference.units import units_of


def dealt_out(tally, a=("a",), b=("b",), **options):
    return split_test(tally, tally.side(a), tally.side(b), **options).set_index("item")


def ratio_apart(x, t, y, u):
    return abs(x.sum() / t.sum() - y.sum() / u.sum())


def enumerated(x, t, n_target):
    """Share of all splits that differ as much as the first, looked at one by one."""
    every = list(combinations(range(len(x)), n_target))
    apart = []
    for target in every:
        rest = [i for i in range(len(x)) if i not in target]
        apart.append(ratio_apart(x[list(target)], t[list(target)], x[rest], t[rest]))
    return np.mean([value >= apart[0] - 1e-12 for value in apart]), len(every)


def test_the_ten_splits_of_the_seeds_by_hand():
    tokens = tokenize(load_corpus("seeds").articles)
    tally = tally_terms(tokens, units_of(tokens))
    a, b = tally.side(["marxist"]), tally.side((OTHERS, "marxist"))
    table = split_test(tally, a, b).set_index("item")
    assert (table["n_splits"] == comb(5, 2)).all()
    assert table["exact"].all()
    assert table["p"].min() == 1 / 10
    assert table["p_least"].min() == 1 / 10
    for word in ("their", "gangs", "kenya", "the"):
        p, n = enumerated(
            *(np.concatenate([v[a], v[b]]) for v in (tally.column(word), tally.base)), 2
        )
        assert (table.loc[word, "p"], n) == (p, 10)
    assert table.loc["their", "p_least"] == 1 / 10


def test_two_against_one_group_of_the_seeds_has_three_or_six_splits():
    tokens = tokenize(load_corpus("seeds").articles)
    tally = tally_terms(tokens, units_of(tokens), terms=["their", "gangs"])
    both = dealt_out(tally, ["marxist"], ["kenyan-press"])
    # 2 of 4 in 6 ways, each with its mirror image: no two-sided p below 2 of 6.
    assert (both["n_splits"] == 6).all()
    assert both["p"].min() >= 2 / 6
    alone = dealt_out(tally, ["marxist"], ["think-tank"])
    assert alone[["p", "p_least"]].isna().to_numpy().all()
    assert (alone["n_splits"] == 0).all()


@pytest.mark.parametrize("sizes", [(3, 4), (5, 3), (4, 4)])
def test_exact_p_is_scipys(sizes):
    groups = "a" * sizes[0] + "b" * sizes[1]
    made = sample(len(groups), 4, seed=2, groups="a", dispersion=0.7)
    tally = tally_of(made.events.toarray(), made.base, groups)
    table = dealt_out(tally)
    rows = [tally.side([group]) for group in "ab"]
    for item in tally.items:
        x = tally.column(item)

        # Units are dealt out whole: scipy permutes their places, and both columns are read there.
        def apart(i, j, x=x):
            i, j = i.astype(int), j.astype(int)
            return ratio_apart(x[i], tally.base[i], x[j], tally.base[j])

        peer = permutation_test(
            rows, apart, alternative="greater", n_resamples=np.inf, vectorized=False
        )
        assert table.loc[item, "exact"]
        assert table.loc[item, "p"] == pytest.approx(peer.pvalue)
        assert table.loc[item, "p"] == enumerated(x, tally.base, sizes[0])[0]


def test_random_p_is_scipys_within_monte_carlo_error():
    tally = sample(26, 3, seed=5, mean=3.0)
    assert comb(26, 13) > 10_000
    table = dealt_out(tally, n_splits=4_999)
    assert not table["exact"].any()
    for item in tally.items:
        x = tally.column(item)
        a, b = tally.side(["a"]), tally.side(["b"])

        def apart(i, j, axis, x=x):
            i, j = i.astype(int), j.astype(int)
            one = x[i].sum(axis) / tally.base[i].sum(axis)
            return np.abs(one - x[j].sum(axis) / tally.base[j].sum(axis))

        peer = permutation_test(
            [a.astype(float), b.astype(float)], apart,
            alternative="greater", n_resamples=4_999, vectorized=True, rng=3,
        )  # fmt: skip
        p = table.loc[item, "p"]
        assert p == pytest.approx(peer.pvalue, abs=5 * np.sqrt(2 * p * (1 - p) / 4_999) + 2e-4)


def test_the_observed_split_is_one_of_those_drawn():
    """No p is 0: 1 of 100 at the least, where nothing drawn differs as much."""
    events = np.concatenate([np.full(15, 9.0), np.zeros(15)])[:, None]
    tally = tally_of(events, np.full(30, 10.0), "a" * 15 + "b" * 15)
    table = dealt_out(tally, n_splits=99)
    assert table.loc["item0", ["p", "p_least", "n_splits"]].tolist() == [1 / 100, 1 / 100, 100]


COUNTS = st.lists(st.tuples(st.integers(0, 5), st.integers(5, 60)), min_size=4, max_size=8)


@settings(max_examples=80, deadline=None)
@given(COUNTS, st.data())
def test_p_lies_between_the_least_and_one(counts, data):
    n = data.draw(st.integers(2, len(counts) - 2))
    x, t = (np.array(column, dtype=float) for column in zip(*counts, strict=True))
    tally = tally_of(x[:, None], t, "a" * n + "b" * (len(x) - n))
    row = dealt_out(tally).loc["item0"]
    splits = comb(len(x), n)
    assert 1 / splits <= row["p_least"] <= row["p"] <= 1
    assert row["p"] * splits == pytest.approx(round(row["p"] * splits))
    if not x.any():
        assert row["p"] == row["p_least"] == 1


def test_of_all_splits_just_so_many_are_as_rare_as_their_p():
    """Exactness: over every way to name the target, p ≤ α happens in no more than α of them."""
    x, t = sample(8, 1, seed=9, groups="a").column("item0"), np.arange(8) * 37.0 + 100
    found = []
    for target in combinations(range(8), 3):
        groups = ["a" if i in target else "b" for i in range(8)]
        found.append(dealt_out(tally_of(x[:, None], t, groups)).loc["item0", "p"])
    for alpha in (0.02, 0.05, 0.1, 0.3, 0.5):
        assert np.mean(np.array(found) <= alpha + 1e-12) <= alpha + 1e-12


@pytest.mark.parametrize("n_units", [9, 31])
def test_swapped_sides_flip_the_sign_and_keep_p(n_units):
    tally = sample(n_units, 12, seed=1)
    one, other = (
        dealt_out(tally, *sides, n_splits=199) for sides in ((["a"], ["b"]), (["b"], ["a"]))
    )
    assert np.array_equal(one["difference"], -other["difference"])
    pd.testing.assert_frame_equal(one.drop(columns="difference"), other.drop(columns="difference"))


def test_blocks_of_items_and_of_splits_change_nothing(monkeypatch):
    tally = sample(30, 25, seed=1)
    whole = dealt_out(tally, n_splits=299)
    monkeypatch.setattr("analysis.inference.splits._CELLS", 700)
    pd.testing.assert_frame_equal(whole, dealt_out(tally, n_splits=299))


def test_deals_are_all_the_ways_or_as_many_as_asked_for():
    every, exact = deals(6, 2)
    assert exact
    assert every.shape == (6, comb(6, 2))
    assert len({tuple(column) for column in every.T}) == 15
    drawn, exact = deals(40, 15, n_splits=50, seed=3)
    assert not exact
    assert drawn.shape == (40, 51)
    assert (drawn.sum(axis=0) == 15).all()
    assert drawn[:15, 0].all()


def test_too_few_units_have_no_test():
    tally = tally_of([[1], [2], [3]], [10, 10, 10], "abb")
    row = dealt_out(tally).loc["item0"]
    assert row["difference"] == pytest.approx(1 / 10 - 5 / 20)
    assert np.isnan([row["p"], row["p_least"]]).all()
    assert np.isnan(dealt_out(tally, ["nobody"]).loc["item0", "difference"])


@settings(deadline=None)
@given(st.lists(st.one_of(st.just(float("nan")), st.floats(1e-6, 1)), max_size=30))
def test_adjusted_is_scipys_among_those_that_are_told(found):
    p = pd.Series(found, dtype="float64")
    adjusted = adjust(p)
    told = p.notna()
    assert adjusted.isna().equals(~told)
    if told.any():
        peer = false_discovery_control(p[told].to_numpy())
        assert adjusted[told].to_numpy() == pytest.approx(peer)
        assert (adjusted[told] >= p[told] - 1e-15).all()


def test_adjusted_by_hand():
    # Sorted .01 .03 .04: .01 × 3/1, .03 × 3/2 = .045 but no more than .04 × 3/3.
    assert adjust(pd.Series([0.04, 0.01, 0.03])).tolist() == pytest.approx([0.04, 0.03, 0.04])
