"""The static site: one page a notebook, and a first page that lists what was found."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.inference.strength import LISTED, MARKS, RULES
from analysis.publish.commands import commands
from analysis.publish.markup import READING_PAGE, escape, sentence_link
from analysis.publish.parts import fragments_of, split_articles
from analysis.publish.render import render_notebook
from analysis.publish.show import flowing

if TYPE_CHECKING:
    from jinja2 import Environment

LINK = re.compile(r'(<a\b[^<>]*?) href="([^"#<>]+\.html)#([^"<>]+)"')
WORDS = {"True": "yes", "False": "no", "None": "none"}
ENDINGS = {"figure": ("svg", "png", "csv", "json"), "table": ("csv",)}
STYLES = ("displays.css", "style.css")
SCRIPTS = ("page.js", "tables.js", "reader.js", "drawing.js", "map.js")
# Stands for a page's size until that is known; no text has this character, see ``escape``.
SIZE = "\x00"


def build_site(
    manifest: dict[str, Any], folders: Mapping[str, Path], *, pdf: bool = False
) -> dict[str, str]:
    """Text of every page, of the stylesheet and of the script, by file name.

    Parameters
    ----------
    manifest : dict
        As ``run.json`` will be.
    folders : mapping of str to Path
        Where the files of each notebook lie, by its name.
    pdf : bool
        Whether a PDF of all pages will lie beside them.

    Notes
    -----
    A notebook that has never succeeded has no page; the first page says that it failed. Articles
    that are too many for one page have further ones.
    """
    pages = [
        _page(name, entry, folders[name])
        for name, entry in manifest["notebooks"].items()
        if f"{name}.ipynb" in entry["files"]
    ]
    parts = [part for page in pages for part in split_articles(page)]
    places = _places([*pages, *parts])
    for page in pages:
        _embed_terms(page, places)
    shared = {
        "run": manifest,
        "pages": pages,
        "failed": {n: e for n, e in manifest["notebooks"].items() if e["status"] == "failed"},
        "commands": commands(manifest),
        "pdf": pdf,
        "rules": RULES,
        "listed": LISTED,
        "told": _in_order([page for page in pages if page["findings"]]),
        "tally": _tally([finding for page in pages for finding in page["findings"]]),
    }
    templates = environment()
    texts = {"index.html": templates.get_template("index.html").render(shared, here="index.html")}
    template = templates.get_template("notebook.html")
    for row in (pages, *([part for part in parts if part["name"] == p["name"]] for p in pages)):
        for page, before, after in zip(row, [None, *row], [*row[1:], None], strict=False):
            around = {"previous": before, "following": after, "here": page["name"]}
            texts[page["file"]] = template.render(shared, page=page, **around)
    known = {file: fragments_of(text) for file, text in texts.items()}
    texts = {name: sized(_live(text, known, places)) for name, text in texts.items()}
    return {**texts, "style.css": stylesheet(), "site.js": _script()}


def _page(name: str, entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    content = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))
    blocks, headings = render_notebook(content)
    files = set(entry["files"])
    for block in blocks:
        if block.kind in ENDINGS:
            own = f"{name}/{block.content['name']}"
            ends = ENDINGS[block.kind]
            block.content["anchor"] = f"{block.kind}-{block.content['name']}"
            block.content["files"] = {e: f"{own}.{e}" for e in ends if f"{own}.{e}" in files}
    return {
        "name": name,
        "file": f"{name}.html",
        "number": name.partition("_")[0],
        "title": entry["title"],
        "short": name.partition("_")[2].replace("_", " ").capitalize() or name,
        "entry": entry,
        "part": None,
        "parts": [],
        "blocks": blocks,
        "headings": headings,
        "figures": {b.content["name"]: b.content for b in blocks if b.kind == "figure"},
        "findings": _by_mark([block.content for block in blocks if block.kind == "finding"]),
    }


def _by_mark(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings as the first page lists them: what is stable first, counts after what was checked.

    A figure is shown with the first finding that has it.
    """
    for finding in findings:
        finding["is_count"] = finding.get("why", LISTED) == LISTED

    def rank(finding: dict[str, Any]) -> tuple[int, bool]:
        return MARKS.index(finding.get("mark", "described")), finding["is_count"]

    listed = sorted(findings, key=rank)
    seen: set[str] = set()
    for finding in listed:
        figure = finding.get("figure")
        finding["is_pictured"] = bool(figure) and figure not in seen
        seen |= {figure} if figure else set()
    return listed


