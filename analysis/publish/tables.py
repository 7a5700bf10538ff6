"""Tables as a notebook shows them, and as the site keeps them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.columns import meanings
from analysis.publish.markup import Display, escape, isolate, notebook_style, output_file
from analysis.publish.rows import Row, link_rows, list_rows

if TYPE_CHECKING:
    import pandas as pd

TABLE_MIME = "application/vnd.framing.table+json"
UNDEFINED = "–"
# Rows that a page holds; the file has them all.
MOST = 200
# Characters up to which a cell stays on one line, and from which it is prose.
SHORT, LONG = 20, 60


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
        Columns that ``columns.toml`` explains are explained below the table. Without passages,
        numbers lead to the article, or its sentence, that a row names in ``article_id`` and
        ``sentence``.

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
    markup = table_markup(head, meanings(name), linked, n=n)
    rows = f"{caption} ({min(n, len(table))} of {len(table)} rows)"
    return Display(
        {
            TABLE_MIME: content,
            "text/html": notebook_style() + markup + list_rows(name, linked),
            "text/plain": rows,
        }
    )


def table_markup(
    table: "pd.DataFrame",
    meanings: Mapping[str, str],
    linked: Sequence[Row | None],
    *,
    n: int,
) -> str:
    """Table as HTML: rows after the n-th are marked as further ones, numbers lead to passages."""
    names = [str(name) for name in table.columns]
    kinds = [_class(table[name]) for name in table.columns]
    head = "".join(
        f'<th scope="col"{kind}>{_header(name, meanings.get(name))}</th>'
        for name, kind in zip(names, kinds, strict=True)
    )
    columns = [_cells(table[name]) for name in table.columns]
    body = "".join(
        _row(cells, names, kinds, link, further=i >= n)
        for i, (cells, link) in enumerate(zip(zip(*columns, strict=True), linked, strict=True))
    )
    return (
        f'<table class="framing-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>{_glossary(names, meanings)}"
    )


def _row(
    cells: Sequence[str],
    names: Sequence[str],
    kinds: Sequence[str],
    row: Row | None,
    *,
    further: bool,
) -> str:
    numbers = [place for place, kind in enumerate(kinds) if kind == NUMBER]
    linked = [place for place in numbers or [0] if row and cells[place] != UNDEFINED]
    shown = []
    for place, (cell, name, kind) in enumerate(zip(cells, names, kinds, strict=True)):
        if row and place in linked:
            # One stop of the Tab key a row: all its numbers lead to the same place.
            tab = "" if place == linked[0] else ' tabindex="-1"'
            cell = f'<a href="{escape(row.link)}"{tab}>{cell}</a>'
        shown.append(f'<td{kind} data-label="{escape(name.replace("_", " "))}">{cell}</td>')
    own = f' id="{row.id}"' if row and row.id else ""
    return f"<tr{own}{FURTHER if further else ''}>{''.join(shown)}</tr>"


NUMBER = ' class="framing-number"'
FURTHER = ' class="framing-further"'


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
        return NUMBER
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
        return f"{value:,.{decimals}f}".replace("-", "−").replace("inf", "∞")
    if hasattr(value, "isoformat"):
        return escape(value.isoformat().removesuffix("T00:00:00"))
    if isinstance(value, int) or type(value).__name__.startswith(("int", "uint")):
        return f"{value:,}".replace("-", "−")
    return isolate(value)
