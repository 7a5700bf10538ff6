"""Notebooks in child processes, a few at a time, ended as a whole when the run ends."""

import json
import os
import re
import signal
import site
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import analysis
from analysis.publish.kernels import SOCKET, start_server
from analysis.publish.plan import Task

# Settings of the user's that would reach into a notebook.
REMOVED = re.compile(r"PYTHON.*|JUPYTER_.*|IPYTHON.*|MPL.*|MATPLOTLIBRC|FRAMING_OUT")
KEPT = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "MPLCONFIGDIR")
# What an answer has at least.
NAMED = {"cell", "line", "error", "message"}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Outcome:
    """How a notebook ended: its failure (None where it succeeded) and the seconds it took."""

    failure: dict[str, Any] | None
    seconds: float


@dataclass
class Pool:
    """Child processes that wait for a notebook, all that were ever started, and their kernels'."""

    scratch: Path
    n: int
    kernels: "subprocess.Popen[str] | None" = None
    idle: list["subprocess.Popen[str]"] = field(default_factory=list)
    started: list["subprocess.Popen[str]"] = field(default_factory=list)
    closed: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def open_pool(n: int) -> Iterator[Pool]:
    """Children that begin their imports at once, while the caller checks its input.

    Every child, and every kernel below one, has ended when the context has.

    Parameters
    ----------
    n : int
        Notebooks at a time.
    """
    with tempfile.TemporaryDirectory(prefix="framing-", ignore_cleanup_errors=True) as scratch:
        pool = Pool(Path(scratch), n)
        try:
            pool.kernels = start_server(pool.scratch, _environment(pool.scratch))
            pool.idle.extend(_start(pool) for _ in range(n))
            yield pool
        finally:
            _close(pool)


def execute_all(
    tasks: list[Task],
    pool: Pool,
    *,
    cwd: Path,
    staging: Path,
    limit: float | None,
    began: Callable[[Task], None],
    ended: Callable[[Task, Outcome], None],
) -> dict[str, Outcome]:
    """Outcome of every task, by its name.

    Parameters
    ----------
    tasks : list of Task
    pool : Pool
        Closed afterwards where the time was not enough.
    cwd : Path
        Folder in which the kernels work.
    staging : Path
        Folder on the output's file system; each task gets a folder of its name in it.
    limit : float or None
        Seconds for all together.
    began, ended : callable
        Called in a thread of the task's own as it starts, and as it ends while the run goes on.
    """

    def execute(task: Task) -> Outcome:
        began(task)
        outcome = _execute(_job(task, pool, cwd=cwd, staging=staging / task.name), pool)
        if not pool.closed:
            ended(task, outcome)
        return outcome

    with ThreadPoolExecutor(pool.n) as threads:
        futures = {task.name: threads.submit(execute, task) for task in tasks}
        try:
            late = _wait(list(futures.values()), limit)
        finally:
            for future in futures.values():
                if future.cancel() or not future.done():
                    _close(pool)
    timed_out = Outcome(_no_cell("TimeoutError", f"not finished after {limit:g} s"), limit)\
        if limit else None  # fmt: skip
    return {
        name: timed_out if timed_out and future in late else future.result()
        for name, future in futures.items()
    }


def _wait(futures: list["Future[Outcome]"], limit: float | None) -> set["Future[Outcome]"]:
    """Those that did not finish in time; waits in short steps, so that Ctrl-C is heard."""
    end = time.monotonic() + limit if limit else float("inf")
    late = set(futures)
    while late and time.monotonic() < end:
        late = wait(late, timeout=min(0.5, max(0.0, end - time.monotonic()))).not_done
    return late


def _job(task: Task, pool: Pool, *, cwd: Path, staging: Path) -> dict[str, Any]:
    files = staging / task.notebook.name
    files.mkdir(parents=True)
    return {
        "name": task.notebook.name,
        "notebook": str(task.notebook.path.absolute()),
        "parameters": task.injected,
        "cwd": str(cwd),
        "staging": str(staging),
        "files": str(files),
        "sockets": str(pool.scratch / task.key[:12]),
        "kernels": str(pool.scratch / SOCKET) if _warm(pool) else "",
    }


def _warm(pool: Pool) -> bool:
    return pool.kernels is not None and pool.kernels.poll() is None


