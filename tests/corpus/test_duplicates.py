"""Copies are found whatever their outlet, counted from their words, and count once on request."""

import random

import pandas as pd
import pytest

from analysis.corpus import families, load_corpus, near_duplicates
from analysis.errors import InputError


def words(start, end):
    """Words that no other stretch of numbers has."""
    return " ".join(f"w{number}" for number in range(start, end))


def table(*texts, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "text": texts, **columns})


def test_exact_copies_whatever_their_case_and_spaces():
    text = "Rain fell on the town, and “snow” on the hills."
    pairs = near_duplicates(
        table(text, text.upper(), text.replace(" ", "\n\n"), outlet=["P", "Q", None])
    )
    assert pairs[["article_id", "other_id", "exact", "n_run"]].to_numpy().tolist() == [
        ["a0", "a1", True, 10],
        ["a0", "a2", True, 10],
    ]
    assert pairs["other_outlet"].fillna("-").tolist() == ["Q", "-"]


def test_shares_are_counted_by_hand():
    # 100 words make 96 stretches of five. The second text has the first 80 of these words: 76
    # stretches, all in the first, and 40 words of its own: 40 stretches more.
    pairs = near_duplicates(table(words(0, 100), words(0, 80) + " " + words(500, 540)))
    row = pairs.iloc[0]
    assert row["shared"] == pytest.approx(76 / 96)
    assert row["jaccard"] == pytest.approx(76 / (96 + 116 - 76))
    assert (row["n_run"], row["n_words"], row["other_n_words"]) == (80, 100, 120)
    assert not row["exact"]


def test_what_is_no_copy():
    assert len(near_duplicates(table(words(0, 100), words(200, 300)))) == 0
    # a quotation of 60 words in two articles of 200
    assert len(near_duplicates(table(words(0, 200), words(140, 340)))) == 0
    # the same words, but never twenty in a row
    chunks = [words(start, start + 10) for start in range(0, 100, 10)]
    assert len(near_duplicates(table(" ".join(chunks), " ".join(chunks[::-1])))) == 0
    assert len(near_duplicates(table("", ""))) == 0
    assert len(near_duplicates(table("Rain.", "Snow."))) == 0
    assert list(near_duplicates(table()).columns)[:3] == ["article_id", "outlet", "other_id"]


def test_most_pairs_with_two_thirds_in_common_are_found():
    draw = random.Random(1)
    texts = []
    for number in range(300):
        base = 1_000 * number
        texts += [words(base, base + 200)]
        cut = draw.randrange(170, 190)  # of 196 stretches each about 0.8 of either are in both
        texts += [words(base, base + cut) + " " + words(base + 500, base + 700 - cut)]
    pairs = near_duplicates(table(*texts))
    assert len(pairs) >= 295
    assert (pairs["shared"] > 0.8).all()


def test_families_and_which_article_stays():
    text = words(0, 60)
    articles = table(
        *[text] * 5,
        words(900, 990),
        group=["left", "left", "right", "left", "right", "left"],
        outlet=list("PQRSTU"),
        published=pd.to_datetime(["2024-03-03", "2024-03-01", None, None, "2024-03-09", None]),
    )
    found = families(articles, near_duplicates(articles))
    assert found["article_id"].tolist() == ["a0", "a1", "a2", "a3", "a4"]
    assert set(found["family"]) == {1}
    assert set(found["n_articles"]) == {5}
    assert set(found["n_groups"]) == {2}
    # the earliest of each group; an article without a date is no candidate where others have one
    assert found.loc[found["kept"], "article_id"].tolist() == ["a1", "a4"]


def test_a_chain_of_copies_is_one_family_and_larger_families_go_first():
    texts = [words(0, 100), words(10, 110), words(20, 120), words(500, 600), words(500, 600)]
    articles = table(*texts[3:], *texts[:3])
    found = families(articles, near_duplicates(articles))
    assert found[["family", "article_id"]].to_numpy().tolist() == [
        [1, "a2"],
        [1, "a3"],
        [1, "a4"],
        [2, "a0"],
        [2, "a1"],
    ]
    assert len(families(articles, near_duplicates(articles.head(0)))) == 0


def test_a_corpus_that_counts_copies_once(make_corpus):
    text = words(0, 60)
    listing = (
        "article_id,text,group,published\n"
        f"a,{text},left,2024-03-03\nb,{text} more,left,2024-03-01\n"
        f"c,{text},right,\nd,{words(100, 160)},right,\n"
    )
    folder = make_corpus(articles_csv=listing)
    assert len(load_corpus(folder).articles) == 4
    once = load_corpus(folder, duplicates="once")
    assert once.articles["article_id"].tolist() == ["b", "c", "d"]
    assert once.rejected[["article_id", "reason"]].to_numpy().tolist() == [
        ["a", "a copy of article 'b'"]
    ]
    assert str(once).endswith("1 copy left out.")
    with pytest.raises(InputError, match="duplicates must be 'keep' or 'once', not 'never'"):
        load_corpus(folder, duplicates="never")


def test_every_article_twice_is_seen_at_once():
    texts = [words(1_000 * number, 1_000 * number + 50) for number in range(2_000)]
    articles = table(*texts, *texts)
    pairs = near_duplicates(articles)
    assert len(pairs) == 2_000
    assert pairs["exact"].all()
    assert families(articles.assign(group="x"), pairs)["kept"].sum() == 2_000


def test_a_text_printed_a_thousand_times_makes_no_million_pairs():
    text = words(0, 60)
    articles = table(*[f"{text} {words(1_000 + n, 1_003 + n)}" for n in range(1_000)])
    pairs = near_duplicates(articles)
    assert 999 <= len(pairs) < 50_000
    assert families(articles.assign(group="x"), pairs)["n_articles"].tolist() == [1_000] * 1_000
