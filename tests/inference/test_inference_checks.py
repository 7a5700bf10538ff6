"""All checks of a claim together, on corpora made to show each of them."""

import numpy as np
import pandas as pd
import pytest
from inference_made import articles_of, sample, tally_of

from analysis import load_codebook
from analysis.errors import InputError
from analysis.inference.bootstrap import difference_interval, log_ratio_interval, side_intervals
from analysis.inference.checks import COLUMNS, MANY, check_claims, claim_interval
from analysis.inference.claims import Claim
from analysis.inference.family import Family
from analysis.inference.frame_claims import frame_family
from analysis.inference.keyword_claims import keyword_family
from analysis.inference.splits import adjust, split_test
from analysis.inference.strength import strength_of
from analysis.inference.tally import tally_terms
from analysis.inference.units import units_of
from analysis.text.tokens import tokenize

GROUPS = {"x": "X press", "y": "Y press"}
FILLER = ["rain", "fell", "on", "the", "harbour", "while", "cranes", "stood", "still"]


def made(n=8, *, seed=0, lift=4.0, groups="xy", outlets=0):
    """Articles of some 60 words in which x says *strike* ``lift`` times as often as the others."""
    rng = np.random.default_rng(seed)
    rows = []
    for group in groups:
        for i in range(n):
            words = rng.choice(FILLER, rng.integers(40, 80)).tolist()
            words += ["strike"] * rng.poisson(2 * (lift if group == "x" else 1))
            words += ["port"] * rng.poisson(3)
            outlet = f"{group}{i % outlets}" if outlets else f"{group}{i}"
            text = " ".join(rng.permutation(words)).capitalize() + "."
            rows.append((f"{group}{i}", group, outlet, text))
    return articles_of(*rows, columns=("article_id", "group", "outlet", "text"))


def family_of(tokens, told=(("x", "strike"),), *, groups=GROUPS, **options):
    return keyword_family(
        tokens, pd.DataFrame(told, columns=["group", "term"]), groups=groups, **options
    )


def checked(articles, told=(("x", "strike"),), *, groups=GROUPS, unit="article_id", seed=0):
    tokens = tokenize(articles)
    families = [family_of(tokens, told, groups=groups)]
    return check_claims(families, tokens, unit=unit, seed=seed).set_index("claim")


def test_a_real_difference_passes_and_none_does_not():
    real = checked(made(12), [("x", "strike"), ("x", "port")])
    strike, port = real.loc["keyword: x: strike"], real.loc["keyword: x: port"]
    assert (strike["basis"], strike["n_units"], strike["n_units_least"]) == ("between", 24, 12)
    assert 0 < strike["low"] < strike["estimate"] < strike["high"]
    assert strike["estimate"] > strike["floor"]
    assert strike["p_adjusted"] <= 0.01
    assert (strike["n_left_out"], strike["n_kept"], strike["lost_without"]) == (24, 24, "")
    assert port["p_adjusted"] > 0.05
    assert port["n_kept"] < 24
    assert port["lost_without"].endswith(" more")


def test_the_parts_are_those_of_the_modules():
    tokens = tokenize(made(9, seed=2))
    family = family_of(tokens)
    row = check_claims([family], tokens).iloc[0]
    tally = tally_terms(tokens, units_of(tokens))
    a, b = tally.side(["x"]), tally.side(["y"])
    candidates = [claim.item for claim in family.candidates]
    tested = split_test(tally.select(candidates), a, b).set_index("item")
    assert row["p"] == tested.loc["strike", "p"]
    assert row["p_least"] == tested.loc["strike", "p_least"]
    assert row["p_adjusted"] == pytest.approx(adjust(tested["p"])["strike"])
    ends = []
    for rows in (a, b):
        own = tally.select(["strike"])
        low, high = side_intervals(own, rows)
        ends.append((own.rates(rows)[0], low[0], high[0]))
    assert (row["low"], row["high"]) == pytest.approx(log_ratio_interval(*ends))


def test_a_claim_is_as_sure_as_against_its_hardest_rival():
    groups = {**GROUPS, "z": "Z press"}
    articles = made(8, groups="xyz", seed=3)
    told = [("x", "strike")]
    row = checked(articles, told, groups=groups).iloc[0]
    ps = []
    for rival in "yz":
        other = articles[articles["group"].isin(["x", rival])].reset_index(drop=True)
        ps.append(checked(other, told, groups={k: groups[k] for k in ("x", rival)}).iloc[0]["p"])
    assert row["p"] == pytest.approx(max(ps), abs=0.02)  # drawn from the same splits but for z's
    assert row["n_units"] == 24


def test_two_articles_against_two_are_within_and_no_test_can_pass():
    row = checked(made(2)).iloc[0]
    assert (row["basis"], row["n_units"]) == ("within", 4)
    assert row["p"] == row["p_least"] == 2 / 6


def test_one_article_has_no_test():
    articles = made(4)
    row = checked(articles[(articles["group"] == "x") | (articles["article_id"] == "y0")]).iloc[0]
    assert (row["basis"], row["n_units_least"]) == ("within", 1)
    assert row[["p", "p_least", "p_adjusted"]].isna().all()
    assert row["n_left_out"] == 4  # the only one of y stays


