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
SOURCES = {".py", ".toml", ".css", ".html", ".txt", ".csv"}


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
    """Manifest of an earlier run, or an empty one where it cannot be read."""
    try:
        manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
        return manifest if isinstance(manifest["notebooks"], dict) else {"notebooks": {}}
    except (OSError, ValueError, KeyError, TypeError):
        return {"notebooks": {}}


def files_of(root: Path, name: str) -> dict[str, str]:
    """Hashes of one notebook's files under a folder, by path relative to it."""
    paths = [root / f"{name}.ipynb", *sorted((root / name).rglob("*"))]
    return {p.relative_to(root).as_posix(): file_hash(p) for p in paths if p.is_file()}


def is_current(entry: Mapping[str, Any], key: str, out: Path) -> bool:
    """Whether an earlier run made these outputs from these inputs, and they are all there."""
    if entry.get("status") != "ok" or entry.get("key") != key:
        return False
    files = entry.get("files", {})
    return bool(files) and all(
        (out / name).is_file() and file_hash(out / name) == sha for name, sha in files.items()
    )


def _counts(path: Path, name: Path, endings: tuple[str, ...]) -> bool:
    hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
    return path.is_file() and not hidden and (not endings or path.suffix in endings)
