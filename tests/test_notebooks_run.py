"""Every notebook as JupyterLab runs it: in its own folder, with its own parameters.

`framing run` has its own tests; it injects the corpus, and leaves interactive notebooks out.
"""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.publish.notebooks import find_notebooks, read_notebook

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
LIMIT = "300"  # seconds for a cell, on a machine that is busy with other things
OWN = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")


def execute(folder, *command):
    """Run a command of Python's with none of this user's settings for Jupyter."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FRAMING", "JUPYTER"))}
    surroundings = {**kept, **{name: str(folder / "own" / name.lower()) for name in OWN}}
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def code_of(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A copy of the notebooks beside a copy of the seeds, every one of them run in its place."""
    folder = tmp_path_factory.mktemp("as-in-lab")
    (folder / "notebooks").mkdir()
    for name in NOTEBOOKS:
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder / "notebooks")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    options = ("--inplace", "--allow-errors", "--timeout", LIMIT)

    def run(name):
        start = "from nbclient.cli import main; main()"
        execute(folder, "-c", start, folder / "notebooks" / f"{name}.ipynb", *options)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, NOTEBOOKS))
    return folder


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_from_top_to_bottom(work, name):
    code = code_of(work / "notebooks" / f"{name}.ipynb")
    outputs = [output for cell in code for output in cell["outputs"]]
    told = [
        output.get("evalue", output.get("text"))
        for output in outputs
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]
    assert told == []
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))


def test_what_notebooks_save_stays_beside_them(work):
    seeds = {path.name for path in (ROOT / "seeds").iterdir()}
    assert {path.name for path in (work / "seeds").iterdir()} == seeds
    drafts = work / "notebooks" / "draft"
    assert (drafts / "keyness.svg").is_file()
    assert (drafts / "explore-rates.csv").is_file()


def test_the_explorer_runs_under_papermill_with_parameters_of_its_own(tmp_path):
    source, out = ROOT / "notebooks" / "explore.ipynb", tmp_path / "explore.ipynb"
    corpus = ROOT / "tests" / "corpora" / "harbour"
    parameters = ("-p", "corpus", corpus, "-p", "group_by", "desk")
    execute(tmp_path, "-m", "papermill", source, out, *parameters, "-k", "python3")
    outputs = [output for cell in code_of(out) for output in cell["outputs"]]
    assert not any(output["output_type"] == "error" for output in outputs)
    views = [o for o in outputs if "application/vnd.jupyter.widget-view+json" in o.get("data", {})]
    assert len(views) == 1
    assert "town hall 1" in "".join(outputs[0]["text"])


def test_only_the_explorer_is_left_out_of_a_run():
    kept = [notebook.name for notebook in find_notebooks(ROOT / "notebooks")]
    assert kept == [name for name in NOTEBOOKS if name != "explore"]
    assert read_notebook(ROOT / "notebooks" / "explore.ipynb").interactive
