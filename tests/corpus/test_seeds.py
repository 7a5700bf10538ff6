"""What the five articles say of themselves, and what is cut of them."""

import hashlib

import pandas as pd
import pytest

from analysis.corpus import clean, load_corpus, repeated_lines, restore

# Digests of the files as received.
SHA256 = {
    "000": "a10baed5dc3256519230d068f7989ad7697b9e2e42f233340e7e0ca8c95adbfa",
    "001": "f558d720a1d5d974c1bade0764495795ffd77bc639a517cb3210c5e66a55a7b0",
    "002": "c0a4681241d42de2a59dda19fdf4aeeed96d2f0afb32953fcdfdc80f3675ac43",
    "003": "64a513fd51ea283cc2427463b580927776cee4d09a23f7d7555898deaf1bb846",
    "004": "c5b331d2a9eddb54ab25ee60d5c0c7d27686aefc4981b40452933298fd3b8c18",
}
# What is cut: kind, first words, last words.
CUTS = {
    "000": [
        ("masthead", "The Spark", "Workers–Internationalist"),
        ("epigraph", "“The emancipation of the", "— Karl Marx"),
        ("date line", "Jul 1, 2024", "Jul 1, 2024"),
        ("editor's note", "This article is translated", "officers on Tuesday, June 25."),
    ],
    "001": [
        ("masthead", "The Spark", "Workers–Internationalist"),
        ("epigraph", "“The emancipation of the", "— Karl Marx"),
        ("date line", "Sep 2, 2024", "Sep 2, 2024"),
        ("editor's note", "This article is taken", "Revolutionary Workers (OTR-UCI)."),
    ],
    "002": [("comment widget", "Reactions", "De la meme catégorie")],
    "003": [("related posts", "Related Posts", "The roots Read more")],
    "004": [
        ("advertisement", "- Advertisement -", "- Advertisement -"),
        ("byline", "By Ali Musa", "By Ali Musa"),
        ("source line", "Axadle Times", "international–Monitoring."),
        ("caption", "Kenyan police officers", "REUTERS/Jean Feguens Regala/File Photo"),
        ("cookie notice", "This website uses cookies", "Accept Read More"),
    ],
}


@pytest.fixture(scope="module")
def corpus(seeds_folder):
    return load_corpus(seeds_folder)


@pytest.fixture(scope="module")
def articles(corpus):
    return corpus.articles.set_index("article_id")


def own_cuts(corpus, article_id):
    return corpus.cuts[corpus.cuts["article_id"] == article_id]


