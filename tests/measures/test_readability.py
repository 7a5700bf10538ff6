"""Readability: the formula's own example, syllables against a list made by hand, edges."""

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.diversity import lexical_diversity
from analysis.measures.readability import (
    flesch_kincaid_grade,
    flesch_reading_ease,
    readability,
    syllables,
    text_profile,
)
from analysis.text.tokens import tokenize

BY_HAND = {
    1: """cat fire state rule while marked armed killed red need forced lines year
        clear they eyes friends died seed free three one done have here make league plague days
        deaths moves clothes lives road coast house hour voice crimes gangs though schools""",
    2: """table people little wanted added attacked deployed forces troubles houses bridges
        classes police soldiers nation million social special crucial create leader
        client quiet ancient question language equal playing being going safely movement
        hopeful something lifetime before trying allied allies science army city
        changes battle middle business every agreed unique technique lion giant poet fuel cruel
        fluid ruins riots trial value argue towards themselves ended prism household
        treaties Haitian""",
    3: """services massacres promises officers national violence official initial
        commercial area idea created creation capital government united
        president companies vehicle article example serious various previous refugee
        election contingent minister committee employee museum theatre suicide
        influence nuclear poverty suffering interview denials diplomat villages dangerous""",
    4: """security material imperial society reality situation evaluate political
        january february economy authorities geography democracy anxiety
        immediate associate negotiate transitional resolution influential European cooperate
        continuing""",
    5: """multinational international capitalism cooperation organization
        negotiation association intellectual immediately nationalism""",
    6: "humanitarian revolutionary responsibility",
}


def of(*texts):
    ids = [f"{i:02}" for i in range(len(texts))]
    return readability(tokenize(pd.DataFrame({"article_id": ids, "text": texts})))


@pytest.mark.parametrize("n", BY_HAND)
def test_syllables_of_a_list_made_by_hand(n):
    words = BY_HAND[n].split()
    counted = dict(zip(words, syllables(pa.array(words)).tolist(), strict=True))
    assert counted == dict.fromkeys(words, n)


def test_acronyms_are_spelled_out_and_words_of_two_parts_are_added():
    words = ["UN", "HNP", "MSS", "MMSS", "U.S.", "NATO", "Kenya-led", "gang’s", "Léogane", "x"]
    assert syllables(pa.array(words)).tolist() == [2, 3, 3, 4, 2, 2, 3, 1, 3, 1]


@given(st.text(st.sampled_from("abcdeilmnorstuy"), min_size=1, max_size=9))
def test_a_word_has_a_syllable_and_no_more_than_letters(word):
    (n,) = syllables(pa.array([word]))
    assert 1 <= n <= 2 * len(word)
    assert syllables(pa.array([word.capitalize()])).tolist() == [n]


def test_flesch_of_the_cat():
    """206.835 − 1.015 · 6 − 84.6 · 1, the example that calculators of the formula give."""
    row = of("The cat sat on the mat.").iloc[0]
    assert row["flesch_reading_ease"] == pytest.approx(116.145)
    assert row["flesch_kincaid_grade"] == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert (row["words_per_sentence"], row["syllables_per_word"]) == (6, 1)


def test_formulas_of_textstat():
    """Nine words a sentence and a half syllable more a word, as in Kincaid's definitions."""
    assert float(flesch_reading_ease(9, 1.5)) == pytest.approx(206.835 - 9.135 - 126.9)
    assert float(flesch_kincaid_grade(9, 1.5)) == pytest.approx(3.51 + 17.7 - 15.59)


def test_numbers_have_no_syllables_but_make_sentences_longer():
    row = of("In 2024 the cat sat.").iloc[0]
    assert (row["words_per_sentence"], row["syllables_per_word"]) == (5, 1)


def test_order_and_repetition_change_nothing():
    text = "The mission supports the police. Gangs resist."
    once, twice, other = (row for _, row in of(text, f"{text} {text}", "A cat.").iterrows())
    columns = ["words_per_sentence", "syllables_per_word", "flesch_reading_ease"]
    assert once[columns].tolist() == twice[columns].tolist()
    assert of("A cat.", text).iloc[1][columns].tolist() == once[columns].tolist()
    assert other["flesch_reading_ease"] > once["flesch_reading_ease"]


def test_an_article_without_words_has_none_of_it():
    table = of("", "... !", "2024")
    assert table["n_tokens"].tolist() == [0, 0, 1]
    assert table[["syllables_per_word", "flesch_reading_ease"]].isna().all(axis=None)
    assert table["words_per_sentence"].isna().tolist() == [True, True, False]


def test_no_article_at_all():
    none = pd.DataFrame({"article_id": ["a"], "text": ["x"]}).head(0)
    assert readability(tokenize(none)).shape == (0, 7)


def test_the_profile_is_both_tables_side_by_side():
    texts = ["The gangs burn the market. The police flee.", "", "Gangs."]
    articles = pd.DataFrame({"article_id": list("cab"), "text": texts, "group": list("xyx")})
    tokens = tokenize(articles.assign(label="L", outlet="O"))
    table = text_profile(tokens)
    assert table["article_id"].tolist() == ["c", "a", "b"] and table["group"].tolist() == [*"xyx"]
    assert "outlet" not in table and list(table).count("n_tokens") == 1
    for part in (readability(tokens), lexical_diversity(tokens)):
        pd.testing.assert_frame_equal(table[list(part)], part)
    assert text_profile(tokenize(articles.head(0))).shape == (0, 13)
