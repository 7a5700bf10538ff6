"""Demands: who must do what, by the words of the clause; counted by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebooks.codebook import load_codebook, parse_codebook
from analysis.codebooks.match import find_hits
from analysis.measures.demands import demand_clauses, demands_by
from analysis.measures.stance import find_demands
from analysis.text.tokens import tokenize

TEXTS = dict.fromkeys(("definition", "include", "exclude"), "x")
ACTORS = {
    "bank": ["bank", "banks"],
    "town": ["town", "Mayor Reed"],
    "union": ["union", "Guild of Dockers", "DG"],
}
HEAD = {"title": "t", "source": "s", "unit": "name", "language": "en", "kind": "actors"}
FRAMES = [{"name": n, "label": n.title(), "terms": t, **TEXTS} for n, t in ACTORS.items()]
BOOK = parse_codebook({**HEAD, "frame": FRAMES}, name="x", where="x")
STANCE = load_codebook("stance")


def demands_in(*texts, groups=None):
    ids = list("abcdef"[: len(texts)])
    articles = pd.DataFrame({"article_id": ids, "text": texts, "group": groups or "g"})
    tokens = tokenize(articles)
    found = find_demands(tokens, find_hits(tokens, BOOK), find_hits(tokens, STANCE))
    return articles, found


@pytest.mark.parametrize(
    ("text", "addressee", "what"),
    [
        ("The bank must open its books.", "bank", "open its books"),
        ("Critics said that the bank should pay, and soon.", "bank", "pay, and soon"),
        ("The bank, founded in 1902, still needs to explain.", "bank", "explain"),
        ("The bank in Oslo has to move.", "bank", "move"),
        ("Mayor Reed urged the bank to pay.", "bank", "pay"),
        ("Mayor Reed spoke at length, urging the Guild of Dockers (DG) to wait.", "union", "wait"),
        ("They call on the union to wait.", "union", "wait"),
        ("The only viable answer is for the union to strike alone.", "union", "strike alone"),
        ("It is up to the town to mend the pier.", "town", "mend the pier"),
        ("It is time for the bank to answer.", "bank", "answer"),
        ("The town has turned to its bank for help.", "bank", "help"),
        ("The fee must be paid by the bank.", "bank", "The fee must be paid by the bank"),
        ("The town’s support is essential.", "town", "The town’s support is essential"),
        (
            "Firms that must be led by the bank wait.",
            "bank",
            "Firms that must be led by the bank wait",
        ),
    ],
)
def test_who_must_do_what(text, addressee, what):
    _, found = demands_in(text)
    assert found[["addressee", "kind"]].to_numpy().tolist() == [[addressee, "actor"]]
    assert found.loc[0, "what"] == what


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("The pier must be mended.", "nobody", "passive without a doer"),
        ("A new crane is required.", "nobody", "no doer named"),
        ("There is a need for tact.", "nobody", "no doer named"),
        ("We must wait.", "pronoun", "a pronoun, not resolved"),
        ("It is time for them to wait.", "pronoun", "a pronoun, not resolved"),
        ("They turned to the old miller for help.", "other", "not on the list of actors"),
        ("Some say regional bodies must step up.", "other", "not on the list of actors"),
        ("The bank’s auditors must resign.", "other", "not on the list of actors"),
        ("Payments to the bank must stop.", "other", "not on the list of actors"),
    ],
)
def test_no_addressee_has_a_reason(text, kind, reason):
    _, found = demands_in(text)
    assert found["addressee"].isna().all()
    assert found[["kind", "reason"]].to_numpy().tolist() == [[kind, reason]]
    assert found["who"].tolist() == ["named" if kind == "other" else kind]


def test_their_own_doing_is_a_pronoun():
    frame = {"name": "only-option", "label": "Only", "terms": ["only their struggle*"], **TEXTS}
    book = parse_codebook({**HEAD, "kind": "cues", "frame": [frame]}, name="y", where="y")
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Only their struggles will help."]})
    tokens = tokenize(articles)
    found = find_demands(tokens, find_hits(tokens, BOOK), find_hits(tokens, book))
    assert found[["kind", "who", "what"]].to_numpy().tolist() == [
        ["pronoun", "pronoun", "Only their struggles will help"]
    ]


def test_the_words_of_an_unlisted_doer_are_kept():
    _, found = demands_in("Some say regional bodies must step up.")
    assert found.loc[0, "addressee_text"] == "regional bodies"


def test_who_asks_is_not_who_is_asked():
    _, found = demands_in("The union urged the bank to pay.")
    assert found[["asked_by", "addressee"]].to_numpy().tolist() == [["union", "bank"]]


@pytest.mark.parametrize(
    "text",
    [
        "What needs to be done?",
        "Nobody asked whether the pier should be sold.",
        "The bank does not have to pay.",
        "The bank may pay.",
        "The bank paid for help.",
        "",
    ],
)
def test_what_is_no_demand(text):
    _, found = demands_in(text)
    assert found.empty and "addressee" in found


def test_denied_and_quoted_demands_are_flagged():
    _, found = demands_in("The bank must not pay. “The town should wait,” he said.")
    assert found[["negated", "quoted"]].to_numpy().tolist() == [[True, False], [False, True]]


def test_overlapping_cues_count_once():
    _, found = demands_in("A new crane is required to lift it.")
    assert found[["frame", "kind"]].to_numpy().tolist() == [["necessity", "nobody"]]
    _, found = demands_in("The bank is required to pay.")
    assert found[["frame", "kind"]].to_numpy().tolist() == [["obligation", "actor"]]


def test_counts_add_up_with_zeros():
    articles, found = demands_in(
        "The bank must pay. The bank should wait. A crane is needed.",
        "We must go. They call on the union to rest.",
        "All is calm.",
        groups=["g", "h", "i"],
    )
    table = demands_by(found, articles, actors=BOOK.labels).set_index(["group", "addressee"])
    assert len(table) == 3 * (3 + 3)  # three groups; three actors, other, pronoun, nobody
    assert table["n_demands"].sum() == len(found) == 5
    assert table.loc[("g", "bank"), ["n_demands", "n_obligation", "n_articles"]].tolist() == [
        2,
        2,
        1,
    ]
    assert table.loc[("g", "nobody"), "n_necessity"] == 1
    assert table.loc[("h", "union"), "n_recommendation"] == 1
    assert table.loc[("h", "pronoun"), "n_obligation"] == 1
    assert table.loc["i", "n_demands"].sum() == 0
    kinds = table.filter(regex="n_(obligation|necessity|recommendation|only_option)").sum(axis=1)
    assert kinds.tolist() == table["n_demands"].tolist()


def test_no_demands_give_zeros():
    articles, found = demands_in("All is calm.")
    assert demands_by(found, articles, actors=BOOK.labels)["n_demands"].tolist() == [0] * 6
    assert demand_clauses(found, actors=BOOK.labels).tolist() == []


def test_the_order_of_hits_does_not_matter():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "text": ["The bank must pay. The town should act.", "We must go."],
        }
    )
    tokens = tokenize(articles)
    mentions, hits = find_hits(tokens, BOOK), find_hits(tokens, STANCE)
    shuffled = find_demands(tokens, mentions.iloc[::-1], hits.sample(frac=1, random_state=5))
    pd.testing.assert_frame_equal(shuffled, find_demands(tokens, mentions, hits))


def test_a_demand_in_words():
    _, found = demands_in("The union urged the bank to pay. A crane is needed. We must go.")
    assert demand_clauses(found, actors=BOOK.labels).tolist() == [
        "Bank asked to “pay” (by Union)",
        "needed: “A crane is needed”",
        "“We” must “go”",
    ]


def test_a_name_without_a_word_of_the_label_is_shown():
    _, found = demands_in("Mayor Reed must pay. The DG should wait.")
    labels = {"town": "The Town Council", "union": "Dock Guild"}
    assert demand_clauses(found, actors=labels).tolist() == [
        "The Town Council (“Mayor Reed”) must “pay”",
        "Dock Guild should “wait”",  # its initials are no other name
    ]


WORDS = (
    "the bank must should we urge to pay be paid is required by for , . “ ” ( ) only way".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_every_place_is_where_it_says(words):
    articles, found = demands_in(" ".join(words))
    text = articles.loc[0, "text"]
    for row in found.to_dict("records"):
        assert text[row["start"] : row["end"]] == row["surface"]
        assert text[row["what_start"] : row["what_end"]] == row["what"]
        if row["kind"] != "nobody":
            assert text[row["addressee_start"] : row["addressee_end"]] == row["addressee_text"]
        assert (row["kind"] == "actor") == isinstance(row["addressee"], str)


@pytest.mark.parametrize(
    ("text", "kind", "named", "what"),
    [
        ("She said that women who make charges must wait.", "other", "women", "wait"),
        ("Dockers who stop work should wait.", "other", "Dockers", "wait"),
        ("They are going to have to wait.", "pronoun", "They", "wait"),
        ("The old clerk on Sunday must wait.", "other", "The old clerk", "wait"),
        ("The clerks probably should wait.", "other", "The clerks", "wait"),
        ("He voted and would likely have to wait.", "nobody", None, "wait"),
        ("She urged the ‘Deep State’ clerks to act.", "other", "the ‘Deep State’ clerks", "act"),
        ("She urged 'Deep State' clerks to act.", "other", "'Deep State' clerks", "act"),
        ("“We should support them and,” she said, “wait.”", "pronoun", "We", "support them"),
        ('She said: "The clerks must wait" in a speech.', "other", "The clerks", "wait"),
    ],
)
def test_an_addressee_is_a_noun_phrase(text, kind, named, what):
    _, found = demands_in(text)
    (row,) = found.to_dict("records")
    assert (row["kind"], row["what"]) == (kind, what)
    assert row["addressee_text"] == named or (named is None and pd.isna(row["addressee_text"]))
    if named:
        assert text[row["addressee_start"] : row["addressee_end"]] == named


@pytest.mark.parametrize(
    "text",
    [
        "The book should have never happened.",
        "The book should have quietly gone.",
        "Should Reed lose the vote, the union wins.",
        "Should the mission fail, the union wins.",
    ],
)
def test_what_is_past_or_supposed_is_no_demand(text):
    assert demands_in(text)[1].empty
