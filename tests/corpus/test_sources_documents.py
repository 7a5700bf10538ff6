"""Saved pages, PDF and Word files: the article is the text, everything else is a cut."""

import email.message
import sys
from collections import Counter

import pandas as pd
import pytest
from documents import ARTICLE, PAGE, docx_of, pdf_of, zip_bomb

from analysis.cli import main
from analysis.corpus import load_corpus, restore
from analysis.corpus.sources import import_source, open_source, read_source
from analysis.corpus.sources.layout import set_text
from analysis.errors import InputError


def read(path, **options):
    encodings = Counter()
    batches = list(read_source(open_source(path, **options), encodings=encodings))
    parts = (
        pd.concat([getattr(batch, name) for batch in batches], ignore_index=True)
        for name in ("articles", "rejected", "cuts")
    )
    return *parts, encodings


def without(text, cuts):
    for start, end in sorted(zip(cuts["raw_start"], cuts["raw_end"], strict=True), reverse=True):
        text = text[:start] + text[end:]
    return text


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_saved_page(tmp_path):
    articles, rejected, cuts, _ = read(put(tmp_path, "a.html", PAGE))
    assert len(rejected) == 0
    row = articles.iloc[0]
    assert without(row["text"], cuts) == ARTICLE
    facts = ["article_id", "title", "outlet", "published", "author", "url", "language"]
    assert row[facts].tolist() == [
        "a",
        "Port sold to workers",
        "The Courier",
        "2024-03-02",
        "Ann Lee",
        "https://www.courier.example/port-sold/",
        "en",
    ]
    assert [row["text"][start:end] for start, end in cuts[["raw_start", "raw_end"]].to_numpy()] == [
        "Home Sport\n",
        "By Ann Lee\n",
        "A ship. Photo: Ben\n",
        "Related\nStorm hits the coast\nAll rights reserved. We use cookies.",
    ]
    assert set(cuts["kind"]) == {"page furniture"}
    assert "never shown" not in row["text"]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_pages_in_other_encodings(tmp_path, charset):
    page = PAGE.replace("{charset}", charset).encode(charset)
    articles, _, _, encodings = read(put(tmp_path, "a.html", page))
    assert "the café at the harbour" in articles.loc[0, "text"]
    assert encodings == ({} if charset == "utf-8" else {charset: 1})


def test_a_page_with_its_parts_in_one_file(tmp_path):
    message = email.message.EmailMessage()
    message["Snapshot-Content-Location"] = "https://courier.example/saved"
    message.set_content("")
    message.make_mixed()
    page = PAGE.replace('<link rel="canonical" href="https://www.courier.example/port-sold/">', "")
    message.add_attachment(page.encode(), maintype="text", subtype="html")
    articles, _, cuts, _ = read(put(tmp_path, "a.mhtml", message.as_bytes()))
    assert without(articles.loc[0, "text"], cuts) == ARTICLE
    assert articles.loc[0, "url"] == "https://courier.example/saved"


def test_a_page_from_which_nothing_can_be_taken(tmp_path):
    put(tmp_path, "empty.html", "")
    put(tmp_path, "bare.html", "<html><body><script>x</script></body></html>")
    put(tmp_path, "binary.html", bytes(range(256)) * 40)
    put(tmp_path, "cut.html", PAGE[:900])
    put(tmp_path, "good.html", PAGE)
    articles, rejected, _, _ = read(tmp_path)
    assert articles["article_id"].tolist() in (["good"], ["cut", "good"])
    told = dict(zip(rejected["file"], rejected["reason"], strict=True))
    assert told["empty.html"] == "is empty"
    assert told["bare.html"] == "no article is found in this page"
    assert told["binary.html"] == "holds bytes that fit no encoding"


