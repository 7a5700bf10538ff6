import figure_tables as t
import pandas as pd
import pytest
from drawn import collisions, meet, texts_on
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy import array

from analysis import plots
from analysis.plots.style import house_style
from analysis.plots.time_axis import draw_ticks

LONG = (
    "“self-determination” is most typical of the Coastal Broadcasting Corporation: 140 uses "
    "against 3 in all other groups together, in 11 of its 12 articles"
)
NONE = pd.DataFrame()
NO_TERM = t.articles(t.TWO, 2).assign(term=None, position=0.5)
SIZES = {"two": (t.TWO, 6), "three": (t.THREE, 5), "seven": (t.SEVEN, 14), "nine": (t.NINE, 18)}


def _timeline(groups, n):
    return plots.plot_timeline(t.articles(groups, n), groups=groups, events=t.EVENTS, title=LONG)


def _cuts(groups, n):
    return plots.plot_cuts(t.cuts(t.articles(groups, n)), groups=groups, title=LONG)


def _positions(groups, n):
    table = t.articles(groups, n)
    uses = t.positions(table, ["gangs", "self-determination", "Port-au-Prince", "UN"])
    return plots.plot_term_positions(uses, articles=table, groups=groups, title=LONG)


def _profile(groups, n):
    table, each = t.frames(t.articles(groups, n), 5)
    return plots.plot_frame_profile(table, per_article=each, groups=groups, title=LONG)


def _frame_articles(groups, n, n_frames=5):
    table = t.articles(groups, n)
    each = t.frames(table, n_frames)[1]
    return plots.plot_frame_articles(each, articles=table, groups=groups, title=LONG)


def _frame_terms(groups, _):
    return plots.plot_frame_terms(t.frame_terms(groups, 5), groups=groups, title=LONG)


def _keyness(groups, _):
    return plots.plot_keyness(t.keyness(groups), groups=groups, title=LONG)


def _effect(groups, _):
    return plots.plot_cleaning_effect(t.effect(groups), groups=groups, title=LONG)


EVERY = [
    _timeline, _cuts, _positions, _profile, _frame_articles, _frame_terms, _keyness, _effect,
]  # fmt: skip


@pytest.mark.parametrize("size", ["three", "seven"])
@pytest.mark.parametrize("figure", EVERY)
def test_no_text_meets_another_or_leaves_the_canvas(figure, size):
    assert collisions(figure(*SIZES[size])) == []


@pytest.mark.parametrize("figure", [_keyness, _profile, _cuts, _effect])
def test_nor_with_two_groups(figure):
    assert collisions(figure(*SIZES["two"])) == []


@pytest.mark.parametrize("figure", [_timeline, _profile])
def test_nor_with_more_groups_than_colours(figure):
    assert collisions(figure(*SIZES["nine"])) == []


@pytest.mark.parametrize("figure", [_timeline, _cuts, _positions, _frame_articles])
def test_fifty_articles_still_do_not_meet(figure):
    assert collisions(figure(t.THREE, 50)) == []


def test_three_hundred_articles_name_the_groups_alone():
    ax = _timeline(t.THREE, 300)
    assert collisions(ax) == []
    assert {text.get_text() for text in ax.texts if text.get_gid() == "row"} == {*t.THREE.values()}


def test_fifteen_frames_are_slanted_and_do_not_meet():
    ax = _frame_articles(t.THREE, 5, n_frames=15)
    assert collisions(ax) == []
    assert sum(text.get_rotation() == 45 for text in ax.texts) == 15


def test_long_names_of_frames_are_written_out_in_two_lines_or_higher():
    name = "Legality, constitutionality and jurisprudence"
    table = t.articles(t.THREE, 5)
    for n_frames in (7, 15):
        each = t.frames(table, n_frames)[1].replace({"label": {"Morality": name}})
        ax = plots.plot_frame_articles(each, articles=table, groups=t.THREE)
        slanted = " ".join(text.get_text() for text in ax.texts if text.get_rotation() == 45)
        assert name in slanted and "…" not in slanted
        assert collisions(ax) == []


