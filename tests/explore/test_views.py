import json
from dataclasses import replace

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.explore import open_explorer
from analysis.explore.rates import view_frames, view_search
from analysis.explore.view import export_figure, export_table
from analysis.explore.words import view_keywords, view_names
from analysis.measures.keyness import keyness

LEFT, RIGHT = 10 + 4, 7  # words of each group's articles


def listed(view, *columns):
    return view.rows[list(columns)].to_numpy().tolist()


def surfaces(explorer, hits):
    texts = explorer.base.articles.set_index("article_id")["text"]
    rows = zip(hits["article_id"], hits["start"], hits["end"], strict=True)
    return [(article, texts[article][a:b]) for article, a, b in rows]


def test_frames_of_each_group(explorer):
    view = view_frames(explorer, explorer.books["labour"])
    assert listed(view, "label", "group", "n_hits", "n_articles_hit", "k_articles") == [
        ["Owners", "Left press", 1, 1, 2],  # 1000/7 − 1000/14 is more than 2000/14 − 1000/7 = 0
        ["Owners", "Right press", 1, 1, 1],
        ["Strike", "Left press", 2, 1, 2],
        ["Strike", "Right press", 1, 1, 1],
    ]
    assert view.rows["per_1000"].tolist() == pytest.approx(
        [1000 / LEFT, 1000 / RIGHT, 2000 / LEFT, 1000 / RIGHT]
    )
    assert surfaces(explorer, view.hits(2)) == [("a1", "strike"), ("a1", "strike")]
    assert surfaces(explorer, view.hits(1)) == [("b1", "owners")]


def test_only_the_frames_and_groups_that_are_chosen(explorer):
    explorer.choose(["left"])
    view = view_frames(explorer, explorer.books["labour"], frames=["strike"])
    assert listed(view, "label", "group", "n_hits") == [["Strike", "Left press", 2]]
    assert view.draw().get_xlabel() == "Cues per 1,000 tokens"


def test_a_frame_without_a_hit_is_told_in_the_caption_and_shown_when_chosen(explorer):
    explorer.choose(["left"])
    book = explorer.books["labour"]
    book = replace(book, frames=(book.frames[0], replace(book.frames[1], terms=())))
    assert view_frames(explorer, book).caption.endswith("Frames without any hit: Owners.")
    chosen = view_frames(explorer, book, frames=["owners"])
    assert listed(chosen, "label", "n_hits") == [["Owners", 0]]
    assert len(chosen.hits(0)) == 0


def test_no_hit_at_all_is_drawn_in_words(explorer):
    view = view_frames(explorer, explorer.books["war-and-peace"])
    assert len(view.rows) == 0
    assert "nothing to show" in view.draw().texts[-1].get_text()


def test_keywords_are_those_of_the_measure_on_the_chosen_groups(explorer):
    view = view_keywords(explorer, min_count=1, top=3)
    expected = keyness(explorer.counts, target="left", min_count=1, content_only=True)
    assert view.data[view.data["group"] == "left"]["term"].tolist() == expected["term"][:3].tolist()
    first = view.rows.iloc[0]
    assert (first["term"], first["n_target"], first["n_reference"]) == ("began", 1, 0)
    assert surfaces(explorer, view.hits(0)) == [("a1", "began")]


def test_passages_of_a_keyword_begin_with_its_own_group(explorer):
    view = view_keywords(explorer, min_count=1, top=12)
    row = view.rows.index[(view.rows["term"] == "owners")][0]
    assert view.rows.loc[row, "group"] == "Right press"
    assert surfaces(explorer, view.hits(row)) == [("b1", "owners"), ("a2", "Owners")]


def test_keywords_of_one_group_alone_are_refused(explorer):
    explorer.choose(["left"])
    with pytest.raises(InputError, match="need two groups"):
        view_keywords(explorer)


def test_names_of_each_group(explorer):
    view = view_names(explorer, explorer.books["cast"])
    assert listed(view, "form", "group", "n", "n_articles", "k_articles") == [
        ["dockers", "Left press", 1, 1, 2],
        ["nobody", "Left press", 1, 1, 2],
    ]
    assert surfaces(explorer, view.hits(1)) == [("a2", "Nobody")]
    assert len(view_names(explorer, explorer.books["cast"], actors=["nobody"]).rows) == 0


def test_the_figure_of_names_has_the_first_actors_and_the_list_all_of_them():
    explorer = open_explorer("seeds")
    view = view_names(explorer, explorer.books["actors"])
    listed = list(dict.fromkeys(view.rows["label"]))
    headings = [text.get_text() for text in view.draw().texts if text.get_gid() == "actor"]
    assert 2 <= len(headings) <= 6 < len(listed)
    assert [heading.partition(" (")[0] for heading in headings] == [
        label for label in listed[:6] if label in {h.partition(" (")[0] for h in headings}
    ]
    chosen = view_names(explorer, explorer.books["actors"], actors=["gangs"])
    assert set(chosen.rows["label"]) == {"Gangs"}


def test_a_search_counts_by_group_and_altogether(explorer):
    view = view_search(explorer, " strike* ")
    assert listed(view, "group", "n_hits", "n_articles_hit", "k_articles") == [
        ["all of these", 4, 3, 3],
        ["Left press", 3, 2, 2],
        ["Right press", 1, 1, 1],
    ]
    assert view.rows["per_1000"].tolist() == pytest.approx(
        [4000 / (LEFT + RIGHT), 3000 / LEFT, 1000 / RIGHT]
    )
    assert len(view.hits(0)) == 4
    assert surfaces(explorer, view.hits(2)) == [("b1", "strike")]


def test_a_search_among_some_groups_only(explorer):
    explorer.choose(["right"])
    view = view_search(explorer, "str.k", kind="pattern")
    assert listed(view, "group", "n_hits") == [["all of these", 1], ["Right press", 1]]


def test_what_a_view_shows_does_not_change_with_a_later_choice(explorer):
    view = view_frames(explorer, explorer.books["labour"])
    explorer.choose(["left"])
    svg = view.svg()
    explorer.choose(["left", "right"])
    assert svg == view_frames(explorer, explorer.books["labour"]).svg()


def test_a_figure_is_saved_with_its_table_and_caption_and_nothing_is_written_over(
    explorer, tmp_path
):
    view = view_frames(explorer, explorer.books["labour"])
    made = [export_figure(view).name for _ in range(2)]
    assert made == ["explore-frames-labour", "explore-frames-labour-2"]
    about = json.loads((tmp_path / "out" / f"{made[1]}.json").read_text(encoding="utf-8"))
    assert about["caption"] == view.caption
    assert about["alt"] == view.alt
    written = pd.read_csv(tmp_path / "out" / f"{made[0]}.csv")
    assert written["n_hits"].tolist() == view.data["n_hits"].tolist()
    assert {p.suffix for p in (tmp_path / "out").glob(f"{made[1]}.*")} == {
        ".svg", ".png", ".csv", ".json",
    }  # fmt: skip
    path = export_table(view.rows, made[0], caption="Rows.")
    assert path == tmp_path / "out" / "explore-frames-labour-3.csv"
    assert len(pd.read_csv(path)) == 4