def test_a_folder_of_all_kinds_of_files(tmp_path):
    folder = tmp_path / "in"
    put(folder, "left/a.html", PAGE)
    put(folder, "left/a_files/logo.png", b"\x89PNG")
    put(folder, "right/a.pdf", pdf_of([["Rain fell on the town for nine days and nights."]]))
    put(folder, "right/b.txt", "Snow fell.\n\nThen hail.\n".encode("utf-16"))
    put(folder, "right/c.docx", docx_of(["Fog came.", "It stayed."]))
    put(folder, "right/d.xls", b"\xd0\xcf")
    put(folder, ".hidden/e.txt", "no")
    imported = import_source(folder, tmp_path / "corpus", group_by="folder")
    assert imported.encodings == ["1 file read as utf-16"]
    assert imported.rejected == {
        "pictures and styles of a saved page": 1,
        "there is no reader for '.xls' files": 1,
    }
    corpus = load_corpus(tmp_path / "corpus")
    assert corpus.articles[["article_id", "group"]].to_numpy().tolist() == [
        ["left/a", "left"],
        ["right/a", "right"],
        ["right/b", "right"],
        ["right/c", "right"],
    ]
    page = corpus.articles.iloc[0]
    assert page["text"] == ARTICLE
    assert restore(page["text"], corpus.cuts[corpus.cuts["article_id"] == "left/a"]) == page["raw"]


def test_groups_are_to_be_filled_in(tmp_path, capsys):
    put(tmp_path / "in", "a.html", PAGE)
    assert main(["import", str(tmp_path / "in"), str(tmp_path / "corpus")]) == 0
    assert "next: fill in the column `group`" in capsys.readouterr().out
    listing = tmp_path / "corpus" / "articles.csv"
    with pytest.raises(InputError, match=r"articles\.csv row 2: article 'a' has no 'group'"):
        load_corpus(tmp_path / "corpus")
    table = pd.read_csv(listing, dtype="str", keep_default_na=False)
    table.assign(group="left").to_csv(listing, index=False)
    assert load_corpus(tmp_path / "corpus").articles.loc[0, "text"] == ARTICLE


def test_folders_that_cannot_be_used(tmp_path):
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match="none: there is no file in this folder"):
        open_source(tmp_path / "none")
    put(tmp_path, "in/a.html", PAGE)
    with pytest.raises(InputError, match="in: --column is for tables"):
        open_source(tmp_path / "in", columns={"text": "body"})
    with pytest.raises(InputError, match="in: there is no column 'side'"):
        open_source(tmp_path / "in", group_by="side")


def test_running_heads_page_numbers_and_hyphens():
    pages = [
        [
            "Port report 2024",
            "The workers of the port had waited for nine weeks when the own-",
            "ers of it said that they would sell. The well-known broker had",
            "1",
        ],
        [
            "Port report 2024",
            "then left the town, and nobody knew where he had gone. The well-",
            "known broker came again, for all to see, and at last the exam-",
            "2",
        ],
        [
            "Port report 2024",
            "ple was over. They left.",
            "What next",
            "\ufb01ve rains fell upon the town, as they do in every year of them,",
            "and stopped.",
            "3",
        ],
    ]
    text, cuts = set_text(pages)
    whole = text
    for cut in reversed(cuts):
        text = text[: cut.start] + text[cut.end :]
    assert text == (
        "The workers of the port had waited for nine weeks when the owners of it said that they "
        "would sell. The well-known broker had then left the town, and nobody knew where he had "
        "gone. The well-known broker came again, for all to see, and at last the example was "
        "over. They left.\nWhat next\nfive rains fell upon the town, as they do in every year of "
        "them, and stopped."
    ).replace("What next\nfive", "What next five")
    assert [(whole[cut.start : cut.end], cut.kind) for cut in cuts] == [
        ("Port report 2024\n", "running head"),
        ("-\n", "hyphenation"),
        ("\n1\nPort report 2024\n", "running head"),
        ("-", "hyphenation"),
        ("\n2\nPort report 2024\n", "running head"),
        ("\n3\n", "running head"),
    ]


def test_pages_without_running_heads():
    assert set_text([]) == ("", ())
    assert set_text([[], [" "]]) == ("", ())
    assert set_text([["Rain fell."], ["Snow fell."]]) == ("Rain fell. Snow fell.", ())
    text, cuts = set_text([["• one thing that", "• another thing"]])
    assert (text, cuts) == ("• one thing that\n• another thing", ())


