"""Frame rates: hand-counted, additive, zeros kept."""

import numpy as np
import pandas as pd
import pytest

from analysis.codebooks.codebook import parse_codebook
from analysis.codebooks.match import find_hits
from analysis.measures.frames import frame_contrasts, frame_rates, frame_rates_by_group, frame_terms
from analysis.text.tokens import tokenize

FRAMES = {"threat": "Threat", "care": "Care"}


def frame(name, terms):
    texts = dict.fromkeys(("label", "definition", "include", "exclude"), "x")
    return {"name": name, "terms": terms, **texts}


@pytest.fixture
def codebook():
    data = {"title": "t", "source": "s", "unit": "sentence", "language": "en"}
    frames = [frame("threat", ["gang*", "threat*"]), frame("care", ["hospital*"])]
    return parse_codebook({**data, "frame": frames}, name="x", where="x")


@pytest.fixture
def articles():
    texts = [
        "The gangs threaten. “No gangs here,” he said. All is calm.",  # 11 tokens, 3 sentences
        "A hospital opened. Gangs left.",  # 5 tokens, 2 sentences
        "",
    ]
    return pd.DataFrame({"article_id": list("abc"), "text": texts, "group": ["g", "h", "h"]})


@pytest.fixture
def rates(articles, codebook):
    tokens = tokenize(articles)
    return frame_rates(find_hits(tokens, codebook), tokens, frames=FRAMES)


def test_rates_of_an_article(rates):
    row = rates.set_index(["article_id", "frame"]).loc[("a", "threat")]
    assert (row["n_hits"], row["n_quoted"], row["n_negated"]) == (3, 1, 1)
    assert row["per_1000"] == pytest.approx(1000 * 3 / 11)
    assert row["share_of_sentences"] == pytest.approx(2 / 3)
    assert row["share_of_cues"] == 1


def test_zero_is_a_row_and_undefined_is_nan(rates):
    assert len(rates) == 6
    by = rates.set_index(["article_id", "frame"])
    assert by.loc[("a", "care"), "per_1000"] == 0
    assert by.loc[("b", "threat"), "share_of_cues"] == 0.5
    assert by.loc["c"][["per_1000", "share_of_sentences", "share_of_cues"]].isna().all(axis=None)


def test_own_voice_counts_its_own_tokens(articles, codebook):
    tokens = tokenize(articles)
    hits = find_hits(tokens, codebook)
    own = frame_rates(hits, tokens, frames=FRAMES, quoted=False)
    other = frame_rates(hits, tokens, frames=FRAMES, quoted=True)
    row = own.set_index(["article_id", "frame"]).loc[("a", "threat")]
    assert (row["n_hits"], row["n_tokens"], row["n_sentences"]) == (2, 8, 3)
    both = own["n_hits"] + other["n_hits"]
    assert both.tolist() == frame_rates(hits, tokens, frames=FRAMES)["n_hits"].tolist()


def test_articles_add_up_to_groups(rates, articles):
    table = frame_rates_by_group(rates, articles).set_index(["group", "frame"])
    assert table.loc[("h", "threat"), "n_hits"] == 1
    assert table.loc[("h", "threat"), "n_tokens"] == 5
    assert table.loc[("h", "threat"), "per_1000"] == 200
    assert table.loc[("h", "threat"), "n_articles_hit"] == 1
    assert table.loc[("h", "threat"), "k_articles"] == 2
    assert table["n_hits"].sum() == rates["n_hits"].sum()


def test_groups_pool_their_articles(codebook):
    texts = ["gangs " + "calm " * 9, "calm " * 30]  # rates 100 and 0: the mean is 50, pooled 25
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts, "group": ["g", "g"]})
    tokens = tokenize(articles)
    rates = frame_rates(find_hits(tokens, codebook), tokens, frames=FRAMES)
    table = frame_rates_by_group(rates, articles).set_index("frame")
    assert table.loc["threat", "per_1000"] == 25


def test_quotation_counts_its_own_tokens(articles, codebook):
    tokens = tokenize(articles)
    other = frame_rates(find_hits(tokens, codebook), tokens, frames=FRAMES, quoted=True)
    row = other.set_index(["article_id", "frame"]).loc[("a", "threat")]
    assert (row["n_hits"], row["n_tokens"], row["n_sentences"]) == (1, 3, 1)
    assert row["per_1000"] == pytest.approx(1000 / 3)


def test_terms_make_up_the_score(articles, codebook):
    tokens = tokenize(articles)
    hits = find_hits(tokens, codebook)
    table = frame_terms(hits, by=articles.set_index("article_id")["group"], frames=FRAMES)
    assert table[["frame", "group", "term", "n_hits"]].to_numpy().tolist() == [
        ["threat", "g", "gang*", 2],
        ["threat", "g", "threat*", 1],
        ["threat", "h", "gang*", 1],
        ["care", "h", "hospital*", 1],
    ]
    np.testing.assert_allclose(table["share"], [2 / 3, 1 / 3, 1, 1])


def test_no_hits_at_all(articles, codebook):
    tokens = tokenize(articles.assign(text="calm"))
    rates = frame_rates(find_hits(tokens, codebook), tokens, frames=FRAMES)
    assert rates["n_hits"].tolist() == [0] * 6
    assert rates["share_of_cues"].isna().all()


def test_contrasts_name_the_highest_and_the_lowest_group():
    rows = [
        ("a", "x", 5.0, 5, 1),
        ("b", "x", 1.0, 1, 1),
        ("c", "x", 3.0, 3, 2),
        ("a", "y", 0.0, 0, 0),
        ("b", "y", 0.0, 0, 0),
        ("c", "y", 2.0, 2, 1),
        *[(group, "z", 0.0, 0, 0) for group in "abc"],
    ]
    table = pd.DataFrame(rows, columns=["group", "frame", "per_1000", "n_hits", "n_articles_hit"])
    table = table.assign(label=table["frame"].str.upper(), k_articles=2)
    contrasts = frame_contrasts(table)
    assert contrasts[["frame", "group", "low_group", "difference"]].to_numpy().tolist() == [
        ["x", "a", "b", 4.0],
        ["y", "c", "a", 2.0],
    ]
    shuffled = frame_contrasts(table.sample(frac=1, random_state=3).reset_index(drop=True))
    pd.testing.assert_frame_equal(contrasts, shuffled)
