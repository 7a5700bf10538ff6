"""Tables as a notebook shows them, and as the site keeps them."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.columns import headings, meanings
from analysis.publish.markup import Display, escape, isolate, notebook_style, output_file
from analysis.publish.rows import Row, link_rows, list_rows

if TYPE_CHECKING:
    import pandas as pd

TABLE_MIME = "application/vnd.framing.table+json"
UNDEFINED = "–"
NOTHING = '<p class="framing-none">None found.</p>'
# Rows that a page holds; the file has them all.
MOST = 200
# Characters up to which a cell stays on one line, and from which it is prose.
SHORT, LONG = 20, 60
# Characters that a page has side by side, and those that prose needs of them.
ROOM, PROSE_ROOM = 116, 40
TAG = re.compile(r"<[^<>]*>")


def show_table(
    table: "pd.DataFrame",
    *,
    name: str,
    caption: str,
    n: int = 15,
    passages: "pd.DataFrame | None" = None,
    by: str | Sequence[str] = (),
) -> Display:
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
        Rows shown; the site opens the further ones, up to 200.
    passages : DataFrame, optional
        What the numbers count: article_id, label, sentence, before, surface, after. Every number
        of a row, or its first cell where it has none, leads to the passages of that row.
    by : str or sequence of str, optional
        Columns that say which passages belong to which row; `passages` has them as columns, the
        table as columns or, where they are not to be shown, as levels of its index. Without them,
        a row's passages are those with its index.

    Returns
    -------
    Display
        Numbers are rounded for reading; the file has six significant digits. Undefined is a dash.
        Columns that ``columns.toml`` names or explains are headed by that name and explained below
        the table. Long texts stand beneath their row where the table would be too wide with them;
        a column without any value is in the file only. Without passages, numbers lead to the
        article, or its sentence, that a row names in ``article_id`` and ``sentence``.

    Raises
    ------
    InputError
        The name would not make a file name, or the caption is empty.
    """
    if not caption.strip():
        raise InputError(f"the table {name} needs a caption")
    path = output_file(name, "csv")
    table.to_csv(path, index=False, float_format="%.6g", lineterminator="\n", encoding="utf-8")
    head = table.head(max(n, MOST))
    linked = link_rows(head, name, passages, [by] if isinstance(by, str) else list(by), n=n)
    content = {
        "name": name,
        "caption": caption,
        "n_rows": len(table),
        "n_listed": len(head),
        "n_shown": min(n, len(table)),
    }
    markup = table_markup(head, name, linked, n=n)
    rows = f"{caption} ({min(n, len(table))} of {len(table)} rows)"
    return Display(
        {
            TABLE_MIME: content,
            "text/html": notebook_style() + markup + list_rows(name, linked),
            "text/plain": rows,
        }
    )


@dataclass(frozen=True)
class Column:
    """A column as it is shown: what heads it, what it means, its class and its cells as HTML."""

    name: str
    heading: str
    meaning: str
    kind: str
    cells: list[str]


def table_markup(
    table: "pd.DataFrame",
    name: str,
    linked: Sequence[Row | None],
    *,
    n: int,
) -> str:
    """Table as HTML: rows after the n-th are marked as further ones, numbers lead to passages.

    Columns are headed and explained as in the table of that name; without one, as they are called.
    Long texts stand in full width beneath their row where the table would be too wide with them.
    A column without any value is named below and not shown.
    """
    if table.empty:
        return NOTHING
    columns = _columns(table, name)
    shown = [column for column in columns if set(column.cells) != {UNDEFINED}] or columns
    under = _beneath(shown)
    beside = [column for column in shown if column not in under]
    wide = " framing-wide" if sum(map(_room, beside)) > ROOM else ""
    head = "".join(f'<th scope="col"{column.kind}>{_header(column)}</th>' for column in beside)
    body = "".join(
        _row(beside, under, place, link, further=place >= n) for place, link in enumerate(linked)
    )
    return (
        f'<table class="framing-table{wide}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>{_left_out(columns, shown)}{_glossary(shown)}"
    )


def _columns(table: "pd.DataFrame", name: str) -> list[Column]:
    names = [str(own) for own in table.columns]
    known, heads = (meanings(name), headings(name, names)) if name else ({}, names)
    return [
        Column(own, head, known.get(own, ""), _class(cells), _cells(cells))
        for own, head, (_, cells) in zip(names, heads, table.items(), strict=True)
    ]


