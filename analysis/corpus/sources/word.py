"""Word files (DOCX) -> their text, with running heads and footnotes as cuts."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.corpus.sources.found import LARGEST, NOTES, RUNNING_HEAD, Cut, Found, need_library
from analysis.errors import InputError

FOOTNOTES = ("footnotes", "endnotes")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(path: Path) -> list[Found]:
    """Return the text of a DOCX file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    list of Found
        One article: paragraphs and rows of tables, a line each. Running heads stand before them
        and footnotes behind, both cut.

    Raises
    ------
    InputError
        If the library is missing, the file is damaged, has no text, or would unpack to more than
        it could hold.
    """
    document = open_word(path)
    heads = [*dict.fromkeys(_heads(document))]
    body = body_lines(document)
    notes = [*_notes(document)]
    if not any(line.strip() for line in body):
        raise InputError("has no text")
    parts = [("\n".join(lines) + "\n" if lines else "") for lines in (heads, body, notes)]
    start, end = len(parts[0]), len(parts[0]) + len(parts[1])
    cuts = [
        *([Cut(0, start, RUNNING_HEAD, "page-edge")] if heads else []),
        *([Cut(end, end + len(parts[2]), NOTES, "notes")] if notes else []),
    ]
    about = document.core_properties
    facts = {
        "title": " ".join((about.title or "").split()) or next(filter(str.strip, body))[:200],
        "author": " ".join((about.author or "").split()),
        "language": (about.language or "")[:2],
    }
    return [Found("".join(parts), {k: v for k, v in facts.items() if v}, tuple(cuts))]


def open_word(path: Path) -> Any:
    """Return a DOCX file, opened once it is sure that it can be.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    InputError
        As in `read_word`.
    """
    need_library("docx", what="DOCX")
    import docx

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(item.file_size for item in packed.infolist())
        if size > LARGEST:
            raise InputError(f"would unpack to {size // 1_000_000:,} million bytes; not opened")
        return docx.Document(str(path))
    except InputError:
        raise
    except Exception as error:  # a damaged file may raise anything
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise InputError(f"cannot be read as DOCX: {reason}") from None


def body_lines(document: Any) -> list[str]:
    """Return the paragraphs and rows of tables of a DOCX file, in order.

    Parameters
    ----------
    document
        As `open_word` returns it.
    """
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [_row(row) for row in block.rows]
        else:
            lines += re.split(r"[\n\v]", block.text)
    return lines


def _row(row: Any) -> str:
    """Write a row of a table; cells that are merged come once."""
    texts: dict[int, str] = {}
    for cell in row.cells:
        texts.setdefault(id(cell._tc), " ".join(cell.text.split()))
    return " | ".join(filter(None, texts.values()))


def _heads(document: Any) -> Iterator[str]:
    """Take the lines of running heads and feet of every section."""
    for section in document.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs:
                if line := " ".join(paragraph.text.split()):
                    yield line


def _notes(document: Any) -> Iterator[str]:
    """Take footnotes and endnotes, which the library leaves aside."""
    from lxml import etree

    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in FOOTNOTES and not relation.is_external:
            safe = etree.XMLParser(resolve_entities=False)
            root = etree.fromstring(relation.target_part.blob, safe)
            for paragraph in root.iter(f"{W}p"):
                line = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
                if line.strip():
                    yield " ".join(line.split())
