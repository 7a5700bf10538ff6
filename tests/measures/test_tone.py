"""Tone: the lexicon's own package as a peer, sums by hand, symmetries, edges."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.measures.tone import (
    score_sentences,
    tone,
    tone_by,
    tone_by_actor,
    tone_profile,
)
from analysis.measures.tone_words import tone_words
from analysis.measures.tone_words import vader_lexicon as lexicon
from analysis.text.tokens import tokenize

AGREED = [
    "VADER is smart, handsome, and funny.",  # examples of vaderSentiment's own demo
    "VADER is smart, handsome, and funny!",
    "VADER is very smart, handsome, and funny.",
    "VADER is VERY SMART, handsome, and FUNNY.",
    "The book was good.",
    "The plot was good, but the characters are uncompelling and the dialog is not great.",
    "Today sucks!",
    "The mission fails the people and the gangs burn the market.",
    "It was not the crime.",  # nltk drops words of one letter, which changes the shares
    "",
]


def tokens_of(*texts):
    ids = [f"{i:02}" for i in range(len(texts))]
    return tokenize(pd.DataFrame({"article_id": ids, "text": texts}))


def table_of(*rows):
    """Scores of sentences: article and compound."""
    table = pd.DataFrame(rows, columns=["article_id", "compound"])
    table["sentence"] = table.groupby("article_id").cumcount() + 1
    where = [table["compound"] < 0, table["compound"] > 0]
    return table.assign(direction=np.select(where, ["negative", "positive"], "neutral"))


GROUPS = pd.Series({"a": "x", "b": "x", "c": "y", "d": "z"})


@pytest.mark.parametrize("text", AGREED)
def test_scores_are_those_of_vaderSentiment(text):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    peer = SentimentIntensityAnalyzer().polarity_scores(text)
    assert score_sentences([text])[0].tolist() == [
        peer[key] for key in ("compound", "neg", "neu", "pos")
    ]


def test_the_lexicon_is_that_of_vaderSentiment():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    assert lexicon() == SentimentIntensityAnalyzer().lexicon
    assert lexicon()["security"] > 0 and lexicon()["support"] > 0  # as the warning says


def test_a_score_by_hand():
    valence = lexicon()["murder"] + lexicon()["crime"]
    compound = valence / math.sqrt(valence**2 + 15)  # Hutto & Gilbert: alpha is 15
    assert score_sentences(["A murder and a crime"])[0][0] == round(compound, 4)


def test_every_sentence_has_its_place_and_its_score():
    table = tone(tokens_of("Good news. A table.\nWar kills.", "", "Good news."))
    assert table[["article_id", "sentence", "start", "end"]].to_numpy().tolist() == [
        ["00", 1, 0, 10], ["00", 2, 11, 19], ["00", 3, 20, 30], ["02", 1, 0, 10],
    ]  # fmt: skip
    assert table["direction"].tolist() == ["positive", "neutral", "negative", "positive"]
    assert table["compound"].iloc[0] == table["compound"].iloc[3]
    np.testing.assert_allclose(table[["negative", "neutral", "positive"]].sum(axis=1), 1, atol=2e-3)


def test_equal_sentences_are_scored_once(monkeypatch):
    from analysis.measures import tone as module

    seen = []
    real = module.score_sentences
    monkeypatch.setattr(module, "score_sentences", lambda t: seen.extend(t) or real(t))
    tone(tokens_of("Gangs burn. Gangs burn.", "Gangs burn. Calm."))
    assert sorted(seen) == ["Calm.", "Gangs burn."]


def test_means_and_shares_by_hand():
    scores = table_of(("a", 0.5), ("a", -0.5), ("a", 0.0), ("b", 0.8), ("c", -0.2))
    table = tone_by(scores, GROUPS).set_index("group")
    assert table.loc["x", "mean"] == pytest.approx(0.8 / 4)
    assert table.loc["x", ["n_sentences", "n_articles"]].tolist() == [4, 2]
    shares = ["share_negative", "share_neutral", "share_positive"]
    assert table.loc["x", shares].tolist() == [0.25, 0.25, 0.5]
    assert table.loc["z", ["n_sentences", "n_positive"]].tolist() == [0, 0]
    assert table.loc["z", ["mean", "mean_low", *shares]].isna().all()


def test_the_interval_resamples_within_articles():
    # Between the articles lies all the difference, within them none: no width.
    flat = table_of(*[("a", 0.5)] * 4, *[("b", -0.5)] * 4)
    row = tone_by(flat, GROUPS).set_index("group").loc["x"]
    assert row[["mean", "mean_low", "mean_high"]].tolist() == [0, 0, 0]
    # One article, half of 64 sentences at each end: 1.96 · 0.5 / √64 either way.
    mixed = table_of(*[("a", 0.5), ("a", -0.5)] * 32)
    row = tone_by(mixed, GROUPS).set_index("group").loc["x"]
    assert row["mean_high"] == pytest.approx(1.96 * 0.5 / 8, abs=0.02)
    assert row["mean_low"] == pytest.approx(-1.96 * 0.5 / 8, abs=0.02)


def test_too_few_sentences_have_no_interval():
    four = tone_by(table_of(*[("a", 0.1), ("a", 0.2)] * 2), GROUPS).set_index("group").loc["x"]
    single = pd.Series({str(i): "x" for i in range(6)})
    alone = tone_by(table_of(*((str(i), 0.1 * i) for i in range(6))), single).iloc[0]
    assert math.isnan(four["mean_low"]) and math.isnan(alone["mean_high"])


def test_signs_turn_with_the_scores_and_order_does_not_matter():
    scores = table_of(("a", 0.5), ("a", 0.3), ("a", -0.1), ("b", 0.2), ("b", 0.4), ("b", -0.7))
    turned = scores.assign(
        compound=-scores["compound"],
        direction=scores["direction"].map({"negative": "positive", "positive": "negative"}),
    )
    there, back = (tone_by(t, GROUPS).iloc[0] for t in (scores, turned))
    assert there["mean"] == pytest.approx(-back["mean"])
    assert there["mean_low"] == pytest.approx(-back["mean_high"], abs=0.02)
    assert there["n_negative"] == back["n_positive"]
    pd.testing.assert_frame_equal(tone_by(scores.iloc[::-1], GROUPS), tone_by(scores, GROUPS))


def test_actors_have_the_sentences_that_name_them():
    scores = table_of(("a", 0.5), ("a", -0.5), ("c", 0.25))
    mentions = pd.DataFrame(
        [("a", 1, "police"), ("a", 1, "police"), ("a", 1, "gangs"), ("a", 2, "gangs")],
        columns=["article_id", "sentence", "frame"],
    )
    labels = {"police": "The police", "gangs": "Gangs", "elites": "Elites"}
    table = tone_by_actor(scores, mentions, GROUPS, actors=labels)
    assert table["label"].unique().tolist() == ["The police", "Gangs", "Elites"]
    rows = table.set_index(["actor", "group"])
    assert rows.loc[("police", "x"), ["n_sentences", "mean"]].tolist() == [1, 0.5]
    assert rows.loc[("gangs", "x"), ["n_sentences", "mean"]].tolist() == [2, 0]
    assert rows.loc[("elites", "y"), "n_sentences"] == 0 and len(rows) == 9
    assert math.isnan(rows.loc[("elites", "y"), "mean"])


def test_the_profile_is_both_tables():
    scores = table_of(("a", 0.5), ("a", -0.5), ("c", 0.25))
    mentions = pd.DataFrame([("a", 1, "p")], columns=["article_id", "sentence", "frame"])
    table = tone_profile(scores, mentions, GROUPS, actors={"p": "Police"})
    assert table["label"].tolist() == ["All sentences"] * 3 + ["Police"] * 3
    parts = tone_by(scores, GROUPS), tone_by_actor(scores, mentions, GROUPS, actors={"p": "Police"})
    pd.testing.assert_frame_equal(table.iloc[:3, 2:], parts[0])
    pd.testing.assert_frame_equal(table.iloc[3:].reset_index(drop=True), parts[1])
    assert len(tone_profile(scores, mentions, GROUPS, actors={})) == 3


def test_words_of_the_tone_add_up():
    tokens = tokens_of("Support, support and SECURITY.", "War and support.", "A table.")
    by = pd.Series({"00": "x", "01": "x", "02": "y"})
    table = tone_words(tokens, by)
    assert table[["group", "word", "n", "n_articles"]].to_numpy().tolist() == [
        ["x", "support", 3, 2], ["x", "war", 1, 1], ["x", "security", 1, 1],
    ]  # fmt: skip
    weight = table.set_index("word")["weight"]
    assert weight["support"] == pytest.approx(3 * lexicon()["support"])
    assert table.loc[table["valence"] > 0, "share"].sum() == pytest.approx(1)
    assert table.set_index("word").loc["war", "share"] == 1


def test_no_sentence_at_all():
    tokens = tokens_of("", "...")
    scores = tone(tokens)
    assert scores.empty and "direction" in scores
    by = pd.Series({"00": "x", "01": "y"})
    table = tone_by(scores, by)
    assert table["n_sentences"].tolist() == [0, 0] and table["mean"].isna().all()
    none = pd.DataFrame(columns=["article_id", "sentence", "frame"])
    assert tone_by_actor(scores, none, by, actors={}).empty
    assert tone_by_actor(scores, none, by, actors={"p": "P"})["n_sentences"].tolist() == [0, 0]
    assert tone_words(tokens, by).empty
