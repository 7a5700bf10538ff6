"""What is drawn is what the table says."""

import figure_tables as t
import numpy as np
import pandas as pd
import pytest
from drawn import points, row_labels, words_on
from matplotlib.colors import to_hex

from analysis import plots
from analysis.errors import InputError
from analysis.plots.layout import figure_of


def test_timeline_puts_a_mark_on_the_date_and_a_bar_on_the_bounds():
    table = pd.DataFrame(
        {
            "label": ["A", "B", "C"],
            "group": ["left", "left", "right"],
            "published": pd.to_datetime(["2024-07-01", None, None]),
            "published_earliest": pd.to_datetime([None, "2024-06-01", "2024-08-01"]),
            "published_latest": pd.to_datetime([None, "2024-09-01", None]),
        }
    )
    ax = plots.plot_timeline(table, groups=t.TWO)
    day = (pd.Timestamp("2024-07-01") - pd.Timestamp("1970-01-01")).days  # 19905
    marks = {line.get_marker(): line for line in ax.lines if line.get_color() == "#1d3f94"}
    assert list(marks["o"].get_xdata()) == [day]
    assert list(marks["|"].get_xdata()) == [day - 30, day + 62]  # 30 days of June; 31 + 31
    assert row_labels(ax) == ["B", "A", "C"]  # by group, then in time: June before July
    words = words_on(ax)
    assert "1 Jul 2024" in words and "1 Jun 2024 to 1 Sep 2024" in words
    assert "1 Aug 2024 or later" in words


def test_a_date_is_written_as_exactly_as_it_is_known():
    table = pd.DataFrame(
        {
            "label": list("ABCD"),
            "group": "left",
            "published": pd.to_datetime(["2024-07-01", None, None, None]),
            "published_earliest": pd.to_datetime([None, "2024-03-01", "2024-05-01", "2024-06-01"]),
            "published_latest": pd.to_datetime([None, None, "2024-09-07", "2024-06-30"]),
            "published_precision": ["year", None, None, None],
            "published_earliest_precision": [None, "month", "month", "month"],
            "published_latest_precision": [None, None, None, "month"],
        }
    )
    words = words_on(plots.plot_timeline(table, groups=t.TWO))
    assert {"2024", "Mar 2024 or later", "May 2024 to 7 Sep 2024", "Jun 2024"} <= set(words)


def test_the_words_of_a_bound_stand_on_paper():
    ax = plots.plot_timeline(t.articles(t.TWO, 5), groups=t.TWO, events=t.EVENTS)
    words = next(text for text in ax.texts if text.get_text().endswith("or later"))
    figure_of(ax).canvas.draw()
    ground, own = words.get_bbox_patch().get_window_extent(), words.get_window_extent()
    assert to_hex(words.get_bbox_patch().get_facecolor()) == "#ffffff"
    assert ground.x0 <= own.x0 - 2 and ground.x1 >= own.x1 + 2


def test_event_lines_stand_on_their_dates():
    ax = plots.plot_timeline(t.articles(t.TWO, 4), groups=t.TWO, events=t.EVENTS.head(2))
    lines = sorted(line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 2)
    assert 19632.0 in lines and 19782.0 in lines  # 2 Oct 2023, and 150 days later


def test_cuts_are_as_wide_as_their_words():
    rows = [("x", "X", "left", kind, n) for kind, n in [("kept", 60), ("caption", 10)]]
    rows += [("x", "X", "left", "masthead", 30), ("y", "Y", "right", "kept", 50)]
    table = pd.DataFrame(rows, columns=["article_id", "label", "group", "kind", "n_words"])
    ax = plots.plot_cuts(table, groups=t.TWO)
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    assert bars == [(0, 60), (60, 30), (90, 10), (0, 50)]
    words = words_on(ax)
    assert "40%" in words and "masthead 30, caption 10" in words  # 40 of 100
    assert "0%" in words and "nothing" in words


