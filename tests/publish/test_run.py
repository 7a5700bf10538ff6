"""Whole runs with real kernels; few, because each takes seconds."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from analysis.cli import main

GOOD = """
import os, pathlib
folder = pathlib.Path(os.environ["FRAMING_OUT"])
(folder / "table.csv").write_text("a,b\\n1,2\\n")
print(corpus, sorted(p.name for p in pathlib.Path(corpus).iterdir()))
print(object())
print(os.getcwd())
"""


def contents(folder):
    """Bytes of every file but the times, by relative path."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != "times.json"]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def arguments(root, out, *more):
    given = ["run", "--corpus", root / "c", "--out", out, "--notebooks", root / "nb", *more]
    return [str(argument) for argument in given]


@pytest.fixture(scope="module")
def first(tmp_path_factory, write_corpus, write_notebook):
    """Two notebooks run into two folders, in differently named places."""
    root = tmp_path_factory.mktemp("first")
    other = tmp_path_factory.mktemp("a-folder-elsewhere")
    for place in (root, other):
        write_corpus(place / "c")
        write_notebook(place / "nb", "01_good", GOOD)
        write_notebook(place / "nb", "02_plain", "x = 1", "x", parameters="n: int = 3")
    assert main(arguments(root, root / "out")) == 0
    assert main(arguments(other, other / "deep" / "er" / "out", "--workers", "1")) == 0
    return root, other / "deep" / "er"


def test_two_runs_give_the_same_bytes(first):
    one, two = (contents(root / "out") for root in first)
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert {"index.html", "style.css", "run.json", "01_good/table.csv"} <= set(one)


def test_nothing_of_this_machine_is_published(first):
    root, _ = first
    for name, data in contents(root / "out").items():
        assert str(root).encode() not in data, name
        assert str(Path.home()).encode() + b"/" not in data, name


def test_the_kernel_works_beside_the_corpus_and_says_its_name(first):
    notebook = json.loads((first[0] / "out" / "01_good.ipynb").read_text(encoding="utf-8"))
    printed = notebook["cells"][-1]["outputs"][0]["text"]
    assert printed == [
        "c ['a.txt', 'articles.csv', 'b.txt']\n",
        "<object object at …>\n",
        "…\n",
    ]
    assert [cell["id"] for cell in notebook["cells"]] == [
        "cell-0",
        "cell-1",
        "injected-parameters",
        "cell-2",
    ]


def test_manifest(first):
    manifest = json.loads((first[0] / "out" / "run.json").read_text(encoding="utf-8"))
    assert manifest["corpus"]["n_articles"] == 2
    # Gangs rule the port Nobody fled The port is closed
    assert manifest["corpus"]["groups"][0] == {
        "name": "left",
        "label": "left",
        "n_articles": 1,
        "n_tokens": 10,
    }
    assert manifest["notebooks"]["01_good"]["parameters"] == {"corpus": "c"}
    assert manifest["notebooks"]["02_plain"]["parameters"] == {"n": 3}
    assert "pandas" in manifest["versions"]


def test_second_run_skips_and_changes_nothing(first, framing):
    root, _ = first
    before = contents(root / "out")
    status, printed, said = framing(*arguments(root, root / "out"))
    assert status == 0
    assert said.splitlines() == ["01_good  unchanged", "02_plain  unchanged"]
    assert "0 run, 2 unchanged, 0 failed" in printed
    assert "--force" in printed.splitlines()[-1]
    assert printed.splitlines()[0].endswith("index.html")
    assert contents(root / "out") == before


def test_failures_keep_the_last_good_output(first, framing, write_notebook):
    root = first[1].parents[1]
    out = first[1] / "out"
    before = contents(out)
    write_notebook(root / "nb", "01_good", "ok = 1\n", "# why\nraise KeyError('gone')")
    write_notebook(root / "nb", "02_plain", "import sys; sys.exit(0)", "y = 2")
    write_notebook(root / "nb", "03_dies", "import os; os._exit(3)")
    write_notebook(root / "nb", "04_new", "'fine'")
    status, printed, said = framing(*arguments(root, out))
    assert status == 1
    assert "1 run, 0 unchanged, 3 failed" in printed
    lines = said.splitlines()[-3:]
    assert lines[0] == "01_good: code cell 3 (# why): KeyError: 'gone'"
    assert lines[1].startswith("02_plain: code cell 2 (import sys; sys.exit(0)): SystemExit")
    assert lines[2].startswith("03_dies: code cell 2 (import os; os._exit(3)): DeadKernelError")
    after = contents(out)
    for name in ("01_good.ipynb", "01_good/table.csv", "02_plain.ipynb"):
        assert after[name] == before[name]
    assert "04_new.html" in after
    assert "03_dies.ipynb" not in after
    assert b"last run of this notebook failed" in after["01_good.html"]
    assert not (out / ".framing").exists()


def test_time_limit(tmp_path, framing, write_corpus, write_notebook):
    write_corpus(tmp_path / "c")
    write_notebook(tmp_path / "nb", "01_slow", "import time; time.sleep(60)")
    began = time.monotonic()
    status, _, said = framing(*arguments(tmp_path, tmp_path / "out", "--timeout", "1"))
    assert status == 1
    assert said.splitlines()[-1] == "01_slow: TimeoutError: not finished after 1 s"
    assert time.monotonic() - began < 30


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_everything_and_leaves_nothing(
    tmp_path, write_corpus, write_notebook, number
):
    write_corpus(tmp_path / "c")
    mark = tmp_path / "running"
    cell = f"import pathlib, time; pathlib.Path({str(mark)!r}).touch(); time.sleep(60)"
    write_notebook(tmp_path / "nb", "01_slow", cell)
    command = [sys.executable, "-m", "analysis.cli", *arguments(tmp_path, tmp_path / "out")]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    # As a shell starts what runs in the background.
    shell = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *command]
    with subprocess.Popen(shell, stderr=subprocess.PIPE, text=True, env=environment) as process:
        wait_for(mark.exists)
        below = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(number)
        _, said = process.communicate(timeout=50)  # the notebook would sleep for longer
    assert process.returncode == 130
    assert said.splitlines()[-1] == "framing: interrupted; the output folder is as it was"
    assert len(below) >= 2  # a child and its kernel at least
    assert [p for p in below if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c", "nb", "running"]


def wait_for(condition, seconds=40):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
