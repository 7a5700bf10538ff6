"""What is drawn of the voices is what the table says."""

import figure_tables as t
import numpy as np
import pandas as pd
import pytest
from drawn import collisions, row_labels, words_on
from matplotlib.colors import to_hex

from analysis.errors import InputError
from analysis.plots.voices import MOST_ROWS, plot_voices

COLUMNS = ["label", "country", "group", "n_direct", "n_reported", "n_mentions"]
LONG = (
    "Direct speech occurs in 1 of 5 articles and comes from two officials of one country, and "
    "nobody from the two countries that are mentioned most is quoted in any of them"
)


def table(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def many(groups, n):
    draw = np.random.default_rng(n)
    rows = []
    for i in range(n):
        label = f"Speaker number {i} of the Organisation of American States"[: 20 + 3 * (i % 12)]
        silent = i % 3 == 0
        for group in groups:
            said = [0, 0] if silent else draw.integers(0, 40, 2).tolist()
            country = "United Republic of the Northern Isles" if i % 2 else np.nan
            rows.append((f"{label} {i}", country, group, *said, float(draw.integers(3, 4000))))
    return table(*rows)


SMALL = table(
    ("Union", "Southland", "left", 2, 3, 10.0),
    ("Union", "Southland", "right", 0, 1, 4.0),
    ("Gulls", "Northland", "left", 0, 0, 7.0),
    ("Gulls", "Northland", "right", 0, 0, 2.0),
    ("(a pronoun)", np.nan, "left", 5, 0, np.nan),
    ("Ruth Aldane", np.nan, "right", 1, 0, np.nan),
)


def test_bars_are_as_long_as_what_is_said():
    ax = plot_voices(SMALL, groups=t.TWO)
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    # Those who are named by what they say directly, then pronouns, then the silent.
    assert row_labels(ax) == ["Union", "Ruth Aldane", "(a pronoun)", "Gulls"]
    assert bars == [(0, 2), (2, 3), (0, 0), (0, 1), (0, 1), (1, 0), (0, 5), (5, 0)]
    dark, light = (to_hex(bar.get_facecolor()) for bar in ax.patches[:2])
    assert dark == "#1d3f94" and light != dark


def test_numbers_mentions_and_countries_are_written_out():
    words = words_on(plot_voices(SMALL, groups=t.TWO))
    assert {"2 + 3", "0 + 1", "1 + 0", "5 + 0"} <= set(words)
    assert {"14", "9", "Southland", "Northland"} <= set(words)  # 10 + 4 and 7 + 2 mentions
    assert words.count("–") == 2 and words.count("never heard") == 1


def test_too_many_rows_are_cut_and_said():
    ax = plot_voices(many(t.TWO, 60), groups=t.TWO)
    assert len(row_labels(ax)) == MOST_ROWS
    assert f"{MOST_ROWS} of 60 rows: those heard or named most." in words_on(ax)
    assert words_on(ax).count("never heard") == MOST_ROWS // 3


@pytest.mark.parametrize("groups", [t.TWO, t.THREE, t.SEVEN, t.NINE])
def test_no_text_meets_another_or_leaves_the_canvas(groups):
    assert collisions(plot_voices(many(groups, 9), groups=groups, title=LONG)) == []


def test_nor_with_many_rows_or_with_one():
    assert collisions(plot_voices(many(t.THREE, 45), groups=t.THREE, title=LONG)) == []
    assert collisions(plot_voices(SMALL.tail(1), groups=t.TWO, title=LONG)) == []
    silent = SMALL[SMALL["label"] == "Gulls"]
    assert collisions(plot_voices(silent, groups=t.TWO, title=LONG)) == []


def test_an_empty_table_says_so():
    (words,) = [text.get_text() for text in plot_voices(SMALL.head(0), groups=t.TWO).texts]
    assert words == "nothing to show: nobody speaks and nobody is named"


def test_what_is_missing_is_named():
    with pytest.raises(InputError, match="plot_voices: column missing: n_reported"):
        plot_voices(SMALL.drop(columns="n_reported"), groups=t.TWO)
    with pytest.raises(InputError, match="plot_voices: group without a label: right"):
        plot_voices(SMALL, groups={"left": "Left press"})


def test_the_articles_of_the_groups_are_told_where_they_are_known():
    sizes = SMALL["group"].map({"left": 1, "right": 3})
    words = words_on(plot_voices(SMALL.assign(k_articles=sizes), groups=t.TWO))
    assert {"Left press (1 article)", "Right press (3 articles)"} <= set(words)
