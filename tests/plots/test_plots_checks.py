"""The figure of what claims survive: every check of the table, and dashes where there was none."""

import numpy as np
import pandas as pd
import pytest
from drawn import collisions, points, row_labels, words_on
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from analysis.errors import InputError
from analysis.plots.checks import COLUMNS, MARK_COLORS, MOST, plot_checks

LONG = (
    "3 of 40 claims are stable, and most of the others hang on the form in which words are counted"
)
NAMES = (
    "Left press: “self-determination”",
    "Coastal Broadcasting Corporation: Legality, constitutionality and jurisprudence",
    "Right press never: United Nations Integrated Office",
    "Left press: Police as “security personnel of the harbour corporation”",
)
FAMILIES = ("keywords", "frames", "silences", "names of actors")


def row(key, mark, *, kept=18, n=18, held=4, k=4, estimate=2.0, floor=1.0, p=np.nan, least=0.1):
    values = (key, f"Claim {key}", "keywords", mark, estimate, floor, k, held, n, kept)
    values = (*values, p / 2, p, least)  # p before it was adjusted
    return dict(zip(COLUMNS, values, strict=True))


FIVE = pd.DataFrame(
    [
        row("a", "fragile", kept=9, held=3, floor=3.0),
        row("b", "described", floor=np.nan, least=np.nan, k=0, held=0),
        row("c", "stable", kept=17, p=0.0123, least=0.0004),
        row("d", "described", n=0, kept=0, p=0.3),
        row("e", "fragile", kept=15, p=0.2, least=0.0004),
    ]
)


def many(n):
    marks = ["stable", "described", "fragile"]
    table = pd.DataFrame([row(f"k{i}", marks[i % 3], kept=1200 - 7 * i, n=1200) for i in range(n)])
    return table.assign(
        label=[NAMES[i % 4] for i in range(n)],
        family=[FAMILIES[i % 4] for i in range(n)],
        n_kept=8990, n_left_out=9000, p=0.0002, p_adjusted=0.0004, p_least=0.0001,
    )  # fmt: skip


def cells(ax, label):
    """What stands at the right of a row, from left to right."""
    y = next(t.get_position()[1] for t in ax.texts if t.get_text() == label)
    told = [t for t in ax.texts if t.get_position() == (1, y) and t.get_gid() is None]
    return [(t.get_text(), t.get_fontweight() == "bold") for t in told]


def scattered(ax):
    return [c for c in ax.collections if isinstance(c, PathCollection)]


def test_rows_go_by_mark_and_then_by_the_share_of_choices():
    ax = plot_checks(FIVE)
    assert row_labels(ax) == [f"Claim {key}" for key in "cbdea"]
    marks = [(c.get_offsets()[0, 0], to_hex(c.get_facecolors()[0])) for c in scattered(ax)]
    stable, described, fragile = MARK_COLORS.values()
    expected = [(17 / 18, stable), (1.0, described), (15 / 18, fragile), (0.5, fragile)]
    assert [(x, color) for x, color in marks] == [(pytest.approx(x), c) for x, c in expected]
    heads = [text.get_text() for text in ax.texts if text.get_gid() == "mark"]
    assert [head[2:] for head in heads if head[0] in "●◆▼"] == ["stable", "described", "fragile"]
    assert any(head.startswith("2 claims: ") for head in heads)


def test_columns_tell_every_check_and_the_failed_ones_are_bold():
    ax = plot_checks(FIVE)
    assert cells(ax, "Claim a") == [
        ("9 of 18", True), ("3 of 4", True), ("not above", True), ("–", False), (".100", False),
        ("–", False),
    ]  # fmt: skip
    assert cells(ax, "Claim c") == [
        ("17 of 18", False), ("4 of 4", False), ("above", False), (".006", False),
        ("< .001", False), (".012", False),
    ]  # fmt: skip
    assert cells(ax, "Claim e")[5] == (".200", True)


def test_what_could_not_be_checked_is_a_dash():
    ax = plot_checks(FIVE)
    told = [text for text, _ in cells(ax, "Claim b")]
    assert told == ["18 of 18", "–", "–", "–", "–", "–"]
    assert cells(ax, "Claim d")[0] == ("–", False)
    # A p that the units cannot bring below .05 fails nothing.
    assert cells(ax, "Claim d")[5] == (".300", False)
    y = next(t.get_position()[1] for t in ax.texts if t.get_text() == "Claim d")
    assert y not in {at for _, at in points(ax)}
    assert (0.5, y) in {t.get_position() for t in ax.texts if t.get_text() == "–"}


def test_the_line_stands_at_nine_tenths():
    ax = plot_checks(FIVE)
    assert [0.9, 0.9] in [list(line.get_xdata()) for line in ax.lines]
    assert "90%" in words_on(ax)


def test_shapes_differ_with_the_mark():
    ax = plot_checks(FIVE)
    shapes = {c.get_paths()[0].vertices.tobytes() for c in scattered(ax)}
    assert len(shapes) == 3


@pytest.mark.parametrize("n", [1, 3, 12, 40, 90])
def test_no_text_meets_another(n):
    assert collisions(plot_checks(many(n), title=LONG)) == []


def test_families_are_named_where_there_are_several():
    assert "keywords" not in words_on(plot_checks(FIVE))
    assert {"keywords", "frames", "silences"} <= set(words_on(plot_checks(many(6))))


def test_of_many_claims_each_mark_keeps_its_part():
    table = many(120).assign(label=[f"Claim {i}" for i in range(120)])
    table["mark"] = ["stable"] * 12 + ["fragile"] * 108
    ax = plot_checks(table)
    shown = [int(label.split()[1]) for label in row_labels(ax)]
    assert len(shown) == MOST and sum(i < 12 for i in shown) == 6
    assert f"{MOST} of 120 claims" in " ".join(words_on(ax))


def test_the_order_of_the_rows_does_not_matter():
    one, two = plot_checks(many(20)), plot_checks(many(20).sample(frac=1, random_state=3))
    assert row_labels(one) == row_labels(two) and points(one) == points(two)


def test_nothing_to_show_and_what_is_missing():
    assert words_on(plot_checks(FIVE.head(0))) == ["nothing to show: no claim was checked"]
    with pytest.raises(InputError, match=r"plot_checks: column missing: p_least$"):
        plot_checks(FIVE.drop(columns="p_least"))
