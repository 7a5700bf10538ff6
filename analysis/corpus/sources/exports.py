"""Text and Word files: one article each, or an export of many from a news archive."""

from collections import Counter
from pathlib import Path

from analysis.corpus.sources.factiva import is_factiva, read_factiva
from analysis.corpus.sources.found import Found
from analysis.corpus.sources.lines import check_is_text, text_lines
from analysis.corpus.sources.nexis import is_nexis, is_nexis_uni, read_nexis, read_nexis_uni
from analysis.corpus.sources.plain import no_text
from analysis.corpus.sources.word import body_lines, open_word, read_word
from analysis.errors import InputError


def read_text_file(path: Path, encodings: Counter[str]) -> list[Found]:
    """Return the article of a text file, or those of an export of Nexis or Factiva.

    Parameters
    ----------
    path
        The file.
    encodings
        Counts lines that are not UTF-8, by what they were read as.

    Raises
    ------
    InputError
        If the file is empty or no text.
    """
    check_is_text(path)
    read = list(text_lines(path, encodings=encodings))
    if None in read:
        raise InputError("a line is longer than any article")
    text = "".join(line for line in read if line is not None)
    if fault := no_text([text]):
        raise InputError(fault)
    lines = [line.rstrip() for line in text.splitlines()]
    if found := _exported(lines):
        return found
    title = next((line.strip() for line in lines if line.strip()), "")
    return [Found(text, {"title": title[:200]})]


def read_word_file(path: Path, encodings: Counter[str]) -> list[Found]:
    """Return the article of a Word file, or those of an export of Nexis or Factiva.

    Parameters
    ----------
    path
        The file.
    encodings
        Not used: a Word file says how it is written.

    Raises
    ------
    InputError
        As in `read_word`.
    """
    return _exported([line.strip() for line in body_lines(open_word(path))]) or read_word(path)


def _exported(lines: list[str]) -> list[Found]:
    """Read lines as an export, if they are one."""
    if is_nexis_uni(lines):
        return read_nexis_uni(lines)
    if is_nexis(lines):
        return read_nexis(lines)
    return read_factiva(lines) if is_factiva(lines) else []
