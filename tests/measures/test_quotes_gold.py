"""Quotations against those marked by hand: precision and recall, and a floor under both."""

import os
from pathlib import Path

import pandas as pd
import pytest
from quote_scores import of_half, scores

from analysis.codebooks import find_hits, load_codebook
from analysis.corpus import load_corpus
from analysis.measures.quality import measured_quality
from analysis.measures.quotes import find_quotes
from analysis.text.tokens import tokenize

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT / "tests" / "gold"
VARIABLE = "FRAMING_NEWS_SAMPLE"

# Precision and recall that must not be lost again: of the item, and of the item with its speaker.
FLOORS = {
    ("seeds", "tune"): {"quotes": (1.0, 1.0), "quotes with speaker": (1.0, 1.0)},
    ("seeds", "held"): {"quotes": (0.87, 0.87), "quotes with speaker": (0.87, 0.87)},
    ("news", "tune"): {"quotes": (0.93, 0.91), "quotes with speaker": (0.89, 0.87)},
    ("news", "held"): {"quotes": (0.80, 0.77), "quotes with speaker": (0.73, 0.71)},
}


def articles_of(corpus, ids):
    if corpus == "seeds":
        return load_corpus(ROOT / "seeds").articles
    path = os.environ.get(VARIABLE)
    if not path:
        pytest.skip(f"the news sample is not part of the project; {VARIABLE} names its file")
    sample = pd.read_parquet(path, columns=["article_id", "text"])
    return sample[sample["article_id"].isin(ids)].reset_index(drop=True)


@pytest.mark.parametrize(("corpus", "half"), FLOORS, ids=lambda part: part)
def test_quotations_are_found_as_a_reader_marked_them(corpus, half):
    every = pd.read_csv(GOLD / "quotes.csv", dtype={"article_id": str})
    every = every[every["corpus"] == corpus].reset_index(drop=True)
    marks = every[every["half"] == half].reset_index(drop=True)
    articles = articles_of(corpus, marks["article_id"].unique())
    tokens = tokenize(articles)
    folder = ROOT / "seeds" / "codebooks" / "actors.toml"
    book = load_codebook(folder if corpus == "seeds" else GOLD / "news-actors.toml")
    found = find_quotes(tokens, find_hits(tokens, book), actors=book)
    found = of_half(found, every, half) if corpus == "seeds" else found
    for measure, score in scores(found, marks).items():
        print(f"\n{measure}, {corpus}, {half}: {score}")
        least = FLOORS[corpus, half][measure]
        assert score["precision"] >= least[0] and score["recall"] >= least[1]
        told = measured_quality(measure).set_index(["corpus", "half"]).loc[(corpus, half)]
        assert {key: told[key] for key in score} == pytest.approx(score, abs=5e-4)


def mark(start, end, kind="direct", speaker=(0, 5)):
    return {
        "article_id": "a",
        "start": start,
        "end": end,
        "kind": kind,
        "speaker_start": speaker[0],
        "speaker_end": speaker[1],
    }


def test_the_scorer_tells_right_from_wrong():
    gold = pd.DataFrame([mark(10, 20), mark(30, 40, "scare", (None, None))])
    perfect = {"precision": 1.0, "recall": 1.0, "n_found": 2, "n": 2}
    assert scores(gold, gold) == {"quotes": perfect, "quotes with speaker": perfect}
    found = pd.DataFrame(
        [
            mark(10, 20, "partial", (6, 9)),  # right, as partial counts as direct; wrong speaker
            mark(36, 46, "scare", (None, None)),  # 4 of 16 characters are common
            mark(30, 40, "reported"),  # another kind
        ]
    )
    result = scores(found, gold)
    assert (result["quotes"]["precision"], result["quotes"]["recall"]) == (1 / 3, 1 / 2)
    assert result["quotes with speaker"]["recall"] == 0


def test_an_item_is_used_once():
    gold = pd.DataFrame([mark(10, 20)])
    twice = pd.DataFrame([mark(10, 20), mark(10, 19)])
    assert scores(twice, gold)["quotes"] == {"precision": 0.5, "recall": 1.0, "n_found": 2, "n": 1}
