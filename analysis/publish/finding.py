"""A finding: a computed sentence with the passages that it rests on."""

from math import isnan
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.inference.strength import Strength
from analysis.publish.marks import merge_passages, take_turns
from analysis.publish.markup import Display, escape, notebook_style
from analysis.publish.show import passage_items

if TYPE_CHECKING:
    import pandas as pd

MIME = "application/vnd.framing.finding+json"
# Sentences that the first page lists, and that the notebook's page lists besides.
MAX_EVIDENCE = 20
MAX_FURTHER = 80


def finding(
    text: str,
    *,
    evidence: "pd.DataFrame",
    figure: str | None = None,
    table: str | None = None,
    strength: Strength | None = None,
) -> Display:
    """Finding that the site lists on its first page, with its evidence.

    Parameters
    ----------
    text : str
        One sentence, computed from the results.
    evidence : DataFrame
        Passages: article_id, label, sentence, before, surface, after. Those of one sentence are
        shown together. Of more than 20 sentences the first page has 20, the first of every
        article before the second of any, and the notebook's page up to 80 more.
    figure, table : str, optional
        Name of the figure or table of the same notebook that shows it.
    strength : Strength, optional
        How much it may claim; by default that of a listing, which compares nothing.

    Raises
    ------
    InputError
        The text is empty, or there is neither a passage nor a figure or table.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["article_id", "label", "sentence", "before", "surface", "after"]
    >>> row = ("003", "003 · Kenya", 12, "The ", "gangs", " fled.")
    >>> finding("Gangs are named once.", evidence=pd.DataFrame([row], columns=columns)).data[
    ...     "text/plain"]
    'Gangs are named once. (1 passage)'
    """
    if not text.strip():
        raise InputError("a finding needs a text")
    if evidence.empty and not (figure or table):
        raise InputError(f"no evidence for the finding {text!r}: name its figure or its table")
    passages = [] if evidence.empty else merge_passages(evidence)
    told, further = take_turns([passage["article_id"] for passage in passages], MAX_EVIDENCE)
    known = strength or Strength()
    content = {
        "text": text,
        "mark": known.mark,
        "why": known.why,
        "claim": known.claim,
        "estimate": None if isnan(known.estimate) else float(f"{known.estimate:.6g}"),
        "figure": figure,
        "table": table,
        "n_evidence": len(passages),
        "n_hits": sum(passage["n_hits"] for passage in passages),
        "evidence": [passages[place] for place in told],
        "further": [passages[place] for place in further[:MAX_FURTHER]],
    }
    return Display({MIME: content, "text/html": _as_html(content), "text/plain": _as_text(content)})


def count_passages(content: dict[str, Any]) -> str:
    """How many passages a finding rests on, and how many hits where some have several.

    Examples
    --------
    >>> count_passages({"n_evidence": 13, "n_hits": 18})
    '18 hits in 13 sentences'
    """
    n, n_hits = content["n_evidence"], content["n_hits"]
    if n_hits > n:
        return f"{n_hits:,} hits in {n:,} sentence{'' if n == 1 else 's'}"
    return f"{n:,} passage{'' if n == 1 else 's'}"


def _as_html(content: dict[str, Any]) -> str:
    listed = [*content["evidence"], *content["further"]]
    left = content["n_evidence"] - len(listed)
    more = f'<p class="framing-more">and {left:,} more</p>' if left else ""
    return (
        f'{notebook_style()}<div class="framing-finding"><p>{escape(content["text"])}</p>'
        f'<p class="framing-strength"><b>{escape(content["mark"])}</b> {escape(content["why"])}</p>'
        f"<details><summary>{count_passages(content)}</summary>"
        f'<ol class="framing-passages">{passage_items(listed)}</ol>{more}</details></div>'
    )


def _as_text(content: dict[str, Any]) -> str:
    return f"{content['text']} ({count_passages(content)})"
