"""Tables drawn from sums are those of the corpus read whole; passages come from the source."""

import pandas as pd
import pytest
from made_up import make_articles, write_parquet

from analysis.corpus import load_corpus
from analysis.corpus.cleaning import clean
from analysis.errors import InputError
from analysis.measures.collocation import collocates_by_group
from analysis.measures.dispersion import dispersion
from analysis.measures.keyness import keyness_of_groups
from analysis.measures.word_shift import word_shift
from analysis.scale.outlets import stored_tally
from analysis.scale.run import Asked, plan, summarise_source
from analysis.scale.summary import open_summary
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
        keyness_of_groups(count_terms(summary), **options),
        keyness_of_groups(count_terms(tokens), **options),
        rtol=1e-12,
    )


def test_word_shifts_need_no_articles(summary, tokens):
    tables = [
        word_shift(counts, target="left", reference="right")
        for counts in (count_terms(summary), count_terms(tokens))
    ]
    pd.testing.assert_frame_equal(*tables)


def test_outlets_are_units(summary, tokens):
    tally = stored_tally(summary, ["port", "strike", "word3", "nonsense"])
    counts, articles = count_terms(tokens), tokens.articles
    for item in ("port", "strike", "word3"):
        expected = counts.of(item).groupby(articles["outlet"].to_numpy()).sum()
        assert dict(zip(tally.units["unit"], tally.column(item), strict=True)) == expected.to_dict()
    assert tally.column("nonsense").sum() == 0
    n_tokens = tokens.n_per_article().groupby(articles["outlet"].to_numpy()).sum()
    assert dict(zip(tally.units["unit"], tally.base, strict=True)) == n_tokens.to_dict()


def test_dispersion_of_sums_is_that_of_the_articles(summary, tokens):
    pd.testing.assert_frame_equal(
        dispersion(count_terms(summary)), dispersion(count_terms(tokens)), check_dtype=False
    )


def test_collocates_are_those_of_the_articles(summary, tokens):
    expected = collocates_by_group(tokens, ["port"], groups=GROUPS)
    pd.testing.assert_frame_equal(collocates_by_group(summary, ["port"], groups=GROUPS), expected)
    with pytest.raises(InputError, match="company of 'budget' was not counted"):
        collocates_by_group(summary, ["budget"], groups=GROUPS)


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
    folder, has_outlets = write_sample(summary, n=20, seed=4)
    corpus = load_corpus(folder)
    assert has_outlets
    assert corpus.title == "news, a sample of 20 of 80 articles (seed 4)"
    assert corpus.articles["group"].value_counts().to_dict() == {"left": 10, "right": 10}
    clean_texts = tokens.articles.set_index("article_id")["text"]
    own = corpus.articles.set_index("article_id")["text"]
    assert own.to_dict() == clean_texts.loc[own.index].to_dict()
    assert len(corpus.cuts) == 0
    before = (folder / "articles.csv").read_bytes()
    assert (write_sample(summary, n=20, seed=4)[0] / "articles.csv").read_bytes() == before


def test_a_summary_must_be_finished(asked, tmp_path):
    with pytest.raises(InputError, match="holds no summary"):
        open_summary(tmp_path)
    plan(asked, tmp_path / "begun")
    with pytest.raises(InputError, match="is not finished"):
        open_summary(tmp_path / "begun")
