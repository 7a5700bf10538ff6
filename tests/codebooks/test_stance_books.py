"""The books of stance, judgement and Entman's functions: kinds, parts, and what they pass over."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.codebooks.check import check_codebook
from analysis.codebooks.codebook import codebook_names, load_codebook
from analysis.codebooks.match import find_hits
from analysis.text.tokens import tokenize

BOOKS = {"stance": "cues", "judgement": "cues", "entman-functions": "frames"}


def frames_in(text, book):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    return find_hits(tokenize(articles), load_codebook(book))["frame"].tolist()


@pytest.mark.parametrize(("name", "kind"), BOOKS.items())
def test_a_book_is_sound_and_of_its_kind(name, kind):
    book = load_codebook(name)
    assert book.kind == kind
    assert check_codebook(book).to_numpy().tolist() == []


def test_only_entman_joins_the_frames(tmp_path):
    assert "entman-functions" in codebook_names(tmp_path, kind="frames")
    assert {"stance", "judgement"} <= set(codebook_names(tmp_path, kind="cues"))


def test_entman_has_his_four_functions():
    assert list(load_codebook("entman-functions").labels) == ["problem", "cause", "moral", "remedy"]


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("The cook must have been asleep.", []),
        ("Every home must have a smoke alarm.", ["obligation"]),
        ("The guard should have locked the gate.", []),
        ("Should the dam break, run.", []),
        ("Every miner needs to rest.", ["obligation"]),
        ("The need to rest is felt.", ["necessity"]),
        ("Their needs to date are few.", []),
        ("The fair opens on 3 May 1911 and in May.", []),
        ("The bakery may close.", ["possibility"]),
        ("The bill is up to 90 crowns; it is up to her to pay.", ["obligation"]),
        ("Tenants have to pay; it has to do with rent.", ["obligation"]),
        ("There is no need for alarm.", []),
    ],
)
def test_forms_that_look_alike_are_told_apart(text, frames):
    assert frames_in(text, "stance") == frames


def test_stance_leaves_will_and_can_alone():
    assert frames_in("The tram will come and she can see it.", "stance") == []


@pytest.mark.parametrize(
    "phrase",
    ["moment of liberation", "stayed within", "about to crumble", "bad direction", "bluster",
     "severely strained", "cannot deal with", "unable to", "criminal", "only their struggles"],
)  # fmt: skip
def test_the_library_holds_no_phrase_of_one_corpus(phrase):
    assert frames_in(f"It was {phrase} there.", "judgement") == []
    assert frames_in(f"It was {phrase} there.", "stance") == []


def test_the_corpus_book_of_cues_knows_only_frames_of_the_library():
    seeds = Path(__file__).parents[2] / "seeds"
    book = load_codebook("cues", corpus_folder=seeds)
    assert book.kind == "cues" and check_codebook(book).to_numpy().tolist() == []
    library = {**load_codebook("stance").labels, **load_codebook("judgement").labels}
    assert {name: library[name] for name in book.labels} == book.labels


def test_a_name_or_an_engine_is_no_judgement():
    assert (
        frames_in("He lies in bed after heart failure near the criminal court.", "judgement") == []
    )
