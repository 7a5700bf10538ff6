"""What a multiverse found: its tables, its figures, and one page to read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.publish.claims import (
    claims_of,
    read_findings,
    typed_choices,
    typed_specifications,
    under_every,
)
from analysis.publish.grid import Grid, own_choices
from analysis.publish.multiverse_figures import draw_curves, draw_effects
from analysis.publish.notebooks import Notebook, heading
from analysis.publish.plan import Plan, Task
from analysis.publish.site import environment, sized, stylesheet

MOST_LISTED = 40  # sentences without a key, for each notebook


def build_page(
    manifest: Mapping[str, Any],
    tasks: Sequence[Task],
    plan: Plan,
    grid: Grid,
    *,
    runs: Path,
    curves: Path,
) -> dict[str, str]:
    """Text of the page, its stylesheet and the tables, by file name; the figures are drawn.

    Parameters
    ----------
    manifest : mapping
        As ``multiverse.json`` will be.
    tasks : sequence of Task
        Those that are finished, in the order of the plan.
    plan : Plan
    grid : Grid
    runs : Path
        Folder that holds the output of each task.
    curves : Path
        Folder for the figures.
    """
    findings = read_findings(tasks, runs, list(grid.choices))
    choices = {n.name: typed_choices(own_choices(grid, n)) for n in plan.known}
    ran = {n.name: [t for t in tasks if t.notebook.name == n.name] for n in plan.known}
    claims = claims_of(findings, choices, {name: len(own) for name, own in ran.items()})
    sections = []
    for notebook in plan.known:
        name = notebook.name
        own = claims[claims["notebook"] == name], findings[findings["notebook"] == name]
        entries = [entry for entry in manifest["runs"] if entry["notebook"] == name]
        figures = _figures(name, ran[name], choices[name], *own, curves)
        sections.append(_section(notebook, entries, *own) | figures)
    shown = {
        "run": manifest,
        "sections": sections,
        "choices": [_choice(name, plan, grid) for name in grid.choices],
        "n_ran": len(tasks),
    }
    page = environment().get_template("multiverse.html")
    return {
        "index.html": sized(page.render(shown, pages=[], here="index.html")),
        "style.css": stylesheet(),
        "findings.csv": _csv(findings),
        "claims.csv": _csv(claims),
    }


def _figures(
    notebook: str,
    ran: list[Task],
    choices: Mapping[str, Sequence[str]],
    claims: pd.DataFrame,
    findings: pd.DataFrame,
    folder: Path,
) -> dict[str, Any]:
    """Figures of a notebook: what its claims hang on, and the curve of each, by claim."""
    several = {name: options for name, options in choices.items() if len(options) > 1}
    table = under_every(findings, typed_specifications(ran, list(several)))
    if table.empty:
        return {"effects": None, "curves": {}}
    return {
        "effects": draw_effects(table, several, notebook=notebook, folder=folder),
        "curves": draw_curves(table, claims, several, notebook=notebook, folder=folder),
    }


def _section(
    notebook: Notebook,
    entries: Sequence[Mapping[str, Any]],
    claims: pd.DataFrame,
    findings: pd.DataFrame,
) -> dict[str, Any]:
    """What the page says of one notebook."""
    keyed = claims["keyed"].astype(bool)
    listed = claims[~keyed & claims["kept_at_default"].astype(bool)].head(MOST_LISTED)
    n_findings = {str(run): int(n) for run, n in findings["run"].value_counts().items()}
    return {
        "name": notebook.name,
        "number": notebook.name.partition("_")[0],
        "title": heading(notebook.content, default=notebook.name),
        "claims": [_claim(row) for row in claims[keyed].to_dict("records")],
        "listed": [_claim(row) for row in listed.to_dict("records")],
        "n_unlisted": int((~keyed).sum()) - len(listed),
        "options": list(entries[0]["choices"]) if entries else [],
        "specifications": [_specification(entry, n_findings) for entry in entries],
    }


def _claim(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {**row, **{name: _number(row[name]) for name in ("estimate", "least", "most")}}


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.3g}".replace("-", "−")


def _specification(entry: Mapping[str, Any], n_findings: Mapping[str, int]) -> dict[str, Any]:
    folder = entry.get("folder", "")
    return {
        "options": list(entry["choices"].values()),
        "n_findings": n_findings.get(folder.partition("/")[2], 0),
        "file": f"{folder}/{entry['notebook']}.ipynb" if folder else "",
        "status": entry["status"],
        "failure": entry.get("failure"),
    }


def _choice(name: str, plan: Plan, grid: Grid) -> dict[str, Any]:
    notebooks = [n.name.partition("_")[0] for n in plan.known if name in n.parameters]
    return {"name": name, "options": grid.choices[name], "notebooks": notebooks}


def _csv(table: pd.DataFrame) -> str:
    own = table.drop(columns="keyed")
    return own.to_csv(index=False, float_format="%.6g", lineterminator="\n")
