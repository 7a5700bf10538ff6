"""The data behind the map of terms."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from analysis.plots.style import group_colors
from analysis.publish import show_legend, show_term_map, term_map
from analysis.publish.term_map import TERMS_MIME

GROUPS = {"left": "Left", "right": "Right"}


@pytest.fixture(autouse=True)
def out(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    return tmp_path


def rates(*terms):
    rows = [(t, g, i + j, 1000, float(i + j), 1, 2, 0.5)
            for i, t in enumerate(terms, 1) for j, g in enumerate(GROUPS)]  # fmt: skip
    columns = ["term", "group", "n", "n_tokens", "per_1000", "n_articles", "k_articles", "z"]
    return pd.DataFrame(rows, columns=columns)


def uses(term, n, group="left", *, article="a", before="The ", after=" fled."):
    row = {"term": term, "article_id": article, "label": f"{article} · Press", "group": group}
    text = {"before": before, "surface": term, "after": after}
    return pd.DataFrame([{**row, "sentence": i, **text} for i in range(1, n + 1)])


def data(*args):
    display = show_term_map(*args, groups=GROUPS, name="m", caption="C.")
    return display.data[TERMS_MIME]


def test_terms_come_with_their_counts_and_lines():
    made = data(rates("gangs", "police"), pd.concat([uses("gangs", 2), uses("police", 1)]))
    assert [group["label"] for group in made["groups"]] == ["Left", "Right"]
    assert made["groups"][0]["n_tokens"] == 1000
    assert [group["color"] for group in made["groups"]] == list(group_colors(GROUPS).values())
    assert made["terms"] == [
        ["gangs", [1, 2], [1, 1], [0, 4, 5, 1, 4, 5]],
        ["police", [2, 3], [1, 1], [0, 4, 6]],
    ]
    assert made["articles"] == [["a", "a · Press", 0]]
    assert made["sentences"] == [[0, 1, "The gangs fled."], [0, 2, "The gangs fled."]]


def test_a_sentence_is_there_once():
    two = pd.concat([uses("The", 1, before="", after=" gangs fled."), uses("gangs", 1)])
    made = data(rates("The", "gangs"), two)
    assert [sentence[2] for sentence in made["sentences"]] == ["The gangs fled."]
    assert [term[3] for term in made["terms"]] == [[0, 0, 3], [0, 4, 5]]


def test_places_are_counted_as_a_browser_counts():
    made = data(rates("gangs"), uses("gangs", 1, before="🎉 \u202e The "))
    # The party takes two units of UTF-16, and the unseen character eight.
    assert made["sentences"][0][2] == "🎉 [U+202E] The gangs fled."
    assert made["terms"][0][3] == [0, 2 + 1 + 8 + 5, 5]


def test_lines_are_thinned_until_they_have_room(monkeypatch):
    monkeypatch.setattr(term_map, "BUDGET", 4_000)
    many = [uses(t, 60, article=f"{t}-{k}", after=f" {k}" * 9) for t in ("gangs", "police")
            for k in range(2)]  # fmt: skip
    made = data(rates("gangs", "police"), pd.concat(many))
    assert len(json.dumps(made, ensure_ascii=False).encode()) <= 4_000
    n = [len(term[3]) // 3 for term in made["terms"]]
    assert n[0] == n[1]
    assert 0 < n[0] < 60


def test_the_table_has_a_column_a_group_and_passages(out):
    display = show_term_map(rates("gangs"), uses("gangs", 1), groups=GROUPS, name="m", caption="C.")
    shown = display.data["text/html"]
    assert re.findall(r'<th scope="col"[^>]*>(\w+)<', shown) == ["term", "Left", "Right"]
    assert '<a href="#table-m~1~p">1.00</a>' in shown
    assert "<mark>gangs</mark>" in shown
    assert (out / "m.csv").read_text(encoding="utf-8").startswith("term,group,n,")


def test_a_map_without_lines_has_its_terms():
    assert data(rates("gangs"), uses("gangs", 1).head(0))["terms"] == [
        ["gangs", [1, 2], [1, 1], []]
    ]


def test_without_terms_there_is_a_table_and_no_map(out):
    none = rates("gangs").head(0), uses("gangs", 1).head(0)
    display = show_term_map(*none, groups=GROUPS, name="m", caption="C.")
    assert TERMS_MIME not in display.data
    assert "None found." in display.data["text/html"]
    assert len((out / "m.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_the_same_twice():
    args = rates("gangs"), uses("gangs", 3)
    assert json.dumps(data(*args)) == json.dumps(data(*args))
    assert not isinstance(data(*args)["terms"][0][1][0], np.integer)


def test_a_legend_names_what_was_found_and_what_was_not():
    from analysis.codebooks.codebook import parse_codebook

    frame = {"definition": "d", "include": "i", "exclude": "e", "terms": ["gangs"],
             "examples": ["Gangs."], "counterexamples": ["No."]}  # fmt: skip
    frames = [{**frame, "name": n, "label": f"{n} <b>"} for n in ("threat", "order")]
    content = {"title": "T <i>", "source": "s", "unit": "sentence", "language": "en"}
    book = parse_codebook({**content, "frame": frames}, name="security", where="x")
    hits = pd.DataFrame({"codebook": ["security"] * 2, "frame": ["threat"] * 2})
    shown = show_legend({"security": book}, hits).data["text/html"].partition("</style>")[2]
    assert re.findall(r'data-frame="([^"]+)"', shown) == ["security/threat"]
    assert '<span class="framing-n">2</span>' in shown
    assert "Without a hit: <bdi>order &lt;b&gt;</bdi>" in shown
    assert "<i>" not in shown
