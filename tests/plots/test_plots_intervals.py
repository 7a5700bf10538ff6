"""Intervals look alike in every figure: their ends, what they rest on, what is said."""

import figure_tables as t
import numpy as np
import pandas as pd
import pytest
from drawn import collisions, intervals, points, words_on
from matplotlib.figure import Figure

from analysis import plots
from analysis.plots.intervals import draw_intervals, interval_note, reach

LONG = "Attribution of responsibility: 21.4 cues in the Coastal Broadcasting Corporation, 3.1 here"
SIZES = {"two": (t.TWO, 6), "three": (t.THREE, 5), "seven": (t.SEVEN, 14), "nine": (t.NINE, 18)}


def profile(groups, n, n_frames=5):
    """A rate of every frame and group with its interval; groups by turns between and within."""
    table, each = t.frames(t.articles(groups, n), n_frames)
    basis = table["group"].map({g: ("between", "within")[i % 2] for i, g in enumerate(groups)})
    ends = {"low": 0.5 * table["per_1000"], "high": 1.4 * table["per_1000"] + 1}
    return table.assign(basis=basis, **ends), each


def axes():
    ax = Figure(figsize=(4, 2)).add_subplot()
    ax.set_xlim(0, 10)
    return ax


def test_a_line_goes_from_end_to_end_and_its_dashes_tell_the_basis():
    rows = pd.DataFrame(
        {"y": [0, 1, 2], "low": [1.0, 2.0, np.nan], "high": [3.0, 9.0, 4.0],
         "basis": ["between", "within", "between"]}
    )  # fmt: skip
    ax = axes()
    draw_intervals(ax, rows, color="black")
    assert intervals(ax) == [(0, 1.0, 3.0, "solid"), (1, 2.0, 9.0, "dashed")]
    assert not ax.lines  # no end is beyond the axes, so there is no arrow


def test_an_end_beyond_the_axes_or_without_end_is_an_arrow_at_the_edge():
    rows = pd.DataFrame({"y": [0, 1, 2], "low": [-np.inf, 2, 11], "high": [3.0, 40.0, 12]})
    ax = axes()
    draw_intervals(ax, rows, color="black")
    assert intervals(ax) == [(0, 0.0, 3.0, "solid"), (1, 2.0, 10.0, "solid")]
    left, right = ax.lines
    assert (left.get_xdata()[0], left.get_ydata()[0]) == (0, 0)
    assert (right.get_xdata()[0], right.get_ydata()[0]) == (10, 1)


def test_the_note_tells_what_the_figure_has_and_no_more():
    between, within = pd.Series(["between"]), pd.Series(["within"])
    assert interval_note(between, unit="outlet") == "Line: 95% interval, outlets drawn anew."
    only = interval_note(within, parts="sentences")
    assert only.startswith("Dashed line: 95% interval, sentences of these articles")
    both = interval_note(pd.concat([between, within]))
    assert "articles drawn anew; dashed: stretches of these articles" in both
    assert interval_note(between.head(0)) == ""


def test_an_axis_goes_to_the_ends_unless_they_are_far_beyond_the_marks():
    marks, none = pd.Series([1.0, -10.0]), pd.Series([], dtype=float)
    assert reach(marks, pd.Series([12.0, np.inf, np.nan])) == 12
    assert reach(marks, pd.Series([90.0])) == 16  # 1.6 times the farthest mark
    assert reach(marks, none) == 10 and reach(none, none) == 0
    assert reach(pd.Series([0.0]), pd.Series([3.0])) == 3


def test_the_profile_has_the_intervals_of_its_table_in_the_lanes_of_its_marks():
    table, each = profile(t.TWO, 6, 2)
    ax = plots.plot_frame_profile(table, per_article=each, groups=t.TWO)
    drawn = intervals(ax)
    assert len(drawn) == len(table) == 4
    for row in table.itertuples():
        line = {"between": "solid", "within": "dashed"}[row.basis]
        at = {y for y, low, high, kind in drawn if (low, high, kind) == (row.low, row.high, line)}
        assert at & {y for x, y in points(ax) if x == row.per_1000}
    note = " ".join(words_on(ax))
    assert "articles drawn anew; dashed: stretches" in note.replace("\n", " ")


def test_the_profile_is_as_before_without_the_columns():
    table, each = t.frames(t.articles(t.TWO, 6), 3)
    ax = plots.plot_frame_profile(table, per_article=each, groups=t.TWO)
    assert intervals(ax) == [] and "interval" not in " ".join(words_on(ax))
    assert ax.get_xlim()[1] == pytest.approx(1.03 * each["per_1000"].max())


