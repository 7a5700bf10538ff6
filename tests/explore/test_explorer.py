from dataclasses import replace

import pandas as pd
import pytest

from analysis.codebooks import find_hits, load_codebook
from analysis.errors import InputError
from analysis.explore import explorer as module
from analysis.explore import open_explorer
from analysis.explore.changes import with_term


def test_what_is_open_at_first(explorer):
    assert explorer.columns == ["group", "outlet", "desk"]
    assert explorer.groups == {"left": "Left press", "right": "Right press"}
    assert explorer.chosen == ["left", "right"]
    assert explorer.actors == "cast"
    assert {"labour", "cast", "security"} <= set(explorer.books)
    assert explorer.unusable == {}


def test_groups_are_chosen_in_the_order_of_the_corpus(explorer):
    explorer.choose(["right"])
    assert explorer.articles["article_id"].tolist() == ["b1"]
    explorer.choose(["right", "left"])
    assert explorer.chosen == ["left", "right"]


@pytest.mark.parametrize(
    ("groups", "message"), [([], "choose a group"), (["north"], "no group 'north'")]
)
def test_a_choice_that_cannot_be_leaves_the_last_one(explorer, groups, message):
    explorer.choose(["right"])
    with pytest.raises(InputError, match=message):
        explorer.choose(groups)
    assert explorer.chosen == ["right"]


def test_another_column_is_compared_without_reading_again(explorer):
    tokens = explorer.tokens
    explorer.compare("desk")
    assert explorer.groups == {"letters": "letters", "news": "news"}
    assert explorer.group_of.to_dict() == {"a1": "news", "a2": "letters", "b1": "news"}
    assert explorer.tokens is tokens
    with pytest.raises(InputError, match="no column 'colour'"):
        explorer.compare("colour")
    assert explorer.corpus.group_by == "desk"
    explorer.compare("group")
    assert explorer.groups == {"left": "Left press", "right": "Right press"}


def test_the_first_column_may_be_another_than_group(docks):
    explorer = open_explorer(docks, group_by="desk")
    assert explorer.corpus.group_by == "desk"
    assert "group" in explorer.columns  # still there to go back to
    explorer.compare("group")
    assert explorer.chosen == ["left", "right"]


def test_a_corpus_without_the_column_group_is_opened_by_another(docks):
    listing = (docks / "articles.csv").read_text(encoding="utf-8")
    (docks / "articles.csv").write_text(listing.replace(",group,", ",side,"), encoding="utf-8")
    explorer = open_explorer(docks, group_by="side")
    assert set(explorer.groups) == {"left", "right"}
    with pytest.raises(InputError, match="no column 'shade'"):
        open_explorer(docks, group_by="shade")


def test_rows_of_the_chosen_groups(explorer):
    explorer.choose(["left"])
    rows = explorer.own(explorer.hits(explorer.books["labour"]))
    assert rows[["article_id", "frame", "group", "label"]].to_numpy().tolist() == [
        ["a1", "strike", "left", "a1 · Daily A"],
        ["a1", "strike", "left", "a1 · Daily A"],
        ["a2", "owners", "left", "a2 · Daily A"],
    ]


def test_counts_of_the_chosen_groups(explorer):
    explorer.choose(["left"])
    counts = explorer.own_counts()
    assert counts.of("strike").to_dict() == {"a1": 2, "a2": 0}
    assert counts.n_tokens.tolist() == [10, 4]


def test_only_the_frame_that_changed_is_searched_again(explorer, monkeypatch):
    searched = []

    def recorded(tokens, book):
        searched.append([frame.name for frame in book.frames])
        return find_hits(tokens, book)

    monkeypatch.setattr(module, "find_hits", recorded)
    book = explorer.books["labour"]
    explorer.hits(book)
    changed = with_term(book, "strike", "strikes")
    found = explorer.hits(changed)
    explorer.hits(changed)
    explorer.hits(book)
    assert searched == [["strike", "owners"], ["strike"]]
    pd.testing.assert_frame_equal(found, find_hits(explorer.tokens, changed))


def test_hits_put_together_are_those_of_the_whole_codebook():
    explorer = open_explorer("seeds")
    for name in ("policy-frames", "entman-functions"):
        book = explorer.books[name]
        explorer.hits(book)
        frame = book.frames[2].name
        changed = with_term(book, frame, "the*")
        expected = find_hits(explorer.tokens, changed)
        pd.testing.assert_frame_equal(explorer.hits(changed), expected)
        assert len(expected) > len(explorer.hits(book))


def test_a_codebook_without_frames_has_no_hit(explorer):
    empty = replace(explorer.books["labour"], frames=())
    assert len(explorer.hits(empty)) == 0


def test_memory_is_bounded(explorer, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    monkeypatch.setattr(module, "MOST_FRAMES", 1)
    book = explorer.books["labour"]
    expected = explorer.hits(book)
    for n in range(5):
        book = with_term(book, "strike", f"word{n}")
        pd.testing.assert_frame_equal(explorer.hits(book), find_hits(explorer.tokens, book))
    assert len(explorer._kept) == 3
    assert len(explorer._frames) == 1
    pd.testing.assert_frame_equal(explorer.hits(explorer.books["labour"]), expected)


def test_a_codebook_that_cannot_be_read_is_told_and_the_rest_is_open(docks):
    (docks / "codebooks" / "broken.toml").write_text("title = ", encoding="utf-8")
    explorer = open_explorer(docks)
    assert list(explorer.unusable) == ["broken"]
    assert "broken.toml" in explorer.unusable["broken"]
    assert "labour" in explorer.books


def test_actors_are_named_found_or_drafted(docks):
    with pytest.raises(InputError, match="its kind is 'frames'"):
        open_explorer(docks, actors="labour")
    (docks / "codebooks" / "cast.toml").unlink()
    assert open_explorer(docks).actors == "names-in-the-texts"
    assert load_codebook("labour", corpus_folder=docks).kind == "frames"


def test_a_column_of_which_every_article_has_its_own_value_can_be_asked_for():
    explorer = open_explorer("tests/corpora/harbour", group_by="desk")
    assert explorer.columns == ["group", "outlet", "ownership", "desk"]
    assert len(explorer.chosen) == 7
