"""What children are given, and what becomes of one that answers something else."""

import subprocess
import sys

import pytest

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
    given = _environment(tmp_path)
    assert sorted(name for name in given if name.startswith("PYTHON")) == [
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED",
        "PYTHONNOUSERSITE",
        "PYTHONSAFEPATH",
    ] + ["PYTHONPYCACHEPREFIX"] * ("PYTHONPYCACHEPREFIX" in given)
    assert given["IPYTHONDIR"] == str(tmp_path / "ipython")
    assert "JUPYTER_PATH" not in given
    assert given["MATPLOTLIBRC"] == str(tmp_path / "matplotlibrc")
    assert (tmp_path / "matplotlibrc").read_text(encoding="utf-8") == ""


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
