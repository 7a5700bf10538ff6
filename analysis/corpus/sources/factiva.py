"""Exports of Factiva, with the codes of its fields or without -> articles."""

import re
from collections.abc import Iterator

from analysis.corpus.sources.found import Found, assemble
from analysis.corpus.sources.loose_dates import loose_date
from analysis.corpus.sources.nexis import COPYRIGHT, language_code

END = re.compile(r"(?:Document|Dokument) ([A-Za-z0-9]{20,30})")
N_WORDS = re.compile(r"[\d.,]+ (?:words|Wörter|mots|palabras|parole|woorden|palavras)")
BYLINE = re.compile(r"(?:By|Von|Par|Por|De|Di|Door) [A-ZÀ-Þ]")
TIME = re.compile(r"\d{1,2}[:.]\d\d(?: [AP]M)?")
N_NAME, N_HEAD = 4, 12  # words that a name has at most; lines among which the fields stand
HEAD = "SE HD CLM BY CR WC PD ET SN SC ED PG VOL LA CY CX".split()
TEXT = ("LP", "TD")
TAIL = "CT RF CO IN NS RE IPC IPD PUB AN ART DE".split()
CODE = re.compile(rf"({'|'.join([*HEAD, *TEXT, *TAIL])})(?:$|\t\s*|\s\s+)(.*)")


def is_factiva(lines: list[str]) -> bool:
    """Tell whether lines are an export of Factiva.

    Parameters
    ----------
    lines
        Of a file.
    """
    return any(END.fullmatch(line.strip()) for line in lines)


def read_factiva(lines: list[str]) -> list[Found]:
    """Return the articles of an export of Factiva.

    Parameters
    ----------
    lines
        Of the file. An article ends with the line "Document" and its accession number. Its fields
        have two letters before them (HD the headline, LP and TD the text), or none; then they come
        in the order headline, byline, number of words, date, time, outlet, code of the outlet,
        page, language, copyright, text.
    """
    found, article = [], list[str]()
    for line in map(str.strip, lines):
        article.append(line)
        if END.fullmatch(line):
            found.append(_article([*filter(None, article)]))
            article = []
    return found


def _article(lines: list[str]) -> Found:
    codes = [match[1] for line in lines if (match := CODE.fullmatch(line)) is not None]
    return _coded(lines) if "HD" in codes and set(TEXT) & set(codes) else _plain(lines)


def _coded(lines: list[str]) -> Found:
    """Read an article whose fields have their codes."""
    fields: dict[str, str] = {}
    parts = []
    for code, line in _fields(lines):
        if line:
            fields[code] = f"{fields[code]} {line}" if code in fields else line
            parts.append((line, code in TEXT or code == "HD"))
    facts = {
        "title": fields.get("HD", ""),
        "outlet": fields.get("SN", ""),
        "published": fields.get("PD", ""),
        "author": fields.get("BY", ""),
        "language": language_code(fields.get("LA", "")),
    }
    return assemble(parts, facts)


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Tell of every line to which field it belongs; in the text only what ends it is a code."""
    code = ""
    for line in lines:
        match = CODE.fullmatch(line)
        if match and (code not in TEXT or match[1] in (*TEXT, *TAIL)):
            code = match[1]
            yield code, match[2].strip()
        elif END.fullmatch(line):
            yield "AN", line
        else:
            yield code, line


def _plain(lines: list[str]) -> Found:
    """Read an article without codes, by the order in which its fields come."""
    at = next((n for n, line in enumerate(lines) if N_WORDS.fullmatch(line)), -1)
    if at < 1:  # without the number of words nothing tells what is what
        return assemble([(line, not END.fullmatch(line)) for line in lines], {"title": lines[0]})
    names = lines[:at]
    has_byline = len(names) > 1 and (BYLINE.match(names[-1]) or names[-1].count(" ") < N_NAME)
    author = names.pop() if has_byline else ""
    facts, n_head = _head(lines[at + 1 : at + 1 + N_HEAD])
    at_text, at_title = at + 1 + n_head, len(names) - 1
    parts = [
        (line, n == at_title or (n >= at_text and not END.fullmatch(line)))
        for n, line in enumerate(lines)
    ]
    return assemble(parts, {**facts, "title": names[-1], "author": author})


def _head(lines: list[str]) -> tuple[dict[str, str], int]:
    """Read the lines below the number of words, and count them."""
    dated = next((n for n, line in enumerate(lines[:2]) if loose_date(line)), -1)
    after = dated + 1
    if after < len(lines) and TIME.fullmatch(lines[after]):
        after += 1
    language = next((n for n, line in enumerate(lines) if language_code(line)), after)
    rights = next((n for n, line in enumerate(lines) if COPYRIGHT.match(line)), language)
    known = {
        "outlet": lines[after] if after < len(lines) else "",
        "published": lines[dated] if dated >= 0 else "",
        "language": language_code(lines[language]) if language < len(lines) else "",
    }
    return known, max(language, rights) + 1
