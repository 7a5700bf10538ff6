"""Passages as a notebook shows them, and as the site keeps them."""

import re
from collections.abc import Iterable, Mapping
from itertools import cycle
from typing import TYPE_CHECKING, Any

from analysis.publish.marks import merge_passages
from analysis.publish.markup import Display, escape, isolate, notebook_style, sentence_link

if TYPE_CHECKING:
    import pandas as pd


# A line end of a text, as ``escape`` leaves it; and the words of a concordance on either side.
LINE_END = re.compile(r"\s*[\n\r]\s*")
CONCORDANCE = 12
OWNER = re.compile("[’']s?$")


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


def flowing(text: object) -> str:
    """Text as HTML on one line; where a line of the article ended stands a stroke."""
    return LINE_END.sub(" | ", escape(text))


def _passage(passage: Mapping[Any, Any]) -> str:
    frame = ""
    if "frame" in passage and not _is_marked(str(passage["frame"]), passage["parts"][::2]):
        frame = f' <span class="framing-frame">{escape(passage["frame"])}</span>'
    link = sentence_link(passage["article_id"], passage["sentence"])
    begins, ends = _cut(passage)
    return (
        f"<li><bdi>{'… ' * begins}{flowing(passage['before'])}{_marked(passage['parts'])}"
        f"{flowing(passage['after'])}{' …' * ends}</bdi> "
        f'<a class="framing-source" href="{escape(link)}">'
        f"{isolate(passage['label'])}, s{escape(passage['sentence'])}</a>{frame}</li>"
    )


def _is_marked(names: str, marked: Iterable[str]) -> bool:
    """Whether names are the very words that are marked, which need not be named again."""
    words = {OWNER.sub("", part.casefold()) for part in marked}
    return words.issuperset(names.casefold().split(", "))


def _cut(passage: Mapping[Any, Any]) -> tuple[bool, bool]:
    """Whether a passage begins and ends within a sentence, as a line of a concordance does.

    Its texts tell: it begins with a small letter; it ends with a word, about as many words after
    the one looked for as a concordance has, or in a further line of the article.
    """
    text, n = _sentence(passage), len(str(passage["after"]).split())
    begins = text[:1].islower()
    crosses = LINE_END.search(text.strip()) is not None
    ends = text[-1:].isalnum() and (begins or crosses or abs(n - CONCORDANCE) <= 2)
    return begins, ends


def _marked(parts: Iterable[str]) -> str:
    """Texts in turns, the first of them marked."""
    turns = (("<mark>", "</mark>"), ("", ""))
    return "".join(
        f"{before}{flowing(part)}{after}"
        for part, (before, after) in zip(parts, cycle(turns), strict=False)
    )


def _sentence(passage: Mapping[Any, Any]) -> str:
    return f"{passage['before']}{passage['surface']}{passage['after']}"
