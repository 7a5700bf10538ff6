"""Tables and passages as a notebook shows them, and as the site keeps them."""

import math
from collections.abc import Iterable, Mapping
from itertools import cycle
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.columns import meanings
from analysis.publish.marks import merge_passages
from analysis.publish.markup import (
    Display,
    escape,
    isolate,
    notebook_style,
    output_file,
    sentence_link,
)

if TYPE_CHECKING:
    import pandas as pd

TABLE_MIME = "application/vnd.framing.table+json"
UNDEFINED = "–"
# Characters up to which a cell stays on one line, and from which it is prose.
SHORT, LONG = 20, 60


def show_table(table: "pd.DataFrame", *, name: str, caption: str, n: int = 15) -> Display:
    """Table whose first rows are shown and whose whole is written to ``name.csv``.

    Parameters
    ----------
    table : DataFrame
        Its index is not shown.
    name : str
        Of the file, without ending.
    caption : str
        How to read it.
    n : int
        Rows shown.

    Returns
    -------
    Display
        Numbers are rounded for reading; the file has six significant digits. Undefined is a dash.
        Columns that ``columns.toml`` explains are explained below the table.

    Raises
    ------
    InputError
        The name would not make a file name, or the caption is empty.
    """
    if not caption.strip():
        raise InputError(f"the table {name} needs a caption")
    path = output_file(name, "csv")
    table.to_csv(path, index=False, float_format="%.6g", lineterminator="\n", encoding="utf-8")
    head = table.head(n)
    content = {"name": name, "caption": caption, "n_rows": len(table), "n_shown": len(head)}
    rows = f"{caption} ({len(head)} of {len(table)} rows)"
    return Display(
        {TABLE_MIME: content, "text/html": _table(head, meanings(name)), "text/plain": rows}
    )


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


def _table(table: "pd.DataFrame", meanings: Mapping[str, str]) -> str:
    columns = [(str(name), _cells(table[name]), _class(table[name])) for name in table.columns]
    head = "".join(
        f'<th scope="col"{kind}>{_header(name, meanings.get(name))}</th>'
        for name, _, kind in columns
    )
    rows = [
        "".join(f"<td{kind}>{cells[i]}</td>" for _, cells, kind in columns)
        for i in range(len(table))
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'{notebook_style()}<table class="framing-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>{_glossary([name for name, *_ in columns], meanings)}"
    )


def _header(name: str, meaning: str | None) -> str:
    shown = escape(name.replace("_", " "))
    return f'<abbr title="{escape(meaning)}">{shown}</abbr>' if meaning else shown


def _glossary(columns: Iterable[str], meanings: Mapping[str, str]) -> str:
    """What the headers mean, for those who cannot hover over them."""
    items = "".join(
        f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(meanings[name])}</dd>"
        for name in columns
        if name in meanings
    )
    if not items:
        return ""
    summary = "<summary>What the columns mean</summary>"
    return f'<details class="framing-columns">{summary}<dl>{items}</dl></details>'


def _class(column: "pd.Series[Any]") -> str:
    """Attribute for a column's cells: numbers and short names never break, prose needs room."""
    if _is_number(column):
        return ' class="framing-number"'
    longest = max((len(str(value)) for value in column.dropna()), default=0)
    if longest <= SHORT or column.dtype.kind == "M":
        return ' class="framing-short"'
    return ' class="framing-long"' if longest > LONG else ""


def _is_number(column: "pd.Series[Any]") -> bool:
    return column.dtype.kind in "iuf" or str(column.dtype) in ("Int64", "Float64")


def _cells(column: "pd.Series[Any]") -> list[str]:
    present = column.notna()
    values = [value if there else None for value, there in zip(column, present, strict=True)]
    sizes = [abs(value) for value in values if isinstance(value, float) and math.isfinite(value)]
    decimals = _decimals(max(sizes, default=0.0))
    return [_cell(value, decimals) for value in values]


def _decimals(largest: float) -> int:
    """Decimal places that leave about three digits to the largest number of a column."""
    if largest == 0:
        return 1
    return min(6, max(1, 2 - math.floor(math.log10(largest))))


def _cell(value: Any, decimals: int) -> str:
    if value is None:
        return UNDEFINED
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.{decimals}f}".replace("-", "−")
    if hasattr(value, "isoformat"):
        return escape(value.isoformat().removesuffix("T00:00:00"))
    if isinstance(value, int) or type(value).__name__.startswith(("int", "uint")):
        return f"{value:,}".replace("-", "−")
    return isolate(value)
