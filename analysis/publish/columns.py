"""What the columns of tables mean, in one place."""

import tomllib
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


@cache
def _sections() -> dict[str, dict[str, str]]:
    text = resources.files("analysis.publish").joinpath("columns.toml").read_text("utf-8")
    return tomllib.loads(text)
