"""Intervals against a slow loop, scipy's bootstrap, and what can be worked out by hand."""

import numpy as np
import pytest
from inference_made import sample, tally_of
from scipy.stats import bootstrap, norm

from analysis.errors import InputError
from analysis.inference.bootstrap import (
    difference_interval,
    draw_weights,
    log_ratio_interval,
    rate_intervals,
    side_intervals,
)


def ratio(x, t):
    return x.sum() / t.sum()


def error(x, t):
    """Standard error of a ratio of sums (Cochran 1977)."""
    n = len(x)
    return np.sqrt(n / (n - 1) * np.sum((x - ratio(x, t) * t) ** 2)) / t.sum()


def slow_bootstrap_t(x, t, weights):
    """The bootstrap-t interval, one draw at a time, as the textbook has it."""
    n = len(x)
    found = []
    for times in weights.T.astype(int):
        drawn = np.repeat(np.arange(n), times)
        if x[drawn].any():
            found.append((ratio(x[drawn], t[drawn]) - ratio(x, t)) / error(x[drawn], t[drawn]))
    least, most = np.quantile(found, [0.025, 0.975])
    return ratio(x, t) - most * error(x, t), ratio(x, t) - least * error(x, t)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("n_units", [5, 8, 30])
def test_bootstrap_t_is_the_slow_loop(n_units, seed):
    tally = sample(n_units, 6, seed=seed, groups="a")
    rows = tally.side(["a"])
    low, high = side_intervals(tally, rows, n_resamples=299, seed=seed)
    weights = draw_weights(n_units, n_resamples=299, seed=seed)
    told = 0
    for at, item in enumerate(tally.items):
        x = tally.column(item)
        if (x > 0).sum() < 3:
            assert np.isnan([low[at], high[at]]).all()
            continue
        told += 1
        expected = slow_bootstrap_t(x, tally.base, weights)
        assert low[at] == pytest.approx(max(expected[0], 0), rel=1e-6)
        assert high[at] == pytest.approx(expected[1], rel=1e-6)
    assert told >= 3


def test_the_draws_are_those_of_scipy():
    tally = sample(20, 1, seed=3, groups="a")
    x, t = tally.column("item0"), tally.base
    n_resamples = 9_999
    peer = bootstrap(
        (x, t), lambda x, t, axis=-1: x.sum(axis=axis) / t.sum(axis=axis), paired=True,
        vectorized=True, n_resamples=n_resamples, method="percentile", rng=1,
    )  # fmt: skip
    weights = draw_weights(20, n_resamples=n_resamples, seed=0)
    ours = (weights.T @ x) / (weights.T @ t)
    spread = peer.bootstrap_distribution.std()
    # Means and standard deviations of 9,999 draws lie within 4 Monte Carlo errors of each other.
    assert ours.mean() == pytest.approx(
        peer.bootstrap_distribution.mean(), abs=4 * spread * np.sqrt(2 / n_resamples)
    )
    assert ours.std() == pytest.approx(spread, rel=4 * np.sqrt(1 / n_resamples))
    low, high = side_intervals(
        tally, tally.side(["a"]), method="percentile", n_resamples=n_resamples
    )
    # The error of a 2.5% quantile is √(.025 × .975 / n) over the density there, of some .0584 / sd.
    within = 4 * spread * np.sqrt(2 * 0.025 * 0.975 / n_resamples) / 0.0584
    assert low[0] == pytest.approx(peer.confidence_interval.low, abs=within)
    assert high[0] == pytest.approx(peer.confidence_interval.high, abs=within)


def test_draws_are_of_as_many_units_as_there_are():
    weights = draw_weights(7, n_resamples=199, seed=5)
    assert weights.shape == (7, 199)
    assert (weights.sum(axis=0) == 7).all()
    assert weights.mean() == 1
    assert np.array_equal(weights, draw_weights(7, n_resamples=199, seed=5))
    assert not np.array_equal(weights, draw_weights(7, n_resamples=199, seed=6))


def test_bootstrap_t_is_wider_than_the_percentiles_of_few_units():
    tally = sample(8, 20, seed=4, groups="a", mean=8.0)
    rows = tally.side(["a"])
    ends = [side_intervals(tally, rows, method=m) for m in ("bootstrap-t", "percentile")]
    one, other = (high - low for low, high in ends)
    assert np.nanmedian(one / other) > 1.2


@pytest.mark.parametrize("rate", [0.2, 1 / 7, 1.0])
def test_units_that_do_not_differ_have_no_interval_of_no_width(rate):
    base = np.array([7, 14, 70, 35, 21])
    tally = tally_of(rate * base[:, None], base, "aaaaa")
    assert np.isnan(side_intervals(tally, tally.side(["a"]))).all()


def test_the_interval_holds_the_estimate_and_goes_with_the_scale():
    tally = sample(15, 8, seed=6, groups="a", mean=6.0)
    rows = tally.side(["a"])
    low, high = side_intervals(tally, rows)
    rates = tally.rates(rows)
    assert ((low < rates) & (rates < high)).all()
    per_1000 = tally_of(tally.events.toarray(), tally.base, "a" * 15, scale=1000.0)
    assert side_intervals(per_1000, rows)[1] == pytest.approx(1000 * high)


