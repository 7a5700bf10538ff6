"""The tutorial, followed to the letter: its commands are typed, and what it shows is compared."""

import re
import subprocess
import sys
import tomllib
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
STEP = re.compile(r"```sh\n(?P<command>.*?)```(?:\n\n```text\n(?P<shown>.*?)```)?", re.DOTALL)
STEPS = [(match["command"].strip(), match["shown"]) for match in STEP.finditer(TUTORIAL)]
TYPED = [command for command, _ in STEPS]


class Text(HTMLParser):
    """The words of a page as a reader sees them, and its links and pictures."""

    def __init__(self, page):
        super().__init__()
        self.words, self.links = [], []
        self.feed(page.read_text(encoding="utf-8"))
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder that looks like the project's own to somebody who types."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "docs").symlink_to(ROOT / "docs")
    return folder


@pytest.fixture(scope="module")
def typed(place):
    """Type every command but the first, which makes .venv; give what each printed."""
    printed = {}
    for command in TYPED[1:]:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=place,
            capture_output=True,
            text=True,
            timeout=540,
            check=False,
        )
        printed[command] = done
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return printed


def test_the_tutorial_has_its_steps():
    assert TYPED[0] == "make setup"
    words = [command.split()[:2] for command in TYPED[1:]]
    framing = ".venv/bin/framing"
    assert words == [
        ["cp", "-r"],
        [framing, "new"],
        [framing, "check"],
        [framing, "run"],
        [framing, "run"],
        ["python3", "-m"],
    ]


def test_what_the_tutorial_shows_is_what_one_sees(typed):
    compared = 0
    for command, shown in STEPS[1:]:
        if shown is None or not command.startswith(".venv/bin/framing"):
            continue
        pattern = re.escape(shown).replace("…", ".*")
        assert re.fullmatch(pattern, typed[command].stdout), typed[command].stdout
        compared += 1
    assert compared == 3


def test_each_step_names_the_command_of_the_next(typed):
    for command, following in pairwise(TYPED[2:5]):
        assert typed[command].stdout.splitlines()[-1] == f"  {following}"


def test_the_texts_lie_as_shown(place, typed):
    texts = sorted(path.relative_to(place).as_posix() for path in place.glob("my-texts/*/*"))
    shown = next(text for command, text in STEPS if command.startswith("cp")).split()
    assert len(texts) == 12
    assert {line for line in shown if line != "…"} <= set(texts)


def test_the_corpus_has_what_the_texts_state(place, typed):
    manifest = tomllib.loads((place / "my-corpus" / "corpus.toml").read_text(encoding="utf-8"))
    assert manifest["title"] == "The ferry to Sandholm"
    assert manifest["groups"] == {"business": "Business", "residents": "Residents"}
    names = {path.name for path in (place / "my-corpus").iterdir()}
    assert names == {"articles.csv", "cleaning.toml", "codebooks", "corpus.toml", "texts"}


def test_the_first_page_has_the_question_and_the_findings_that_are_told(place, typed):
    page = Text(place / "my-corpus-site" / "index.html").text
    assert "The ferry to Sandholm" in page
    assert "How do the business press and the residents' papers tell the end of a ferry?" in page
    told = re.findall(r"(?m)^- \*([A-Z].+?)\*(?: \*\*(\w+)\*\*|.*; \*\*(\w+)\*\*)?", TUTORIAL)
    assert len(told) == 5
    for finding, *marks in told:
        assert finding.rstrip(".:") in page, finding
        mark = "".join(marks).lower() or "count"
        following = page.partition(finding.rstrip(".:"))[2]
        assert re.search(r"\b(stable|described|fragile|count)\b", following)[1] == mark, finding


def test_passages_that_are_quoted_are_on_the_pages(place, typed):
    site = place / "my-corpus-site"
    reading = Text(site / "10_reading.html").text.lower()
    for words in ("nobody was asked", "nobody came to tell me", "nobody has counted"):
        assert words in reading.replace("nobody on sandholm was asked", "nobody was asked")
    assert "across the water to a company" in Text(site / "06_remedies.html").text


def test_every_page_is_there_and_leads_nowhere_else(place, typed):
    pages = sorted((place / "my-corpus-site").glob("*.html"))
    notebooks = {path.stem for path in ROOT.glob("notebooks/[0-9]*.ipynb")}
    assert {page.stem for page in pages} >= {*notebooks, "index"}
    for page in pages:
        for link in Text(page).links:
            assert not link.startswith(("http:", "https:", "//")), (page.name, link)
            file = link.partition("#")[0]
            assert not file or link == "data:," or (page.parent / file).exists(), (page.name, link)


def test_what_was_cut_is_told(place, typed):
    page = Text(place / "my-corpus-site" / "01_corpus.html").text
    assert "112 of 2,009 words cut (5.6%)" in page
    assert "date-line" in page


def test_the_file_to_share_holds_the_site(place, typed):
    with zipfile.ZipFile(place / "my-corpus-site.zip") as archive:
        names = set(archive.namelist())
    assert {"my-corpus-site/index.html", "my-corpus-site/01_corpus/timeline.png"} <= names


def test_another_comparison_has_other_groups(place, typed):
    page = Text(place / "my-corpus-by-outlet" / "02_vocabulary.html").text
    for outlet in ("Ferry Lane News", "The Island Post", "The Marlow Ledger", "Trade Weekly"):
        assert outlet in page
