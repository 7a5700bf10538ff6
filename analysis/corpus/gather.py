"""A folder of files -> the texts in it, and the files that are none with the reason."""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pandas as pd

from analysis.corpus.readers import find_encoding
from analysis.errors import InputError

ENDINGS = (".txt", ".md")
LONGEST_ID = 48
TEXT_COLUMNS = ("source", "folder", "text", "encoding")
REJECTED_COLUMNS = ("file", "reason")


def gather_texts(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the texts of a folder and its sub-folders, and the files that are not taken.

    Parameters
    ----------
    folder
        Searched to the bottom; links to folders are not followed.

    Returns
    -------
    texts
        source (the file, relative to the folder), folder (the sub-folder that holds it, empty at
        the top), text, encoding ("utf-8", or what the text was read as); by name.
    rejected
        file, reason; by name. Every file is in one of the two tables, and no file is changed.

    Raises
    ------
    InputError
        If there is no such folder.

    Notes
    -----
    A text that another file of the same sub-folder has too, but for white space, is rejected as
    its copy. Where two sub-folders have the same text it is kept in both: two sides may print one
    report.
    """
    if not folder.is_dir():
        raise InputError(f"{_shown(str(folder))}: there is no such folder")
    taken, rejected = [], []
    seen: dict[tuple[str, str], str] = {}
    for path, reason in sorted(_files(folder), key=lambda item: os.fsencode(item[0])):
        source = path.relative_to(folder)
        name, parent = _shown(source.as_posix()), _shown(source.parent.as_posix())
        try:
            text, encoding = _read(path, reason)
        except InputError as error:
            rejected.append((name, str(error)))
            continue
        key = (parent, " ".join(text.split()))
        if key in seen:
            rejected.append((name, f"the same text as {seen[key]}"))
            continue
        seen[key] = name
        taken.append((name, "" if parent == "." else parent, text, encoding))
    texts = pd.DataFrame(taken, columns=[*TEXT_COLUMNS], dtype="str")
    return texts, pd.DataFrame(rejected, columns=[*REJECTED_COLUMNS], dtype="str")


def make_ids(sources: pd.Series) -> list[str]:
    """Return an id for each file, safe in addresses and file names, none like another.

    Parameters
    ----------
    sources
        Paths relative to one folder, with `/`.

    Notes
    -----
    An id is the file's name without its ending: letters of the Latin alphabet, figures and hyphens.
    Files of one name in several folders take the folder's name, too; what is still the same, but
    for capitals, is numbered, since some disks cannot tell *a.txt* from *A.txt*.

    Examples
    --------
    >>> make_ids(pd.Series(["union/01.txt", "press/01.txt", "press/Élan vital!.txt", "…"]))
    ['union-01', 'press-01', 'Elan-vital', 'text']
    """
    stems = [_slug(PurePosixPath(source).stem) for source in sources]
    n_same = Counter(map(str.lower, stems))
    wanted = [
        _slug(str(PurePosixPath(source).with_suffix(""))) if n_same[stem.lower()] > 1 else stem
        for source, stem in zip(sources, stems, strict=True)
    ]
    taken: set[str] = set()
    ids = []
    for name in wanted:
        number, one = 1, name
        while one.lower() in taken:
            number += 1
            one = f"{name}-{number}"
        taken.add(one.lower())
        ids.append(one)
    return ids


def _slug(name: str) -> str:
    """Keep letters, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[A-Za-z0-9]+", plain))[:LONGEST_ID].strip("-") or "text"


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """List files, each with the reason for which it is not even opened, if there is one."""
    closed: list[tuple[Path, str]] = []

    def cannot_enter(error: OSError) -> None:
        closed.append((Path(os.fsdecode(error.filename)), _why(error)))

    for top, folders, files in os.walk(folder, onerror=cannot_enter):
        for name in [*folders]:
            path = Path(top, name)
            if name.startswith("."):
                yield path, "a hidden folder, which was not looked into"
                folders.remove(name)
            elif path.is_symlink():
                yield path, "a link to a folder, which was not followed"
                folders.remove(name)
        for name in files:
            yield Path(top, name), _name_reason(Path(name))
    yield from closed


def _name_reason(name: Path) -> str:
    """Say why a file of this name is no text."""
    if name.name.startswith("."):
        return "a hidden file"
    if name.suffix.lower() in ENDINGS:
        return ""
    kind = f"its name ends in {name.suffix}" if name.suffix else "its name has no ending"
    return f"{kind}; read are {' and '.join(ENDINGS)}"


def _read(path: Path, reason: str) -> tuple[str, str]:
    """Read one file as text, whatever its encoding; raise with the reason if it is none."""
    if reason:
        raise InputError(_shown(reason))
    try:
        # Never open a pipe or a device: reading one may not end.
        if path.exists() and not path.is_file():
            raise InputError("neither a file nor a folder")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_why(error)) from None
    if not data:
        raise InputError("the file is empty")
    encoding = find_encoding(data, name="the file")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError("mixes encodings; save it as UTF-8") from None
    if "\0" in text:
        raise InputError("holds NUL characters, so it is no text")
    if not text.replace("\ufeff", "").strip():
        raise InputError("nothing but white space")
    return text, encoding


def _why(error: OSError) -> str:
    return f"cannot be read: {error.strerror}"


def _shown(name: str) -> str:
    """Make a name printable, whatever bytes it has on disk."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "�" for sign in text)
