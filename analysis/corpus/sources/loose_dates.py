"""Dates as people and exporters write them -> ISO 8601, without guessing."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

Order = Literal["day-first", "month-first", ""]

# English, French, Spanish, Portuguese, German, Italian, Dutch; a name may be shortened to three
# letters.
MONTHS = (
    "january janvier enero janeiro januar gennaio januari",
    "february février fevrier febrero fevereiro februar febbraio februari",
    "march mars marzo março marco märz maart",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juin junio junho juni giugno",
    "july juillet julio julho juli luglio",
    "august août aout agosto augustus",
    "september septembre septiembre setiembre setembro settembre",
    "october octobre octubre outubro oktober ottobre",
    "november novembre noviembre novembro",
    "december décembre decembre diciembre dezembro dezember dicembre",
)
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
BEGINS_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T ,])")
THREE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[ ,])")
RUN = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}(?:\.\d+)?Z?)?")
SECONDS = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.0*)?")
NAMED = re.compile(
    r"(?i)(?:[^\W\d_]{2,12}\.?,?\s+)?(?:"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+)?(?P<month>[^\W\d_]{3,10})\.?"
    r"|(?P<month2>[^\W\d_]{3,10})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<month3>[^\W\d_]{3,10})\.?"
    r"),?[\s-]+(?:de\s+)?(?P<year>\d{4}|\d{2}(?=$|\s))(?=$|[\s,])"
)
YEARS = range(1500, 2101)


def loose_date(text: str, *, order: Order = "") -> str:
    """Return a date as ISO 8601, as exactly as the text gives it; empty where it cannot be told.

    Parameters
    ----------
    text
        For instance "2024-03-02T10:00:00Z", "March 2, 2024 Saturday", "2 mars 2024", "3/2/24",
        "20240302", or seconds since 1970.
    order
        What the first number of 3/2/24 is; if it is not known, only such dates are read whose
        numbers leave no doubt.

    Notes
    -----
    Of a time with an offset the day at that place is taken. Years of two digits from 69 on belong
    to the last century. Dates before 1500 and after 2100 are taken for mistakes.

    Examples
    --------
    >>> loose_date("Sat, 02 Mar 2024 10:00:00 GMT")
    '2024-03-02'
    >>> loose_date("4/10/2018"), loose_date("4/13/2018"), loose_date("4/10/2018", order="day-first")
    ('', '2018-04-13', '2018-10-04')
    """
    text = " ".join(text.split())
    if ISO.fullmatch(text):
        return text if _is_date(text) else ""
    for read in (_numbers, _three, _named):
        if found := read(text, order):
            return found
    return ""


def date_order(texts: Iterable[str]) -> Order:
    """Return which of day and month comes first in dates such as 3/2/24, if any of them tells.

    Parameters
    ----------
    texts
        All dates of one source.

    Examples
    --------
    >>> date_order(["3/2/24", "12/30/17"])
    'month-first'
    """
    first = second = False
    for text in texts:
        match = THREE.match(text.strip())
        if match and match[2] != ".":
            first |= int(match[1]) > 12 >= int(match[3])
            second |= int(match[3]) > 12 >= int(match[1])
    if first == second:
        return ""
    return "day-first" if first else "month-first"


def _numbers(text: str, order: Order) -> str:
    """Read dates that begin with the year, and seconds."""
    if match := BEGINS_ISO.match(text) or RUN.fullmatch(text):
        return _iso(match[1], match[2], match[3])
    if match := SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC).date().isoformat()
    return ""


def _three(text: str, order: Order) -> str:
    """Read dates of day, month and year in numbers; with points the day is always first."""
    match = THREE.match(text)
    if not match:
        return ""
    a, b, year = match[1], match[3], match[4]
    if match[2] == "." or order == "day-first":
        return _iso(year, b, a)
    if order == "month-first":
        return _iso(year, a, b)
    either = {day for day in (_iso(year, a, b), _iso(year, b, a)) if day}
    return either.pop() if len(either) == 1 else ""


def _named(text: str, order: Order) -> str:
    """Read dates with the name of a month."""
    match = NAMED.match(text)
    if not match:
        return ""
    month = _month(match["month"] or match["month2"] or match["month3"])
    day = match["day"] or match["day2"]
    whole = _iso(match["year"], month, day or "1") if month else ""
    return whole if day else whole[:7]


def _month(name: str) -> str:
    """Find the number of the month that a name, whole or shortened, is of."""
    name = name.casefold()
    for number, names in enumerate(MONTHS, start=1):
        if any(whole.startswith(name) for whole in names.split()):
            return str(number)
    return ""


def _iso(year: str, month: str, day: str) -> str:
    """Write a date as ISO 8601 does, if there is such a day."""
    if len(year) == 2:
        year = ("19" if int(year) >= 69 else "20") + year
    text = f"{year}-{int(month):02d}-{int(day):02d}"
    return text if _is_date(text) else ""


def _is_date(text: str) -> bool:
    """Tell whether a date, whole or partial, is one of the calendar and of our time."""
    try:
        return datetime.fromisoformat(text + "yyyy-01-01"[len(text) :]).year in YEARS
    except ValueError:
        return False
