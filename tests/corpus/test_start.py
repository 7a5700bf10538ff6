import csv
import tomllib
from pathlib import Path

import pytest

from analysis.corpus import load_corpus, read_rules, start_corpus
from analysis.errors import InputError

BODY = "\n\nThe council voted on Thursday to sell the {} of the town to a firm from abroad.\n"


@pytest.fixture
def texts(tmp_path):
    """Write a folder of texts, of two sides."""
    folder = tmp_path / "texts in"

    def make(**files):
        folder.mkdir()
        for name, text in files.items():
            path = folder / f"{name.replace('__', '/')}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return make


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_of_texts_becomes_a_corpus(texts, tmp_path):
    source = texts(
        press__a=f"Port sold\n\n3 March 2023{BODY.format('harbour')}",
        press__b=f"March 2023\n\nMill sold{BODY.format('mill')}",
        union__c=f"They sell, we pay{BODY.format('work')}",
        union__d=("Café sold" + BODY.format("café")).encode("cp1252"),
    )
    (source / "notes.pdf").write_bytes(b"%PDF")
    before = {path: path.read_bytes() for path in source.rglob("*.*")}
    made = start_corpus(tmp_path / "new" / "c", source=source)
    rows = rows_of(tmp_path / "new" / "c" / "articles.csv")
    assert [row["article_id"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["title"] for row in rows] == [
        "Port sold",
        "Mill sold",
        "They sell, we pay",
        "Café sold",
    ]
    assert [row["group"] for row in rows] == ["press", "press", "union", "union"]
    assert [row["published"] for row in rows] == ["2023-03-03", "", "", ""]
    assert (rows[1]["published_earliest"], rows[1]["date_basis"]) == ("2023-03", "“March 2023”")
    assert {row["language"] for row in rows} == {"en"}
    assert {row["outlet"] for row in rows} == {""}
    assert rows[3]["note"] == "The file was read as cp1252."
    assert rows[3]["source_file"] == "union/d.txt"
    assert rows_of(tmp_path / "new" / "c" / "rejected.csv") == [
        {"file": "notes.pdf", "reason": "its name ends in .pdf; read are .txt and .md"}
    ]
    assert {path: path.read_bytes() for path in source.rglob("*.*")} == before
    corpus = load_corpus(tmp_path / "new" / "c")
    assert corpus.groups == {"press": "Press", "union": "Union"}
    assert corpus.articles["raw"].tolist() == made.articles["raw"].tolist()
    assert [rule.name for rule in read_rules(tmp_path / "new" / "c").rules] == ["date-line"]
    manifest = tomllib.loads((tmp_path / "new" / "c" / "corpus.toml").read_text("utf-8"))
    assert manifest == {"title": "", "question": "", "groups": {"press": "Press", "union": "Union"}}


def test_title_and_question_may_be_given(texts, tmp_path):
    source, title = texts(a="Port sold" + BODY), 'The "harbour" \\ x'
    start_corpus(tmp_path / "c", source=source, title=title, question="Who\nsells it?")
    corpus = load_corpus(tmp_path / "c", group_by="article_id")
    assert (corpus.title, corpus.question) == (title, "Who\nsells it?")


def test_texts_in_one_folder_have_no_group(texts, tmp_path):
    source = texts(a="Port sold" + BODY, b="Mill sold" + BODY.format("x"))
    made = start_corpus(tmp_path / "c", source=source)
    assert made.articles["group"].tolist() == ["", ""]
    assert not (tmp_path / "c" / "rejected.csv").exists()
    assert "# [groups]" in (tmp_path / "c" / "corpus.toml").read_text("utf-8")


def test_one_folder_around_all_texts_is_no_group(texts, tmp_path):
    source = texts(all__2023__a="Port sold" + BODY, all__2023__b="Mill sold" + BODY.format("x"))
    assert start_corpus(tmp_path / "c", source=source).articles["group"].tolist() == ["", ""]


def test_a_sub_folder_of_a_group_is_an_outlet(texts, tmp_path):
    source = texts(
        press__The_Post__a=f"Port sold{BODY}© The Herald",
        press__The_Post__b="Mill sold" + BODY.format("x"),
        union__c="They sell" + BODY.format("y"),
    )
    articles = start_corpus(tmp_path / "c", source=source).articles
    assert articles["group"].tolist() == ["press", "press", "union"]
    assert articles["outlet"].tolist() == ["The Herald", "The_Post", ""]  # the text's word first
    assert articles["note"].tolist()[1] == "The outlet is the name of the sub-folder."


def test_mastheads_are_cut_and_asked_about(texts, tmp_path):
    source = texts(
        **{f"a{n}": f"The Post\n\nHeadline {n}{BODY.format(n)}" for n in range(2)},
        **{f"b{n}": f"Other {n}{BODY.format(n + 10)}" for n in range(8)},
    )
    made = start_corpus(tmp_path / "c", source=source)
    assert [rule.name for rule in read_rules(tmp_path / "c").rules] == ["the-post"]
    assert made.articles["note"].tolist()[:3] == [
        "Other texts, too, open with “The Post”: is this the outlet?"
    ] * 2 + [""]
    assert made.articles["title"].tolist()[:2] == ["Headline 0", "Headline 1"]


def test_the_same_folder_gives_the_same_bytes(texts, tmp_path):
    source = texts(x__a=f"The Post\nPort sold{BODY}", y__b=f"The Post\nMill sold{BODY}é")
    for name in ("one", "two"):
        start_corpus(tmp_path / name, source=source)
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")]
    assert len(files) == 5
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_nothing_is_overwritten(texts, tmp_path):
    source = texts(a="Port sold" + BODY)
    target = tmp_path / "c"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"^c is not empty, and nothing in it is touched"):
        start_corpus(target, source=source)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    with pytest.raises(InputError, match=r"^mine\.txt is a file"):
        start_corpus(target / "mine.txt", source=source)
    (target / "mine.txt").unlink()
    start_corpus(target, source=source)  # an empty folder will do
    assert (target / "articles.csv").is_file()


