import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.inference.specifications import choice_effects, factorial, survival

CHOICES = {"clean": [True, False], "form": ["norm", "lemma", "stem"]}
NAN = float("nan")


def told(estimates, kept, claim="gap"):
    table = factorial(CHOICES)
    return table.assign(claim=claim, estimate=estimates, kept=kept)


# clean:        True            False
# form:   norm lemma stem  norm lemma stem
TABLE = told([4.0, 3.0, 3.0, 1.0, 0.5, NAN], [True, True, True, True, False, True])


def test_every_combination_once_and_the_defaults_first():
    grid = factorial(CHOICES)
    assert grid.iloc[0].to_dict() == {"clean": True, "form": "norm"}
    assert [*grid.itertuples(index=False, name=None)] == [*itertools.product(*CHOICES.values())]
    assert grid["clean"].dtype == bool


def test_no_choice_is_one_specification():
    assert len(factorial({})) == 1
    one = pd.DataFrame({"claim": ["a"], "estimate": [2.0], "kept": [True]})
    assert survival(one, choices={}).loc[0, "share_kept"] == 1
    assert choice_effects(one, choices={}).empty


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"form": []}, "choice form: give a list of at least one option"),
        ({"form": "norm"}, "choice form: give a list of at least one option"),
        ({"form": ["norm", "stem", "norm"]}, "choice form: 'norm' is given twice"),
        ({"kept": [True]}, "choice kept: the tables have a column of that name"),
    ],
)
def test_choices_that_cannot_be_meant(choices, says):
    with pytest.raises(InputError, match=says):
        factorial(choices)


def test_survival_by_hand():
    (row,) = survival(TABLE, choices=CHOICES).to_dict("records")
    assert row == {
        "claim": "gap",
        "n_specifications": 6,
        "n_kept": 4,  # not where it is said not to be, nor where there is no estimate
        "share_kept": 4 / 6,
        "n_undefined": 1,
        "kept_at_default": True,
        "estimate": 4.0,
        "least": 0.5,
        "most": 4.0,
    }


def test_effects_by_hand():
    clean, form = choice_effects(TABLE, choices=CHOICES).to_dict("records")
    # True against False for each form: 4-1, 3-0.5; under stem one estimate is missing.
    assert clean == {
        "claim": "gap",
        "choice": "clean",
        "n_pairs": 3,
        "n_changed": 2,  # lemma and stem
        "mean_move": (3 + 2.5) / 2,
        "max_move": 3.0,
    }
    # Three pairs of forms under each cleaning: 1, 1, 0 and 0.5.
    assert form == {
        "claim": "gap",
        "choice": "form",
        "n_pairs": 6,
        "n_changed": 2,  # norm against lemma and against stem, without cleaning
        "mean_move": (1 + 1 + 0 + 0.5) / 4,
        "max_move": 1.0,
    }


def test_the_choice_that_moves_most_is_first_and_ties_go_by_name():
    choices = {"z": [0, 1], "a": [0, 1], "m": [0, 1]}
    grid = factorial(choices)
    table = grid.assign(claim="c", estimate=grid["z"] + grid["a"] + 5.0 * grid["m"], kept=True)
    assert choice_effects(table, choices=choices)["choice"].tolist() == ["m", "a", "z"]
    nowhere = table.assign(estimate=NAN, kept=grid["z"] == 1)
    effects = choice_effects(nowhere, choices=choices)
    assert effects["choice"].tolist() == ["z", "a", "m"]
    assert effects["mean_move"].isna().all()
    assert effects["n_changed"].tolist() == [4, 0, 0]


def test_a_choice_of_one_option_moves_nothing():
    table = TABLE.assign(unit="article")
    effects = choice_effects(table, choices={"unit": ["article"], **CHOICES}).set_index("choice")
    assert effects.loc["unit", ["n_pairs", "n_changed"]].tolist() == [0, 0]
    assert np.isnan(effects.loc["unit", "mean_move"])
    without = choice_effects(TABLE, choices=CHOICES).set_index("choice")
    pd.testing.assert_frame_equal(effects.drop(index="unit"), without)


def test_a_choice_that_changes_nothing_has_pairs_and_no_move():
    grid = factorial(CHOICES)
    table = grid.assign(claim="c", estimate=np.where(grid["clean"], 2.0, 1.0), kept=True)
    form = choice_effects(table, choices=CHOICES).set_index("choice").loc["form"]
    assert form[["n_pairs", "n_changed", "mean_move", "max_move"]].tolist() == [6, 0, 0, 0]


