import subprocess
import sys

import pandas as pd
import pytest

from analysis.corpus import load_corpus


def test_defaults_without_a_manifest(make_corpus):
    folder = make_corpus()
    corpus = load_corpus(folder)
    assert corpus.title == folder.name
    assert corpus.question == ""
    assert corpus.groups == {"x": "x", "y": "y"}
    assert list(corpus.articles["label"]) == ["a · The Post", "b · y"]
    assert list(corpus.articles["text"]) == ["Rain fell.", "Snow fell."]
    assert corpus.articles.index.equals(pd.RangeIndex(2))
    assert corpus.articles["published"].isna().all()
    assert corpus.articles["published"].dtype.kind == "M"
    assert list(corpus.events.columns) == ["date", "precision", "label", "source"]
    assert len(corpus.events) == len(corpus.cuts) == 0


def test_groups_in_the_order_of_the_manifest(make_corpus):
    listing = "article_id,text,group\n0,A b.,z\n1,C d.,x\n2,E f.,y\n3,G h.,w\n"
    corpus = load_corpus(
        make_corpus(articles_csv=listing, corpus_toml='[groups]\ny="Why"\nq="Q"\nz="Zed"')
    )
    assert list(corpus.groups.items()) == [("y", "Why"), ("z", "Zed"), ("w", "w"), ("x", "x")]


def test_ids_and_cells_are_text(make_corpus):
    listing = "article_id,text,group,outlet\n000,Rain fell.,1,NA\n1e5,null,2,\n"
    articles = load_corpus(make_corpus(articles_csv=listing)).articles
    assert list(articles["article_id"]) == ["000", "1e5"]
    assert list(articles["group"]) == ["1", "2"]
    assert list(articles["label"]) == ["000 · NA", "1e5 · 2"]
    assert list(articles["raw"]) == ["Rain fell.", "null"]


def test_byte_order_mark_and_blank_rows(make_corpus):
    listing = "\ufeffarticle_id,file,group\r\na,a.txt,x\r\n\r\n,,\r\nb,b.txt,y\r\n"
    articles = load_corpus(make_corpus(articles_csv=listing)).articles
    assert list(articles["article_id"]) == ["a", "b"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfRain\r\nfell.\r\n",
        b"Rain\rfell\x00\x01\x1b[31m.\x0b\x0c\x1c\xc2\x85",
        "Rain\u2028fell \u202e\ufffe\U0001f600.".encode(),
    ],
)
def test_raw_is_the_file(make_corpus, data):
    articles = load_corpus(make_corpus(a_txt=data)).articles
    assert articles["raw"][0].encode() == data
    assert articles["text"][0] == articles["raw"][0]


def test_dates(make_corpus):
    listing = (
        "article_id,text,group,published,published_earliest,published_latest\n"
        "a,A b.,x,2024-07-01,,\n"
        "b,C d.,x,2024-07-01T23:30:00-02:00,,\n"
        "c,E f.,x,,2024-02,2024-02\n"
        "d,G h.,x,,1999,1999\n"
    )
    articles = load_corpus(make_corpus(articles_csv=listing)).articles
    assert list(articles["published"][:2]) == [
        pd.Timestamp("2024-07-01"),
        pd.Timestamp("2024-07-02 01:30"),
    ]
    assert list(articles["published_earliest"][2:]) == [
        pd.Timestamp("2024-02-01"),
        pd.Timestamp("1999-01-01"),
    ]
    assert list(articles["published_latest"][2:]) == [
        pd.Timestamp("2024-02-29"),
        pd.Timestamp("1999-12-31"),
    ]


