"""A grid of choices, and the runs of notebooks that it asks for, checked before anything starts."""

import itertools
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.publish.folder import check_output
from analysis.publish.notebooks import Notebook, find_notebooks, select_notebooks
from analysis.publish.plan import (
    Plan,
    Task,
    check_codebooks,
    check_groups,
    check_units,
    describe_corpus,
    load,
    make_task,
)
from analysis.publish.values import check_known, check_value

MANIFEST = "multiverse.json"
KEYS = {"notebooks": list, "choices": dict}
# Columns of the tables that a multiverse writes, beside one for each choice.
COLUMNS = ("notebook", "claim", "text", "mark", "estimate", "kept", "run")
SHORT = 12  # hexadecimal digits of a task's key that name the folder of its output


@dataclass(frozen=True)
class Grid:
    """What a grid file says.

    Attributes
    ----------
    path : Path
        Of the file.
    text : str
        What it holds.
    notebooks : list of str
        Names or numbers; none means all that have one of the choices.
    choices : dict of str to list
        Values of each parameter, the default first.
    """

    path: Path
    text: str
    notebooks: list[str]
    choices: dict[str, list[Any]]


def read_grid(path: Path) -> Grid:
    """Grid in a TOML file: ``[choices]``, and optionally ``notebooks``.

    Raises
    ------
    InputError
        The file is missing or not TOML, has another key, or a choice is not a list of values.
    """
    from analysis.corpus.readers import read_text
    from analysis.corpus.settings import check_keys, read_toml

    if not path.is_file():
        raise InputError(f"{path}: no such grid file")
    content = read_toml(path)
    check_keys(content, KEYS, where=path.name, required=("choices",))
    named, choices = content.get("notebooks", []), content["choices"]
    if not all(isinstance(name, str) for name in named):
        raise InputError(f'{path.name}: notebooks are texts, such as ["02", "03_frames"]')
    check_keys(choices, dict.fromkeys(choices, list), where=f"{path.name} [choices]")
    if not choices:
        raise InputError(f"{path.name} [choices]: there is no choice")
    return Grid(path, read_text(path, name=path.name), named, choices)


def plan_grid(grid: Grid, corpus: Path, out: Path, *, notebooks: Path, most: int) -> Plan:
    """Plan of one run of every notebook under every combination of the choices that it has.

    Parameters
    ----------
    grid : Grid
    corpus, out, notebooks : Path
        Folders.
    most : int
        Runs that are allowed.

    Returns
    -------
    Plan
        ``given`` of a task holds its options; the first task of a notebook is at the defaults.
        ``known`` are the notebooks that run.

    Raises
    ------
    InputError
        Anything in the input cannot be used. Nothing has been written by then.
    """
    corpus, out = corpus.resolve(), out.resolve()
    if corpus in grid.path.resolve().parents:
        # Its every change would be one of the corpus, after which nothing counts as finished.
        raise InputError(f"{grid.path}: lies in the corpus folder; put the grid beside it")
    known = find_notebooks(notebooks)
    selected = _selected(grid, known)
    _check_values(grid, selected)
    n_runs = sum(math.prod(map(len, own_choices(grid, n).values())) for n in selected)
    if n_runs > most:
        raise InputError(
            f"{grid.path.name}: {n_runs:,} runs; at most {most:,}, unless --most says more"
        )
    check_output(out, corpus, manifest=MANIFEST)
    columns = grid.choices.get("group_by", [None])
    loaded = {column: load(corpus, column) for column in columns}
    for one in loaded.values():
        check_groups(one, selected)
    default = loaded[columns[0]]
    about = describe_corpus(default, corpus)
    fixed: dict[str, object] = {"corpus": corpus.name, "group_by": default.group_by}
    tasks = [
        _named(make_task(notebook, given, fixed, about))
        for notebook in selected
        for given in _specifications(own_choices(grid, notebook))
    ]
    check_units(tasks, default)
    check_codebooks(tasks, corpus)
    return Plan(corpus, out, tasks, selected, about)


def own_choices(grid: Grid, notebook: Notebook) -> dict[str, list[Any]]:
    """The choices that a notebook has as parameters."""
    return {n: values for n, values in grid.choices.items() if n in notebook.parameters}


def _selected(grid: Grid, known: list[Notebook]) -> list[Notebook]:
    selected = select_notebooks(known, grid.notebooks)
    if "corpus" in grid.choices:
        raise InputError("choice corpus: given with --corpus")
    for name in grid.choices:
        if name in COLUMNS:
            raise InputError(f"choice {name}: the tables have a column of that name")
    others = {n.name: n.parameters for n in known if n not in selected}
    check_known(grid.choices, {n.name: n.parameters for n in selected}, others)
    concerned = [notebook for notebook in selected if own_choices(grid, notebook)]
    if grid.notebooks and len(concerned) < len(selected):
        without = [notebook.name for notebook in selected if notebook not in concerned]
        raise InputError(f"{grid.path.name}: {', '.join(without)}: has none of the choices")
    return concerned


def _check_values(grid: Grid, selected: list[Notebook]) -> None:
    for name, values in grid.choices.items():
        if not values:
            raise InputError(f"choice {name}: the list is empty; give its default at least")
        for notebook, value in itertools.product(selected, values):
            if name in notebook.parameters:
                check_value(value, notebook.parameters[name])
        for i, value in enumerate(values):
            if value in values[:i]:
                raise InputError(f"choice {name}: {value!r} is given twice")
            if isinstance(value, float) and not math.isfinite(value):
                raise InputError(f"choice {name}: {value!r} is not a number to compute with")


def _specifications(choices: dict[str, list[Any]]) -> list[dict[str, object]]:
    """Every combination of values, the defaults first."""
    combined = itertools.product(*choices.values())
    return [dict(zip(choices, values, strict=True)) for values in combined]


def _named(task: Task) -> Task:
    return replace(task, name=f"{task.notebook.name}/{task.key[:SHORT]}")
