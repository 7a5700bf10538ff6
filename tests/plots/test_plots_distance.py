"""Distances, map, tree and word shift show what the tables say, and nothing on them meets."""

import figure_tables as t
import numpy as np
import pandas as pd
import pytest
from drawn import collisions, intervals, points, row_labels, words_on
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, Rectangle

from analysis.errors import InputError
from analysis.measures.distance_space import distance_map, distance_tree
from analysis.plots.distance_map import plot_distance_map
from analysis.plots.distance_tree import plot_distance_tree
from analysis.plots.distances import MOST, plot_distances
from analysis.plots.word_shift import plot_word_shift

LONG = "The Coastal Broadcasting Corporation and the Institute for Maritime Affairs lie apart " * 2
SIZES = [(t.TWO, 3), (t.THREE, 5), (t.SEVEN, 14), (t.NINE, 40)]


def distance_table(groups, n):
    """As ``distances`` gives it: every article with itself and with every other."""
    draw = t.rng("distances", n)
    own = t.articles(groups, n)[["article_id", "group"]].to_numpy().tolist()
    rows = []
    for i, (a, one) in enumerate(own):
        for b, two in own[i:]:
            kind = (
                "within article" if a == b else "within group" if one == two else "between groups"
            )
            middle = float(draw.uniform(0.55, 0.85))
            share = np.nan if a == b else float(draw.uniform(0, 1))
            rows.append((a, b, one, two, kind, middle, middle - 0.04, middle + 0.04, share))
    columns = ["a", "b", "a_group", "b_group", "kind", "distance", "low", "high", "share_above"]
    table = pd.DataFrame(rows, columns=columns).assign(n_tokens=177)
    order = {"within article": 0, "within group": 1, "between groups": 2}
    return table.sort_values("kind", key=lambda kind: kind.map(order), kind="stable")


def labels(groups, n):
    return t.articles(groups, n).set_index("article_id")["label"].to_dict()


def shift_table(n=25, reference="right"):
    draw = t.rng("shift", n)
    share = np.sort(draw.uniform(0, 0.03, n))[::-1]
    table = pd.DataFrame({"term": [f"self-determination-{i}" for i in range(n)], "share": share})
    return table.assign(
        group="left", reference=reference, shift=share * np.where(np.arange(n) % 3, -0.4, 0.4),
        n_target=1200, n_reference=31, n_articles=1 + np.arange(n) % 2, k_articles=12,
    )  # fmt: skip


def test_dots_and_lines_are_the_distances_and_their_draws():
    table = distance_table(t.TWO, 3)
    ax = plot_distances(table, groups=t.TWO, labels=labels(t.TWO, 3))
    dots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines
            if line.get_marker() == "o"]  # fmt: skip
    ranked = pd.concat([rows.sort_values("distance", ascending=False)
                        for _, rows in table.groupby("kind", sort=False)])  # fmt: skip
    assert [x for x, _ in dots] == ranked["distance"].tolist()
    assert [y for _, y in dots] == list(range(6))
    # Samples of these articles, unless the table says that articles were drawn.
    ends = list(zip(ranked["low"], ranked["high"], strict=True))
    assert intervals(ax) == [(y, *own, "dashed") for y, own in enumerate(ends)]
    assert "dashed lines: 95% of the draws from these articles" in " ".join(words_on(ax))
    other = plot_distances(table.assign(basis="between"), groups=t.TWO, unit="outlet")
    assert {line for *_, line in intervals(other)} == {"solid"}
    assert "95% interval, outlets drawn anew" in " ".join(words_on(other))
    assert {f"{share:.0%}" for share in ranked["share_above"].dropna()} <= set(words_on(ax))


def test_the_band_is_the_floor_and_marks_have_the_colours_of_both():
    table = distance_table(t.TWO, 3)
    ax = plot_distances(table, groups=t.TWO)
    within = table.loc[table["kind"] == "within article", "distance"]
    (band,) = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert band.get_x() == pytest.approx(within.min())
    assert band.get_width() == pytest.approx(within.max() - within.min())
    mixed = [line for line in ax.lines if line.get_fillstyle() == "left"]
    between = (table["kind"] == "between groups").sum()
    assert len(mixed) == between == 2
    assert {to_hex(line.get_markerfacecolor()) for line in mixed} == {"#1d3f94"}
    assert {to_hex(line.get_markerfacecoloralt()) for line in mixed} == {"#c2540b"}


