"""Codebooks: what is accepted, what is refused and how, and that the shipped ones are sound."""

import pytest

from analysis.codebooks.check import check_codebook, require_sound
from analysis.codebooks.codebook import (
    codebook_names,
    library_codebooks,
    load_codebook,
    parse_codebook,
)
from analysis.errors import InputError

HEAD = {"title": "t", "source": "s", "unit": "sentence", "language": "en"}
FRAME = {
    "name": "threat",
    "label": "Threat",
    "definition": "d",
    "include": "i",
    "exclude": "e",
    "terms": ["gang*"],
    "examples": ["The gangs came."],
    "counterexamples": ["The engaged came."],
}


def parse(changes=None, **head):
    frames = [{**FRAME, **(changes or {})}]
    return parse_codebook({**HEAD, "frame": frames, **head}, name="x", where="x.toml")


@pytest.mark.parametrize(
    ("frame", "head", "message"),
    [
        ({}, {"frame": []}, r"x.toml: no \[\[frame\]\]"),
        ({}, {"title": ""}, "x.toml: title is missing or not a text"),
        ({}, {"colour": "red"}, "x.toml: unknown key 'colour'"),
        ({}, {"frame": [FRAME, FRAME]}, "frame 'threat' is there twice"),
        ({"definition": 3}, {}, "frame 'threat': definition is missing"),
        ({"terms": []}, {}, "frame 'threat': no terms"),
        ({"terms": ["gang*", "Gang*"]}, {}, "term 'gang\\*' is there twice"),
        ({"terms": ["*"]}, {}, "'\\*' matches every word"),
        ({"terms": ["a**b"]}, {}, "could match without end"),
        ({"terms": ["*a*b*c*"]}, {}, "could match without end"),
        ({"terms": ["gangs, armed"]}, {}, "'gangs,' is not one word"),
        ({"terms": [" "]}, {}, "the term is empty"),
        ({"terms": [3]}, {}, "a term must be a text or a table"),
        ({"terms": [{"term": "fire", "not_afer": ["x"]}]}, {}, "unknown key 'not_afer'"),
        ({"terms": [{"term": "fire", "not_after": "x"}]}, {}, "not_after must be a list of texts"),
        ({"counterexamples": ["The gangs came."]}, {}, "example and counter-example at once"),
    ],
)
def test_malformed_codebooks_are_refused_in_one_line(frame, head, message):
    with pytest.raises(InputError, match=message) as error:
        parse(frame, **head)
    assert "\n" not in str(error.value)


def test_files_are_found_by_name_or_path(tmp_path):
    with pytest.raises(InputError, match=r"there is none of that name.*; known: .*security"):
        load_codebook("securty")
    with pytest.raises(InputError, match="no such file"):
        load_codebook(tmp_path / "x.toml")
    assert codebook_names(tmp_path) == library_codebooks()
    broken = tmp_path / "codebooks" / "mine.toml"
    broken.parent.mkdir()
    broken.write_text("title = ", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine.toml: not a readable TOML file"):
        load_codebook("mine", corpus_folder=tmp_path)
    assert codebook_names(tmp_path) == ["mine", *library_codebooks()]
    broken.rename(broken.with_name("My_book.toml"))
    with pytest.raises(InputError, match=r"My_book.toml: the name must be lower-case"):
        load_codebook("My_book", corpus_folder=tmp_path)


def test_examples_are_tests():
    book = parse(
        {
            "terms": ["gang*", "mob"],
            "examples": ["The gangs came.", "All is calm."],
            "counterexamples": ["A gangway fell."],
        }
    )
    problems = check_codebook(book)
    assert problems["code"].tolist() == ["C101", "C102", "C103"]
    assert "All is calm." in problems["message"][0]
    assert "A gangway fell." in problems["message"][1]
    assert "'mob'" in problems["message"][2]
    with pytest.raises(InputError, match=r"codebook x: C101 frame threat: .*and 2 more"):
        require_sound(book)


def test_a_frame_without_examples_is_a_problem():
    problems = check_codebook(parse({"examples": [], "counterexamples": []}))
    assert problems["code"].tolist() == ["C103", "C104", "C105"]


@pytest.mark.parametrize(
    ("kind", "severity"),
    [("frames", "error"), ("cues", "error"), ("actors", "warning"), ("checklist", "warning")],
)
def test_actors_and_points_of_a_checklist_may_lack_counterexamples(kind, severity):
    book = parse({"counterexamples": []}, kind=kind)
    problems = check_codebook(book)
    assert problems[["code", "severity"]].to_numpy().tolist() == [["C105", severity]]
    if severity == "error":
        with pytest.raises(InputError, match=r"codebook x: C105 frame threat: no counter-example$"):
            require_sound(book)
    else:
        require_sound(book)


def test_an_unknown_kind_names_the_nearest():
    with pytest.raises(InputError, match=r"kind 'actor' is none of .* \(did you mean actors\?\)"):
        parse(kind="actor")


def test_a_file_must_have_a_name_that_can_be_given_also_where_its_path_is(tmp_path):
    path = tmp_path / "My_Actors.toml"
    path.write_text("title = 1", encoding="utf-8")
    with pytest.raises(InputError, match=r"My_Actors.toml: the name must be lower-case"):
        load_codebook(path)


@pytest.mark.parametrize("name", library_codebooks())
def test_the_shipped_codebooks_are_sound(name):
    problems = check_codebook(load_codebook(name))
    assert problems.to_numpy().tolist() == []


def test_five_codebooks_are_shipped():
    assert set(library_codebooks()) >= {
        "class-and-empire",
        "generic-frames",
        "policy-frames",
        "security",
        "war-and-peace",
    }
