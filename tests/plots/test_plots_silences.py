"""The matrix of silences shows what the table says, and nothing on it meets."""

import figure_tables as t
import numpy as np
import pandas as pd
import pytest
from drawn import collisions, row_labels, words_on
from matplotlib.colors import to_hex

from analysis.errors import InputError
from analysis.plots.silences import MOST, plot_silences

LONG = "“The Commission for the Search for a Solution to the Crisis” is what others name: " * 2


def matrix(groups, n_items):
    draw = t.rng("silences", n_items)
    rows = []
    for i in range(n_items):
        for group in groups:
            n = int(draw.integers(0, 3))
            expected = np.nan if n else [np.nan, 0.4, 12.5][i % 3]
            rows.append((f"i{i}", f"Item number {i} of the list that was searched", group, n,
                         1000 * (len(rows) + 1), expected))  # fmt: skip
    table = pd.DataFrame(rows, columns=["item", "label", "group", "n", "n_tokens", "expected"])
    return table.assign(
        n_tokens=table["group"].map(dict(zip(groups, [399, 1659, 734] * 3, strict=False)))
    )


SMALL = pd.DataFrame(
    [
        ("a", "Elections", "left", 4, 700, np.nan),
        ("a", "Elections", "right", 0, 1659, 7.25),
        ("b", "Cholera", "left", 0, 700, np.nan),
        ("b", "Cholera", "right", 0, 1659, np.nan),
    ],
    columns=["item", "label", "group", "n", "n_tokens", "expected"],
)


def test_used_is_filled_and_silence_is_hollow():
    ax = plot_silences(SMALL, groups=t.TWO)
    left, right = ax.collections[-2:]
    assert [to_hex(color) for color in left.get_facecolors()] == ["#1d3f94", "#ffffff"]
    assert [to_hex(color) for color in right.get_facecolors()] == ["#ffffff", "#ffffff"]
    assert left.get_offsets().tolist() == [[0, 0], [0, 1]]
    assert right.get_offsets().tolist() == [[1, 0], [1, 1]]
    words = words_on(ax)
    assert row_labels(ax) == ["Elections", "Cholera"]
    assert {"4", "(7.2)", "700 tokens", "1,659 tokens"} <= set(words)
    assert words.count("·") == 3 - 1  # nobody mentions cholera: left and right


def test_of_many_items_the_first_are_shown():
    ax = plot_silences(matrix(t.TWO, MOST + 5), groups=t.TWO)
    assert len(row_labels(ax)) == MOST
    assert f"{MOST} of {MOST + 5} items" in " ".join(words_on(ax))


@pytest.mark.parametrize("groups", [t.TWO, t.THREE, t.SEVEN, t.NINE])
@pytest.mark.parametrize("n_items", [1, 5, 30])
def test_nothing_meets(groups, n_items):
    assert collisions(plot_silences(matrix(groups, n_items), groups=groups, title=LONG)) == []


def test_empty_and_unknown_are_told():
    ax = plot_silences(pd.DataFrame(), groups=t.TWO)
    assert words_on(ax) == ["nothing to show: no item on which a group is silent"]
    with pytest.raises(InputError, match="without a label: left, right"):
        plot_silences(SMALL, groups=t.THREE)
    with pytest.raises(InputError, match="column missing: expected"):
        plot_silences(SMALL.drop(columns="expected"), groups=t.TWO)


@pytest.mark.parametrize("groups", [t.TWO, t.SEVEN, t.NINE])
def test_the_articles_of_the_groups_are_told_where_they_are_known(groups):
    table = matrix(groups, 5)
    sizes = dict(zip(groups, [1, 12, 4321] * 3, strict=False))
    ax = plot_silences(table.assign(k_articles=table["group"].map(sizes)), groups=groups)
    assert collisions(ax) == []
    if len(groups) < 9:  # in narrow columns the numbers stand above the nouns
        assert {"1 article", "12 articles", "399 tokens"} <= set(words_on(ax))
    assert "article" not in " ".join(words_on(plot_silences(table, groups=groups)))