def _beneath(columns: Sequence[Column]) -> list[Column]:
    """Columns of long text, if there is no room for them; the first one names the row."""
    if sum(map(_room, columns)) <= ROOM:
        return []
    return [column for column in columns[1:] if column.kind == PROSE]


def _room(column: Column) -> int:
    """Characters that a column takes side by side with others, its margins included."""
    longest = max(map(len, column.heading.split()), default=0) + 1
    if column.kind == PROSE:
        return max(longest, PROSE_ROOM) + 2
    cells = max((len(TAG.sub("", cell)) for cell in column.cells), default=0)
    return max(longest, min(cells, SHORT)) + 2


def _row(
    beside: Sequence[Column],
    under: Sequence[Column],
    place: int,
    row: Row | None,
    *,
    further: bool,
) -> str:
    numbers = [column for column in beside if column.kind == NUMBER]
    linked = [c for c in numbers or beside[:1] if row and c.cells[place] != UNDEFINED]
    shown = []
    for column in beside:
        cell = column.cells[place]
        if row and column in linked:
            # One stop of the Tab key a row: all its numbers lead to the same place.
            tab = "" if column is linked[0] else ' tabindex="-1"'
            cell = f'<a href="{escape(row.link)}"{tab}>{cell}</a>'
        shown.append(f'<td{column.kind} data-label="{escape(column.heading)}">{cell}</td>')
    own = f' id="{row.id}"' if row and row.id else ""
    return (
        f"<tr{own}{FURTHER if further else ''}>{''.join(shown)}</tr>"
        f"{_under(under, place, len(beside), further=further)}"
    )


def _under(under: Sequence[Column], place: int, width: int, *, further: bool) -> str:
    """Long texts of a row, on lines of their own."""
    lines = "".join(
        f'<p data-label="{escape(column.heading)}"><b>{_header(column)}</b> {cell}</p>'
        for column in under
        if (cell := column.cells[place]) not in (UNDEFINED, "<bdi></bdi>")
    )
    if not lines:
        return ""
    kind = "framing-under framing-further" if further else "framing-under"
    return f'<tr class="{kind}"><td colspan="{width}">{lines}</td></tr>'


NUMBER = ' class="framing-number"'
PROSE = ' class="framing-long"'
FURTHER = ' class="framing-further"'


def _header(column: Column) -> str:
    shown = escape(column.heading)
    return f'<abbr title="{_told(column)}">{shown}</abbr>' if column.meaning else shown


def _told(column: Column) -> str:
    """What a column means, after its name in the file where it is headed otherwise."""
    renamed = column.heading != column.name.replace("_", " ")
    return escape(f"{column.name}: {column.meaning}" if renamed else column.meaning)


def _left_out(columns: Sequence[Column], shown: Sequence[Column]) -> str:
    names = ", ".join(escape(column.heading) for column in columns if column not in shown)
    return f'<p class="framing-empty">Without a value in any row: {names}.</p>' if names else ""


def _glossary(columns: Iterable[Column]) -> str:
    """What the headers mean, for those who cannot hover over them."""
    items = "".join(
        f"<dt>{escape(column.heading)}</dt><dd>{_told(column)}</dd>"
        for column in columns
        if column.meaning
    )
    if not items:
        return ""
    summary = "<summary>What the columns mean</summary>"
    return f'<details class="framing-columns">{summary}<dl>{items}</dl></details>'


def _class(column: "pd.Series[Any]") -> str:
    """Attribute for a column's cells: numbers and short names never break, prose needs room."""
    if _is_number(column):
        return NUMBER
    longest = max((len(str(value)) for value in column.dropna()), default=0)
    if longest <= SHORT or column.dtype.kind == "M":
        return ' class="framing-short"'
    return PROSE if longest > LONG else ""


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
        return f"{value:,.{decimals}f}".replace("-", "−").replace("inf", "∞")
    if hasattr(value, "isoformat"):
        return escape(value.isoformat().removesuffix("T00:00:00"))
    if isinstance(value, int) or type(value).__name__.startswith(("int", "uint")):
        return f"{value:,}".replace("-", "−")
    return isolate(value)
