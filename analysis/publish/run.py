"""A whole run: plan, lock, execute, stage, build the site, put everything in its place."""

import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.errors import InputError
from analysis.publish.execute import Outcome, Pool, execute_all
from analysis.publish.folder import (
    PRIVATE,
    STAGING,
    output_folder,
    own_folder,
    put_texts,
    remove,
    uninterrupted,
)
from analysis.publish.manifest import (
    files_of,
    input_key,
    is_current,
    read_manifest,
    to_json,
    versions,
)
from analysis.publish.notebooks import Notebook, heading, source
from analysis.publish.pdf import PDF, print_site
from analysis.publish.plan import Plan, Task


def run(
    plan: Plan,
    pool: Pool,
    *,
    limit: float | None = None,
    force: bool = False,
    browser: str | None = None,
) -> int:
    """Exit status of a run: 0 all good, 1 a notebook failed or there is no PDF.

    Parameters
    ----------
    plan : Plan
    pool : Pool
        Children to run the notebooks.
    limit : float, optional
        Seconds for all notebooks together.
    force : bool
        Run notebooks whose inputs have not changed, too.
    browser : str, optional
        Path of a Chromium that prints all pages as one PDF.

    Raises
    ------
    InputError
        The output folder cannot be written, or another run is using it.
    KeyboardInterrupt
        The run was interrupted; the output folder is as it was.
    """
    with output_folder(plan.out):
        return _run(plan, pool, limit=limit, force=force, browser=browser)


def _run(plan: Plan, pool: Pool, *, limit: float | None, force: bool, browser: str | None) -> int:
    began, started = time.monotonic(), datetime.now(UTC)
    earlier = read_manifest(plan.out)
    before = earlier["notebooks"]
    current = [t for t in plan.tasks if not force and _is_current(t, before, plan.out)]
    for task in current:
        say(f"{task.name}  unchanged")
    staging = plan.out / STAGING
    outcomes = execute_all(
        sorted((task for task in plan.tasks if task not in current), key=_work, reverse=True),
        pool,
        cwd=plan.corpus.parent,
        staging=staging,
        limit=limit,
        began=lambda task: say(f"{task.name}  started"),
        ended=_report,
    )
    # The last good output of a notebook that fails is kept, but never that of another corpus.
    unchanged = {task.name for task in current}
    kept = before if _same_corpus(earlier, plan) else {n: before[n] for n in unchanged}
    manifest = _manifest(plan, kept, outcomes, staging)
    fresh = {name: staging / name for name, outcome in outcomes.items() if not outcome.failure}
    folders = {name: fresh.get(name, plan.out) for name in manifest["notebooks"]}
    pages, problem = _build_site(manifest, folders, browser=browser, private=plan.out / PRIVATE)
    seconds = {name: round(outcome.seconds, 2) for name, outcome in outcomes.items()}
    total = round(time.monotonic() - began, 2)
    times = {"started": started.isoformat(timespec="seconds"), "total": total, "seconds": seconds}
    texts = {**pages, "run.json": to_json(manifest), "times.json": to_json(times)}
    with uninterrupted():
        _publish(plan.out, fresh, texts, manifest["notebooks"], before)
    status = _conclude(plan, outcomes, n_unchanged=len(current), total=total)
    if problem:
        say(problem)
    return 1 if problem else status


def _work(task: Task) -> int:
    """Guess how long a notebook takes by its code, so that the longest do not start last."""
    cells = task.notebook.content["cells"]
    return sum(len(source(cell)) for cell in cells if cell["cell_type"] == "code")


def _is_current(task: Task, before: dict[str, Any], out: Path) -> bool:
    return is_current(before.get(task.name, {}), task.key, out)


def _same_corpus(earlier: dict[str, Any], plan: Plan) -> bool:
    was = earlier.get("corpus")
    keys = ("folder", "group_by")
    return isinstance(was, dict) and all(was.get(key) == plan.about[key] for key in keys)


