import subprocess
import sys

import figure_tables as t
import matplotlib as mpl
import pytest
from drawn import texts_on
from matplotlib.colors import to_rgb

from analysis import plots
from analysis.plots import layout
from analysis.plots.lettering import balance, shorten, text_width, wrap
from analysis.plots.style import (
    FAINT,
    GLYPHS,
    GROUP_COLORS,
    GROUP_MARKERS,
    INK,
    MUTED,
    NEUTRAL,
    contrast,
    group_colors,
    house_style,
)


def test_importing_the_library_loads_no_matplotlib():
    code = "import sys, analysis, analysis.plots; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_no_figure_needs_pyplot():
    code = (
        "import sys, analysis.plots as p; [getattr(p, n) for n in p.__all__];"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="plot_pie"):
        _ = plots.plot_pie


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.005)  # the classic grey of WCAG AA


@pytest.mark.parametrize("color", [*GROUP_COLORS, NEUTRAL, FAINT])
def test_every_colour_of_marks_reads_on_the_paper(color):
    assert contrast(color) >= 3


@pytest.mark.parametrize("color", [INK, MUTED, *GROUP_COLORS[:3]])
def test_running_text_and_the_first_three_groups_reach_the_contrast_of_text(color):
    assert contrast(color) >= 4.5


# Linear RGB as seen without one kind of cone: Machado, Oliveira & Fernandes (2009), severity 1.
SIGHT = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}  # fmt: skip


@pytest.mark.parametrize("sight", SIGHT)
def test_every_pair_of_groups_stays_apart(sight):
    def seen(color):
        linear = [((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in to_rgb(color)]
        rows = SIGHT[sight]
        light = [max(0.0, sum(m * c for m, c in zip(row, linear, strict=True))) for row in rows]
        return [c ** (1 / 2.4) for c in light]

    for i, one in enumerate(GROUP_COLORS):
        for two in GROUP_COLORS[:i]:
            apart = sum((a - b) ** 2 for a, b in zip(seen(one), seen(two), strict=True)) ** 0.5
            assert apart > 0.15, (sight, one, two)


def test_colour_depends_on_the_place_in_the_order_alone():
    assert group_colors(t.THREE) == dict(zip(t.THREE, GROUP_COLORS, strict=False))
    assert [*group_colors(t.SEVEN).values()] == list(GROUP_COLORS)
    assert set(group_colors(t.NINE).values()) == {NEUTRAL}


def test_every_marker_has_a_glyph():
    assert set(GLYPHS) == set(GROUP_MARKERS) and len(set(GROUP_MARKERS)) == len(GROUP_COLORS)


def test_a_group_has_one_colour_in_all_figures():
    articles = t.articles(t.THREE, 6)
    shown = articles[articles["group"] != "marxist"]  # one group missing moves no colour
    table, each = t.frames(articles, 3)
    figures = [
        plots.plot_timeline(shown, groups=t.THREE),
        plots.plot_cuts(t.cuts(shown), groups=t.THREE),
        plots.plot_frame_profile(table, per_article=each, groups=t.THREE),
        plots.plot_frame_articles(each, articles=shown, groups=t.THREE),
        plots.plot_keyness(t.keyness(t.THREE), groups=t.THREE),
        plots.plot_frame_terms(t.frame_terms(t.THREE, 2), groups=t.THREE),
        plots.plot_term_positions(t.positions(shown, ["un"]), articles=shown, groups=t.THREE),
    ]
    for figure in figures:
        named = [
            x for x in texts_on(figure) if x.get_text().endswith(("Kenyan press", "articles)"))
        ]
        colors = {x.get_color() for x in named if "Kenyan press" in x.get_text()}
        assert colors == {GROUP_COLORS[2]}


def test_a_users_settings_neither_leak_in_nor_get_lost():
    plain = plots.plot_cuts(t.cuts(t.articles(t.TWO, 3)), groups=t.TWO, title="Same")
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "red", "axes.grid": True}):
        loud = plots.plot_cuts(t.cuts(t.articles(t.TWO, 3)), groups=t.TWO, title="Same")
        assert mpl.rcParams["font.size"] == 20 and mpl.rcParams["axes.facecolor"] == "red"
    assert loud.get_facecolor() == plain.get_facecolor() == (1, 1, 1, 1)
    sizes = [[text.get_fontsize() for text in texts_on(ax)] for ax in (plain, loud)]
    assert sizes[0] == sizes[1] and 20 not in sizes[0]


def test_settings_come_back_after_an_error():
    before = mpl.rcParams["axes.titlesize"]
    with pytest.raises(ZeroDivisionError), house_style():
        assert mpl.rcParams["axes.titlesize"] == 11
        _ = 1 / 0
    assert mpl.rcParams["axes.titlesize"] == before


def test_dollar_signs_are_no_formulas():
    ax = plots.plot_keyness(t.keyness(t.TWO).assign(term="$2.5_x and $3"), groups=t.TWO)[0]
    assert all(not text.get_parse_math() for text in texts_on(ax))


def test_text_is_measured_cut_and_broken():
    assert text_width("mm") == pytest.approx(2 * text_width("m"))
    figure = plots.plot_keyness(t.keyness(t.TWO), groups=t.TWO, title="Ten of 12 hit it")
    drawn = next(x for x in texts_on(figure) if x.get_text() == "Ten of 12 hit it")
    assert text_width("Ten of 12 hit it", 11, "bold") == pytest.approx(
        drawn.get_window_extent().width / 100, abs=0.03
    )
    short = shorten("Constitutionality and jurisprudence", 1.0)
    assert short.endswith("…") and text_width(short) <= 1.0
    assert shorten("UN", 1.0) == "UN"
    lines = wrap("one two three four five six seven eight", 1.0)
    assert " ".join(lines) == "one two three four five six seven eight"
    assert max(map(text_width, lines)) <= 1.0 < text_width(f"{lines[0]} {lines[1].split()[0]}")
    even = balance("aaaa aaaa aaaa aaaa aaaa a", text_width("aaaa aaaa aaaa aaaa aaaa"), 8.5)
    assert len(even) == 2 and len(even[1]) > 5


def test_row_heights_shrink_with_the_number_of_rows():
    heights = [layout.row_height(n) for n in (5, 12, 13, 30, 31, 60)]
    assert heights == sorted(heights, reverse=True) and heights[0] == 0.25
