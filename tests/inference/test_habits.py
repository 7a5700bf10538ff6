"""Which keywords are the habit of one outlet, on corpora made to show each way of being one."""

import pandas as pd
import pytest
from inference_made import articles_of

from analysis import (
    count_terms,
    keyness_of_groups,
    load_corpus,
    suite_families,
    tokenize,
    typical_terms,
)
from analysis.errors import InputError
from analysis.inference.habits import COLUMNS, keyword_habits

WORDS = ["strike", "mr", "courier", "rare"]


def corpus():
    """Six outlets a side; on side x all say strike, one says mr, two name themselves."""
    rows = []
    for side in "xy":
        for n in range(6):
            name = f"{side}{n} {'Courier' if side == 'x' and n < 2 else 'Post'}"
            text = "Rain fell on the harbour while cranes stood still. "
            text += "A strike. " * (5 if side == "x" else 1)
            text += "Mr Roe spoke. " * (9 if name == "x3 Post" else 1)
            text += "Read the Courier. " * (3 if "Courier" in name else 0)
            text += "Rare. " * (n == 5)
            rows.append((f"{side}{n}", side, name, text))
    return articles_of(*rows, columns=("article_id", "group", "outlet", "text"))


@pytest.fixture(scope="module")
def tokens():
    return tokenize(corpus())


@pytest.fixture(scope="module")
def told(tokens):
    table = pd.DataFrame({"group": "x", "term": WORDS}, index=[3, 1, 7, 5])
    return keyword_habits(table, tokens).set_index("term")


def test_a_word_of_all_outlets_is_no_habit(told):
    assert (told.loc["strike", "n_units"], told.loc["strike", "k_units"]) == (6, 6)
    assert told.loc["strike", "p_units"] == pytest.approx(2 / 924)
    assert not told.loc["strike", "habit"]


def test_a_word_that_one_outlet_makes_is_its_habit(told):
    assert (told.loc["mr", "top_unit"], told.loc["mr", "top_share"]) == ("x3 Post", 9 / 14)
    assert told.loc["mr", "habit"]


def test_outlets_that_name_themselves_are_a_habit_whichever_of_them_does(told):
    assert told.loc["courier", "top_share"] == 0.5
    assert told.loc["courier", "name_share"] == 1.0
    assert told.loc["courier", "habit"]
    assert (told.drop("courier")["name_share"] == 0).all()


def test_a_word_that_falls_so_by_chance_is_a_habit(told):
    assert told.loc["rare", "p_units"] > 0.05
    assert told.loc["rare", "name_share"] == 0
    assert told.loc["rare", "habit"]


def test_rows_stay_in_their_order_and_none_is_lost(tokens):
    typical = typical_terms(keyness_of_groups(count_terms(tokens), groups=["x", "y"]), top=8)
    habits = keyword_habits(typical, tokens)
    pd.testing.assert_frame_equal(habits[[*typical]], typical)
    assert [*keyword_habits(typical.iloc[:0], tokens)] == [*typical, *COLUMNS]


def test_articles_have_no_habits(tokens):
    told = keyword_habits(pd.DataFrame({"group": "x", "term": WORDS}), tokens, unit="article_id")
    assert [*told] == ["group", "term", "habit"]
    assert not told["habit"].any()


def test_no_claim_is_made_of_a_habit(tmp_path):
    told = corpus()
    told.loc[told["outlet"] == "x4 Post", "text"] += " Mr Roe spoke again." * 3
    told.loc[told["outlet"] == "x3 Post", "text"] += " Mr Roe spoke again." * 40
    told.to_csv(tmp_path / "articles.csv", index=False)
    whole = load_corpus(tmp_path)
    tokens = tokenize(whole.articles)
    families = [suite_families(whole, tokens, unit=unit)[0] for unit in ("article_id", "outlet")]
    by_article, by_outlet = ({claim.item for claim in family.claims} for family in families)
    assert by_article & {"mr", "roe", "spoke"}
    assert by_outlet
    assert not by_outlet & {"mr", "roe", "spoke"}


def test_an_article_without_an_outlet_is_an_error():
    articles = corpus().assign(outlet=None)
    with pytest.raises(InputError, match="'outlet' is empty for 12 of 12"):
        keyword_habits(pd.DataFrame({"group": "x", "term": ["mr"]}), tokenize(articles))
