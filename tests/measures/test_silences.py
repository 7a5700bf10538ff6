"""Silences: counted, expected, never over-read; and the checklist of the seeds."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.codebooks import check_codebook, find_hits, load_codebook
from analysis.codebooks.codebook import parse_codebook
from analysis.corpus import load_corpus
from analysis.errors import InputError
from analysis.measures.silence_chance import least_articles
from analysis.measures.silence_checks import later_articles
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
    counted = silence_counts(table, min_expected=1.0, min_uses=1)
    parts = counted[["n_used", "n_nobody", "n_silent"]].sum(axis=1)
    assert parts.tolist() == counted["n_searched"].tolist() == [4, 4, 4]
    right = counted.set_index("group").loc["right"]
    # Expected of the right: strike 4/13·5 = 1.5, hunger 2/13·5 = .8.
    assert counted["by_chance"].isna().all() and not counted["clear"].any()  # nothing was dealt
    assert (right["n_used"], right["n_nobody"], right["n_silent"], right["n_firm"]) == (
        1,
        1,
        2,
        1,
    )


def words_of(tokens, **options):
    found = usage(tokens, hits={}, books={}, form="lemma", min_count=1)
    uses = uses_of(found["item"].unique().tolist(), hits={}, tokens=tokens, form="lemma")
    return found, uses


def test_a_near_form_is_no_silence():
    tokens = tokens_of(
        (
            "1",
            "l",
            "Kenya and elections. The Port Aid Force (PAF) reads, police too, hunger, harbor.",
        ),
        (
            "2",
            "r",
            "Kenyan soldiers, Kenyan boats, kenya-like. An electoral policy. Reader. Harbours.",
        ),
        ("3", "r", "The Aid Force for the Port (AFP), the port AFP."),
    )
    found, uses = words_of(tokens)
    rows = silences(found, tokens=tokens, uses=uses, min_uses=1)
    rows = rows[rows["group"] == "r"].set_index("label")
    assert rows["near"].to_dict() == {
        "kenya": "kenyan (2)", "elections": "electoral (1)", "paf": "afp (2)",
        "reads": "", "police": "policy (1)", "hunger": "", "harbor": "harbours (1)",
    }  # fmt: skip
    told = silences(found, tokens=tokens, uses=uses, min_uses=1, min_expected_words=0)
    told = told[told["group"] == "r"].set_index("label")["untold"]
    assert told[["kenya", "paf"]].eq("near form").all() and told["hunger"] == ""


def test_the_seeds_use_near_forms_of_what_they_seem_to_leave_out():
    tokens = tokenize(load_corpus(SEEDS).articles)
    found = usage(tokens, hits={}, books={}, form="lemma")
    rows = silences(found, tokens=tokens).set_index(["label", "group"])
    assert rows.loc[("kenya", "marxist"), "near"] == "kenyan (2)"  # in the text: soldiers
    assert rows.loc[("mss", "marxist"), "near"].startswith("mssm (")
    assert rows.loc[[("kenya", "marxist"), ("mss", "marxist")], "untold"].eq("near form").all()


def dated(*rows):
    columns = ["article_id", "group", "text", "published", "published_earliest", "published_latest"]
    table = pd.DataFrame(rows, columns=columns)
    return tokenize(table.astype(dict.fromkeys(columns[3:], "datetime64[us]")))


@pytest.mark.parametrize(
    ("mine", "theirs", "later"),
    [
        (("2024-07-01", None, None), ("2024-09-30", None, None), "yes"),
        (("2024-07-01", None, None), (None, "2024-09-30", None), "yes"),
        (("2024-10-01", None, None), ("2024-09-30", None, None), "no"),
        (("2024-10-01", None, None), ("2024-10-01", None, None), "no"),
        (("2024-10-01", None, None), (None, "2024-09-30", None), "unknown"),  # or after it
        ((None, "2024-07-01", None), ("2024-09-30", None, None), "unknown"),
        ((None, "2024-07-01", "2024-08-01"), (None, "2024-09-01", "2024-09-30"), "yes"),
        ((None, "2024-10-01", None), ("2024-09-30", None, None), "no"),
        ((None, None, None), ("2024-09-30", None, None), "unknown"),
    ],
)
def test_what_was_not_yet_known_is_told_by_the_dates(mine, theirs, later):
    tokens = dated(("1", "l", "Calm.", *mine), ("2", "r", "Vote vote vote.", *theirs))
    found, uses = words_of(tokens)
    rows = silences(found, tokens=tokens, uses=uses, min_uses=1, min_expected_words=0)
    row = rows.set_index("item").loc["vote"]
    assert row["later"] == later
    assert row["untold"] == ("later" if later == "yes" else "")


def test_one_early_article_of_the_others_is_enough():
    late, early = ("2024-09-30", None, None), ("2024-06-01", None, None)
    tokens = dated(
        ("1", "l", "Calm.", "2024-07-01", None, None),
        ("2", "r", "Vote.", *late), ("3", "r", "Vote.", *early),
    )  # fmt: skip
    found, uses = words_of(tokens)
    assert silences(found, tokens=tokens, uses=uses).set_index("item").loc["vote", "later"] == "no"


def test_two_articles_of_the_others_must_have_it(table):
    rows = silences(table, min_uses=1).set_index(["item", "group"])["untold"]
    assert rows["list/strike", "right"] == ""
    assert rows["list/trade", "left"] == "few articles"
    assert rows["list/hunger", "right"] == "few"
    assert silences(table).set_index(["item", "group"])["untold"]["list/hunger", "right"] == "few"


def bursts(rng, words, n):
    """So many sentences of one word of a list and four of anybody's."""
    common = [f"w{a}x" for a in "abcdefghij"]
    lines = [[rng.choice(words), *rng.choice(common, 4)] for _ in range(n)]
    return " ".join(" ".join(line).capitalize() + "." for line in lines)


