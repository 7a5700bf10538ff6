"""Judgements: who is judged, which way, and what is conceded; counted by hand."""

import pandas as pd
import pytest

from analysis.codebooks.codebook import load_codebook, parse_codebook
from analysis.codebooks.match import find_hits
from analysis.measures.judgements import find_judgements, judgements_by
from analysis.text.tokens import tokenize

TEXTS = dict.fromkeys(("definition", "include", "exclude"), "x")
ACTORS = {"bank": ["bank", "banks"], "town": ["town"], "union": ["union"]}
HEAD = {"title": "t", "source": "s", "unit": "name", "language": "en", "kind": "actors"}
FRAMES = [{"name": n, "label": n.title(), "terms": t, **TEXTS} for n, t in ACTORS.items()]
BOOK = parse_codebook({**HEAD, "frame": FRAMES}, name="x", where="x")
EVALUATION = load_codebook("judgement")


def judged_in(*texts, groups=None):
    ids = list("abcdef"[: len(texts)])
    articles = pd.DataFrame({"article_id": ids, "text": texts, "group": groups or "g"})
    tokens = tokenize(articles)
    found = find_judgements(tokens, find_hits(tokens, BOOK), find_hits(tokens, EVALUATION))
    return articles, found


@pytest.mark.parametrize(
    ("text", "actor", "polarity"),
    [
        ("The bank failed to act.", "bank", "negative"),
        ("The bank, founded by the town, has helped.", "bank", "positive"),
        ("The town thanked the bank.", "bank", "positive"),
        ("The union was praised by the town.", "union", "positive"),
        ("The lies of the bank were printed.", "bank", "negative"),
        ("The lies and the hypocrisy of the bank were printed.", "bank", "negative"),
        ("The massacres by the union were printed.", "union", "negative"),
        ("The heroic union walked out.", "union", "positive"),
        ("The bank’s incompetence was plain.", "bank", "negative"),
        ("The union committed atrocities against the town.", "union", "negative"),
        ("Brave and poor, the union waited.", "union", "positive"),
        ("The bank, a corrupt firm, waited.", "bank", "negative"),
        ("The bank, which is old, tired, and shut, has failed.", "bank", "negative"),
        ("The bank’s role was impressive.", "bank", "positive"),
        ("The bank has paid the town and failed to pay the union.", "bank", "negative"),
        ("The bank never failed.", "bank", "positive"),
        ("Even if it rains, the bank has failed.", "bank", "negative"),
    ],
)
def test_who_is_judged_which_way(text, actor, polarity):
    _, found = judged_in(text)
    assert found[["actor", "polarity"]].drop_duplicates().to_numpy().tolist() == [[actor, polarity]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It failed to see the bank.", "a pronoun, not resolved"),
        ("The bridge failed.", "no actor is the subject"),
        ("The town praised the weather.", "nobody named to whom it is addressed"),
        ("The town criticised the bank inquiry.", "nobody named to whom it is addressed"),
        ("Shameful abandonment of the town followed.", "no actor is the subject"),
        ("The plan of the bank to serve the town failed.", "no actor is the subject"),
        ("The town’s wish to keep the bank is a milestone.", "no actor is the subject"),
        ("The union paid, a milestone towards the aims of the bank.", "no actor is the subject"),
        ("The bank shut, representing a shameful loss.", "no actor is the subject"),
        ("The town condemned rain.", "nobody named to whom it is addressed"),
        ("The town stopped massacres.", "no actor is the subject"),
        ("The plan was denounced by the bank.", "no actor is the subject"),
        ("The bank paid for heroic deeds.", "inside a phrase or an aim"),
        ("The bank wants to fail.", "inside a phrase or an aim"),
        ("The bank could have failed.", "only possible, or demanded"),
        ("Should the bank fail, the town pays.", "only on a condition"),
        ("If the bank fails, it is a scandal.", "only on a condition"),
        ("The town pays in case the bank fails.", "only on a condition"),
        ("In what almost felt like a milestone, the bank opened.", "praise in appearance only"),
        ("The so-called heroes of the union waited.", "praise in appearance only"),
        ("The bank seemed heroic.", "praise in appearance only"),
    ],
)
def test_a_judgement_without_an_actor_has_a_reason(text, reason):
    _, found = judged_in(text)
    assert found["actor"].isna().all()
    assert set(found["reason"]) == {reason}


