"""The figure of units needed: numbers, names that do not meet, gaps that are told."""

import numpy as np
import pandas as pd
import pytest
from drawn import collisions, words_on

from analysis.errors import InputError
from analysis.plots.planning import MOST, plot_planning

RATIOS = (1.25, 1.5, 2.0, 3.0)
LONG = "No group of the Coastal Broadcasting Corporation has half the articles a doubling asks for"


def plan(spreads):
    """About 16 (variation / ln ratio)² units, as of a test with 80% power."""
    rows = [
        (item, f"The frame of {item}, as its codebook calls it", spread, 12, ratio,
         np.ceil(15.7 * (spread / np.log(ratio)) ** 2) if spread else np.nan)
        for item, spread in spreads.items()
        for ratio in RATIOS
    ]  # fmt: skip
    columns = ["item", "label", "variation", "n_units", "ratio", "n_needed"]
    return pd.DataFrame(rows, columns=columns)


def lines(ax):
    return {line.get_gid(): list(zip(*line.get_data(), strict=True)) for line in ax.lines
            if line.get_gid()}  # fmt: skip


def test_a_line_goes_through_the_numbers_of_its_item():
    table = plan({"a": 0.5, "b": 2.0})
    ax = plot_planning(table, at_hand=21)
    drawn = lines(ax)
    for item, own in table.groupby("item"):
        assert drawn[item] == list(zip(own["ratio"], own["n_needed"], strict=True))
    assert ax.get_xscale() == ax.get_yscale() == "log"
    assert [21, 21] in [list(line.get_ydata()) for line in ax.lines]
    words = words_on(ax)
    assert {"Articles needed in each group", "21 at hand", "1.25×", "3×"} <= set(words)


def test_the_unit_is_named_and_nothing_is_at_hand_unless_told():
    words = words_on(plot_planning(plan({"a": 0.5}), unit="outlet"))
    assert "Outlets needed in each group" in words
    assert not any("at hand" in word for word in words)


def test_names_stand_at_the_right_in_the_order_of_the_ends():
    ax = plot_planning(plan({"a": 0.5, "b": 2.0, "c": 1.0}))
    names = [(t.get_position(), t.get_text()) for t in ax.texts if t.get_gid() == "item"]
    assert {x for (x, _), _ in names} == {1}
    ordered = [text for _, text in sorted(names, key=lambda name: name[0][1])]
    assert [text.split("(")[1] for text in ordered] == ["0.5)", "1)", "2)"]


def test_a_name_stands_at_its_own_height_where_it_has_room():
    ax = plot_planning(plan({"a": 0.2, "b": 3.0}))
    low, high = np.log10(ax.get_ylim())
    for text in (t for t in ax.texts if t.get_gid() == "item"):
        item = "a" if "of a," in text.get_text() else "b"
        end = (np.log10(lines(ax)[item][-1][1]) - low) / (high - low)
        assert text.get_position()[1] == pytest.approx(end)


@pytest.mark.parametrize("n", [1, 2, 9, MOST + 5])
def test_no_text_meets_another_however_near_the_lines(n):
    table = plan({f"item {i:02d}": 1.0 + 0.001 * i for i in range(n)})
    assert collisions(plot_planning(table, title=LONG, at_hand=3)) == []
    ax = plot_planning(table, at_hand=20_000)
    assert collisions(ax) == []
    assert len(lines(ax)) == min(n, MOST)
    assert ("5 further items left out" in " ".join(words_on(ax))) == (n > MOST)


def test_points_without_a_number_are_left_out_and_told():
    table = plan({"a": 0.5, "b": 0.0, "c": 2.0})
    table.loc[(table["item"] == "c") & (table["ratio"] == 1.25), "n_needed"] = np.nan
    ax = plot_planning(table)
    assert set(lines(ax)) == {"a", "c"} and len(lines(ax)["c"]) == len(RATIOS) - 1
    told = " ".join(words_on(ax))
    assert "No plan (1 without variation between units): The frame of b" in told
    assert "1 point left out: above 100,000 units" in told


def test_an_item_is_its_own_label():
    words = words_on(plot_planning(plan({"a": 0.5}).drop(columns="label")))
    assert "a (0.5)" in words


def test_nothing_to_show_and_what_is_missing():
    table = plan({"a": 0.0})
    assert words_on(plot_planning(table)) == ["nothing to show: no item varies enough to plan for"]
    assert words_on(plot_planning(table.head(0))) == ["nothing to show: no item to plan for"]
    with pytest.raises(InputError, match=r"plot_planning: column missing: ratio$"):
        plot_planning(table.drop(columns="ratio"))
