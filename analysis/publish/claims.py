"""The findings of many runs of notebooks: which claims are made under which specifications."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inference.specifications import survival
from analysis.publish.plan import Task
from analysis.publish.render import FINDING
from analysis.publish.values import typed

Choices = Mapping[str, Sequence[str]]
FOUND = ["notebook", "claim", "text", "mark", "estimate"]
CLAIMS = [
    "notebook", "claim", "text", "mark", "n_specifications", "n_kept", "share_kept", "n_undefined",
    "kept_at_default", "estimate", "least", "most", "keyed",
]  # fmt: skip


def read_findings(tasks: Sequence[Task], runs: Path, choices: Sequence[str]) -> pd.DataFrame:
    """Findings of executed notebooks, with the specification of each.

    Parameters
    ----------
    tasks : sequence of Task
        Those that ran; ``given`` holds the specification.
    runs : Path
        Folder in which each has one of its name.
    choices : sequence of str
        Names of all choices.

    Returns
    -------
    DataFrame
        One row a finding: ``notebook``; ``claim``, which is the notebook's name and the text where
        the finding has no key of its own; ``text``, ``mark``, ``estimate``; a column a choice, as
        it would be typed, empty where the notebook has no such choice; ``run`` (the task's name)
        and ``keyed``.
    """
    rows = [
        (*_row(task, content), *_options(task, choices), task.name, bool(content["claim"]))
        for task in tasks
        for content in _findings(runs / task.name / f"{task.notebook.name}.ipynb")
    ]
    table = pd.DataFrame(rows, columns=[*FOUND, *choices, "run", "keyed"])
    return table.astype({"estimate": float, "keyed": bool})


def claims_of(
    findings: pd.DataFrame, choices: Mapping[str, Choices], n_runs: Mapping[str, int]
) -> pd.DataFrame:
    """How many specifications each claim survives: it is kept where a finding makes it.

    Parameters
    ----------
    findings : DataFrame
        From `read_findings`, the default first in each notebook.
    choices : mapping
        Of each notebook, its choices as typed.
    n_runs : mapping of str to int
        Specifications of each notebook that ran.

    Returns
    -------
    DataFrame
        One row a claim of a notebook: ``notebook``, ``claim``, ``text`` and ``mark`` (at the
        default, or else where it is first made), the columns of ``survival``, and ``keyed``. By
        notebook; claims with a key first, then those made at the default, then the most frequent.
    """
    parts = []
    for number, (notebook, own) in enumerate(choices.items()):
        rows = findings[findings["notebook"] == notebook]
        made = rows.drop_duplicates(["claim", *own]).assign(kept=True)
        if made.empty:
            continue
        table = survival(made, choices=own, n_specifications=n_runs[notebook])
        first = rows.drop_duplicates("claim")[["notebook", "claim", "text", "mark", "keyed"]]
        parts.append(first.merge(table, on="claim").assign(number=number))
    if not parts:
        return pd.DataFrame(columns=CLAIMS)
    order = ["number", "keyed", "kept_at_default", "n_kept", "claim"]
    ranked = pd.concat(parts).sort_values(order, ascending=[True, False, False, False, True])
    return ranked[CLAIMS].reset_index(drop=True)


def under_every(findings: pd.DataFrame, ran: pd.DataFrame) -> pd.DataFrame:
    """The claims with a key of one notebook under every specification that ran.

    Parameters
    ----------
    findings : DataFrame
        Those of the notebook.
    ran : DataFrame
        One row a specification that ran, one column a choice.

    Returns
    -------
    DataFrame
        One row a claim and specification, as ``choice_effects`` needs it: ``claim``, the choices,
        ``estimate`` and ``kept``.
    """
    keyed = findings[findings["keyed"]]
    made = keyed.drop_duplicates(["claim", *ran])[["claim", *ran, "estimate"]].assign(kept=True)
    every = keyed[["claim"]].drop_duplicates().merge(ran, how="cross")
    every = every.merge(made, on=["claim", *ran], how="left")
    return every.assign(kept=every["kept"].eq(True))


def typed_choices(choices: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    """The options of every choice as they would be typed."""
    return {name: [_typed(value) for value in values] for name, values in choices.items()}


def typed_specifications(tasks: Sequence[Task], choices: Sequence[str]) -> pd.DataFrame:
    """One row a task, one column a choice, as it would be typed."""
    rows = [_options(task, choices) for task in tasks]
    return pd.DataFrame(rows, columns=list(choices), dtype="str")


def _findings(path: Path) -> Iterator[dict[str, Any]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        for output in cell.get("outputs", []):
            if FINDING in output.get("data", {}):
                yield output["data"][FINDING]


def _row(task: Task, content: Mapping[str, Any]) -> tuple[str, str, str, str, float]:
    notebook, text, estimate = task.notebook.name, content["text"], content["estimate"]
    claim = content["claim"] or f"{notebook}: {text}"
    return notebook, claim, text, content["mark"], float("nan") if estimate is None else estimate


def _options(task: Task, choices: Sequence[str]) -> list[str]:
    return [_typed(task.given[name]) if name in task.given else "" for name in choices]


def _typed(value: object) -> str:
    return typed(value) or "''"
