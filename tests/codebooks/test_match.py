"""Matching: what counts as a hit, and that every hit is where it says."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebooks.codebook import parse_codebook
from analysis.codebooks.match import HIT_COLUMNS, find_hits
from analysis.text.tokens import tokenize


def codebook(**frames):
    texts = dict.fromkeys(("label", "definition", "include", "exclude"), "x")
    head = {"title": "t", "source": "s", "unit": "sentence", "language": "en"}
    listed = [{"name": name, "terms": terms, **texts} for name, terms in frames.items()]
    return parse_codebook({**head, "frame": listed}, name="test", where="test.toml")


def hits_in(text, **frames):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]}).astype("str")
    return find_hits(tokenize(articles), codebook(**frames))


def found(text, **frames):
    return hits_in(text, **frames)[["frame", "surface"]].to_numpy().tolist()


def test_negation_as_in_quanteda_1750():
    hits = hits_in(
        "This aggressive policy will not win friends.", positive=["win*"], negative=["aggressive"]
    )
    assert hits[["frame", "negated"]].to_numpy().tolist() == [
        ["negative", False],
        ["positive", True],
    ]


def test_nested_terms_count_once_the_longest():
    text = "The United States of America voted."
    assert found(text, us=["United States", "United States of America"]) == [
        ["us", "United States of America"]
    ]


def test_of_overlapping_terms_the_longest_wins_then_the_first():
    assert found("a b c d", x=["a b", "b c d"]) == [["x", "b c d"]]
    assert found("a b c", x=["a b", "b c"]) == [["x", "a b"]]
    assert found("a b c d", x=["a b", "b c", "c d"]) == [["x", "a b"], ["x", "c d"]]


def test_frames_may_share_a_word():
    assert found("gangs rule", x=["gang*"], y=["gangs rule"]) == [
        ["x", "gangs"],
        ["y", "gangs rule"],
    ]


@pytest.mark.parametrize(
    ("term", "text", "n"),
    [
        ("gang*", "Gangs, gang-controlled, GANG’s; begang", 3),
        ("*led", "Kenya-led, led, leds", 2),
        ("w*ker*", "workers walker wkr", 2),
        ("armed gang*", "armed gangs; armed, gangs; armed\ngangs; armed—gangs; un-armed gangs", 1),
        ("u.s. troop*", "US troops, U.S. troops, us troops", 2),
        ("un", "UN, U.N., un", 3),
        ("don't", "don’t do; don't", 2),
        ("A.C.", "abc A.C. ac a.c.", 3),
    ],
)
def test_patterns(term, text, n):
    assert len(hits_in(text, x=[term])) == n


def test_what_must_not_stand_beside():
    terms = [{"term": "fire", "not_before": ["brigade", "safety officer*"], "not_after": ["cease"]}]
    text = "Fire! The fire brigade; cease fire; a fire, brigade; a fire safety officer; fire safety"
    assert [t for _, t in found(text, x=terms)] == ["Fire", "fire", "fire"]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It is not a threat.", True),
        ("It was never seen as threat.", True),
        ("It was never ever seen as threat.", False),
        ("They didn’t threat them.", True),
        ("Not only a threat.", False),
        ("It is not just a threat.", False),
        ("He did not, threat or no, go.", False),
        ("No. A threat.", False),
        ("No\nthreat", False),
    ],
)
def test_reach_of_a_negation(text, negated):
    hits = hits_in(text, x=["threat"])
    assert hits["negated"].tolist()[:1] == [negated]


def test_sentences_are_numbered_from_one_in_each_article():
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "text": ["Calm. A threat. Threat", "Threat"]}
    )
    hits = find_hits(tokenize(articles), codebook(x=["threat"]))
    assert hits[["article_id", "sentence"]].to_numpy().tolist() == [["a", 2], ["a", 3], ["b", 1]]


def test_a_term_that_quotation_only_begins_in_counts_as_quoted():
    hits = hits_in("“armed” gangs, armed “gangs”", x=["armed gang*", "gang*"])
    assert hits[["surface", "quoted"]].to_numpy().tolist() == [["gangs", False], ["gangs", True]]


def test_quotation_is_marked():
    hits = hits_in("“A threat”, he said: threat.", x=["threat"])
    assert hits["quoted"].tolist() == [True, False]


def test_no_hit_is_an_empty_table_with_columns():
    for text in ("calm", ""):
        hits = hits_in(text, x=["threat", "a threat"])
        assert len(hits) == 0
        assert tuple(hits.columns) == HIT_COLUMNS


WORDS = st.sampled_from(
    ["gang", "Gangs", "armed", "the", "U.S.", "Haiti’s", "é", "no", "“", ".", "\n"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=25).map(" ".join))
def test_every_hit_is_its_surface_and_none_overlap(text):
    hits = hits_in(text, x=["gang*", "armed gang*", "the"], y=["u.s.", "haiti", "*g*"])
    for _, frame in hits.groupby("frame"):
        assert (frame["start"].to_numpy()[1:] >= frame["end"].to_numpy()[:-1]).all()
    for hit in hits.itertuples():
        assert text[hit.start : hit.end] == hit.surface


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["gang", "gangs", "gangster", "armed", "men", "ring"]), max_size=30)
)
def test_single_words_agree_with_a_regular_expression(words):
    text = " ".join(words)
    hits = hits_in(text, x=["gang*", "*ing"])
    expected = [m.group() for m in re.finditer(r"\b(gang\w*|\w*ing)\b", text)]
    assert hits["surface"].tolist() == expected


def test_order_of_articles_changes_nothing():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["gangs rule", "no gangs"]})
    book = codebook(x=["gang*"])
    there = find_hits(tokenize(articles), book)
    back = find_hits(tokenize(articles[::-1].reset_index(drop=True)), book)
    back = back.sort_values("article_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(there, back)
