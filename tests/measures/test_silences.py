"""Silences: counted, expected, never over-read; and the checklist of the seeds."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.codebooks import check_codebook, find_hits, load_codebook
from analysis.codebooks.codebook import parse_codebook
from analysis.corpus import load_corpus
from analysis.errors import InputError
from analysis.measures.silences import silence_counts, silence_matrix, silences, unmentioned
from analysis.measures.usage import USAGE_COLUMNS, usage, uses_of, wanted_list
from analysis.text.passages import in_context
from analysis.text.tokens import tokenize

SEEDS = Path("seeds")


def book(kind="checklist", **frames):
    texts = dict.fromkeys(("definition", "include", "exclude"), "x")
    listed = [{"name": n, "label": n.title(), "terms": t, **texts} for n, t in frames.items()]
    head = {"title": "t", "source": "s", "unit": "u", "language": "en", "kind": kind}
    return parse_codebook({**head, "frame": listed}, name="list", where="list")


def tokens_of(*rows):
    articles = pd.DataFrame(rows, columns=["article_id", "group", "text"]).astype("str")
    return tokenize(articles)


@pytest.fixture
def tokens():
    return tokens_of(
        ("1", "left", "Strike and hunger. Strike goes on today."),  # 7 tokens
        ("2", "left", "A strike."),  # 2
        ("3", "right", "Trade, trade and more trade."),  # 5
        ("4", "centre", "No hunger here, “strike”."),  # 4
    )


@pytest.fixture
def table(tokens):
    codebook = book(hunger=["hunger"], strike=["strike*"], trade=["trade"], peace=["peace"])
    return usage(tokens, hits={"list": find_hits(tokens, codebook)}, books={"list": codebook})


def test_usage_by_hand(table):
    rows = table.set_index(["item", "group"])
    strike = rows.loc[("list/strike", "left")]
    assert (strike["n"], strike["n_articles"], strike["k_articles"], strike["n_tokens"]) == (
        3,
        2,
        2,
        9,
    )
    assert strike["per_1000"] == pytest.approx(1000 * 3 / 9)
    assert rows.loc[("list/peace", slice(None)), "n"].tolist() == [0, 0, 0]  # zeros are rows
    assert rows.loc[("list/hunger", "centre"), "n"] == 1  # denied, and so spoken of
    assert len(table) == 4 * 3


def test_expected_is_the_rate_of_the_others(table):
    rows = silences(table).set_index(["item", "group"])
    strike = rows.loc[("list/strike", "right")]
    # Left 3 and centre 1 in 9 + 4 tokens; the right has 5.
    assert strike["expected"] == pytest.approx(4 / 13 * 5)
    assert strike["others_per_1000"] == pytest.approx(4000 / 13)
    assert (strike["n_articles_others"], strike["k_articles_others"]) == (3, 3)
    assert strike["used_by"] == "centre, left"
    assert set(rows.index) == {
        ("list/strike", "right"), ("list/hunger", "right"),
        ("list/trade", "left"), ("list/trade", "centre"),
    }  # fmt: skip
    assert rows["expected"].is_monotonic_decreasing


def test_counts_add_up_to_what_was_searched(table):
    counted = silence_counts(table, min_expected=1.0)
    parts = counted[["n_used", "n_nobody", "n_silent"]].sum(axis=1)
    assert parts.tolist() == counted["n_searched"].tolist() == [4, 4, 4]
    right = counted.set_index("group").loc["right"]
    # Expected of the right: strike 4/13·5 = 1.5, hunger 2/13·5 = .8.
    assert (right["n_used"], right["n_nobody"], right["n_silent"], right["n_expected"]) == (
        1,
        1,
        2,
        1,
    )


def test_unmentioned_names_nobody_and_the_only_one(table):
    told = unmentioned(table)
    assert told[["label", "n_groups", "group", "n"]].to_numpy().tolist() == [
        ["Peace", 0, "", 0],
        ["Trade", 1, "right", 3],
    ]
    assert told["k_articles"].eq(4).all()


def test_words_are_items_by_their_commonest_form():
    tokens = tokens_of(("1", "l", "Gangs gangs gang of 7"), ("2", "r", "No news."))
    found = usage(tokens, hits={}, books={}, form="lemma", min_count=2)
    assert found[["label", "group", "n"]].to_numpy().tolist() == [
        ["gangs", "l", 3],
        ["gangs", "r", 0],
    ]
    assert found["kind"].eq("term").all()
    every = usage(tokens, hits={}, books={}, form="norm", min_count=1)
    assert set(every["item"]) == {"gang", "gangs", "news", "no"}  # no function word, no number


def test_labels_of_two_codebooks_are_told_apart(tokens):
    one, two = book("frames", strike=["strike"]), book("frames", strike=["gates"])
    hits = {"one": find_hits(tokens, one), "two": find_hits(tokens, two)}
    found = usage(tokens, hits=hits, books={"one": one, "two": two})
    assert found["label"].unique().tolist() == ["Strike (t)"]
    assert found["kind"].unique().tolist() == ["frame"]


def test_order_of_articles_changes_nothing(tokens):
    codebook = book(hunger=["hunger"], strike=["strike*"], trade=["trade"])
    results = []
    for articles in (tokens.articles, tokens.articles.iloc[::-1].reset_index(drop=True)):
        own = tokenize(articles)
        hits = {"list": find_hits(own, codebook)}
        results.append(usage(own, hits=hits, books={"list": codebook}, form="lemma", min_count=1))
    pd.testing.assert_frame_equal(*results)
    pd.testing.assert_frame_equal(silences(results[0]), silences(results[1].iloc[::-1]))


def test_a_matrix_shows_blocks_and_the_whole_checklist(table):
    shown = silence_matrix(table, kind="checklist")
    assert shown["item"].drop_duplicates().tolist() == [
        "list/strike", "list/hunger", "list/trade", "list/peace",
    ]  # fmt: skip
    assert shown["n_items"].eq(4).all()
    # Used by two: silent on the right, the more expected first; then by one; then by nobody.
    assert shown["expected"].notna().sum() == len(silences(table))
    frames = table.assign(kind="frame")
    named = silence_matrix(frames, kind="frame", min_expected=1.4)["label"].unique().tolist()
    assert named == ["Strike", "Trade"]  # 3 of the right in 9 tokens: 3/9·9 = 3 of the left
    first = silence_matrix(frames, kind="frame", most=1)
    assert first["label"].tolist() == ["Trade"] * 3
    assert silence_matrix(frames, kind="actor").empty


def test_a_group_without_tokens_has_no_rate_and_no_silence_to_expect():
    tokens = tokens_of(("1", "l", "Strike."), ("2", "r", ""))
    found = usage(tokens, hits={}, books={}, form="norm", min_count=1)
    assert np.isnan(found.set_index("group").loc["r", "per_1000"])
    assert silences(found)["expected"].tolist() == [0]


@pytest.mark.parametrize("rows", [[], [("1", "l", "")]])
def test_nothing_searched_is_an_empty_table(rows):
    tokens = tokens_of(*rows)
    found = usage(tokens, hits={}, books={}, form="norm")
    assert found.empty and tuple(found.columns) == USAGE_COLUMNS
    assert silences(found).empty and silence_counts(found).empty and unmentioned(found).empty
    assert uses_of([], hits={}, tokens=tokens).empty


def test_uses_can_be_read(tokens):
    codebook = book(hunger=["hunger"], strike=["strike*"])
    hits = {"list": find_hits(tokens, codebook)}
    found = uses_of(["trade", "list/hunger"], hits=hits, tokens=tokens)
    assert found["item"].tolist() == ["trade"] * 3 + ["list/hunger"] * 2
    assert in_context(tokens, found)["surface"].tolist() == [
        "Trade", "trade", "trade", "hunger", "hunger",
    ]  # fmt: skip


def test_a_list_of_wanted_words_is_a_checklist(tokens):
    wanted = wanted_list(["hunger", "peace talk*"])
    assert wanted.kind == "checklist"
    found = usage(tokens, hits={"wanted": find_hits(tokens, wanted)}, books={"wanted": wanted})
    assert unmentioned(found)["label"].tolist() == ["peace talk*"]
    with pytest.raises(InputError, match="empty"):
        wanted_list([])
    with pytest.raises(InputError, match="twice"):
        wanted_list(["hunger", "hunger"])


def test_the_background_of_the_seeds_is_sound():
    background = load_codebook("background", corpus_folder=SEEDS)
    assert background.kind == "checklist"
    assert check_codebook(background).to_numpy().tolist() == []
    assert all("Source: " in frame.definition for frame in background.frames)


def test_what_the_seeds_mention_of_their_background():
    # Read in the five articles.
    corpus = load_corpus(SEEDS)
    tokens = tokenize(corpus.articles)
    background = load_codebook("background", corpus_folder=SEEDS)
    hits = find_hits(tokens, background)
    found = usage(tokens, hits={"background": hits}, books={"background": background})
    where = hits.groupby("frame")["article_id"].agg(lambda ids: sorted(set(ids))).to_dict()
    assert where == {
        "sexual-violence": ["000"], "civilian-harm": ["001"], "displaced-people": ["001"],
        "transition": ["002", "003"], "elections": ["002", "003"], "legal-challenge": ["003"],
        "moise": ["003"], "hunger": ["003", "004"],
    }  # fmt: skip
    told = unmentioned(found)
    nobody = set(told.loc[told["n_groups"] == 0, "item"].str.removeprefix("background/"))
    assert nobody >= {"earlier-un-mission", "cholera", "independence-debt", "police-record",
                      "kidnapping", "arms-smuggling", "civil-society", "us-occupation"}  # fmt: skip
    silent = silences(found).set_index(["item", "group"])
    elections = silent.loc[("background/elections", "marxist")]
    assert elections["n_others"] == 4 and elections["n_articles_others"] == 2
