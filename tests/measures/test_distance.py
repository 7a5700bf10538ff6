"""Distances: values by hand and from peers, size-matched, with a floor."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import load_corpus
from analysis.errors import InputError
from analysis.measures.distance import COLUMNS, _beside_floor, distances, distances_by_kind
from analysis.measures.distance_space import distance_map, distance_tree
from analysis.measures.divergence import (
    cosine_distance,
    cosine_rows,
    divergence_by_term,
    jensen_shannon,
    jensen_shannon_rows,
    length_of,
    words_of,
)
from analysis.measures.samples import _pieces, draw_samples, streams_of
from analysis.text.counts import count_terms
from analysis.text.tokens import tokenize

A_TO_G = [10] * 7 + [0]
B_TO_H = [0] + [10] * 7


@pytest.fixture(scope="module")
def seeds():
    return tokenize(load_corpus("seeds").articles)


@pytest.fixture(scope="module")
def of_seeds(seeds):
    return distances(seeds)


def corpus(texts, groups):
    ids = [f"a{i}" for i in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "group": groups, "text": texts}).astype("str")


def words(letter, n=120, size=6):
    """So many sentences of six different words, none of them in another letter's."""
    names = [[f"{letter}{chr(97 + (i * size + k) % 26)}x" for k in range(size)] for i in range(n)]
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in names)


def test_divergence_of_shifterator():
    # Seven terms each, six shared (shifterator: 1/7, half of it from either end).
    assert jensen_shannon(A_TO_G, B_TO_H) == pytest.approx(1 / 7)
    parts = divergence_by_term(A_TO_G, B_TO_H)
    assert parts / parts.sum() == pytest.approx([0.5, 0, 0, 0, 0, 0, 0, 0.5])


def test_divergence_by_hand():
    # p = (1, 0), q = (1/2, 1/2), m = (3/4, 1/4).
    told = (np.log2(4 / 3) + 0.5 * np.log2(2 / 3) + 0.5 * np.log2(2)) / 2
    assert jensen_shannon([4, 0], [3, 3]) == pytest.approx(told)
    assert jensen_shannon([4, 0], [3, 3], base=np.e) == pytest.approx(told * np.log(2))


def test_divergence_matches_scipy():
    from scipy.spatial.distance import cosine, jensenshannon

    p, q = np.random.default_rng(1).integers(0, 9, size=(2, 40))
    assert jensen_shannon(p, q) == pytest.approx(jensenshannon(p, q, base=2) ** 2)
    assert cosine_distance(p, q) == pytest.approx(cosine(p, q))


def test_divergence_has_ends_and_no_direction():
    assert jensen_shannon([1, 2], [2, 4]) == 0
    assert jensen_shannon([1, 0], [0, 5]) == 1
    assert jensen_shannon([4, 0, 1], [3, 3, 0]) == jensen_shannon([3, 3, 0], [4, 0, 1])
    assert np.isnan(jensen_shannon([0, 0], [1, 0])) and np.isnan(cosine_distance([0], [1]))


def test_the_seeds_lie_where_another_implementation_puts_them(of_seeds):
    # Nothing published: the bands were reckoned for these five articles by a second program, which
    # drew samples of 175 tokens in its own way: within one article .52–.61, between .56–.68.
    kinds = of_seeds.set_index("kind")["divergence"]
    within, apart = kinds["within article"], kinds[["within group", "between groups"]]
    assert of_seeds["n_tokens"].eq(177).all()  # half of the shortest article, 355
    assert within.between(0.52 - 0.025, 0.61).all()
    assert apart.between(0.56 - 0.025, 0.68).all()
    assert apart.mean() > within.mean() + 0.05


def test_rows_are_the_formulas_row_by_row():
    rng = np.random.default_rng(3)
    p, q = (rng.multinomial(90, rng.dirichlet(np.full(30, 0.3)), size=50) for _ in range(2))
    told = jensen_shannon_rows(p, q, words_of(p), words_of(q))
    assert told**2 == pytest.approx([jensen_shannon(*row) for row in zip(p, q, strict=True)])
    told = cosine_rows(p, q, length_of(p), length_of(q))
    assert told == pytest.approx([cosine_distance(*row) for row in zip(p, q, strict=True)])
    assert p.astype(bool).sum() < p.size  # with zeros on either side


def test_rows_need_only_the_terms_of_both():
    p, q = np.array([[4, 2, 0]]), np.array([[0, 3, 3]])
    both = [slice(None), [1]]
    told = jensen_shannon_rows(p[*both], q[*both], words_of(p), words_of(q))
    assert told**2 == pytest.approx(jensen_shannon(p[0], q[0]))
    # 6 of √20·√18.
    assert cosine_rows(p[*both], q[*both], length_of(p), length_of(q)) == pytest.approx(
        1 - 6 / 360**0.5
    )


