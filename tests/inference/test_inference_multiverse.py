"""The multiverse: as many specifications as options multiply to, the default among them."""

from dataclasses import replace
from math import prod

import numpy as np
import pandas as pd
import pytest
from seed_families import keywords, passed_over, seeds

from analysis.corpus import load_corpus
from analysis.inference.assess import with_strengths
from analysis.inference.checks import check_claims
from analysis.inference.family import Family, n_changed
from analysis.inference.multiverse import (
    choice_columns,
    effects_of,
    other_groupings,
    specifications,
    survival_of,
)
from analysis.text.tokens import tokenize

TEXTS = 2 * 2  # cleaning, headline


@pytest.fixture(scope="module")
def family():
    full = keywords()
    return narrow(full, **{name: full.choices[name] for name in ("form", "minimum count")})


@pytest.fixture(scope="module")
def table(family):
    corpus, tokens = seeds()
    return specifications([family, passed_over("marxist")], corpus, tokens=tokens)


def narrow(family, **choices):
    """The family with the first option of every choice, but for those that are named."""
    first = {name: options[:1] for name, options in family.choices.items()}
    return replace(family, choices={**first, **choices})


def words(table):
    return table[table["family"] == "keywords"]


def test_the_number_of_specifications_is_the_product_of_the_options(family, table):
    corpus, _ = seeds()
    assert other_groupings(corpus) == ["group_axadle_apart"]
    options = prod(len(options) for options in family.choices.values())
    n = words(table).groupby("claim").size()
    assert (n == TEXTS * 2 * options).all()
    assert len(n) == len(family.claims)
    columns = choice_columns(words(table).dropna(axis=1))
    assert columns == ["cleaning", "headline", "groups", *family.choices]
    assert not words(table).duplicated(["claim", *columns]).any()
    assert prod(words(table)[column].nunique() for column in columns) == TEXTS * 2 * options


def test_the_first_specification_is_the_estimate_of_the_checks(family, table):
    _, tokens = seeds()
    silence = passed_over("marxist")
    checks = check_claims([family, silence], tokens).set_index("claim")["estimate"]
    first = table.groupby("claim", sort=False).first()
    told = first[["cleaning", "headline", "groups"]].drop_duplicates().to_numpy().tolist()
    assert told == [["in", "in", "group"]]
    assert n_changed(first.loc["keyword: marxist: their"], family.choices) == 0
    pd.testing.assert_series_equal(first["estimate"], checks.reindex(first.index), check_exact=True)


def test_a_claim_that_hangs_on_one_choice_is_found_to_hang_on_it(table):
    found = survival_of(table).set_index("claim")
    # Five uses: asked for six, it is not looked at, which is no way to fail.
    masses = found.loc["keyword: marxist: masses"]
    assert masses["undefined_under"] == "minimum count: 6"
    n_all = len(words(table).query("claim == 'keyword: marxist: masses'"))
    assert masses["n_undefined"] >= n_all / 2
    assert masses["n_undefined"] + masses["n_specifications"] == n_all
    assert "minimum count" not in masses["hangs_on"]
    assert 1 < masses["n_estimates"] < masses["n_specifications"]
    # Axadle's word: where Axadle is apart, the Kenyan press has none of it.
    axadle = found.loc["keyword: kenyan-press: u.s."]
    assert axadle["hangs_on"] == "groups: group_axadle_apart"
    their = found.loc["keyword: marxist: their"]
    assert (their["hangs_on"], their["n_specifications_kept"]) == ("", their["n_specifications"])


def test_a_word_that_is_too_rare_under_a_choice_has_no_estimate(table):
    rare = words(table).query("claim == 'keyword: marxist: masses' and `minimum count` == '6'")
    assert rare["estimate"].isna().all()
    assert not rare["kept"].any()


def test_choices_that_a_family_does_not_know_are_empty(table):
    silences = table[table["family"] == "silences"]
    assert silences[["form", "minimum count", "measure"]].isna().all(axis=None)
    assert (silences.groupby("claim").size() == TEXTS * 2 * 2).all()


def test_what_is_made_of_the_texts_at_hand_is_made_of_them_anew(family, table):
    corpus, _ = seeds()
    first = words(table)
    for name, options in family.choices.items():
        first = first[first[name] == options[0]]
    anew = specifications([narrow(family)], corpus)
    pd.testing.assert_frame_equal(anew, first[list(anew)].reset_index(drop=True))


def specified(kept, **choices):
    return pd.DataFrame({"claim": "c", "family": "f", **choices, "estimate": 1.0, "kept": kept})


