import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import nbformat.v4 as v4
import pandas as pd
import pytest

from analysis.inference.strength import LISTED
from analysis.publish import finding, show_article, show_table
from analysis.publish.manifest import files_of
from analysis.publish.render import render_markdown, render_notebook, sanitise
from analysis.publish.site import _by_mark, _in_order, _tally, build_site, commands

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> <a href="javascript:x()">go</a>'
SVG = '<svg xmlns="ns" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'


class Page(HTMLParser):
    """Ids, addresses and tags of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.tags, self.attributes = [], [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src"):
                self.links.append(value)


def code(source, *displays):
    outputs = [v4.new_output("display_data", data=dict(display.data)) for display in displays]
    return v4.new_code_cell(source, outputs=outputs, execution_count=1)


def passages(surface="gangs"):
    row = ("a", "a · Press", 1, "The ", surface, " fled. " + HOSTILE)
    columns = ["article_id", "label", "sentence", "before", "surface", "after"]
    return pd.DataFrame([row, (*row[:2], 99, *row[3:])], columns=columns)


def figure(name):
    data = {"name": name, "caption": f"How to read {HOSTILE}", "alt": 'Bars "high" \u202e'}
    mime = "application/vnd.framing.figure+json"
    return v4.new_output("display_data", data={mime: data, "text/plain": "x"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two executed notebooks as a run stages them, with content that means harm."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FRAMING_OUT", str(folder / "03_frames"))
        cells = [
            v4.new_markdown_cell(
                f"# Who says what?\n\n## Part\n\n{HOSTILE}\n\n## Part\n\n#### Deep"
            ),
            code("1 < 2", show_table(passages(), name="table", caption=f"Table {HOSTILE}")),
            code("f()", finding(f"Gangs {HOSTILE}", evidence=passages(), figure="bars")),
        ]
    (folder / "03_frames" / "bars.svg").write_text(SVG, encoding="utf-8")
    cells[1]["outputs"].append(figure("bars"))
    cells[1]["outputs"].append(v4.new_output("stream", name="stdout", text=HOSTILE))
    cells[1]["outputs"].append(v4.new_output("display_data", data={"text/html": HOSTILE}))
    text = f"Gangs fled. {HOSTILE}"
    article = {"article_id": "a", "label": "a · Press", "text": text, "raw": text}
    sentences = pd.DataFrame({"article_id": ["a"], "sentence": [1], "start": [0], "end": [11]})
    reading = [v4.new_markdown_cell("# In full"), code("r()", show_article(article, sentences))]
    for name, made in (("03_frames", cells), ("10_reading", reading)):
        content = json.dumps(v4.new_notebook(cells=made))
        (folder / f"{name}.ipynb").write_text(content, encoding="utf-8")
    return folder


def test_findings_are_tallied_and_a_count_has_a_badge_and_no_sentence():
    checked = {"why": "It holds.", "mark": "fragile", "figure": "bars"}
    counts = {"why": LISTED, "mark": "described", "figure": "bars"}
    listed = _by_mark([dict(counts), dict(checked), dict(checked, mark="described")])
    assert [(f["mark"], f["is_count"]) for f in listed] == [
        ("described", False),
        ("described", True),
        ("fragile", False),
    ]
    assert [f["is_pictured"] for f in listed] == [True, False, False]
    told = {"n": 3, "checked": 2, "counts": 1}
    assert _tally(listed) == told | {"marks": {"stable": 0, "described": 1, "fragile": 1}}
    pages = [{"name": "data", "findings": listed[1:2]}, {"name": "words", "findings": listed}]
    assert [page["name"] for page in _in_order(pages)] == ["words", "data"]


@pytest.fixture(scope="module")
def manifest(folder):
    def entry(name, title):
        given = {"clean": True, "words": [HOSTILE, "abc\u202egnp"]}
        about = {"status": "ok", "title": title, "parameters": given, "given": {}}
        return about | {"files": files_of(folder, name)}

    group = {"name": "left", "label": "<Left>", "n_articles": 1, "n_tokens": 4}
    return {
        "title": f"Mission {HOSTILE}",
        "question": "How?",
        "corpus": {
            "folder": "seeds",
            "sha256": "0" * 64,
            "group_by": "group",
            "n_articles": 1,
            "n_tokens": 4,
            "groups": [group],
        },
        "notebooks": {
            "03_frames": entry("03_frames", "Who says what?"),
            "10_reading": entry("10_reading", "In full"),
        },
        "versions": {"python": "3.11"},
    }


@pytest.fixture(scope="module")
def site(folder, manifest):
    pages = build_site(manifest, {"03_frames": folder, "10_reading": folder})
    for name, text in {**pages, "run.json": "{}"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return pages


@pytest.fixture(scope="module")
def parsed(site):
    return {name: Page(text) for name, text in site.items() if name.endswith(".html")}


def test_a_page_for_each_notebook(site):
    names = ["index.html", "03_frames.html", "10_reading.html", "style.css", "site.js"]
    assert list(site) == names


def test_hostile_content_is_text(site, parsed):
    for name, page in parsed.items():
        assert page.tags.count("script") == 1, name
        assert "site.js" in page.links, name
        assert not [attribute for attribute in page.attributes if attribute.startswith("on")], name
        assert not [link for link in page.links if link.startswith("javascript")], name
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in site["index.html"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in site["10_reading.html"]


def test_every_link_and_anchor_leads_somewhere(folder, parsed):
    for name, page in parsed.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            if link == "data:,":
                continue
            file, _, fragment = link.partition("#")
            assert (folder / (file or name)).is_file(), f"{name}: {link}"
            if fragment:
                assert fragment in parsed[file or name].ids, f"{name}: {link}"


def test_nothing_is_loaded_from_elsewhere(site):
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    for name, text in site.items():
        assert "://" not in text.replace("http://www.w3.org/2000/svg", ""), name  # a name
        assert "@import" not in text, name
        assert policy in text or not name.endswith(".html"), name
        assert "unsafe" not in text, name


def test_evidence_leads_to_its_sentence_and_only_if_it_is_there(site):
    assert 'href="10_reading.html#a-s1"' in site["index.html"]
    assert "a-s99" not in site["index.html"]
    assert "s99</a>" in site["index.html"]


def test_findings_and_figures_are_on_the_first_page(site):
    index = site["index.html"]
    assert index.count('class="claim"') == 1
    assert 'href="03_frames.html#figure-bars"' in index
    assert 'src="03_frames/bars.svg"' in index
    assert "&lt;Left&gt;" in index


@pytest.fixture(scope="module")
def full_index(tmp_path_factory, manifest):
    """First page of two notebooks, one with six findings and one with five."""
    folder = tmp_path_factory.mktemp("full")
    many = pd.concat([passages().head(1)] * 60).assign(sentence=range(1, 61))
    for name, n in (("03_frames", 6), ("04_actors", 5)):
        shown = [finding(f"{name} finding {k}.", evidence=many) for k in range(1, n + 1)]
        cells = [v4.new_markdown_cell(f"# {name}?"), code("f()", *shown)]
        content = json.dumps(v4.new_notebook(cells=cells))
        (folder / f"{name}.ipynb").write_text(content, encoding="utf-8")
    about = {"status": "ok", "parameters": {}, "given": {}}
    notebooks = {
        name: about | {"title": f"{name}?", "files": files_of(folder, name)}
        for name in ("03_frames", "04_actors")
    }
    return build_site({**manifest, "notebooks": notebooks}, dict.fromkeys(notebooks, folder))


def test_a_chapter_shows_its_first_findings_and_folds_the_rest(full_index):
    index = full_index["index.html"]
    before, rest = index.split('<details class="rest">')
    assert before.count('class="claim"') == 4
    assert re.search(r"<summary>\s*2 more findings\s*</summary>", rest)
    assert rest.count('class="claim"') == 2 + 5  # one more would not be worth a fold
    assert index.count("<details") == index.count("</details>")


def test_the_first_page_leads_to_its_chapters(full_index):
    index = full_index["index.html"]
    for name, n in (("03_frames", 6), ("04_actors", 5)):
        link = rf'<a href="#in-{name}">{name}\?</a> <span class="aside">{n} findings</span>'
        assert re.search(link, index)
        assert f'<h3 id="in-{name}">' in index


def test_sentences_beyond_twenty_stand_on_the_notebooks_page(full_index):
    index, page = full_index["index.html"], full_index["03_frames.html"]
    left = 'and <a href="03_frames.html#finding-1">40 more sentences in “03_frames?”</a>'
    assert left in index
    assert "s60</a>" not in index
    assert "40 more sentences</summary>" in page
    assert page.count("s60</a>") == 6


def test_figures_have_their_alt_text_and_downloads(site):
    page = site["03_frames.html"]
    assert '<img src="03_frames/bars.svg" alt="Bars &quot;high&quot; [U+202E]"' in page
    assert '<a href="03_frames/bars.svg" download>SVG<' in page
    assert '<a href="03_frames/table.csv" download>CSV<' in page


def test_headings_are_in_order(site):
    for name, text in site.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
        if levels:
            assert levels.count(1) == 1, name
            assert levels[0] == 1, name
            steps = pairwise(levels)
            assert all(after <= before + 1 for before, after in steps), name


def test_contents_list_leads_to_every_article(site):
    assert '<a href="#a">a · Press</a>' in site["10_reading.html"]


def test_a_heading_makes_way_for_an_article_and_for_the_site_itself():
    article = {"article_id": "limits", "label": "L", "text": "One."}
    sentences = pd.DataFrame({"article_id": ["limits"], "sentence": [1], "start": [0], "end": [4]})
    prose = v4.new_markdown_cell("# T\n\n## Limits\n\n## Main\n\n## Figure bars")
    cells = [prose, code("r()", show_article(article, sentences))]
    _, headings = render_notebook(json.loads(json.dumps(v4.new_notebook(cells=cells))))
    assert [h.fragment for h in headings] == ["limits-2", "on-main", "on-figure-bars", "limits"]


def test_the_same_site_twice(folder, manifest, site):
    assert build_site(manifest, {"03_frames": folder, "10_reading": folder}) == site


def test_a_notebook_that_never_succeeded_has_no_page(folder, manifest):
    entry = {"status": "failed", "title": "Bad", "files": {}, "parameters": {}, "given": {}}
    failed = entry | {"failure": {"cell": 3, "error": "KeyError"}}
    pages = build_site({**manifest, "notebooks": {"04_bad": failed}}, {"04_bad": folder})
    assert list(pages) == ["index.html", "style.css", "site.js"]
    assert "failed in code cell 3 (KeyError)" in pages["index.html"]


def test_command_names_no_path_of_this_machine(manifest):
    given = {"min_count": 4, "corpus_note": "a b", "words": ["x", "y-z"]}
    notebooks = {"03_frames": {"given": given, "parameters": given}}
    run = {"corpus": {"folder": "my seeds", "group_by": "country"}, "notebooks": notebooks}
    assert commands(run) == [
        "framing run --corpus 'my seeds' --out NEW_FOLDER --group-by country "
        "-p 'corpus_note=a b' -p min_count=4 -p words=x,y-z"
    ]


def test_notebooks_of_different_parameters_have_a_command_each():
    notebooks = {
        "02_a": {"given": {}, "parameters": {"n": 3}},
        "03_b": {"given": {"n": 4}, "parameters": {"n": 4}},
        "04_c": {"given": {}, "parameters": {}},
    }
    run = {"corpus": {"folder": "seeds", "group_by": "group"}, "notebooks": notebooks}
    assert commands(run) == [
        "framing run 02_a --corpus seeds --out NEW_FOLDER",
        "framing run 03_b --corpus seeds --out NEW_FOLDER -p n=4",
        "framing run 04_c --corpus seeds --out NEW_FOLDER",
    ]
    del notebooks["02_a"]
    assert commands(run) == ["framing run --corpus seeds --out NEW_FOLDER -p n=4"]


def test_the_first_page_counts_tokens(site):
    assert "<b>4</b> tokens" in site["index.html"]
    assert "1 article, 4 tokens" in site["index.html"]
    assert "--out NEW_FOLDER" in site["index.html"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<a href="#x">y</a>', '<a href="#x">y</a>'),
        ('<a href="03_frames.html#x">y</a>', '<a href="03_frames.html#x">y</a>'),
        ('<a href="//host/x">y</a>', "<a>y</a>"),
        ('<a href="../x">y</a>', "<a>y</a>"),
        ('<a href="data:text/html,x">y</a>', "<a>y</a>"),
        ('<a href=" java\tscript:x">y</a>', "<a>y</a>"),
        ('<p style="x:y" onclick="z" id="i">y</p>', '<p id="i">y</p>'),
        ("<style>p{}</style><p>y</p>", "<p>y</p>"),
        ("<iframe src=x></iframe><form>y</form><base href=x>", "y"),
        ("<svg><script>x</script></svg>", ""),
    ],
)
def test_only_harmless_markup_passes(given, kept):
    assert sanitise(given) == kept


def test_prose_may_not_load_pictures_or_leave_the_site():
    made = render_markdown("![p](http://host/p.png) [l](http://host/) [r](run.json)", [])
    assert made == '<p>p <a>l</a> <a href="run.json">r</a></p>\n'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_in_a_browser(browser, site, folder, scheme, width):
    """Opened as a file: no other place asked, no complaint, nothing wider than the screen."""
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in ("index.html", "03_frames.html", "10_reading.html#a-s1"):
        page.goto(
            (folder / name.partition("#")[0]).as_uri() + name[name.find("#") :] * ("#" in name)
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "no stylesheet"
        ratio = page.evaluate(CONTRAST)
        assert ratio >= 4.5, f"{name}: text of contrast {ratio:.2f}"
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len(asked) >= 6
    assert said == []
    page.close()


CONTRAST = """() => {
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor; if (!c.endsWith(', 0)')) return c; }
    return 'rgb(255, 255, 255)'; };
  const ratios = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() &&
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    return (a + .05) / (b + .05); });
  return Math.min(...ratios);
}"""
