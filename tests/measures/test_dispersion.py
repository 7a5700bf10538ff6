"""Dispersion against published values (Gries 2008; Lijffijt & Gries 2012; Juilland)."""

import numpy as np
import pandas as pd
import pytest

from analysis.measures.dispersion import (
    deviation_of_proportions,
    dispersion,
    dispersion_norm,
    juilland_d,
    term_positions,
)
from analysis.text.counts import count_terms
from analysis.text.tokens import tokenize

GRIES = np.array([[1], [2], [3], [4], [5]]), np.array([9, 10, 10, 10, 11])


def _column(*counts):
    return np.array(counts)[:, None]


def test_gries_example():
    assert deviation_of_proportions(*GRIES)[0] == pytest.approx(0.18)
    assert dispersion_norm(*GRIES)[0] == pytest.approx(0.219512, abs=5e-7)
    assert juilland_d(*GRIES)[0] == pytest.approx(0.785150, abs=5e-7)


def test_dp_of_equal_parts():
    assert deviation_of_proportions(_column(0, 0, 1, 2, 5), [1] * 5)[0] == pytest.approx(0.475)


def test_dp_norm_and_juilland_as_published():
    assert dispersion_norm(_column(2, 1, 0), [10] * 3)[0] == pytest.approx(0.5)
    assert juilland_d(_column(0, 4, 3, 2, 1), [10] * 5)[0] == pytest.approx(0.6464, abs=5e-5)


def test_even_is_zero_and_the_smallest_part_alone_is_one():
    assert deviation_of_proportions(_column(3, 6), [100, 200])[0] == pytest.approx(0)
    assert dispersion_norm(_column(4, 0, 0), [50, 60, 70])[0] == pytest.approx(1)


def test_what_has_no_spread_is_nan():
    assert np.isnan(deviation_of_proportions(_column(0, 0), [5, 5])[0])
    assert np.isnan(dispersion_norm(_column(3), [10])[0])
    assert np.isnan(juilland_d(_column(3), [10])[0])


@pytest.fixture
def tokens():
    texts = ["gangs and gangs", "police gangs", "nothing here"]
    return tokenize(pd.DataFrame({"article_id": list("abc"), "text": texts}))


def test_table_counts_articles(tokens):
    row = dispersion(count_terms(tokens)).set_index("term").loc["gangs"]
    assert (row["n"], row["n_articles"], row["k_articles"]) == (3, 2, 3)
    # tokens 3 + 2 + 2; uses 2, 1, 0: (|2/3 − 3/7| + |1/3 − 2/7| + |0 − 2/7|) / 2 = 2/7
    assert row["dp"] == pytest.approx(2 / 7)


def test_positions_run_from_first_to_last_token(tokens):
    table = term_positions(tokens, terms=["gangs", "absent"])
    assert table["position"].tolist() == [0, 1, 1]
    assert table["article_id"].tolist() == ["a", "a", "b"]
    assert table["term"].tolist() == ["gangs"] * 3
    assert (table["end"] - table["start"]).tolist() == [5, 5, 5]