def test_share_above_is_of_the_larger_floor():
    # Within a .1 and within b mostly .5: the pair is above both in the second and third draw.
    kinds = ["within article", "within article", "between groups"]
    pairs = pd.DataFrame({"a": list("aba"), "b": list("abb"), "kind": kinds})
    drawn = np.array([[0.1, 0.5, 0.4], [0.1, 0.5, 0.6], [0.1, 0.3, 0.4], [0.1, 0.5, 0.2]])
    told = _beside_floor(pairs, drawn)
    assert told["share_above"] == pytest.approx([np.nan, np.nan, 0.5], nan_ok=True)
    assert told["floor"] == pytest.approx([np.nan, np.nan, 0.45], nan_ok=True)


def test_samples_are_disjoint_and_of_one_size():
    tokens = tokenize(corpus([words("k", 9, 5)], ["g"]))
    own = streams_of(tokens, "norm", content_only=False, quoted=True).words(0)
    head, tail = draw_samples(own, np.random.default_rng(0), 20, 50)
    whole = np.bincount(own.column)
    assert head.shape == tail.shape == (50, len(whole))
    assert (head.sum(axis=1) == 20).all() and (tail.sum(axis=1) == 20).all()
    assert (head + tail <= whole).all()
    assert len(np.unique(head, axis=0)) > 1


def test_a_long_sentence_is_drawn_in_equal_parts():
    sentence = np.array([0] * 3 + [1] * 10 + [2])
    assert _pieces(sentence, 4).tolist() == [0] * 3 + [1] * 4 + [2] * 3 + [3] * 3 + [4]
    assert _pieces(sentence, 40).tolist() == sentence.tolist()


