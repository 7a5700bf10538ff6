"""Passages as a notebook shows them, and as the site keeps them."""

from collections.abc import Iterable, Mapping
from itertools import cycle
from typing import TYPE_CHECKING, Any

from analysis.publish.marks import merge_passages
from analysis.publish.markup import Display, escape, isolate, notebook_style, sentence_link

if TYPE_CHECKING:
    import pandas as pd


def show_passages(passages: "pd.DataFrame", *, n: int = 10) -> Display:
    """Sentences with all that was found in them marked, and their place in the reading view.

    Parameters
    ----------
    passages : DataFrame
        article_id, label, sentence, before, surface, after, and frame where there is one.
    n : int
        Sentences shown; several hits in one sentence are marked there together.
    """
    merged = merge_passages(passages)
    rows = merged[:n]
    left = len(merged) - len(rows)
    noun = "sentence" if left == 1 else "sentences"
    more = f'<p class="framing-more">and {left:,} more {noun}</p>' if left else ""
    listing = f'<ol class="framing-passages">{passage_items(rows)}</ol>' if rows else "<p>None.</p>"
    plain = "\n".join(f"{r['label']} s{r['sentence']}: {_sentence(r)}" for r in rows) or "None."
    return Display({"text/html": notebook_style() + listing + more, "text/plain": plain})


def passage_items(passages: Iterable[Mapping[Any, Any]]) -> str:
    """List items of passages, as HTML, each linked to its sentence in the reading view."""
    return "".join(_passage(passage) for passage in passages)


def _passage(passage: Mapping[Any, Any]) -> str:
    frame = ""
    if "frame" in passage:
        frame = f' <span class="framing-frame">{escape(passage["frame"])}</span>'
    link = sentence_link(passage["article_id"], passage["sentence"])
    return (
        f"<li><bdi>{escape(passage['before'])}{_marked(passage['parts'])}"
        f'{escape(passage["after"])}</bdi> <a class="framing-source" href="{escape(link)}">'
        f"{isolate(passage['label'])}, s{escape(passage['sentence'])}</a>{frame}</li>"
    )


def _marked(parts: Iterable[str]) -> str:
    """Texts in turns, the first of them marked."""
    turns = (("<mark>", "</mark>"), ("", ""))
    return "".join(
        f"{before}{escape(part)}{after}"
        for part, (before, after) in zip(parts, cycle(turns), strict=False)
    )


def _sentence(passage: Mapping[Any, Any]) -> str:
    return f"{passage['before']}{passage['surface']}{passage['after']}"
