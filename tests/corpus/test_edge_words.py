"""What is told fast, of many lines at once, is what is told of each."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.edge_words import (
    NEW_SENTENCE,
    are_prose,
    edge_words,
    ends_as_prose,
    frequent_edges,
)
from analysis.corpus.repetition import line_table, without_numbers

SIGNS = "abA1#:—é😀/|.,!’” \u2003\x00"
LINES = st.lists(
    st.text(SIGNS, min_size=1, max_size=14).map(str.strip).filter(bool), min_size=1, max_size=12
)


def large(lines):
    return pa.array(lines, pa.large_string())


@pytest.mark.parametrize("place", ["opens", "ends"])
@given(lines=LINES)
def test_no_line_is_passed_over_whose_outermost_word_is_frequent(place, lines):
    words = pd.Series(edge_words(large(lines), place)[0][:, 0])
    n_least = np.array([2.0, np.inf])
    told = frequent_edges(large(lines), np.zeros(len(lines), dtype=int), n_least, place=place)
    assert told[words.duplicated(keep=False) & (words >= 0)].all()


def test_outlets_are_told_apart_and_lines_of_none_are_no_error():
    lines, outlets, n_least = large(["More rain", "More snow", "Rain"]), np.array([0, 0, 1]), [2, 1]
    assert frequent_edges(lines, outlets, np.array(n_least), place="opens").tolist() == [True] * 3
    assert frequent_edges(lines, outlets, np.array([3, 2]), place="opens").tolist() == [False] * 3
    none = frequent_edges(lines[:0], outlets[:0], np.array(n_least), place="ends")
    assert none.tolist() == []


@given(lines=LINES)
def test_prose_is_told_of_many_lines_as_of_one(lines):
    assert are_prose(large(lines)).tolist() == [ends_as_prose(line) for line in lines]


@pytest.mark.parametrize(
    "line",
    [
        "6 years ago",
        "Rain fell in 2019.",
        "Rain fell on 19 days.",
        "Rain in 20٣٤.",
        "At ١٢ it rained",
        "Chapter Ⅷ",
        "1.",
        "😀 of 30",
        f"{'a ' * 147}in 2019",  # 301 characters
        f"{'a ' * 146}on 2019",  # 299
    ],
)
def test_a_key_is_the_line_without_its_numbers(line):
    table = line_table([f"\n{line}\nRain\n", "", "# years ago"], pd.Series(["P", None, None]))
    keys = [without_numbers(line), "Rain", "# years ago"]
    assert table["key"].tolist() == keys
    assert table["line"].tolist() == [line, "Rain", "# years ago"]


@given(st.text('abAB.!? "”(1é', max_size=40))
def test_new_sentences_are_counted_as_if_three_letters_came_first(text):
    plain = re.compile(r"[^\W\d_]{3}[.!?][\"”’)]* +[\"“‘(]?[A-Z]")
    assert len(NEW_SENTENCE.findall(text)) == len(plain.findall(text))


def test_a_last_word_of_three_letters_is_of_the_match_before():
    assert len(NEW_SENTENCE.findall("He ran. Yes. But she stayed. No")) == 2