def test_texts_without_sentence_ends_are_resampled():
    rng = np.random.default_rng(2)
    vocabulary = [f"w{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    texts = [" ".join(rng.choice(vocabulary, 300)) for _ in range(2)]
    table = distances(tokenize(corpus(texts, list("gh"))))
    assert (table["high"] - table["low"]).gt(0.01).all()


def test_the_distance_is_the_root_of_the_divergence(of_seeds):
    spread = (of_seeds["high"] - of_seeds["low"]) / 4  # about a standard deviation
    assert (of_seeds["distance"] ** 2 - of_seeds["divergence"]).abs().lt(2 * spread**2).all()


def test_words_that_are_not_shared_are_one_apart():
    whole = distances(tokenize(corpus([words("k"), words("q")], ["g", "h"])), n_draws=2)
    assert whole.set_index("kind").loc["between groups", ["distance", "low", "high"]].eq(1).all()
    # Half of either article is shared: whole against whole, the divergence is a half.
    texts = [words("k", 20) + " " + words(letter, 20) for letter in "zq"]
    counts = count_terms(tokenize(corpus(texts, list("gh")))).matrix.toarray()
    assert jensen_shannon(*counts) == pytest.approx(0.5)


def sentences_of(rng, vocabulary, n=80):
    chosen = rng.choice(vocabulary, size=(n, 6))
    return " ".join(" ".join(row).capitalize() + "." for row in chosen)


def test_articles_of_one_source_are_as_far_apart_as_samples_of_one():
    # Calibrated: all sentences are drawn from one and the same distribution.
    rng = np.random.default_rng(7)
    vocabulary = [f"w{a}{b}" for a in "abcdefghij" for b in "abcdefghij"]
    texts = [sentences_of(rng, vocabulary) for _ in range(8)]
    kinds = distances_by_kind(distances(tokenize(corpus(texts, list("gggghhhh")))))
    means = kinds.set_index("kind")["mean"]
    assert means["within group"] == pytest.approx(means["within article"], abs=0.01)
    assert means["between groups"] == pytest.approx(means["within article"], abs=0.01)
    assert kinds["n_clear"].sum() == 0


def test_a_copy_is_nearer_than_its_own_other_half():
    text = words("k", 60) + " " + words("z", 60)
    table = distances(tokenize(corpus([text, text, words("q")], list("ghh")))).set_index(["a", "b"])
    assert table.loc[("a0", "a1"), "distance"] < table.loc[("a0", "a0"), "distance"]
    assert table.loc[("a0", "a1"), "share_above"] < 0.5
    assert table.loc[("a0", "a2"), "share_above"] == 1


def test_floor_is_the_larger_of_both_ends(of_seeds):
    within = of_seeds[of_seeds["kind"] == "within article"].set_index("a")["distance"]
    pairs = of_seeds[of_seeds["kind"] != "within article"]
    told = [max(within[a], within[b]) for a, b in zip(pairs["a"], pairs["b"], strict=True)]
    assert pairs["floor"].tolist() == told
    assert (
        of_seeds.loc[of_seeds["kind"] == "within article", ["floor", "share_above"]]
        .isna()
        .all(axis=None)
    )


def test_order_of_articles_changes_nothing(seeds, of_seeds):
    turned = seeds.articles.iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(distances(tokenize(turned)), of_seeds)


def test_groups_are_means_of_their_pairs(seeds, of_seeds):
    table = distances(seeds, unit="group")
    pairs = of_seeds.assign(
        a_group=of_seeds[["a_group", "b_group"]].min(axis=1),
        b_group=of_seeds[["a_group", "b_group"]].max(axis=1),
    )
    means = pairs.groupby(["kind", "a_group", "b_group"])["distance"].mean()
    told = table.set_index(["kind", "a", "b"])
    assert told["distance"].sort_index().to_numpy() == pytest.approx(means.sort_index().to_numpy())
    assert told.loc[("between groups", "kenyan-press", "marxist"), "n_pairs"] == 4
    assert ("within group", "think-tank", "think-tank") not in told.index  # one article


def test_the_seed_decides_the_draws(seeds, of_seeds):
    pd.testing.assert_frame_equal(distances(seeds, seed=0), of_seeds)
    other = distances(seeds, seed=1)["distance"]
    assert not other.equals(of_seeds["distance"])
    assert (other - of_seeds["distance"]).abs().max() < 0.02


def test_a_larger_corpus_is_sampled_evenly():
    texts = [words(letter, 20) for letter in "abcdefgh"]
    tokens = tokenize(corpus(texts, list("gggggghh")))
    table = distances(tokens, max_articles=4, n_draws=2)
    shown = table[table["kind"] == "within article"]
    assert shown["a_group"].value_counts().to_dict() == {"g": 2, "h": 2}
    assert len(table) == 4 + 6


def test_a_short_article_has_no_distance():
    tokens = tokenize(corpus([words("k"), words("q"), "Too short."], list("ggh")))
    table = distances(tokens, n_draws=2).set_index(["a", "b"])
    assert table.loc[("a2", "a2"), "distance"] != table.loc[("a2", "a2"), "distance"]
    assert table.loc[("a0", "a2"), ["distance", "low", "floor", "share_above"]].isna().all()
    assert table.loc[("a0", "a1"), "distance"] == 1
    by_group = distances(tokens, unit="group", n_draws=2).set_index(["a", "b", "kind"])
    assert by_group.loc[("g", "h", "between groups"), "n_pairs"] == 0
    assert np.isnan(by_group.loc[("g", "h", "between groups"), "distance"])


@pytest.mark.parametrize("texts", [[], [""], ["Short."]])
def test_nothing_to_compare_is_no_error(texts):
    table = distances(tokenize(corpus(texts, ["g"] * len(texts))))
    assert len(table) == len(texts) and set(COLUMNS) <= set(table)
    assert distances_by_kind(table)["n"].tolist() == [0, 0, 0]
    assert len(distance_map(table)) == len(distance_tree(table)) == 0


@pytest.mark.parametrize(
    "option", [{"unit": "outlet"}, {"measure": "euclid"}, {"size": 0}, {"n_draws": 0}]
)
def test_bad_options_are_named(seeds, option):
    with pytest.raises(InputError):
        distances(seeds, **option)


def test_kinds_count_what_lies_above_the_floor(of_seeds):
    kinds = distances_by_kind(of_seeds).set_index("kind")
    between = of_seeds[of_seeds["kind"] == "between groups"]
    assert kinds.loc["between groups", "n"] == len(between) == 8
    assert kinds.loc["between groups", "n_above"] == (between["distance"] > between["floor"]).sum()
    assert kinds.loc["between groups", "n_clear"] == (between["share_above"] >= 0.95).sum()
    assert kinds.loc["within article", "n_above"] == 0


def test_kinds_say_which_pairs_are_clear_and_which_is_nearest():
    within, same, other = "within article", "within group", "between groups"
    rows = [
        ("1", "1", "l", "l", within, 0.5, np.nan, np.nan),
        ("1", "2", "l", "l", same, 0.7, 0.5, 0.94),
        ("3", "4", "r", "r", same, 0.6, 0.5, 0.9),
        ("1", "3", "l", "r", other, 0.8, 0.5, 0.95),
        ("1", "5", "l", "m", other, 0.9, 0.5, 1.0),
        ("3", "5", "r", "m", other, 0.65, 0.7, 0.2),
    ]
    columns = ["a", "b", "a_group", "b_group", "kind", "distance", "floor", "share_above"]
    kinds = distances_by_kind(pd.DataFrame(rows, columns=columns)).set_index("kind")
    assert kinds["n_clear"].tolist() == [0, 0, 2]
    assert kinds["groups_clear"].tolist() == ["", "", "l"]
    assert kinds.loc[other, ["nearest_a", "nearest_b", "n_below"]].tolist() == ["3", "5", 1]
    assert kinds.loc[other, "n_above"] == 2


def test_the_clear_pairs_of_the_seeds_do_not_hang_on_the_seed(seeds):
    told = [distances_by_kind(distances(seeds, seed=i)).iloc[2] for i in range(4)]
    assert {row["n_clear"] for row in told} == {4}
    assert {row["groups_clear"] for row in told} == {"marxist"}
    assert {(row["nearest_a"], row["nearest_b"], row["n_below"]) for row in told} == {
        ("002", "003", 2)
    }


def table_of(rows):
    table = pd.DataFrame(rows, columns=["a", "b", "distance"])
    kind = np.where(table["a"] == table["b"], "within article", "between groups")
    return table.assign(a_group=table["a"], b_group=table["b"], kind=kind)


PLANE = {"a": (0, 0), "b": (3, 0), "c": (0, 4), "d": (5, 5)}


def test_map_finds_the_plane_again_as_scikit_learn_does():
    from sklearn.manifold import ClassicalMDS

    xy = np.array(list(PLANE.values()), dtype=float)
    apart = np.linalg.norm(xy[:, None] - xy[None], axis=2)
    pairs = [(p, q, apart[i, j]) for i, p in enumerate(PLANE) for j, q in enumerate(PLANE) if i < j]
    places = distance_map(table_of(pairs))
    found = places[["x", "y"]].to_numpy()
    assert np.linalg.norm(found[:, None] - found[None], axis=2) == pytest.approx(apart)
    assert places["stress"].max() < 1e-9 and places["share"].min() == pytest.approx(1)
    peer = ClassicalMDS(n_components=2, metric="precomputed").fit_transform(apart)
    assert np.abs(found) == pytest.approx(np.abs(peer), abs=1e-6)


def test_map_of_what_no_space_holds_counts_negative_parts_as_unseen():
    # A hub at 1 from three that are 2 apart: eigenvalues 2, 2, 0 and -1/4. The plane has the three
    # at 2 from each other and the hub at 2/√3 from each.
    pairs = [("h", leaf, 1.0) for leaf in "xyz"] + [("x", "y", 2.0), ("x", "z", 2), ("y", "z", 2)]
    places = distance_map(table_of(pairs))
    assert places["share"].tolist() == pytest.approx([4 / 4.25] * 4)
    error = 3 * (2 / 3**0.5 - 1) ** 2 / (3 * 1 + 3 * 4)
    assert places["stress"].tolist() == pytest.approx([error**0.5] * 4)


def test_map_does_not_turn_with_the_rows(of_seeds):
    places = distance_map(of_seeds)
    pd.testing.assert_frame_equal(distance_map(of_seeds.iloc[::-1]), places)
    largest = places[["x", "y"]].abs().idxmax()
    assert all(places.loc[largest[axis], axis] > 0 for axis in ("x", "y"))
    assert places["floor"].iloc[0] == pytest.approx(
        of_seeds.loc[of_seeds["kind"] == "within article", "distance"].mean()
    )


def test_map_of_one_item_has_no_share():
    places = distance_map(table_of([("a", "a", 0.7)]))
    assert places[["x", "y"]].to_numpy().tolist() == [[0, 0]]
    assert places[["share", "stress"]].isna().all(axis=None)


def test_map_of_groups_has_the_floor_of_groups(seeds):
    table = distances(seeds, unit="group")
    places = distance_map(table)
    own = table[table["kind"] == "within group"]
    assert places["floor_kind"].eq("within group").all()
    assert places["floor"].iloc[0] == pytest.approx(own["distance"].mean())


def test_tree_by_hand():
    # a and b join at .2; c is .6 from a and .8 from b, so .7 from both.
    tree = distance_tree(table_of([("a", "b", 0.2), ("a", "c", 0.6), ("b", "c", 0.8)]))
    merges = tree[tree["item"] == ""]
    assert merges["height"].tolist() == pytest.approx([0.2, 0.7])
    assert merges["n"].tolist() == [2, 3]
    assert set(merges.iloc[0][["left", "right"]]) == {0, 1}
    assert sorted(tree.loc[tree["item"] != "", "place"]) == [0, 1, 2]
    low, high = tree["place"].iloc[0], tree["place"].iloc[1]
    assert merges["place"].iloc[0] == (low + high) / 2
