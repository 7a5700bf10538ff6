"""Lines of a text file, whatever its encoding, in memory that no line can exceed."""

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, AnyStr

from analysis.corpus.readers import guess_encoding
from analysis.errors import InputError

LONGEST = 16_000_000  # bytes of a line; a novel of 1,000 pages has two million
SAMPLE = 65_536  # bytes that tell what kind of file it is
WESTERN, FEW_SIGNS = "cp1252", 64
MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
ALIENS = {
    b"PAR1": "a Parquet file",
    b"PK\x03\x04": "a ZIP archive, as Excel and Word files are",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed with gzip",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}


def text_lines(path: Path, *, encodings: Counter[str]) -> Iterator[str | None]:
    """Yield each line of a file with its line break; None for one that is too long to be held.

    Every line is UTF-8 or, if it is not, in the encoding that fits those lines of the file that
    are not. Bytes that fit neither are kept as lone surrogates, which no text has otherwise.

    Parameters
    ----------
    path
        The file.
    encodings
        Counts the lines by the encoding in which they were read, where that is not UTF-8.
    """
    if encoding := wide_encoding(path):
        with path.open(encoding=encoding, errors="replace", newline="\n") as text:
            for line in _bounded(text):
                encodings[encoding] += 1
                yield line
        return
    fallback = ""
    with path.open("rb") as file:
        file.seek(3 if file.read(3) == b"\xef\xbb\xbf" else 0)
        for data in _bounded(file):
            line = None if data is None else _decoded(data, "utf-8")
            if data is not None and line is None:
                fallback = fallback or _fallback(path)
                line = _decoded(data, fallback)
                encodings[fallback] += line is not None
                line = data.decode("utf-8", errors="surrogateescape") if line is None else line
            yield line


def encodings_told(encodings: Counter[str], *, unit: str) -> list[str]:
    """Say how lines or files were read, where not simply as UTF-8.

    Parameters
    ----------
    encodings
        As they have been counted.
    unit
        What was counted: "line" or "file".

    Examples
    --------
    >>> encodings_told(Counter({"cp1252": 2}), unit="line")
    ['2 lines read as cp1252']
    """
    return [
        f"{n:,} {unit}{'' if n == 1 else 's'} read as {name}"
        for name, n in sorted(encodings.items())
    ]


def wide_encoding(path: Path) -> str | None:
    """Return the encoding of a file in which every sign has two bytes or four; None for others.

    Parameters
    ----------
    path
        The file; a byte order mark or the places of its zero bytes give it away.
    """
    start = _start(path)
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    even, odd = start[::2].count(0), start[1::2].count(0)
    for name, many, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many > 0.15 * len(start) and few < 0.05 * many:
            return name
    return None


def check_is_text(path: Path) -> None:
    """Return nothing; raise if a file is empty, or is plainly something else than text.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    InputError
        Saying what the file is.
    """
    start = _start(path)
    if not start.strip():
        raise InputError(f"{path.name} is empty")
    for mark, what in ALIENS.items():
        if start.startswith(mark):
            raise InputError(f"{path.name} is {what}, whatever its name says")
    if start.count(0) > 0.1 * len(start) and not wide_encoding(path):
        raise InputError(f"{path.name} is not a text file")


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SAMPLE)


def _bounded(file: IO[AnyStr]) -> Iterator[AnyStr | None]:
    """Read lines; of one that is too long take nothing, and go on behind it."""
    while line := file.readline(LONGEST):
        whole = _ends(line)
        yield line if whole else None
        while not whole:
            whole = _ends(file.readline(LONGEST))


def _ends(line: str | bytes) -> bool:
    """Tell whether a line was read to its end."""
    return len(line) < LONGEST or line[-1:] in ("\n", b"\n")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _fallback(path: Path) -> str:
    """Guess the encoding of those lines of a file that are not UTF-8, from the first of them.

    A few signs tell nothing: then the commonest encoding is taken. Only one that writes plain
    letters and commas as UTF-8 does can have been mixed with it.
    """
    sample = io.BytesIO()
    with path.open("rb") as file:
        for line in _bounded(file):
            if line is not None and _decoded(line, "utf-8") is None:
                sample.write(line[:SAMPLE])
            if sample.tell() > SAMPLE:
                break
    few = sum(byte > 127 for byte in sample.getvalue()) < FEW_SIGNS
    encoding = WESTERN if few else guess_encoding(sample.getvalue())
    plain = 'a,"\n'
    fits = encoding is not None and plain.encode(encoding, errors="replace") == plain.encode()
    return encoding if encoding and fits else "utf-8"
