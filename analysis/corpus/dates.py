"""Dates as ISO 8601 writes them, whole or only as far as they are known."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime

NOT_ISO = "is not an ISO 8601 date; write 2024-03-05, 2024-03 or 2024"
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


def date_range(text: str) -> tuple[datetime, datetime]:
    """Return the first and the last day that an ISO 8601 date may mean.

    A year or a month stands for all of its days. A time of day with an offset is given in UTC.

    Parameters
    ----------
    text
        For instance "2024", "2024-10", "2024-10-02" or "2024-10-02T08:30:00Z".

    Raises
    ------
    ValueError
        If the text is not an ISO 8601 date.

    Examples
    --------
    >>> [day.date().isoformat() for day in date_range("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    if partial := PARTIAL.fullmatch(text):
        year, month = int(partial[1]), partial[2]
        first, last = (int(month), int(month)) if month else (1, 12)
        n_days = monthrange(year, last)[1]
        return datetime(year, first, 1), datetime(year, last, n_days)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment, moment


def date_precision(text: str) -> str:
    """Return "year", "month" or "day": how exactly an ISO 8601 date is given.

    Parameters
    ----------
    text
        The date.

    Examples
    --------
    >>> date_precision("2023-10")
    'month'
    """
    return {4: "year", 7: "month"}.get(len(text), "day")


def as_text(value: object) -> str:
    """Return a date from TOML, which may be text or a date of its own, as ISO 8601 text.

    Parameters
    ----------
    value
        A string, a date or a date with a time.

    Examples
    --------
    >>> as_text(date(2024, 6, 25))
    '2024-06-25'
    """
    return value.isoformat() if isinstance(value, date) else str(value)
