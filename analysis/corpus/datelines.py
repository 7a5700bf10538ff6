"""Dates that a text states at its head, with the words that state them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

LONGEST = 120  # characters of a line that may be a date line
YEARS = range(1600, 2200)

# What may stand on a date line beside the date. A line with any other word is a sentence that
# mentions a date, which need not be its own.
BESIDE = frozenset(
    """
    published posted first date dated issued released on at of the last updated modified edited
    issue number no nr vol volume edition am pm utc gmt bst et ct mt pt est edt cst cdt mst mdt pst
    pdt cet cest eat publié publiée mis mise à jour le publicado publicada actualizado el
    veröffentlicht aktualisiert stand den am vom uhr pubblicato aggiornato il atualizado em de del
    gepubliceerd op
    """.split()
)
LATER = frozenset(
    "updated modified edited jour actualizado aktualisiert aggiornato atualizado".split()
)
BYLINE = re.compile(r"(?i:by) [A-Z][\w.'’-]*(?: (?:and |[A-Z])[\w.'’-]*){0,5}\s*(?:[|,·•–—-]|$)")
PLACE = re.compile(r"[A-Z][\w.'’/ -]{1,40}, (?:[A-Z][\w.'’ ]{1,30}, )?")
AFTER_PLACE = re.compile(r"\s*(?:\([^()]{2,40}\)\s*)?(?:--|[-–—:])\s?\S")
# Figures that may stand beside a date: the hour, and the number of an issue.
FIGURES = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2}\s?(?:[ap]\.?m\b\.?|uhr\b)?|\s?(?:[ap]\.?m\b\.?|h\b|uhr\b))"
    r"|\b(?:issue|number|volume|edition|vol|no|nr)\b\W{0,3}\d+",
    re.IGNORECASE,
)
NUMBERED = (
    r"(?<!issue )(?<!number )(?<!no )(?<!no\. )(?<!nr\. )(?<!vol\. )"  # not a day, but a number
)


Reader = Callable[[re.Match[str], dict[str, int]], "StatedDate | None"]


@dataclass(frozen=True)
class StatedDate:
    """What a text says of the day it was published: ISO 8601 texts, empty where it says nothing.

    Attributes
    ----------
    published
        The day.
    earliest, latest
        Bounds, where the words leave more than one day open.
    basis
        The words, quoted.
    """

    published: str = ""
    earliest: str = ""
    latest: str = ""
    basis: str = ""


def stated_date(lines: Iterable[str], *, language: str = "en") -> StatedDate:
    """Return the date that the first lines of a text state.

    Parameters
    ----------
    lines
        Lines of the head, in order.
    language
        Of the text, for the names of months and days; those of English are known always.

    Notes
    -----
    A line counts if nothing else stands on it ("Published on 3 March 2023"), or if it opens with a
    place and a date ("LONDON, March 3, 2023 (Reuters) —"). A month without a day, and figures that
    two countries would read as two days (3/4/2023), are bounds; the day of an update is the latest
    that the text can be from. A date without a year is none.

    Examples
    --------
    >>> stated_date(["Port sold", "3 March 2023"]).published
    '2023-03-03'
    >>> stated_date(["March 2023"])
    StatedDate(published='', earliest='2023-03', latest='2023-03', basis='“March 2023”')
    >>> stated_date(["On 3 March 2023 the council voted."]).basis
    ''
    """
    months = month_numbers(language)
    found = [stated for line in lines for stated in _of_line(line.strip(), months, language)]
    exact = [stated for stated in found if stated.published]
    bounded = [stated for stated in found if stated.earliest]
    return next(iter([*exact, *bounded, *found]), StatedDate())


def is_date_line(line: str, *, language: str = "en") -> bool:
    """Tell whether a line says when the text was published, and nothing else.

    Parameters
    ----------
    line
        One line.
    language
        As for `stated_date`.

    Examples
    --------
    >>> is_date_line("Updated 5 March 2023, 10:30 GMT"), is_date_line("Spring of 1848")
    (True, False)
    """
    parts = _parts(line.strip(), month_numbers(language))
    return bool(parts) and all(_only_beside(rest, language) for _, rest in parts)


@cache
def month_numbers(language: str) -> dict[str, int]:
    """Return the number of each name of a month, in small letters, without a final point.

    Parameters
    ----------
    language
        As ISO 639-1 writes it; the names of English are known always.

    Examples
    --------
    >>> month_numbers("fr")["août"], month_numbers("fr")["march"]
    (8, 3)
    """
    return {
        name: number
        for known in dict.fromkeys(["en", language])
        for number, name in _calendar_names("months", known)
    } | {"sept": 9}


@cache
def _day_names(language: str) -> frozenset[str]:
    both = [*_calendar_names("days", "en"), *_calendar_names("days", language)]
    return frozenset(name for _, name in both)


def _calendar_names(what: str, language: str) -> list[tuple[int, str]]:
    """List numbers and names, long and short, from the Unicode locale data."""
    from babel import Locale, UnknownLocaleError

    try:
        styles = getattr(Locale.parse(language), what)["format"]
    except (UnknownLocaleError, ValueError):
        return []
    names = [item for width in ("wide", "abbreviated") for item in styles[width].items()]
    return [(number, name.casefold().rstrip(".")) for number, name in names]


def _of_line(line: str, months: dict[str, int], language: str) -> list[StatedDate]:
    """Read the dates of one line, if it is a date line or opens with place and date."""
    parts = _parts(line, months)
    if parts and all(_only_beside(rest, language) for _, rest in parts):
        return [_as_update(date_) if _words(rest) & LATER else date_ for date_, rest in parts]
    if found := _first_date(line, months):
        stated, start, end = found
        if PLACE.fullmatch(line[:start]) and AFTER_PLACE.match(line[end:]):
            return [_quoting(stated, line[:end])]
    return []


def _parts(line: str, months: dict[str, int]) -> list[tuple[StatedDate, str]]:
    """Cut a short line at its dates: each date, and what stands before it and after the last."""
    rest = line[byline.end() :] if (byline := BYLINE.match(line)) else line
    parts: list[tuple[StatedDate, str]] = []
    while len(line) <= LONGEST and (found := _first_date(rest, months)):
        stated, start, end = found
        parts.append((_quoting(stated, line), rest[:start]))
        rest = rest[end:]
    if parts:
        parts[-1] = (parts[-1][0], f"{parts[-1][1]} {rest}")
    return parts


def _first_date(text: str, months: dict[str, int]) -> tuple[StatedDate, int, int] | None:
    """Find the first date in a text, with its place; a day that does not exist is none."""
    matches = [(pattern.search(text), read) for pattern, read in _forms(tuple(months))]
    found = [(match.start(), -match.end(), match, read) for match, read in matches if match]
    if not found:
        return None
    start, minus_end, match, read = min(found, key=lambda item: item[:2])
    stated = read(match, months)
    return (stated, start, -minus_end) if stated else None


@cache
def _forms(months: tuple[str, ...]) -> list[tuple[re.Pattern[str], "Reader"]]:
    """Make the forms of dates that are read, with their readers."""
    name = "|".join(sorted(map(re.escape, months), key=lambda text: (-len(text), text)))
    month, day, year = rf"(?P<m>{name})\b\.?", r"(?P<d>\d{1,2})", r"(?P<y>\d{4})(?!\d)"
    before = rf"{NUMBERED}(?<!\d)"
    written = (
        rf"{before}{day}(?:st|nd|rd|th|er|º|\.)?\s+(?:of |de |d[’'])?{month},?\s+(?:del? )?{year}",
        rf"\b{month}\s+{day}(?:st|nd|rd|th)?,?\s+{year}",
        rf"\b{month},?\s+(?:del? )?{year}",
        rf"(?<!\d){year}[-/.](?P<m>\d{{1,2}})[-/.]{day}(?!\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?",
    )
    figures = rf"(?<!\d)(?P<a>\d{{1,2}})(?P<sep>[./])(?P<b>\d{{1,2}})(?P=sep){year}"
    forms = [(re.compile(form, re.IGNORECASE), _written) for form in written]
    return [*forms, (re.compile(figures), _in_figures)]


def _written(match: re.Match[str], months: dict[str, int]) -> StatedDate | None:
    """Read a date whose month is named, or that begins with the year."""
    parts = match.groupdict()
    word = parts["m"].casefold()
    month = months[word] if word in months else int(word)
    if "d" in parts:
        day = _iso(int(parts["y"]), month, int(parts["d"]))
        return StatedDate(published=day) if day else None
    if int(parts["y"]) not in YEARS:
        return None
    text = f"{parts['y']}-{month:02}"
    return StatedDate(earliest=text, latest=text)


def _in_figures(match: re.Match[str], _: dict[str, int]) -> StatedDate | None:
    """Read figures: the day first after points; after strokes either may be."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    orders = [(second, first)] if match["sep"] == "." else [(second, first), (first, second)]
    days = sorted({day for month, day_ in orders if (day := _iso(year, month, day_))})
    if len(days) == 2:
        return StatedDate(earliest=days[0], latest=days[1])
    return StatedDate(published=days[0]) if days else None


def _iso(year: int, month: int, day: int) -> str:
    """Write a day, if there is such a day."""
    try:
        return date(year, month, day).isoformat() if year in YEARS else ""
    except ValueError:
        return ""


def _quoting(stated: StatedDate, words: str) -> StatedDate:
    return StatedDate(stated.published, stated.earliest, stated.latest, f"“{words.strip()}”")


def _as_update(stated: StatedDate) -> StatedDate:
    """Take the day of an update as the latest on which the text can have appeared."""
    return StatedDate("", "", stated.published or stated.latest, stated.basis)


def _only_beside(rest: str, language: str) -> bool:
    """Tell whether only words that go with a date stand there, an hour, the number of an issue."""
    bare = FIGURES.sub(" ", rest)
    return not re.search(r"\d", bare) and _words(bare) <= BESIDE | _day_names(language)


def _words(text: str) -> set[str]:
    """Give the words of what stands beside a date, in small letters."""
    return set(re.findall(r"[^\W\d_]+", text.casefold()))