def _in_order(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pages as the first page tells them: those that compare, then those on data and checks."""
    return sorted(pages, key=lambda page: all(f["is_count"] for f in page["findings"]))


def _tally(findings: list[dict[str, Any]]) -> dict[str, Any]:
    """How many findings there are, how many of them were checked, and with which marks."""
    checked = [finding.get("mark") for finding in findings if not finding["is_count"]]
    return {
        "n": len(findings),
        "checked": len(checked),
        "counts": len(findings) - len(checked),
        "marks": {mark: checked.count(mark) for mark in MARKS},
    }


def _places(pages: list[dict[str, Any]]) -> dict[str, str]:
    """File of every article and sentence of the reading view, by its fragment."""
    reading = [page for page in pages if f"{page['name']}.html" == READING_PAGE]
    return {
        fragment: page["file"]
        for page in reading
        for block in page["blocks"]
        if block.kind == "article"
        for fragment in fragments_of(block.html)
    }


def _embed_terms(page: dict[str, Any], places: Mapping[str, str]) -> None:
    """Data of a map as a script element may hold them, every article with the file it is in."""
    for block in page["blocks"]:
        if "terms" in block.content:
            data = block.content["terms"]
            articles = [[*article, places.get(article[0], "")] for article in data["articles"]]
            text = json.dumps({**data, "articles": articles}, ensure_ascii=False)
            for character in "<>&":
                text = text.replace(character, f"\\u{ord(character):04x}")
            block.content["data"] = text


def _live(text: str, known: Mapping[str, set[str]], places: Mapping[str, str]) -> str:
    """Text whose links lead to where their target is; those that lead nowhere are plain text.

    A corpus may be too large to print on one page, or the reading notebook not among those run.
    """

    def kept(match: re.Match[str]) -> str:
        start, file, fragment = match.groups()
        if file == READING_PAGE and fragment in places:
            return f'{start} href="{places[fragment]}#{fragment}"'
        return match[0] if fragment in known.get(file, ()) else start

    return LINK.sub(kept, text)


def sized(text: str) -> str:
    """Text of a page that says how large it is."""
    size = len(text.encode()) / 1e6
    return text.replace(SIZE, f"{size:.1f}" if size >= 0.1 else f"{size:.2f}")


@cache
def stylesheet() -> str:
    """Text of the site's stylesheet."""
    return _joined(*STYLES)


def _joined(*names: str) -> str:
    folder = Path(__file__).parent
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def _script() -> str:
    """All scripts as one, with nothing of theirs in the scope of the page."""
    own = _joined(*(f"scripts/{name}" for name in SCRIPTS))
    return f'(() => {{\n"use strict";\n{own}}})();\n'


@cache
def environment() -> "Environment":
    """The templates, and what they use to show values as safe text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["safe_text"] = _safe_text
    environment.filters["shown"] = _shown
    environment.filters["flowing"] = _flowing
    environment.globals.update(sentence_link=sentence_link, size=SIZE)
    return environment


def _safe_text(text: object) -> Any:
    from markupsafe import Markup

    return Markup(escape(text))


def _flowing(text: object) -> Any:
    from markupsafe import Markup

    return Markup(flowing(text))


def _shown(value: object) -> Any:
    """A parameter's value as a reader would write it."""
    if isinstance(value, list):
        return _safe_text(", ".join(str(item) for item in value) or "none")
    return _safe_text(WORDS.get(str(value), value))
