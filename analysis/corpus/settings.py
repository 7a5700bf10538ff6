"""Read TOML files whose keys and types are known beforehand; write texts for such files."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.corpus.readers import read_text
from analysis.errors import InputError

WORDS = {str: "text", bool: "true or false", list: "a list", dict: "a table"}


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file, or an empty table where there is no such file.

    Parameters
    ----------
    path
        The file; messages name it by its last part.

    Raises
    ------
    InputError
        If the file is not UTF-8 or not TOML.
    """
    if not path.exists():
        return {}
    text = read_text(path, name=path.name).removeprefix("\ufeff")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{path.name} is not valid TOML: {reason}") from None


def check_keys(
    table: Mapping[str, Any],
    types: Mapping[str, type],
    *,
    where: str,
    required: tuple[str, ...] = (),
) -> None:
    """Return nothing; raise if a table has a key that is unknown, missing or of another type.

    Parameters
    ----------
    table
        A table read from TOML.
    types
        The type that the value of each allowed key must have.
    where
        The words with which the message names the table.
    required
        The keys that must be there.

    Raises
    ------
    InputError
        Naming the table and the first offending key.
    """
    for key in required:
        if key not in table:
            raise InputError(f"{where}: the key '{key}' is missing")
    for key, value in table.items():
        if key not in types:
            known = ", ".join(types)
            raise InputError(f"{where}: unknown key '{key}' (known: {known})")
        if not isinstance(value, types[key]):
            raise InputError(f"{where}: '{key}' must be {WORDS[types[key]]}, not {value!r}")


def check_tables(value: list[Any], *, where: str) -> list[dict[str, Any]]:
    """Return a list of tables unchanged; raise if one of its items is something else.

    Parameters
    ----------
    value
        What TOML gave for an array of tables.
    where
        The words with which the message names the array.

    Raises
    ------
    InputError
        If an item is not a table.
    """
    for number, item in enumerate(value, start=1):
        if not isinstance(item, dict):
            raise InputError(f"{where} {number} must be a table, not {item!r}")
    return value


def quoted(text: str) -> str:
    r"""Return a text as TOML writes it: as it is where that is possible, with escapes elsewhere.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> print(quoted("a\\b"), quoted('the "end"'))
    'a\b' "the \"end\""
    """
    if "\\" in text and not re.search(r"['\x00-\x1f\x7f]", text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'
