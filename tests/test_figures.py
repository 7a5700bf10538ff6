"""The real notebooks, run as a user runs them: same bytes twice, other corpora, other groups."""

import csv
import html
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent
COMMITTED = ROOT / "figures"
HARBOUR = ROOT / "tests" / "corpora" / "harbour"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))


def framing_run(corpus, out, *options):
    command = [sys.executable, "-m", "analysis.cli", "run", "--corpus", corpus, "--out", out]
    done = subprocess.run(
        [*map(str, command), *map(str, options)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return out


def files_in(folder):
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != "times.json"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return framing_run(ROOT / "seeds", tmp_path_factory.mktemp("first") / "site")


def test_two_runs_give_the_same_bytes(site, tmp_path):
    again = framing_run(ROOT / "seeds", tmp_path / "elsewhere" / "deeper")
    assert files_in(site) == files_in(again)
    assert len(files_in(site)) > 40
    different = [
        name for name in files_in(site) if (site / name).read_bytes() != (again / name).read_bytes()
    ]
    assert different == []


def test_a_run_that_finds_nothing_changed_changes_nothing(site):
    before = {name: (site / name).read_bytes() for name in files_in(site)}
    framing_run(ROOT / "seeds", site)
    times = json.loads((site / "times.json").read_text(encoding="utf-8"))
    assert times["seconds"] == {}  # no notebook ran
    assert {name: (site / name).read_bytes() for name in files_in(site)} == before


def test_committed_files_are_those_that_this_code_makes(site):
    assert files_in(COMMITTED) == files_in(site)


def test_committed_tables_are_exact(site):
    for path in sorted(COMMITTED.rglob("*.csv")):
        fresh = (site / path.relative_to(COMMITTED)).read_text(encoding="utf-8")
        committed = path.read_text(encoding="utf-8")
        assert list(csv.reader(committed.splitlines())) == list(csv.reader(fresh.splitlines())), (
            path
        )


def test_committed_pictures_are_the_same_within_a_small_tolerance(site):
    from PIL import Image

    pictures = sorted(COMMITTED.rglob("*.png"))
    assert pictures
    for path in pictures:
        committed = np.asarray(Image.open(path).convert("L"), dtype=float)
        fresh = np.asarray(Image.open(site / path.relative_to(COMMITTED)).convert("L"), dtype=float)
        assert committed.shape == fresh.shape, path
        assert worst_tile(np.abs(committed - fresh)) < 16, path  # of 255 grey levels


def worst_tile(difference, side=48):
    """Mean difference of the tile that differs most: a lost label must not drown in white paper."""
    rows, columns = (n // side * side for n in difference.shape)
    tiles = difference[:rows, :columns].reshape(rows // side, side, columns // side, side)
    return tiles.mean(axis=(1, 3)).max()


def test_a_lost_label_is_noticed():
    page = np.zeros((480, 960))
    page[100:120, 300:420] = 120  # a short word, printed on one side only
    assert worst_tile(page) > 16


def test_findings_reach_the_front_page_with_links_that_exist(site):
    index = (site / "index.html").read_text(encoding="utf-8")
    shown = html.unescape(re.sub(r"<[^>]+>", "", index))
    reading = (site / "10_reading.html").read_text(encoding="utf-8")
    findings = [
        output["data"]["application/vnd.framing.finding+json"]
        for name in NOTEBOOKS
        for cell in json.loads((site / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if "application/vnd.framing.finding+json" in output.get("data", {})
    ]
    assert len(findings) >= 8
    for found in findings:
        assert found["text"] in shown
        for passage in found["evidence"]:
            if passage["article_id"].endswith(("(editor’s note)", "(as received)")):
                assert passage["surface"] in shown  # cut text has no sentence to go to
                assert passage["label"] in shown
                continue
            anchor = f"{passage['article_id']}-s{passage['sentence']}"
            assert f'id="{anchor}"' in reading
            assert f"10_reading.html#{anchor}" in index


@pytest.mark.parametrize("group_by", ["group", "ownership", "desk"])
def test_the_same_notebooks_run_on_another_corpus(group_by, tmp_path):
    out = framing_run(HARBOUR, tmp_path / "site", "--group-by", group_by)
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert sorted(manifest["notebooks"]) == NOTEBOOKS
    with (out / "01_corpus" / "articles.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 7
    assert len({row["group"] for row in rows}) == {"group": 3, "ownership": 2, "desk": 7}[group_by]
    told = (out / "index.html").read_text(encoding="utf-8").lower()
    assert not any(name in told for name in ("haiti", "kenya", "marxist"))


def test_parameters_reach_the_notebooks(tmp_path):
    out = framing_run(HARBOUR, tmp_path / "site", "01", "-p", "clean=False")
    with (out / "01_corpus" / "cuts-list.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == []


def test_two_tiny_articles_and_one_without_words_run_through(tmp_path):
    corpus = tmp_path / "tiny"
    corpus.mkdir()
    (corpus / "articles.csv").write_text(
        'article_id,text,group\na,Rain fell.,x\nb,Snow fell.,y\nc,"... !!!",y\n', encoding="utf-8"
    )
    out = framing_run(corpus, tmp_path / "site")
    assert (out / "10_reading.html").is_file()
    with (out / "02_vocabulary" / "keywords.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == []  # nothing is used three times