def test_of_fifty_articles_those_with_most_cut_are_shown():
    table = t.cuts(t.articles(t.THREE, 50))
    ax = plots.plot_cuts(table, groups=t.THREE)
    cut = table[table["kind"] != "kept"].groupby("label")["n_words"].sum()
    shown = row_labels(ax)
    assert len(shown) == 25
    assert cut[cut.index.isin(shown)].min() >= cut[~cut.index.isin(shown)].max()
    assert "25 of 50" in ax.get_xlabel()


def test_dumbbell_ends_are_before_and_after():
    table = pd.DataFrame(
        {
            "term": ["workers", "emancipation"], "group": ["left", "left"],
            "n_before": [9, 4], "n_after": [5, 0],
            "z_before": [3.25, 2.0], "z_after": [-1.0, np.nan],
        }
    )  # fmt: skip
    ax = plots.plot_cleaning_effect(table, groups=t.TWO)
    marks = [
        (line.get_xdata()[0], line.get_ydata()[0], line.get_markerfacecolor())
        for line in ax.lines
        if line.get_marker() == "o"
    ]
    assert marks == [(3.25, 0, "#ffffff"), (-1.0, 0, "#1d3f94"), (2.0, 1, "#ffffff")]
    assert {"9 → 5", "4 → 0", "3.2", "−1.0", "2.0"} <= set(words_on(ax))


def _keyness_of_two():
    rows = [
        ("left", "class", 12, 3, 6.0, 1.5, 2.0, 4.5, 2, 2),
        ("left", "gangs", 5, 5, 2.5, 2.5, 0.0, 1.25, 1, 2),
        ("right", "police", 7, 0, 3.5, 0.0, 3.0, 3.0, 1, 3),
    ]
    return pd.DataFrame(rows, columns=t.keyness(t.TWO).columns)


def test_lollipops_end_at_z_and_are_hollow_for_one_article():
    left, right = plots.plot_keyness(_keyness_of_two(), groups=t.TWO)
    assert points(left) == [(4.5, 0.0), (1.25, 1.0)] and points(right) == [(3.0, 0.0)]
    assert row_labels(left) == ["class", "gangs"]
    faces = [to_hex(face) for face in left.collections[-1].get_facecolors()]
    assert faces == ["#1d3f94", "#ffffff"]
    assert left.get_xlim() == right.get_xlim()
    words = words_on(left)
    assert {"12 : 3", "2 of 2", "7 : 0", "1 of 3", "Left press (2 articles)"} <= set(words)


def test_keyness_takes_the_top_terms_ties_by_name():
    table = _keyness_of_two().assign(z=2.0)
    left, _ = plots.plot_keyness(table.iloc[::-1], groups=t.TWO, n=1)
    assert row_labels(left) == ["class"]


def test_a_group_that_is_not_shown_leaves_the_others_their_colours():
    (right,) = plots.plot_keyness(_keyness_of_two(), groups=t.TWO, shown=["right"])
    assert points(right) == [(3.0, 0.0)]
    assert to_hex(right.collections[-1].get_edgecolors()[0]) == "#c2540b"
    assert not any("Left press" in text for text in words_on(right))


def test_ticks_stand_where_the_term_stands_and_zero_rows_are_shown():
    table = pd.DataFrame(
        {"term": ["un", "un", "gang"], "article_id": ["a", "a", None],
         "position": [0.25, 0.5, np.nan], "dp_norm": [0.75, 0.75, np.nan]}
    )  # fmt: skip
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "label": ["A", "B"], "group": ["right", "left"]}
    )
    un, gang = plots.plot_term_positions(table, articles=articles, groups=t.TWO)
    assert row_labels(un) == ["B", "A"]  # the order of the groups
    baselines, ticks = un.collections
    assert len(baselines.get_segments()) == 2
    assert [tuple(segment[:, 0]) for segment in ticks.get_segments()] == [(0.25, 0.25), (0.5, 0.5)]
    assert ticks.get_segments()[0][:, 1].mean() == 1.0
    assert [text.get_text() for text in un.texts][-4:] == ["0", "2", "un", "DPnorm 0.75"]
    assert [text.get_text() for text in gang.texts][-4:] == ["0", "0", "gang", ""]


