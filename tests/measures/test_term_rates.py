import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.term_rates import some_uses, term_rates
from analysis.text import count_terms, tokenize

TEXTS = {
    "a": "Port port port crane. The port.",
    "b": "Port crane crane.",
    "c": "Ship ship ship crane and the ship of the port.",
}
GROUPS = {"a": "left", "b": "left", "c": "right"}


@pytest.fixture(scope="module")
def tokens():
    table = pd.DataFrame({"article_id": list(TEXTS), "text": list(TEXTS.values())})
    return tokenize(table.assign(group=table["article_id"].map(GROUPS)))


def row(table, term, group):
    (found,) = table[(table["term"] == term) & (table["group"] == group)].to_dict("records")
    return found


def test_rates_of_every_group_by_hand(tokens):
    table = term_rates(count_terms(tokens), groups=["left", "right"], min_count=3)
    left, right = row(table, "port", "left"), row(table, "port", "right")
    assert (left["n"], left["n_tokens"], left["n_articles"], left["k_articles"]) == (5, 9, 2, 2)
    assert left["per_1000"] == pytest.approx(1000 * 5 / 9)
    assert (right["n"], right["n_tokens"], right["n_articles"]) == (1, 10, 1)
    assert left["z"] == pytest.approx(-right["z"])


def test_zeros_are_rows_and_function_words_are_none(tokens):
    table = term_rates(count_terms(tokens), groups=["left", "right"], min_count=3)
    assert set(table["term"]) == {"port", "crane", "ship"}
    assert row(table, "ship", "left")["n"] == 0
    assert len(table) == 6


def test_what_sets_a_group_apart_comes_first_and_few_are_kept(tokens):
    table = term_rates(count_terms(tokens), groups=["left", "right"], min_count=1)
    weight = table["z"].abs().groupby(table["term"]).max()
    order = table["term"].drop_duplicates().tolist()
    assert order == sorted(order, key=lambda term: (-weight[term], term))
    few = term_rates(count_terms(tokens), groups=["left", "right"], min_count=1, most=2)
    assert few["term"].drop_duplicates().tolist() == order[:2]


def test_groups_keep_the_order_they_are_given_in(tokens):
    table = term_rates(count_terms(tokens), groups=["right", "left"], min_count=3)
    assert table["group"].tolist() == ["right", "left"] * 3


def test_one_group_is_nothing_to_compare(tokens):
    with pytest.raises(InputError, match="fewer than two"):
        term_rates(count_terms(tokens), groups=["left"])


def test_nothing_frequent_enough_gives_no_rows(tokens):
    assert term_rates(count_terms(tokens), groups=["left", "right"], min_count=99).empty


def test_every_article_is_heard_before_any_is_heard_twice():
    uses = pd.DataFrame(
        {"term": ["x"] * 5 + ["y"], "article_id": ["a", "a", "a", "b", "c", "c"], "at": range(6)}
    )
    kept = some_uses(uses, by=pd.Series(GROUPS), most=3)
    assert kept["at"].tolist() == [0, 3, 4, 5, 1]
    assert kept.columns.tolist() == ["term", "article_id", "at"]
    assert some_uses(uses.head(0), by=pd.Series(GROUPS), most=3).empty
