import json
import re
import time
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.publish import finding, show_article, show_passages, show_table
from analysis.publish.columns import headings, meanings
from analysis.publish.finding import MIME
from analysis.publish.markup import anchor, escape
from analysis.publish.tables import TABLE_MIME

COLUMNS = ["article_id", "label", "sentence", "before", "surface", "after"]
FIGURES = Path(__file__).parents[2] / "figures"
COLUMNS_TOML = Path(__file__).parents[2] / "analysis" / "publish" / "columns.toml"


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
            "parts": ["gangs"],
            "n_hits": 1,
        }
    ]


def test_every_article_is_heard_before_any_is_heard_twice():
    # 30 passages of one article, then one of another: 19 of the first and that one are shown.
    content = finding("x", evidence=passages(*["a"] * 30, "b")).data[MIME]
    shown = [passage["article_id"] for passage in content["evidence"]]
    assert shown == ["a"] * 19 + ["b"]
    assert content["n_evidence"] == 31
    assert [passage["sentence"] for passage in content["further"]] == list(range(20, 31))


TEXT_OF_TWO = "<i>Gangs</i> met the police, and gangs fled."


def two_hits(*spans, article="a", text=TEXT_OF_TWO):
    rows = [(article, "a · Press", 7, text[:a], text[a:b], text[b:]) for a, b in spans]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_hits_of_one_sentence_are_one_passage_with_several_marks():
    hits = two_hits((33, 38), (3, 8))
    made = finding("Gangs.", evidence=pd.concat([hits, passages("b"), hits.head(1)]), table="t")
    content = made.data[MIME]
    first = content["evidence"][0]
    assert (content["n_hits"], content["n_evidence"]) == (3, 2)
    assert first["parts"] == ["Gangs", "</i> met the police, and ", "gangs"]
    assert first["before"] + "".join(first["parts"]) + first["after"] == TEXT_OF_TWO
    assert [passage["article_id"] for passage in content["evidence"]] == ["a", "b"]
    assert made.data["text/plain"] == "Gangs. (3 hits in 2 sentences)"
    marked = "&lt;i&gt;<mark>Gangs</mark>&lt;/i&gt; met the police, and <mark>gangs</mark> fled."
    assert marked in html(made)


def test_hits_that_overlap_are_one_mark():
    shown = html(show_passages(two_hits((17, 27), (13, 20), (21, 23))))
    assert shown.count("<li>") == 1
    assert f"<mark>{TEXT_OF_TWO[13:27]}</mark>" in shown


def test_a_sentence_of_another_text_stays_apart():
    other = two_hits((0, 5), text="Gangs came by sea.")
    assert html(show_passages(pd.concat([two_hits((3, 8)), other]))).count("<li>") == 2


def test_the_frames_of_a_sentence_are_all_named():
    hits = two_hits((33, 38), (3, 8)).assign(frame=["threat", "order"])
    assert '<span class="framing-frame">threat, order</span>' in html(show_passages(hits))


def test_sentences_left_out_are_counted():
    shown = html(show_passages(passages(*["a"] * 4), n=1))
    assert '<p class="framing-more">and 3 more sentences</p>' in shown


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
        "n_listed": 2,
        "n_shown": 1,
    }
    first, further = re.findall(r"<tr.*?</tr>", html(display).partition("<tbody>")[2])
    assert first == (
        '<tr><td class="framing-short" data-label="term"><bdi>&lt;b&gt;</bdi></td>'
        '<td class="framing-number" data-label="per 1,000">1,234.6</td></tr>'
    )
    assert further.startswith('<tr class="framing-further">')
    assert ".framing-further { display: none; }" in html(display)  # in JupyterLab


