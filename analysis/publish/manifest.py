"""The manifest ``run.json``: what went in, with what it was made, what came out."""

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

DISTRIBUTION = "comparative-framing"
# The name becomes a file name, a folder and a link, so it is kept plain.
NOTEBOOK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
FILE_NAME = re.compile(r"[^./\\:\x00-\x1f][^/\\:\x00-\x1f]*")
STATUSES = ("ok", "failed", "outdated")
ENTRY = {"status": str, "key": str, "title": str, "files": dict, "parameters": dict, "given": dict}
SOURCES = {".py", ".toml", ".css", ".js", ".html", ".txt", ".csv"}


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_hash(folder: Path, *, endings: Iterable[str] = ()) -> str:
    """SHA-256 over names and bytes of a folder's files, whatever order the system lists them in.

    Parameters
    ----------
    folder : Path
    endings : iterable of str
        Only files whose names end so, such as ``.py``; all where none is given. Hidden files and
        compiled Python are never counted.
    """
    endings = tuple(endings)
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if _counts(path, name, endings):
            digest.update(f"{name.as_posix()}\0{file_hash(path)}\n".encode())
    return digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Versions of Python and of every package that the project names, by name."""
    required = metadata.requires(DISTRIBUTION) or []
    names = [re.split(r"[^A-Za-z0-9_.-]", need)[0] for need in required if "extra ==" not in need]
    found = {name: metadata.version(name) for name in sorted(names)}
    return {"python": platform.python_version(), **found}


@cache
def code_hash() -> str:
    """SHA-256 of the package's own sources, instruments and templates."""
    return folder_hash(Path(__file__).parents[1], endings=SOURCES)


def input_key(notebook: Path, *, parameters: Mapping[str, object], corpus: str) -> str:
    """Key that changes when anything changes that a notebook's output depends on.

    Parameters
    ----------
    notebook : Path
    parameters : mapping
        Values in force, defaults included.
    corpus : str
        Hash of the corpus folder.
    """
    parts = [file_hash(notebook), dict(parameters), corpus, code_hash(), versions()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def to_json(value: object) -> str:
    """JSON in the order of the value, so that what is read back is shown in the same order."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def read_manifest(out: Path) -> dict[str, Any]:
    """Manifest of an earlier run, or an empty one where it cannot be read.

    Anyone may have written the file, and a run deletes what it names: an entry that a run would
    not have made counts as absent.

    Parameters
    ----------
    out : Path
        Folder of the earlier run.
    """
    try:
        manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
        entries = manifest["notebooks"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"notebooks": {}}
    sound = {name: entry for name, entry in entries if _is_sound(name, entry)}
    return {**manifest, "notebooks": sound}


def files_of(root: Path, name: str) -> dict[str, str]:
    """Hashes of one notebook's files under a folder, by path relative to it.

    Parameters
    ----------
    root : Path
    name : str
        Of the notebook. Its figures and tables lie in the folder of that name, none any deeper.
    """
    paths = [root / f"{name}.ipynb", *sorted((root / name).glob("*"))]
    files = {p.relative_to(root).as_posix(): p for p in paths if p.is_file()}
    return {file: file_hash(path) for file, path in files.items() if _is_own(file, name)}


def is_current(entry: Mapping[str, Any], key: str, out: Path) -> bool:
    """Whether an earlier run made these outputs from these inputs, and they are all there."""
    if entry.get("status") != "ok" or entry.get("key") != key:
        return False
    files = entry.get("files", {})
    return bool(files) and all(
        (out / name).is_file() and file_hash(out / name) == sha for name, sha in files.items()
    )


def _is_sound(name: str, entry: object) -> bool:
    """Whether a run may have written this entry: every key there, every file its own."""
    if not NOTEBOOK_NAME.fullmatch(name) or not isinstance(entry, dict):
        return False
    if any(not isinstance(entry.get(key), kind) for key, kind in ENTRY.items()):
        return False
    if entry["status"] not in STATUSES or not _tells_its_failure(entry):
        return False
    return all(_is_own(file, name) and isinstance(sha, str) for file, sha in entry["files"].items())


def _tells_its_failure(entry: Mapping[str, Any]) -> bool:
    failure = entry.get("failure")
    return entry["status"] != "failed" or (
        isinstance(failure, dict)
        and isinstance(failure.get("cell"), int)
        and isinstance(failure.get("error"), str)
    )


def _is_own(file: str, name: str) -> bool:
    folder, slash, inner = file.partition("/")
    if not slash:
        return file == f"{name}.ipynb"
    return folder == name and FILE_NAME.fullmatch(inner) is not None


def _counts(path: Path, name: Path, endings: tuple[str, ...]) -> bool:
    hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
    return path.is_file() and not hidden and (not endings or path.suffix in endings)
