"""Families of claims of the seeds, against what the articles say."""

import re

import numpy as np
import pandas as pd
import pytest
from inference_made import tokens_of
from seed_families import WORDS, actors, doers, frames, heard, keywords, names, passed_over, seeds

from analysis.inference.checks import check_claims
from analysis.inference.claims import estimate, floor, holds, leave_one_out
from analysis.inference.keyword_claims import _in_form, keyword_family
from analysis.inference.units import units_of

MARXIST = ["000", "001"]


def checked(family):
    return check_claims([family], seeds()[1]).set_index("claim")


def counted(family, **choice):
    """Tallies of the seeds' articles under a choice, the others as by default."""
    tokens = seeds()[1]
    options = {**family.default, **choice}
    return family.count(tokens, units_of(tokens), family.read(tokens), options)


def uses(pattern):
    """How often a pattern stands in each article as it is read, by its name."""
    articles = seeds()[0].articles.set_index("article_id")["text"]
    return articles.map(lambda text: len(re.findall(rf"(?i){pattern}", text)))


def test_their_is_said_by_the_marxist_press_in_both_articles():
    n = uses(r"\btheir\b")
    assert (n[MARXIST] >= 2).all()
    tokens = seeds()[1].n_per_article()
    family = keywords()
    tally = counted(family)[""]
    claim = next(claim for claim in family.claims if claim.item == "their")
    assert dict(zip(tally.units["unit"], tally.column("their"), strict=True)) == n.to_dict()
    here = n[MARXIST].sum() / tokens[MARXIST].sum()
    others = [["002"], ["003", "004"]]
    ratios = [here / (max(n[o].sum(), 0.5) / tokens[o].sum()) for o in others]
    assert estimate(tally, claim) == pytest.approx(np.log2(min(ratios)))
    row = checked(family).loc["keyword: marxist: their"]
    assert (row["n_left_out"], row["n_kept"], row["basis"]) == (4, 4, "within")


def test_rubio_is_the_word_of_one_article():
    n = uses(r"\brubio\b(?![-–]\w)")
    assert n["003"] == 0 < n["004"]
    row = checked(keywords()).loc["keyword: kenyan-press: rubio"]
    assert "004" in row["lost_without"].split(", ")
    assert row["floor"] > row["estimate"]  # its two articles differ more than the groups


def test_keywords_are_counted_in_other_forms_and_measures():
    family = keywords(pd.DataFrame({"group": ["marxist"], "term": ["gangs"]}))
    lemma = counted(family, form="lemma")[""].column("gangs").sum()
    assert lemma > counted(family)[""].column("gangs").sum()  # gang counts, too
    assert lemma == uses(r"\bgangs?\b(?!['’-]\w)").sum() + uses(r"\bgangs?['’]s?\b").sum()
    sentences = counted(family, measure="per sentence")[""]
    assert sentences.base.sum() == seeds()[1].n_sentences().sum()
    mean = counted(family, measure="mean of articles")[""]
    assert (mean.base == 1).all()
    assert mean.column("gangs") == pytest.approx(
        counted(family)[""].column("gangs") / counted(family)[""].base
    )


def test_candidates_are_all_content_words_each_where_it_is_most_frequent():
    family = keywords(min_count=3)
    tally = counted(family)[""]
    items = {claim.item: claim.target[0] for claim in family.candidates}
    assert "the" not in items
    assert {"gangs", "masses"} <= set(items)
    for item, group in list(items.items())[:40]:
        column = tally.column(item)
        assert column.sum() >= 3
        rates = {
            g: column[tally.side([g])].sum() / tally.base[tally.side([g])].sum()
            for g in tally.groups
        }
        assert rates[group] == max(rates.values())


def test_a_word_in_another_form():
    tokens = tokens_of(("1", "a", "Gangs and gang wars; police policing."))
    assert _in_form(tokens, ["gangs", "wars", "absent"], "norm", "norm") == [
        "gangs",
        "wars",
        "absent",
    ]
    assert _in_form(tokens, ["gangs", "wars", "absent"], "norm", "lemma") == [
        "gang",
        "war",
        "absent",
    ]
    # Two words of one lemma are counted alike, and both with all its forms.
    assert _in_form(tokens, ["gangs", "gang"], "norm", "lemma") == ["gang", "gang"]
    family = keyword_family(
        tokens, pd.DataFrame({"group": ["a"] * 2, "term": ["gang", "gangs"]}), groups={"a": "A"},
        min_count=1,
    )  # fmt: skip
    tally = family.count(tokens, units_of(tokens), None, {**family.default, "form": "lemma"})[""]
    assert tally.column("gang").tolist() == tally.column("gangs").tolist() == [2]