def _execute(job: dict[str, Any], pool: Pool) -> Outcome:
    began = time.monotonic()
    child = _take(pool)
    if child is None:
        return Outcome(_no_cell("Cancelled", "the run has ended"), 0)
    failure = _ask(child, job, _log(pool, child))
    if child.poll() is None:
        pool.idle.append(child)
    return Outcome(failure, time.monotonic() - began)


def _take(pool: Pool) -> "subprocess.Popen[str] | None":
    """An idle child, or a new one where the last has died with its notebook."""
    with pool.lock:
        if pool.closed:
            return None
        return pool.idle.pop() if pool.idle else _start(pool)


def _ask(child: "subprocess.Popen[str]", job: dict[str, Any], log: Path) -> dict[str, Any] | None:
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(OSError):
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
    answer = child.stdout.readline()
    if not answer:
        message = f"its process ended with status {child.wait()}"
        return _no_cell("ChildProcessError", ": ".join([message, *_last_line(log)]))
    return _read_answer(answer)


def _read_answer(answer: str) -> dict[str, Any] | None:
    """What a child says of its notebook; something else may have got among its answers."""
    try:
        failure = json.loads(answer)
    except ValueError:
        failure = answer
    if failure is None or (isinstance(failure, dict) and failure.keys() >= NAMED):
        return failure
    return _no_cell("ChildProcessError", f"not an answer: {' '.join(answer.split())[:200]}")


def _last_line(log: Path) -> list[str]:
    """The last thing that a child complained of, where it did."""
    with suppress(OSError):
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        return [" ".join(line.split())[:200] for line in lines if line.strip()][-1:]
    return []


def _log(pool: Pool, child: "subprocess.Popen[str]") -> Path:
    return pool.scratch / f"child-{pool.started.index(child)}.log"


def _start(pool: Pool) -> "subprocess.Popen[str]":
    with (pool.scratch / f"child-{len(pool.started)}.log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-s", "-m", "analysis.publish.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
            # A byte that is no text makes an answer that is none, and that is told apart.
            errors="replace",
            env=_environment(pool.scratch),
            # Ctrl-C in a terminal is for the parent, which ends its children in good order.
            start_new_session=True,
        )
    pool.started.append(child)
    return child


def _environment(scratch: Path) -> dict[str, str]:
    """The user's environment, less what would change a result between two machines."""
    kept = {k: v for k, v in os.environ.items() if k in KEPT or not REMOVED.fullmatch(k)}
    # An empty file says that nothing is to be changed, and keeps the user's own from being read.
    plain = scratch / "matplotlibrc"
    plain.touch()
    return {
        **kept,
        **_same_tree(),
        **dict.fromkeys(THREADS, "1"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "JUPYTER_CONFIG_DIR": str(scratch / "jupyter"),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "LC_ALL": "C.UTF-8",
        "MATPLOTLIBRC": str(plain),
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        # For the kernels; the children themselves are started so.
        "PYTHONNOUSERSITE": "1",
        # A corpus may lie beside a folder of the user's that is called analysis, too.
        "PYTHONSAFEPATH": "1",
        "SOURCE_DATE_EPOCH": "0",
        # Connection files and the like go when the run does, however it ends.
        "TMPDIR": str(scratch),
        "TZ": "UTC",
    }


def _same_tree() -> dict[str, str]:
    """What makes children import this very package, which may be a clone and not installed."""
    root = Path(analysis.__file__).parent.parent
    return {} if str(root) in site.getsitepackages() else {"PYTHONPATH": str(root)}


def _close(pool: Pool) -> None:
    """End every child and everything below it; a kernel is in a session of its own."""
    with pool.lock:
        pool.closed = True
        everyone = [*pool.started, *([pool.kernels] if pool.kernels else [])]
        for child in everyone:
            if child.poll() is None:
                _kill_tree(child.pid)
    for child in everyone:
        with suppress(OSError), child:
            child.wait()


def _kill_tree(pid: int) -> None:
    import psutil

    with suppress(psutil.NoSuchProcess):
        child = psutil.Process(pid)
        # Stopped first, so that it starts no kernel while its kernels are being listed.
        child.suspend()
        for process in [*child.children(recursive=True), child]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
            if sys.platform != "win32":
                with suppress(OSError):  # most lead no group; a kernel's may have outlived parents
                    os.killpg(process.pid, signal.SIGKILL)


def _no_cell(error: str, message: str) -> dict[str, Any]:
    return {"cell": 0, "line": "", "error": error, "message": message}
