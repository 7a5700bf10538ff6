"""What the head of a text states: its title, its date, its outlet, its author."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.corpus.datelines import LONGEST, StatedDate, is_date_line, stated_date
from analysis.corpus.spans import line_view

N_HEAD = 8  # lines of a text that may be its head
N_MATTER = 60  # lines within which a block of fields at the start must end
LONGEST_TITLE = 25  # words of a first line that may be a headline
N_NAME = 6  # words of a name
OPENING = 60  # characters of a text that stand for a headline where there is none
FENCE = "---"
FIELD = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}?)\s*:\s+(\S.*)")
FIELDS = {
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate", "publication date", "published at"),
    "outlet": ("outlet", "publication", "newspaper", "publisher", "site", "site name"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link", "permalink"),
}
OWNER = re.compile(
    r"(?:(?:©|\(c\)|copyright) ?){1,2}(?: ?\d{4})?,? *(?:by +)?(\S.*)", re.IGNORECASE
)
OWNED = re.compile(r"(?:\. | \d{4}\b|,? all rights|,? (?:llc|inc|ltd)\b| \| ).*|\.$", re.IGNORECASE)
# They sell texts to many papers, so that their name says nothing of the one it stood in.
AGENT = re.compile(r"syndicate|agency|features|creators|writers group|productions", re.IGNORECASE)
BYLINE = re.compile(r"By ((?:[A-Z][\w.'’-]*)(?: (?:and|of|de|van|von|[A-Z][\w.'’-]*)){0,5})$")
# Before a headline may stand a byline with an office, a credit, or the hour of an update.
BEFORE = re.compile(
    r"By [A-Z][\w.'’-]+ [A-Z][\w.'’-]+(?:,| \|| [–-]) .*|(?i:(?:last )?updated)\b.*\d.*"
    r"|.*Getty Images.*|.*/(?:Reuters|REUTERS|AFP|AP)\)?|.*\bAP Photo\b.*"
    r"|https?:\S+|www\.\S+|\(.*\)|.*:"
)
SENTENCE_END = re.compile(r"[.…][”\"’')\]]*$")


@dataclass(frozen=True)
class Heading:
    """What a text says of itself; empty where it says nothing.

    Attributes
    ----------
    title
        The headline, or the words with which the text opens if no headline was found.
    date
        The day of publication, with the words that state it.
    outlet, author, url
        As a field at the head states them; outlet also as the holder of the copyright.
    masthead
        The first line, if other texts begin with it, too, and the outlet is not stated.
    notes
        What a person should look at.
    """

    title: str
    date: StatedDate
    outlet: str
    author: str
    url: str
    masthead: str = ""
    notes: tuple[str, ...] = ()


def read_heading(text: str, *, language: str = "en", shared: Iterable[str] = ()) -> Heading:
    r"""Return what the head of a text states about the text.

    Parameters
    ----------
    text
        As received.
    language
        Of the text, for the names of months.
    shared
        Lines that other texts begin with, too (`shared_lines`): mastheads and buttons, no titles.

    Notes
    -----
    The title is the first line that is neither shared nor a date line, a byline or a label. A line
    of more than 25 words, or one that ends with a full stop, is no headline. Fields ("Title: …",
    "Date: …") and the block that opens a Markdown file are read. The outlet is taken only from a
    field or from a line of copyright: a line with which several texts begin may be a masthead or a
    button, so it is given apart.

    Examples
    --------
    >>> heading = read_heading("# Port sold\n\n3 March 2023\n\nIt rained.\n\n© The Courier")
    >>> heading.title, heading.date.published, heading.outlet
    ('Port sold', '2023-03-03', 'The Courier')
    """
    fields, lines = _fields(line_view(text))
    shared, head = frozenset(shared), lines[:N_HEAD]
    title = fields.get("title") or _headline(head, language, shared)
    notes = [] if title else ["No headline was found: the title is how the text opens."]
    owner, words = _owner(lines)
    outlet = fields.get("outlet") or owner
    if outlet and outlet == owner:
        notes.append(f"The outlet is the holder of the copyright: “{words}”")
    dates = [fields["date"], *head] if "date" in fields else head
    bylines = (match[1] for line in head if (match := BYLINE.match(line)))
    author = fields.get("author", "")
    author = author if author and len(author.split()) <= N_NAME else next(bylines, "")
    return Heading(
        title=title or _opening(next((line for line in lines if line not in shared), "")),
        date=stated_date(dates, language=language),
        outlet=outlet,
        author=author,
        url=fields.get("url", ""),
        masthead=next((line for line in lines[:1] if line in shared and not outlet), ""),
        notes=tuple(notes),
    )


def shared_lines(texts: Iterable[str]) -> frozenset[str]:
    r"""Return the lines that stand at the head of two texts or more.

    Parameters
    ----------
    texts
        As received.

    Examples
    --------
    >>> sorted(shared_lines(["The Post\nRain", "The Post\nSnow"]))
    ['The Post']
    """
    heads = (set(_fields(line_view(text))[1][:N_HEAD]) for text in texts)
    counts = Counter(line for head in heads for line in head)
    return frozenset(line for line, n in counts.items() if n > 1)


def _fields(view: str) -> tuple[dict[str, str], list[str]]:
    """Read the fields at the start; give back the other lines that are not blank."""
    lines = [line for piece in view.split("\n") if (line := piece.strip())]
    fenced = lines[:1] == [FENCE] and FENCE in lines[1:N_MATTER]
    end = lines.index(FENCE, 1) if fenced else N_HEAD
    found: dict[str, str] = {}
    kept = []
    for line in lines[1:end] if fenced else lines[:end]:
        match = FIELD.fullmatch(line)
        name = _field_name(match[1]) if match else ""
        if match and name:
            found.setdefault(name, match[2].strip("\"'“”[] "))
        elif not fenced:
            kept.append(line)
    rest = lines[end + 1 :] if fenced else lines[end:]
    return found, [*map(_plain, kept), *map(_plain, rest)]


def _field_name(label: str) -> str:
    words = label.strip().casefold().replace("_", " ").replace("-", " ")
    return next((name for name, labels in FIELDS.items() if words in labels), "")


def _plain(line: str) -> str:
    """Take the signs of Markdown off a heading."""
    bare = re.sub(r"^#{1,6} +", "", line)
    bold = re.fullmatch(r"\*\*(.+)\*\*", bare)
    return bold[1] if bold else bare


def _headline(head: list[str], language: str, shared: frozenset[str]) -> str:
    """Find the first line that can be a headline, if it comes before any paragraph."""
    for line in head:
        if line in shared or _is_furniture(line, language):
            continue
        short = len(line.split()) <= LONGEST_TITLE
        return line if short and not SENTENCE_END.search(line) else ""
    return ""


def _is_furniture(line: str, language: str) -> bool:
    """Tell whether a line is a date, a byline, a credit, a label, an address or signs only."""
    return bool(
        is_date_line(line, language=language)
        or BYLINE.match(line)
        or (len(line) <= LONGEST and BEFORE.fullmatch(line))
        or not re.search(r"[^\W\d_]", line)
    )


def _opening(line: str) -> str:
    """Take the first words of a paragraph."""
    if len(line) <= OPENING:
        return line
    return line[: OPENING + 1].rpartition(" ")[0].rstrip(",;:—–-") + "…"


def _owner(lines: list[str]) -> tuple[str, str]:
    """Name the holder of the copyright, and the short line that states it."""
    for line in [*lines[:N_HEAD], *lines[-N_HEAD:]]:
        if len(line) <= LONGEST and (match := OWNER.match(line)):
            name = OWNED.sub("", match[1]).strip()
            if (
                len(name.split()) <= N_NAME
                and not AGENT.search(name)
                and re.search(r"[^\W\d_]", name)
            ):
                return name, line
    return "", ""
