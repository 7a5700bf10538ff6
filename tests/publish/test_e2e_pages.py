"""Every page in a real browser: from disk and over http, light and dark, wide and narrow."""

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.publish.hostile import HARM

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
NAMES = [path.stem for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))]
PAGES = ["index.html", *(f"{name}.html" for name in NAMES)]
WAYS = [
    ("file", "light", 1400),
    ("file", "dark", 390),
    ("http", "light", 390),
    ("http", "dark", 1400),
]
# Elements and attributes that only harm would bring, and characters that nobody would see.
FOREIGN = """() => ({
  ran: window.owned ?? null,
  elements: [...document.querySelectorAll(
    'script:not([src="site.js"]):not([type="application/json"]), iframe, object, embed, base, form,'
    + 'style, meta[http-equiv="refresh"], img[src="x"], svg[onload]')].map(e => e.outerHTML),
  attributes: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
    .filter(a => a.name.startsWith('on') || a.name === 'style'
      || (/href|src|action/.test(a.name) && /^\\s*javascript:/i.test(a.value))).map(a => a.name),
  unseen: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.value))
    .concat(document.documentElement.textContent, document.title)
    .filter(t => /[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/.test(t)).length,
})"""


@pytest.mark.parametrize(("scheme", "theme", "width"), WAYS)
def test_a_page_asks_for_nothing_else_and_complains_of_nothing(
    browser, hostile_site, served, scheme, theme, width
):
    base = hostile_site.as_uri() if scheme == "file" else served
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 900})
    page = context.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for name in PAGES:
        page.goto(f"{base}/{name}")
        foreign = {"ran": None, "elements": [], "attributes": [], "unseen": 0}
        assert page.evaluate(FOREIGN) == foreign, name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    context.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith((f"{base}/", "data:"))] == []
    assert len(asked) > 3 * len(PAGES)


def test_harm_is_read_as_text(visit):
    text = visit("10_reading.html").inner_text("main")
    for harm in HARM[:-1]:
        assert harm in text
    assert "abc[U+202E]gnp.exe [U+2066]hidden[U+2069] [U+200F]turned" in text
    front = visit("index.html").inner_text("body")
    assert "<script>window.owned='title'</script> [U+202E]eltit" in front
    assert "<b onclick=window.owned='group'>Report</b> [U+202E]" in front


def test_every_link_leads_somewhere_and_no_name_is_given_twice(browser, hostile_site):
    page = browser.new_page()
    ids, links = {}, []
    for name in PAGES:
        page.goto((hostile_site / name).as_uri())
        ids[name] = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        found = page.evaluate(
            "[...document.querySelectorAll('[href], [src]')]"
            ".map(e => e.getAttribute('href') ?? e.getAttribute('src'))"
        )
        links += [(name, link) for link in found if link != "data:,"]
    page.close()
    for name in PAGES:
        assert len(ids[name]) == len(set(ids[name])), name
    assert len(links) > 1000
    broken = []
    for name, link in dict.fromkeys(links):
        file, _, fragment = link.partition("#")
        there = (hostile_site / unquote(file or name)).is_file()
        if not there or (fragment and unquote(fragment) not in ids.get(file or name, ())):
            broken.append((name, link))
    assert broken == []


@pytest.fixture(scope="session")
def axe():
    path = os.environ.get("AXE_CORE")
    if not path:
        pytest.skip("axe-core is not there (AXE_CORE names its axe.min.js; see .ci/run)")
    return Path(path).read_text(encoding="utf-8")


def barriers(page, axe):
    """What axe finds on a page as it stands: the rule, and the first elements that break it."""
    page.evaluate(f"{axe}; null")
    options = "{resultTypes: ['violations'], preload: false}"
    found = page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 390)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_barrier(visit, axe, name, theme, width):
    assert barriers(visit(name, width=width, color_scheme=theme), axe) == []


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1400)])
def test_axe_finds_no_barrier_in_what_opens(visit, axe, theme, width):
    page = visit("10_reading.html", width=width, color_scheme=theme)
    page.keyboard.press("n")
    page.keyboard.press("f")
    assert barriers(page, axe) == []
    page = visit("11_side_by_side.html", width=width, color_scheme=theme)
    page.get_by_label("Find a term").fill("council")
    page.get_by_label("Find a term").press("Enter")
    page.locator("#table-term-map td a").first.click()
    assert barriers(page, axe) == []
    page = visit("index.html", width=width, color_scheme=theme)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert barriers(page, axe) == []


def test_all_is_there_without_script(visit):
    page = visit("02_vocabulary.html", java_script_enabled=False)
    rows = page.locator("#table-keywords tbody tr")
    assert rows.count() > 15
    assert all(row.is_visible() for row in rows.all())
    assert page.locator(".tools").count() == 0
    page.locator("#table-keywords tbody tr").nth(1).locator("a").first.click()
    row = page.locator(".framing-row:target")
    assert row.is_visible()
    assert row.locator("mark").first.is_visible()

    page = visit("10_reading.html", java_script_enabled=False)
    marks = page.locator("mark.framing-hit")
    assert marks.count() > 20
    assert all(mark.is_visible() for mark in marks.all())
    assert page.locator(".framing-legend").is_visible()
    assert page.locator(".reader-bar").count() == 0

    page = visit("11_side_by_side.html", java_script_enabled=False)
    assert page.locator("#table-term-map tbody tr").first.is_visible()
    heads = page.locator("#table-names-compared thead [data-side]")
    assert [head.is_visible() for head in heads.all()] == [True, True, True]


def test_one_switch_shows_the_code_of_a_page(visit):
    page = visit("02_vocabulary.html")
    code = page.locator("details.code")
    assert code.count() > 3
    assert not any(one.is_visible() for one in code.all())
    page.get_by_label("Show code and parameters").check()
    assert all(one.is_visible() for one in page.locator("details.code pre").all())
    page.get_by_label("Show code and parameters").uncheck()
    assert not any(one.is_visible() for one in code.all())


def test_a_figure_keeps_its_size_on_a_phone_and_scrolls_within_itself(visit):
    page = visit("02_vocabulary.html", width=390)
    figure = page.locator("#figure-keyness .figure")
    assert figure.locator("img").bounding_box()["width"] > 500
    assert figure.evaluate("e => e.scrollWidth > e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_front_page_shows_a_figure_once_and_lists_every_page(visit):
    page = visit("index.html")
    for chapter in page.locator(".chapter").all():
        shown = chapter.locator(".pictured img").evaluate_all("all => all.map(i => i.src)")
        assert len(shown) == len(set(shown))
    listed = page.locator(".chapters a").evaluate_all("all => all.map(a => a.textContent)")
    assert len(listed) == len(NAMES)
    assert (
        page.locator(".tally")
        .inner_text()
        .startswith(f"{page.locator('.chapter .finding').count()} findings. ")
    )


def test_every_page_states_its_size(hostile_site):
    for name in PAGES:
        path = hostile_site / name
        told = re.search(r"This page is ([\d.]+) MB", path.read_text(encoding="utf-8"))
        assert float(told[1]) == pytest.approx(path.stat().st_size / 1e6, abs=0.05), name


def test_the_data_of_a_map_cannot_end_its_element(hostile_site):
    text = (hostile_site / "11_side_by_side.html").read_text(encoding="utf-8")
    (data,) = re.findall(r'class="map-data">(.*?)</script>', text, re.DOTALL)
    assert "<" not in data
    sentences = [sentence for *_, sentence in json.loads(data)["sentences"]]
    assert any("</script></style>" in sentence for sentence in sentences)
