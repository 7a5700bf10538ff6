"""A finding: a computed sentence with the passages that it rests on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.markup import Display, escape, notebook_style
from analysis.publish.show import passage_items

if TYPE_CHECKING:
    import pandas as pd

MIME = "application/vnd.framing.finding+json"
COLUMNS = ("article_id", "label", "sentence", "before", "surface", "after")
MAX_EVIDENCE = 20


def finding(
    text: str,
    *,
    evidence: "pd.DataFrame",
    figure: str | None = None,
    table: str | None = None,
) -> Display:
    """Finding that the site lists on its first page, with its evidence.

    Parameters
    ----------
    text : str
        One sentence, computed from the results.
    evidence : DataFrame
        Passages: article_id, label, sentence, before, surface, after. Of more than 20, the first
        of every article come before the second of any.
    figure, table : str, optional
        Name of the figure or table of the same notebook that shows it.

    Raises
    ------
    InputError
        The text is empty, or there is neither a passage nor a figure or table.

    Examples
    --------
    >>> import pandas as pd
    >>> row = ("003", "003 · Kenya", 12, "The ", "gangs", " fled.")
    >>> finding("Gangs are named once.", evidence=pd.DataFrame([row], columns=COLUMNS)).data[
    ...     "text/plain"]
    'Gangs are named once. (1 passage)'
    """
    if not text.strip():
        raise InputError("a finding needs a text")
    if evidence.empty and not (figure or table):
        raise InputError(f"no evidence for the finding {text!r}: name its figure or its table")
    shown = _spread(evidence)
    content = {
        "text": text,
        "figure": figure,
        "table": table,
        "n_evidence": len(evidence),
        "evidence": shown,
    }
    return Display({MIME: content, "text/html": _as_html(content), "text/plain": _as_text(content)})


def _spread(evidence: "pd.DataFrame") -> list[dict[str, Any]]:
    """Passages to show, in their order, with every article heard before any is heard twice."""
    if evidence.empty:
        return []
    evidence = evidence.reset_index(drop=True)
    turns = evidence.groupby("article_id", sort=False).cumcount()
    picked = turns.sort_values(kind="stable").index[:MAX_EVIDENCE]
    rows = evidence.loc[evidence.index.isin(picked), list(COLUMNS)]
    return [_plain(row) for row in rows.to_dict("records")]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(k): int(v) if k == "sentence" else str(v) for k, v in row.items()}


def _as_html(content: dict[str, Any]) -> str:
    return (
        f'{notebook_style()}<div class="framing-finding"><p>{escape(content["text"])}</p>'
        f"<details><summary>{_count(content)}</summary>"
        f'<ol class="framing-passages">{passage_items(content["evidence"])}</ol></details></div>'
    )


def _as_text(content: dict[str, Any]) -> str:
    return f"{content['text']} ({_count(content)})"


def _count(content: dict[str, Any]) -> str:
    n = content["n_evidence"]
    return f"{n} passage{'' if n == 1 else 's'}"
