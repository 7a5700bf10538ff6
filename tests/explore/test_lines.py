import pandas as pd
import pytest

from analysis.explore import open_explorer
from analysis.explore.lines import ISOLATE, RELEASE, passage_lines, table_lines
from analysis.explore.reader import passage_html, passages_of
from analysis.explore.search import find

SIGNS = str.maketrans("", "", ISOLATE + RELEASE)


def plain(lines):
    return [line.translate(SIGNS) for line in lines]


def test_numbers_stand_to_the_right_with_the_decimals_that_the_largest_needs():
    table = pd.DataFrame({"rate": [0.0, 12.34, None], "small": [0.0123, 0.2, -0.1]})
    head, lines = table_lines(table, {"rate": "rate", "small": "small"})
    assert head == "rate  small"
    assert lines == [" 0.0   0.01", "12.3   0.20", "   –  −0.10"]


def test_text_is_cut_where_it_would_push_the_numbers_out_of_sight():
    table = pd.DataFrame({"name": ["x" * 40, "y"], "group": ["g" * 40, "h"], "n": [1, 2]})
    _, lines = table_lines(table, {"name": "Name", "group": "Group", "n": "n"})
    assert plain(lines) == [
        "x" * 27 + "…  " + "g" * 13 + "…  1",
        "y" + " " * 27 + "  h" + " " * 13 + "  2",
    ]


def test_an_empty_table_has_a_heading_and_no_line():
    table = pd.DataFrame({"term": pd.Series(dtype="str"), "n": pd.Series(dtype="int64")})
    assert table_lines(table, {"term": "Term", "n": "n"}) == ("Term  n", [])


def test_hits_stand_below_one_another():
    passages = pd.DataFrame(
        {
            "group": ["l", "r"],
            "before": ["Far too long to be shown in one line, the ", ""],
            "surface": ["strike", "Strikes"],
            "after": [" began.\n", " and so on" * 20],
        }
    )
    lines = plain(passage_lines(passages, {"l": "Left press", "r": "Right press"}))
    assert lines[0] == "Left press   …e shown in one line, the ‹strike› began."
    assert lines[0].index("‹") == lines[1].index("‹") == len("Right press") + 2 + 26
    assert lines[1].endswith("…")


def test_signs_that_nobody_can_see_are_spelt_out():
    passages = pd.DataFrame(
        {"group": ["\u202eg"], "before": ["a\u202eb "], "surface": ["\u200fx"], "after": ["\x07"]}
    )
    (line,) = plain(passage_lines(passages, {}))
    assert line.startswith("[U+202E]g")
    assert "a[U+202E]b ‹[U+200F]x›[U+0007]" in line


def test_of_many_hits_every_article_is_heard_before_any_is_heard_twice(explorer):
    hits = explorer.own(explorer.hits(explorer.books["labour"]))
    all_of_them = passages_of(explorer, hits)
    assert len(all_of_them) == 5
    some = passages_of(explorer, hits, most=3)
    assert some["article_id"].tolist() == ["a1", "a2", "b1"]
    assert some["label"].tolist() == ["a1 · Daily A", "a2 · Daily A", "b1 · Daily B"]


@pytest.mark.parametrize("row", [0, 1])
def test_a_passage_stands_among_its_sentences(explorer, row):
    hits = explorer.own(explorer.hits(explorer.books["labour"]))
    passage = passages_of(explorer, hits).iloc[row].to_dict()
    html = passage_html(explorer, passage)
    assert html.count("<mark>") == html.count("<mark>strike</mark>") == 1
    assert "…" not in html  # the article has no more than these sentences
    assert "a1 · Daily A" in html
    assert f"sentence {passage['sentence']}" in html
    whole = passage_html(explorer, passage, hits)
    assert whole.count("strike</mark>") == 1 + 2  # and both hits, in the article in full


def test_what_lies_farther_off_is_left_out(docks):
    text = " ".join(f"Number {n} is here." for n in range(1, 10))
    (docks / "a1.txt").write_text(text, encoding="utf-8")
    explorer = open_explorer(docks)
    hits = explorer.own(find(explorer.tokens, "Number 5", kind="pattern"))
    passage = passages_of(explorer, hits).iloc[0].to_dict()
    assert (
        "… Number 3 is here. Number 4 is here. <mark>Number 5</mark> is here. "
        "Number 6 is here. Number 7 is here. …"
    ) in passage_html(explorer, passage)