@pytest.mark.parametrize("first", ["2024-03-02", "2024-03-04", "2024-03-05"])
def test_the_last_tick_label_stays_in_the_figure(first):
    days = pd.to_datetime([first, "2024-03-18"])
    table = t.articles(t.TWO, 2).assign(published=days, published_earliest=pd.NaT)
    ax = plots.plot_timeline(table.assign(published_latest=pd.NaT), groups=t.TWO)
    assert collisions(ax) == []


@house_style()
def test_a_last_tick_label_is_moved_in_or_left_off():
    moved, gone = (Figure(figsize=(width, 1), dpi=100).add_axes((0.1, 0.5, 0.9, 0.4))
                   for width in (6, 1.7))  # fmt: skip
    for ax in (moved, gone):
        FigureCanvasAgg(ax.figure)
        ax.set_xlim(19784, 19802)  # 2 to 20 March 2024
        draw_ticks(ax)
    right = moved.get_xticklabels()[-1].get_window_extent().x1
    assert moved.get_xticklabels()[-1].get_text() == "20 Mar" and 590 < right <= 600
    assert gone.get_xticklabels()[-1].get_text() == ""


def test_the_check_finds_what_it_is_for():
    figure = Figure(figsize=(2, 1), dpi=100)
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.text(0.5, 0.5, "one")
    ax.text(0.5, 0.5, "two")
    ax.text(0.95, 0.1, "beyond the edge")
    found = collisions(ax)
    assert ("two", "one") in found and ("beyond the edge", "outside") in found
    assert len(texts_on(ax)) == 3


def test_slanted_boxes_side_by_side_do_not_meet():
    one = array([[0, 0], [10, 10], [9, 11], [-1, 1]])
    assert not meet(one, one + array([6, 0]))  # 6 apart on the line, 4.2 across it: 1.4 thick
    assert meet(one, one + array([0.2, 0]))


def test_a_figure_fits_axes_of_the_readers_own():
    mine = Figure(figsize=(10, 8)).add_subplot(2, 2, 4)
    place = mine.get_position().bounds
    ax = plots.plot_cuts(t.cuts(t.articles(t.TWO, 4)), groups=t.TWO, title="Mine", ax=mine)
    assert ax is mine and mine.get_position().bounds == place


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda g: plots.plot_cuts(t.cuts(t.articles(g, 2)).head(0), groups=g), "no article"),
        (lambda g: plots.plot_cleaning_effect(t.effect(g).head(0), groups=g), "no term"),
        (lambda g: plots.plot_keyness(t.keyness(g).head(0), groups=g), "no term"),
        (lambda g: plots.plot_frame_terms(t.frame_terms(g, 2).head(0), groups=g), "no frame"),
        (lambda g: plots.plot_timeline(t.articles(g, 2).head(0), groups=g), "no article has"),
        (lambda g: plots.plot_keyness(pd.DataFrame(), groups=g), "no term"),
        (lambda g: plots.plot_frame_terms(pd.DataFrame(), groups=g), "no frame"),
        (lambda g: plots.plot_frame_profile(NONE, per_article=NONE, groups=g), "no frame"),
        (lambda g: plots.plot_frame_articles(NONE, articles=t.articles(g, 2), groups=g), "frame"),
        (lambda g: plots.plot_term_positions(NONE, articles=t.articles(g, 2), groups=g), "term"),
        (lambda g: plots.plot_term_positions(NO_TERM, articles=NO_TERM, groups=g), "term"),
    ],
)
def test_an_empty_table_says_so(call, reason):
    ax = call(t.TWO)
    ax = ax[0] if isinstance(ax, list) else ax
    (words,) = [text.get_text() for text in ax.texts]
    assert words.startswith("nothing to show: ") and reason.split()[-1] in words


def test_undated_articles_are_named_in_words():
    table = t.articles(t.TWO, 3)
    dates = ["published", "published_earliest", "published_latest"]
    table[dates] = pd.NaT
    ax = plots.plot_timeline(table, groups=t.TWO, events=t.EVENTS, title="No dates")
    words = " ".join(text.get_text() for text in ax.texts).replace("\u00a0", " ")
    assert "no article has a date or bounds" in words and "002 · Right press" in words
    assert collisions(ax) == []
