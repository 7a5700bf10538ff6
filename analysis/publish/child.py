"""Executes notebooks with papermill, one after the other, in a process of its own."""

import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any

# The longest path that a Unix socket may have on every system, less room for a suffix.
MAX_SOCKET = 96
# What papermill and nbformat load where they find it, and no notebook here needs: rules for
# internet names (1.9 s), Hadoop's file system (0.12 s), ISO durations (0.08 s).
NEEDLESS = ("rfc3987_syntax", "pyarrow", "isoduration")


def main() -> None:
    """Execute the notebook of every line of standard input, answer each with a line."""
    # Whatever a kernel writes to its standard output must not get among the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    jobs: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_read_jobs, args=(jobs,), daemon=True).start()
    _import_papermill()
    while True:
        print(json.dumps(execute(json.loads(jobs.get()))), file=answers, flush=True)


def execute(job: dict[str, Any]) -> dict[str, Any] | None:
    """Description of the failure, or None where every code cell ran.

    Parameters
    ----------
    job : dict
        ``name``, ``notebook`` (path), ``parameters``, ``cwd``, ``staging`` (folder for the
        executed notebook), ``files`` (folder for its figures and tables), ``sockets`` (path
        prefix for the kernel's sockets) and ``kernels`` (socket that warm kernels come from,
        empty where there are none).

    Returns
    -------
    dict or None
        ``cell`` (which code cell, from 1), ``line`` (the first of its source), ``error`` (the
        exception's type) and ``message``.
    """
    import nbformat
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import execute_notebook

    from analysis.publish.kernels import kernel_manager
    from analysis.publish.strip import strip

    os.environ["FRAMING_OUT"] = job["files"]
    started: list[Any] = []
    try:
        notebook = execute_notebook(
            nbformat.read(job["notebook"], as_version=4),
            None,
            parameters=job["parameters"],
            kernel_name="python3",
            language="python",
            progress_bar=False,
            cwd=job["cwd"],
            config=_transport(job["sockets"]),
            shutdown_kernel="immediate",
            **({"kernel_manager_class": kernel_manager(job["kernels"])} if job["kernels"] else {}),
            on_cell_start=lambda cell, cell_index: started.append(cell),
        )
    except PapermillExecutionError as error:
        return _failure(started, error.ename, error.evalue)
    except Exception as error:  # a kernel may die in as many ways as there are kernels
        return _failure(started, type(error).__name__, str(error))
    stopped = _first_not_run(notebook)
    if stopped is not None:
        return _failure(stopped, "SystemExit", "the notebook ended before its last cell")
    folders = (job["cwd"], job["files"], job["staging"])
    content = strip(json.loads(nbformat.writes(notebook)), folders=folders)
    target = Path(job["staging"], f"{job['name']}.ipynb")
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return None


def _read_jobs(jobs: "SimpleQueue[str]") -> None:
    """Queue what the parent sends; end when it ends, whatever is running here."""
    for line in sys.stdin:
        jobs.put(line)
    os._exit(0)


def _import_papermill() -> None:
    for name in NEEDLESS:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    import papermill.execute  # noqa: F401


def _transport(sockets: str) -> Any:
    """Sockets of the file system where there are any: quicker to set up, closed to others."""
    from traitlets.config import Config

    if sys.platform == "win32" or len(sockets) > MAX_SOCKET:
        return Config({"KernelManager": {"transport": "tcp", "ip": "127.0.0.1"}})
    return Config({"KernelManager": {"transport": "ipc", "ip": sockets}})


def _code_cells(cells: list[Any]) -> list[Any]:
    return [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()]


def _first_not_run(notebook: Any) -> list[Any] | None:
    """Cells up to the first that did not run in its turn; ``sys.exit(0)`` looks like success."""
    cells = _code_cells(notebook.cells)
    for count, cell in enumerate(cells, start=1):
        if cell.execution_count != count:
            return cells[: max(count - 1, 1)]
    return None


def _failure(started: list[Any], error: str, message: str) -> dict[str, Any]:
    """What happened in the last of the cells that started, counted as in the stored notebook."""
    cells = _code_cells(started)
    own = [c for c in cells if "injected-parameters" not in c.metadata.get("tags", [])]
    source = cells[-1].source.strip() if cells else ""
    return {
        "cell": len(own),
        "line": source.partition("\n")[0],
        "error": error,
        "message": " ".join(message.split())[:300],
    }


if __name__ == "__main__":
    main()
