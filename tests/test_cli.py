import re
import subprocess
import sys

import pytest

from analysis.cli import main

HEAVY = {"numpy", "pandas", "matplotlib", "nltk", "sklearn", "papermill", "jinja2", "psutil"}


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom analysis.cli import main\n"
        "try: main(['run', '--help'])\nexcept SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "--corpus" in done.stdout
    assert "argparse" in done.stderr.split()
    assert HEAVY & set(done.stderr.split()) == set()


def test_version(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"framing \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["walk"],
        ["run"],
        ["run", "--corpus", "x"],
        ["run", "--corpus", "x", "--out", "y", "--workers", "0"],
        ["run", "--corpus", "x", "--out", "y", "--timeout", "-1"],
        ["run", "--corpus", "x", "--out", "y", "--timeout", "soon"],
    ],
)
def test_bad_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "framing" in capsys.readouterr().err


def test_bad_input_is_one_line(capsys, tmp_path):
    assert main(["check", str(tmp_path / "no")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("framing: ")
    assert said.count("\n") == 1


def corpus(folder, text="A text of one line.\n"):
    folder.mkdir()
    (folder / "articles.csv").write_text("article_id,file,group\na,a.txt,x\n", encoding="utf-8")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return folder


BOOK = """
title = "Ships"
source = "Made for this test."
unit = "sentence"
language = "en"
[[frame]]
name = "ships"
label = "Ships"
definition = "A ship."
include = "It is a ship."
exclude = "It is none."
terms = ["ship"]
examples = ["The {} sails."]
counterexamples = ["The shop opens."]
"""


def test_check_tells_warnings_from_errors(capsys, tmp_path):
    folder = corpus(tmp_path / "c")
    (folder / "codebooks").mkdir()
    book = folder / "codebooks" / "ships.toml"
    book.write_text(BOOK.replace("{}", "ship"), encoding="utf-8")
    assert main(["check", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "ships: 1 frames, 0 problems"
    assert any(re.match(r"c: W\d+ a: ", line) for line in lines)
    book.write_text(BOOK.replace("{}", "boat"), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "ships: C101 ships: no hit in the example" in capsys.readouterr().out


def test_check_names_the_folder_it_stands_in_and_warns_of_a_single_group(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(corpus(tmp_path / "c"))
    assert main(["check", "."]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "c: only one group (x), so there is nothing to compare" in lines
    assert lines[-1].startswith("c: 0 errors, ")


def test_a_closed_pipe_is_no_traceback(tmp_path):
    folder = corpus(tmp_path / "c")
    command = f"{sys.executable} -m analysis.cli check {folder} | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
