import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebooks import library_codebooks, load_codebook
from analysis.codebooks.codebook import parse_codebook
from analysis.codebooks.writing import codebook_toml, listed, quoted, save_codebook
from analysis.errors import InputError

ROOT = Path(__file__).parents[2]
OWN = [*(ROOT / "seeds" / "codebooks").glob("*.toml"), *ROOT.glob("tests/corpora/*/codebooks/*")]


@pytest.mark.parametrize("name", [*library_codebooks(), *sorted(OWN)], ids=lambda n: Path(n).stem)
def test_every_codebook_reads_back_as_it_was(name):
    book = load_codebook(name)
    again = parse_codebook(tomllib.loads(codebook_toml(book)), name=book.name, where="it")
    assert again == book


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back_as_it_was(text):
    assert tomllib.loads(f"a = {quoted(text)}\nb = {listed([text, text])}") == {
        "a": text,
        "b": [text, text],
    }


@pytest.fixture
def labour():
    return load_codebook("security")


def test_a_codebook_is_saved_into_the_corpus(labour, tmp_path):
    path = save_codebook(labour, "my-threats", corpus_folder=tmp_path)
    assert path == tmp_path / "codebooks" / "my-threats.toml"
    assert replace(load_codebook("my-threats", corpus_folder=tmp_path), name="security") == labour
    assert [p.name for p in path.parent.iterdir()] == ["my-threats.toml"]


@pytest.mark.parametrize("name", ["security", "Threats", "a b", "", "../x", "a--b"])
def test_a_name_that_will_not_do(labour, tmp_path, name):
    with pytest.raises(InputError, match=r"of the library|use lower-case"):
        save_codebook(labour, name, corpus_folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_codebook_that_is_there_is_written_over_only_by_the_one_who_saved_it(labour, tmp_path):
    path = save_codebook(labour, "threats", corpus_folder=tmp_path)
    before = path.read_bytes()
    changed = replace(labour, title="Another")
    with pytest.raises(InputError, match=r"threats\.toml already"):
        save_codebook(changed, "threats", corpus_folder=tmp_path)
    assert path.read_bytes() == before
    save_codebook(changed, "threats", corpus_folder=tmp_path, over={path})
    assert load_codebook("threats", corpus_folder=tmp_path).title == "Another"


def test_a_codebook_that_contradicts_its_examples_is_not_saved(labour, tmp_path):
    frame = replace(labour.frames[0], examples=())
    unsound = replace(labour, frames=(frame, *labour.frames[1:]))
    with pytest.raises(InputError, match="C10"):
        save_codebook(unsound, "threats", corpus_folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_line(labour, tmp_path):
    (tmp_path / "codebooks").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(InputError, match=r"threats\.toml cannot be written"):
        save_codebook(labour, "threats", corpus_folder=tmp_path)
