"""Tags: one a token, punctuation and clitics read apart, each distinct sentence once."""

import numpy as np
import pandas as pd
import pytest

from analysis.text import tags as module
from analysis.text.tags import TAG_COLUMNS, tag_sentences
from analysis.text.tokens import tokenize


def tokens_of(*texts):
    ids = [f"a{i}" for i in range(len(texts))]
    return tokenize(pd.DataFrame({"article_id": ids, "text": list(texts)}))


def every_sentence(tokens):
    return np.arange(len(tokens.sentence_ptr) - 1)


def test_one_tag_a_token():
    tokens = tokens_of(
        "The U.S., acknowledging Haiti’s request, hasn’t paid. “We cannot wait,” he said."
    )
    table = tag_sentences(tokens, every_sentence(tokens))
    assert table["token"].tolist() == list(range(len(tokens)))
    assert table["surface"].tolist() == [tokens.surfaces[i].as_py() for i in tokens.type_id]
    assert table["start"].tolist() == tokens.start.tolist()
    told = table.set_index("surface")
    assert told.loc["Haiti’s", ["tag", "clitic"]].tolist() == ["NP0", "POS"]
    assert told.loc["hasn’t", ["tag", "lemma", "clitic"]].tolist() == ["VHZ", "have", "XX0"]
    assert told.loc["cannot", ["tag", "clitic"]].tolist() == ["VM0", "XX0"]
    assert told.loc["acknowledging", ["tag", "lemma", "marks"]].tolist() == [
        "VVG", "acknowledge", ",",
    ]  # fmt: skip
    assert told.loc["he", "marks"] == ', "'


def test_the_tagger_sees_what_it_sees_by_itself():
    from HanTa.HanoverTagger import HanoverTagger

    words = "While the soldiers stayed , the bandits fled from the city .".split()
    peer = HanoverTagger("morphmodel_en.pgz").tag_sent(words)
    tokens = tokens_of("While the soldiers stayed, the bandits fled from the city.")
    table = tag_sentences(tokens, [0])
    expected = [(lemma.lower(), tag) for word, lemma, tag in peer if word not in ",."]
    assert list(zip(table["lemma"], table["tag"], strict=True)) == expected


def test_an_abbreviation_keeps_its_point_and_a_plural_owner_its_apostrophe():
    tokens = tokens_of("Gen. Lee met the officers’ wives – and (later) others; he left.")
    table = tag_sentences(tokens, [0]).set_index("surface")
    assert table.loc["Lee", "marks"] == "."
    assert table.loc["wives", "marks"] == "'"
    assert table.loc["and", "marks"] == "—" and table.loc["later", "marks"] == "("
    assert table.loc["others", "marks"] == ")" and table.loc["he", "marks"] == ";"


def test_each_distinct_sentence_is_tagged_once(monkeypatch):
    read = []
    real = module._tagger()

    class Counting:
        def tag_sent(self, symbols, **how):
            read.append(symbols)
            return real.tag_sent(symbols, **how)

    module._tagged.cache_clear()
    monkeypatch.setattr(module, "_tagger", lambda: Counting())
    tokens = tokens_of(
        "Gangs advance. Gangs advance. Police wait.", "Gangs advance. Gangs, advance!"
    )
    table = tag_sentences(tokens, every_sentence(tokens))
    assert len(table) == len(tokens) == 10
    assert len(read) == 3  # a comma makes another sentence of it
    module._tagged.cache_clear()


def test_only_the_sentences_asked_for_in_the_order_of_the_text():
    tokens = tokens_of("One fled. Two stayed.", "Three came. Four went.")
    table = tag_sentences(tokens, [3, 1, 1])
    assert table["surface"].tolist() == ["Two", "stayed", "Four", "went"]
    alone = tag_sentences(tokens, [1])
    pd.testing.assert_frame_equal(table.head(2), alone)


@pytest.mark.parametrize("texts", [("",), ("", "Gangs fled.")])
def test_nothing_asked_for_gives_an_empty_table(texts):
    table = tag_sentences(tokens_of(*texts), [])
    assert list(table.columns) == list(TAG_COLUMNS) and table.empty
    assert table["token"].dtype == "int64" and table["tag"].dtype == "str"
