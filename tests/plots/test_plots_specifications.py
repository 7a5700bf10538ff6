"""The specification curve and the effects of single choices show what the tables say."""

import numpy as np
import pandas as pd
import pytest
from drawn import collisions, points, row_labels, words_on
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from analysis.errors import InputError
from analysis.inference.specifications import choice_effects, factorial
from analysis.plots import plot_choice_effects, plot_specification_curve
from analysis.plots.specification_curve import MOST, NOT_KEPT
from analysis.plots.style import INK, contrast

LONG = (
    "“self-determination” is most typical of the Coastal Broadcasting Corporation: 140 uses "
    "against 3 in all other groups together"
)
SMALL = {"clean": [True, False], "form": ["norm", "stem"]}
THREE = {**SMALL, "min_count": [3, 5]}
SIX = {
    "clean": [True, False],
    "headline": [True, False],
    "form": ["norm", "lemma", "stem"],
    "min_count": [2, 3, 5, 8],
    "measure": ["jensen-shannon", "cosine"],
    "the codebook of actors with and without the weakest of all of its many terms": [
        "every term",
        "without “the Commission for the Search for a Solution to the Crisis”",
    ],
}
CHOICES = {"three": THREE, "six": SIX, "many": {**SIX, "prior": [0.1, 1.0, 10.0]}}


def table(choices, *, undefined=0.0, claim="c"):
    grid = factorial(choices)
    draw = np.random.default_rng(len(grid))
    estimate = draw.normal(0.4, 1.0, len(grid))
    estimate[draw.random(len(grid)) < undefined] = np.nan
    return grid.assign(claim=claim, estimate=estimate, kept=estimate > 0)


def small(estimates=(2.0, -1.0, 0.5, np.nan), kept=(True, False, True, True)):
    return factorial(SMALL).assign(estimate=estimates, kept=kept)


def curve_of(data, choices, **how):
    return plot_specification_curve(data, choices=choices, unit="log ratio", **how)


def marks(ax):
    return [c for c in ax.collections if isinstance(c, PathCollection)]


def test_estimates_are_sorted_and_those_kept_are_told_apart():
    curve, _ = curve_of(small(), SMALL)
    hollow, filled = marks(curve)
    # In the order of the estimates: -1 (not kept), 0.5, 2; the last has none.
    assert hollow.get_offsets().data.tolist()[:1] == [[0, -1]]
    assert filled.get_offsets().data.tolist() == [[1, 0.5], [2, 2.0]]
    assert to_hex(filled.get_facecolors()[0]) == to_hex(filled.get_edgecolors()[0]) == INK
    assert to_hex(hollow.get_facecolors()[0]) == "#ffffff"
    assert to_hex(hollow.get_edgecolors()[0]) == NOT_KEPT
    assert contrast(INK, NOT_KEPT) >= 3 and contrast(NOT_KEPT) >= 4.5  # in greyscale, too


def test_the_grid_marks_the_option_of_every_choice():
    _, grid = curve_of(small(), SMALL)
    assert row_labels(grid) == ["yes", "no", "norm", "stem"]
    assert [x.get_text() for x in grid.texts if x.get_gid() == "heading"] == ["clean", "form"]
    heights = [x.get_position()[1] for x in grid.texts if x.get_gid() == "row"]
    told = {x: sorted(heights.index(y) for other, y in points(grid) if other == x)
            for x in range(4)}  # fmt: skip
    # Rows are 0 clean, 1 not, 2 norm, 3 stem; specifications come as (T, stem) (F, norm) (T, norm).
    assert told == {0: [0, 3], 1: [1, 2], 2: [0, 2], 3: [1, 3]}


def test_the_default_and_no_difference_are_lines():
    curve, grid = curve_of(small(), SMALL)
    upright = [line for line in curve.lines if line.get_xdata()[0] == line.get_xdata()[1]]
    (dashed,) = [line for line in curve.lines if line.get_linestyle() == "--"]
    assert [line.get_xdata()[0] for line in upright] == [2]  # the default has the highest estimate
    assert [line.get_xdata()[0] for line in grid.lines if len(set(line.get_xdata())) == 1] == [2]
    assert set(dashed.get_ydata()) == {0}
    assert "default" in words_on(curve)
    low, high = curve.get_ylim()
    assert low < -1 and high > 2


def test_no_line_where_no_value_means_no_difference():
    curve, _ = curve_of(small([5.0, 6.0, 7.0, 8.0]), SMALL, no_difference=None)
    assert curve.get_ylim()[0] > 4
    assert [line for line in curve.lines if line.get_linestyle() == "--"] == []
    assert "no difference" not in " ".join(words_on(curve))
    assert curve_of(small([5.0, 6.0, 7.0, 8.0]), SMALL)[0].get_ylim()[0] < 0


def test_the_words_count_what_is_drawn():
    said = " ".join(words_on(curve_of(small(), SMALL)))
    assert "one of 4 specifications" in said
    assert "kept, in 2." in said and "not kept, in 2." in said  # one of them has no estimate
    assert "no estimate, in 1." in said
    assert "log ratio" in said


def test_equal_estimates_go_by_their_options_whatever_the_order_of_rows():
    data = small([1.0, 1.0, 1.0, 1.0], True)
    heights = [sorted(points(curve_of(rows, SMALL)[1])) for rows in (data, data[::-1])]
    assert heights[0] == heights[1]
    assert [line.get_xdata()[0] for line in curve_of(data, SMALL)[1].lines
            if len(set(line.get_xdata())) == 1] == [0]  # fmt: skip


