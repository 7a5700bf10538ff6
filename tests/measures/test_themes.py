"""Themes: found where the words fall apart by themselves, refused where articles are few."""

import numpy as np
import pandas as pd
import pytest

from analysis.measures.themes import MIN_ARTICLES, STABLE, Themes, _stability, find_themes
from analysis.measures.usage import usage
from analysis.text import tokenize

SUBJECTS = {
    "port": "harbour dock crane ship cargo pilot tide quay anchor vessel".split(),
    "farm": "wheat barley tractor harvest field barn plough seed orchard cattle".split(),
    "court": "judge jury verdict lawyer appeal trial witness bail charge clerk".split(),
}


def corpus(n=36):
    rng = np.random.default_rng(5)
    subjects = list(SUBJECTS)
    texts, about = [], []
    for i in range(n):
        about.append(subjects[i % 3])
        lines = [" ".join(rng.permutation(SUBJECTS[about[-1]] * 2)) for _ in range(2)]
        texts.append("\n".join(line.capitalize() + "." for line in [*lines, "Too short."]))
    ids = [f"a{i:02}" for i in range(n)]
    return pd.DataFrame({"article_id": ids, "text": texts}).astype("str"), about


@pytest.fixture(scope="module")
def found():
    articles, about = corpus()
    return find_themes(tokenize(articles), n_themes=3, n_seeds=3), about


def test_subjects_that_share_no_word_are_the_themes(found):
    themes, about = found
    for words in SUBJECTS.values():
        assert sum(set(terms.split(", ")) <= set(words) for terms in themes.table["terms"]) == 1
    of_article = dict(zip([f"a{i:02}" for i in range(36)], about, strict=True))
    subject = themes.paragraphs["article_id"].map(of_article)
    assert pd.crosstab(subject, themes.paragraphs["theme"]).max(axis=1).tolist() == [24, 24, 24]
    assert (themes.paragraphs["weight"] > 0.99).all()


def test_paragraphs_add_up_and_short_ones_are_left_out(found):
    themes, _ = found
    assert len(themes.paragraphs) == 72  # two lines of three in each of 36 articles
    assert themes.table["n_paragraphs"].tolist() == [24, 24, 24]
    assert themes.table["share"].sum() == pytest.approx(1)
    assert themes.table["stability"].tolist() == [1, 1, 1]
    assert themes.note == ""


def test_stability_by_hand():
    # Four words a theme. The first run has both, in turned order; the second has half of A in both
    # of its themes, and B not at all, so that B gets what is left.
    first = np.array([[1, 2, 3, 4], [5, 6, 7, 8]])
    turned = np.array([[8, 7, 6, 5], [4, 3, 2, 1]])
    other = np.array([[1, 2, 10, 11], [3, 4, 12, 13]])
    assert _stability(first, [turned]).tolist() == [1, 1]
    assert _stability(first, [other]).tolist() == [0.5, 0]
    assert _stability(first, [turned, other]).tolist() == [0.75, 0.5]


def test_themes_are_matched_one_to_one():
    # Both come nearest to the first of the other run (3 of 4, 2 of 4); only one can have it.
    first = np.array([[1, 2, 3, 4], [1, 2, 5, 6]])
    other = np.array([[1, 2, 3, 9], [5, 20, 21, 22]])
    assert _stability(first, [other]).tolist() == [0.75, 0.25]
    assert np.isnan(_stability(first, [])).all()


def test_an_unstable_theme_is_not_counted():
    table = pd.DataFrame({"theme": ["T1", "T2"], "terms": ["a", "b"], "stability": [STABLE, 0.49]})
    assert list(Themes(table, pd.DataFrame()).books["themes"].labels) == ["T1"]


def test_a_paragraph_is_told_by_its_first_sentence():
    articles, _ = corpus()
    articles["text"] = "Ships came. " + articles["text"]
    texts = articles.set_index("article_id")["text"]
    table = find_themes(tokenize(articles), n_themes=3, n_seeds=0).paragraphs
    shown = [texts[r.article_id][r.start : r.end] for r in table.itertuples()]
    assert shown[0] == "Ships came"
    assert shown[1] + "." in texts.iloc[0].split("\n")
    assert table["n_tokens"].tolist()[:2] == [22, 20]


def test_themes_are_counted_as_frames_are(found):
    articles, about = corpus()
    tokens = tokenize(articles.assign(group=about))
    themes = found[0]
    table = usage(tokens, hits=themes.hits, books=themes.books)
    assert table["kind"].eq("theme").all()
    assert sorted(table["n"]) == [0] * 6 + [24] * 3  # each subject is one group here
    assert table.loc[table["n"] > 0, "label"].str.match(r"T[123]: \w+, ").all()


def test_the_order_of_articles_changes_no_theme(found):
    articles, _ = corpus()
    turned = tokenize(articles.iloc[::-1].reset_index(drop=True))
    again = find_themes(turned, n_themes=3, n_seeds=0).paragraphs
    parts = [
        set(paragraphs.groupby("theme")["article_id"].agg(frozenset))
        for paragraphs in (found[0].paragraphs, again)
    ]
    assert parts[0] == parts[1]


def test_too_few_articles_or_paragraphs_are_told():
    articles, _ = corpus()
    few = find_themes(tokenize(articles.head(MIN_ARTICLES - 1)))
    assert few.table.empty
    assert few.paragraphs.empty
    assert few.note == "29 articles: themes are sought from 30 upwards"
    many = find_themes(tokenize(articles), n_themes=80)
    assert many.note == "72 paragraphs are too few for 80 themes"


def test_nothing_is_sought_in_an_empty_corpus():
    empty = tokenize(pd.DataFrame({"article_id": [], "text": []}).astype("str"))
    assert find_themes(empty).note.startswith("0 articles")