def test_one_article_far_out_of_many_does_not_press_the_intervals_together():
    table, each = profile(t.TWO, 60, 2)
    near = each["per_1000"].max()
    ends = table["high"].max()
    each.loc[each.index[0], "per_1000"] = 100 * near
    ax = plots.plot_frame_profile(table, per_article=each, groups=t.TWO)
    assert ends <= ax.get_xlim()[1] < 2 * near
    n = (each["per_1000"] > ax.get_xlim()[1] / 1.03).sum()
    assert f"{n} small mark" in " ".join(words_on(ax)) and n <= 0.05 * len(each)
    few = plots.plot_frame_profile(table, per_article=each.head(30), groups=t.TWO)
    assert few.get_xlim()[1] > 100 * near and "beyond" not in " ".join(words_on(few))


@pytest.mark.parametrize("size", SIZES)
def test_no_text_of_a_profile_with_intervals_meets_another(size):
    groups, n = SIZES[size]
    table, each = profile(groups, n)
    ax = plots.plot_frame_profile(table, per_article=each, groups=groups, title=LONG)
    assert collisions(ax) == []


def keywords(groups):
    table = t.keyness(groups)
    ratio = np.linspace(1, 4, len(table))
    high = np.where(np.arange(len(ratio)) % 5, ratio + 2, np.inf)
    return table.assign(log_ratio=ratio, ratio_low=ratio - 1.5, ratio_high=high, basis="within")


def test_with_intervals_keywords_stand_at_their_log_ratio_in_the_order_of_z():
    table = keywords(t.TWO)
    panels = plots.plot_keyness(table, groups=t.TWO, n=5)
    for ax, group in zip(panels, t.TWO, strict=True):
        top = table[table["group"] == group].sort_values("z", ascending=False).head(5)
        assert [x for x, _ in sorted(points(ax), key=lambda xy: xy[1])] == top["log_ratio"].tolist()
        right = ax.get_xlim()[1]
        ends = [
            (low, min(high, right)) for low, high in top[["ratio_low", "ratio_high"]].to_numpy()
        ]
        assert [(low, high) for _, low, high, _ in intervals(ax)] == ends
        assert {line for *_, line in intervals(ax)} == {"dashed"}
        assert len(ax.lines) - 1 == np.isinf(top["ratio_high"]).any()  # the zero line, arrows
        assert ax.get_xlabel().startswith("Log ratio")
    note = " ".join(words_on(panels))
    assert "In the order of z" in note and "Dashed line" in note


def test_without_any_interval_keywords_stand_at_z():
    table = keywords(t.TWO).assign(ratio_low=np.nan)
    ax = plots.plot_keyness(table, groups=t.TWO)[0]
    assert ax.get_xlabel() == "Log-odds z-score"


@pytest.mark.parametrize("size", SIZES)
def test_no_text_of_keywords_with_intervals_meets_another(size):
    groups = SIZES[size][0]
    assert collisions(plots.plot_keyness(keywords(groups), groups=groups, title=LONG)) == []


TONES = pd.DataFrame(
    [("all", "All sentences", "left", 0.2, 0.1, 0.3, 80, "between", 12),
     ("all", "All sentences", "right", -0.1, -0.4, 0.2, 1200, "within", 1)],
    columns=["actor", "label", "group", "mean", "mean_low", "mean_high", "n_sentences", "basis",
             "k_articles"],
)  # fmt: skip


def test_tone_and_its_key_tell_bases_and_articles():
    ax = plots.plot_tone(TONES, groups=t.TWO, unit="outlet")
    assert [(low, high, line) for _, low, high, line in intervals(ax)] == [
        (0.1, 0.3, "solid"), (-0.4, 0.2, "dashed"),
    ]  # fmt: skip
    words = " ".join(words_on(ax))
    assert "outlets drawn anew; dashed: sentences of these articles" in words
    assert "Left press (12 articles)" in words and "Right press (1 article)" in words
    plain = plots.plot_tone(TONES.drop(columns=["basis", "k_articles"]), groups=t.TWO)
    assert {line for *_, line in intervals(plain)} == {"dashed"}


AGENCY = pd.DataFrame(
    [("police", "Police", "left", 9, 1, 10, 0.9, 0.7, 1.0, "between"),
     ("police", "Police", "right", 5, 5, 10, 0.5, 0.2, 0.8, "within")],
    columns=["actor", "label", "group", "n_doer", "n_done_to", "n_roles", "share_doer",
             "share_low", "share_high", "basis"],
)  # fmt: skip


def test_shares_of_doers_mark_the_intervals_that_are_within():
    words = words_on(plots.plot_agency(AGENCY, groups=t.TWO))
    assert {"90% (70–100)", "50% (20–80)*"} <= set(words)
    assert "articles drawn anew; *: stretches of these articles" in " ".join(words)
    plain = words_on(plots.plot_agency(AGENCY.drop(columns="basis"), groups=t.TWO))
    assert {"90% (70–100)", "50% (20–80)"} <= set(plain)
    assert "sentences of these articles drawn anew" in " ".join(plain)
