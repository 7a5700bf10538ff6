"""A multiverse: notebooks run under every combination of choices, resumed where it was left."""

import hashlib
import re
import shutil
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.publish.execute import Outcome, Pool, execute_all
from analysis.publish.folder import (
    STAGING,
    output_folder,
    own_folder,
    put_texts,
    remove,
    uninterrupted,
)
from analysis.publish.grid import MANIFEST, SHORT, Grid
from analysis.publish.manifest import (
    NOTEBOOK_NAME,
    file_hash,
    is_current,
    read_manifest,
    to_json,
    versions,
)
from analysis.publish.plan import Plan, Task
from analysis.publish.run import entry_of, say, told
from analysis.publish.values import typed

RUNS, CURVES = "runs", "curves"
RECORD = "run.json"
FOLDER = re.compile(rf"[0-9a-f]{{{SHORT}}}")
CURVE = re.compile(r"[a-z0-9-]+\.(?:svg|png|csv|json)")
MOST_TOLD = 20  # failures that are printed one by one
Failures = dict[str, dict[str, Any]]


def run_multiverse(
    plan: Plan, grid: Grid, pool: Pool, *, limit: float | None = None, force: bool = False
) -> int:
    """Exit status: 0 where every specification has its output, 1 where one failed or is missing.

    Parameters
    ----------
    plan : Plan
        From `plan_grid`.
    grid : Grid
    pool : Pool
        Children to run the notebooks.
    limit : float, optional
        Seconds for all that is to be run.
    force : bool
        Run what is finished, too.

    Raises
    ------
    InputError
        The output folder cannot be written, or another run is using it.
    KeyboardInterrupt
        The run was interrupted; what had finished is in place, and the next run goes on with it.
    """
    with output_folder(plan.out):
        if not (plan.out / MANIFEST).exists():
            # By this the folder is known as ours, however this run ends.
            put_texts(plan.out, {MANIFEST: to_json(_manifest(plan, grid, []))})
        return _run(plan, grid, pool, limit=limit, force=force)


def _run(plan: Plan, grid: Grid, pool: Pool, *, limit: float | None, force: bool) -> int:
    began = time.monotonic()
    finished = {task.name for task in plan.tasks if _is_finished(task, plan.out / RUNS)}
    missing = [task for task in plan.tasks if force or task.name not in finished]
    n_earlier = len(plan.tasks) - len(missing)
    tell = _progress(len(plan.tasks), n_earlier)
    failures: Failures = {}
    ran = set()

    def ended(task: Task, outcome: Outcome) -> None:
        failure = outcome.failure or _keep(task, outcome, plan.out)
        if failure:
            failures[task.name] = failure
        else:
            ran.add(task.name)
        tell(task, outcome, "FAILED" if failure else "done")

    execute_all(
        missing,
        pool,
        cwd=plan.corpus.parent,
        staging=plan.out / STAGING,
        limit=limit,
        began=lambda task: None,
        ended=ended,
    )
    there = (finished | ran) - failures.keys()
    _finish(plan, grid, there, failures)
    n_left = len(plan.tasks) - len(there) - len(failures)
    _tell_failures(plan, failures)
    parts = [f"{len(ran):,} run", f"{n_earlier:,} finished earlier", f"{len(failures):,} failed"]
    if n_left:
        parts.append(f"{n_left:,} not finished in time (the same command goes on with them)")
    print(f"{plan.out / 'index.html'}")
    print(f"{', '.join(parts)}, in {time.monotonic() - began:.1f} s", flush=True)
    return 1 if failures or n_left else 0


def _is_finished(task: Task, runs: Path) -> bool:
    """Whether its output is there: made from these inputs, whole and unchanged."""
    folder = runs / task.name
    entry = read_manifest(folder)["notebooks"].get(task.notebook.name, {})
    return not folder.is_symlink() and is_current(entry, task.key, folder)


def _keep(task: Task, outcome: Outcome, out: Path) -> dict[str, Any] | None:
    """Put a finished run in its place, as a whole; what went wrong where that cannot be done.

    Of its files the tables stay. Figures are in the executed notebook, and would take most of the
    room that hundreds of runs need.
    """
    staged, place = out / STAGING / task.name, out / RUNS / task.name
    try:
        for path in (staged / task.notebook.name).iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.suffix != ".csv":
                path.unlink()
        record = {"notebooks": {task.notebook.name: entry_of(task, outcome, {}, staged)}}
        (staged / RECORD).write_text(to_json(record), encoding="utf-8", newline="\n")
        own_folder(out / RUNS)
        own_folder(place.parent)
        if place.is_dir() and not place.is_symlink():
            place.rename(staged.with_name(f"{staged.name}-before"))
        else:
            remove(place)
        staged.rename(place)
    except OSError as error:
        return {"cell": 0, "line": "", "error": "OSError", "message": f"{error.strerror}"}
    return None