def test_blocks_and_threads_change_nothing(monkeypatch):
    tally = sample(12, 40, seed=7, groups="a")
    rows = tally.side(["a"])
    whole = side_intervals(tally, rows, threads=1)
    monkeypatch.setattr("analysis.inference.bootstrap._CELLS", 7 * 999)
    for threads in (1, 2, 3):
        for one, other in zip(whole, side_intervals(tally, rows, threads=threads), strict=True):
            assert np.array_equal(one, other, equal_nan=True)


def test_one_item_alone_has_the_interval_that_it_has_among_others():
    tally = sample(12, 6, seed=8, groups="a")
    rows = tally.side(["a"])
    together = np.array(side_intervals(tally, rows))
    for at, item in enumerate(tally.items):
        alone = np.array(side_intervals(tally.select([item]), rows))
        assert np.array_equal(alone[:, 0], together[:, at], equal_nan=True)


@pytest.mark.parametrize("n", [0, 1, 2, 4])
def test_fewer_than_five_units_have_no_interval(n):
    tally = tally_of(np.full((n, 1), 3), [10] * n, "a" * n)
    assert np.isnan(side_intervals(tally, tally.side(["a"]))).all()


def test_rate_intervals_by_hand():
    within = tally_of(
        [[1, 0], [0, 0], [2, 0], [1, 0], [3, 0], [1, 0]], [5, 5, 5, 5, 10, 10], "bbbbbb"
    )
    tally = tally_of(
        [[1, 0], [2, 0], [1, 0], [4, 1], [2, 0], [8, 0]], [10, 20, 10, 20, 20, 40], "aaaaab"
    )
    table = rate_intervals(tally, within=within).set_index(["group", "item"])
    a, b = table.loc[("a", "item0")], table.loc[("b", "item0")]
    assert (a["n_events"], a["rate"], a["basis"]) == (10, 10 / 80, "between")
    assert (a["n_units"], a["n_units_with"]) == (5, 5)
    assert a["low"] < a["rate"] < a["high"]
    assert (b["rate"], b["basis"], b["n_units"]) == (8 / 40, "within", 1)
    assert b["low"] < 8 / 40 < b["high"]
    rare = table.loc[("a", "item1")]  # one unit has it: a rate, and nothing said of its interval
    assert (rare["n_units_with"], rare["rate"]) == (1, 1 / 80)
    assert np.isnan([rare["low"], rare["high"]]).all()
    alone = rate_intervals(tally).set_index(["group", "item"])
    assert np.isnan(alone.loc[("b", "item0"), "low"])


def test_nothing_has_no_intervals():
    table = rate_intervals(tally_of(np.zeros((0, 1)), [], ""))
    assert (len(table), table.columns[0], table.columns[-1]) == (0, "group", "n_units_with")


def test_too_few_resamples_are_refused():
    with pytest.raises(InputError, match="98 resamples are too few"):
        rate_intervals(sample(), n_resamples=98)
    assert len(rate_intervals(sample(), n_resamples=99)) == 2 * 5


def test_mover_by_hand():
    # 5 (2 to 8) less 1 (-3 to 5): both arms are 3 and 4, so 4 ± 5.
    assert difference_interval((5.0, 2.0, 8.0), (1.0, -3.0, 5.0)) == (-1.0, 9.0)
    # Arms that differ: the lower end takes one's lower and the other's upper.
    assert difference_interval((0.0, -3.0, 12.0), (0.0, -5.0, 4.0)) == (-5.0, 13.0)


def test_mover_of_normal_intervals_is_the_textbook_one():
    one, other, z = (4.0, 0.3), (3.0, 0.4), norm.ppf(0.975)
    ends = [(m, m - z * se, m + z * se) for m, se in (one, other)]
    assert difference_interval(*ends) == pytest.approx((1 - z * 0.5, 1 + z * 0.5))


def test_swapped_sides_swap_the_ends():
    one, other = (8.0, 4.0, 32.0), (2.0, 1.0, 4.0)
    for interval in (difference_interval, log_ratio_interval):
        low, high = interval(one, other)
        assert interval(other, one) == (-high, -low)
    # log2: 3 (2 to 5) less 1 (0 to 2).
    expected = (2 - np.hypot(1, 1), 2 + np.hypot(2, 1))
    assert log_ratio_interval(one, other) == pytest.approx(expected)


def test_an_interval_that_reaches_zero_has_no_lower_bound_as_a_ratio():
    low, high = log_ratio_interval((2.0, 0.0, 4.0), (1.0, 0.5, 2.0))
    assert low == -np.inf
    assert np.isfinite(high)
    assert np.isnan(log_ratio_interval((2.0, np.nan, np.nan), (1.0, 0.5, 2.0))).all()


@pytest.mark.parametrize("dispersion", [0.5, 5.0])
def test_intervals_of_ten_units_cover_about_as_often_as_they_say(dispersion):
    """A rough guard of ``make coverage``: 300 items, each a corpus of its own."""
    tally = sample(10, 300, seed=11, groups="a", dispersion=dispersion, mean=5.0)
    low, high = side_intervals(tally, tally.side(["a"]), n_resamples=499)
    told = ~np.isnan(low)
    covered = ((low <= 5 / 700) & (high >= 5 / 700))[told].mean()
    # Six standard errors of 95% of 300 are 7.5 points; a naive Poisson interval covers far less.
    assert told.mean() > 0.95
    assert 0.875 <= covered <= 1
    rates = tally.rates(tally.side(["a"]))
    poisson = 1.96 * np.sqrt(rates / tally.base.sum())
    assert (np.abs(rates - 5 / 700) <= poisson).mean() < covered - 0.1
