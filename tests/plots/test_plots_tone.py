"""The tone of groups and actors: what is drawn is what the table says."""

import figure_tables as t
import numpy as np
import pandas as pd
import pytest
from drawn import collisions, points, row_labels, words_on
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from analysis.errors import InputError
from analysis.plots.layout import figure_of
from analysis.plots.tone import COLUMNS, plot_tone

LONG = "VADER reads the Coastal Broadcasting Corporation as most positive, whatever it says of whom"


def tones(groups, n_actors):
    draw = t.rng("tone", n_actors)
    rows = []
    for i, actor in enumerate(["All sentences", *t.FRAMES, *t.TERMS][: n_actors + 1]):
        for group in groups:
            n, mean = int(draw.poisson(8)) + (40 if not i else 0), draw.uniform(-0.6, 0.6)
            half = 0.8 / np.sqrt(n) if n > 4 else np.nan
            rows.append((actor, actor, group, mean, mean - half, mean + half, n))
    return pd.DataFrame(rows, columns=COLUMNS)


def two_actors():
    rows = [
        ("all", "All sentences", "left", 0.2, 0.1, 0.3, 80),
        ("all", "All sentences", "right", -0.1, -0.4, 0.2, 1200),
        ("gangs", "Gangs", "left", -0.5, np.nan, np.nan, 3),
        ("gangs", "Gangs", "right", np.nan, np.nan, np.nan, 0),
        ("un", "Unnamed", "left", np.nan, np.nan, np.nan, 0),
        ("un", "Unnamed", "right", np.nan, np.nan, np.nan, 0),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_marks_and_lines_are_the_means_and_intervals():
    ax = plot_tone(two_actors(), groups=t.TWO)
    assert row_labels(ax) == ["All sentences", "Gangs"]  # an actor whom nobody names has no row
    assert sorted(x for x, _ in points(ax)) == [-0.5, -0.1, 0.2]
    lines = [c for c in ax.collections if isinstance(c, LineCollection)]
    ends = sorted(tuple(seg[:, 0]) for c in lines for seg in c.get_segments())
    assert ends == [(-0.4, 0.2), (0.1, 0.3)]
    assert {"80", "1,200", "3", "0"} <= set(words_on(ax))


def test_the_first_group_stands_above_the_second():
    ys = {round(x, 2): y for x, y in points(plot_tone(two_actors(), groups=t.TWO))}
    assert -0.5 < ys[0.2] < 0 < ys[-0.1] < 0.5 < ys[-0.5] < 1


def test_without_an_interval_a_mark_is_hollow():
    ax = plot_tone(two_actors(), groups=t.TWO)
    left = next(c for c in ax.collections if len(c.get_offsets()) == 2)
    assert [to_hex(face) for face in left.get_facecolors()] == ["#1d3f94", "#ffffff"]


def test_zero_is_in_the_middle():
    low, high = plot_tone(two_actors(), groups=t.TWO).get_xlim()
    assert low == -high and high > 0.5


def test_of_many_actors_the_most_named_are_shown():
    table = tones(t.TWO, 25)
    ax = plot_tone(table, groups=t.TWO)
    labels = row_labels(ax)
    n = table.groupby("label", sort=False)["n_sentences"].sum()
    shown = [label.replace("\n", " ") for label in labels]
    assert len(shown) == 12 and shown[0] == "All sentences"
    assert n[shown[1:]].min() >= n.drop(shown).max()
    assert "12 of 26 rows" in " ".join(words_on(ax))


@pytest.mark.parametrize("groups", [t.TWO, t.THREE, t.SEVEN, t.NINE])
def test_no_text_meets_another(groups):
    ax = plot_tone(tones(groups, 11), groups=groups, title=LONG)
    assert collisions(ax) == []


def test_one_row_and_one_group():
    one = two_actors().head(1)
    ax = plot_tone(one, groups={"left": "Left press"})
    assert points(ax) == [(0.2, 0.0)] and collisions(ax) == []
    assert figure_of(ax).get_figheight() < 2


def test_nothing_to_show_and_what_is_missing():
    for nothing in (pd.DataFrame(), two_actors().tail(2)):
        assert "nothing to show: no sentence" in words_on(plot_tone(nothing, groups=t.TWO))
    with pytest.raises(InputError, match=r"plot_tone: column missing: mean_low$"):
        plot_tone(two_actors().drop(columns="mean_low"), groups=t.TWO)
    with pytest.raises(InputError, match="group without a label: right"):
        plot_tone(two_actors(), groups={"left": "Left press"})
