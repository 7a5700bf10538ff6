import time

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.publish import finding, show_article, show_passages, show_table
from analysis.publish.finding import MIME
from analysis.publish.markup import anchor, escape
from analysis.publish.show import TABLE_MIME

COLUMNS = ["article_id", "label", "sentence", "before", "surface", "after"]


def passages(*articles):
    rows = [(a, f"{a} · Press", n, "The ", "gangs", " fled.") for n, a in enumerate(articles, 1)]
    return pd.DataFrame(rows, columns=COLUMNS)


def html(display):
    return display.data["text/html"]


def test_finding_carries_its_evidence():
    content = finding("Gangs fled.", evidence=passages("003"), figure="gangs").data[MIME]
    assert content["n_evidence"] == 1
    assert content["figure"] == "gangs"
    assert content["evidence"] == [
        {
            "article_id": "003",
            "label": "003 · Press",
            "sentence": 1,
            "before": "The ",
            "surface": "gangs",
            "after": " fled.",
        }
    ]


def test_every_article_is_heard_before_any_is_heard_twice():
    # 30 passages of one article, then one of another: 19 of the first and that one are shown.
    content = finding("x", evidence=passages(*["a"] * 30, "b")).data[MIME]
    shown = [passage["article_id"] for passage in content["evidence"]]
    assert shown == ["a"] * 19 + ["b"]
    assert content["n_evidence"] == 31


def test_finding_without_evidence_names_its_figure_or_table():
    with pytest.raises(InputError, match="no evidence"):
        finding("Nothing.", evidence=passages())
    assert finding("Nothing.", evidence=pd.DataFrame(), table="t").data[MIME]["table"] == "t"
    with pytest.raises(InputError, match="needs a text"):
        finding(" ", evidence=passages("a"))


def test_table_is_written_whole_and_shown_in_part(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    table = pd.DataFrame({"term": ["<b>", None], "per_1000": [1234.56789, float("nan")]})
    display = show_table(table, name="terms", caption="Terms.", n=1)
    assert (tmp_path / "terms.csv").read_text(encoding="utf-8") == "term,per_1000\n<b>,1234.57\n,\n"
    assert display.data[TABLE_MIME] == {
        "name": "terms",
        "caption": "Terms.",
        "n_rows": 2,
        "n_shown": 1,
    }
    assert (
        '<td class="framing-short"><bdi>&lt;b&gt;</bdi></td><td class="framing-number">1,234.6</td>'
        in html(display)
    )


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ([1, 20000], ["1", "20,000"]),
        ([0.012345, -0.5], ["0.012", "−0.500"]),
        ([12.34, float("nan")], ["12.3", "–"]),
        ([True, False], ["yes", "no"]),
        ([0.0, 0.0], ["0.0", "0.0"]),
        (pd.to_datetime(["2024-07-01", None]), ["2024-07-01", "–"]),
    ],
)
def test_numbers_are_rounded_for_reading(tmp_path, monkeypatch, column, cells):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    shown = html(show_table(pd.DataFrame({"x": column}), name="t", caption="c"))
    for cell in cells:
        assert f">{cell}</td>" in shown or f"><bdi>{cell}</bdi></td>" in shown


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "a b"])
def test_a_table_cannot_leave_its_folder(tmp_path, monkeypatch, name):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    with pytest.raises(InputError, match="name of a table"):
        show_table(pd.DataFrame({"x": [1]}), name=name, caption="c")
    assert list(tmp_path.iterdir()) == []


def test_passages_are_escaped_and_lead_to_their_sentence():
    hostile = passages("a b").assign(before="<img src=x onerror=alert(1)> ")
    shown = html(show_passages(hostile))
    assert "&lt;img src=x onerror=alert(1)&gt; <mark>gangs</mark> fled." in shown
    assert 'href="10_reading.html#a~20~b-s1"' in shown


def test_direction_controls_are_made_visible():
    assert escape("safe\u202etxt.exe\x00") == "safe[U+202E]txt.exe[U+0000]"


def test_anchors_are_distinct():
    ids = ["a b", "a_b", "a-b", "a~20~b", "a.b", "é", "003", "003-s1", "003~2d~s1", "003-s1-s1"]
    ids += ["main", "figure-bars", "finding-1"]
    places = {anchor(name, sentence) for name in ids for sentence in (None, 1)}
    assert len(places) == 2 * len(ids)
    assert places.isdisjoint({"main", "figure-bars", "finding-1"})


