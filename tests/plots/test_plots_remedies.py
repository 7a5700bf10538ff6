"""The charts of demands and of judgements draw what their tables say, and can be read."""

import numpy as np
import pandas as pd
import pytest
from drawn import collisions, row_labels, words_on

from analysis.errors import InputError
from analysis.plots.judgements import plot_judgements
from analysis.plots.remedies import plot_remedies

TWO = {"left": "Left press", "right": "Right press"}
KINDS = ["n_obligation", "n_only_option", "n_necessity", "n_recommendation"]
VIEWS = ["n_positive", "n_negative", "n_both"]


def demands(rows):
    table = pd.DataFrame(rows, columns=["group", "addressee", "label", *KINDS])
    return table.assign(n_demands=table[KINDS].sum(axis=1))


def views(rows):
    return pd.DataFrame(rows, columns=["group", "actor", "label", *VIEWS])


def many(groups, n, columns, what):
    rng = np.random.default_rng(4)
    rows = [
        (group, f"k{i}", f"The {'very ' * (i % 9)}long name {i}", *rng.integers(0, 9, columns))
        for group in groups
        for i in range(n)
    ]  # fmt: skip
    return what(rows)


SMALL = demands(
    [
        ("left", "bank", "Bank", 2, 0, 1, 0),
        ("left", "town", "Town", 0, 0, 0, 0),
        ("left", "nobody", "Nobody named", 1, 0, 4, 2),
        ("right", "bank", "Bank", 0, 1, 0, 1),
        ("right", "town", "Town", 0, 0, 0, 1),
        ("right", "nobody", "Nobody named", 0, 0, 0, 0),
    ]
)


def test_bars_are_as_long_as_their_demands():
    ax = plot_remedies(SMALL, groups=TWO)
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    assert bars == [
        *[(0, 2), (2, 1)],  # left on the bank: must 2, needed 1
        *[(0, 1), (1, 1)],  # right on the bank: only way 1, asked for 1
        (0, 1),  # right on the town
        *[(0, 1), (1, 4), (5, 2)],  # left on nobody, who comes last though it has most
    ]
    assert row_labels(ax) == ["Left press", "Right press", "Right press", "Left press"]
    words = words_on(ax)
    assert {
        "must 2 · needed 1",
        "only way 1 · asked for 1",
        "must 1 · needed 4 · asked for 2",
    } <= set(words)


def test_lanes_follow_the_order_of_the_groups():
    ax = plot_remedies(SMALL.iloc[::-1], groups=TWO)
    assert row_labels(ax)[:2] == ["Left press", "Right press"]


def test_judgements_stand_left_right_and_across():
    table = views([("left", "bank", "Bank", 3, 1, 2), ("right", "bank", "Bank", 0, 2, 0)])
    ax = plot_judgements(table, groups=TWO)
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    assert bars == [(-2, 1), (-1, 2), (1, 3), (-2, 2)]  # 1 against, 2 across 0, 3 for; 2 against
    assert {"1", "2", "3", "–"} <= set(words_on(ax))


@pytest.mark.parametrize("n_groups", [1, 3, 8])
@pytest.mark.parametrize("n", [1, 14])
def test_no_text_meets_another(n_groups, n):
    groups = {f"g{i}": f"Group number {i} of the press" for i in range(n_groups)}
    title = "A finding that is long enough to take two lines, since findings usually are"
    for plot, columns, what in ((plot_remedies, 4, demands), (plot_judgements, 3, views)):
        ax = plot(many(groups, n, columns, what), groups=groups, title=title)
        assert collisions(ax) == []


@pytest.mark.parametrize(
    ("plot", "columns", "what"), [(plot_remedies, 4, demands), (plot_judgements, 3, views)]
)
def test_too_many_rows_are_cut_and_it_is_said(plot, columns, what):
    ax = plot(many(TWO, 60, columns, what), groups=TWO)
    assert len(row_labels(ax)) <= 36
    assert "rows of names: those with most" in " ".join(words_on(ax))


@pytest.mark.parametrize("plot", [plot_remedies, plot_judgements])
def test_nothing_to_show_is_said_in_words(plot):
    zeros = SMALL.assign(**dict.fromkeys([*KINDS, "n_demands", *VIEWS], 0), actor="x")
    for table in (pd.DataFrame(), zeros.head(0), zeros):
        (words,) = words_on(plot(table, groups=TWO))
        assert words.startswith("nothing to show: ")


def test_a_table_that_does_not_fit_is_refused():
    with pytest.raises(InputError, match="plot_remedies: column missing: n_necessity"):
        plot_remedies(SMALL.drop(columns="n_necessity"), groups=TWO)
    with pytest.raises(InputError, match="group without a label: right"):
        plot_remedies(SMALL, groups={"left": "Left press"})
    with pytest.raises(InputError, match="plot_judgements: column missing: n_both"):
        plot_judgements(views([("left", "a", "A", 1, 0, 0)]).drop(columns="n_both"), groups=TWO)


@pytest.mark.parametrize("draw", ["remedies", "judgements"])
def test_the_articles_of_the_groups_are_told_where_they_are_known(draw):
    plot, kinds, what = {
        "remedies": (plot_remedies, len(KINDS), demands),
        "judgements": (plot_judgements, len(VIEWS), views),
    }[draw]
    groups = {**TWO, "far": "The Coastal Broadcasting Corporation", "near": "A fourth group"}
    rows = many(groups, 4, kinds, what)
    sizes = {"left": 1, "right": 2, "far": 1234, "near": 40}
    ax = plot(rows.assign(k_articles=rows["group"].map(sizes)), groups=groups)
    assert collisions(ax) == []
    told = set(words_on(ax))
    assert {"Left press (1 article)", "Right press (2 articles)"} <= told
    assert "The Coastal Broadcasting Corporation (1,234 articles)" in told
    assert not any("article" in word for word in words_on(plot(rows, groups=groups)))
