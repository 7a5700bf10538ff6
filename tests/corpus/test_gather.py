import os
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.gather import gather_texts, make_ids
from analysis.errors import InputError


@pytest.fixture
def write(tmp_path):
    def make(**files):
        for name, data in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return tmp_path

    return make


def reasons(rejected):
    return dict(zip(rejected["file"], rejected["reason"], strict=True))


def test_every_file_is_a_text_or_has_its_reason(write):
    folder = write(
        a_txt="Rain fell.",
        b_MD="# Snow fell",
        sub__c_txt="Hail fell.",
        copy_txt="Rain  fell.\n",
        empty_txt="",
        blank_txt=" \ufeff\n",
        nul_txt="Rain\0fell.",
        noise_txt=bytes(range(256)) * 20,
        paper_pdf=b"%PDF",
        _hidden="x",
        sub___git__config="x",
    )
    (folder / "noending").write_text("x")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "link").symlink_to(folder / "sub")
    os.mkfifo(folder / "pipe.txt")
    texts, rejected = gather_texts(folder)
    assert list(texts["source"]) == ["a.txt", "b.MD", "sub/c.txt"]
    assert list(texts["folder"]) == ["", "", "sub"]
    assert list(texts["text"]) == ["Rain fell.", "# Snow fell", "Hail fell."]
    assert reasons(rejected) == {
        ".hidden": "a hidden file",
        "blank.txt": "nothing but white space",
        "copy.txt": "the same text as a.txt",
        "empty.txt": "the file is empty",
        "gone.txt": "cannot be read: No such file or directory",
        "link": "a link to a folder, which was not followed",
        "noending": "its name has no ending; read are .txt and .md",
        "noise.txt": "the file is not UTF-8, and no other encoding fits: is it a text file?",
        "nul.txt": "holds NUL characters, so it is no text",
        "paper.pdf": "its name ends in .pdf; read are .txt and .md",
        "pipe.txt": "neither a file nor a folder",
        "sub/.git": "a hidden folder, which was not looked into",
    }


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_other_encodings_are_read_and_told(write, encoding):
    text = "The café’s “owner” said that the naïve façade had cost £300. " * 3
    texts, _ = gather_texts(write(a_txt=text.encode(encoding), b_txt="Rain fell."))
    assert list(texts["text"]) == [text, "Rain fell."]
    assert list(texts["encoding"]) == [encoding, "utf-8"]


def test_two_sides_may_print_one_text(write):
    texts, rejected = gather_texts(write(x__a_txt="Rain fell.", y__a_txt="Rain fell."))
    assert list(texts["source"]) == ["x/a.txt", "y/a.txt"]
    assert rejected.empty


def test_a_name_that_is_no_text_is_shown_as_far_as_it_goes(write):
    folder = write(a_txt="Rain fell.")
    (folder / os.fsdecode(b"\xff\n.txt")).write_text("Snow fell.")
    texts, _ = gather_texts(folder)
    assert list(texts["source"]) == ["a.txt", "��.txt"]


def test_a_folder_that_cannot_be_entered_is_told(write, monkeypatch):
    folder = write(a_txt="Rain fell.", shut__b_txt="Snow fell.")
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    texts, rejected = gather_texts(folder)
    assert list(texts["source"]) == ["a.txt"]
    assert reasons(rejected) == {"shut": "cannot be read: Permission denied"}


def test_no_folder(tmp_path):
    with pytest.raises(InputError, match="there is no such folder"):
        gather_texts(tmp_path / "no")


def test_ids():
    names = ["press/01.txt", "union/01.txt", "Port Sold!.txt", "port-sold.md", "Élan.txt", "港.txt"]
    assert make_ids(pd.Series(names)) == [
        "press-01",
        "union-01",
        "Port-Sold",
        "port-sold-2",
        "Elan",
        "text",
    ]
    assert make_ids(pd.Series(["x" * 200 + ".txt"])) == ["x" * 48]


@given(st.lists(st.text(min_size=1).map(lambda name: f"{name}.txt"), min_size=1, max_size=8))
def test_ids_are_safe_and_differ_also_where_capitals_do_not(names):
    ids = make_ids(pd.Series(names))
    assert len({one.lower() for one in ids}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", one) for one in ids)
