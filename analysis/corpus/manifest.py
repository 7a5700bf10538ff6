"""corpus.toml: what a corpus is called, what it asks, its groups and dated events."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.dates import NOT_ISO, as_text, date_precision, date_range
from analysis.corpus.settings import check_keys, check_tables, read_toml
from analysis.errors import InputError

NAME = "corpus.toml"
KEYS = {"title": str, "question": str, "groups": dict, "columns": dict, "event": list}
EVENT_KEYS = {"date": object, "label": str, "source": str}


@dataclass(frozen=True)
class Manifest:
    """What corpus.toml says.

    Attributes
    ----------
    title, question
        Texts; empty where the file does not give them.
    groups
        Label of each group, in the order in which groups are shown.
    columns
        Our name of a column -> its name in articles.csv, where the two differ.
    events
        One row an event: date (the first day that it may mean), precision (day, month or year),
        label, source.
    """

    title: str
    question: str
    groups: dict[str, str]
    columns: dict[str, str]
    events: pd.DataFrame


def read_manifest(folder: Path) -> Manifest:
    """Return what a corpus folder's corpus.toml says; a missing file says nothing.

    Parameters
    ----------
    folder
        The corpus folder.

    Raises
    ------
    InputError
        For malformed TOML, an unknown key, a value of another type, or an event without an ISO
        8601 date.
    """
    content = read_toml(folder / NAME)
    check_keys(content, KEYS, where=NAME)
    return Manifest(
        title=content.get("title", ""),
        question=content.get("question", ""),
        groups=_texts(content.get("groups", {}), where=f"{NAME} [groups]"),
        columns=_texts(content.get("columns", {}), where=f"{NAME} [columns]"),
        events=_events(content.get("event", [])),
    )


def _texts(table: dict[str, Any], *, where: str) -> dict[str, str]:
    """Give back a table after checking that every value is text."""
    check_keys(table, dict.fromkeys(table, str), where=where)
    return table


def _events(items: list[Any]) -> pd.DataFrame:
    """Make a table of events, in order of date."""
    tables = check_tables(items, where=f"{NAME} [[event]]")
    rows = [_event(item, where=f"{NAME} [[event]] {n}") for n, item in enumerate(tables, start=1)]
    events = pd.DataFrame(rows, columns=["date", "precision", "label", "source"])
    events = events.astype({"date": "datetime64[us]"})
    return events.sort_values(["date", "label"], kind="stable", ignore_index=True)


def _event(item: dict[str, Any], *, where: str) -> dict[str, Any]:
    """Make one row of the events table."""
    check_keys(item, EVENT_KEYS, where=where, required=("date", "label"))
    text = as_text(item["date"])
    try:
        first, _ = date_range(text)
    except ValueError:
        raise InputError(f"{where}: '{text}' {NOT_ISO}") from None
    source = item.get("source", "")
    return {
        "date": first,
        "precision": date_precision(text),
        "label": item["label"],
        "source": source,
    }