def _progress(n_all: int, n_earlier: int) -> Callable[[Task, Outcome, str], None]:
    """Function that prints a line for a specification that ended, and the time that is left."""
    began, lock = time.monotonic(), threading.Lock()
    n_done = n_earlier
    if n_earlier:
        say(f"{n_earlier:,} of {n_all:,} finished earlier")

    def tell(task: Task, outcome: Outcome, ending: str) -> None:
        nonlocal n_done
        with lock:
            n_done += 1
            each = (time.monotonic() - began) / (n_done - n_earlier)
            left = f"; about {_duration(each * (n_all - n_done))} left" if n_done < n_all else ""
            line = f"{_written(task)}  {ending} in {outcome.seconds:.1f} s{left}"
            say(f"{n_done:,} of {n_all:,}  {line}")

    return tell


def _duration(seconds: float) -> str:
    """A time in the words of somebody who waits.

    >>> _duration(8), _duration(125), _duration(9000)
    ('8 s', '2 min', '2.5 h')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _written(task: Task) -> str:
    """A specification in words."""
    return " ".join([task.notebook.name, *(f"{n}={typed(v)}" for n, v in task.given.items())])


def _finish(plan: Plan, grid: Grid, finished: Collection[str], failures: Failures) -> None:
    """Write the tables, the page and the manifest of all that is finished, as a whole."""
    from analysis.publish.multiverse_page import build_page

    tasks = [task for task in plan.tasks if task.name in finished]
    entries = [_entry(task, plan.out, finished, failures) for task in plan.tasks]
    manifest = _manifest(plan, grid, entries)
    drawn = plan.out / STAGING / CURVES
    texts = build_page(manifest, tasks, plan, grid, runs=plan.out / RUNS, curves=drawn)
    texts["grid.toml"] = grid.text
    manifest["files"] = {name: _hash(text) for name, text in sorted(texts.items())}
    curves = sorted(drawn.iterdir()) if drawn.is_dir() else []
    manifest["files"] |= {f"{CURVES}/{path.name}": file_hash(path) for path in curves}
    with uninterrupted():
        _remove_stale(plan.out / RUNS, finished)
        _put_curves(plan.out / CURVES, curves)
        put_texts(plan.out, {**texts, MANIFEST: to_json(manifest)})


def _manifest(plan: Plan, grid: Grid, entries: list[dict[str, Any]]) -> dict[str, Any]:
    about = {key: plan.about[key] for key in ("title", "question")}
    corpus = {key: value for key, value in plan.about.items() if key not in about}
    notebooks = [notebook.name for notebook in plan.known]
    return {
        **about,
        "corpus": corpus,
        "grid": {"notebooks": notebooks, "choices": grid.choices},
        "runs": entries,
        "files": {},
        "versions": versions(),
    }


def _entry(task: Task, out: Path, finished: Collection[str], failures: Failures) -> dict[str, Any]:
    about = {"notebook": task.notebook.name, "choices": task.given, "key": task.key}
    if task.name in finished:
        folder = f"{RUNS}/{task.name}"
        return {
            **about,
            "status": "ok",
            "folder": folder,
            "sha256": file_hash(out / folder / RECORD),
        }
    if task.name in failures:
        failure = {key: failures[task.name][key] for key in ("cell", "error")}
        return {**about, "status": "failed", "failure": failure}
    return {**about, "status": "missing"}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _remove_stale(runs: Path, finished: Collection[str]) -> None:
    """Remove the outputs of specifications that the grid no longer has, and nothing else."""
    for parent in _own_folders(runs, NOTEBOOK_NAME):
        for folder in _own_folders(parent, FOLDER):
            if f"{parent.name}/{folder.name}" not in finished:
                shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            parent.rmdir()


def _own_folders(parent: Path, name: re.Pattern[str]) -> list[Path]:
    if parent.is_symlink() or not parent.is_dir():
        return []
    inside = [path for path in sorted(parent.iterdir()) if name.fullmatch(path.name)]
    return [path for path in inside if path.is_dir() and not path.is_symlink()]


def _put_curves(place: Path, curves: list[Path]) -> None:
    own_folder(place)
    new = {path.name for path in curves}
    for path in place.iterdir():
        if CURVE.fullmatch(path.name) and path.name not in new:
            remove(path)
    for path in curves:
        path.replace(place / path.name)
    with suppress(OSError):
        place.rmdir()


def _tell_failures(plan: Plan, failures: Failures) -> None:
    failed = [task for task in plan.tasks if task.name in failures]
    for task in failed[:MOST_TOLD]:
        say(told(_written(task), failures[task.name]))
    if len(failed) > MOST_TOLD:
        say(f"and {len(failed) - MOST_TOLD:,} more; {MANIFEST} names them all")
