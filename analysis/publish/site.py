"""The static site: one page a notebook, and a first page that lists what was found."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publish.markup import escape, sentence_link
from analysis.publish.render import Block, Heading, render_notebook
from analysis.publish.values import typed

if TYPE_CHECKING:
    from jinja2 import Environment

FRAGMENT = re.compile(r'(?:^|\s)id="([^"]*)"')
LINK = re.compile(r'(<a\b[^<>]*?) href="([^"#<>]+\.html)#([^"<>]+)"')
WORDS = {"True": "yes", "False": "no", "None": "none"}
ENDINGS = ("svg", "png", "csv", "json")


def build_site(manifest: dict[str, Any], folders: Mapping[str, Path]) -> dict[str, str]:
    """Text of every page and of the stylesheet, by file name.

    Parameters
    ----------
    manifest : dict
        As ``run.json`` will be.
    folders : mapping of str to Path
        Where the files of each notebook lie, by its name.

    Notes
    -----
    A notebook that has never succeeded has no page; the first page says that it failed.
    """
    pages = [
        _page(name, entry, folders[name])
        for name, entry in manifest["notebooks"].items()
        if f"{name}.ipynb" in entry["files"]
    ]
    shared = {
        "run": manifest,
        "pages": pages,
        "failed": {n: e for n, e in manifest["notebooks"].items() if e["status"] == "failed"},
        "commands": commands(manifest),
        "fragments": {page["file"]: page["fragments"] for page in pages},
    }
    templates = environment()
    texts = {"index.html": templates.get_template("index.html").render(shared, here="index.html")}
    template = templates.get_template("notebook.html")
    for number, page in enumerate(pages):
        around = {
            "previous": pages[number - 1] if number else None,
            "following": pages[number + 1] if number + 1 < len(pages) else None,
        }
        texts[page["file"]] = template.render(shared, here=page["file"], page=page, **around)
    texts = {name: _without_dead_links(text, texts) for name, text in texts.items()}
    return {**texts, "style.css": stylesheet()}


def commands(manifest: dict[str, Any]) -> list[str]:
    """Commands that make this site again, from the folder that holds the corpus.

    One for all notebooks where they were given the same parameters, as far as each has them; else
    one for each notebook.

    Parameters
    ----------
    manifest : dict
        As ``run.json`` will be.
    """
    entries = manifest["notebooks"]
    together: dict[str, object] = {}
    for entry in entries.values():
        together = entry["given"] | together
    if all(_agrees(entry, together) for entry in entries.values()):
        return [_command(manifest["corpus"], together)]
    return [_command(manifest["corpus"], entry["given"], name) for name, entry in entries.items()]


def _agrees(entry: Mapping[str, Any], given: Mapping[str, object]) -> bool:
    """Whether a notebook would have the same values, were it given these with the others."""
    expected = {name: value for name, value in given.items() if name in entry["parameters"]}
    return bool(entry["given"] == expected)


def _command(corpus: Mapping[str, Any], given: Mapping[str, object], *notebooks: str) -> str:
    import shlex

    words = ["framing", "run", *notebooks, "--corpus", corpus["folder"], "--out", "NEW_FOLDER"]
    if corpus["group_by"] != "group":
        words += ["--group-by", corpus["group_by"]]
    for name, value in sorted(given.items()):
        words += ["-p", f"{name}={typed(value)}"]
    return shlex.join(words)


def _page(name: str, entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    content = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))
    blocks, headings = render_notebook(content)
    files = set(entry["files"])
    for block in blocks:
        if block.kind in ("figure", "table"):
            own = f"{name}/{block.content['name']}"
            block.content["anchor"] = f"{block.kind}-{block.content['name']}"
            block.content["files"] = {e: f"{own}.{e}" for e in ENDINGS if f"{own}.{e}" in files}
    return {
        "name": name,
        "file": f"{name}.html",
        "number": name.partition("_")[0],
        "title": entry["title"],
        "short": name.partition("_")[2].replace("_", " ").capitalize() or name,
        "entry": entry,
        "blocks": blocks,
        "headings": headings,
        "figures": {b.content["name"]: b.content for b in blocks if b.kind == "figure"},
        "findings": [block.content for block in blocks if block.kind == "finding"],
        "fragments": _fragments(blocks, headings),
    }


def _fragments(blocks: list[Block], headings: list[Heading]) -> set[str]:
    named = {str(block.content["anchor"]) for block in blocks if "anchor" in block.content}
    marked = {fragment for block in blocks for fragment in FRAGMENT.findall(block.html)}
    return named | marked | {heading.fragment for heading in headings}


def _without_dead_links(text: str, texts: Mapping[str, str]) -> str:
    """Text whose links into the reading view that lead nowhere are plain text instead.

    A corpus may be too large to print in full, or the reading notebook not among those run.
    """
    known = {file: set(FRAGMENT.findall(page)) for file, page in texts.items()}

    def kept(match: re.Match[str]) -> str:
        file, fragment = match[2], match[3]
        return match[0] if fragment in known.get(file, ()) else match[1]

    return LINK.sub(kept, text)


@cache
def stylesheet() -> str:
    """Text of the site's stylesheet."""
    folder = Path(__file__).parent
    names = ("displays.css", "style.css")
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


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
    environment.globals["sentence_link"] = sentence_link
    return environment


def _safe_text(text: object) -> Any:
    from markupsafe import Markup

    return Markup(escape(text))


def _shown(value: object) -> Any:
    """A parameter's value as a reader would write it."""
    if isinstance(value, list):
        return _safe_text(", ".join(str(item) for item in value) or "none")
    return _safe_text(WORDS.get(str(value), value))
