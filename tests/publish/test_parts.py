"""Articles that are too many for one page."""

import json
import re

import nbformat.v4 as v4
import pandas as pd
import pytest

from analysis.publish import finding, parts, show_article, site
from analysis.publish.manifest import files_of
from analysis.publish.run import _publish

N = 9


def article(number):
    text = f"Gangs fled {number}. " + "Nobody knows. " * 20
    row = {"article_id": f"a{number}", "label": f"a{number} · <b>", "text": text}
    spans = {"article_id": f"a{number}", "sentence": [1], "start": [0], "end": [13]}
    hit = {"article_id": f"a{number}", "sentence": [1], "start": [0], "end": [5]}
    hits = pd.DataFrame(hit).assign(frame="threat", codebook="security", surface="Gangs")
    return show_article(row, pd.DataFrame(spans), hits, codebooks=["security"])


def code(source, *displays):
    outputs = [v4.new_output("display_data", data=dict(display.data)) for display in displays]
    return v4.new_code_cell(source, outputs=outputs, execution_count=1)


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "MOST", 4_000)
    columns = ["article_id", "label", "sentence", "before", "surface", "after"]
    rows = [(f"a{n}", "x", s, "", "Gangs", " fled.") for n in range(N) for s in (1, 2)]
    told = finding("Gangs.", evidence=pd.DataFrame(rows, columns=columns))
    legend = (
        '<div class="framing-legend"><ul><li data-frame="security/threat">threat</li></ul></div>'
    )
    shown = v4.new_output("display_data", data={"text/html": legend})
    reading = [v4.new_markdown_cell("# In full\n\n## Articles"), code("r()")]
    reading[1]["outputs"] = [shown]
    reading += [code("s()", *map(article, range(N))), v4.new_markdown_cell("## After")]
    cells = {"03_frames": [v4.new_markdown_cell("# Frames"), code("f()", told)]}
    notebooks = {}
    for name, own in {**cells, "10_reading": reading}.items():
        content = json.dumps(v4.new_notebook(cells=own))
        (tmp_path / f"{name}.ipynb").write_text(content, encoding="utf-8")
        about = {"status": "ok", "title": name, "parameters": {}, "given": {}}
        notebooks[name] = about | {"files": files_of(tmp_path, name)}
    corpus = {"folder": "c", "sha256": "0", "group_by": "group", "n_articles": N, "n_tokens": 9}
    run = {"title": "T", "question": "", "corpus": {**corpus, "groups": []}, "versions": {}}
    return site.build_site({**run, "notebooks": notebooks}, dict.fromkeys(notebooks, tmp_path))


def further(pages):
    return [name for name in pages if name.startswith("10_reading.") and name.count(".") == 2]


def test_every_article_is_on_one_page_and_none_on_the_first(pages):
    names = further(pages)
    assert names == [f"10_reading.{n}.html" for n in range(1, len(names) + 1)]
    assert len(names) > 1
    where = {n: [name for name in pages if f'id="a{n}"' in pages[name]] for n in range(N)}
    assert all(len(found) == 1 and found[0] in names for found in where.values())
    for name in names:
        assert len(pages[name].partition("<main")[2]) < 3 * 4_000


def test_links_lead_to_the_page_that_has_the_sentence(pages):
    for n in range(N):
        (place,) = [name for name in pages if f'id="a{n}-s1"' in pages[name]]
        assert f'href="{place}#a{n}-s1"' in pages["index.html"]
        assert f"#a{n}-s2" not in pages["index.html"]  # there is no such sentence


def test_the_first_page_lists_the_articles_where_they_were(pages):
    text = pages["10_reading.html"]
    places = [text.index(found) for found in ('id="articles"', 'class="parts"', 'id="after"')]
    assert places == sorted(places)
    listed = re.findall(r'href="(10_reading\.\d+\.html)#(a\d)">(.*?)</a>', text)
    assert [fragment for _, fragment, _ in listed] == [f"a{n}" for n in range(N)]
    assert listed[0][2] == "a0 · &lt;b&gt;"
    assert '<a href="#a0">' not in text


def test_a_further_page_has_the_legend_its_articles_and_its_neighbours(pages):
    first, second, *_ = further(pages)
    assert 'class="framing-legend"' in pages[first]
    assert '<a href="10_reading.html">All articles and frames</a>' in pages[first]
    assert f'class="on" href="{second}"' in pages[first]
    assert f'class="back" href="{first}"' in pages[second]
    assert 'aria-current="page"><span class="ordinal">10</span>' in pages[second]
    assert 'id="after"' not in pages[first]


def test_pages_of_an_earlier_run_are_removed(pages, tmp_path):
    (tmp_path / ".framing").mkdir()
    for name in ("10_reading.1.html", "10_reading.77.html", "10_reading.notes.html"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    entries = {"10_reading": {"files": {}}}
    _publish(tmp_path, {}, {name: pages[name] for name in pages}, entries, entries)
    left = sorted(path.name for path in tmp_path.glob("10_reading.*.html"))
    assert left == sorted([*further(pages), "10_reading.notes.html"])
