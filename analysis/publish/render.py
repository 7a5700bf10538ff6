"""A notebook's cells as HTML that is safe to publish."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from analysis.publish.markup import RESERVED, escape, slug
from analysis.publish.notebooks import source

FIGURE = "application/vnd.framing.figure+json"
FINDING = "application/vnd.framing.finding+json"
TABLE = "application/vnd.framing.table+json"
TERMS = "application/vnd.framing.terms+json"

TAGS = set(
    "a abbr article aside b bdi blockquote br caption code dd del details div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s section small span strong sub "
    "summary sup table tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = {
    "*": {"class", "id", "title", "dir", "lang"},
    "a": {"href", "tabindex"},
    "details": {"open"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
# Within the page or the site: no scheme, no host, no way up.
RELATIVE = re.compile(
    r"#[^\s#]*|[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*(#[^\s#]*)?"
)

ID = re.compile(r'<[^<>]*? id="([^"<>]*)"')
ARTICLE = re.compile(r'<article class="framing-article" id="([^"]+)"><h2><bdi>([^<]*)</bdi></h2>')


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, its text, and the fragment that leads to it."""

    level: int
    text: str
    fragment: str


@dataclass(frozen=True)
class Block:
    """One thing on a page, as the template receives it.

    Attributes
    ----------
    kind : str
        prose, code, parameters, figure, finding, table, article, html, text, picture or warning.
    html : str
        Sanitised markup, where the kind has any.
    content : dict
        What a figure, finding or table says of itself, and its ``anchor``.
    """

    kind: str
    html: str
    content: dict[str, Any]


def render_notebook(content: dict[str, Any]) -> tuple[list[Block], list[Heading]]:
    """Blocks of an executed notebook in their order, and the headings among them.

    Parameters
    ----------
    content : dict
        The notebook as parsed JSON. Its first heading of level 1 is the page's title and left out.
    """
    headings: list[Heading] = []
    blocks: list[Block] = []
    taken = _named_by_displays(content)
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            blocks.append(Block("prose", render_markdown(source(cell), headings, taken), {}))
        elif cell["cell_type"] == "code" and source(cell).strip():
            blocks.extend(_code_cell(cell))
            headings.extend(_article_headings(cell))
    findings = [block for block in blocks if block.kind == "finding"]
    for number, block in enumerate(findings, start=1):
        block.content["anchor"] = f"finding-{number}"
    return blocks, [heading for heading in headings if heading.level > 1]


def render_markdown(
    text: str, headings: list[Heading], taken: Collection[str] = frozenset()
) -> str:
    r"""Prose as sanitised HTML; headings found are added to the list, level 1 only once, unseen.

    Parameters
    ----------
    text : str
        Markdown.
    headings : list of Heading
        Of the page so far.
    taken : collection of str, optional
        Fragments that lead elsewhere on the page.

    Examples
    --------
    >>> render_markdown("*so* <script>alert(1)</script>", [])
    '<p><em>so</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    """
    import mistune

    class Renderer(mistune.HTMLRenderer):
        def heading(self, text: str, level: int, **attrs: Any) -> str:
            if level == 1 and not headings:
                headings.append(Heading(1, text, ""))
                return ""
            level = max(2, min(level, headings[-1].level + 1 if headings else 2))
            plain = html.unescape(re.sub(r"<[^>]+>", "", text))
            fragment = _unused(slug(plain), taken, headings)
            headings.append(Heading(level, plain, fragment))
            return f'<h{level} id="{fragment}">{text}</h{level}>\n'

        def image(self, text: str, url: str, title: str | None = None) -> str:
            return escape(text)

    plugins = ["table", "footnotes", "strikethrough"]
    render = mistune.create_markdown(renderer=Renderer(escape=True), plugins=plugins)
    return sanitise(str(render(text)))


def sanitise(markup: str) -> str:
    """Markup with only those tags, attributes and addresses that this site needs.

    Examples
    --------
    >>> sanitise('<a href="javascript:x()" onclick="y()">z</a><script>w</script>')
    '<a>z</a>'
    """
    import nh3

    return nh3.clean(
        markup,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_filter,
        generic_attribute_prefixes={"data-"},
        url_schemes=set(),
        link_rel=None,
    )


@cache
def highlight(code: str) -> str:
    """Python source as HTML whose classes the stylesheet colours."""
    from pygments import highlight as paint
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return str(paint(code, PythonLexer(), HtmlFormatter(nowrap=True)))


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "tabindex":
        return value if value == "-1" else None
    return value if attribute != "href" or RELATIVE.fullmatch(value) else None


def _unused(fragment: str, taken: Collection[str], headings: list[Heading]) -> str:
    used = {heading.fragment for heading in headings}
    fragment = f"on-{fragment}" if RESERVED.fullmatch(fragment) else fragment
    candidates = (f"{fragment}-{n}" if n > 1 else fragment for n in count(1))
    return next(name for name in candidates if name not in used and name not in taken)


def _named_by_displays(content: dict[str, Any]) -> set[str]:
    """Ids in a notebook's displays: articles and their sentences."""
    outputs = [output for cell in content["cells"] for output in cell.get("outputs", [])]
    shown = [_joined(output.get("data", {}).get("text/html", "")) for output in outputs]
    return {html.unescape(name) for text in shown for name in ID.findall(text)}


def _code_cell(cell: dict[str, Any]) -> Iterator[Block]:
    tags = set(cell["metadata"].get("tags", []))
    kind = "parameters" if "parameters" in tags else "code"
    if "injected-parameters" not in tags:
        yield Block(kind, highlight(source(cell)), {})
    for output in cell["outputs"]:
        block = _output(output)
        if block is not None:
            yield block


def _article_headings(cell: dict[str, Any]) -> Iterator[Heading]:
    """Headings of the reading view, so that the contents list leads to every article."""
    for output in cell["outputs"]:
        for match in ARTICLE.finditer(_joined(output.get("data", {}).get("text/html", ""))):
            yield Heading(2, html.unescape(match[2]), match[1])


def _output(output: dict[str, Any]) -> Block | None:
    if output["output_type"] == "stream":
        kind = "warning" if output["name"] == "stderr" else "text"
        return Block(kind, escape(_joined(output["text"])), {})
    data = output.get("data", {})
    for mime, kind in ((FIGURE, "figure"), (FINDING, "finding")):
        if mime in data:
            given = output.get("metadata", {}).get("image/png", {})
            size = {side: given.get(side) for side in ("width", "height")}
            return Block(kind, "", size | data[mime])
    if TABLE in data:
        content = dict(data[TABLE]) | ({"terms": data[TERMS]} if TERMS in data else {})
        return Block("table", sanitise(_joined(data["text/html"])), content)
    return _other(data)


def _other(data: dict[str, Any]) -> Block | None:
    if "text/html" in data:
        markup = sanitise(_joined(data["text/html"]))
        return Block("article" if ARTICLE.match(markup) else "html", markup, {})
    if "image/png" in data:
        return Block("picture", _joined(data["image/png"]).replace("\n", ""), {})
    if "text/plain" in data:
        return Block("text", escape(_joined(data["text/plain"])), {})
    return None


def _joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(text)
