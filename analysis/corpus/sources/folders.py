"""Folders of saved pages and documents -> batches; what cannot be read is rejected by file."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.corpus.sources.batches import NO_TEXT, Batch, make_batch, with_dates
from analysis.corpus.sources.exports import read_text_file, read_word_file
from analysis.corpus.sources.found import Found
from analysis.corpus.sources.pages import read_page
from analysis.corpus.sources.pdf import read_pdf
from analysis.errors import InputError

Reader = Callable[[Path, Counter[str]], list[Found]]

READERS: dict[str, Reader] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), read_page),
    ".pdf": read_pdf,
    ".docx": read_word_file,
    ".txt": read_text_file,
}
FACTS = ("title", "outlet", "published", "author", "url", "language", "note")
COLUMNS = ("article_id", *FACTS, "folder", "source_file", "source_row", "text")
PARTS = "_files"  # how browsers call the folder of a page's pictures and styles
CHUNK = 50  # files


def folder_files(path: Path) -> list[Path]:
    """Return the files of a source that may hold articles, in order of their names.

    Parameters
    ----------
    path
        A folder, or one file.

    Raises
    ------
    InputError
        If there is none.
    """
    if path.is_file():
        return [path]
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and _counts(file, path)]
    if not files:
        raise InputError(f"{path.name}: there is no file in this folder")
    return files


def folder_batches(path: Path, *, encodings: Counter[str], size: int = CHUNK) -> Iterator[Batch]:
    """Yield the articles of a folder in batches, and the files that are none.

    Parameters
    ----------
    path
        A folder, with those in it; or one file.
    encodings
        Counts files that are not UTF-8, by what they were read as.
    size
        Files of a batch.

    Yields
    ------
    Batch
        An article is called as its file, or as its place in it where a file has several. `folder`
        is the name of the folder in which a file lies.
    """
    files = folder_files(path)
    root = path if path.is_dir() else path.parent
    names = Counter(file.relative_to(root).with_suffix("") for file in files)
    waiting = iter(files)
    yield _batch([], _parts_of_pages(path), [])
    while some := list(islice(waiting, size)):
        rows: list[dict[str, str]] = []
        rejected: list[tuple[str, int | None, str, str]] = []
        cuts: list[tuple[str, int, int, str, str]] = []
        for file in some:
            name = file.relative_to(root)
            stem = name.with_suffix("")
            key = (stem if names[stem] == 1 else name).as_posix()
            own_encodings = Counter[str]()
            try:
                found = _read(file, own_encodings)
            except InputError as error:
                rejected.append((name.as_posix(), None, "", str(error)))
                continue
            encodings.update([*own_encodings])
            for number, article in enumerate(found, start=1):
                own = key if len(found) == 1 else f"{key}-{number}"
                if not article.text.strip():
                    rejected.append((name.as_posix(), number, own, NO_TEXT))
                    continue
                place = {"folder": name.parent.name, "source_file": name.as_posix()}
                row = {"article_id": own, "text": article.text, "source_row": str(number)}
                rows.append({**dict.fromkeys(COLUMNS, ""), **row, **article.facts, **place})
                cuts += [(own, *cut) for cut in article.cuts]
        yield _batch(rows, rejected, cuts)


def _batch(
    rows: list[dict[str, str]],
    rejected: list[tuple[str, int | None, str, str]],
    cuts: list[tuple[str, int, int, str, str]],
) -> Batch:
    table = pd.DataFrame(rows, columns=[*COLUMNS], dtype="str")
    return make_batch(with_dates(table), rejected, cuts)


def _parts_of_pages(path: Path) -> list[tuple[str, int | None, str, str]]:
    """Name the folders that browsers save beside a page, which hold no articles."""
    folders = sorted(path.rglob(f"*{PARTS}")) if path.is_dir() else []
    return [
        (f"{folder.relative_to(path).as_posix()}/", None, "", "pictures and styles of a saved page")
        for folder in folders
        if folder.is_dir()
    ]


def _read(file: Path, encodings: Counter[str]) -> list[Found]:
    """Read one file with the reader for its kind."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise InputError(f"there is no reader for '{file.suffix}' files")
    try:
        return reader(file, encodings)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from None


def _counts(file: Path, root: Path) -> bool:
    """Leave out hidden files, and the pictures and styles that browsers save beside a page."""
    parents = file.relative_to(root).parts[:-1]
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return not hidden and not any(part.endswith(PARTS) for part in parents)