def test_headline_left_out(make_corpus):
    listing = (
        "article_id,text,title,group\n"
        '0,"Rain falls\n\nIt was wet.",Rain falls,x\n'
        '1,"Rain falls hard\n\nIt was wet.",Rain,x\n'
        '2,"Rainy\n\nIt was wet.",Rain,x\n'
        '3,"By Ann\nRain\n\nIt was wet.",Rain,x\n'
    )
    rules = '[[rule]]\nname = "by"\nkind = "byline"\npattern = "^By .*$"'
    folder = make_corpus(articles_csv=listing, cleaning_toml=rules)
    corpus = load_corpus(folder, headline=False)
    assert list(corpus.articles["text"]) == [
        "It was wet.",
        " falls hard\n\nIt was wet.",
        "Rainy\n\nIt was wet.",
        "It was wet.",
    ]
    assert list(corpus.cuts["rule"]) == ["title", "title", "by", "title"]

    uncleaned = load_corpus(folder, clean=False, headline=False)
    assert list(uncleaned.cuts["article_id"]) == ["0", "1", "3"]
    assert uncleaned.articles["text"][3] == "By Ann\nIt was wet."

    untouched = load_corpus(folder, clean=False)
    assert len(untouched.cuts) == 0
    assert list(untouched.cuts.columns) == list(corpus.cuts.columns)
    assert list(untouched.articles["text"]) == list(untouched.articles["raw"])


def test_a_huge_line(make_corpus):
    corpus = load_corpus(
        make_corpus(
            a_txt="é " * 2_000_000 + "end",
            cleaning_toml='[[rule]]\nname = "e"\nkind = "byline"\npattern = "end$"',
        )
    )
    assert list(corpus.cuts["raw_start"]) == [4_000_000]


def test_second_corpus(harbour_folder):
    corpus = load_corpus(harbour_folder)
    assert list(corpus.groups) == ["report", "comment", "analysis"]
    assert list(corpus.articles["article_id"]) == ["c1", "c2", "c3", "v1", "v2", "r1", "r2"]
    assert corpus.articles["published"].notna().sum() == 2
    assert corpus.articles["label"][3] == "v1 · Workers' Voice"
    assert set(corpus.cuts.loc[corpus.cuts["kind"] == "repeated line", "article_id"]) == {
        "r1",
        "r2",
    }
    n_words = corpus.articles["text"].str.split().str.len()
    assert n_words.between(180, 350).all()


@pytest.mark.parametrize(("column", "n_groups"), [("ownership", 2), ("desk", 7), ("paper", 3)])
def test_second_corpus_regrouped(harbour_folder, column, n_groups):
    corpus = load_corpus(harbour_folder, group_by=column)
    assert len(corpus.groups) == n_groups
    assert set(corpus.articles["group"]) == set(corpus.groups)


def test_a_month_of_publication_is_taken_as_bounds(make_corpus):
    listing = "article_id,text,group,published\na,It rains.,x,2024-02\nb,It snows.,y,2024-02-03\n"
    articles = load_corpus(make_corpus(articles_csv=listing)).articles
    assert articles["published"].isna().tolist() == [True, False]
    assert articles.loc[0, "published_earliest"] == pd.Timestamp("2024-02-01")
    assert articles.loc[0, "published_latest"] == pd.Timestamp("2024-02-29")
    assert articles.loc[0, "published_earliest_precision"] == "month"
    assert articles.loc[1, "published_precision"] == "day"


def test_a_headline_among_related_posts_elsewhere_stays(make_corpus):
    texts = {
        "a_txt": "Port sold\n\nThe port was sold to a company that nobody in the town had heard of."
        "\n\nRelated\n\nDock strike\n",
        "b_txt": "Dock strike\n\nThe docks are still, and the crews have gone home for the winter."
        "\n\nRelated\n\nPort sold\n",
    }
    listing = (
        "article_id,file,group,outlet,title\n"
        "a,a.txt,x,Courier,Port sold\nb,b.txt,y,Courier,Dock strike\n"
    )
    corpus = load_corpus(make_corpus(articles_csv=listing, **texts))
    assert corpus.articles["text"].str.split("\n").str[0].tolist() == ["Port sold", "Dock strike"]
    assert "Dock strike" not in corpus.articles.loc[0, "text"]  # but the link to it is cut


def test_nothing_heavy_is_imported():
    heavy = "matplotlib sklearn nltk scipy ftfy charset_normalizer simplemma"
    code = f"import sys, analysis.corpus; print(set(sys.modules) & set('{heavy}'.split()))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"
