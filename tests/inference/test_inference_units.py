"""What is resampled: named, ordered by what it holds, a copy never counted as another unit."""

import numpy as np
import pandas as pd
import pytest
from inference_made import articles_of, tokens_of

from analysis.corpus import load_corpus
from analysis.errors import InputError
from analysis.inference.tally import tally_terms
from analysis.inference.units import STRETCH, STRETCH_SENTENCES, stretches, units_of
from analysis.text.tokens import tokenize

COLUMNS = ("article_id", "group", "outlet", "text")
ROWS = (
    ("1", "left", "Post", "Strike now."),  # 2 tokens
    ("2", "left", "Post", "Rain fell all day."),  # 4
    ("3", "right", "Post", "Trade is up."),  # 3
    ("4", "right", "Mail", "Strike is over, all say."),  # 5
)


@pytest.fixture(scope="module")
def seeds():
    return load_corpus("seeds").articles


def sizes(units):
    """Tokens of every unit, by its group and name."""
    n = np.bincount(units.of_token[units.of_token >= 0], minlength=len(units.table))
    return dict(zip(zip(units.table["group"], units.table["unit"], strict=True), n, strict=True))


def test_articles_are_the_units_by_default():
    units = units_of(tokens_of(*ROWS, columns=COLUMNS))
    assert units.kind == "article_id"
    assert sizes(units) == {
        ("left", "1"): 2, ("left", "2"): 4, ("right", "3"): 3, ("right", "4"): 5,
    }  # fmt: skip


def test_an_outlet_of_two_groups_is_two_units():
    units = units_of(tokens_of(*ROWS, columns=COLUMNS), unit="outlet")
    assert sizes(units) == {("left", "Post"): 2 + 4, ("right", "Post"): 3, ("right", "Mail"): 5}


def test_equal_texts_of_a_group_are_one_unit_and_of_two_groups_are_two():
    tokens = tokens_of(("1", "a", "Rain."), ("2", "a", "Rain."), ("3", "b", "Rain."))
    assert sizes(units_of(tokens)) == {("a", "1"): 1 + 1, ("b", "3"): 1}
    assert sizes(stretches(tokens, groups=["a", "b"])) == {("a", "1"): 1 + 1, ("b", "3"): 1}


@pytest.mark.parametrize("order", [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
def test_the_order_of_articles_does_not_matter(seeds, order):
    turned = tokenize(seeds.iloc[order].reset_index(drop=True))
    for one, other in (
        (units_of(tokenize(seeds)), units_of(turned)),
        (stretches(tokenize(seeds), groups=["marxist"]), stretches(turned, groups=["marxist"])),
    ):
        pd.testing.assert_frame_equal(one.table, other.table)
        assert np.array_equal(
            np.bincount(one.of_token + 1, minlength=len(one.table) + 1),
            np.bincount(other.of_token + 1, minlength=len(other.table) + 1),
        )


@pytest.mark.parametrize("name", ["z{}", "0{}"])
def test_copies_of_every_article_make_no_new_unit(seeds, name):
    copies = seeds.assign(article_id=seeds["article_id"].map(name.format))
    twice = tokenize(pd.concat([seeds, copies], ignore_index=True))
    once = tokenize(seeds)
    for make in (units_of, lambda tokens: stretches(tokens, groups=["marxist", "think-tank"])):
        one, two = make(once), make(twice)
        assert len(one.table) == len(two.table)
        n_one, n_two = (np.bincount(u.of_token + 1, minlength=len(u.table) + 1) for u in (one, two))
        assert np.array_equal(2 * n_one, n_two)


def test_stretches_are_paragraphs_long_ones_in_parts_of_five_sentences():
    text = "One.\n" + "A b. " * 7 + "\nC d e."
    units = stretches(tokens_of(("1", "x", text), ("2", "y", "Left out.")), groups=["x"])
    assert STRETCH_SENTENCES == 5
    # A paragraph of 1 token; 7 sentences of 2 as 5 + 2; one of 3. The other group has no units.
    assert np.bincount(units.of_token[units.of_token >= 0]).tolist() == [1, 5 * 2, 2 * 2, 3]
    assert units.of_token[-2:].tolist() == [-1, -1]
    assert units.table.to_dict("list") == {"unit": ["1"] * 4, "group": ["x"] * 4, "home": ["x"] * 4}
    assert units.kind == STRETCH


def test_no_stretch_reaches_from_one_article_into_the_next(seeds):
    tokens = tokenize(seeds)
    units = stretches(tokens, groups=list(seeds["group"].unique()))
    article = seeds["article_id"].to_numpy()[tokens.article]
    assert (units.table["unit"].to_numpy()[units.of_token] == article).all()
    sentences = pd.DataFrame({"u": units.of_token, "s": tokens.sentence_of})
    assert sentences.groupby("s")["u"].nunique().max() == 1
    assert sentences.groupby("u")["s"].nunique().max() == STRETCH_SENTENCES


def test_an_article_without_tokens_is_in_no_tally():
    tokens = tokens_of(*ROWS, ("5", "left", "Mail", ""), columns=COLUMNS)
    tally = tally_terms(tokens, units_of(tokens), terms=["strike"])
    assert tally.units["unit"].tolist() == ["2", "1", "4", "3"]  # by text within the group
    assert stretches(tokens, groups=["left"]).table["unit"].tolist() == ["2", "1"]


def test_no_articles_no_units():
    tokens = tokenize(articles_of(*ROWS, columns=COLUMNS).iloc[:0])
    assert units_of(tokens).table.empty
    assert stretches(tokens, groups=["left"]).table.empty


def test_a_column_that_is_missing_or_has_gaps_is_named(seeds):
    with pytest.raises(InputError, match="no column 'region'"):
        units_of(tokenize(seeds), unit="region")
    with pytest.raises(InputError, match=r"'outlet' is empty for 2 of 5 articles \(002, 003\)"):
        units_of(tokenize(seeds), unit="outlet")
    gaps = seeds.assign(outlet=None)
    with pytest.raises(InputError, match=r"5 of 5 articles \(000, 001, 002, …\)"):
        units_of(tokenize(gaps), unit="outlet")
