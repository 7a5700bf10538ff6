"""What notebooks count in the sums of a source is what they count in its articles."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest
from made_up import make_outlets, write_parquet

from analysis.codebooks import load_codebook
from analysis.codebooks.match import find_hits
from analysis.corpus import load_corpus
from analysis.corpus.cleaning import clean
from analysis.errors import InputError
from analysis.inference.checks import check_claims
from analysis.inference.frame_claims import frame_family
from analysis.inference.frame_profiles import (
    frame_books,
    frame_passages,
    frame_profile,
    frame_terms_by_group,
    frame_units,
)
from analysis.inference.habits import keyword_habits
from analysis.inference.intervals import keyness_intervals
from analysis.inference.keyword_claims import keyword_family
from analysis.inference.multiverse import specifications
from analysis.inference.planning import plan_claims
from analysis.inference.word_tests import word_tests
from analysis.measures.dispersion import term_passages
from analysis.measures.keyness import keyness_of_groups
from analysis.measures.keyness_choices import typical_terms
from analysis.scale.run import Asked, summarise_source
from analysis.scale.summary import Summary, counted, open_summary
from analysis.scale.texts import write_sample
from analysis.text import count_terms, tokenize

GROUPS = {"left": "Left", "right": "Right"}
BOOK = load_codebook("policy-frames")


@pytest.fixture(scope="module")
def tokens():
    return tokenize(clean(make_outlets().rename(columns={"text": "raw"}))[0])


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("counted")
    source = write_parquet(make_outlets(), folder / "news.parquet", row_group_size=40)
    summarise_source(
        Asked(source, codebooks=("policy-frames",), partition_bytes=9_000), folder / "sums"
    )
    write_sample(open_summary(folder / "sums"), n=20)
    return open_summary(folder / "sums")


@pytest.fixture(scope="module")
def keywords(tokens):
    counts = count_terms(tokens)
    table = keyness_of_groups(counts, groups=[*GROUPS], min_count=3, content_only=True)
    return typical_terms(table, top=8)


def test_the_sums_stand_for_the_texts_where_a_corpus_is_their_sample(summary, tokens):
    data = load_corpus(summary.task.folder / "sample")
    source, note = counted(data, tokens)
    assert isinstance(source, Summary)
    assert "all 150 articles" in str(source)
    assert note == " In the sample."
    other = load_corpus("tests/corpora/harbour")
    assert counted(other, tokens) == (tokens, "")


def test_what_the_sums_do_not_know_is_told(summary, tokens, keywords):
    data = load_corpus(summary.task.folder / "sample")
    with pytest.raises(InputError, match="clean: a summary is cleaned, or not, when it is made"):
        counted(data, tokens, clean=False)
    with pytest.raises(InputError, match="headline: a summary has headlines"):
        counted(data, tokens, headline=False)
    by_outlet = load_corpus(summary.task.folder / "sample", group_by="outlet")
    with pytest.raises(InputError, match="the groups of a summary are those that were counted"):
        counted(by_outlet, tokens)
    for options in ({"form": "lemma"}, {"quoted": False}):
        with pytest.raises(InputError, match="in their form 'norm', quotations included"):
            count_terms(summary, **options)
        with pytest.raises(InputError, match="in their form 'norm', quotations included"):
            keyness_intervals(keywords, summary, unit="outlet", **options)
    with pytest.raises(
        InputError, match=r"know outlets as units \(unit=outlet\), not 'article_id'"
    ):
        keyness_intervals(keywords, summary)
    with pytest.raises(InputError, match="has no hits of 'stance'; it has policy-frames"):
        frame_books(summary, data.folder, ["stance"])
    with pytest.raises(InputError, match="has no hits of 'stance'; it has policy-frames"):
        frame_profile(summary, load_codebook("stance"))


def test_intervals_and_habits_of_keywords(summary, tokens, keywords):
    for function in (keyness_intervals, keyword_habits):
        expected = function(keywords, tokens, unit="outlet")
        pd.testing.assert_frame_equal(function(keywords, summary, unit="outlet"), expected)
    assert expected["k_units"].eq(6).all()
    assert expected["habit"].nunique() == 2


def test_frames_with_their_intervals_units_and_terms(summary, tokens):
    options = {"hits": find_hits(tokens, BOOK), "unit": "outlet"}
    expected = frame_profile(tokens, BOOK, **options)
    found = frame_profile(summary, BOOK, unit="outlet")
    pd.testing.assert_frame_equal(found[expected.columns], expected)
    assert expected["basis"].eq("between").all()
    plain = frame_profile(summary, BOOK, unit=None)
    pd.testing.assert_frame_equal(plain, frame_profile(tokens, BOOK, unit=None)[plain.columns])
    keys = ["group", "article_id", "frame"]
    units = [
        frame_units(source, BOOK, unit="outlet").sort_values(keys, ignore_index=True)
        for source in (summary, tokens)
    ]
    pd.testing.assert_frame_equal(*units, check_dtype=False)
    pd.testing.assert_frame_equal(
        frame_terms_by_group(summary, BOOK), frame_terms_by_group(tokens, BOOK)
    )


def same_claims(families, tokens, texts):
    """Checks and specifications of one family, counted in sums and in texts."""
    stored, whole = families
    corpus = load_corpus(texts)
    found = check_claims([stored], tokenize(corpus.articles), unit="article_id")
    expected = check_claims([whole], tokens, unit="outlet")
    pd.testing.assert_frame_equal(found, expected)
    assert expected["p"].notna().all()
    assert len(stored.candidates) == len(whole.candidates)
    own = tokenize(corpus.articles)
    options = {"tokens": own, "unit": "outlet"}
    table = specifications([stored], corpus, **options)
    assert table[["cleaning", "headline", "groups"]].drop_duplicates().shape[0] == 1
    every = specifications([whole], corpus, tokens=tokens, unit="outlet")
    every = every[(every["cleaning"] == "in") & (every["headline"] == "in")]
    shared = [*table.columns.drop(["estimate", "kept"])]
    both = table.merge(every, on=shared, suffixes=("", "_whole"))
    rest = [name for name in every.columns if name not in table.columns]
    both = both.drop_duplicates(shared) if rest else both
    assert len(both) == len(table)
    np.testing.assert_allclose(both["estimate"], both["estimate_whole"])
    assert both["kept"].equals(both["kept_whole"])


def test_claims_about_keywords(summary, tokens, keywords):
    told = keywords.groupby("group").head(2)
    families = [
        keyword_family(source, told, groups=GROUPS, min_count=3) for source in (summary, tokens)
    ]
    same_claims(families, tokens, summary.task.folder / "sample")
    assert families[0].unit == "outlet"


def test_claims_about_frames(summary, tokens):
    told = pd.DataFrame(
        [("policy-frames", "crime-and-punishment", "left"), ("policy-frames", "economic", "right")],
        columns=["codebook", "frame", "group"],
    )
    books = {"policy-frames": BOOK}
    families = [frame_family(source, books, told, groups=GROUPS) for source in (summary, tokens)]
    assert [family.unit for family in families] == ["outlet", ""]
    assert families[0].claims == families[1].claims
    same_claims(families, tokens, summary.task.folder / "sample")


def test_passages_come_from_the_source(summary, tokens):
    texts = tokens.articles.set_index("article_id")["text"]
    uses = term_passages(summary, ["gangs", "budget", "nowhere"])
    assert set(uses["term"]) == {"gangs", "budget"}
    for row in uses.itertuples():
        assert texts[row.article_id][row.start : row.end].lower() == row.term
    of_article = tokens.articles.set_index("article_id")["outlet"]
    gangs = term_passages(summary, ["gangs"])
    assert gangs.groupby("group")["article_id"].nunique().to_dict() == {"left": 5, "right": 5}
    by_outlet = (
        gangs.assign(outlet=gangs["article_id"].map(of_article))
        .groupby(["group", "outlet"])["article_id"]
        .nunique()
    )
    assert by_outlet.max() == 1
    pd.testing.assert_frame_equal(uses, term_passages(summary, ["gangs", "budget", "nowhere"]))
    assert len(term_passages(summary, [])) == 0
    cues = frame_passages(summary, BOOK, "economic", group="right")
    assert cues["group"].iloc[0] == "right"
    assert set(cues["frame"]) == {"economic"}


def test_plans_count_the_outlets_of_the_whole(summary, tokens, keywords):
    own = tokenize(load_corpus(summary.task.folder / "sample").articles)
    family = keyword_family(summary, keywords.head(2), groups=GROUPS)
    assert plan_claims(family, own, unit="outlet")["n_at_hand"].eq(6).all()


def test_tests_of_words_are_those_of_the_whole(summary, tokens):
    tables = [
        word_tests(source, keyness_of_groups(count_terms(source), groups=[*GROUPS]), unit="outlet")
        for source in (summary, tokens)
    ]
    pd.testing.assert_frame_equal(*tables)


def test_articles_without_an_outlet_are_told_and_not_sampled(tmp_path):
    articles = make_outlets()
    articles.loc[::3, "outlet"] = None
    source = write_parquet(articles, tmp_path / "news.parquet", row_group_size=40)
    asked = Asked(source, codebooks=("policy-frames",), partition_bytes=9_000)
    summarise_source(asked, tmp_path / "sums")
    whole = open_summary(tmp_path / "sums")
    assert "(50 name no outlet, and are in no interval and no test)" in str(whole)
    folder, has_outlets = write_sample(whole, n=20)
    assert has_outlets
    assert load_corpus(folder).articles["outlet"].notna().all()


def test_a_summary_of_another_version_is_told(summary, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(summary.task.folder, old)
    asked = json.loads((old / "asked.json").read_text(encoding="utf-8"))
    (old / "asked.json").write_text(json.dumps({**asked, "format": 1}), encoding="utf-8")
    with pytest.raises(InputError, match="old: made by another version; summarise the source"):
        open_summary(old)
