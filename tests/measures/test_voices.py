"""Voices counted by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.codebooks.codebook import parse_codebook
from analysis.codebooks.match import find_hits
from analysis.errors import InputError
from analysis.measures.quotes import find_quotes
from analysis.measures.speakers import (
    countries_heard,
    heard,
    persons_in_words,
    persons_quoted,
    speakers,
    speakers_and_silent,
)
from analysis.measures.voices import frames_by_voice, voices, voices_by_group
from analysis.text.tokens import tokenize


def frame(name, terms, country=""):
    texts = dict.fromkeys(("label", "definition", "include", "exclude"), name.title())
    extra = {"country": country} if country else {}
    return {"name": name, "terms": terms, **texts, **extra}


BOOK = parse_codebook(
    {
        "title": "t",
        "kind": "actors",
        "source": "s",
        "unit": "name",
        "language": "en",
        "frame": [
            frame("union", ["Okoro", "the union"], "Southland"),
            frame("gulls", ["gulls"], "Northland"),
            frame("mayor", ["the mayor"], "Northland"),
        ],
    },
    name="x",
    where="x",
)
TEXTS = [
    # 5 tokens quoted, and 5 others: said Okoro, gulls three times.
    "“The roof leaks in winter,” said Okoro. Gulls, gulls, gulls.",
    "Okoro said that the roof was “a disgrace” and old.",  # 10 tokens: 7 reported, 2 of them quoted
    "The so-called “clean” money came.",  # 5 tokens, nobody's words
    "",
]
ARTICLES = pd.DataFrame({"article_id": list("abcd"), "text": TEXTS, "group": ["g", "g", "h", "h"]})
BY = ARTICLES.set_index("article_id")["group"]


def measured(articles=ARTICLES):
    tokens = tokenize(articles)
    mentions = find_hits(tokens, BOOK)
    return tokens, mentions, find_quotes(tokens, mentions, actors=BOOK)


def test_voices_of_every_article():
    tokens, _, quotes = measured()
    table = voices(quotes, tokens).set_index("article_id")
    counts = ["n_direct", "n_partial", "n_reported", "n_unsourced"]
    assert table.loc["a", counts].tolist() == [1, 0, 0, 0]
    assert table.loc["b", counts].tolist() == [0, 1, 1, 0]
    assert table.loc["c", counts].tolist() == [0, 0, 0, 1]
    assert table.loc["a", "share_quoted"] == 5 / 10
    assert table.loc["b", ["n_tokens", "n_tokens_quoted", "n_tokens_reported"]].tolist() == [
        10, 2, 5,
    ]  # fmt: skip
    assert table.loc["c", ["share_quoted", "share_reported"]].tolist() == [0, 0]
    assert table.loc["d", counts].tolist() == [0, 0, 0, 0]
    assert table.loc["d", ["share_quoted", "share_reported"]].isna().all()


def test_groups_pool_their_articles():
    tokens, _, quotes = measured()
    table = voices_by_group(voices(quotes, tokens), ARTICLES).set_index("group")
    assert table.loc["g", "share_quoted"] == (5 + 2) / 20
    assert table.loc["g", ["n_articles_direct", "n_articles_reported", "k_articles"]].tolist() == [
        2, 1, 2,
    ]  # fmt: skip
    assert table.loc["h", "share_quoted"] == 0


def test_speakers_with_their_verbs():
    _, _, quotes = measured()
    table = speakers(quotes, by=BY, actors=BOOK)
    assert table.to_dict("records") == [
        {
            "speaker": "union", "label": "Union", "country": "Southland", "group": "g",
            "n_direct": 2, "n_reported": 1, "n_articles": 2, "verbs": "say 3",
        }
    ]  # fmt: skip


def test_persons_are_listed_as_the_texts_name_them():
    _, _, quotes = measured()
    table = persons_quoted(quotes)
    assert table[["person", "country", "n_direct", "n_articles"]].to_numpy().tolist() == [
        ["Okoro", "Southland", 2, 2]
    ]


def test_frames_with_and_without_quotations():
    tokens, mentions, _ = measured()
    table = frames_by_voice(mentions, tokens, ARTICLES, frames=BOOK.labels)
    row = table.set_index(["frame", "group"]).loc[("gulls", "g")]
    assert (row["n_hits"], row["n_quoted"]) == (3, 0)
    assert row["per_1000"] == 1000 * 3 / 20
    assert row["per_1000_own"] == pytest.approx(1000 * 3 / 13)  # 20 less the 7 between marks
    assert row["change"] == pytest.approx(1000 * 3 / 13 - 150)


def test_who_is_no_actor_is_listed_by_the_fullest_name():
    text = (
        "“The roof leaks in winter,” said Ruth Aldane. Aldane said that it was old. She said it is."
    )
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "group": ["g"]})
    _, _, quotes = measured(articles)
    table = speakers(quotes, by=articles.set_index("article_id")["group"], actors=BOOK)
    assert table["label"].tolist() == ["Ruth Aldane", "(a pronoun)"]
    assert table["n_reported"].tolist() == [1, 1] and table["speaker"].isna().all()


def test_who_is_talked_about_and_never_heard():
    _, mentions, quotes = measured()
    table = heard(mentions, quotes, by=BY, actors=BOOK).set_index(["actor", "group"])
    assert len(table) == 3 * 2
    assert table.loc[("gulls", "g"), ["n_mentions", "n_quoted", "n_reported"]].tolist() == [3, 0, 0]
    assert table.loc[("union", "g"), ["n_mentions", "n_quoted", "n_reported"]].tolist() == [2, 2, 1]
    assert table.index[table["never_heard"]].tolist() == [("gulls", "g")]
    strict = heard(mentions, quotes, by=BY, actors=BOOK, min_mentions=4)
    assert not strict["never_heard"].any()
    with pytest.raises(InputError, match="min_mentions must be 1 or more, not 0"):
        heard(mentions, quotes, by=BY, actors=BOOK, min_mentions=0)


def test_countries_add_their_actors_up():
    _, mentions, quotes = measured()
    table = countries_heard(heard(mentions, quotes, by=BY, actors=BOOK))
    assert table.to_dict("records") == [
        {"country": "Northland", "n_actors": 1, "n_mentions": 3, "n_quoted": 0, "n_reported": 0},
        {"country": "Southland", "n_actors": 1, "n_mentions": 2, "n_quoted": 2, "n_reported": 1},
    ]


def test_one_table_holds_the_heard_and_the_silent():
    _, mentions, quotes = measured()
    spoken = speakers(quotes, by=BY, actors=BOOK)
    table = speakers_and_silent(spoken, heard(mentions, quotes, by=BY, actors=BOOK))
    assert table["label"].unique().tolist() == ["Gulls", "Union"]  # the mayor is never named
    totals = table.groupby("label")[["n_direct", "n_reported", "n_mentions"]].sum()
    assert totals.to_numpy().tolist() == [[0, 0, 3], [2, 1, 2]]


def test_the_order_of_the_articles_changes_nothing():
    _, mentions, quotes = measured()
    _, shuffled_mentions, shuffled_quotes = measured(ARTICLES.iloc[::-1].reset_index(drop=True))
    one = heard(mentions, quotes, by=BY, actors=BOOK)
    other = heard(shuffled_mentions, shuffled_quotes, by=BY, actors=BOOK)
    pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(
        speakers(quotes, by=BY, actors=BOOK), speakers(shuffled_quotes, by=BY, actors=BOOK)
    )


def test_shares_of_own_voice_and_quotation_agree_with_the_tokens():
    tokens, _, quotes = measured()
    table = voices(quotes, tokens)
    # The peer: the tokenizer's own reading of the marks, less the one scare quote.
    assert table["n_tokens_quoted"].sum() == tokens.quoted.sum() - 1


def test_a_corpus_without_speech_gives_zeros():
    articles = ARTICLES.assign(text="It rained.")
    tokens, mentions, quotes = measured(articles)
    table = voices(quotes, tokens)
    assert table["n_direct"].tolist() == [0] * 4 and (table["share_quoted"] == 0).all()
    assert len(speakers(quotes, by=BY, actors=BOOK)) == 0
    everybody = heard(mentions, quotes, by=BY, actors=BOOK)
    assert not everybody["never_heard"].any() and len(everybody) == 6
    silent = speakers_and_silent(speakers(quotes, by=BY, actors=BOOK), everybody)
    assert len(silent) == 0 and np.isnan(silent["n_mentions"].sum()) == np.False_


def quoted_persons(*texts):
    articles = pd.DataFrame({"article_id": list("abcdef"[: len(texts)]), "text": texts})
    return persons_quoted(measured(articles.assign(group="g"))[2])


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("“It leaks,” said First lady Ruth Aldane.", "First lady Ruth Aldane"),
        ("“It leaks,” Aldane said.", "Aldane"),
        ("Aldane at the time said: “It leaks in winter.”", "Aldane"),
        ("Aldane also said: “It leaks in winter.”", "Aldane"),
        ("Sen. Jay Flake, R-Ariz., said: “It leaks in winter.”", "Jay Flake"),
        ("The story also says: “It leaks in winter.”", "(a text or thing)"),
        ("The clerks said: “It leaks in winter.”", "The clerks"),
    ],
)
def test_a_speaker_is_a_noun_phrase_of_somebody(text, person):
    (found,) = quoted_persons(text)["person"]
    assert found.endswith(person)


def test_forms_of_one_name_are_one_speaker():
    table = quoted_persons(
        "“It leaks,” said Marta Lind. “It rains,” said Lind.",
        "“It leaks in winter,” said Lind.",
        "“It leaks in winter,” said Ada Roe. “It leaks in spring,” said Max Roe.",
        "“It leaks in winter,” said Roe.",
    )
    n = table.set_index("person")["n_direct"]
    assert n.to_dict() == {"Marta Lind": 3, "Ada Roe": 1, "Max Roe": 1, "Roe": 1}


def test_named_speakers_are_counted_and_no_others():
    table = quoted_persons(
        "“It leaks in winter,” said Marta Lind. “It leaks,” said the clerks.",
        "The report said: “It leaks in winter.” “It leaks in spring,” she said.",
    )
    told = "at least 1 named speaker: Marta Lind 1; 3 from speakers without a name"
    assert persons_in_words(table) == told
    assert persons_in_words(table[table["person"] == "(a pronoun)"]) == "speakers without a name"


def test_another_first_name_is_another_actor():
    book = parse_codebook(
        {
            **dict.fromkeys(("title", "source", "unit"), "t"),
            "kind": "actors",
            "language": "en",
            "frame": [frame("don", ["Don Lind", {"term": "Lind", "not_after": ["Mel"]}])],
        },
        name="x",
        where="x",
    )
    text = "We met Don Lind. “It leaks,” said Mel Lind. “It rains,” said Lind."
    tokens = tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    quotes = find_quotes(tokens, find_hits(tokens, book), actors=book)
    assert quotes["speaker"].fillna("").tolist() == ["", "don"]