def _of_many(n, ids_with_uses):
    """Articles of two groups in turn; the named ones have the term twice, the rest once."""
    ids = [f"{i:04}" for i in range(n)]
    articles = pd.DataFrame(
        {"article_id": ids, "label": ids, "group": [("right", "left")[i % 2] for i in range(n)]}
    )
    return articles, pd.Series(1, index=ids).where(~pd.Index(ids).isin(ids_with_uses), 2)


def test_positions_show_thirty_articles_with_most_uses():
    articles, uses = _of_many(1500, ["0006", "1499"])
    table = pd.DataFrame({"article_id": uses.index.repeat(uses), "term": "un", "position": 0.5})
    (ax,) = plots.plot_term_positions(table, articles=articles, groups=t.TWO)
    # By group: 1499 is of the left; ties go to the left, of which the first 28 have odd numbers.
    assert row_labels(ax) == [f"{i:04}" for i in range(1, 57, 2)] + ["1499", "0006"]
    assert "30 of 1,500 articles: those with most uses." in " ".join(words_on(ax))
    assert [text.get_text() for text in ax.texts if text.get_text() == "2"] == ["2", "2"]
    assert figure_of(ax).get_figheight() < 10


def test_frame_articles_show_forty_articles_with_most_cues():
    articles, cues = _of_many(1500, ["0006", "1499"])
    table = pd.DataFrame(
        {"frame": "war", "label": "War", "article_id": cues.index, "n_hits": cues, "per_1000": 1.0}
    )
    ax = plots.plot_frame_articles(table, articles=articles, groups=t.TWO)
    assert row_labels(ax) == [f"{i:04}" for i in range(1, 77, 2)] + ["1499", "0006"]
    assert "40 of 1,500 articles: those with most cues." in " ".join(words_on(ax))
    assert figure_of(ax).get_figheight() < 10


def test_at_the_cap_every_article_is_shown_without_a_word():
    articles, uses = _of_many(40, [])
    table = pd.DataFrame(
        {"frame": "war", "label": "War", "article_id": uses.index, "n_hits": uses, "per_1000": 1.0,
         "term": "un", "position": 0.5}
    )  # fmt: skip
    heat = plots.plot_frame_articles(table, articles=articles, groups=t.TWO)
    first = {"table": table.head(30), "articles": articles.head(30)}
    (ticks,) = plots.plot_term_positions(**first, groups=t.TWO)
    assert len(row_labels(heat)) == 40 and len(row_labels(ticks)) == 30
    assert not any("those with" in text for text in [*words_on(heat), *words_on(ticks)])


def test_profile_draws_groups_and_articles_widest_spread_first():
    table = pd.DataFrame(
        {
            "frame": ["war", "war", "peace", "peace"], "label": ["War", "War", "Peace", "Peace"],
            "group": ["left", "right"] * 2, "per_1000": [2.0, 3.0, 8.0, 0.0],
            "n_hits": [4, 6, 16, 0],
        }
    )  # fmt: skip
    each = pd.DataFrame(
        {"frame": ["war", "peace"], "article_id": ["a", "a"], "group": ["left"] * 2,
         "per_1000": [2.5, 7.0]}
    )  # fmt: skip
    ax = plots.plot_frame_profile(table, per_article=each, groups=t.TWO)
    assert row_labels(ax) == ["Peace", "War"]  # 8 apart before 1 apart
    assert sorted(x for x, _ in points(ax)) == [0.0, 2.0, 2.5, 3.0, 7.0, 8.0]
    words = words_on(ax)
    assert {"● Left press (1 article)", "■ Right press (0 articles)"} <= set(words)
    assert {"4", "6", "16", "0"} <= set(words)


def test_a_profile_without_articles_says_so_and_one_of_a_group_has_no_empty_lane():
    table = pd.DataFrame(
        {"frame": ["war"], "label": ["War"], "group": ["right"], "per_1000": [3.0], "n_hits": [6]}
    )
    none = pd.DataFrame({"frame": [], "article_id": [], "group": [], "per_1000": []})
    ax = plots.plot_frame_profile(table, per_article=none, groups=t.TWO)
    assert points(ax) == [(3.0, 0.0)]
    words = words_on(ax)
    assert {"■ Right press", "Large mark: the group. Its articles are pooled."} <= set(words)
    assert not any("Left press" in text for text in words)