def _manifest(
    plan: Plan, before: dict[str, Any], outcomes: dict[str, Outcome], staging: Path
) -> dict[str, Any]:
    tasks = {task.name: task for task in plan.tasks}
    entries: dict[str, Any] = {}
    for notebook in plan.known:
        name, old = notebook.name, before.get(notebook.name, {})
        if name in outcomes:
            entries[name] = entry_of(tasks[name], outcomes[name], old, staging / name)
        elif name in tasks:
            entries[name] = old
        elif old:
            entries[name] = _carried(notebook, old, plan)
    about = {key: plan.about[key] for key in ("title", "question")}
    corpus = {key: value for key, value in plan.about.items() if key not in about}
    return {**about, "corpus": corpus, "notebooks": entries, "versions": versions()}


def _report(task: Task, outcome: Outcome) -> None:
    say(f"{task.name}  {'FAILED' if outcome.failure else 'done'} in {outcome.seconds:.1f} s")


def entry_of(task: Task, outcome: Outcome, old: dict[str, Any], staged: Path) -> dict[str, Any]:
    """Manifest entry of a notebook that ran; one that failed keeps its last good files."""
    about = {
        "title": heading(task.notebook.content, default=task.notebook.name),
        "parameters": task.in_force,
        "given": task.given,
    }
    if outcome.failure:
        failure = {key: outcome.failure[key] for key in ("cell", "error")}
        never = {"key": "", "files": {}, **about}
        return {**never, **old, "status": "failed", "failure": failure}
    files = files_of(staged, task.notebook.name)
    return {**about, "status": "ok", "key": task.key, "files": files}


def _carried(notebook: Notebook, old: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """Entry of a notebook that was not selected, marked where its inputs have changed since."""
    if old["status"] == "failed":
        return old
    key = input_key(notebook.path, parameters=old["parameters"], corpus=plan.about["sha256"])
    return {**old, "status": "ok" if key == old["key"] else "outdated"}


def _build_site(
    manifest: dict[str, Any], folders: dict[str, Path], *, browser: str | None, private: Path
) -> tuple[dict[str, str], str]:
    """Texts of the site, and what kept the browser from printing them."""
    from analysis.publish.site import build_site

    pages = build_site(manifest, folders, pdf=browser is not None)
    if browser is None:
        return pages, ""
    say("printing all pages")
    try:
        print_site(pages, folders, browser=browser, folder=private)
    except InputError as error:
        return build_site(manifest, folders), str(error)
    return pages, ""


def _publish(
    out: Path,
    fresh: dict[str, Path],
    texts: dict[str, str],
    entries: dict[str, Any],
    before: dict[str, Any],
) -> None:
    """Put new files in place, each whole, and remove those that no notebook makes any more."""
    for name, folder in fresh.items():
        for file in entries[name]["files"]:
            own_folder((out / file).parent)
            (folder / file).replace(out / file)
    kept = {file for entry in entries.values() for file in entry["files"]} | set(texts)
    for name, entry in before.items():
        parts = {path.name for path in out.glob(f"{name}.[0-9]*.html")}
        for file in {*entry["files"], f"{name}.html", *parts} - kept:
            remove(out / file)
        with suppress(OSError):
            (out / name).rmdir()
    printed = out / PRIVATE / PDF
    if printed.is_file():
        printed.replace(out / PDF)
    else:
        remove(out / PDF)  # of other pages than these
    put_texts(out, texts)


def _conclude(plan: Plan, outcomes: dict[str, Outcome], *, n_unchanged: int, total: float) -> int:
    failures = {name: outcome.failure for name, outcome in outcomes.items() if outcome.failure}
    for name, failure in failures.items():
        say(told(name, failure))
    n_run = len(outcomes) - len(failures)
    parts = [f"{n_run} run", f"{n_unchanged} unchanged", f"{len(failures)} failed"]
    print(f"{plan.out / 'index.html'}")
    print(f"{', '.join(parts)}, in {total:.1f} s", flush=True)
    if not outcomes:
        print("nothing has changed since; --force runs the notebooks all the same", flush=True)
    return 1 if failures else 0


def told(name: str, failure: dict[str, Any]) -> str:
    """A failure in one line: which cell, and of what."""
    place = f" code cell {failure['cell']} ({failure['line']}):" if failure["cell"] else ""
    return f"{name}:{place} {failure['error']}: {failure['message']}".rstrip(": ")


def say(line: str) -> None:
    """Print a line for whoever watches, apart from results."""
    print(line, file=sys.stderr, flush=True)
