"""The farthest pair of groups: its mean, floor and test by hand, and what it hangs on."""

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
import pytest

from analysis.inference.checks import COLUMNS
from analysis.inference.distance_claims import CHOICES, check_distance, distance_specifications
from analysis.inference.group_distances import apart_in_words
from analysis.inference.splits import adjust
from analysis.measures.distance import BETWEEN_GROUPS, WITHIN_ARTICLE, WITHIN_GROUP, distances


def pairs_of(places, groups, *, within=0.1):
    """A table of distances of articles that stand at points of a line."""
    names = [f"a{i}" for i in range(len(places))]
    rows = [(n, n, g, g, WITHIN_ARTICLE, within) for n, g in zip(names, groups, strict=True)]
    for i, j in combinations(range(len(places)), 2):
        kind = WITHIN_GROUP if groups[i] == groups[j] else BETWEEN_GROUPS
        apart = abs(places[i] - places[j])
        rows.append((names[i], names[j], groups[i], groups[j], kind, apart))
    columns = ["a", "b", "a_group", "b_group", "kind", "distance"]
    return pd.DataFrame(rows, columns=columns)


def checked(places, groups, **options):
    labels = {group: group.upper() for group in sorted(set(groups))}
    return check_distance(pairs_of(places, groups), groups=labels, **options).iloc[0]


def contrast(places, a):
    """Mean distance between less mean distance within, pair by pair."""
    b = [i for i in range(len(places)) if i not in a]
    between = [abs(places[i] - places[j]) for i in a for j in b]
    inside = [abs(places[i] - places[j]) for own in (a, b) for i, j in combinations(own, 2)]
    return np.mean(between) - np.mean(inside)


def test_by_hand():
    row = checked([0, 1, 5, 6, 10, 12], "aabbcc")
    assert row["claim"] == "distance: a: c"
    assert row["estimate"] == (10 + 12 + 9 + 11) / 4
    assert row["floor"] == 2  # the larger of 1 within a, 2 within c, and .1 within an article
    assert (row["n_units"], row["n_units_least"], row["basis"]) == (4, 2, "within")
    assert row[["low", "high"]].isna().all()
    assert (row["n_left_out"], row["n_kept"], row["lost_without"]) == (4, 4, "")
    assert (row["p"], row["p_least"]) == (2 / 6, 2 / 6)


def test_p_is_that_of_all_deals():
    places = [0.0, 0.4, 1.1, 0.9, 1.6, 2.5, 2.2]
    row = checked(places, "aaabbbb")
    every = [contrast(places, a) for a in combinations(range(7), 3)]
    assert len(every) == comb(7, 3)
    assert row["p"] == np.mean([value >= every[0] - 1e-12 for value in every])
    assert row["p_least"] == np.mean([value >= max(every) - 1e-12 for value in every])


def test_the_test_is_adjusted_for_the_pairs_it_was_picked_from():
    groups = "aaaabbbbcccc"
    places = [0.0, 0.3, 0.5, 0.2, 0.4, 0.6, 0.3, 0.7, 0.9, 0.5, 1.0, 0.8]
    row = checked(places, groups)
    p = []
    for pair in (("a", "b"), ("a", "c"), ("b", "c")):
        keep = [i for i, group in enumerate(groups) if group in pair]
        own = [places[i] for i in keep]
        every = [contrast(own, a) for a in combinations(range(8), 4)]
        p.append(np.mean([value >= every[0] - 1e-9 for value in every]))
    assert row["claim"] == "distance: a: c"
    assert row["p"] == p[1]
    assert row["p_adjusted"] == pytest.approx(adjust(pd.Series(p))[1])
    assert row["p_adjusted"] > row["p"]


def test_one_article_has_no_test_and_two_groups_one_pair():
    row = checked([0, 1, 7], "aab")
    assert row[["p", "p_least", "p_adjusted"]].isna().all()
    assert (row["n_left_out"], row["n_kept"]) == (2, 2)
    empty = check_distance(pairs_of([0, 1], "aa"), groups={"a": "A"})
    assert (len(empty), tuple(empty.columns)) == (0, COLUMNS)