@pytest.mark.parametrize("place", [".", "c", ".."])
def test_corpus_and_texts_lie_apart(texts, place):
    source = texts(a="Port sold" + BODY)
    with pytest.raises(InputError, match=r"lie in one another|is not empty"):
        start_corpus(source / place, source=source)
    assert [path.name for path in source.iterdir()] == ["a.txt"]


def test_a_folder_without_texts_makes_nothing(texts, tmp_path):
    source = texts()
    with pytest.raises(InputError, match=r"^texts in is empty: put one text file for each"):
        start_corpus(tmp_path / "c", source=source)
    (source / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(
        InputError, match=r"holds no text .* the first of 1 files, a\.pdf: its name"
    ):
        start_corpus(tmp_path / "c", source=source)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["texts in"]


def test_a_place_that_cannot_be_written(texts, tmp_path):
    source = texts(a="Port sold" + BODY)
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"^file is a file; name a folder"):
        start_corpus(tmp_path / "file" / "c", source=source)
    with pytest.raises(InputError, match=r"^c cannot be written: No such file or directory"):
        start_corpus(Path("/proc/nowhere/c"), source=source)


def test_a_failure_in_the_middle_leaves_nothing(texts, tmp_path, monkeypatch):
    source = texts(a="Port sold" + BODY)

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("analysis.corpus.start._write_table", fail)
    with pytest.raises(InputError, match=r"^c cannot be written: No space left on device"):
        start_corpus(tmp_path / "c", source=source)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["texts in"]


def test_what_is_left_out_goes_with_the_corpus(texts, tmp_path):
    source = texts(press__a=f"Port sold{BODY.format('harbour')}")
    (source / "notes.pdf").write_bytes(b"%PDF")
    start_corpus(tmp_path / "c", source=source)
    corpus = load_corpus(tmp_path / "c", group_by="article_id")
    assert corpus.rejected[["file", "reason"]].to_numpy().tolist() == [
        ["notes.pdf", "its name ends in .pdf; read are .txt and .md"]
    ]
    assert str(corpus).endswith(" 1 file rejected.")


def test_a_folder_s_label_is_spelled_as_its_texts_spell_it(texts, tmp_path):
    source = texts(
        cnn__a=f"Port sold{BODY.format('harbour')} A CNN crew, CNN said, came; so did Cnn.",
        cnn__b=f"Mill sold{BODY.format('mill')}",
        the_post__c=f"They sell{BODY.format('work')} The Post wrote.",
        left__d=f"They left{BODY.format('café')} All left.",
    )
    start_corpus(tmp_path / "corpus", source=source)
    manifest = tomllib.loads((tmp_path / "corpus" / "corpus.toml").read_text())
    assert manifest["groups"] == {"cnn": "CNN", "the_post": "The Post", "left": "Left"}
