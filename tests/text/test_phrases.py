"""Phrases in tokens: the walk over all of them at once finds what a plain loop finds."""

import re

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.phrases import match_phrases
from analysis.text.tokens import tokenize

WORDS = st.sampled_from(["armed", "gang", "gangs", "men", "of", "the", "u.s.", "unarmed"])
PATTERNS = st.sampled_from(
    ["armed", "gang*", "g*ng", "men", "of", "the", "*armed", "u.s.", "t*e", "x"]
)
PHRASES = st.lists(st.lists(PATTERNS, min_size=1, max_size=3).map(tuple), max_size=8)


def tokens_of(*texts):
    ids = [str(i) for i in range(len(texts))]
    return tokenize(pd.DataFrame({"article_id": ids, "text": texts}).astype("str"))


def matches(tokens, phrases, **options):
    found = match_phrases(tokens, phrases, **options)
    columns = zip(found.first.tolist(), found.phrase.tolist(), found.last.tolist(), strict=True)
    return list(columns)


def fits(word, pattern):
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), word) is not None


def naive(words, phrases):
    """Every phrase at every place, one after the other."""
    found = []
    for at in range(len(words)):
        for i, phrase in enumerate(phrases):
            here = words[at : at + len(phrase)]
            if len(here) == len(phrase) and all(map(fits, here, phrase)):
                found.append((at, i, at + len(phrase)))
    return found


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30), PHRASES)
def test_the_walk_agrees_with_a_plain_loop(words, phrases):
    assert matches(tokens_of(" ".join(words)), phrases) == naive(words, phrases)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=30), PHRASES, st.sets(st.integers(0, 29)))
def test_only_phrases_that_begin_where_asked(words, phrases, places):
    at = np.array(sorted(place for place in places if place < len(words)), dtype=np.int64)
    expected = [match for match in naive(words, phrases) if match[0] in places]
    assert matches(tokens_of(" ".join(words)), phrases, at=at) == expected


def test_a_phrase_ends_with_its_sentence_and_its_article():
    tokens = tokens_of("armed gang. Armed\ngang", "gang armed")
    assert matches(tokens, [("armed", "gang"), ("gang", "gang"), ("gang", "armed")]) == [
        (0, 0, 2),
        (4, 2, 6),
    ]


def test_the_same_phrase_twice_is_found_twice():
    assert matches(tokens_of("the men"), [("the", "men"), ("the",), ("the", "men")]) == [
        (0, 0, 2),
        (0, 1, 1),
        (0, 2, 2),
    ]


def test_nothing_is_found_in_nothing_or_by_nothing():
    assert matches(tokens_of(""), [("the", "men")]) == []
    assert matches(tokens_of("the men"), []) == []
