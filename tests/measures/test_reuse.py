"""Shared passages: maximal, on both sides, in any order."""

from difflib import SequenceMatcher

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import load_corpus
from analysis.errors import InputError
from analysis.measures.reuse import COLUMNS, MOST, both_sides, shared_passages
from analysis.text.passages import in_context
from analysis.text.tokens import tokenize


def corpus(*texts):
    ids = [f"a{i:02}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "text": texts}).astype("str")


def passages(*texts, min_words=3):
    return shared_passages(tokenize(corpus(*texts)), min_words=min_words)


def test_a_run_is_as_long_as_it_can_be():
    table = passages("He said: the gates stay shut, always.", "“The gates stay shut”, they say.")
    (row,) = table.to_dict("records")
    assert (row["n_words"], row["text"]) == (4, "the gates stay shut")
    assert (row["article_id"], row["start"], row["end"]) == ("a00", 9, 28)
    assert (row["other_article_id"], row["other_start"], row["other_end"]) == ("a01", 1, 20)


def test_min_words_is_the_shortest_that_counts():
    texts = "The cranes stand still now.", "All cranes stand still here."
    assert len(passages(*texts, min_words=3)) == 1
    assert len(passages(*texts, min_words=4)) == 0


@pytest.mark.parametrize("n", range(1, 11))
def test_every_length_finds_the_same_run(n):
    text = "one two three four five six seven eight nine ten"
    assert passages(text, f"zero {text}", min_words=n)["n_words"].max() == 10
    assert passages(text, text, min_words=11).empty


def test_passages_cross_lines_and_sentences_and_never_articles():
    table = passages("End. Gates are shut\nfor good. Now", "x gates are, shut for good now")
    assert table["n_words"].tolist() == [6]
    assert table["sentence"].tolist() == [2]
    assert passages("one two", "three", "one two three", min_words=3).empty


def test_a_repetition_within_one_article_is_not_shared():
    assert passages("the gates are shut, the gates are shut", "no").empty


def test_every_pair_of_articles_has_its_row():
    table = passages(*["the gates are shut"] * 3)
    pairs = set(zip(table["article_id"], table["other_article_id"], strict=True))
    assert pairs == {("a00", "a01"), ("a00", "a02"), ("a01", "a02")}


def test_a_slogan_of_many_articles_is_paired_with_the_first_alone():
    many = passages(*["the gates are shut"] * (MOST + 1))
    assert len(many) == MOST and many["article_id"].eq("a00").all()


def test_order_of_articles_changes_nothing():
    texts = corpus("the gates are shut today", "why the gates are shut", "are shut today friends")
    one = shared_passages(tokenize(texts), min_words=3)
    two = shared_passages(tokenize(texts.iloc[::-1].reset_index(drop=True)), min_words=3)
    pd.testing.assert_frame_equal(one, two)
    assert len(one) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=2, max_size=2))
def test_the_longest_run_is_that_of_difflib(letters):
    texts = [" ".join(f"w{c}" for c in text) for text in letters]
    peer = SequenceMatcher(None, *(text.split() for text in texts), autojunk=False)
    longest = peer.find_longest_match().size
    table = passages(*texts, min_words=1)
    assert table["n_words"].max() == longest if longest else table.empty
    for row in table.to_dict("records"):
        one = texts[0][row["start"] : row["end"]]
        assert one == texts[1][row["other_start"] : row["other_end"]] == row["text"]
        assert len(one.split()) == row["n_words"]


def test_both_sides_can_be_read():
    tokens = tokenize(corpus("He said: gates are shut.", "Gates are shut, yes."))
    sides = in_context(tokens, both_sides(shared_passages(tokens, min_words=3)))
    assert sides["surface"].tolist() == ["gates are shut", "Gates are shut"]
    assert sides["passage"].tolist() == [0, 0]
    assert both_sides(shared_passages(tokens, min_words=9)).empty


def test_the_seeds_share_names_and_no_sentences():
    tokens = tokenize(load_corpus("seeds").articles)
    assert shared_passages(tokens).empty
    assert (
        "to support the Haitian National Police (HNP"
        in shared_passages(tokens, min_words=7)["text"].tolist()
    )


def test_the_longest_run_is_told_where_none_is_long_enough():
    tokens = tokenize(corpus("The gates stay shut.", "All gates stay open.", "No gates."))
    table = shared_passages(tokens, min_words=8, or_longest=True)
    assert table["text"].tolist() == ["gates stay"]
    both = shared_passages(tokens, min_words=1, or_longest=True)
    assert both["n_words"].tolist() == [2, 1, 1]
    assert shared_passages(tokenize(corpus("a b", "c d")), or_longest=True).empty


def test_the_longest_run_of_the_seeds():
    table = shared_passages(tokenize(load_corpus("seeds").articles), or_longest=True)
    assert table["n_words"].unique().tolist() == [7]
    assert "Multinational Security Support (MSS) mission in Haiti" in table["text"].tolist()
    assert not (set(table["article_id"]) | set(table["other_article_id"])) & {"000", "001"}


@pytest.mark.parametrize("texts", [(), ("",), ("one two",)])
def test_nothing_shared_is_an_empty_table(texts):
    table = passages(*texts)
    assert table.empty and tuple(table.columns) == COLUMNS


def test_a_length_must_be_positive():
    with pytest.raises(InputError, match="min_words"):
        passages("a", min_words=0)