def test_of_many_pairs_the_farthest_of_every_kind_are_shown():
    table = distance_table(t.THREE, 20)
    ax = plot_distances(table, groups=t.THREE, labels=labels(t.THREE, 20))
    shown = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert len(shown) == 3 * (MOST // 3)
    for _, rows in table.groupby("kind"):
        assert set(rows["distance"].nlargest(13)) <= set(shown)
    assert f"{len(shown)} of {len(table)} pairs" in " ".join(words_on(ax)).replace("\u00a0", " ")


def test_map_puts_points_on_their_places_and_draws_the_floor_to_scale():
    places = distance_map(distance_table(t.THREE, 5))
    ax = plot_distance_map(places, groups=t.THREE, labels=labels(t.THREE, 5))
    assert sorted(points(ax)) == sorted(map(tuple, places[["x", "y"]].to_numpy()))
    (circle,) = [patch for patch in ax.patches if isinstance(patch, Circle)]
    assert 2 * circle.radius == pytest.approx(places["floor"].iloc[0])
    box = ax.get_window_extent()
    scales = [np.ptp(ax.get_xlim()) / box.width, np.ptp(ax.get_ylim()) / box.height]
    assert scales[0] == pytest.approx(scales[1], rel=0.01)
    assert f"{places['share'].iloc[0]:.0%}" in " ".join(words_on(ax))


def test_map_says_how_many_labels_have_no_room():
    places = distance_map(distance_table(t.THREE, 40))
    ax = plot_distance_map(places, groups=t.THREE, labels=labels(t.THREE, 40))
    named = [text for text in words_on(ax) if " · " in text]
    assert f"{40 - len(named)} labels have no room" in " ".join(words_on(ax)).replace("\u00a0", " ")


def test_tree_joins_at_the_heights():
    tree = distance_tree(distance_table(t.THREE, 5))
    ax = plot_distance_tree(tree, groups=t.THREE, labels=labels(t.THREE, 5))
    heights = tree.loc[tree["item"] == "", "height"].tolist()
    ends = [line.get_xdata() for line in ax.lines if line.get_linewidth() == 1.4]
    upright = [x[0] for x in ends if x[0] == x[1]]
    assert upright == heights
    dashed = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"]
    assert tree["floor"].iloc[0] in dashed
    leaves = tree[tree["item"] != ""].sort_values("place")["item"]
    assert row_labels(ax) == [labels(t.THREE, 5)[item] for item in leaves]


def test_bars_are_shares_to_the_side_that_uses_the_word_more():
    table = shift_table(6)
    ax = plot_word_shift(table, groups=t.TWO)
    ends = [
        bar.get_x() + bar.get_width() if bar.get_x() == 0 else bar.get_x() for bar in ax.patches
    ]
    told = 100 * table["share"] * np.sign(table["shift"])
    assert ends == pytest.approx(told.tolist())
    colors = [to_hex(bar.get_facecolor()) for bar in ax.patches]
    assert colors == ["#1d3f94", "#c2540b", "#c2540b"] * 2
    assert [bar.get_alpha() for bar in ax.patches] == [0.42, 1.0] * 3  # 1 of 12, 2 of 12
    assert words_on(ax).count("1,200 : 31") == 6 and words_on(ax).count("1 of 12") == 3


@pytest.mark.parametrize(("groups", "n"), SIZES)
def test_nothing_meets(groups, n):
    table, names = distance_table(groups, n), labels(groups, n)
    for ax in (
        plot_distances(table, groups=groups, labels=names, title=LONG),
        plot_distance_map(distance_map(table), groups=groups, labels=names, title=LONG),
        plot_distance_tree(distance_tree(table), groups=groups, labels=names, title=LONG),
    ):
        assert collisions(ax) == []


@pytest.mark.parametrize("n", [1, 20])
@pytest.mark.parametrize("reference", ["right", "rest"])
def test_nothing_meets_in_a_word_shift(n, reference):
    table = shift_table(n, reference)
    assert collisions(plot_word_shift(table, groups=t.TWO, title=LONG)) == []


def test_one_article_is_a_map_and_a_tree_of_one():
    table = distance_table(t.TWO, 1)
    for ax in (
        plot_distances(table, groups=t.TWO),
        plot_distance_map(distance_map(table), groups=t.TWO, labels={"000": "Alone"}),
        plot_distance_tree(distance_tree(table), groups=t.TWO, labels={"000": "Alone"}),
    ):
        assert collisions(ax) == []
    assert "Alone" in words_on(ax)


def test_empty_and_unknown_are_told():
    none = pd.DataFrame()
    short = distance_table(t.TWO, 2).assign(distance=np.nan)
    for ax in (
        plot_distances(short, groups=t.TWO),
        plot_distance_map(none, groups=t.TWO),
        plot_distance_tree(none, groups=t.TWO),
    ):
        assert words_on(ax) == ["nothing to show: no article is long enough for two samples"]
    assert words_on(plot_word_shift(none, groups=t.TWO))[0].startswith("nothing to show")
    with pytest.raises(InputError, match="column missing"):
        plot_word_shift(shift_table().drop(columns="share"), groups=t.TWO)
    with pytest.raises(InputError, match="without a label"):
        plot_distance_map(distance_map(distance_table(t.TWO, 3)), groups=t.THREE)
    huge = distance_tree(distance_table(t.THREE, 61))
    assert "61 items" in words_on(plot_distance_tree(huge, groups=t.THREE))[0]