def test_one_pair_cannot_be_the_farthest():
    """Of two groups the claim is that they are farther apart than each is within itself."""
    row = checked([0, 1, 7], "aab")
    assert row["label"] == "A and B farther apart than within"
    assert row["says"] == "That A and B are farther apart than two articles of one of them"
    labels = {"b": "B", "a": "A"}
    told = apart_in_words(pairs_of([0, 1, 7], "aab"), groups=labels)
    assert told == "B and A are farther apart (6.50) than two articles of one of them (1.00)"
    # 0 and 10 are of one group, and the other lies between them: nothing is claimed of that.
    near = pairs_of([0, 10, 5, 5], "aabb")
    assert check_distance(near, groups=labels).empty
    told = apart_in_words(near, groups=labels)
    assert told == "B and A are no farther apart (5.00) than two articles of one of them (10.00)"


def test_two_groups_of_one_article_stand_beside_its_samples():
    told = apart_in_words(pairs_of([0, 7], "ab"), groups={"a": "A", "b": "B"})
    assert told == "A and B are farther apart (7.00) than two samples of one article (0.10)"


def test_an_article_without_which_two_groups_are_no_farther_apart_is_named():
    # Without a0 or a1, a is 8.5 from b and 9 within; without a4 both are 6.
    row = checked([9, 9, 0, 12, 14], "aaabb")
    assert (row["estimate"], row["floor"]) == (7, 6)
    assert (row["n_left_out"], row["n_kept"], row["lost_without"]) == (5, 2, "a0, a1, a4")


def test_more_than_two_groups_are_told_by_the_farthest_pair():
    assert apart_in_words(pairs_of([0, 1, 5], "abc"), groups={"a": "A", "b": "B", "c": "C"}) == ""


def test_an_article_that_the_claim_hangs_on_is_named():
    row = checked([0, 20, 10, 11, 13], "aabbc")
    # Without a0, a is at 20 and b nearer to c; with it b and a are 10 apart on average.
    far = row["claim"]
    for name in row["lost_without"].split(", "):
        rest = [i for i in range(5) if f"a{i}" != name]
        groups = ["aabbc"[i] for i in rest]
        assert checked([[0, 20, 10, 11, 13][i] for i in rest], groups)["claim"] != far
    assert row["n_kept"] == row["n_left_out"] - len(row["lost_without"].split(", "))


def test_an_interval_of_five_articles_a_group_holds_the_estimate():
    rng = np.random.default_rng(2)
    places = [*rng.normal(0, 1, 6), *rng.normal(4, 1, 7)]
    row = checked(places, "a" * 6 + "b" * 7)
    assert row["low"] < row["estimate"] < row["high"]
    assert row["basis"] == "between"
    again = checked(places, "a" * 6 + "b" * 7)
    assert (row["low"], row["high"]) == (again["low"], again["high"])
    shifted = checked([place + 3 for place in places], "a" * 6 + "b" * 7)
    assert shifted["low"] == pytest.approx(row["low"])


@pytest.mark.filterwarnings("error")
def test_an_article_too_short_to_measure_is_left_out():
    pairs = pairs_of([0, 1, 5, 6, 9], "aabbb")
    short = (pairs["a"] == "a4") | (pairs["b"] == "a4")
    pairs.loc[short, "distance"] = np.nan
    labels = {"a": "A", "b": "B"}
    one = check_distance(pairs, groups=labels)
    pd.testing.assert_frame_equal(one, check_distance(pairs[~short], groups=labels))


def test_the_seeds_have_every_combination_of_choices():
    from seed_families import seeds

    corpus, tokens = seeds()
    pairs = distances(tokens, n_draws=50)
    row = check_distance(pairs, groups=corpus.groups).iloc[0]
    between = pairs[pairs["kind"] == BETWEEN_GROUPS]
    ends = between[["a_group", "b_group"]].apply(lambda pair: tuple(sorted(pair)), axis=1)
    means = between.groupby(ends)["distance"].mean()
    assert tuple(row["claim"].split(": ")[1:]) == means.idxmax()
    assert row["estimate"] == pytest.approx(means.max())
    table = distance_specifications(corpus, tokens, row["claim"])
    options = [len(options) for options in CHOICES.values()]
    assert len(table) == 2 * 2 * 2 * np.prod(options)  # texts, groupings, its own choices
    assert (table["kept"] == (table["estimate"] > 0)).all()
    first = table.iloc[0]
    assert first[list(CHOICES)].tolist() == [options[0] for options in CHOICES.values()]
