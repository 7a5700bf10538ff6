"""Saved web pages -> the article, with everything else of the page kept as cuts."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from analysis.corpus.readers import guess_encoding
from analysis.corpus.sources.found import FURNITURE, Cut, Found, need_library
from analysis.errors import InputError

LARGEST = 20_000_000  # bytes of a page
RULE = "web-page"
BLOCKS = frozenset(
    "address article aside blockquote br button caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main menu "
    "nav ol option p pre section select summary table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset("head iframe noscript object script style svg template title".split())
PLACED = 0.9  # share of an article's letters that must be found on its page
SHORT = 12  # letters of a line that may stand in the middle of a word by chance
WORD = re.compile(r"\w")
CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--[^>]*?(?:saved from url=\(\d+\)|url: )(https?://[^\s>]+)", re.DOTALL)


def read_page(path: Path, encodings: Counter[str]) -> list[Found]:
    """Return the article of a saved web page.

    Parameters
    ----------
    path
        An HTML file, or a page with all its parts in one (MHTML).
    encodings
        Counts pages that are not UTF-8, by what they were read as.

    Returns
    -------
    list of Found
        One article. Its text is that of the whole page, line by line, and all that is not the
        article is cut. Where too little of the article can be placed in the page, its text is the
        article alone, and `note` says so.

    Raises
    ------
    InputError
        If the library is missing, if this is no web page, or if there is no article in it.
    """
    need_library("trafilatura", what="HTML")
    import trafilatura

    for name in ("trafilatura", "htmldate"):  # they tell of every small fault, and go on
        logging.getLogger(name).setLevel(logging.CRITICAL)
    html, url = _html(path, encodings)
    tree = trafilatura.load_html(html)
    if tree is None:
        raise InputError("is not a web page")
    visible = "\n".join(_visible_lines(tree))
    known = trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (known and known.text) or ""
    if not text.strip():
        raise InputError("no article is found in this page")
    told = {
        "title": known.title,
        "outlet": known.sitename or known.hostname,
        "published": known.date,
        "author": known.author,
        "url": known.url or url,
        "language": known.language or tree.get("lang", "")[:2],
    }
    facts = {name: " ".join(value.split()) for name, value in told.items() if value}
    kept = _place(text, visible, facts.get("title", ""))
    if kept is None:
        facts["note"] = "the page's furniture could not be told apart, and is not part of the text"
        return [Found(text, facts)]
    return [Found(visible, facts, tuple(_cuts(kept, visible)))]


def _html(path: Path, encodings: Counter[str]) -> tuple[str, str | None]:
    """Read a page as text, and its address where the browser has noted it."""
    if path.stat().st_size > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1_000_000} million bytes")
    data, url, charset = path.read_bytes(), None, None
    if path.suffix.lower() in (".mht", ".mhtml"):
        message = BytesParser(policy=policy.default).parsebytes(data)
        part = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
        if part is None:
            raise InputError("holds no web page")
        url = part.get("Content-Location") or message.get("Snapshot-Content-Location")
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        charset = part.get_content_charset()
    if not data.strip():
        raise InputError("is empty")
    html, encoding = _decode(data, charset)
    if encoding != "utf-8":
        encodings[encoding] += 1
    saved = SAVED_FROM.search(html[:5_000])
    return html, url or (saved[1] if saved else None)


def _decode(data: bytes, charset: str | None) -> tuple[str, str]:
    """Read bytes in the encoding that fits: UTF-8, what the page says, what it looks like."""
    declared = CHARSET.search(data[:5_000])
    said = declared[1].decode("ascii") if declared else ""
    wide = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    if not wide and data.count(0) > 0.1 * len(data):
        raise InputError("is not a web page")
    for encoding in (wide, "utf-8-sig", charset, said, guess_encoding(data[:200_000])):
        try:
            if encoding:
                html = data.decode(encoding)
                return html, "utf-8" if encoding == "utf-8-sig" else encoding.lower()
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputError("holds bytes that fit no encoding")


def _visible_lines(tree: Any) -> Iterator[str]:
    """Take the text that a browser would show, a line for each block."""
    from lxml.etree import iterwalk

    words: list[str] = []
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in BLOCKS:
            yield from _line(words)
        if event == "start":
            if not tag or tag in UNSEEN:
                walk.skip_subtree()
            else:
                words.append(element.text or "")
        else:
            words.append(element.tail or "")
    yield from _line(words)


def _line(words: list[str]) -> Iterator[str]:
    """Hand out what has come together, if it is more than white space, and begin anew."""
    line = " ".join("".join(words).split())
    words.clear()
    if line:
        yield line


def _place(text: str, visible: str, title: str) -> list[tuple[int, int]] | None:
    """Find an article, line by line, in the text of its page; None if too little is found.

    Letters and digits alone are compared: lists, tables and line breaks are written otherwise.
    """
    letters, places = _letters(visible)
    kept: list[tuple[int, int]] = []
    at = n_placed = n_all = 0
    lines = text.split("\n")
    if title and not text.startswith(title) and title in visible.split("\n"):
        lines = [title, *lines]
    for line in lines:
        wanted, _ = _letters(line)
        found = _find(wanted, letters, at, places, visible) if wanted else -1
        n_all += len(wanted)
        if found >= 0:
            at = found + len(wanted)
            n_placed += len(wanted)
            kept.append((places[found], places[at - 1] + 1))
    return kept if n_all and n_placed >= PLACED * n_all else None


def _letters(text: str) -> tuple[str, list[int]]:
    """Take the letters and digits of a text, and where each of them stands."""
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    return "".join(text[place] for place in places), places


def _find(wanted: str, letters: str, at: int, places: list[int], visible: str) -> int:
    """Find a line from a place on; a short one must be whole words."""
    found = letters.find(wanted, at)
    while found >= 0 and len(wanted) < SHORT:
        first, last = places[found], places[found + len(wanted) - 1]
        around = visible[first - 1 : first] + visible[last + 1 : last + 2]
        if not any(map(str.isalnum, around)):
            break
        found = letters.find(wanted, found + 1)
    return found


def _cuts(kept: list[tuple[int, int]], visible: str) -> Iterator[Cut]:
    """Cut what lies between the parts that are kept; signs beside a part on its line stay."""
    at = 0
    for start, end in [*kept, (len(visible), len(visible))]:
        line_start = max(at, visible.rfind("\n", at, start) + 1)
        before = start if WORD.search(visible, line_start, start) else line_start
        if WORD.search(visible, at, before):
            yield Cut(at, before, FURNITURE, RULE)
        line_end = visible.find("\n", end) + 1 or len(visible)
        at = end if WORD.search(visible, end, line_end) else line_end
