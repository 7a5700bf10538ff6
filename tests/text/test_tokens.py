"""Tokens: where they begin and end, what they are called, and that every offset holds."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.text import tokens as tokens_module
from analysis.text.characters import ASCII_CLASSES, character_class, classify
from analysis.text.counts import count_terms
from analysis.text.passages import in_context, sentences
from analysis.text.phrases import concordance
from analysis.text.tokens import tokenize
from analysis.text.types import normalise

MARKS = "aA1.,'’-–—“”\"$%€é漢\n\r\t \u00a0\u00ad\u2028😀!?…()"


def articles_of(*texts):
    ids = [str(i) for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "text": list(texts)}).astype("str")


def surfaces(text):
    tokens = tokenize(articles_of(text))
    return [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gangs, united.", ["The", "gangs", "united"]),
        ("Port-au-Prince - the capital", ["Port-au-Prince", "the", "capital"]),
        ("Haiti’s army didn't", ["Haiti’s", "army", "didn't"]),
        ("rock ’n’ roll; workers’ rights", ["rock", "n", "roll", "workers", "rights"]),
        (
            "In the U.S. and the U.N., e.g. U.S.A",
            ["In", "the", "U.S.", "and", "the", "U.N.", "e.g.", "U.S.A"],
        ),
        (
            "Sh3.6m, Ksh.322 Billion ($2.5 billion)",
            ["Sh3.6m", "Ksh.322", "Billion", "$2.5", "billion"],
        ),
        ("1,000 officers, 12.5% or €5", ["1,000", "officers", "12.5%", "or", "€5"]),
        ("issue #317, in 2024.", ["issue", "317", "in", "2024"]),
        ("Léogane naïve e\u0301tat", ["Léogane", "naïve", "e\u0301tat"]),
        ("a ends. B begins", ["a", "ends", "B", "begins"]),
        ("gang-controlled—yes/no", ["gang-controlled", "yes", "no"]),
        ("co\u00adoperate wo\u2060rd", ["co\u00adoperate", "wo\u2060rd"]),
        ("the U.S.-led force, Haitiʼs", ["the", "U.S.-led", "force", "Haitiʼs"]),
        ("", []),
        ("… —", []),
    ],
)
def test_what_a_token_is(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("surface", "norm"),
    [
        ("Haiti’s", "haiti"),
        ("Haiti's", "haiti"),
        ("OAS’s", "oas"),
        ("U.N.", "un"),
        ("UN", "un"),
        ("U.S.", "u.s."),
        ("U.S", "u.s."),
        ("US", "u.s."),
        ("us", "us"),
        ("Us", "us"),
        ("U.S.’s", "u.s."),
        ("don’t", "don't"),
        ("co\u00adoperate", "cooperate"),
        ("ﬁre", "fire"),
        ("Haitiʼs", "haiti"),
        ("U.S.-led", "u.s.-led"),
        ("e\u0301tat", "état"),
    ],
)
def test_normal_form(surface, norm):
    assert normalise(pa.array([surface])).to_pylist() == [norm]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=40), st.text(MARKS, max_size=60)), max_size=5))
def test_every_offset_is_its_surface(texts):
    tokens = tokenize(articles_of(*texts))
    written = tokens.types["surface"].to_numpy()[tokens.type_id]
    cut = [texts[a][s:e] for a, s, e in zip(tokens.article, tokens.start, tokens.end, strict=True)]
    assert cut == written.tolist()
    assert all(cut)
    for row, text in enumerate(texts):
        own = tokens.article == row
        assert (np.diff(tokens.start[own]) > 0).all()
        gaps = "".join(
            c
            for i, c in enumerate(text)
            if not any(s <= i < e for s, e in zip(tokens.start[own], tokens.end[own], strict=True))
        )
        assert not any(c.isascii() and c.isalnum() for c in gaps)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(MARKS, max_size=50), min_size=1, max_size=6))
def test_articles_do_not_touch_one_another(texts):
    together = tokenize(articles_of(*texts))
    for row, text in enumerate(texts):
        alone = tokenize(articles_of(text))
        here = slice(*together.article_ptr[row : row + 2])
        assert together.start[here].tolist() == alone.start.tolist()
        assert together.sentence[here].tolist() == alone.sentence.tolist()
        assert together.quoted[here].tolist() == alone.quoted.tolist()


def test_batches_and_threads_change_nothing(monkeypatch):
    table = articles_of(
        *(f"Gang number {i} burnt word{i % 7} in Léogane. It’s {i}." for i in range(300))
    )
    one = tokenize(table, threads=1)
    monkeypatch.setattr(tokens_module, "BATCH_BYTES", 500)
    many = tokenize(table, threads=2)
    assert one.surfaces.to_pylist() == many.surfaces.to_pylist()
    for column in ("type_id", "start", "gap", "article_ptr", "sentence_ptr"):
        np.testing.assert_array_equal(getattr(one, column), getattr(many, column))


def test_amounts_are_numbers_and_names_with_digits_are_not():
    text = "400 1,000 12.5% $2.5 Sh3.6m Ksh.322 US$5 G20 COVID-19 F-16 B52 gang"
    types = tokenize(articles_of(text)).types.set_index("surface")["is_number"]
    assert types[types].index.tolist() == text.split()[:7]


def test_addresses_are_one_token_and_no_content():
    text = "Read more at pic.twitter.com/x, FoxNews.com and ann@post.co.uk. He left.Then a.m. came."
    tokens = tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    types = tokens.types.set_index("surface")
    addresses = ["pic.twitter.com", "FoxNews.com", "post.co.uk"]
    assert [*types.index[types.index.str.contains(r"[.]\w")]] == [*addresses, "a.m."]
    assert not types.loc[addresses, "is_content"].any()
    assert types.loc[["Read", "left", "a.m."], "is_content"].all()


def test_classes_of_bytes_are_classes_of_characters():
    text = "aé’漢😀-1"
    classes, continuation = classify(text.encode())
    expected = [character_class(c) for c in text for _ in c.encode()]
    assert classes.tolist() == expected
    assert len(continuation) == len(text.encode()) - len(text)
    assert [ASCII_CLASSES[i] for i in range(128)] == [character_class(chr(i)) for i in range(128)]


def test_quotation_marks():
    text = 'He said “no gangs” and "yes sir". Then “unclosed words\nnext line ” stray “a” b'
    tokens = tokenize(articles_of(text))
    quoted = [w for w, q in zip(surfaces(text), tokens.quoted, strict=True) if q]
    assert quoted == ["no", "gangs", "yes", "sir", "unclosed", "words", "a"]


def test_counts_by_form():
    table = articles_of("Gangs and the gang’s gang.", "“Gangs” won")
    counts = count_terms(tokenize(table))
    assert counts.of("gangs").tolist() == [1, 1]
    assert counts.of("gang").tolist() == [2, 0]
    assert counts.of("absent").tolist() == [0, 0]
    assert counts.n_tokens.tolist() == [5, 2]
    assert dict(zip(counts.terms, counts.is_content, strict=True))["the"] == False  # noqa: E712
    assert count_terms(tokenize(table), form="lemma").of("gang").tolist() == [3, 1]
    assert count_terms(tokenize(table), form="stem").of("gang").tolist() == [3, 1]
    assert count_terms(tokenize(table), quoted=False).of("gangs").tolist() == [1, 0]
    with pytest.raises(ValueError, match="'root' is none of"):
        count_terms(tokenize(table), form="root")


def test_passages_show_the_rest_of_the_sentence():
    table = articles_of("Heading\nHe said: “Gangs rule (here).” Why? Calm.")
    tokens = tokenize(table)
    spans = sentences(tokens)
    cut = [table["text"][0][a:b] for a, b in zip(spans["start"], spans["end"], strict=True)]
    assert cut == ["Heading", "He said: “Gangs rule (here).”", "Why?", "Calm."]
    hits = pd.DataFrame(
        {"article_id": ["0"], "sentence": [2], "start": [18], "end": [23], "frame": ["x"]}
    )
    passage = in_context(tokens, hits).iloc[0]
    assert (passage["before"], passage["surface"]) == ("He said: “", "Gangs")
    assert passage["after"] == " rule (here).”"
    assert len(in_context(tokens, hits.head(0))) == 0


def test_concordance_shows_the_words_around():
    table = articles_of("One two Gangs four five. The armed gangs, seven", "no such word", "gangs")
    tokens = tokenize(table.assign(label=["A", "B", "C"], group="g"))
    lines = concordance(tokens, "gang*", window=2)
    assert lines[["label", "sentence", "before", "surface", "after"]].to_numpy().tolist() == [
        ["A", 1, "One two ", "Gangs", " four five"],
        ["A", 2, "The armed ", "gangs", ", seven"],
        ["C", 1, "", "gangs", ""],
    ]
    for line in lines.itertuples():
        assert table.set_index("article_id")["text"][line.article_id][line.start : line.end] == (
            line.surface
        )
    assert concordance(tokens, "armed gang*", window=1)["before"].tolist() == ["The "]
    assert len(concordance(tokens, "absent")) == 0
    with pytest.raises(InputError, match="concordance of ' ': the term is empty"):
        concordance(tokens, " ")
