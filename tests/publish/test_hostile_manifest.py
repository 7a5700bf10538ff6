"""An output folder whose ``run.json`` somebody else has written, or an earlier run."""

import json

import pytest

from analysis.publish.manifest import files_of, read_manifest
from analysis.publish.run import _publish

ENTRY = {
    "status": "ok",
    "key": "0",
    "title": "Gone",
    "files": {"99_gone.ipynb": "0", "99_gone/a.csv": "0"},
    "parameters": {},
    "given": {},
}


def read(folder, name, entry):
    text = json.dumps({"notebooks": {name: entry}})
    (folder / "run.json").write_text(text, encoding="utf-8")
    return read_manifest(folder)["notebooks"]


def test_an_entry_that_a_run_makes_is_read(tmp_path):
    assert read(tmp_path, "99_gone", ENTRY) == {"99_gone": ENTRY}


@pytest.mark.parametrize(
    "file",
    [
        "../victim",
        "/etc/victim",
        "99_gone/../../victim",
        "99_gone/..",
        "99_gone/",
        "99_gone/a/b.csv",
        "99_gone/..\\victim",
        "other.ipynb",
        "other/a.csv",
        "",
    ],
)
def test_an_entry_with_a_file_of_another_place_is_absent(tmp_path, file):
    assert read(tmp_path, "99_gone", ENTRY | {"files": {file: ""}}) == {}


@pytest.mark.parametrize("key", ["status", "key", "files", "parameters", "title", "given"])
def test_an_entry_without_a_key_or_of_another_type_is_absent(tmp_path, key):
    assert read(tmp_path, "99_gone", {k: v for k, v in ENTRY.items() if k != key}) == {}
    assert read(tmp_path, "99_gone", ENTRY | {key: 1}) == {}


@pytest.mark.parametrize("name", ["..", "a/b", "", "a b"])
def test_an_entry_of_an_unusable_name_is_absent(tmp_path, name):
    assert read(tmp_path, name, ENTRY | {"files": {}}) == {}


def test_a_failure_that_says_nothing_is_absent(tmp_path):
    assert read(tmp_path, "99_gone", ENTRY | {"status": "failed"}) == {}


@pytest.mark.parametrize("text", ["[]", '{"notebooks": []}', "null", "{", '{"notebooks": null}'])
def test_what_is_no_manifest_is_empty(tmp_path, text):
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert read_manifest(tmp_path) == {"notebooks": {}}


def test_what_lies_behind_a_link_is_not_removed(tmp_path):
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    (out / ".framing").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "a.csv").write_text("x", encoding="utf-8")
    (out / "99_gone").symlink_to(elsewhere)
    (out / "99_gone.ipynb").write_text("x", encoding="utf-8")
    _publish(out, {}, {"run.json": "{}"}, {}, {"99_gone": ENTRY})
    assert (elsewhere / "a.csv").exists()
    assert not (out / "99_gone.ipynb").exists()


def test_files_of_a_notebook_are_those_that_are_read_again(tmp_path):
    (tmp_path / "99_gone" / "deep").mkdir(parents=True)
    for name in ("99_gone.ipynb", "99_gone/a.csv", "99_gone/.b", "99_gone/deep/c.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert list(files_of(tmp_path, "99_gone")) == ["99_gone.ipynb", "99_gone/a.csv"]


def test_a_part_of_the_notebooks_cannot_be_run_into_another_corpus_site(
    project, framing, write_notebook
):
    write_notebook(project / "nb", "02_two", "1")
    (project / "out").mkdir()
    entry = ENTRY | {"files": {}}
    was = {"corpus": {"folder": "other", "sha256": "0", "group_by": "group"}}
    text = json.dumps({**was, "notebooks": {"02_two": entry}})
    (project / "out" / "run.json").write_text(text, encoding="utf-8")
    where = ("--corpus", project / "c", "--out", project / "out", "--notebooks", project / "nb")
    status, _, said = framing("run", "01_one", *where)
    assert status == 2
    assert said.endswith(
        "out: made of another corpus; run all notebooks, or choose another --out\n"
    )
    assert (project / "out" / "run.json").read_text(encoding="utf-8") == text
