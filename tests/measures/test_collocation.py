"""Collocation: published values of every formula, counts by hand, symmetries, edges."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures import association as a
from analysis.measures.collocation import (
    COLUMNS,
    collocate_uses,
    collocates,
    collocates_by_group,
    concordance_lines,
)
from analysis.text.tokens import tokenize

UCS = (7, 15334, 120, 191998)  # Evert's UCS gold, in pandas-association-measures' tests


def tokens_of(*texts, groups=None):
    ids = [f"{i:02}" for i in range(len(texts))]
    table = pd.DataFrame({"article_id": ids, "text": texts, "group": groups or ids})
    return tokenize(table)


def by_collocate(table):
    return table.set_index("collocate")


def test_expected_and_scores_of_evert():
    assert float(a.expected(*UCS[1:])) == pytest.approx(9.583850, abs=5e-7)
    assert float(a.mi(*UCS)) * np.log10(2) == pytest.approx(-0.136442, abs=5e-7)  # his is log10
    assert float(a.t_score(*UCS)) == pytest.approx(-0.976603, abs=5e-7)
    assert float(a.z_score(*UCS)) == pytest.approx(-0.834636, abs=5e-7)
    assert float(a.simple_ll(*UCS)) == pytest.approx(-0.769331, abs=5e-7)
    assert float(a.g2(*UCS)) == pytest.approx(-0.829802, abs=5e-7)
    assert float(a.dice(*UCS[:3])) == pytest.approx(9.05914e-4, abs=5e-10)


def test_mutual_information_of_church_and_hanks():
    assert float(a.mi(8, 1105, 44, 15_000_000)) == pytest.approx(11.3, abs=0.05)  # log2


def test_t_score_of_manning_and_schuetze():
    assert float(a.t_score(8, 15828, 4675, 14307668)) == pytest.approx(0.999932, abs=5e-7)


def test_delta_p_of_gries():
    """*of course* in 2013, p. 144: a, b, c, d are 5610, 168938, 2257, 10233063."""
    o, b, c, d = 5610, 168938, 2257, 10233063
    forward, backward = a.delta_p(o, o + b, o + c, o + b + c + d)
    assert float(forward) == pytest.approx(0.032, abs=5e-4)
    assert float(backward) == pytest.approx(0.697, abs=5e-4)


def test_log_dice_and_npmi_by_hand():
    assert float(a.log_dice(2, 4, 4)) == 13  # Dice 1/2, one below the top
    assert float(a.npmi(4, 4, 4, 64)) == pytest.approx(1)  # log2(64/4) over itself
    assert float(a.npmi(4, 16, 16, 64)) == pytest.approx(0)
    assert float(a.npmi(0, 4, 4, 64)) == -1


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 500))
def test_node_and_collocate_may_be_exchanged(f, more, other, rest):
    f1, f2 = f + more, f + other
    cells, turned = (f, f1, f2, f1 + f2 + rest), (f, f2, f1, f1 + f2 + rest)
    for score in (a.mi, a.npmi, a.t_score, a.z_score, a.simple_ll, a.g2):
        assert float(score(*cells)) == pytest.approx(float(score(*turned)))
    there, back = a.delta_p(*cells), a.delta_p(*turned)
    assert [float(x) for x in there] == pytest.approx([float(x) for x in back[::-1]])


def test_undefined_is_nan():
    assert np.isnan(a.mi(0, 0, 5, 10)) and np.isnan(a.log_dice(0, 0, 0))
    assert np.isnan(a.t_score(0, 3, 5, 10))
    assert all(np.isnan(value) for value in a.delta_p(0, 0, 0, 10))


TEXT = "Armed gangs attack the town. Gangs and armed gangs attack. Police flee."


def test_counts_by_hand():
    """Seven words beside *gangs* in its two sentences of nine; two more elsewhere."""
    table = by_collocate(collocates(tokens_of(TEXT), "gangs", min_count=1, content_only=False))
    armed = table.loc["armed"]
    assert armed[["f", "f1", "f2", "n", "n_node", "n_articles"]].tolist() == [2, 7, 2, 9, 3, 1]
    assert armed["expected"] == pytest.approx(7 * 2 / 9)
    assert armed["log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 2)))
    assert armed["mi"] == pytest.approx(np.log2(2 / (14 / 9)))
    assert armed["delta_p_collocate"] == pytest.approx(2 / 7 - 0 / 2)
    assert armed["delta_p_node"] == pytest.approx(2 / 2 - 5 / 7)
    assert "police" not in table.index and table["f"].sum() == 7


def test_the_window_ends_with_the_sentence():
    near = collocates(tokens_of(TEXT), "gangs", window=1, min_count=1, content_only=False)
    assert sorted(near["collocate"]) == ["and", "armed", "attack"]
    # “attack the town. Gangs”: town stands in front of Gangs, in another sentence.
    whole = collocates(tokens_of(TEXT), "town", window=None, min_count=1, content_only=False)
    assert sorted(whole["collocate"]) == ["armed", "attack", "gangs", "the"]


def test_a_token_in_reach_of_two_uses_counts_once():
    table = by_collocate(collocates(tokens_of("gangs fight gangs"), "gangs", min_count=1))
    assert table.loc["fight", ["f", "f1", "f2", "n"]].tolist() == [1, 1, 1, 1]


def test_phrases_and_stars_are_nodes():
    tokens = tokens_of("The police officers patrol. A police officer sleeps.")
    table = by_collocate(collocates(tokens, "police officer*", min_count=1))
    assert table["n_node"].tolist() == [2, 2] and set(table.index) == {"patrol", "sleeps"}
    assert table["n"].tolist() == [4, 4]  # eight tokens, four of them the node's own


def test_function_words_are_listed_only_on_request():
    tokens = tokens_of("The gangs and the 400 police.")
    assert collocates(tokens, "gangs", min_count=1)["collocate"].tolist() == ["police"]
    every = collocates(tokens, "gangs", min_count=1, content_only=False)
    assert set(every["collocate"]) == {"the", "and", "400", "police"}


def test_order_of_articles_changes_nothing_and_ties_go_by_name():
    texts = ["gangs burn markets", "gangs burn houses", "calm"]
    there = collocates(tokens_of(*texts), "gangs", min_count=1)
    back = collocates(tokens_of(*texts[::-1]), "gangs", min_count=1)
    pd.testing.assert_frame_equal(there, back)
    assert there["collocate"].tolist() == ["burn", "houses", "markets"]


def test_groups_are_counted_apart_with_their_zeros():
    tokens = tokens_of("armed gangs", "armed gangs flee", "gangs sleep", groups=["x", "x", "y"])
    table = collocates_by_group(tokens, ["gangs"], groups=["y", "x"], min_count=1)
    rows = table.set_index(["group", "collocate"])
    assert table["group"].tolist() == ["y"] * 3 + ["x"] * 3
    assert rows.loc[("x", "armed"), ["f", "n_node", "n_articles", "n"]].tolist() == [2, 2, 2, 3]
    assert rows.loc[("y", "armed"), ["f", "n_node"]].tolist() == [0, 1]
    assert np.isnan(rows.loc[("y", "armed"), "mi"])  # not a word of that group
    whole = collocates(tokens, "gangs", min_count=1).set_index("collocate")["f"]
    assert rows.groupby("collocate")["f"].sum().to_dict() == whole.to_dict()


def test_one_group_alone_is_its_own_corpus():
    tokens = tokens_of("armed gangs burn houses", "gangs sleep", groups=["x", "y"])
    alone = collocates(tokens_of("armed gangs burn houses"), "gangs", min_count=1)
    table = collocates_by_group(tokens, ["gangs"], groups=["x"], min_count=1)
    pd.testing.assert_frame_equal(table.drop(columns="group"), alone)


def test_nothing_found_is_an_empty_table():
    tokens = tokens_of("gangs", "calm")
    assert [*collocates(tokens, "absent")] == [*COLUMNS]
    assert collocates(tokens, "gangs", min_count=1).empty
    assert [*collocates_by_group(tokens, [], groups=["00"])] == ["group", *COLUMNS]
    assert collocates_by_group(tokens, ["absent", "calm"], groups=["00", "01"]).empty
    nothing = tokenize(tokens.articles.head(0))
    assert collocates(nothing, "gangs").empty


def test_lines_of_a_concordance_are_the_first_of_each_article():
    tokens = tokens_of("gangs here, gangs there, gangs", "calm", "police and gangs")
    lines = concordance_lines(tokens, ["police", "gangs", "absent"], per_article=2)
    assert lines[["frame", "article_id", "start"]].to_numpy().tolist() == [
        ["police", "02", 0], ["gangs", "00", 0], ["gangs", "00", 12], ["gangs", "02", 11],
    ]  # fmt: skip
    none = concordance_lines(tokens, [])
    assert none.empty and [*none] == [*lines]


@pytest.mark.parametrize(("node", "window"), [("gangs", 0), ("", 5), ("*", 5)])
def test_bad_options_are_named(node, window):
    with pytest.raises(InputError):
        collocates(tokens_of("gangs"), node, window=window)


def test_words_that_are_never_apart_have_the_highest_dice():
    pair = " ".join(["Port Royal burns today."] * 4)
    row = by_collocate(collocates(tokens_of(pair), "port")).loc["royal"]
    assert row[["f", "n_node", "n_met", "f2"]].tolist() == [4, 4, 4, 4]
    assert (row["log_dice"], row["dice"]) == (14, 1)
    assert row["npmi"] < 1  # “burns” and “today” are in reach, too


@pytest.mark.parametrize(
    ("text", "f", "n_met", "meetings"),
    [
        ("market gangs market", 2, 1, 1),  # two uses in reach of one node
        ("gangs market gangs", 1, 2, 1),  # one use in reach of two nodes
        ("Gangs market. Gangs market. Gangs.", 2, 2, 2),
    ],
)
def test_neither_word_has_more_meetings_than_uses(text, f, n_met, meetings):
    row = by_collocate(collocates(tokens_of(text), "gangs", min_count=1)).loc["market"]
    assert row[["f", "n_met"]].tolist() == [f, n_met]
    assert row["dice"] == 2 * meetings / (row["n_node"] + row["f2"]) <= 1


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(["gangs", "market", "burn", "fire."]), max_size=30))
def test_dice_is_at_most_one(words):
    table = collocates(tokens_of(" ".join(words)), "gangs", min_count=1, window=2)
    assert (table["dice"] <= 1).all() and (table["log_dice"] <= 14).all()
    assert (table["n_met"] <= table["n_node"]).all() and (table["f"] <= table["f2"]).all()


def test_uses_of_collocates_are_as_many_as_were_counted():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "text": [
                "The old port burns. Old men left the port in the old days, far from any port.",
                "A port is old. Old and far away is nothing.",
            ],
            "group": ["left", "right"],
        }
    )
    tokens = tokenize(articles)
    table = collocates_by_group(tokens, ["port"], groups=["left", "right"], min_count=1)
    uses = collocate_uses(tokens, table)
    n = uses.merge(articles[["article_id", "group"]]).groupby(["collocate", "group"]).size()
    counted = table[table["f"] > 0].set_index(["collocate", "group"])["f"]
    assert n.sort_index().to_dict() == counted.sort_index().to_dict()
    text = articles.set_index("article_id")["text"]
    for use in uses.itertuples():
        assert text[use.article_id][use.start : use.end].lower() == use.collocate
    assert collocate_uses(tokens, table.head(0)).columns.tolist() == [
        "node", "collocate", "article_id", "sentence", "start", "end"
    ]  # fmt: skip
