"""Text measured in inches before it is drawn, so that layout needs no second pass."""

from collections.abc import Iterable
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from analysis.errors import visible
from analysis.plots.style import TEXT_PT

_DPI = 200.0
_FIXED = 65536  # FreeType tells linear advances in 16.16 fixed point


@lru_cache(maxsize=256)
def _font(size: float, weight: str) -> FT2Font:
    font = get_font(findfont(FontProperties(family=["DejaVu Sans"], weight=weight)))
    font.set_size(size, _DPI)
    return font


def text_width(text: str, size: float = TEXT_PT, weight: str = "normal") -> float:
    """Return the width of one line of text in inches.

    Notes
    -----
    The sum of its letters, each measured once: asking the renderer for every text that might be
    written takes longer than drawing. Kerning, which only narrows a text, is left out.
    """
    return sum(_advance(letter, size, weight) for letter in visible(text))


@lru_cache(maxsize=8192)
def _advance(letter: str, size: float, weight: str) -> float:
    font = _font(size, weight)
    font.set_size(size, _DPI)  # fonts are shared, and drawing sets its own size
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / _FIXED / _DPI


def widest(texts: Iterable[str], size: float = TEXT_PT, weight: str = "normal") -> float:
    """Return the width in inches of the widest text, 0 when there is none."""
    return max((text_width(text, size, weight) for text in texts), default=0.0)


def shorten(text: str, width: float, size: float = TEXT_PT, weight: str = "normal") -> str:
    """Return the text, cut with an ellipsis where it is wider than so many inches."""
    text = " ".join(str(text).split())
    if text_width(text, size, weight) <= width:
        return text
    keep = len(text)
    while keep > 1 and text_width(text[:keep].rstrip() + "…", size, weight) > width:
        keep -= 1
    return text[:keep].rstrip() + "…"


def wrap(text: str, width: float, size: float = TEXT_PT, weight: str = "normal") -> list[str]:
    """Return the text in lines of at most so many inches; a longer word is cut short."""
    lines: list[str] = []
    for word in filter(None, text.split(" ")):  # and not at a no-break space
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(shorten(word, width, size, weight))
    return lines


def balance(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Return the text in as few lines as `wrap` needs, none of them a lonely word."""
    lines = wrap(text, width, size, weight)
    narrower = width
    while len(lines) > 1:
        narrower -= 0.15
        closer = wrap(text, narrower, size, weight)
        if len(closer) > len(lines) or any("…" in line for line in closer):
            break
        lines = closer
    return lines
