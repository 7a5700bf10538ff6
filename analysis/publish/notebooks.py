"""Notebooks on disk: which there are, which are meant, what they ask for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputError, did_you_mean
from analysis.publish.manifest import NOTEBOOK_NAME
from analysis.publish.parameters import Parameter, read_parameters


@dataclass(frozen=True)
class Notebook:
    """A notebook as stored, without outputs.

    Attributes
    ----------
    name : str
        File name without its ending, such as ``03_frames``.
    path : Path
    content : dict
        The parsed file.
    parameters : dict of str to Parameter
    min_groups : int
        Groups that the corpus must have for the notebook to make sense.
    interactive : bool
        Made for JupyterLab only, never run headless.
    """

    name: str
    path: Path
    content: dict[str, Any]
    parameters: dict[str, Parameter]
    min_groups: int
    interactive: bool


def default_folder() -> Path:
    """Folder of the notebooks that come with the project, or else ``notebooks`` here."""
    own = Path(__file__).parents[2] / "notebooks"
    return own if own.is_dir() else Path("notebooks")


def find_notebooks(*folders: Path) -> list[Notebook]:
    """Every notebook of the folders that can run headless, in the order of folders and names.

    Raises
    ------
    InputError
        A folder is missing or empty, or a notebook in it cannot be read.
    """
    return [notebook for folder in folders for notebook in _in_folder(folder)]


def _in_folder(folder: Path) -> list[Notebook]:
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder of notebooks; name theirs with --notebooks")
    found = [read_notebook(path) for path in sorted(folder.glob("*.ipynb"))]
    found = [notebook for notebook in found if not notebook.interactive]
    if not found:
        raise InputError(f"{folder}: no notebook in it")
    return found


def read_notebook(path: Path) -> Notebook:
    """Notebook with its parameters and its conditions, read without executing anything.

    Raises
    ------
    InputError
        The file is no notebook, has an unusable name, or a faulty parameters cell.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells, metadata = content["cells"], content["metadata"].get("framing", {})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: not a Jupyter notebook of format 4") from None
    if not NOTEBOOK_NAME.fullmatch(path.stem):
        raise InputError(f"{path}: a notebook's name has only letters, digits, - and _")
    return Notebook(
        name=path.stem,
        path=path,
        content=content,
        parameters=_parameters(cells, path.stem),
        min_groups=int(metadata.get("min_groups", 1)),
        interactive=bool(metadata.get("interactive", False)),
    )


def select_notebooks(notebooks: Iterable[Notebook], wanted: Iterable[str]) -> list[Notebook]:
    """Notebooks meant by names or numbers, in their own order; all where none is named.

    Parameters
    ----------
    notebooks : iterable of Notebook
    wanted : iterable of str
        Such as ``03`` or ``03_frames``.

    Raises
    ------
    InputError
        A name that no notebook has.
    """
    notebooks, wanted = list(notebooks), list(wanted)
    meant = {_named(notebooks, name) for name in wanted}
    return [notebook for notebook in notebooks if not wanted or notebook.name in meant]


def heading(content: dict[str, Any], *, default: str) -> str:
    """First heading of a notebook's prose, or the default.

    Examples
    --------
    >>> heading({"cells": [{"cell_type": "markdown", "source": "# Who speaks?"}]}, default="x")
    'Who speaks?'
    """
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            for line in source(cell).splitlines():
                if line.startswith("# "):
                    return line[2:].strip()
    return default


def source(cell: dict[str, Any]) -> str:
    """Source of a cell as one string, however the file stores it."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def _named(notebooks: list[Notebook], wanted: str) -> str:
    stem = wanted.removesuffix(".ipynb")
    fits = [n.name for n in notebooks if stem in (n.name, n.name.partition("_")[0])]
    if len(fits) == 1:
        return fits[0]
    names = [notebook.name for notebook in notebooks]
    problem = f"fits {', '.join(fits)}" if fits else f"unknown{did_you_mean(stem, names)}"
    raise InputError(f"notebook {wanted}: {problem}; there are: {', '.join(names)}")


def _parameters(cells: list[dict[str, Any]], name: str) -> dict[str, Parameter]:
    tagged = [c for c in cells if "parameters" in c.get("metadata", {}).get("tags", [])]
    if len(tagged) > 1:
        raise InputError(f"{name}: more than one cell is tagged parameters")
    return read_parameters(source(tagged[0]), where=name) if tagged else {}
