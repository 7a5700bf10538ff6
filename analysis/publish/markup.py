"""Text that anyone may have written, made safe to display; and what displays are made of."""

import html
import os
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from analysis.errors import InputError, visible

READING_PAGE = "10_reading.html"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# What the site itself names things; and an article's name that looks like a sentence's.
RESERVED = re.compile(r"main|(?:figure|table|finding)-.*")
LIKE_SENTENCE = re.compile(r"-(?=s[0-9]+\Z)")


@dataclass(frozen=True)
class Display:
    """What a notebook shows: one value for each media type."""

    data: dict[str, object]

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return self.data


def escape(text: object) -> str:
    r"""Text as HTML that displays it, with characters that steer its direction made visible.

    Examples
    --------
    >>> escape("<b>&\u202e")
    '&lt;b&gt;&amp;[U+202E]'
    """
    return html.escape(visible(text), quote=True)


def isolate(text: object) -> str:
    """Text as HTML whose direction cannot reach the text around it."""
    return f"<bdi>{escape(text)}</bdi>"


def anchor(article_id: object, sentence: object | None = None) -> str:
    """Fragment of a sentence, or of its article, in the reading view.

    Characters that a fragment cannot hold are written as their number, and so is one of a name
    that would otherwise be a sentence's or the site's own. No two places share a fragment.

    Examples
    --------
    >>> anchor("003", 12), anchor("a b"), anchor("003-s12"), anchor("main")
    ('003-s12', 'a~20~b', '003~2d~s12', '~6d~ain')
    """
    name = re.sub(r"[^\w.-]", _numbered, str(article_id), flags=re.ASCII)
    name = LIKE_SENTENCE.sub(_numbered, name)
    if RESERVED.fullmatch(name):
        name = re.sub(r"\A.", _numbered, name)
    return name if sentence is None else f"{name}-s{sentence}"


def _numbered(match: re.Match[str]) -> str:
    return f"~{ord(match[0]):x}~"


def sentence_link(article_id: object, sentence: object) -> str:
    """Address of a sentence in the reading view, relative to the site."""
    return f"{READING_PAGE}#{anchor(article_id, sentence)}"


def slug(text: str) -> str:
    """Fragment for a heading.

    Examples
    --------
    >>> slug("What would change our mind?")
    'what-would-change-our-mind'
    """
    kept = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", kept)) or "section"


def output_file(name: str, ending: str) -> Path:
    """Where a notebook puts a file: the run's folder for it, or ``draft`` in JupyterLab.

    Raises
    ------
    InputError
        The name would not make a plain file name.
    """
    if not NAME.fullmatch(name):
        raise InputError(f"{name!r}: use letters, digits, - and _ in the name of a table or figure")
    folder = Path(os.environ.get("FRAMING_OUT", "draft"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.{ending}"


@cache
def notebook_style() -> str:
    """Style element that makes the displays readable in JupyterLab; the site drops it."""
    css = resources.files("analysis.publish").joinpath("displays.css").read_text("utf-8")
    return f"<style>{css}</style>"
