"""Values of a table as text, and what is no text."""

import json
import re

import pandas as pd

Refused = tuple[int, str]  # row, reason
Chunk = tuple[pd.DataFrame, list[Refused]]  # texts only, empty where missing; the index is the row

SURROGATE = re.compile("[\ud800-\udfff]")


def no_text(fields: list[str]) -> str:
    r"""Return why fields are not text; nothing if they are.

    Parameters
    ----------
    fields
        Strings, in which bytes that fit no encoding are lone surrogates.

    Examples
    --------
    >>> no_text(["Rain", "fell\0"])
    'holds NUL characters: is it text?'
    """
    whole = "".join(fields)
    if "\0" in whole:
        return "holds NUL characters: is it text?"
    if not whole.isascii() and SURROGATE.search(whole):
        return "holds bytes that fit no encoding"
    return ""


def as_plain_text(value: object) -> str:
    """Return a value of a table as text; of several the texts, of what is deeper JSON.

    Parameters
    ----------
    value
        Anything that JSON or Parquet can hold.

    Examples
    --------
    >>> as_plain_text(["Ann", "Ben"]), as_plain_text(None), as_plain_text(3)
    ('Ann; Ben', '', '3')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)