def test_one_group_has_no_claim():
    articles = made(3)
    only = articles[articles["group"] == "x"].reset_index(drop=True)
    table = checked(only, groups={"x": "X"})
    assert table[["estimate", "low", "high", "p"]].isna().all(axis=None)
    assert family_of(tokenize(only), groups={"x": "X"}).candidates == ()


def test_no_claims_an_empty_table():
    tokens = tokenize(made(3))
    table = check_claims([family_of(tokens, [])], tokens)
    assert (len(table), tuple(table.columns)) == (0, COLUMNS)
    assert tuple(check_claims([], tokens).columns) == COLUMNS


def test_outlets_as_units_are_resampled_whole():
    articles = made(12, outlets=4)
    by_article, by_outlet = (
        checked(articles, unit=unit).iloc[0] for unit in ("article_id", "outlet")
    )
    assert by_article["estimate"] == by_outlet["estimate"]
    assert (by_article["n_units"], by_outlet["n_units"]) == (24, 8)
    assert by_outlet["basis"] == "within"  # four outlets a side
    assert by_outlet["p_least"] == 2 / 70  # 4 of 8, and its mirror image


def test_house_style_loses_its_standing_when_outlets_are_resampled():
    articles = made(20, lift=1.0, outlets=5)
    house = articles["outlet"].eq("x0")
    articles.loc[house, "text"] = articles.loc[house, "text"] + " Mr Mr Mr Mr Mr Mr."
    told = [("x", "mr")]
    by_article, by_outlet = (
        strength_of({**checked(articles, told, unit=unit).reset_index().iloc[0].to_dict(),
                     "n_specifications": 0, "n_specifications_kept": 0, "n_estimates": 0,
                     "hangs_on": "", "n_undefined": 0, "undefined_under": ""})
        for unit in ("article_id", "outlet")
    )  # fmt: skip
    assert "does not hold without" not in by_article.why.lower()
    assert by_outlet.mark == "fragile"
    assert "does not hold without x0" in by_outlet.why.lower()
    p = [checked(articles, told, unit=unit).iloc[0]["p"] for unit in ("article_id", "outlet")]
    assert p[0] < 0.1 < p[1]


def test_a_missing_unit_is_a_clear_error():
    articles = made(3)
    articles.loc[0, "outlet"] = None
    with pytest.raises(InputError, match=r"'outlet' is empty for 1 of 6 articles \(x0\)"):
        checked(articles, unit="outlet")


def frames_told(frames):
    return pd.DataFrame({"codebook": "security", "frame": list(frames), "group": "x"})


def test_a_claim_that_is_told_is_tested_though_no_candidate():
    tokens = tokenize(made(6))
    row = check_claims([family_of(tokens, [("x", "the")])], tokens).iloc[0]
    assert 0 < row["p"] <= 1
    book = load_codebook("security")
    frame = next(iter(book.labels))
    family = frame_family(tokens, {"security": book}, frames_told([frame]), groups=GROUPS)
    assert check_claims([family], tokens).iloc[0]["p"] == 1  # no cue anywhere: no split differs


def test_claims_that_others_have_none_are_tested():
    texts = made(6)
    texts.loc[texts["group"] == "x", "text"] += " The threat to our survival is an invasion."
    tokens = tokenize(texts)
    book = load_codebook("security")
    told = frames_told(book.labels)
    row = check_claims(
        [frame_family(tokens, {"security": book}, told, groups=GROUPS, absent=True)], tokens
    ).set_index("claim")
    found = row[row["estimate"] > 0]
    assert len(found) > 0
    assert (found["p"] == 2 / 924).all()  # 6 of 12, and its mirror image


def test_the_interval_of_a_pooled_side_and_of_one_that_is_missing():
    tally = sample(20, 1, seed=4)
    claim = Claim("k", "l", "item0", ("a",), (("b",),))
    low, high, basis = claim_interval(tally, claim)
    ends = []
    for group in "ab":
        rows = tally.side([group])
        side = side_intervals(tally, rows)
        ends.append((tally.rates(rows)[0], side[0][0], side[1][0]))
    assert (low, high) == pytest.approx(difference_interval(*ends))
    assert basis == "between"
    swapped = claim_interval(tally, Claim("k", "l", "item0", ("b",), (("a",),)))
    assert swapped == (-high, -low, "between")
    nobody = claim_interval(tally, Claim("k", "l", "item0", ("a",), (("nobody",),)))
    assert np.isnan(nobody[:2]).all()


def test_many_candidates_are_tested_in_stages_and_can_pass():
    """Of 1,200 candidates the ten that differ get an adjusted p below .05, the others do not."""
    rng = np.random.default_rng(1)
    n, items = 40, MANY + 700
    events = rng.poisson(3.0, (n, items)).astype(float)
    events[: n // 2, :10] += 6
    tally = tally_of(events, np.full(n, 100), "a" * 20 + "b" * 20)
    claims = tuple(Claim(f"k{i}", "l", f"item{i}", ("a",)) for i in range(items))
    family = Family("f", "m", claims[:20], claims, lambda _: None, lambda *_: {"": tally})
    tokens = tokenize(made(20))
    table = check_claims([family], tokens)
    assert (table["p_adjusted"][:10] < 0.05).all()
    assert (table["p_adjusted"][10:] > 0.05).all()
    assert table["p"].min() == 1 / 10_000
    assert (table["p"] >= table["p_least"]).all()
