"""What children are given, and what becomes of one that answers something else."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

import analysis
from analysis.publish import execute
from analysis.publish.execute import _ask, _environment, _last_line, _read_answer

SETTINGS = {
    "PYTHONPATH": "/x",
    "PYTHONSTARTUP": "/x.py",
    "PYTHONOPTIMIZE": "2",
    "IPYTHONDIR": "/x",
    "JUPYTER_PATH": "/x",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def test_settings_of_the_user_do_not_reach_a_kernel(tmp_path, monkeypatch):
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MATPLOTLIBRC", "/x")
    monkeypatch.setattr(execute.site, "getsitepackages", list)
    given = _environment(tmp_path)
    assert sorted(name for name in given if name.startswith("PYTHON")) == [
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED",
        "PYTHONNOUSERSITE",
        "PYTHONPATH",
        "PYTHONSAFEPATH",
    ] + ["PYTHONPYCACHEPREFIX"] * ("PYTHONPYCACHEPREFIX" in given)
    assert given["PYTHONPATH"] == str(Path(analysis.__file__).parents[1])
    assert given["IPYTHONDIR"] == str(tmp_path / "ipython")
    assert "JUPYTER_PATH" not in given
    assert given["MATPLOTLIBRC"] == str(tmp_path / "matplotlibrc")
    assert (tmp_path / "matplotlibrc").read_text(encoding="utf-8") == ""


def test_an_installed_package_needs_no_path(tmp_path, monkeypatch):
    root = str(Path(analysis.__file__).parents[1])
    monkeypatch.setattr(execute.site, "getsitepackages", lambda: [root])
    monkeypatch.setenv("PYTHONPATH", "/x")
    assert "PYTHONPATH" not in _environment(tmp_path)


def test_notebooks_use_the_clone_that_the_command_is_of(tmp_path, write_corpus, write_notebook):
    clone = tmp_path / "clone"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(analysis.__file__).parent, clone / "analysis", ignore=ignored)
    write_corpus(tmp_path / "c")
    cell = f"import analysis; assert analysis.__file__.startswith({str(clone)!r})"
    write_notebook(tmp_path / "nb", "01_one", cell)
    environment = {**os.environ, "PYTHONPATH": str(clone)}
    done = subprocess.run(
        command(tmp_path), cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGHUP, 130)]
)
def test_nobody_survives_a_run(tmp_path, write_corpus, write_notebook, number, status):
    write_corpus(tmp_path / "c")
    mark = tmp_path / "running"
    # The sleeper's own parent ends at once.
    orphan = "import os, time; os.system('sleep 600 & echo $! > orphan')"
    sleep = f"import pathlib; pathlib.Path({str(mark)!r}).touch(); time.sleep(600)"
    write_notebook(tmp_path / "nb", "01_slow", orphan, sleep)
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    # Under nohup a hangup is ignored, and what is started here would inherit that.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        process = subprocess.Popen(
            command(tmp_path), stderr=subprocess.PIPE, text=True, env=environment
        )
    finally:
        signal.signal(signal.SIGHUP, before)
    with process:
        wait_for(mark.exists)
        (file,) = tmp_path.rglob("orphan")
        below = psutil.Process(process.pid).children(recursive=True)
        below.append(psutil.Process(int(file.read_text(encoding="utf-8"))))
        process.send_signal(number)
        process.communicate(timeout=50)
    assert process.returncode == status
    assert len(below) >= 3  # a child, its kernel and the sleeper at least
    wait_for(lambda: not any(map(alive, below)), seconds=20)


def command(root):
    given = ["--corpus", root / "c", "--out", root / "out", "--notebooks", root / "nb"]
    return [sys.executable, "-m", "analysis.cli", "run", *map(str, given)]


def alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def wait_for(condition, seconds=40):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_an_answer_is_a_failure_or_none():
    failure = {"cell": 1, "line": "x", "error": "E", "message": "m"}
    assert _read_answer("null\n") is None
    assert _read_answer('{"cell": 1, "line": "x", "error": "E", "message": "m"}\n') == failure


@pytest.mark.parametrize("answer", ["loading model…\n", "[]\n", "{}\n", "3\n"])
def test_another_answer_is_a_failure_that_quotes_it(answer):
    failure = _read_answer(answer)
    assert failure["error"] == "ChildProcessError"
    assert failure["message"] == f"not an answer: {answer.strip()}"


def test_a_child_that_dies_is_quoted(tmp_path):
    log = tmp_path / "child-0.log"
    code = "import sys; print('first\\nMemoryError\\n', file=sys.stderr); sys.exit(3)"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with (
        log.open("wb") as stderr,
        subprocess.Popen([sys.executable, "-c", code], stderr=stderr, **pipes) as child,
    ):
        failure = _ask(child, {}, log)
        child.stdout.close()
    assert failure["message"] == "its process ended with status 3: MemoryError"
    assert _last_line(tmp_path / "none.log") == []
