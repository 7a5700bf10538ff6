"""Keyness: peers' values through the public table, symmetries, edges."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.keyness import keyness, keyness_of_groups
from analysis.text.counts import count_terms
from analysis.text.tokens import tokenize


def counts_of(**texts):
    table = pd.DataFrame({"article_id": list(texts), "text": list(texts.values())})
    return count_terms(tokenize(table.assign(group=table["article_id"].str[0])))


@pytest.fixture
def letters():
    """The input of quanteda.textstats' test of keyness; *a* and *i* are function words here."""
    return counts_of(t="a a a b b c c c c c c d e f g h h", u="a a b c c d d d d e f h")


def test_order_by_chi2_is_quantedas(letters):
    table = keyness(letters, target="t")
    order = table.sort_values(["chi2", "term"], ascending=[False, True])["term"]
    assert order.tolist() == "g c b h a e f d".split()


def test_statistics_are_signed_and_named():
    row = keyness(counts_of(t="b b b b b b b a a a", u="a a a a a a a b b"), target="t")
    row = row.set_index("term")
    assert row.loc["b", "chi2"] == pytest.approx(2.632438, abs=5e-7)
    assert row.loc["b", "g2"] == pytest.approx(4.534939, abs=5e-7)
    assert row.loc["b", "ll"] == pytest.approx(2.440100, abs=5e-7)
    assert row.loc["a", "chi2"] == pytest.approx(-2.632438, abs=5e-7)


def test_g2_matches_scipy_through_the_table():
    text = "tax " * 30 + "other " * 970
    reference = "tax " * 10 + "other " * 990
    table = keyness(counts_of(t=text, u=reference), target="t").set_index("term")
    assert table.loc["tax", "g2"] == pytest.approx(10.669, abs=5e-4)
    assert table.loc["tax", "target_per_1000"] == 30
    assert table.loc["tax", "log_ratio"] == pytest.approx(np.log2(3))


def test_swapping_target_and_reference_flips_every_sign(letters):
    there = keyness(letters, target="t", reference="u").set_index("term")
    back = keyness(letters, target="u", reference="t").set_index("term").loc[there.index]
    for column in ("z", "log_odds", "log_ratio", "g2", "ll", "chi2"):
        np.testing.assert_array_equal(there[column], -back[column])


def test_order_of_articles_changes_nothing():
    texts = {"t1": "gangs fire", "u1": "police state fire", "t2": "gangs gangs", "u2": "vote"}
    there = keyness(counts_of(**texts), target="t")
    back = keyness(counts_of(**dict(reversed(texts.items()))), target="t")
    pd.testing.assert_frame_equal(there, back)


def test_totals_come_before_filters():
    counts = counts_of(t="the the gangs 400", u="the police")
    full = keyness(counts, target="t").set_index("term")
    part = keyness(counts, target="t", content_only=True).set_index("term")
    assert set(part.index) == {"gangs", "police"}
    pd.testing.assert_frame_equal(part, full.loc[part.index])
    assert part.loc["gangs", "target_per_1000"] == 250  # one of four tokens, not of one


def test_in_n_of_k_articles():
    table = keyness(counts_of(t1="gangs gangs", t2="fire", u="fire"), target="t")
    row = table.set_index("term").loc["gangs"]
    assert (row["n_articles_target"], row["k_articles_target"]) == (1, 2)
    assert (row["n_articles_reference"], row["k_articles_reference"]) == (0, 1)
    assert row["dp_norm_target"] == pytest.approx((1 - 2 / 3) / (1 - 1 / 3))


def test_one_article_has_no_dispersion(letters):
    assert keyness(letters, target="t")["dp_norm_target"].isna().all()


def test_every_group_against_the_rest_and_each():
    counts = counts_of(a="x", b="y", c="z")
    rest = keyness_of_groups(counts, groups=["a", "b", "c"])
    each = keyness_of_groups(counts, groups=["a", "b", "c"], against="each")
    assert rest.groupby("group", sort=False).size().to_dict() == {"a": 3, "b": 3, "c": 3}
    assert set(rest["reference"]) == {"rest"}
    assert len(each[["group", "reference"]].drop_duplicates()) == 6


def test_bad_comparisons_are_refused(letters):
    with pytest.raises(InputError, match="'x' has no article"):
        keyness(letters, target="x")
    with pytest.raises(InputError, match="nothing to be compared with"):
        keyness(letters, target="t", reference="t")
    with pytest.raises(InputError, match="fewer than two"):
        keyness_of_groups(letters, groups=["t"])


def test_empty_articles_leave_everything_as_it_was(letters):
    table = pd.DataFrame({"article_id": ["t", "u"], "text": ["b c", "c"], "group": ["t", "u"]})
    empty = pd.DataFrame({"article_id": ["v"], "text": [""], "group": ["u"]})
    without = keyness(count_terms(tokenize(table)), target="t")
    with_empty = keyness(count_terms(tokenize(pd.concat([table, empty]))), target="t")
    columns = ["term", "n_target", "n_reference", "z", "g2", "log_ratio"]
    pd.testing.assert_frame_equal(without[columns], with_empty[columns])


def test_the_sign_is_that_of_the_rates_however_rare_the_term():
    # 0 of 1,000 against 9 of 50,000: half a use in 1,000 would be more than 9 in 50,000
    counts = counts_of(t="filler " * 1000, u="rare " * 9 + "filler " * 49_991)
    row = keyness(counts, target="t").set_index("term").loc["rare"]
    assert row["g2"] < 0 and row["ll"] < 0 and row["chi2"] <= 0 and row["z"] < 0
    assert np.isnan(row["log_ratio"])
    back = keyness(counts, target="u").set_index("term").loc["rare"]
    assert back["g2"] == -row["g2"] > 0


def test_signs_of_all_measures_agree_on_the_seeds():
    from analysis import load_corpus

    corpus = load_corpus("seeds")
    table = keyness_of_groups(
        count_terms(tokenize(corpus.articles)), groups=list(corpus.groups), against="each"
    )
    rates = np.sign(table["target_per_1000"] - table["reference_per_1000"])
    for column in ("g2", "ll", "log_ratio"):
        known = table[column].notna() & (table[column] != 0)
        assert (np.sign(table[column]) == rates)[known].all()


def test_the_prior_is_in_proportion_to_both_sides():
    # t: x x y, u: y y y; both sides: x 2, y 4 of 6 tokens, 2 articles -> prior x 1, y 2
    row = keyness(counts_of(t="x x y", u="y y y"), target="t").set_index("term").loc["x"]
    delta = np.log((2 + 1) / (3 + 3 - 2 - 1)) - np.log((0 + 1) / (3 + 3 - 0 - 1))
    assert row["log_odds"] == pytest.approx(delta)
    assert row["z"] == pytest.approx(delta / np.sqrt(1 / 3 + 1 / 1))
    heavy = keyness(counts_of(t="x x y", u="y y y"), target="t", prior_articles=100.0)
    assert abs(heavy.set_index("term").loc["x", "z"]) < abs(row["z"])


def test_ties_are_broken_by_name():
    table = keyness(counts_of(t="b a c", u="d f e"), target="t")
    assert table["term"].tolist() == ["a", "b", "c", "d", "e", "f"]


def test_a_group_without_tokens_compares_with_nothing():
    table = keyness(counts_of(t="gangs burn", u=""), target="t")
    assert table["term"].tolist() == ["burn", "gangs"]
    assert table[["z", "log_odds", "g2", "ll", "chi2", "log_ratio"]].isna().all(axis=None)
