import time

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.explore import search
from analysis.explore.search import find
from analysis.text import tokenize


def tokens_of(*texts):
    ids = [f"a{n}" for n in range(len(texts))]
    return tokenize(pd.DataFrame({"article_id": ids, "text": list(texts)}))


def found(tokens, pattern, kind):
    table = find(tokens, pattern, kind=kind)
    return table[["article_id", "sentence", "start", "surface"]].to_numpy().tolist()


def test_words_are_found_whatever_their_capitals():
    tokens = tokens_of("Strike! The strikes ended.", "No STRIKE.")
    assert found(tokens, "strike*", "words") == [
        ["a0", 1, 0, "Strike"],
        ["a0", 2, 12, "strikes"],
        ["a1", 1, 3, "STRIKE"],
    ]
    assert find(tokens, "strike", kind="words")["negated"].tolist() == [False, True]


def test_a_pattern_sees_capitals_unless_told_otherwise():
    tokens = tokens_of("Strike! The strikes ended.", "No STRIKE.")
    assert found(tokens, "strike", "pattern") == [["a0", 2, 12, "strike"]]
    assert len(found(tokens, "(?i)strike", "pattern")) == 3


def test_offsets_of_a_pattern_count_characters_and_sentences():
    tokens = tokens_of("Café — “été” there. Über été!")
    rows = found(tokens, "été", "pattern")
    assert rows == [["a0", 1, 8, "été"], ["a0", 2, 25, "été"]]
    assert find(tokens, "été", kind="pattern")["quoted"].tolist() == [True, False]


def test_a_match_may_begin_inside_a_word_or_between_sentences():
    tokens = tokens_of("One two. Three!")
    assert found(tokens, "wo", "pattern") == [["a0", 1, 5, "wo"]]
    assert found(tokens, r"\. Three", "pattern") == [["a0", 1, 7, ". Three"]]
    assert found(tokens, "One two. T", "pattern") == [["a0", 1, 0, "One two. T"]]


def test_an_article_without_words_has_no_match():
    tokens = tokens_of("... !!!", "Rain... fell.")
    assert found(tokens, r"\.\.\.", "pattern") == [["a1", 1, 4, "..."]]


def test_nothing_found_is_an_empty_table_of_the_same_columns():
    tokens = tokens_of("Rain.")
    for kind in search.KINDS:
        table = find(tokens, "snow", kind=kind)
        assert len(table) == 0
        assert list(table) == list(find(tokens, "rain", kind=kind))


@pytest.mark.parametrize(
    ("pattern", "kind", "message"),
    [
        ("", "words", "type a word"),
        ("  ", "pattern", "type a word"),
        ("*", "words", "matches every word"),
        ("a***b", "words", "too many"),
        ("two;words", "words", "not one word"),
        ("(", "pattern", "refused"),
        (r"(?=x)", "pattern", "refused"),
        (r"(a)\1", "pattern", "refused"),
        ("x*", "pattern", "empty string"),
        ("(x+x+)+y", "pattern", "repeats a repeat"),
        ("a" * 301, "pattern", "300 at most"),
        ("a{1000}{1000}", "pattern", "refused"),
    ],
)
def test_a_faulty_pattern_is_one_line(pattern, kind, message):
    with pytest.raises(InputError, match=message) as told:
        find(tokens_of("aaa two;words"), pattern, kind=kind)
    assert "\n" not in str(told.value)


def test_a_pattern_that_would_run_away_elsewhere_takes_no_time():
    tokens = tokens_of("a" * 50_000 + "!")
    began = time.process_time()
    assert len(find(tokens, "(a|aa|a?a){1,900}b", kind="pattern")) == 0
    assert len(find(tokens, "a.*a.*a.*b", kind="pattern")) == 0
    assert time.process_time() - began < 5


def test_too_many_hits_are_refused_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(search, "MOST_HITS", 3)
    tokens = tokens_of("a b a", "a b a")
    assert len(find(tokens, "b", kind="words")) == 2
    for pattern, kind in (("a", "words"), (r"\w", "pattern")):
        with pytest.raises(InputError, match="narrow it"):
            find(tokens, pattern, kind=kind)
