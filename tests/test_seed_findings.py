"""What the suite says of the seeds, checked against what the articles say."""

import re

import pytest

from analysis import (
    cleaning_effect,
    count_terms,
    find_hits,
    frame_rates,
    keyness_of_groups,
    load_codebook,
    load_corpus,
    tokenize,
)

TOP = 15
MASTHEAD = {"revolutionary", "workers", "emancipation"}


def keywords(*, min_count=2, positive=True, **options):
    corpus = load_corpus("seeds", **options)
    counts = count_terms(tokenize(corpus.articles))
    table = keyness_of_groups(
        counts, groups=list(corpus.groups), min_count=min_count, content_only=True
    )
    return table[table["z"] > 0] if positive else table


@pytest.fixture(scope="module")
def clean():
    return keywords()


@pytest.fixture(scope="module")
def raw():
    return keywords(clean=False)


def terms(table, group):
    return table.loc[table["group"] == group, "term"].tolist()


def test_the_masthead_makes_no_keyword(clean, raw):
    assert MASTHEAD & set(terms(clean, "marxist")) == set()
    assert set(terms(raw, "marxist")) >= MASTHEAD
    assert len(MASTHEAD & set(terms(raw, "marxist")[:TOP])) >= 2


def test_related_posts_make_no_keyword(clean, raw):
    corpus = load_corpus("seeds")
    related = corpus.cuts.set_index("kind").loc["related posts", "text"]
    tokens = tokenize(corpus.articles[["article_id"]].iloc[:1].assign(text=related))
    only_related = set(tokens.types["norm"]) - set(tokenize(corpus.articles).types["norm"])
    assert {"read", "corruption", "kisumu", "thugs"} <= only_related
    assert set(terms(clean, "kenyan-press")) & only_related == set()
    assert {"read", "corruption"} <= set(terms(raw, "kenyan-press"))


def test_the_effect_of_cleaning_names_both():
    every = [keywords(clean=clean, min_count=1, positive=False) for clean in (False, True)]
    gone = cleaning_effect(*every, min_count=3)
    assert {"workers", "revolutionary"} <= set(gone.loc[gone["group"] == "marxist", "term"])
    assert "read" in set(gone.loc[gone["group"] == "kenyan-press", "term"])
    class_ = gone[(gone["group"] == "marxist") & (gone["term"] == "class")].iloc[0]
    assert (class_["n_before"], class_["n_after"]) == (4, 0)
    achieved = gone[(gone["group"] == "marxist") & (gone["term"] == "achieved")].iloc[0]
    assert achieved["z_after"] < 0  # gone here, still used by the think tank


def test_counts_of_keywords_are_those_of_the_texts(clean):
    articles = load_corpus("seeds").articles
    table = clean.set_index(["group", "term"])
    for group, word in (("marxist", "gangs"), ("marxist", "soldiers"), ("kenyan-press", "kenya")):
        pattern = (
            rf"(?i)\b{word}(?:['’]s)?\b(?![-–]\w)"  # Kenya’s counts, Kenya-led is another word
        )
        n = articles["text"].map(lambda text, p=pattern: len(re.findall(p, text)))
        inside = articles["group"] == group
        assert table.loc[(group, word), "n_target"] == n[inside].sum() > 0
        assert table.loc[(group, word), "n_reference"] == n[~inside].sum()


def test_class_is_named_in_the_marxist_press_alone_and_mostly_in_one_article():
    corpus = load_corpus("seeds")
    tokens = tokenize(corpus.articles)
    book = load_codebook("class-and-empire")
    rates = frame_rates(find_hits(tokens, book), tokens, frames=book.labels)
    naming = rates[rates["frame"] == "class-naming"].set_index("article_id")["n_hits"]
    assert naming[["002", "003", "004"]].tolist() == [0, 0, 0]
    assert naming["000"] >= 3 * naming["001"] > 0


def test_own_voice_and_quotation_add_up():
    corpus = load_corpus("seeds")
    tokens = tokenize(corpus.articles)
    quoted = tokens.n_per_article() * 0
    for article, inside in zip(tokens.article, tokens.quoted, strict=True):
        quoted.iloc[article] += int(inside)
    # Direct speech stands in 004 alone; 001 quotes the nickname of a gang, four words long.
    assert quoted.to_dict() == {"000": 0, "001": 4, "002": 0, "003": 0, "004": 61}
