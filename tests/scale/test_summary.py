"""Tables drawn from sums are those of the corpus read whole; passages come from the source."""

import pandas as pd
import pytest
from conftest import make_articles, write_parquet

from analysis.codebooks import load_codebook
from analysis.codebooks.match import find_hits
from analysis.corpus import load_corpus
from analysis.corpus.cleaning import clean
from analysis.errors import InputError
from analysis.measures.collocation import collocates_by_group
from analysis.measures.frames import frame_rates, frame_rates_by_group, frame_terms
from analysis.measures.keyness import keyness_of_groups
from analysis.measures.word_shift import word_shift
from analysis.scale.outlets import outlet_habits, stored_tally
from analysis.scale.run import Asked, plan, summarise_source
from analysis.scale.summary import (
    open_summary,
    stored_collocates,
    stored_counts,
    stored_frame_rates,
    stored_frame_terms,
    stored_outlet_rates,
)
from analysis.scale.texts import stored_hits, stored_passages, write_sample
from analysis.text import count_terms, in_context, tokenize

GROUPS = ["left", "right"]


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    articles = make_articles(80).assign(published="2024-05-01")
    path = tmp_path_factory.mktemp("source") / "news.parquet"
    write_parquet(articles, path, row_group_size=30)
    return Asked(path, codebooks=("policy-frames",), nodes=("port",), partition_bytes=2_000)


@pytest.fixture(scope="module")
def summary(asked, tmp_path_factory):
    folder = tmp_path_factory.mktemp("summary") / "out"
    summarise_source(asked, folder)
    return open_summary(folder)


@pytest.fixture(scope="module")
def tokens():
    return tokenize(clean(make_articles(80).rename(columns={"text": "raw"}))[0])


@pytest.mark.parametrize("against", ["rest", "each"])
def test_keyness_of_sums_is_that_of_the_articles(summary, tokens, against):
    options = {"groups": GROUPS, "against": against, "content_only": True}
    pd.testing.assert_frame_equal(
        keyness_of_groups(stored_counts(summary), **options),
        keyness_of_groups(count_terms(tokens), **options),
        rtol=1e-12,
    )


def test_word_shifts_need_no_articles(summary, tokens):
    tables = [
        word_shift(counts, target="left", reference="right")
        for counts in (stored_counts(summary), count_terms(tokens))
    ]
    pd.testing.assert_frame_equal(*tables)


def test_frame_rates_are_those_of_the_articles(summary, tokens):
    book = load_codebook("policy-frames")
    hits = find_hits(tokens, book)
    rates = frame_rates(hits, tokens, frames=book.labels)
    expected = frame_rates_by_group(rates, tokens.articles)
    pd.testing.assert_frame_equal(
        stored_frame_rates(summary, "policy-frames")[expected.columns], expected
    )
    by = tokens.articles.set_index("article_id")["group"]
    pd.testing.assert_frame_equal(
        stored_frame_terms(summary, "policy-frames"), frame_terms(hits, by=by, frames=book.labels)
    )
    by_outlet = stored_outlet_rates(summary, "policy-frames").groupby("group")["n_hits"].sum()
    assert by_outlet.to_dict() == expected.groupby("group")["n_hits"].sum().to_dict()


def test_outlets_are_units_and_their_habits_are_told(summary, tokens):
    tally = stored_tally(summary, ["port", "strike", "word3", "nonsense"])
    counts, articles = count_terms(tokens), tokens.articles
    for item in ("port", "strike", "word3"):
        expected = counts.of(item).groupby(articles["outlet"].to_numpy()).sum()
        assert dict(zip(tally.units["unit"], tally.column(item), strict=True)) == expected.to_dict()
    assert tally.column("nonsense").sum() == 0
    n_tokens = tokens.n_per_article().groupby(articles["outlet"].to_numpy()).sum()
    assert dict(zip(tally.units["unit"], tally.base, strict=True)) == n_tokens.to_dict()
    words = pd.DataFrame({"group": ["left", "left"], "term": ["port", "word4"]}, index=[7, 3])
    habits = outlet_habits(summary, words)
    assert habits.index.tolist() == [7, 3]
    assert habits["n_units"].tolist() == [2, 1]
    assert habits["k_units"].tolist() == [2, 2]
    assert (habits.loc[3, "top_unit"], habits.loc[3, "top_share"]) == ("Courier", 1.0)


def test_collocates_are_those_of_the_articles(summary, tokens):
    expected = collocates_by_group(tokens, ["port"], groups=GROUPS)
    pd.testing.assert_frame_equal(stored_collocates(summary, "port"), expected)
    with pytest.raises(InputError, match="company of 'budget' was not counted"):
        stored_collocates(summary, "budget")


def test_passages_are_read_from_the_source_by_their_place(summary, tokens):
    hits = stored_hits(summary, "policy-frames", n=12)
    found = stored_passages(summary, hits)
    whole = in_context(tokens, hits.drop(columns=["partition", "number"]))
    texts = ["article_id", "sentence", "before", "surface", "after"]
    assert found[texts].to_numpy().tolist() == whole[texts].to_numpy().tolist()
    outlets = tokens.articles.set_index("article_id")["outlet"]
    assert found["article_id"].map(outlets).value_counts().max() <= 2
    assert 4 <= len(found) <= 12
    pd.testing.assert_frame_equal(hits, stored_hits(summary, "policy-frames", n=12))


def test_a_sample_is_a_corpus_that_says_what_it_is(summary, tokens):
    folder = write_sample(summary, n=20, seed=4)
    corpus = load_corpus(folder)
    assert corpus.title == "news, a sample of 20 of 80 articles (seed 4)"
    assert corpus.articles["group"].value_counts().to_dict() == {"left": 10, "right": 10}
    clean_texts = tokens.articles.set_index("article_id")["text"]
    own = corpus.articles.set_index("article_id")["text"]
    assert own.to_dict() == clean_texts.loc[own.index].to_dict()
    assert len(corpus.cuts) == 0
    before = (folder / "articles.csv").read_bytes()
    assert (write_sample(summary, n=20, seed=4) / "articles.csv").read_bytes() == before


def test_a_summary_must_be_finished(asked, tmp_path):
    with pytest.raises(InputError, match="holds no summary"):
        open_summary(tmp_path)
    plan(asked, tmp_path / "begun")
    with pytest.raises(InputError, match="is not finished"):
        open_summary(tmp_path / "begun")


def test_a_codebook_that_was_not_counted_is_told(summary):
    with pytest.raises(InputError, match="has no hits of 'stance'; it has policy-frames"):
        stored_frame_rates(summary, "stance")
