"""One thing told with different doers."""

import numpy as np
import pandas as pd
import pytest

from analysis import find_hits, load_codebook, load_corpus, tokenize
from analysis.codebooks.codebook import parse_codebook
from analysis.measures import things
from analysis.measures.agency import find_clauses
from analysis.measures.same_story import alike_articles, among
from analysis.measures.things import doer_pairs

ACTORS = {
    "title": "Actors",
    "kind": "actors",
    "source": "This test.",
    "unit": "name",
    "language": "en",
    "frame": [
        {
            "name": name,
            "label": name,
            "definition": "d",
            "include": "i",
            "exclude": "e",
            "terms": [name],
            "examples": [f"The {name} came."],
            "counterexamples": ["It rained."],
        }
        for name in ("army", "union")
    ],
}
BOOK = parse_codebook(ACTORS, name="actors", where="test")
FIRST = "In Port Royal the army reopened the Old Bridge."


def pairs(*texts, **options):
    ids = [f"a{n}" for n in range(len(texts))]
    tokens = tokenize(pd.DataFrame({"article_id": ids, "text": list(texts)}).astype("str"))
    mentions = find_hits(tokens, BOOK)
    return doer_pairs(find_clauses(tokens, mentions), mentions, tokens, **options)


def test_another_doer_of_the_same_thing_is_a_pair():
    row = pairs(FIRST, "In Port Royal the union repaired the Old Bridge.").iloc[0]
    assert (row["thing"], row["doer_a"], row["doer_b"]) == ("bridge", "army", "union")
    assert FIRST[row["start_a"] : row["end_a"]] == "Bridge"
    assert (row["article_a"], row["sentence_a"], row["article_b"]) == ("a0", 1, "a1")


@pytest.mark.parametrize(
    "second",
    [
        "In Port Royal the army repaired the Old Bridge.",  # the same doer
        "In Port Royal the union met on the Old Bridge.",  # a place
        "In Port Royal the union repaired a bridge.",  # any bridge
        "In Port Royal the Old Bridge was repaired.",  # no doer
        "In Port Royal the union did not repair the Old Bridge.",  # denied
    ],
)
def test_what_is_no_pair(second):
    assert pairs(FIRST, second).empty


def test_one_common_noun_alone_makes_no_pair():
    """*The bridge* may be another one, unless it has a name, or a name or a day stands by it."""
    plain = "They met in Port Royal. The army reopened the bridge{}."
    other = "They met in Port Royal. The union repaired the bridge{}."
    assert pairs(plain.format(""), other.format("")).empty
    for beside in (" near Long Quay", " on 4 June 2024"):
        found = pairs(plain.format(beside), other.format(beside))
        assert found["thing"].tolist() == ["bridge"], beside
    # The name of an actor is in the list of doers, and says nothing of the thing.
    assert pairs(plain.format(" for the Union"), other.format(" for the Union")).empty
    assert pairs("In Port Royal the army reopened the Bridge.", other.format(""))["thing"].tolist()


def test_articles_on_other_stories_are_not_compared():
    other = "In New York, said John Smith of Iowa, the union repaired the bridge."
    assert pairs(FIRST, other).empty
    assert pairs(FIRST, other, min_alike=0)["thing"].tolist() == ["bridge"]


def test_an_event_is_no_thing():
    first = "In Port Royal the army supported the closure of the union."
    assert "closure" not in set(
        pairs(first, "In Port Royal the union fought the closure.")["thing"]
    )


def test_nothing_gives_an_empty_table():
    table = pairs("")
    assert table.empty
    assert {"thing", "doer_a", "doer_b", "article_a", "sentence_b"} <= set(table.columns)


def test_the_seeds_tell_of_one_airport_with_two_doers():
    corpus = load_corpus("seeds")
    tokens = tokenize(corpus.articles)
    mentions = find_hits(tokens, load_codebook("actors", corpus_folder=corpus.folder))
    row = doer_pairs(find_clauses(tokens, mentions), mentions, tokens).set_index("thing")
    airport = row.loc["airport"]
    assert (airport["article_a"], airport["doer_a"]) == ("000", "united-states")
    assert (airport["article_b"], airport["doer_b"]) == ("002", "mission")


def test_the_order_of_articles_only_swaps_a_pair():
    second = "In Port Royal the union repaired the Old Bridge."
    there, back = pairs(FIRST, second).iloc[0], pairs(second, FIRST).iloc[0]
    assert (there["doer_a"], there["doer_b"]) == (back["doer_b"], back["doer_a"])


def test_a_thing_of_too_many_sentences_is_left_out(monkeypatch):
    second = "In Port Royal the union repaired the Old Bridge."
    monkeypatch.setattr(things, "MAX_SENTENCES", 1)
    assert pairs(FIRST, second).empty


def test_alike_articles_are_those_with_a_part_of_their_names_in_common():
    texts = ["We saw Port Royal.", "We left Port Royal and Old York.", "We met Ann Lee."]
    table = pd.DataFrame({"article_id": ["a0", "a1", "a2"], "text": texts}).astype("str")
    rows = np.arange(3)
    for least, expected in ((0.5, [(0, 1)]), (0.6, []), (0, [(0, 1), (0, 2), (1, 2)])):
        keys = alike_articles(tokenize(table), rows, least)
        assert keys.tolist() == [a * 2**32 + b for a, b in expected]
        assert among(keys, keys).all() and not among(np.array([7]), keys).any()