def test_heat_map_writes_cues_and_shades_rates():
    articles = t.articles(t.TWO, 2)
    table = pd.DataFrame(
        {
            "frame": ["war", "war", "peace", "peace"], "label": ["War", "War", "Peace", "Peace"],
            "article_id": ["000", "001"] * 2, "n_hits": [3, 0, 1, 5],
            "per_1000": [6.0, 0.0, 1.0, 2.5],
        }
    )  # fmt: skip
    ax = plots.plot_frame_articles(table, articles=articles, groups=t.TWO)
    (mesh,) = ax.collections
    assert mesh.get_array().filled(-1).tolist() == [[6.0, 1.0], [-1.0, 2.5]]
    numbers = [text for text in ax.texts if text.get_text().isdigit() and text.get_ha() == "center"]
    cells = {tuple(map(int, text.get_position())): text for text in numbers}
    assert [cells[x, y].get_text() for y in (0, 1) for x in (0, 1)] == ["3", "1", "0", "5"]
    assert cells[0, 1].get_color() == "#8c8c94"
    assert "6 cues per 1,000 tokens" in words_on(ax)


def test_terms_of_a_frame_add_up_to_its_cues():
    table = pd.DataFrame(
        {"frame": "war", "label": "War", "group": "left", "term": ["gun", "fire", "no"],
         "n_hits": [20, 60, 0]}
    )  # fmt: skip
    ax = plots.plot_frame_terms(table, groups=t.TWO)
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [(0, 60), (60, 20)]
    words = words_on(ax)
    assert {"fire", "gun", "80", "0", "War"} <= set(words) and "no" not in words


def test_terms_that_do_not_fit_inside_are_named_beside_the_bar():
    table = pd.DataFrame(
        {"frame": "war", "label": "War", "group": "left",
         "term": ["aggression", "foe", "self-determination"], "n_hits": [960, 30, 10]}
    )  # fmt: skip
    words = words_on(plots.plot_frame_terms(table, groups=t.TWO))
    assert "1,000" in words and "foe 30, self-determination 10" in words


def test_terms_beyond_the_room_are_counted():
    terms = [f"self-determination-{i:02}" for i in range(12)]
    table = pd.DataFrame(
        {"frame": "war", "label": "War", "group": "left", "term": terms, "n_hits": 1}
    )
    beside = next(w for w in words_on(plots.plot_frame_terms(table, groups=t.TWO)) if "other" in w)
    named = [term for term in terms if f"{term} 1" in beside]
    assert named == terms[: len(named)] and beside.endswith(f"+ {12 - len(named)} others")


CALLS = {
    "plot_timeline": (t.articles(t.TWO, 3), {}),
    "plot_cuts": (t.cuts(t.articles(t.TWO, 3)), {}),
    "plot_cleaning_effect": (t.effect(t.TWO), {}),
    "plot_keyness": (t.keyness(t.TWO), {}),
    "plot_term_positions": (t.positions(t.articles(t.TWO, 3), ["un"]), {"articles"}),
    "plot_frame_profile": (t.frames(t.articles(t.TWO, 3), 2)[0], {"per_article"}),
    "plot_frame_articles": (t.frames(t.articles(t.TWO, 3), 2)[1], {"articles"}),
    "plot_frame_terms": (t.frame_terms(t.TWO, 2), {}),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_missing_column_is_named(name):
    table, more = CALLS[name]
    gone = "label" if name == "plot_timeline" else table.columns[0]
    others = {
        "articles": t.articles(t.TWO, 3),
        "per_article": t.frames(t.articles(t.TWO, 3), 2)[1],
    }
    extra = {key: others[key] for key in more}
    with pytest.raises(InputError, match=f"^{name}: column missing: {gone}$"):
        getattr(plots, name)(table.drop(columns=gone), groups=t.TWO, **extra)


def test_a_group_without_a_label_is_named():
    with pytest.raises(InputError, match="plot_keyness: group without a label: right"):
        plots.plot_keyness(t.keyness(t.TWO), groups={"left": "Left press"})
