"""Which keywords are kept, which are firm, which are lost: small tables checked by hand."""

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.cleaning import cleaning_effect, cleaning_keyness, lost_keywords
from analysis.measures.keyness import keyness_of_groups
from analysis.measures.keyness_choices import firm_keywords, keyness_agreement, typical_terms
from analysis.text.counts import count_terms
from analysis.text.tokens import tokenize


def counts_of(**texts):
    table = pd.DataFrame({"article_id": list(texts), "text": list(texts.values())})
    return count_terms(tokenize(table.assign(group=table["article_id"].str[0])))


def table_of(*rows, columns=("group", "term", "z", "n_articles_target", "k_articles_target")):
    return pd.DataFrame(rows, columns=list(columns))


@pytest.fixture
def counts():
    return counts_of(
        x1="gangs gangs fire fire vote", x2="gangs fire calm calm", y1="police police vote calm"
    )


def test_typical_terms_are_the_first_above_zero():
    table = table_of(
        ("g", "a", 3.0, 1, 2), ("g", "b", 2.0, 1, 2), ("g", "c", 1.0, 1, 2), ("h", "d", 0.0, 1, 1)
    )
    typical = typical_terms(table, top=2)
    assert typical[["group", "term", "rank"]].to_numpy().tolist() == [["g", "a", 1], ["g", "b", 2]]
    assert typical_terms(table.head(0), top=2).empty


def test_firm_keywords_hold_against_each_group_and_in_several_articles():
    rows = [("g", "a", 4.0, 4, 40), ("g", "b", 3.0, 3, 40), ("g", "c", 2.0, 9, 40)]
    rows += [("h", "d", 2.0, 1, 2), ("h", "e", 1.0, 2, 2), ("i", "f", 1.0, 1, 1)]
    typical = table_of(*rows)
    each = [(group, term, 2.0, 1.0) for group, term, *_ in rows] + [("g", "c", 2.0, 1.1)]
    pairs = pd.DataFrame(each, columns=["group", "term", "target_per_1000", "reference_per_1000"])
    firm = firm_keywords(typical, pairs, spread=0.1)  # 4 of 40; two of two; one of one
    assert firm["term"].tolist() == ["a", "e", "f"]
    assert firm_keywords(typical, pairs, spread=0.2)["term"].tolist() == ["e", "f"]


def test_agreement_counts_what_the_other_orders_keep(counts):
    options = {"groups": ["y", "x"], "min_count": 1, "content_only": True}
    table = keyness_agreement(counts, top=1, **options)
    assert table["group"].tolist() == ["y", "x"] and table["of"].tolist() == [1, 1]
    base = typical_terms(keyness_of_groups(counts, **options), top=1).set_index("group")["term"]
    for name, weight in {"lighter_prior": 0.1, "heavier_prior": 10}.items():
        other = keyness_of_groups(counts, **options, prior_articles=weight)
        first = other.groupby("group").head(1).set_index("group")["term"]
        same = [int(base[group] == first[group]) for group in ("y", "x")]
        assert table[name].tolist() == same
    everything = keyness_agreement(counts, top=99, **options)
    assert (everything["of"] == everything["log_ratio"]).all()  # nothing can be pushed out


def test_agreement_of_groups_without_keywords_is_zero():
    table = keyness_agreement(counts_of(x="calm", y="calm"), groups=["x", "y"], top=3)
    assert table.to_numpy().tolist() == [["x", 0, 0, 0, 0], ["y", 0, 0, 0, 0]]
    with pytest.raises(InputError, match="fewer than two"):
        keyness_agreement(counts_of(x="calm"), groups=["x"], top=3)


def test_agreement_does_not_hang_on_the_order_of_articles():
    texts = {"x1": "gangs fire fire vote", "y1": "police vote", "x2": "gangs calm", "y2": "gangs"}
    tables = [
        keyness_agreement(counts_of(**t), groups=["x", "y"], top=2)
        for t in (texts, dict(reversed(texts.items())))
    ]
    pd.testing.assert_frame_equal(*tables)


def test_lost_keywords_leave_the_first_ranks():
    ranks = {"rank_before": [1, 2, 9, 3], "rank_after": [pd.NA, 2, pd.NA, 7]}
    effect = pd.DataFrame({"term": list("abcd"), **ranks}).astype(dict.fromkeys(ranks, "Int64"))
    assert lost_keywords(effect, top=5)["term"].tolist() == ["a", "d"]
    assert lost_keywords(effect.head(0), top=5).empty


def test_keyness_of_the_seeds_before_and_after_cleaning():
    before, after = cleaning_keyness("seeds", groups=["marxist", "kenyan-press", "think-tank"])
    uses = [
        t[t["group"] == "marxist"].set_index("term")["n_target"].get("class", 0)
        for t in (before, after)
    ]
    assert uses == [4, 0]  # all four stand in the masthead
    lost = lost_keywords(cleaning_effect(before, after, min_count=3), top=15)
    assert "read" in lost.loc[lost["group"] == "kenyan-press", "term"].tolist()
