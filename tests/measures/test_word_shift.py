"""Word shift: parts of the divergence, with their direction."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import load_corpus
from analysis.errors import InputError
from analysis.measures.divergence import jensen_shannon
from analysis.measures.word_shift import word_shift
from analysis.text.counts import count_terms
from analysis.text.tokens import tokenize


def counts_of(*rows):
    articles = pd.DataFrame(rows, columns=["article_id", "group", "text"]).astype("str")
    return count_terms(tokenize(articles))


@pytest.fixture(scope="module")
def seeds():
    return count_terms(tokenize(load_corpus("seeds").articles))


def test_parts_of_shifterator():
    # A–G ten times each against B–H (shifterator: 1/7, half from A and half from H).
    terms = "alpha bravo charlie delta echo foxtrot golf hotel".split()
    left, right = " ".join(terms[:7] * 10), " ".join(terms[1:] * 10)
    table = word_shift(counts_of(("1", "l", left), ("2", "r", right)), target="l", reference="r")
    assert table["contribution"].sum() == pytest.approx(1 / 7)
    assert table["term"].tolist()[:2] == ["alpha", "hotel"]
    assert table["share"].tolist()[:2] == pytest.approx([0.5, 0.5])
    assert table["shift"].tolist()[:2] == pytest.approx([1 / 14, -1 / 14])
    assert table["contribution"].iloc[2:].max() < 1e-12


def test_parts_by_hand():
    # p(war) = 3/4, q(war) = 1/4, m = 1/2.
    counts = counts_of(("1", "l", "War war war peace."), ("2", "r", "War peace peace peace."))
    table = word_shift(counts, target="l", reference="r").set_index("term")
    told = (3 / 4 * np.log2(3 / 2) + 1 / 4 * np.log2(1 / 2)) / 2
    assert table.loc["war", "shift"] == pytest.approx(told)
    assert table.loc["peace", "shift"] == pytest.approx(-told)
    assert (table.loc["war", "target_per_1000"], table.loc["war", "user"]) == (750, "l")


def test_parts_add_up_to_the_divergence(seeds):
    table = word_shift(seeds, target="marxist", reference="kenyan-press")
    sides = [seeds.matrix[(seeds.articles["group"] == g).to_numpy()].sum(axis=0)
             for g in ("marxist", "kenyan-press")]  # fmt: skip
    assert table["contribution"].sum() == pytest.approx(jensen_shannon(*sides))
    assert table["share"].sum() == pytest.approx(1)


def test_swapping_the_sides_turns_the_sign(seeds):
    one = word_shift(seeds, target="marxist", reference="kenyan-press").set_index("term")
    two = word_shift(seeds, target="kenyan-press", reference="marxist").set_index("term")
    assert list(one.index) == list(two.index)
    assert (one["shift"] == -two["shift"]).all()
    assert one["user"].equals(two["user"])
    assert one["n_articles"].equals(two["n_articles"])


def test_rows_are_articles_in_any_order(seeds):
    articles = load_corpus("seeds").articles.iloc[::-1].reset_index(drop=True)
    turned = word_shift(count_terms(tokenize(articles)), target="marxist")
    pd.testing.assert_frame_equal(turned, word_shift(seeds, target="marxist"))


def test_the_rest_is_everybody_else(seeds):
    table = word_shift(seeds, target="think-tank").set_index("term")
    assert (table["reference"] == "rest").all()
    assert table.loc["gangs", "n_reference"] == 11 + 5
    assert table.loc["gangs", "k_articles_reference"] == 4


def test_lists_are_cut_and_shares_are_not(seeds):
    whole = word_shift(seeds, target="marxist").set_index("term")
    cut = word_shift(seeds, target="marxist", min_count=3, content_only=True).set_index("term")
    assert "the" not in cut.index and "the" in whole.index
    assert (cut["n_target"] + cut["n_reference"]).min() == 3
    assert cut["share"].to_dict() == whole.loc[cut.index, "share"].to_dict()


def test_the_same_words_have_no_share_and_no_words_no_parts():
    same = counts_of(("1", "l", "War."), ("2", "r", "War."))
    table = word_shift(same, target="l", reference="r")
    assert table["contribution"].tolist() == [0] and table["share"].isna().all()
    assert table["user"].tolist() == [""]
    none = word_shift(counts_of(("1", "l", "War."), ("2", "r", "")), target="l", reference="r")
    assert none["contribution"].isna().all() and len(none) == 1


@pytest.mark.parametrize(
    "sides",
    [{"target": "x"}, {"target": "l", "reference": "x"}, {"target": "l", "reference": "l"}],
)
def test_sides_must_exist_and_differ(sides):
    with pytest.raises(InputError, match="group"):
        word_shift(counts_of(("1", "l", "War."), ("2", "r", "Peace.")), **sides)
    with pytest.raises(InputError, match="nothing to be compared"):
        word_shift(counts_of(("1", "l", "War.")), target="l")