def test_of_many_specifications_an_even_selection_with_both_ends_and_the_default():
    data = table(CHOICES["many"])
    assert len(data) > MOST
    curve, grid = curve_of(data, CHOICES["many"])
    drawn = sorted(y for _, y in points(curve))
    assert len(drawn) == MOST and len(points(grid)) == MOST * len(CHOICES["many"])
    assert (drawn[0], drawn[-1]) == (data["estimate"].min(), data["estimate"].max())
    assert data["estimate"].iloc[0] in drawn
    ranks = np.flatnonzero(np.isin(np.sort(data["estimate"]), drawn))
    assert np.diff(ranks).max() <= 2 * len(data) / MOST + 1
    assert f"{MOST} of {len(data)} are drawn" in " ".join(words_on(curve))


def test_lines_of_many_specifications_differ_in_height_as_well():
    _, grid = curve_of(table(SIX), SIX)
    low, high = {c.get_sizes()[0] for c in marks(grid)[:2]}
    assert high > 3 * low or low > 3 * high


@pytest.mark.parametrize("choices", CHOICES)
@pytest.mark.parametrize("undefined", [0.0, 0.2])
def test_nothing_meets(choices, undefined):
    data = table(CHOICES[choices], undefined=undefined)
    axes = curve_of(data, CHOICES[choices], title=LONG)
    assert collisions(axes) == []


@pytest.mark.parametrize("scale", [1e-6, 1e7])
def test_nor_with_very_small_and_very_large_estimates(scale):
    data = table(THREE)
    axes = curve_of(data.assign(estimate=scale * data["estimate"]), THREE, title=LONG)
    assert collisions(axes) == []


def test_nothing_to_draw_is_told():
    for data in (small().head(0), small([np.nan] * 4)):
        (ax,) = curve_of(data, SMALL)
        assert words_on(ax) == ["nothing to show: no specification has an estimate"]


def test_what_cannot_be_drawn():
    with pytest.raises(InputError, match="column missing: kept"):
        curve_of(small().drop(columns="kept"), SMALL)
    with pytest.raises(InputError, match="form has an option that is not listed"):
        curve_of(small(), {**SMALL, "form": ["norm"]})
    with pytest.raises(InputError, match="more than one claim"):
        curve_of(small().assign(claim=list("aabb")), SMALL)


EFFECTS = pd.DataFrame(
    [
        ("a", "clean", 4, 1, 0.5, 0.75),
        ("a", "min_count", 4, 0, 1.0, 2.0),
        ("b", "clean", 4, 3, 0.25, 0.25),
        ("b", "min_count", 4, 2, 2.0, 3.0),
        ("b", "unit", 0, 0, np.nan, np.nan),
    ],
    columns=["claim", "choice", "n_pairs", "n_changed", "mean_move", "max_move"],
)


def test_effects_without_a_unit_are_shares_alone():
    (ax,) = plot_choice_effects(EFFECTS)
    assert row_labels(ax) == ["clean", "min count"]  # 4 of 8 against 2 of 8
    each, pooled = (c.get_offsets().tolist() for c in marks(ax))
    assert pooled == [[4 / 8, 0], [2 / 8, 1]]
    assert sorted(each) == [[0, 1], [0.25, 0], [0.5, 1], [0.75, 0]]
    assert {"4 of 8", "2 of 8"} <= set(words_on(ax))


def test_effects_with_a_unit_show_moves_and_go_by_them():
    shares, moves = plot_choice_effects(EFFECTS, unit="log ratio")
    assert row_labels(shares) == ["min count", "clean"]
    _, pooled = (c.get_offsets().tolist() for c in marks(moves))
    assert pooled == [[(1 + 2) / 2, 0], [(0.5 + 0.25) / 2, 1]]
    lines = [line.get_xdata() for line in moves.lines if len(set(line.get_ydata())) == 1]
    assert [1.5, 3.0] in [list(x) for x in lines] and [0.375, 0.75] in [list(x) for x in lines]
    assert "Move: log ratio" in words_on(shares)


def test_one_claim_has_no_small_marks():
    one = EFFECTS[EFFECTS["claim"] == "a"]
    (ax,) = plot_choice_effects(one)
    assert [c.get_offsets().tolist() for c in marks(ax)] == [[[0.25, 0], [0, 1]]]
    assert "each" not in " ".join(words_on(ax))


@pytest.mark.parametrize("unit", ["", "log ratio of the rates in the two groups that are compared"])
def test_no_text_of_the_effects_meets(unit):
    claims = [table(SIX, undefined=0.1, claim=f"c{i}") for i in range(3)]
    effects = choice_effects(pd.concat(claims), choices=SIX)
    assert collisions(plot_choice_effects(effects, unit=unit, title=LONG)) == []
    (ax, *_) = plot_choice_effects(effects, unit=unit)
    assert len(row_labels(ax)) == len(SIX)
    assert [label for label in row_labels(ax) if label.startswith("the codebook of actors")]


def test_effects_that_cannot_be_drawn():
    (ax,) = plot_choice_effects(EFFECTS.tail(1))
    assert words_on(ax) == ["nothing to show: no choice has two options"]
    with pytest.raises(InputError, match="column missing: max_move"):
        plot_choice_effects(EFFECTS.drop(columns="max_move"))
