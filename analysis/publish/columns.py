"""What the columns of tables are called and what they mean, in one place."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources


def meanings(table: str) -> dict[str, str]:
    """Meanings of columns by name, as they hold in one table.

    Parameters
    ----------
    table : str
        Name of the table; where ``columns.toml`` has a section of that name, it goes first.

    Examples
    --------
    >>> meanings("any")["n_tokens"]
    'words, numbers included'
    """
    sections = _sections()
    return sections["every table"] | sections.get(table, {})


def headings(table: str, columns: Iterable[object]) -> list[str]:
    """What heads each column: the name that ``columns.toml`` gives it, or its own.

    Parameters
    ----------
    table : str
        Name of the table.
    columns : iterable of str
        Names of its columns. Where two would be headed alike, both keep their own names.

    Examples
    --------
    >>> headings("any", ["n_tokens", "my_own"]), headings("marks", ["label"])
    (['tokens', 'my own'], ['article'])
    """
    shown = _sections()["shown as"]
    names = [str(column) for column in columns]
    heads = [shown.get(f"{table}.{n}", shown.get(n, n.replace("_", " "))) for n in names]
    return [
        head if heads.count(head) == 1 else name.replace("_", " ")
        for head, name in zip(heads, names, strict=True)
    ]


@cache
def _sections() -> dict[str, dict[str, str]]:
    text = resources.files("analysis.publish").joinpath("columns.toml").read_text("utf-8")
    return tomllib.loads(text)