def test_a_pdf(tmp_path):
    body = "and told of the long nine weeks for which their strike had gone on"
    pages = [
        ["Port report", f"On page {word} the workers met {body}", *[f"{word} {body}"] * 5, f"{n}"]
        for n, word in enumerate(("one", "two", "three"), start=1)
    ]
    data = pdf_of(pages, title="Port sold", made="20240302")
    articles, rejected, cuts, _ = read(put(tmp_path, "a.pdf", data))
    assert len(rejected) == 0
    assert articles.loc[0, ["title", "note", "published"]].tolist() == [
        "Port sold",
        "PDF made 2024-03-02",
        "",
    ]
    text = without(articles.loc[0, "text"], cuts)
    assert text == " ".join(line for page in pages for line in page[1:-1])
    assert set(cuts["kind"]) == {"running head"}


def test_pdfs_that_cannot_be_read(tmp_path):
    good = pdf_of([["Rain fell on the town for nine days and nights."]])
    put(tmp_path, "a.pdf", b"")
    put(tmp_path, "b.pdf", b"This is no PDF at all.")
    put(tmp_path, "c.pdf", good[: len(good) // 3])
    put(tmp_path, "d.pdf", pdf_of([["1"], ["2"]]))
    put(tmp_path, "e.pdf", good)
    articles, rejected, _, _ = read(tmp_path)
    assert articles["article_id"].tolist() == ["e"]
    told = dict(zip(rejected["file"], rejected["reason"], strict=True))
    assert all(told[f"{name}.pdf"].startswith("cannot be read as PDF: ") for name in "abc")
    assert told["d.pdf"].startswith("has no text in its 2 pages; pictures of text")


def test_a_word_file(tmp_path):
    data = docx_of(
        ["Port sold", "Rain fell.", ""],
        header="Port report",
        rows=[("ships", "9"), ("cranes", "3")],
        title="On the port",
    )
    articles, _, cuts, _ = read(put(tmp_path, "a.docx", data))
    assert articles.loc[0, "title"] == "On the port"
    assert articles.loc[0, "text"].startswith("Port report\nPort sold\n")
    assert without(articles.loc[0, "text"], cuts).split("\n") == [
        "Port sold",
        "Rain fell.",
        "",
        "ships | 9",
        "cranes | 3",
        "",
    ]
    assert cuts["kind"].tolist() == ["running head"]


def test_word_files_that_cannot_be_read(tmp_path):
    good = docx_of(["Rain fell."])
    put(tmp_path, "a.docx", b"")
    put(tmp_path, "b.docx", b"PK\x03\x04 nothing")
    put(tmp_path, "c.docx", good[: len(good) // 2])
    put(tmp_path, "d.docx", docx_of([" "]))
    bomb = put(tmp_path, "e.docx", zip_bomb(300_000_000))
    put(tmp_path, "f.docx", good)
    assert bomb.stat().st_size < 1_000_000
    articles, rejected, _, _ = read(tmp_path)
    assert articles["article_id"].tolist() == ["f"]
    told = dict(zip(rejected["file"], rejected["reason"], strict=True))
    assert all(told[f"{name}.docx"].startswith("cannot be read as DOCX: ") for name in "abc")
    assert told["d.docx"] == "has no text"
    assert told["e.docx"] == "would unpack to 300 million bytes; not opened"


@pytest.mark.parametrize(
    ("module", "name", "what"),
    [("trafilatura", "a.html", "HTML"), ("pypdf", "b.pdf", "PDF"), ("docx", "c.docx", "DOCX")],
)
def test_a_library_that_is_missing_is_named(tmp_path, monkeypatch, module, name, what):
    put(tmp_path, name, "x")
    put(tmp_path, "z.txt", "Rain fell.")
    monkeypatch.setitem(sys.modules, module, None)
    articles, rejected, _, _ = read(tmp_path)
    assert articles["article_id"].tolist() == ["z"]
    assert rejected["reason"].tolist() == [
        f"{what} files need the library {module}, which is missing: "
        'pip install "comparative-framing[documents]"'
    ]