def test_classes_are_named_by_the_marxist_press():
    told = [("class-and-empire", "class-naming", "marxist")]
    family = frames(told)
    n = uses(r"\b(bourgeois\w*|(wealthy|popular|working|dominant|ruling) class(es)?|masses)\b")
    assert n[MARXIST].min() > 0
    row = checked(family).iloc[0]
    assert row["estimate"] > 0
    assert row["n_kept"] == row["n_left_out"] == 4
    whole = counted(family)["class-and-empire"].column("class-naming").sum()
    without = counted(family, **{"leading term": "out"})["class-and-empire"]
    assert 0 < without.column("class-naming").sum() < whole
    plain = counted(family, negated="out")["class-and-empire"].column("class-naming").sum()
    assert plain <= whole


def test_the_haitian_police_have_three_names():
    family = names(["haitian-police"])
    told = {claim.target[0]: claim.item for claim in family.claims}
    assert told == {
        "kenyan-press": "Haitian National Police", "marxist": "police", "think-tank": "HNP",
    }  # fmt: skip
    n = uses(r"\bHNP\b")
    assert n.gt(0).to_dict() == {"000": False, "001": False, "002": True, "003": True, "004": False}
    tally = counted(family)["haitian-police"]
    share = {
        group: tally.column("HNP")[tally.side([group])].sum()
        / tally.base[tally.side([group])].sum()
        for group in tally.groups
    }
    assert share["marxist"] == 0 < share["kenyan-press"] < share["think-tank"]
    claim = next(claim for claim in family.claims if claim.item == "HNP")
    assert estimate(tally, claim) == pytest.approx(share["think-tank"] - share["kenyan-press"])
    assert claim.against == (("kenyan-press",), ("marxist",))


def test_no_doer_has_clauses_enough_in_two_groups_of_the_seeds():
    family = doers()
    assert (family.claims, family.candidates) == ((), ())
    assert checked(family).empty
    assert family.costly


def test_the_kenyan_press_lets_others_speak_most():
    family = heard()
    assert [claim.key for claim in family.claims] == ["voice: kenyan-press"]
    assert uses("“")[MARXIST].sum() < uses("“")[["003", "004"]].sum()
    row = checked(family).iloc[0]
    assert 0 < row["estimate"] < 1
    assert row["lost_without"] == "004"
    both, quoted = (counted(family, **{"reported speech": c})[""] for c in ("in", "out"))
    item = family.claims[0].item
    assert quoted.column(item).sum() < both.column(item).sum()
    assert both.base.sum() == len(seeds()[1])


def test_the_marxist_press_never_names_kenya():
    assert (uses(r"\bKenya\b(?!n)")[MARXIST] == 0).all()
    assert (uses(r"\bKenya\b(?!n)").drop(MARXIST) > 0).all()
    table = checked(passed_over("marxist"))
    row = table.loc["silence: marxist: actors/kenya"]
    assert row["p"] == row["p_least"] == 1 / 10  # 2 of 5 articles in ten ways
    # Only the three that name it are left out: without one that does not, nothing could change.
    assert (row["n_units"], row["n_left_out"], row["n_kept"]) == (5, 3, 3)
    assert row["estimate"] > row["floor"]
    assert row["p_adjusted"] > 0.1
    assert (table["p_least"] >= 1 / 10).all()


def test_a_silence_ends_with_one_use():
    family = passed_over("marxist")
    tally = counted(family)[""]
    claim = family.claims[0]
    column = tally.column(claim.item)
    group = tally.side(["marxist"])
    assert column[group].sum() == 0
    noisy = tally.events.tolil()
    noisy[group[0], tally.items.get_loc(claim.item)] = 1
    changed = type(tally)(noisy.tocsr(), tally.base, tally.units, tally.items, tally.scale)
    assert holds(tally, claim, estimate(tally, claim))
    assert not holds(changed, claim, estimate(changed, claim))
    assert not leave_one_out(changed, claim)["kept"].any()
    assert np.isfinite(floor(changed, claim))


@pytest.mark.parametrize("make", [keywords, doers, heard, lambda: names(["haitian-police"])])
def test_reading_the_same_texts_anew_finds_the_same(make):
    corpus, tokens = seeds()
    family = make()
    again = type(tokens)(
        corpus.articles, tokens.type_id, tokens.start, tokens.gap, tokens.article_ptr,
        tokens.sentence_ptr, tokens.surfaces,
    )  # fmt: skip
    own = family.count(tokens, units_of(tokens), family.read(tokens), family.default)
    anew = family.count(again, units_of(again), family.read(again), family.default)
    assert set(own) == set(anew)
    for name, tally in own.items():
        assert (tally.events != anew[name].events).nnz == 0
        assert np.array_equal(tally.base, anew[name].base)


def test_told_words_are_those_of_the_seeds():
    assert set(WORDS["group"]) <= set(seeds()[0].groups)
    assert actors().kind == "actors"
