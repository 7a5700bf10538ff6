"""The diagram of who acts: drawn numbers, room for every text, and odd tables."""

import pandas as pd
import pytest
from drawn import collisions, row_labels, words_on

from analysis.errors import InputError
from analysis.plots.agency import COLUMNS, MOST_ROWS, plot_agency

TWO = {"left": "Left press", "right": "Right press"}
NINE = {f"g{i}": f"A group with a long name, number {i}" for i in range(9)}
TITLE = (
    "Police: the doer in 9 of 10 clauses of the left press, and in 3 of 12 elsewhere, fewer by far"
)


def table(groups, n_actors, *, most=9):
    rows = [
        (f"a{i}", f"Actor number {i} of the harbour corporation", group, acts, upon, acts + upon)
        for i in range(n_actors)
        for j, group in enumerate(groups)
        for acts, upon in [((most - i) % 7 + j, (i + j) % 4)]
    ]
    told = pd.DataFrame(rows, columns=COLUMNS[:6])
    share = told["n_doer"] / told["n_roles"].where(told["n_roles"] > 0)
    return told.assign(share_doer=share, share_low=share / 2, share_high=(1 + share) / 2)


def bars(ax):
    return sorted((p.get_x(), p.get_width(), round(p.get_y(), 3)) for p in ax.patches)


def test_a_bar_is_as_long_as_its_count_on_its_side():
    rows = [
        ("police", "Police", "left", 9, 1, 10, 0.9, 0.7, 1.0),
        ("police", "Police", "right", 0, 2, 2, 0.0, None, None),
        ("union", "Union", "left", 0, 0, 0, None, None, None),
        ("union", "Union", "right", 4, 0, 4, 1.0, None, None),
        ("court", "Court", "left", 0, 0, 0, None, None, None),
    ]
    ax = plot_agency(pd.DataFrame(rows, columns=COLUMNS), groups=TWO)
    assert [(x, width) for x, width, _ in bars(ax)] == [(-2, 2), (-1, 1), (0, 4), (0, 9)]
    assert row_labels(ax) == ["Police", "Union"]  # ten and two roles, four; a court without any
    words = words_on(ax)
    assert {"9", "1", "2", "4", "90% (70–100)", "done by it", "done to it"} <= set(words)
    assert sum("%" in word and "(" in word and word[0].isdigit() for word in words) == 1
    heights = {y for _, _, y in bars(ax)}
    assert len(heights) == 3  # two groups of the first actor, one of the second


def test_both_sides_have_one_scale_and_count_from_nought():
    ax = plot_agency(table(TWO, 5), groups=TWO)
    left, right = ax.get_xlim()
    drawn = bars(ax)
    assert left < min(x for x, _, _ in drawn) and right > max(x + w for x, w, _ in drawn)
    assert {text for text in words_on(ax) if text.startswith("−")} == set()


def test_the_order_of_the_rows_does_not_matter():
    given = table(TWO, 6)
    shuffled = given.sample(frac=1, random_state=2)
    one, two = plot_agency(given, groups=TWO), plot_agency(shuffled, groups=TWO)
    assert bars(one) == bars(two) and row_labels(one) == row_labels(two)


@pytest.mark.parametrize(("groups", "n"), [(TWO, 1), (TWO, 14), (NINE, 3)], ids=str)
def test_no_text_meets_another(groups, n):
    assert collisions(plot_agency(table(groups, n), groups=groups, title=TITLE)) == []


def test_large_counts_have_room():
    ax = plot_agency(table(TWO, 3).assign(n_doer=12345, n_done_to=67890), groups=TWO)
    assert collisions(ax) == [] and "67,890" in words_on(ax)


def test_of_many_actors_those_with_most_roles_are_shown_and_it_is_said():
    ax = plot_agency(table(TWO, 60), groups=TWO)
    shown = len(row_labels(ax))
    assert len(bars(ax)) <= 2 * MOST_ROWS and shown < 60
    # every actor that is shown has at least as many roles as one that is not
    roles = table(TWO, 60).groupby("label")["n_roles"].sum()
    told = [" ".join(label.split()) for label in row_labels(ax)]
    assert roles.nlargest(shown).min() == roles[roles.index.isin(told)].min()
    assert f"{shown} of 60 actors" in " ".join(words_on(ax))


def test_a_table_without_roles_says_so():
    empty = table(TWO, 2).head(0)
    nought = table(TWO, 2).assign(n_doer=0, n_done_to=0, n_roles=0)
    for given, reason in (
        (empty, "no actor"),
        (nought, "no actor does anything or has it done to it"),
    ):
        (words,) = [text.get_text() for text in plot_agency(given, groups=TWO).texts]
        assert words == f"nothing to show: {reason}"


def test_a_missing_column_and_an_unknown_group_are_named():
    with pytest.raises(InputError, match="column missing: n_doer"):
        plot_agency(table(TWO, 2).drop(columns="n_doer"), groups=TWO)
    with pytest.raises(InputError, match="group without a label: right"):
        plot_agency(table(TWO, 2), groups={"left": "Left press"})
