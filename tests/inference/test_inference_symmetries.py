"""What must change nothing: order, empty articles, copies; and what must only change the sign."""

import pandas as pd
import pytest
from test_inference_checks import checked, made

from analysis.inference.bootstrap import rate_intervals
from analysis.inference.tally import tally_terms
from analysis.inference.units import stretches, units_of
from analysis.text.tokens import tokenize

TOLD = [("x", "strike"), ("x", "port"), ("y", "port")]


def intervals(articles):
    tokens = tokenize(articles)
    options = {"terms": ["strike", "port"]}
    tally = tally_terms(tokens, units_of(tokens), **options)
    within = tally_terms(tokens, stretches(tokens, groups=["x", "y"]), **options)
    return rate_intervals(tally, within=within, n_resamples=199)


@pytest.mark.parametrize("n", [3, 8])
def test_the_order_of_articles_changes_nothing(n):
    articles = made(n)
    turned = articles.sample(frac=1, random_state=1).reset_index(drop=True)
    pd.testing.assert_frame_equal(intervals(articles), intervals(turned))
    pd.testing.assert_frame_equal(checked(articles, TOLD), checked(turned, TOLD))


@pytest.mark.parametrize("n", [3, 4, 8])
def test_an_article_without_tokens_changes_nothing(n):
    articles = made(n)
    row = {"article_id": "empty", "group": "x", "outlet": "none", "text": " … "}
    more = pd.concat([pd.DataFrame([row]), articles], ignore_index=True)
    pd.testing.assert_frame_equal(intervals(articles), intervals(more))
    pd.testing.assert_frame_equal(checked(articles, TOLD), checked(more, TOLD))


@pytest.mark.parametrize("name", ["z{}", "0{}"])
@pytest.mark.parametrize("n", [3, 8])
def test_copies_of_every_article_make_nothing_surer(n, name):
    articles = made(n)
    copies = articles.assign(article_id=articles["article_id"].map(name.format))
    twice = pd.concat([articles, copies], ignore_index=True)
    one, two = intervals(articles), intervals(twice)
    assert (2 * one["n_events"]).equals(two["n_events"])
    pd.testing.assert_frame_equal(one.drop(columns="n_events"), two.drop(columns="n_events"))
    pd.testing.assert_frame_equal(
        checked(articles, TOLD).drop(columns="lost_without"),
        checked(twice, TOLD).drop(columns="lost_without"),
    )


def test_copies_in_one_outlet_make_no_new_outlet():
    articles = made(8, outlets=4)
    copies = articles.assign(article_id="z" + articles["article_id"])
    twice = pd.concat([articles, copies], ignore_index=True)
    pd.testing.assert_frame_equal(
        checked(articles, TOLD, unit="outlet"), checked(twice, TOLD, unit="outlet")
    )


@pytest.mark.parametrize("n", [3, 8, 12])
def test_renamed_groups_change_only_their_names(n):
    articles = made(n)
    turned = articles.assign(group=articles["group"].map({"x": "y", "y": "x"}))
    one = checked(articles, [("x", "strike")]).iloc[0]
    other = checked(turned, [("y", "strike")]).iloc[0]
    same = ["estimate", "basis", "n_units", "n_units_least", "n_left_out", "n_kept", "low", "high"]
    pd.testing.assert_series_equal(one[same], other[same], check_names=False)
    assert one["p"] == pytest.approx(other["p"], abs=0.01)


@pytest.mark.parametrize("seed", [0, 7])
def test_the_same_seed_gives_the_same_table(seed):
    articles = made(9)
    pd.testing.assert_frame_equal(
        checked(articles, TOLD, seed=seed), checked(articles, TOLD, seed=seed)
    )
