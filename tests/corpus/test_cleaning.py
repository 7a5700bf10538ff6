import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import clean, find_cuts, make_rule, restore

KINDS = ["byline", "caption", "masthead", "editor's note"]


def one(raw, *rules, **kwargs):
    """Clean one text."""
    articles, cuts = clean(pd.DataFrame({"article_id": ["a"], "raw": [raw]}), rules, **kwargs)
    return articles["text"][0], cuts


def rule(pattern, through=None, name="r", kind="byline", outlet=None):
    return make_rule(name, kind, pattern, through=through, outlet=outlet)


@pytest.mark.parametrize(
    ("raw", "pattern", "through", "text"),
    [
        ("A b.\n\nBy X\n\nC d.", "^By X$", None, "A b.\n\nC d."),
        ("By X\n\nC d.", "^By X$", None, "C d."),
        ("A b.\n  By X \t\n \nC d.", "^ *By X", None, "A b.\nC d."),
        ("A b.\nBy X\n   C d.", "^By X$", None, "A b.\n   C d."),
        ("A b. By X c d.", "By X ", None, "A b. c d."),
        ("A b. By X\nC d.", "By X$", None, "A b. \nC d."),
        ("A b.\n\nBy X", "^By X$", None, "A b.\n\n"),
        ("A b.\r\n\r\nBy X\r\n\r\nC d.\r\n", "^By X$", None, "A b.\r\n\r\nC d.\r\n"),
        ("A b.\rBy X\rC d.", "^By X$", None, "A b.\rC d."),
        ("\ufeffBy X\nC d.", "^By X$", None, "\ufeffC d."),
        ("A b.\nMore\nC d.\nE f.", "^More$", "end", "A b.\n"),
        ("A b.\nMore\nC d.\nStop\nE f.", "^More$", "^Stop$", "A b.\nE f."),
        ("A b.\nStop\nMore\nC d.", "^More$", "^Stop$", "A b.\nStop\nMore\nC d."),
        ("x-A-y x-B-y z", "x", "y", " z"),
        ("x x y x", "x", "y", " x"),
        ("é\U0001f600\nBy X\né", "^By X$", None, "é\U0001f600\né"),
    ],
)
def test_one_rule(raw, pattern, through, text):
    cleaned, cuts = one(raw, rule(pattern, through))
    assert cleaned == text
    assert restore(cleaned, cuts) == raw


def test_cuts_table():
    raw = "The Post\n\nTitle\n\nBy X\n\nNote: sic.\n\nA b c."
    articles, cuts = clean(
        pd.DataFrame({"article_id": ["a"], "raw": [raw], "outlet": ["The Post"]}),
        [rule("^By X$", name="by"), rule("^Note: .*$", name="note", kind="editor's note")],
    )
    assert cuts.to_dict("records") == [
        {
            "article_id": "a",
            "raw_start": 17,
            "raw_end": 23,
            "kind": "byline",
            "rule": "by",
            "text": "By X\n\n",
            "n_words": 2,
            "repeated": False,
        },
        {
            "article_id": "a",
            "raw_start": 23,
            "raw_end": 35,
            "kind": "editor's note",
            "rule": "note",
            "text": "Note: sic.\n\n",
            "n_words": 2,
            "repeated": False,
        },
    ]
    assert articles["editor_note"][0] == "Note: sic."


def test_the_earlier_rule_wins():
    _, cuts = one("abcdef", rule("cd", name="first"), rule("bcde", name="second"))
    assert list(zip(cuts["rule"], cuts["text"], strict=True)) == [
        ("second", "b"),
        ("first", "cd"),
        ("second", "e"),
    ]


def test_white_space_between_cuts_belongs_to_the_first():
    text, cuts = one("A b.\n\nBy X  (AP)\n\nC d.", rule("By X", name="by"), rule(r"\(AP\)"))
    assert text == "A b.\n\nC d."
    assert list(cuts["text"]) == ["By X  ", "(AP)\n\n"]


def test_rules_keep_to_their_outlet():
    articles = pd.DataFrame(
        {"article_id": ["a", "b", "c"], "raw": "By X\nA b.", "outlet": ["P", "Q", None]}
    )
    cleaned, _ = clean(articles, [rule("^By X$", outlet="P")])
    assert list(cleaned["text"]) == ["A b.", "By X\nA b.", "By X\nA b."]


def test_no_articles():
    articles, cuts = clean(pd.DataFrame({"article_id": [], "raw": []}), [rule("x")])
    assert len(articles) == len(cuts) == 0


def test_articles_received_are_not_changed():
    articles = pd.DataFrame({"article_id": ["a"], "raw": ["By X\nA b."]})
    clean(articles, [rule("^By X$")])
    assert list(articles.columns) == ["article_id", "raw"]


alphabet = st.sampled_from([*"ab \n\r\tÉ", "\ufeff", "\u2028", "\x00", "\U0001f600"])
texts = st.one_of(st.text(), st.text(alphabet, max_size=30))
patterns = st.sampled_from(
    ["a", "^a+$", "b.", "^.*b$", r"\s+", "(?s)a.*", r"[^a]", "^ab?", r"\n", "É|\\x{1F600}"]
)
rules = st.lists(
    st.builds(
        lambda pattern, through, kind: (pattern, through, kind),
        patterns,
        st.one_of(st.none(), st.just("end"), patterns),
        st.sampled_from(KINDS),
    ),
    max_size=4,
)


@settings(max_examples=30)
@given(raws=st.lists(texts, min_size=1, max_size=4), rules=rules, repeated=st.booleans())
def test_text_and_cuts_rebuild_the_file(raws, rules, repeated):
    made = [
        rule(pattern, through, name=f"r{number}", kind=kind)
        for number, (pattern, through, kind) in enumerate(rules)
    ]
    ids = [str(number) for number in range(len(raws))]
    articles, cuts = clean(
        pd.DataFrame({"article_id": ids, "raw": raws, "outlet": "P"}), made, repeated=repeated
    )
    for article_id, raw, text in zip(ids, raws, articles["text"], strict=True):
        own = cuts[cuts["article_id"] == article_id]
        assert restore(text, own) == raw
        assert (own["raw_end"] > own["raw_start"]).all()
        assert (own["raw_start"].iloc[1:].to_numpy() >= own["raw_end"].iloc[:-1].to_numpy()).all()
        for start, end, cut in zip(own["raw_start"], own["raw_end"], own["text"], strict=True):
            assert raw[start:end] == cut


def test_what_a_source_has_cut_tells_nothing_of_lines_that_repeat():
    raws = [f"Menu\nStory {word} is told here.\nMenu" for word in ("one", "two", "three")]
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": "P", "raw": raws})
    told = pd.DataFrame(
        [(key, 0, 5, "page furniture", "web-page") for key in "abc"],
        columns=["article_id", "raw_start", "raw_end", "kind", "rule"],
    )
    cuts = find_cuts(articles, given=told)
    assert cuts[["rule", "text"]].drop_duplicates().to_numpy().tolist() == [
        ["web-page", "Menu\n"],
        ["repeated-lines", "Menu"],
    ]
    whole = told.assign(raw_end=[len(raw) for raw in raws])
    assert set(find_cuts(articles, given=whole)["rule"]) == {"web-page"}