def test_files_are_as_received(corpus, articles, seeds_folder):
    for article_id, digest in SHA256.items():
        data = (seeds_folder / articles["file"][article_id]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        raw = restore(articles["text"][article_id], own_cuts(corpus, article_id))
        assert raw.encode() == data


@pytest.mark.parametrize("article_id", CUTS)
def test_each_cut_under_its_kind_and_nothing_else(corpus, article_id):
    cuts = own_cuts(corpus, article_id)
    assert list(cuts["kind"]) == [kind for kind, _, _ in CUTS[article_id]]
    for text, (_, first, last) in zip(cuts["text"], CUTS[article_id], strict=True):
        assert text.startswith(first)
        assert text.rstrip().endswith(last)


def test_an_eighth_of_the_words_is_boilerplate(corpus):
    n_words = sum(len(raw.split()) for raw in corpus.articles["raw"])
    n_kept = sum(len(text.split()) for text in corpus.articles["text"])
    assert (n_words, n_words - n_kept, corpus.cuts["n_words"].sum()) == (3190, 399, 399)


def test_every_article_starts_with_its_headline(articles):
    for title, text in zip(articles["title"], articles["text"], strict=True):
        assert text.startswith(title + "\n")


def test_headlines_left_out(seeds_folder, corpus):
    bare = load_corpus(seeds_folder, headline=False)
    headlines = bare.cuts[bare.cuts["kind"] == "headline"]
    assert list(headlines["text"].str.strip()) == list(corpus.articles["title"])


def test_texts_end_with_their_content(articles):
    endings = [
        "will allow them to mitigate these issues.",
        "the sooner they will end their ordeal.",
        "the powerful Viv Ansanm coalition...",
        "a more stable and prosperous future.",
        "truly change the Haitian landscape?",
    ]
    for text, ending in zip(articles["text"], endings, strict=True):
        assert text.rstrip().endswith(ending)


def test_mastheads_are_found_by_repetition_as_well_as_by_rule(corpus):
    by_rule = corpus.cuts[corpus.cuts["kind"].isin(["masthead", "epigraph"])]
    assert by_rule["repeated"].all()
    assert not corpus.cuts.drop(by_rule.index)["repeated"].any()
    _, cuts = clean(corpus.articles)
    assert list(cuts["article_id"]) == ["000", "001"]
    for article_id, text in zip(cuts["article_id"], cuts["text"], strict=True):
        assert text == "".join(by_rule.loc[by_rule["article_id"] == article_id, "text"])


def test_repeated_lines(corpus):
    table = repeated_lines(corpus.articles)
    assert set(table["outlet"]) == {"The Spark"}
    assert list(table["n_articles"]) == [2] * 5
    assert sorted(table["n_words"]) == [2, 3, 3, 6, 15]


def test_facts(articles):
    assert list(articles["group"]) == [
        "marxist",
        "marxist",
        "think-tank",
        "kenyan-press",
        "kenyan-press",
    ]
    assert list(articles["outlet"].fillna("")) == ["The Spark", "The Spark", "", "", "Axadle"]
    assert articles["published"]["000"] == pd.Timestamp("2024-07-01")
    assert articles["published"]["001"] == pd.Timestamp("2024-09-02")
    assert articles["published"].isna().sum() == 3
    assert list(articles["published_earliest"][2:]) == [
        pd.Timestamp("2024-10-01"),
        pd.Timestamp("2024-09-30"),
        pd.Timestamp("2025-01-21"),
    ]
    assert articles["published_latest"].isna().all()
    assert list(articles["translated_from"].dropna()) == [
        "La Voix des Travailleurs #315",
        "La Voix des Travailleurs #317",
    ]
    assert articles["author"]["004"] in articles["raw"]["004"]


def quotations(text):
    """List what stands between curly quotation marks."""
    return [piece.partition("”")[0] for piece in text.split("“")[1:]]


def test_dates_rest_on_words_of_the_text(articles):
    for article_id, basis in articles["date_basis"].items():
        quoted = quotations(basis)
        assert quoted
        for words in quoted:
            assert words in articles["raw"][article_id]


def test_events_rest_on_words_of_the_article_they_name(corpus, articles):
    assert list(corpus.events["date"].dt.strftime("%Y-%m-%d")) == [
        "2023-10-01",
        "2024-02-01",
        "2024-06-25",
        "2024-09-30",
    ]
    assert list(corpus.events["precision"]) == ["month", "month", "day", "day"]
    for source in corpus.events["source"]:
        article_id, _, _ = source.partition(":")
        assert quotations(source)[0] in articles["raw"][article_id]


def test_regrouped_in_one_place(seeds_folder):
    apart = load_corpus(seeds_folder, group_by="group_axadle_apart")
    assert list(apart.groups) == ["marxist", "kenyan-press", "think-tank", "axadle"]
    assert list(apart.articles["group"][3:]) == ["kenyan-press", "axadle"]
    assert apart.articles["label"][3] == "003 · East African press"


def test_datasheet_describes_every_column_and_file(seeds_folder, corpus):
    sheet = (seeds_folder / "README.md").read_text()
    listing = pd.read_csv(seeds_folder / "articles.csv", nrows=0)
    assert [name for name in listing.columns if f"`{name}`" not in sheet] == []
    assert f"{corpus.cuts['n_words'].sum()} of the 3,190 words" in sheet
