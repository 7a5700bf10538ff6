"""Lexical diversity: peers' values, the caution that it carries, edges."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures import diversity as d
from analysis.measures.diversity import lexical_diversity
from analysis.text.tokens import tokenize

# The text of lexicalrichness' own tests.
RICHNESS = "test text with some text numbers hyphenhere and text punctuations"
FORMULAS = (d.mattr, d.msttr, d.mtld, d.hdd, d.root_ttr, d.herdan_c, d.maas, d.yule_k)


def coded(*texts):
    words = " ".join(texts).split()
    ptr = np.cumsum([0, *(len(text.split()) for text in texts)])
    return np.unique(words, return_inverse=True)[1].astype(np.int64), ptr


def table_of(*texts, **options):
    ids = [f"{i:02}" for i in range(len(texts))]
    return lexical_diversity(tokenize(pd.DataFrame({"article_id": ids, "text": texts})), **options)


@pytest.mark.parametrize(
    ("formula", "options", "expected"),
    [
        (d.root_ttr, {}, 2.529822),
        (d.herdan_c, {}, 0.903090),
        (d.maas, {}, 0.0420875),
        (d.yule_k, {}, 600),
        (d.mattr, {"window": 5}, 0.9),
        (d.mtld, {"threshold": 0.72}, 14.0),
        (d.hdd, {"draws": 5}, 0.883333),
    ],
)
def test_values_of_lexicalrichness(formula, options, expected):
    assert formula(*coded(RICHNESS), **options)[0] == pytest.approx(expected, rel=1e-5)


def test_segments_are_those_of_lexicalrichness():
    # It always deletes the last segment, whole or not, so its .8 is that of nine words.
    assert d.msttr(*coded(RICHNESS.rsplit(" ", 1)[0]), window=5)[0] == pytest.approx(0.8)
    assert d.msttr(*coded(RICHNESS), window=5)[0] == pytest.approx(0.9)  # (4 + 5) / 10


def test_the_table_has_the_values_of_lexicalrichness():
    row = table_of(RICHNESS, window=5, draws=5).iloc[0]
    assert (row["n_tokens"], row["n_types"], row["ttr"]) == (10, 8, 0.8)
    assert row[["mattr", "mtld", "hdd"]].tolist() == pytest.approx([0.9, 14.0, 0.883333], abs=1e-6)


def test_values_of_wordless():
    cycle = coded("a b c d e " * 20)
    assert d.hdd(*cycle)[0] == pytest.approx(0.119047, abs=1e-6)
    assert d.mtld(*cycle)[0] == pytest.approx(100 / 14)
    assert d.yule_k(*cycle)[0] == pytest.approx(1900)


def test_moving_average_by_hand():
    # Windows of three: "a b a" 2, "b a c" 3, "a c c" 2.
    assert d.mattr(*coded("a b a c c"), window=3)[0] == pytest.approx((2 + 3 + 2) / 9)
    # Segments of two: "a b" 2, "a c" 2; the fifth token is dropped.
    assert d.msttr(*coded("a b a c c"), window=2)[0] == 1


def test_mtld_by_hand_forwards_and_backwards():
    # Forwards a a | b c d, ratio 1/2 ends the first stretch, the rest is all new: 1 factor.
    # Backwards d c b a a: 4/5 never ends; 0.2 / 0.28 of a factor.
    assert d.mtld(*coded("a a b c d"))[0] == pytest.approx((5 / 1 + 5 / (0.2 / 0.28)) / 2)


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=40), min_size=1, max_size=4))
def test_every_text_is_measured_as_if_it_stood_alone(texts):
    joined = [" ".join(text) for text in texts]
    for formula in FORMULAS:
        together = formula(*coded(*joined))
        alone = [formula(*coded(text))[0] for text in joined]
        np.testing.assert_allclose(together, alone)


@given(st.lists(st.integers(0, 9), min_size=4, max_size=60), st.integers(1, 4))
def test_windows_are_those_that_a_loop_counts(words, window):
    array, ptr = np.array(words), np.array([0, len(words)])
    seen = [len(set(words[i : i + window])) for i in range(len(words) - window + 1)]
    assert d.mattr(array, ptr, window=window)[0] == pytest.approx(np.mean(seen) / window)


def test_a_text_read_backwards_is_as_diverse():
    words, ptr = coded("the gangs and the police and the elites of the town " * 6)
    for formula in (d.mattr, d.mtld, d.hdd, d.yule_k):
        assert formula(words[::-1], ptr)[0] == pytest.approx(formula(words, ptr)[0])


def test_ttr_falls_with_length_and_mattr_does_not():
    rng = np.random.default_rng(3)
    words = 1 / np.arange(1, 3001)
    drawn = rng.choice(3000, 4000, p=words / words.sum())
    texts = (" ".join(f"w{i}" for i in drawn[:n]) for n in (200, 4000))
    short, long = (row for _, row in table_of(*texts).iterrows())
    assert short["ttr"] > 1.5 * long["ttr"]
    assert short["mattr"] == pytest.approx(long["mattr"], abs=0.03)
    assert short["hdd"] == pytest.approx(long["hdd"], abs=0.05)


def test_the_longest_seed_has_the_lowest_ttr_but_not_the_lowest_mattr():
    from analysis.corpus.load import load_corpus

    table = lexical_diversity(tokenize(load_corpus("seeds").articles))
    longest = table.loc[table["n_tokens"].idxmax(), "article_id"]
    assert longest == table.loc[table["ttr"].idxmin(), "article_id"]
    assert longest != table.loc[table["mattr"].idxmin(), "article_id"]


def test_too_short_is_nan_and_not_zero():
    table = table_of("", "one two three", "one one")
    assert table["n_types"].tolist() == [0, 3, 1]
    assert np.isnan(table["ttr"][0]) and table["ttr"][2] == 0.5
    assert table[["mattr", "hdd"]].isna().all(axis=None)
    assert table["mtld"].isna().tolist() == [True, True, False]  # nothing is repeated in the second
    assert np.isnan(d.herdan_c(*coded("one"))[0])


def test_no_article_at_all():
    none = pd.DataFrame({"article_id": ["a"], "text": ["x"]}).head(0)
    table = lexical_diversity(tokenize(none))
    assert len(table) == 0
    assert [*table] == ["article_id", "n_tokens", "n_types", "ttr", "mattr", "mtld", "hdd"]


@pytest.mark.parametrize("bad", [{"window": 0}, {"draws": 0}, {"threshold": 1.0}])
def test_bad_options_are_named(bad):
    with pytest.raises(InputError, match=r"window|threshold"):
        table_of("a b", **bad)