def test_dealt_silences_are_those_of_chance():
    # Groups of a hundred sentences from one source have no more silences than a deal makes.
    rng = np.random.default_rng(4)
    rare = [f"r{a}{b}x" for a in "abcdef" for b in "abcdef"]
    texts = [(str(i), "lr"[i % 2], bursts(rng, rare, 50)) for i in range(4)]
    tokens = tokens_of(*texts)
    found, uses = words_of(tokens)
    options = {"tokens": tokens, "uses": uses, "min_expected_words": 1.0, "min_uses": 1}
    counted = silence_counts(found, **options)
    assert not counted["clear"].any()
    assert (counted["n_firm"] - counted["by_chance"]).abs().lt(4).all()
    # The same with words of their own: 18 of either are missing in the other.
    parts = {"l": rare[:18], "r": rare[18:]}
    tokens = tokens_of(*((i, g, bursts(rng, parts[g], 50)) for i, g, _ in texts))
    found, uses = words_of(tokens)
    own = silence_counts(found, **options | {"tokens": tokens, "uses": uses})
    assert own["clear"].all() and own["n_firm"].gt(10).all()
    assert own["by_chance"].lt(5).all()
    turned = tokenize(tokens.articles.iloc[::-1].reset_index(drop=True))
    found, uses = words_of(turned)
    again = silence_counts(found, **options | {"tokens": turned, "uses": uses})
    pd.testing.assert_frame_equal(own, again)


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


def test_a_matrix_shows_blocks_and_what_somebody_mentions(table):
    shown = silence_matrix(table, kind="checklist")
    assert shown["item"].drop_duplicates().tolist() == [
        "list/strike", "list/hunger", "list/trade",
    ]  # fmt: skip
    assert shown["n_items"].eq(3).all()
    # Used by two: silent on the right, the more expected first; then by one. Nobody has peace.
    assert unmentioned(table).query("n_groups == 0")["item"].tolist() == ["list/peace"]
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


def test_no_silence_has_no_date():
    articles = pd.DataFrame({"article_id": ["a", "b"], "group": ["x", "y"], "text": ["A.", "B."]})
    silent = pd.DataFrame({"item": [], "group": []}).astype("str")
    uses = pd.DataFrame({"item": [], "article_id": []}).astype("str")
    assert later_articles(tokenize(articles), silent, uses).empty
    row = pd.DataFrame({"item": ["i"], "group": ["x"]})
    place = pd.DataFrame({"item": ["i"], "article_id": ["b"]})
    assert later_articles(tokenize(articles), row, place).tolist() == ["unknown"]


def test_in_a_large_corpus_one_article_in_a_hundred_must_have_it():
    assert least_articles(np.array([0, 1, 2, 200, 201, 1_000])).tolist() == [0, 1, 2, 2, 3, 10]
