"""From characters to rows of tokens and of sentences."""

import numpy as np
import pandas as pd

from analysis.text.passages import sentences
from analysis.text.places import covered, sentence_rows, token_rows
from analysis.text.tokens import tokenize

TEXTS = ["Old port.", "", "The port burns. It sank (so they say)."]
TOKENS = tokenize(pd.DataFrame({"article_id": ["b", "c", "a"], "text": TEXTS}))


def test_every_token_is_found_at_its_place():
    ids = TOKENS.articles["article_id"].to_numpy()[TOKENS.article]
    places = pd.DataFrame({"article_id": ids, "start": TOKENS.start, "end": TOKENS.end})
    first, last = token_rows(TOKENS, places)
    assert first.tolist() == list(range(len(TOKENS)))
    assert last.tolist() == [row + 1 for row in first]
    turned = token_rows(TOKENS, places[::-1])
    assert turned[0].tolist() == first.tolist()[::-1]


def test_a_place_that_ends_behind_the_last_token_stays_in_its_article():
    places = pd.DataFrame({"article_id": ["b", "a"], "start": [4, 25], "end": [60, 90]})
    first, last = token_rows(TOKENS, places)
    assert (first.tolist(), last.tolist()) == ([1, 7], [2, len(TOKENS)])


def test_sentences_are_counted_through_the_corpus():
    assert sentence_rows(TOKENS, sentences(TOKENS)).tolist() == [0, 1, 2]


def test_covered_tokens():
    first, last = np.array([0, 1, 4]), np.array([2, 3, 4])
    assert covered(first, last, 5).tolist() == [True, True, True, False, False]
    assert covered(first[:0], last[:0], 2).tolist() == [False, False]


def test_no_place_has_no_row():
    none = pd.DataFrame(columns=["article_id", "start", "end", "sentence"])
    assert [len(rows) for rows in token_rows(TOKENS, none)] == [0, 0]
    assert len(sentence_rows(TOKENS, none)) == 0
