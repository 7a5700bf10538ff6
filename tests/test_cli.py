import re
import subprocess
import sys

import pytest

from analysis.cli import main

HEAVY = {"numpy", "pandas", "matplotlib", "nltk", "sklearn", "papermill", "jinja2", "psutil"}


@pytest.mark.parametrize("command", ["run", "multiverse"])
def test_help_loads_nothing_heavy(command):
    code = (
        "import sys\nfrom analysis.cli import main\n"
        f"try: main(['{command}', '--help'])\nexcept SystemExit: pass\n"
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
        ["walk"],
        ["run"],
        ["run", "--corpus", "x"],
        ["run", "--corpus", "x", "--out", "y", "--workers", "0"],
        ["run", "--corpus", "x", "--out", "y", "--timeout", "-1"],
        ["run", "--corpus", "x", "--out", "y", "--timeout", "soon"],
        ["multiverse", "--corpus", "x", "--out", "y"],
        ["multiverse", "--corpus", "x", "--out", "y", "--grid", "z", "--most", "0"],
    ],
)
def test_bad_usage(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "framing" in capsys.readouterr().err


def test_the_command_alone_tells_its_commands(capsys):
    assert main([]) == 2
    said = capsys.readouterr().err
    assert "Begin with: framing new my-corpus --from my-texts" in said
    assert all(f"    {name} " in said for name in ("new", "check", "run"))


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


def checked(capsys):
    """Split what the check has printed: what it found, and what to type next."""
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("next: "))
    return lines[:at], lines[at:]


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
    lines, _ = checked(capsys)
    assert lines[-2] == "ships: 1 frame, 0 problems"
    assert any(re.match(r"c: W\d+ a: ", line) for line in lines)
    book.write_text(BOOK.replace("{}", "boat"), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "ships: C101 ships: no hit in the example" in capsys.readouterr().out


def test_check_tells_of_actors_without_a_codebook_and_how_to_begin(capsys, tmp_path):
    folder = corpus(tmp_path / "my c")
    assert main(["check", str(folder)]) == 0
    note = checked(capsys)[0][-1]
    assert note.startswith("my c: no codebook of actors; notebooks 04 to 07 take names harvested")
    command = note.partition("For a draft: ")[2]
    done = subprocess.run(["sh", "-c", f"framing() {{ echo made; }}; {command}"], check=True)
    assert done.returncode == 0
    assert (folder / "codebooks" / "actors.toml").read_text(encoding="utf-8") == "made\n"


def test_a_draft_of_actors_is_sound_as_it_is_printed(capsys, tmp_path):
    folder = corpus(
        tmp_path / "c", "We met Meridian. They met Meridian. He saw Tarrant in Ellery.\n"
    )
    main(["actors", str(folder)])
    (folder / "codebooks").mkdir()
    draft = folder / "codebooks" / "actors.toml"
    draft.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["check", str(folder)]) == 0
    lines, _ = checked(capsys)
    assert lines[-3].startswith("actors: a draft that nobody has read through.")
    assert re.fullmatch(r"actors: \d frames?, 0 problems, \d warnings?", lines[-1])
    assert lines[-2].startswith("actors: warning: no counter-example (C105) for ")


def test_check_goes_on_after_a_codebook_that_cannot_be_read(capsys, tmp_path):
    folder = corpus(tmp_path / "c")
    (folder / "codebooks").mkdir()
    for name, text in {"My_Actors": "", "broken": "title = ", "ships": BOOK}.items():
        path = folder / "codebooks" / f"{name}.toml"
        path.write_text(text.replace("{}", "ship"), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    lines, _ = checked(capsys)
    assert lines[-3].startswith("codebook file My_Actors.toml: the name must be lower-case letters")
    assert lines[-2].startswith("broken.toml: not a readable TOML file")
    assert lines[-1] == "ships: 1 frame, 0 problems"


def test_check_names_the_folder_it_stands_in_and_warns_of_a_single_group(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(corpus(tmp_path / "c"))
    assert main(["check", "."]) == 0
    lines, after = checked(capsys)
    assert "c: only one group (x), so there is nothing to compare" in lines
    assert lines[-3].startswith("c: 0 errors, ")
    assert (
        lines[-2] == "c: no title and no question yet; the first page shows what corpus.toml says"
    )
    assert after == [
        "next: give some articles another group in articles.csv, then type",
        "  framing check .",
    ]


def test_a_closed_pipe_is_no_traceback(tmp_path):
    folder = corpus(tmp_path / "c")
    command = f"{sys.executable} -m analysis.cli check {folder} | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_check_of_one_file_with_all_articles(capsys, tmp_path):
    file = tmp_path / "news.csv"
    rain = "Rain fell on the harbour town all night long."
    file.write_text(
        f"id,text,side\na,{rain},x\nb,Snow fell in the hills above it.,y\nc,,y\n", encoding="utf-8"
    )
    assert main(["check", str(file), "--group-by", "side"]) == 0
    lines, after = checked(capsys)
    assert lines[0] == "news.csv: 1 row rejected: there is no text (1)"
    assert lines[-1].endswith(
        "A corpus folder can hold one: `framing import` makes it of this file"
    )
    assert not any("corpus.toml" in line for line in lines)
    site = tmp_path / "news-site"
    assert after[1] == f"  framing run --corpus {file} --group-by side --out {site}"
    file.write_text(f"id,text,side\na,{rain},x\nb,Snow.,x\n", encoding="utf-8")
    assert main(["check", str(file), "--group-by", "side"]) == 0
    assert checked(capsys)[1][0] == "next: give some articles another side in news.csv, then type"
    assert main(["check", str(file)]) == 1
    assert (
        checked(capsys)[0][0] == "news.csv: not ready to run. What is missing, first things first:"
    )
