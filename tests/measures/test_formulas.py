"""Formulas of keyness against values that other people published or that a named peer computes."""

import numpy as np
import pytest
from scipy.stats import chi2_contingency, fisher_exact

from analysis.measures import formulas

RAYSON = (52, 57, 50_000, 75_000)  # the example of Rayson's log-likelihood calculator
B_IN_D1 = (7, 2, 10, 9)  # quanteda.textstats: d1 = b×7 a×3, d2 = a×7 b×2


def test_log_likelihood_of_two_cells_is_raysons():
    assert formulas.log_likelihood(*RAYSON) == pytest.approx(2.651710, abs=5e-7)


@pytest.mark.parametrize(
    ("target", "reference", "expected"),
    [(348, 99, 146.953), (15, 14, 0.0345), (9, 32, 13.682), (25, 21, 0.3483), (392, 170, 90.130)],
)
def test_log_likelihood_of_raysons_posting_of_2002(target, reference, expected):
    value = formulas.log_likelihood(target, reference, 1e6, 1e6)
    assert value == pytest.approx(expected, rel=2e-3)


def test_companions_of_log_likelihood():
    assert formulas.bic(*RAYSON) == pytest.approx(-9.084359, abs=5e-7)
    assert formulas.effect_size_ll(*RAYSON) == pytest.approx(5.619433e-6, rel=1e-6)
    assert formulas.percent_difference(*RAYSON) == pytest.approx(36.842105, abs=5e-7)
    assert formulas.relative_risk(*RAYSON) == pytest.approx(1.368421, abs=5e-7)
    assert formulas.log_ratio(*RAYSON) == pytest.approx(0.452512, abs=5e-7)
    assert formulas.odds_ratio(*RAYSON) == pytest.approx(1.368805, abs=5e-7)


def test_effect_size_of_an_underused_word_is_positive_too():
    swapped = (57, 52, 75_000, 50_000)
    assert formulas.effect_size_ll(*swapped) == formulas.effect_size_ll(*RAYSON) > 0


def test_g2_of_four_cells_is_dunnings():
    assert formulas.g2(10, 0, 13, 31_764) == pytest.approx(167.23, abs=0.005)


def test_four_cell_statistics_of_quanteda():
    assert formulas.chi2(*B_IN_D1) == pytest.approx(4.337160, abs=5e-7)
    assert formulas.chi2(*B_IN_D1, yates=True) == pytest.approx(2.632438, abs=5e-7)
    assert formulas.g2(*B_IN_D1) == pytest.approx(4.534939, abs=5e-7)
    assert formulas.g2(*B_IN_D1, williams=True) == pytest.approx(4.200833, abs=5e-7)
    assert formulas.log_likelihood(*B_IN_D1) == pytest.approx(2.440100, abs=5e-7)
    assert fisher_exact([[7, 2], [3, 7]]).pvalue == pytest.approx(0.069779, abs=5e-7)


def test_g2_and_chi2_match_scipy():
    table = [[30, 970], [10, 990]]
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    chi2 = chi2_contingency(table, correction=False).statistic
    assert formulas.g2(30, 10, 1000, 1000) == pytest.approx(g2)
    assert formulas.g2(30, 10, 1000, 1000) == pytest.approx(10.669, abs=5e-4)
    assert formulas.chi2(30, 10, 1000, 1000) == pytest.approx(chi2)


def test_log_ratio_of_the_association_measures_gold():
    n1, n = 168_329, 19_720_567
    value = formulas.log_ratio(1189, 2157 - 1189, n1, n - n1)
    assert value == pytest.approx(7.156576, abs=5e-7)


def test_effect_sizes_as_published():
    assert formulas.odds_ratio(16_217, 735, 2_796_938, 2_087_946) == pytest.approx(16.6, abs=0.05)
    difference = formulas.percent_difference(206_523, 178_174, 959_641, 1_562_358)
    assert difference == pytest.approx(88.7, abs=0.05)
    maths = formulas.simple_maths(35, 263, 112_289_776, 1_559_716_979)
    assert maths == pytest.approx(1.1224, abs=5e-5)


def test_pmi_of_quanteda():
    # d1 = "a a a b b c c c c c c d e f g h h" (17 tokens), d2 has 12, of them 2 a
    assert formulas.pmi(3, 2, 17, 12) == pytest.approx(np.log(3 * 29 / (5 * 17)))
    assert formulas.pmi(3, 2, 17, 12) == pytest.approx(0.0232569, abs=5e-8)


def test_fightin_words_keep_their_signs():
    # ConvoKit 5.0.0; order: brown fox jumps lazier(donkey) lazy over pig purple quick the …
    target = "the quick brown fox jumps over the lazy pig".split()
    reference = "the lazy purple pig jumps over the lazier donkey".split()
    words = sorted(set(target) | set(reference))
    a, b = [[side.count(word) for word in words] for side in (target, reference)]
    delta, z = formulas.log_odds(a, b, 9, 9, prior=np.full(len(words), 0.05))
    scores = dict(zip(words, z, strict=True))
    for word in ("brown", "fox", "quick"):
        assert scores[word] == pytest.approx(0.689423, abs=5e-7)
    for word in ("purple", "donkey", "lazier"):
        assert scores[word] == pytest.approx(-0.689423, abs=5e-7)
    for word in ("the", "jumps", "over", "lazy", "pig"):
        assert scores[word] == 0
    assert np.abs(delta).max() == pytest.approx(3.155748, abs=5e-7)


def test_a_zero_is_declared_and_never_astronomical():
    absent = (5, 0, 100, 100)
    assert np.isnan(formulas.percent_difference(*absent))
    assert np.isnan(formulas.relative_risk(*absent))
    assert np.isnan(formulas.odds_ratio(*absent))
    assert formulas.log_ratio(*absent) == pytest.approx(np.log2(5 / 0.5))
    assert formulas.g2(0, 0, 100, 100) == 0


def test_swapping_the_sides_flips_signed_measures_exactly():
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 50, (2, 200))
    assert (formulas.log_ratio(a, b, 900, 700) == -formulas.log_ratio(b, a, 700, 900)).all()
    there = formulas.log_odds(a, b, 9000, 7000, prior=a + b + 0.5)
    back = formulas.log_odds(b, a, 7000, 9000, prior=a + b + 0.5)
    assert (there[0] == -back[0]).all()
    assert (there[1] == -back[1]).all()
    for unsigned in (formulas.g2, formulas.log_likelihood, formulas.chi2):
        np.testing.assert_array_equal(unsigned(a, b, 9000, 7000), unsigned(b, a, 7000, 9000))


@pytest.mark.parametrize("cells", [(5, 0, 100, 0), (0, 5, 0, 100), (0, 0, 0, 0)])
def test_a_side_without_tokens_cannot_be_compared(cells):
    assert np.isnan(formulas.g2(*cells)) and np.isnan(formulas.log_likelihood(*cells))
    assert np.isnan(formulas.g2(*cells, williams=True)) and np.isnan(formulas.chi2(*cells))
    with np.errstate(divide="ignore", invalid="ignore"):
        assert all(np.isnan(value) for value in formulas.log_odds(*cells, prior=[1.0]))