def test_survival_by_hand():
    both = {"form": list("nnll"), "quotations": ["in", "out"] * 2}
    row = survival_of(specified([True, True, True, False], **both)).iloc[0]
    # Half of the specifications with lemmas hold, and half of those without quotations.
    assert row.to_dict() == {
        "claim": "c", "n_specifications": 4, "n_specifications_kept": 3, "n_estimates": 1,
        "hangs_on": "form: l", "n_undefined": 0, "undefined_under": "",
    }  # fmt: skip
    assert survival_of(specified([True] * 4, **both))["hangs_on"][0] == ""
    assert survival_of(specified([True, False] * 2, **both))["hangs_on"][0] == "quotations: out"
    half = specified([True, False, False, False], **both).assign(
        estimate=[1.0, 2.0, np.nan, np.nan]
    )
    assert survival_of(half).iloc[0].to_dict() == {
        "claim": "c", "n_specifications": 2, "n_specifications_kept": 1, "n_estimates": 2,
        "hangs_on": "quotations: out", "n_undefined": 2, "undefined_under": "form: l",
    }  # fmt: skip
    # What fails everywhere hangs on nothing.
    assert survival_of(specified([False] * 4, **both))["hangs_on"][0] == ""
    empty = survival_of(specified([], form=[]).iloc[:0])
    assert (len(empty), next(iter(empty))) == (0, "claim")


def test_no_families_no_specifications():
    corpus, tokens = seeds()
    assert specifications([], corpus, tokens=tokens).empty


def test_costly_families_keep_to_the_texts_at_hand(monkeypatch):
    corpus, tokens = seeds()
    read = []

    def costly(other):
        read.append(other)

    family = replace(narrow(keywords()), read=costly, costly=True)
    monkeypatch.setattr("analysis.inference.multiverse.COSTLY_SENTENCES", 10)
    table = specifications([family], corpus, tokens=tokens)
    assert read == [tokens]
    assert set(table["cleaning"]) == set(table["headline"]) == {"in"}


def test_without_cleaning_the_masthead_counts():
    """*Workers* are in the mastheads of The Spark: cut, the word loses two uses an article."""
    corpus, tokens = seeds()
    told = pd.DataFrame({"group": ["marxist"], "term": ["workers"]})
    table = specifications([narrow(keywords(told))], corpus, tokens=tokens)
    means = table.groupby("cleaning")["estimate"].mean()
    assert means["out"] > means["in"]


def test_a_corpus_loaded_without_cleaning_has_that_as_its_default(family):
    corpus = load_corpus("seeds", clean=False)
    tokens = tokenize(corpus.articles)
    table = specifications([narrow(family)], corpus, tokens=tokens, clean=False)
    assert table["cleaning"].iloc[0] == "out"
    assert (table["cleaning"].value_counts() == len(table) / 2).all()


def test_the_assessment_joins_checks_choices_and_marks(family, table):
    _, tokens = seeds()
    told = with_strengths(check_claims([family], tokens), words(table))
    by_claim = told.set_index("claim")
    assert told["strength"].map(lambda strength: strength.mark).tolist() == told["mark"].tolist()
    # One article of the think tank: at best described.
    assert by_claim.loc["keyword: marxist: their", "mark"] == "described"
    # Not countable under half of the choices, and true under all others.
    assert by_claim.loc["keyword: marxist: masses", "mark"] == "described"
    masses = by_claim.loc["keyword: marxist: masses", "why"]
    assert "a minimum count of 6" in masses
    assert "between two halves" in masses
    assert "does not hold without" in by_claim.loc["keyword: kenyan-press: rubio", "why"].lower()
    nothing = with_strengths(check_claims([], tokens), words(table).iloc[:0])
    assert (len(nothing), nothing["mark"].dtype == "str") == (0, True)


def test_an_undefined_estimate_is_not_kept():
    corpus, tokens = seeds()
    base = narrow(keywords(), form=("norm", "lemma"))

    def count(tokens, units, found, choice):
        return {} if choice["form"] == "lemma" else base.count(tokens, units, found, choice)

    family = Family("f", "m", base.claims, (), base.read, count, base.choices)
    table = specifications([family], corpus, tokens=tokens)
    lemma = table[table["form"] == "lemma"]
    assert np.isnan(lemma["estimate"]).all()
    assert not lemma["kept"].any()
    assert survival_of(table)["undefined_under"].iloc[0] == "form: lemma"


def test_what_cannot_be_counted_decides_nothing(table):
    effects = effects_of(words(table)).set_index(["claim", "choice"])
    masses = effects.loc[("keyword: marxist: masses", "minimum count")]
    assert masses["n_pairs"] == masses["n_changed"] == 0
    assert (effects.xs("minimum count", level="choice")["n_changed"] == 0).all()
    assert (effects.xs("form", level="choice")["n_pairs"] > 0).all()