RAW = "AD\nGangs kill. [photo] Police fled.\nEnd\nRELATED\n"
TEXT = "Gangs kill.  Police fled.\nEnd\n"
ARTICLE = {"article_id": "003", "label": "003 · Press", "title": "T", "raw": RAW, "text": TEXT}
SENTENCES = pd.DataFrame(
    {"article_id": "003", "sentence": [1, 2, 3], "start": [0, 13, 26], "end": [11, 25, 29]}
)
CUTS = pd.DataFrame(
    {
        "article_id": "003",
        "raw_start": [0, 15, 40],
        "raw_end": [3, 22, 48],
        "kind": ["advertisement", "caption", "related posts"],
        "rule": ["ad", "photo", "related"],
    }
)


def hits(*spans):
    columns = ["sentence", "start", "end", "frame", "codebook"]
    table = pd.DataFrame(spans, columns=columns).assign(article_id="003", negated=False)
    return table.assign(surface=[TEXT[s:e] for s, e in zip(table.start, table.end, strict=True)])


def test_reading_view_numbers_sentences_and_lists_hits_in_the_margin():
    found = hits((1, 0, 5, "threat", "security"), (2, 13, 19, "order", "security"))
    shown = html(show_article(ARTICLE, SENTENCES, found, CUTS))
    assert 'id="003-s1"' in shown
    assert 'title="security/threat">Gangs</mark> kill.</span>' in shown
    note = '<li><a href="#003-s2">s2</a> <b>security/order</b>: <bdi>Police</bdi></li>'
    assert note in shown


def test_overlapping_hits_are_cut_into_segments():
    found = hits((1, 0, 10, "a", "x"), (1, 6, 10, "b", "y"))
    shown = html(show_article(ARTICLE, SENTENCES, found, CUTS))
    assert 'title="x/a">Gangs </mark>' in shown
    assert 'title="x/a · y/b">kill</mark>.' in shown


def test_cuts_stand_where_they_were_with_kind_and_rule():
    shown = html(show_article(ARTICLE, SENTENCES, None, CUTS))
    places = ["<bdi>AD</bdi>", "Gangs kill.", "<bdi>[photo]", "Police fled.", "RELATED"]
    found = [shown.index(place) for place in places]
    assert found == sorted(found)
    for name in ("advertisement · ad", "caption · photo", "related posts · related"):
        assert shown.count(f"cut: {name}") == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_makes_a_paragraph(ending):
    text = ending.join(["Gangs kill.", "", "Police fled."])
    start = text.index("Police")
    article = {"article_id": "a", "label": "a", "text": text, "raw": text}
    sentences = pd.DataFrame(
        {"article_id": "a", "sentence": [1, 2], "start": [0, start], "end": [11, len(text)]}
    )
    found = hits((2, start, start + 6, "order", "x")).assign(article_id="a", surface="Police")
    shown = html(show_article(article, sentences, found))
    assert shown.count('<p dir="auto">') == 2
    assert "[U+000D]" not in shown
    assert 'title="x/order">Police</mark> fled.</span></p>' in shown


def test_a_line_of_many_hits_is_drawn_at_once():
    n = 3000
    starts = range(0, 6 * n, 6)
    text = " ".join(["Gangs"] * n)
    spans = pd.DataFrame({"article_id": "a", "sentence": range(n), "start": starts})
    spans = spans.assign(end=spans["start"] + 5, frame="threat", surface="Gangs")
    began = time.process_time()
    shown = html(show_article({"article_id": "a", "label": "a", "text": text}, spans, spans))
    assert shown.count("<mark") == n
    assert time.process_time() - began < 2  # 0.2 s; each with each took a minute


def test_cuts_that_do_not_fit_are_an_error():
    with pytest.raises(InputError, match="003: text and cuts"):
        show_article(ARTICLE, SENTENCES, None, CUTS.iloc[:1])


def test_hostile_article_renders_as_text():
    text = "<script>alert(1)</script> \u202egnp.exe"
    article = {"article_id": '"><script>', "label": "<b>", "text": text, "raw": text}
    sentences = pd.DataFrame(
        {"article_id": ['"><script>'], "sentence": [1], "start": [0], "end": [len(text)]}
    )
    shown = html(show_article(article, sentences))
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [U+202E]gnp.exe</span>" in shown
