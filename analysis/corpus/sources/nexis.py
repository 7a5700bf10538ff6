"""Exports of Nexis, of old (text) and of Nexis Uni (Word or text) -> articles."""

import re
from collections.abc import Iterator

from analysis.corpus.sources.found import Found, assemble
from analysis.corpus.sources.loose_dates import loose_date

OLD_START = re.compile(r"(?:Dokument |Document )?\d+ (?:of|von|de) \d+(?: DOCUMENTS?)?", re.I)
OLD_FIELD = re.compile(r"([A-ZÄÖÜ][A-ZÄÖÜ-]{3,20}):\s*(.*)")
LENGTH = ("LENGTH", "LÄNGE", "LONGUEUR")
OLD_TAIL = (
    "LOAD-DATE UPDATE LANGUAGE SPRACHE LANGUE PUBLICATION-TYPE GRAPHIC GRAFIK JOURNAL-CODE SUBJECT "
    "GEOGRAPHIC COMPANY PERSON ORGANIZATION NOTES CORRECTION DOCUMENT-TYPE TYPE ACC-NO PUB-TYPE"
).split()
COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\))\s", re.I)
UNI_END = re.compile(r"End of Document|Ende des Dokuments|Fin du document", re.I)
UNI_FIELD = re.compile(r"([A-Z][A-Za-z-]{3,20}):[\s\u00a0]+(.*)")
BODY, AFTER = "Body", ("Graphic", "Classification", "Notes", "Correction")
LABEL = re.compile(r"[^:]+:[\s\u00a0]")
MIDDLE = "   "  # signs of a line that is set in the middle
LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "englisch": "en",
    "deutsch": "de",
    "français": "fr",
}


def is_nexis(lines: list[str]) -> bool:
    """Tell whether lines are an export of the old Nexis.

    Parameters
    ----------
    lines
        Of a file.
    """
    starts = any(OLD_START.fullmatch(line.strip()) for line in lines)
    return starts and any(line.startswith(tuple(f"{name}:" for name in LENGTH)) for line in lines)


def is_nexis_uni(lines: list[str]) -> bool:
    """Tell whether lines are an export of Nexis Uni.

    Parameters
    ----------
    lines
        Of a file.
    """
    return any(UNI_END.fullmatch(line.strip()) for line in lines) and any(
        line.strip() == BODY for line in lines
    )


def language_code(name: str) -> str:
    """Return the code of a language that an archive calls by its name; empty if it is not known.

    Parameters
    ----------
    name
        For instance "ENGLISH" or "English; English".

    Examples
    --------
    >>> language_code("ENGLISH")
    'en'
    """
    return LANGUAGES.get(re.split(r"[;,\s]", name.strip().casefold(), maxsplit=1)[0], "")


def read_nexis(lines: list[str]) -> list[Found]:
    """Return the articles of an export of the old Nexis.

    Parameters
    ----------
    lines
        Of the file. "3 of 10 DOCUMENTS" begins an article; outlet, date and headline follow, then
        fields in capitals down to LENGTH, the text, and fields again.
    """
    starts = [at for at, line in enumerate(lines) if OLD_START.fullmatch(line.strip())]
    ends = [*starts[1:], len(lines)]
    return [_old(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _old(lines: list[str]) -> Found:
    fields: dict[str, str] = {}
    at_length = at_tail = len(lines)
    for at, line in enumerate(lines):
        match = OLD_FIELD.match(line)
        if match and (at < at_length or match[1] in OLD_TAIL):
            fields.setdefault(match[1], match[2])
            if match[1] in LENGTH:
                at_length = at
            elif match[1] in OLD_TAIL:
                at_tail = min(at_tail, at)
        elif at > at_length and line.startswith(MIDDLE) and COPYRIGHT.match(line.strip()):
            at_tail = min(at_tail, at)
    head = [*_paragraphs(lines[1:at_length])]
    dated = next((at for at, (line, _) in enumerate(head) if loose_date(line)), -1)
    plain = (line for line, middle in head if not middle and not OLD_FIELD.match(line))
    title = next(plain, head[dated + 1][0] if 0 <= dated < len(head) - 1 else "")
    parts = [
        *((line, line == title) for line, _ in _paragraphs(lines[:at_length])),
        *((line, False) for line in lines[at_length : at_length + 1]),
        *((line, True) for line, _ in _paragraphs(lines[at_length + 1 : at_tail])),
        *((line, False) for line, _ in _paragraphs(lines[at_tail:])),
    ]
    facts = {
        "title": title,
        "outlet": head[0][0] if head and dated != 0 else "",
        "published": head[dated][0] if dated >= 0 else fields.get("LOAD-DATE", ""),
        "author": fields.get("BYLINE", fields.get("AUTOR", "")),
        "language": language_code(fields.get("LANGUAGE", fields.get("SPRACHE", ""))),
    }
    return assemble(parts, facts)


def _paragraphs(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Put together lines that belong together; tell whether they are set in the middle."""
    together: list[str] = []
    for line in [*lines, ""]:
        apart = not line.strip() or line.startswith(MIDDLE) or OLD_FIELD.match(line)
        if apart and together:
            yield " ".join(" ".join(together).split()), together[0].startswith(MIDDLE)
            together = []
        if line.strip():
            together.append(line)


def read_nexis_uni(lines: list[str]) -> list[Found]:
    """Return the articles of an export of Nexis Uni.

    Parameters
    ----------
    lines
        Of the file. Headline, outlet, date and copyright begin an article, each on its line; fields
        follow down to "Body"; the text ends where "Graphic" or "Classification" stands alone, and
        the article with "End of Document".
    """
    found, article = [], list[str]()
    for line in map(str.strip, lines):
        if UNI_END.fullmatch(line):
            found.append(_uni([*filter(None, article), line]))
            article = []
        else:
            article.append(line)
    return found


def _uni(lines: list[str]) -> Found:
    at_body = lines.index(BODY) if BODY in lines else len(lines)
    ends = (line in AFTER or line.startswith("Load-Date:") for line in lines[at_body:])
    at_end = next((at_body + n for n, is_end in enumerate(ends) if is_end), len(lines) - 1)
    fields = {match[1]: match[2] for line in lines if (match := UNI_FIELD.match(line)) is not None}
    unlabelled = (at for at in range(at_body - 1, 1, -1) if not LABEL.match(lines[at]))
    dated = next((at for at in unlabelled if loose_date(lines[at])), -1)
    title = lines[dated - 2] if dated >= 0 else lines[0]
    facts = {
        "title": title,
        "outlet": lines[dated - 1] if dated >= 0 else "",
        "published": lines[dated] if dated >= 0 else fields.get("Load-Date", ""),
        "author": fields.get("Byline", ""),
        "language": language_code(fields.get("Language", "")),
    }
    at_title = dated - 2 if dated >= 0 else 0
    parts = [(line, at == at_title or at_body < at < at_end) for at, line in enumerate(lines)]
    return assemble(parts, facts)