def test_a_claim_about_no_number_is_kept_where_it_is_made():
    table = told(NAN, [True, False, True, False, False, False], claim="a listing")
    (row,) = survival(table, choices=CHOICES).to_dict("records")
    assert (row["n_kept"], row["n_undefined"]) == (2, 0)
    assert np.isnan([row["estimate"], row["least"], row["most"]]).all()


def test_infinite_is_undefined():
    table = told([np.inf, 3.0, 3.0, 1.0, 0.5, -np.inf], True)
    (row,) = survival(table, choices=CHOICES).to_dict("records")
    assert (row["n_undefined"], row["n_kept"], row["most"]) == (2, 4, 3.0)
    assert not row["kept_at_default"]


def test_specifications_that_are_left_out_count():
    made = TABLE.iloc[[1, 3]]
    (row,) = survival(made, choices=CHOICES, n_specifications=6).to_dict("records")
    assert (row["n_specifications"], row["n_kept"], row["share_kept"]) == (6, 2, 2 / 6)
    assert (row["kept_at_default"], row["n_undefined"]) == (False, 0)
    assert np.isnan(row["estimate"]) and (row["least"], row["most"]) == (1.0, 3.0)


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.data())
def test_neither_the_order_of_rows_nor_of_options_but_the_first_matters(random, data):
    numbers = st.one_of(st.floats(-5, 5), st.just(NAN))
    parts = [
        told(
            data.draw(st.lists(numbers, min_size=6, max_size=6)),
            data.draw(st.lists(st.booleans(), min_size=6, max_size=6)),
            claim,
        )
        for claim in ("b", "a")
    ]
    table = pd.concat(parts, ignore_index=True)
    order = list(table.index)
    random.shuffle(order)
    shuffled = table.loc[order]
    for measure in (survival, choice_effects):
        expected = measure(table, choices=CHOICES)
        pd.testing.assert_frame_equal(measure(shuffled, choices=CHOICES), expected)
    turned = {"form": ["norm", "stem", "lemma"], "clean": [True, False]}
    pd.testing.assert_frame_equal(survival(table, choices=turned), survival(table, choices=CHOICES))
    effects = choice_effects(table, choices=turned).sort_values(["claim", "choice"])
    expected = choice_effects(table, choices=CHOICES).sort_values(["claim", "choice"])
    pd.testing.assert_frame_equal(effects.reset_index(drop=True), expected.reset_index(drop=True))


def test_adding_a_claim_leaves_the_others_as_they_are():
    other = told([1.0] * 6, False, claim="another")
    both = pd.concat([TABLE, other])
    for measure in (survival, choice_effects):
        table = measure(both, choices=CHOICES)
        own = table[table["claim"] == "gap"].reset_index(drop=True)
        pd.testing.assert_frame_equal(own, measure(TABLE, choices=CHOICES))


def test_a_choice_that_a_claim_does_not_know_is_none_of_its_own():
    short = factorial({"form": CHOICES["form"]})
    short = short.assign(clean=None, claim="short", estimate=[3.0, 1.0, 2.0], kept=True)
    both = pd.concat([TABLE, short], ignore_index=True)
    effects = choice_effects(both, choices=CHOICES).set_index(["claim", "choice"])
    assert effects.loc[("short", "clean"), "n_pairs"] == 0
    assert effects.loc[("short", "form"), ["n_pairs", "max_move"]].tolist() == [3, 2.0]
    kept = survival(both, choices=CHOICES).set_index("claim")
    assert kept.loc["short", ["n_specifications", "kept_at_default", "estimate"]].tolist() == [
        3, True, 3.0,
    ]  # fmt: skip


def test_an_empty_table_gives_empty_tables():
    none = TABLE.head(0)
    assert survival(none, choices=CHOICES).empty
    assert choice_effects(none, choices=CHOICES).empty


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (TABLE.drop(columns="kept"), "column missing: kept"),
        (TABLE.drop(columns="form"), "column missing: form"),
        (TABLE.replace({"form": {"stem": "root"}}), "choice form: 'root' is none of its options"),
        (pd.concat([TABLE, TABLE.tail(1)]), "two rows of the same specification"),
    ],
)
def test_a_table_that_cannot_be_read(table, says):
    for measure in (survival, choice_effects):
        with pytest.raises(InputError, match=says):
            measure(table, choices=CHOICES)
