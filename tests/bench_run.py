"""How long the notebooks take beside as many that only import pandas and matplotlib.

    python tests/bench_run.py

Three ways in one process, best of three, each with two workers: `framing run` on the seeds, the
same command on notebooks that only import, and papermill's own command line on those.
"""

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parent.parent
PARAMETERS = 'corpus: str = "../seeds"\ngroup_by: str = "group"'


def write_importing(folder, names):
    folder.mkdir()
    for name in names:
        cells = [
            new_markdown_cell("# Only imports", id="question"),
            new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}),
            new_code_cell("import pandas\nimport matplotlib.pyplot", id="imports"),
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        content = new_notebook(cells=cells, metadata={"kernelspec": kernel})
        (folder / f"{name}.ipynb").write_text(nbformat.writes(content), encoding="utf-8")


def framing(out, *options):
    command = [sys.executable, "-m", "analysis.cli", "run", "--corpus", "seeds", "--out", out]
    subprocess.run(
        list(map(str, [*command, "--force", *options])), cwd=ROOT, check=True, capture_output=True
    )


def papermill(folder, out):
    out.mkdir(exist_ok=True)

    def one(path):
        command = [sys.executable, "-m", "papermill", path, out / path.name]
        subprocess.run(list(map(str, command)), cwd=ROOT, check=True, capture_output=True)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, sorted(folder.glob("*.ipynb"))))


def main():
    names = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_importing(folder / "importing", names)
        ways = {
            "framing run, the seeds": lambda: framing(folder / "seeds"),
            "framing run, imports only": lambda: framing(
                folder / "imports", "--notebooks", folder / "importing"
            ),
            "papermill, imports only": lambda: papermill(folder / "importing", folder / "plain"),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(3):  # in turn, so that a slow minute of the machine meets all of them
            for name, run in ways.items():
                start = time.perf_counter()
                run()
                times[name].append(time.perf_counter() - start)
    whole = min(times["framing run, the seeds"])
    print(f"{len(names)} notebooks, two workers, best of three")
    for name, seconds in times.items():
        print(f"  {name:28} {min(seconds):6.2f} s   the seeds take {whole / min(seconds):.2f} x")


if __name__ == "__main__":
    main()
