"""What a careful reader finds in the five articles of the seeds, and the measures must find too."""

import pytest

from analysis import (
    acronym_variants,
    acronyms,
    countries_heard,
    find_demands,
    find_hits,
    find_quotes,
    heard,
    load_codebook,
    load_corpus,
    mention_forms,
    name_forms,
    persons_quoted,
    tokenize,
    unmentioned,
    usage,
)


@pytest.fixture(scope="module")
def seeds():
    corpus = load_corpus("seeds")
    tokens = tokenize(corpus.articles)
    book = load_codebook("actors", corpus_folder=corpus.folder)
    return corpus, tokens, book, find_hits(tokens, book)


@pytest.fixture(scope="module")
def forms(seeds):
    corpus, tokens, book, mentions = seeds
    groups = corpus.articles.set_index("article_id")["group"]
    table = name_forms(mention_forms(tokens, mentions), by=groups, actors=book.labels)
    return table.set_index(["frame", "form", "group"]).sort_index()


def test_one_source_says_soldiers_where_another_says_officers(forms):
    personnel = forms.loc["kenyan-personnel", "n"]
    assert personnel["Kenyan soldiers"].to_dict()["marxist"] == 2
    assert personnel["officers"].to_dict()["kenyan-press"] == 3
    assert personnel["Kenyan soldiers"].to_dict()["kenyan-press"] == 0
    assert personnel["officers"].to_dict()["marxist"] == 0


def test_who_is_called_bandits_barbarians_or_criminal_elements_and_by_whom(forms):
    gangs = forms.loc["gangs"]
    for form, group, n, n_articles in (
        ("bandits", "marxist", 3, 2),
        ("hordes of barbarians", "marxist", 1, 1),
        ("criminal elements", "kenyan-press", 1, 1),
    ):
        rows = gangs.loc[form]
        assert (rows.loc[group, "n"], rows.loc[group, "n_articles"]) == (n, n_articles)
        assert rows["n"].sum() == n  # nobody else says so


def test_class_words_stand_in_one_of_the_two_marxist_articles(seeds):
    mentions = seeds[-1]
    elites = mentions[mentions["frame"] == "elites"]
    assert set(elites["article_id"]) == {"000"}
    assert len(elites) == 5


def test_one_mission_has_three_acronyms(seeds):
    _, tokens, _, _ = seeds
    family = acronym_variants(tokens, acronyms(tokens)).set_index("acronym")
    assert set(family.index) == {"MSS", "MSSM", "MMSS"}
    assert family["family"].drop_duplicates().size == 1
    assert family["n_articles"].to_dict() == {"MSS": 3, "MSSM": 1, "MMSS": 1}


def test_direct_speech_comes_from_two_officials_of_one_country(seeds):
    corpus, tokens, book, mentions = seeds
    quotes = find_quotes(tokens, mentions, actors=book)
    direct = quotes[quotes["kind"].isin(["direct", "partial"])]
    assert set(direct["article_id"]) == {"004"}
    assert set(direct["country"]) == {"United States"}
    assert len(persons_quoted(quotes)) == 2
    groups = corpus.articles.set_index("article_id")["group"]
    by_actor = heard(mentions, quotes, by=groups, actors=book, min_mentions=1)
    countries = countries_heard(by_actor).set_index("country")
    assert countries.loc[["Haiti", "Kenya"], "n_quoted"].tolist() == [0, 0]
    assert (countries.loc[["Haiti", "Kenya"], "n_mentions"] > 30).all()


def test_who_must_do_what(seeds):
    _, tokens, _, mentions = seeds
    demands = find_demands(tokens, mentions, find_hits(tokens, load_codebook("stance")))
    told = {
        (row.article_id, row.addressee, word)
        for row in demands[demands["addressee"].notna()].itertuples()
        for word in ("matters", "recognize", "urgent", "active role")
        if isinstance(row.what, str) and word in row.what
    }
    assert told >= {
        ("001", "people", "matters"),  # the exploited masses, into their own hands
        ("002", "international-community", "recognize"),
        ("003", "international-community", "urgent"),
        ("004", "oas", "active role"),
    }
    nobody = demands[demands["addressee"].isna() & demands["article_id"].eq("002")]
    assert nobody["what"].str.contains("redesign").any()


def test_what_no_article_mentions(seeds):
    corpus, tokens, _, _ = seeds
    book = load_codebook("background", corpus_folder=corpus.folder)
    used = usage(tokens, hits={"background": find_hits(tokens, book)}, books={"background": book})
    missing = unmentioned(used).set_index("label")["n_groups"]
    texts = " ".join(corpus.articles["text"]).lower()
    for label, word in (("Cholera", "cholera"), ("CARICOM", "caricom"), ("Kidnapping", "kidnap")):
        assert word not in texts
        assert missing[label] == 0
    assert "Elections" not in missing.index  # 002 and 003 speak of them
