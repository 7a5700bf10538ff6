"""Text measured in inches before it is drawn, so that layout needs no second pass."""

from collections.abc import Iterable
from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from analysis.plots.style import TEXT_PT

_DPI = 200.0


@lru_cache(maxsize=1)
def _renderer() -> RendererAgg:
    return RendererAgg(8, 8, _DPI)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=256)
def _font(size: float, weight: str) -> FontProperties:
    return FontProperties(family=["DejaVu Sans"], size=size, weight=weight)


def text_width(text: str, size: float = TEXT_PT, weight: str = "normal") -> float:
    """Return the width of one line of text in inches.

    Notes
    -----
    The sum of its letters, each measured once: asking the renderer for every text that might be
    written takes longer than drawing. Kerning, which only narrows a text, is left out.
    """
    return sum(_advance(letter, size, weight) for letter in text)


@lru_cache(maxsize=8192)
def _advance(letter: str, size: float, weight: str) -> float:
    # Between two others, because a letter by itself is measured without the room around it.
    return _measured(f"x{letter}x", size, weight) - _measured("xx", size, weight)


def _measured(text: str, size: float, weight: str) -> float:
    measure = _renderer().get_text_width_height_descent
    extent = measure(text, _font(size, weight), ismath=False)  # type: ignore[no-untyped-call]
    return float(extent[0]) / _DPI


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