def test_praise_and_doubt_in_one_sentence_are_both():
    articles, found = judged_in("The bank has helped but faces significant challenges.")
    assert found[["polarity", "both", "conceded", "concession"]].to_numpy().tolist() == [
        ["positive", True, True, "but"],
        ["negative", True, True, "but"],
    ]
    row = judgements_by(found, articles, actors=BOOK.labels).set_index("actor").loc["bank"]
    assert row[["n_sentences", "n_positive", "n_negative", "n_both"]].tolist() == [1, 0, 0, 1]


def test_a_however_in_the_next_sentence_shows_the_other_side():
    articles, found = judged_in("The bank has helped. However, it has struggled to pay. Rain.")
    first, second = found.to_dict("records")
    assert (first["conceded"], first["counter"]) == (True, "However, it has struggled to pay.")
    assert (second["conceded"], second["counter"]) == (True, "The bank has helped.")
    assert (first["both"], second["both"]) == (True, False)  # a pronoun is nobody's judgement
    row = judgements_by(found, articles, actors=BOOK.labels).set_index("actor").loc["bank"]
    assert row[["n_positive", "n_both", "n_conceded"]].tolist() == [0, 1, 1]


def test_praise_in_appearance_is_not_taken_back_into_both():
    articles, found = judged_in("It almost felt like a milestone. However, the bank has failed.")
    assert found["both"].tolist() == [False, False]
    row = judgements_by(found, articles, actors=BOOK.labels).set_index("actor").loc["bank"]
    assert row[["n_positive", "n_negative", "n_both"]].tolist() == [0, 1, 0]


def test_a_plight_and_a_name_are_no_judgement():
    _, found = judged_in("Unable to read, the union met a criminal gang near the strained bank.")
    assert found.empty


def test_a_however_does_not_reach_into_another_article():
    _, found = judged_in("The bank has helped.", "However, the bank failed.")
    assert found[["conceded", "both"]].to_numpy().tolist() == [[False, False], [True, False]]
    assert found["counter"].isna().all()


def test_judging_two_actors_differently_is_not_both():
    articles, found = judged_in("The bank has helped, but the union failed.")
    table = judgements_by(found, articles, actors=BOOK.labels).set_index("actor")
    assert table["n_both"].tolist() == [0, 0, 0]
    assert (table.loc["bank", "n_positive"], table.loc["union", "n_negative"]) == (1, 1)


def test_zeros_are_rows_and_parts_add_up():
    articles, found = judged_in(
        "The bank has helped. The bank failed. The union is brave.", "Calm.", groups=["g", "h"]
    )
    table = judgements_by(found, articles, actors=BOOK.labels)
    assert len(table) == 2 * 3
    parts = table[["n_positive", "n_negative", "n_both"]].sum(axis=1)
    assert parts.tolist() == table["n_sentences"].tolist() == [2, 0, 1, 0, 0, 0]
    assert table["k_articles"].tolist() == [1] * 6


@pytest.mark.parametrize("text", ["", "Calm."])
def test_nothing_judged(text):
    articles, found = judged_in(text)
    assert found.empty and {"actor", "counter", "both"} <= set(found)
    assert judgements_by(found, articles, actors=BOOK.labels)["n_sentences"].tolist() == [0, 0, 0]


def test_the_order_of_hits_does_not_matter_and_places_hold():
    text = "The bank failed. The union, a brave and heroic crew, thanked the town."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    tokens = tokenize(articles)
    mentions, hits = find_hits(tokens, BOOK), find_hits(tokens, EVALUATION)
    found = find_judgements(tokens, mentions, hits)
    shuffled = find_judgements(tokens, mentions.iloc[::-1], hits.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(found, shuffled)
    for row in found.to_dict("records"):
        assert text[row["start"] : row["end"]] == row["surface"]
        if isinstance(row["actor"], str):
            assert text[row["actor_start"] : row["actor_end"]] == row["actor_text"]
    assert found["actor"].tolist()[:2] == ["bank", "union"]
