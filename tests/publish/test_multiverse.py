"""Grids of real runs with real kernels; few, because each takes a second."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main

HEAD = """
import pathlib, time
import pandas as pd
from analysis import finding, show_table
from analysis.inference.strength import Strength
columns = ["article_id", "label", "sentence", "before", "surface", "after"]
rows = pd.DataFrame([("a", "a · Daily", 1, "", "Gangs", " rule.")], columns=columns)
show_table(rows, name="passages", caption="Passages")
"""
# Held up by a file beside the corpus, so that a run can be ended in the middle.
HOLD = "while min_count == 5 and pathlib.Path('hold').exists(): time.sleep(0.05)"
GAP = """
gap = 4 - min_count + clean
if gap > 0: display(finding(f"Ahead by {gap} <script>alert(1)</script>.", evidence=rows,
                            strength=Strength("described", "Few.", "gap:left", gap)))
"""
SUM = 'finding(f"Two articles, {clean}.", evidence=rows)'
GRID = "[choices]\nclean = [true, false]\nmin_count = [3, 5]\n"
ONE = 'corpus: str = "x"\nclean: bool = True\nmin_count: int = 3'
# min_count 3: gaps of 2 and 1; min_count 5: 0 and -1, so the claim is made twice in four.


@pytest.fixture(scope="module")
def make(tmp_path_factory, write_corpus, write_notebook):
    """A folder with a corpus, three notebooks and a grid."""

    def make(name):
        root = tmp_path_factory.mktemp(name)
        write_corpus(root / "c")
        write_notebook(root / "nb", "01_gap", HEAD, HOLD, GAP, SUM, parameters=ONE)
        write_notebook(root / "nb", "02_sum", HEAD, SUM, parameters="clean: bool = True")
        write_notebook(root / "nb", "03_none", "1 / 0", parameters="size: int = 1")
        (root / "grid.toml").write_text(GRID, encoding="utf-8")
        return root

    return make


def arguments(root, *more, grid="grid.toml", out="out"):
    given = ["--corpus", root / "c", "--grid", root / grid, "--out", root / out]
    return ["multiverse", *map(str, [*given, "--notebooks", root / "nb", *more])]


def contents(out):
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(files.items())}


@pytest.fixture(scope="module")
def first(make):
    root = make("first")
    with start(root, "--workers", "2") as process:
        _, said = process.communicate(timeout=100)
    assert process.returncode == 0
    (root / "said").write_text(said, encoding="utf-8")
    return root


def again(root, tmp_path):
    """A copy of what a run has left, to be changed."""
    shutil.copytree(root, tmp_path / "copy")
    return tmp_path / "copy"


def start(root, *more):
    command = [sys.executable, "-m", "analysis.cli", *arguments(root, *more)]
    environment = {**os.environ, "TMPDIR": str(root)}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)


def finished(root):
    return sorted((root / "out" / "runs").glob("*/*"))


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_each_notebook_runs_under_its_own_choices_and_once(first):
    n_runs = pd.Series([path.parent.name for path in finished(first)]).value_counts()
    assert n_runs.to_dict() == {"01_gap": 4, "02_sum": 2}
    assert not (first / "out" / "runs" / "03_none").exists()  # it would fail
    folder = finished(first)[0]
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {"run.json", "01_gap.ipynb", "01_gap/passages.csv"}
    assert not (first / "out" / ".framing").exists()


def test_findings_and_claims(first):
    findings = pd.read_csv(first / "out" / "findings.csv", keep_default_na=False)
    assert list(findings) == [
        "notebook", "claim", "text", "mark", "estimate", "clean", "min_count", "run",
    ]  # fmt: skip
    assert len(findings) == 2 + 4 + 2
    claims = pd.read_csv(first / "out" / "claims.csv").set_index(["notebook", "claim"])
    gap = claims.loc[("01_gap", "gap:left")]
    assert gap[["n_specifications", "n_kept", "share_kept"]].tolist() == [4, 2, 0.5]
    assert gap[["estimate", "least", "most"]].tolist() == [2, 1, 2]
    assert claims.loc[("02_sum", "02_sum: Two articles, True."), "share_kept"] == 0.5
    for run in findings["run"]:
        assert (first / "out" / "runs" / run).is_dir()


def test_manifest_names_every_specification_and_file(first):
    out = first / "out"
    manifest = json.loads((out / "multiverse.json").read_text(encoding="utf-8"))
    assert manifest["grid"] == {
        "notebooks": ["01_gap", "02_sum"],
        "choices": {"clean": [True, False], "min_count": [3, 5]},
    }
    assert [run["status"] for run in manifest["runs"]] == ["ok"] * 6
    assert manifest["runs"][1]["choices"] == {"clean": True, "min_count": 5}
    assert all((out / run["folder"] / "run.json").is_file() for run in manifest["runs"])
    named = {*manifest["files"], "multiverse.json"}
    assert named == {name for name in contents(out) if not name.startswith("runs/")}
    assert {"findings.csv", "claims.csv", "index.html", "curves/01-gap-01.svg"} <= named


def test_the_page_is_safe_and_leads_to_what_is_there(first):
    page = (first / "out" / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page
    assert "://" not in page
    for link in re.findall(r'(?:href|src)="([^"#]+)"', page):
        assert link == "data:," or (first / "out" / link).is_file(), link
    for fragment in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{fragment}"' in page
    told = re.sub(r"<[^>]*>", " ", page)
    assert "2 of 4" in told and "50%" in told
    assert "framing multiverse --corpus c --grid grid.toml" in told
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert page.count("<details") == page.count("</details>")


def test_a_run_that_is_killed_goes_on_and_ends_in_the_same_bytes(first, make, capsys):
    root = make("killed")
    (root / "hold").touch()
    with start(root, "--workers", "1") as process:
        wait_for(lambda: len(finished(root)) == 1)
        time.sleep(0.5)  # into the second
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=50)
    (root / "hold").unlink()
    (kept,) = finished(root)
    made = (kept / "01_gap.ipynb").stat()
    assert not (root / "out" / "index.html").exists()
    assert main(arguments(root)) == 0
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert lines[0] == "1 of 6 finished earlier"
    assert len(lines) == 6  # the five that were missing
    assert "5 run, 1 finished earlier, 0 failed" in said.out
    after = (kept / "01_gap.ipynb").stat()
    assert (after.st_ino, after.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert contents(root / "out") == contents(first / "out")


def test_an_interrupt_keeps_what_is_finished_and_says_so(make):
    root = make("interrupted")
    (root / "hold").touch()
    with start(root, "--workers", "1") as process:
        wait_for(lambda: len(finished(root)) == 1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=50)
    assert process.returncode == 130
    assert said.splitlines()[-1] == (
        "framing: interrupted; what is finished is kept, and the same command goes on with the rest"
    )
    assert len(finished(root)) == 1
    assert sorted(path.name for path in (root / "out").iterdir()) == ["multiverse.json", "runs"]


def test_progress_names_the_specification_and_the_time_left(first):
    lines = (first / "said").read_text(encoding="utf-8").splitlines()
    done = r"(\d) of 6  (.+)  done in \d+\.\d s(; about \d+ s left)?"
    told = [re.fullmatch(done, line).groups() for line in lines]
    assert [number for number, _, _ in told] == list("123456")
    assert {name for _, name, _ in told} >= {"01_gap clean=False min_count=5", "02_sum clean=True"}
    assert [left is None for _, _, left in told] == [False] * 5 + [True]


def test_another_grid_runs_only_what_is_missing_and_drops_the_rest(first, framing, tmp_path):
    root = again(first, tmp_path)
    (root / "grid.toml").write_text("[choices]\nclean = [true]\nmin_count = [3, 5]\n")
    (root / "out" / "runs" / "notes.txt").write_text("mine", encoding="utf-8")
    status, printed, said = framing(*arguments(root))
    assert (status, said) == (0, "3 of 3 finished earlier\n")
    assert "0 run, 3 finished earlier" in printed
    assert len(finished(root)) == 3
    assert (root / "out" / "runs" / "notes.txt").read_text(encoding="utf-8") == "mine"
    findings = pd.read_csv(root / "out" / "findings.csv")
    assert set(findings["clean"]) == {True}


def test_a_file_that_is_gone_or_changed_is_made_again(first, framing, tmp_path):
    root = again(first, tmp_path)
    one, two, *_ = finished(root)
    (one / "01_gap" / "passages.csv").unlink()
    (two / "01_gap.ipynb").write_text("{}", encoding="utf-8")
    (root / "out" / "runs" / "01_gap" / "0123456789ab").symlink_to(root / "c")
    status, printed, _ = framing(*arguments(root))
    assert status == 0
    assert "2 run, 4 finished earlier" in printed
    assert (root / "c" / "a.txt").is_file()
    (root / "out" / "runs" / "01_gap" / "0123456789ab").unlink()
    assert contents(root / "out") == contents(first / "out")


def test_force_runs_what_is_finished_too(first, framing, tmp_path):
    root = again(first, tmp_path)
    grid = 'notebooks = ["02"]\n[choices]\nclean = [true, false]\n'
    (root / "grid.toml").write_text(grid, encoding="utf-8")
    before = {name: data for name, data in contents(root / "out").items() if "/02_sum/" in name}
    status, printed, _ = framing(*arguments(root, "--force"))
    assert status == 0
    assert "2 run, 0 finished earlier, 0 failed" in printed
    after = contents(root / "out")
    assert {name: data for name, data in after.items() if name.startswith("runs/")} == before


def test_a_specification_that_fails_loses_no_other(make, framing, write_notebook):
    root = make("failing")
    code = "assert clean or min_count != 5, 'gone'"
    write_notebook(root / "nb", "01_gap", HEAD, GAP, code, parameters=ONE)
    (root / "grid.toml").write_text(f'notebooks = ["01"]\n{GRID}', encoding="utf-8")
    status, printed, said = framing(*arguments(root))
    assert status == 1
    assert "3 run, 0 finished earlier, 1 failed" in printed
    assert said.splitlines()[-1] == (
        "01_gap clean=False min_count=5: code cell 4 (assert clean or min_count != 5, 'gone'): "
        "AssertionError: gone"
    )
    assert len(finished(root)) == 3
    manifest = json.loads((root / "out" / "multiverse.json").read_text(encoding="utf-8"))
    failed = [run for run in manifest["runs"] if run["status"] == "failed"]
    assert [run["failure"] for run in failed] == [{"cell": 4, "error": "AssertionError"}]
    page = (root / "out" / "index.html").read_text(encoding="utf-8")
    assert "1 specification failed" in page and "failed in code cell 4 (AssertionError)" in page
    claims = pd.read_csv(root / "out" / "claims.csv").set_index("claim")
    assert claims.loc["gap:left", ["n_specifications", "n_kept"]].tolist() == [3, 2]
    # The next run tries that one alone.
    status, printed, _ = framing(*arguments(root))
    assert (status, "0 run, 3 finished earlier, 1 failed" in printed) == (1, True)


def test_what_was_not_in_time_is_told_and_nothing_is_claimed(make, framing):
    root = make("late")
    (root / "hold").touch()
    grid = 'notebooks = ["01"]\n[choices]\nclean = [true, false]\nmin_count = [5]\n'
    (root / "grid.toml").write_text(grid, encoding="utf-8")
    status, printed, said = framing(*arguments(root, "--timeout", "2"))
    assert (status, said) == (1, "")
    assert "0 run, 0 finished earlier, 0 failed, 2 not finished in time" in printed
    assert (root / "out" / "claims.csv").read_text(encoding="utf-8").count("\n") == 1
    page = (root / "out" / "index.html").read_text(encoding="utf-8")
    assert "2 specifications did not run" in page


def test_a_multiverse_and_a_site_do_not_share_a_folder(first, framing):
    where = ["--corpus", first / "c", "--out", first / "out", "--notebooks", first / "nb"]
    status, _, said = framing("run", "02", *where)
    assert status == 2
    assert "not made by an earlier run" in said


def test_nothing_of_this_machine_is_published(first):
    for name, data in contents(first / "out").items():
        assert str(first).encode() not in data, name
        assert str(Path.home()).encode() + b"/" not in data, name