def test_a_page_holds_two_hundred_rows_and_the_file_all(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    display = show_table(pd.DataFrame({"n": range(450)}), name="t", caption="c")
    content = display.data[TABLE_MIME]
    assert (content["n_rows"], content["n_listed"], content["n_shown"]) == (450, 200, 15)
    assert html(display).count("<tr") == 201
    assert len((tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()) == 451


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ([1, 20000], ["1", "20,000"]),
        ([0.012345, -0.5], ["0.012", "−0.500"]),
        ([12.34, float("nan")], ["12.3", "–"]),
        ([12.34, float("inf"), float("-inf")], ["12.3", "∞", "−∞"]),
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


def test_columns_are_explained_below_the_table_and_only_those(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    table = pd.DataFrame({"n_tokens": [1], "my_own": [2], "n": [3]})
    shown = html(show_table(table, name="unmentioned", caption="c"))
    words = "words, numbers included"
    assert f'<abbr title="n_tokens: {words}">tokens</abbr></th>' in shown
    explained = f"<dt>tokens</dt><dd>n_tokens: {words}</dd><dt>mentions</dt><dd>n: mentions</dd>"
    assert explained in shown
    assert ">my own</th>" in shown
    assert "<details" not in html(show_table(table[["my_own"]], name="t", caption="c"))


def test_every_column_of_the_notebooks_tables_is_explained():
    explained = [
        (f"{path.stem}: {name}: {column}", column in meanings(name))
        for path in sorted(FIGURES.glob("0*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if (name := output.get("data", {}).get(TABLE_MIME, {}).get("name"))
        for column in header(FIGURES / path.stem / f"{name}.csv")
    ]
    assert len(explained) > 100
    assert [column for column, is_there in explained if not is_there] == []


def test_no_two_columns_of_a_table_are_headed_alike_and_every_heading_is_of_a_known_column():
    headed = [
        (path.stem, columns, headings(path.stem, columns))
        for path in sorted(FIGURES.glob("0*/*.csv"))
        if len(columns := header(path)) > 1
    ]
    assert len(headed) > 50
    assert [name for name, _, heads in headed if len(set(heads)) < len(heads)] == []
    shown = tomllib.loads(COLUMNS_TOML.read_text(encoding="utf-8"))["shown as"]
    places = [(key.rpartition(".")[0] or "any", key.rpartition(".")[2]) for key in shown]
    assert [column for table, column in places if column not in meanings(table)] == []


def test_headings_that_would_be_alike_stay_as_they_are():
    assert headings("any", ["n_hits", "n_cues", "g2"]) == ["n hits", "n cues", "G²"]


LONG = "A sentence that goes on and on, so that no column of a table has room for it. " * 2


def test_long_texts_stand_beneath_their_row_where_the_table_is_too_wide(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    numbers = {f"count_{i}": [i, i] for i in range(12)}
    table = pd.DataFrame({"label": [LONG, "B"], "why": [LONG, None], **numbers})
    shown = html(show_table(table, name="t", caption="c", n=1))
    head, body = shown.partition("</thead>")[::2]
    assert ">why<" not in head
    rows = re.findall(r"<tr.*?</tr>", body.partition("</tbody>")[0])
    assert len(rows) == 3  # a row without such a text has none beneath it
    assert rows[0].startswith('<tr><td class="framing-long" data-label="label">')
    assert rows[1].startswith('<tr class="framing-under"><td colspan="13"><p data-label="why">')
    assert LONG in rows[1]
    narrow = html(show_table(table[["label", "why"]], name="t", caption="c"))
    assert '<tr class="framing-under' not in narrow
    assert ">why</abbr></th>" in narrow


def test_a_column_without_a_value_is_named_and_not_shown(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    table = pd.DataFrame({"term": ["a", "b"], "p_least": [float("nan")] * 2})
    shown = html(show_table(table, name="t", caption="c"))
    assert '<p class="framing-empty">Without a value in any row: least p.</p>' in shown
    assert 'data-label="least p"' not in shown
    assert "p_least" in (tmp_path / "t.csv").read_text(encoding="utf-8")


def test_a_table_without_rows_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    shown = html(show_table(pd.DataFrame({"term": []}), name="t", caption="c"))
    assert '<p class="framing-none">None found.</p>' in shown
    assert "<table" not in shown


def test_a_line_of_a_concordance_says_where_it_is_cut_and_where_a_line_ended():
    after = " Is Sinking Even Deeper into a Nightmare\n\nIn what almost felt like"
    row = ("a", "a · Press", 1, "the end of ", "Haiti", after, "haiti")
    line = pd.DataFrame([row], columns=[*COLUMNS, "frame"])
    shown = html(show_passages(line))
    assert "<bdi>… the end of <mark>Haiti</mark>" in shown
    assert "into a Nightmare | In what almost felt like …</bdi>" in shown
    assert 'framing-frame"' not in shown.partition("</style>")[2]  # the word is marked
    whole = html(show_passages(passages("a")))
    assert "…" not in whole.partition("</style>")[2]


def header(path):
    return path.read_text(encoding="utf-8").partition("\n")[0].split(",")


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
    note = (
        '<li><a href="#003-s2">s2</a> <span class="framing-note" data-frames="security/order">'
        '<b class="framing-name" title="security/order">order</b>: <bdi>Police</bdi></span></li>'
    )
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


def quotes(*spans):
    columns = ["sentence", "start", "end", "kind", "speaker_text"]
    return pd.DataFrame(spans, columns=columns).assign(article_id="003")


def test_quotations_are_underlined_and_told_with_their_speaker():
    told = quotes((1, 0, 10, "direct", "the <b>mayor</b>"), (2, 13, 19, "scare", None))
    shown = html(show_article(ARTICLE, SENTENCES, None, CUTS, told))
    assert '<span class="framing-quote framing-direct">Gangs kill</span>' in shown
    assert '<span class="framing-quote framing-unsourced">Police</span>' in shown
    note = '<span class="framing-note framing-quote-note">quoted: <bdi>the &lt;b&gt;mayor&lt;/b&gt;'
    assert note in shown
    assert '<span class="framing-note framing-quote-note">scare quotes</span>' in shown


def test_a_hit_within_a_quotation_is_both():
    found = hits((1, 6, 10, "harm", "x"))
    shown = html(show_article(ARTICLE, SENTENCES, found, CUTS, quotes((1, 0, 10, "reported", "m"))))
    assert '<span class="framing-quote framing-reported">Gangs </span>' in shown
    assert '<span class="framing-quote framing-reported"><mark class="framing-hit"' in shown


def test_a_quotation_over_two_lines_is_shown_in_both_and_told_once():
    told = quotes((1, 6, 29, "direct", "m"), (2, 13, 19, "partial", "n"))
    shown = html(show_article(ARTICLE, SENTENCES, None, CUTS, told))
    assert 'framing-direct">End</span>' in shown
    assert shown.count("quoted: ") == 1
    assert 'framing-partial">Police</span>' in shown


def test_codebooks_have_colours_in_their_order():
    found = hits((1, 0, 5, "a", "second"), (1, 6, 10, "b", "first"))
    shown = html(show_article(ARTICLE, SENTENCES, found, CUTS, codebooks=["first", "second"]))
    assert '<mark class="framing-hit framing-c2" data-frames="second/a"' in shown
    assert '<b class="framing-name framing-c1" title="first/b">b</b>' in shown


def test_the_margin_has_the_labels_of_the_frames_or_their_keys_in_words():
    found = hits((1, 0, 5, "external-rule", "x"), (2, 13, 19, "low-rank", "x"))
    books = {"x": SimpleNamespace(labels={"external-rule": "Rule <b> from outside"})}
    shown = html(show_article(ARTICLE, SENTENCES, found, CUTS, codebooks=books))
    assert 'title="x/external-rule">Rule &lt;b&gt; from outside</b>' in shown
    assert 'title="x/low-rank">low rank</b>' in shown
