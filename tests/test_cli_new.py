import csv
import tomllib
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.codebooks import load_codebook

HARBOUR = Path(__file__).parent / "corpora" / "harbour" / "articles"


@pytest.fixture
def texts(tmp_path, monkeypatch):
    """Lay the texts of the harbour by the papers' names, in the folder one works in."""
    monkeypatch.chdir(tmp_path)
    for path in HARBOUR.glob("*.txt"):
        folder = tmp_path / "texts" / path.name.partition("_")[0]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path.name).write_bytes(path.read_bytes())
    return tmp_path / "texts"


def flat(folder):
    """Put all texts into one folder, so that nothing tells their groups."""
    for path in [*folder.rglob("*.txt")]:
        path.rename(folder / path.name)


def test_new_tells_what_it_made_and_what_to_type_next(texts, capsys):
    (texts / "map.pdf").write_bytes(b"%PDF")
    (texts / "voice" / "letter.txt").write_bytes(
        "Der König hört’s, sagte der „Rat“. ".encode("cp1252")
    )
    assert main(["new", "my-corpus", "--from", "texts"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "my-corpus: 8 articles",
        "  languages: en 7, de 1",
        "  dates: 2 of 8 texts state one at their head",
        "  outlets: 2 of 8 are stated",
        "  groups: courier 3, voice 3, review 2, proposed from the sub-folders",
        "  cleaning.toml: 6 rules proposed",
        "  codebooks/actors.toml: a draft of 6 names from the texts",
        "  not UTF-8, converted: voice/letter.txt (cp1252); look whether accents and quotation "
        "marks are right",
        "  left out: 1 file, each with its reason in rejected.csv",
        "    map.pdf: its name ends in .pdf; read are .txt and .md",
        "next: type",
        "  framing check my-corpus",
    ]
    assert load_codebook("actors", corpus_folder=Path("my-corpus")).kind == "actors"


def test_from_texts_to_a_corpus_that_can_run(texts, capsys):
    flat(texts)
    assert main(["new", "my-corpus", "--from", "texts"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "  groups: none yet" in said
    assert said[-2].startswith("next: open my-corpus/articles.csv, write into the column `group`")
    assert main(["check", "my-corpus"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "my-corpus: not ready to run. What is missing, first things first:"
    assert said[1].startswith("1. articles.csv: the column 'group' is empty in 7 rows (2 to 8). ")
    assert "my-corpus: 1 error, 6 warnings" in said
    assert said[-2:] == ["next: mend this, then type", "  framing check my-corpus"]
    assert main(["run", "--corpus", "my-corpus", "--out", "site"]) == 2
    complaint = capsys.readouterr().err
    assert complaint == (
        "framing: articles.csv row 2: article 'courier-letter' has no 'group' "
        "(all that is missing: framing check my-corpus)\n"
    )
    listing = Path("my-corpus/articles.csv")
    with listing.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["group"] = row["article_id"].partition("-")[0]
    with listing.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert main(["check", "my-corpus"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "my-corpus: 0 errors, 6 warnings" in said
    assert said[-2:] == [
        "next: nothing stands in the way of a run; type",
        "  framing run --corpus my-corpus --out my-corpus-site",
    ]


def test_warnings_of_many_articles_are_one_line_and_one_advice(texts, capsys):
    main(["new", "my-corpus", "--from", "texts"])
    capsys.readouterr()
    main(["check", "my-corpus"])
    said = capsys.readouterr().out.splitlines()
    assert said[0] == (
        "my-corpus: W202 5 articles (courier-letter, courier-strike, review-deal, review-vote, "
        "voice-owners): The article is undated"
    )
    assert said[1].startswith("  If the text states a day, write it into `published`")
    assert said[2].startswith("my-corpus: W207 courier-sale: The text seems to break off: ")
    assert said[3].startswith("  See whether it is a teaser")


def test_another_column_may_be_compared(texts, capsys):
    main(["new", "c", "--from", "texts"])
    capsys.readouterr()
    assert main(["check", "c", "--group-by", "outlet"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith(
        "1. articles.csv: the column 'outlet' is empty in 5 rows (2 to 4, 7 to 8)."
    )
    assert said[-1] == "  framing check c --group-by outlet"


def test_codebooks_of_the_library_can_be_copied(texts, capsys):
    assert main(["new", "c", "--from", "texts", "--codebooks", "security,stance"]) == 0
    assert "  codebooks/security.toml: a copy for you to change" in capsys.readouterr().out
    names = sorted(path.name for path in Path("c/codebooks").iterdir())
    assert names == ["actors.toml", "security.toml", "stance.toml"]
    assert main(["new", "d", "--from", "texts", "--codebooks", "securty"]) == 2
    assert "there is none of that name (did you mean security?); known: class-and-empire" in (
        capsys.readouterr().err
    )
    assert not Path("d").exists()


def test_texts_of_another_language_get_no_draft(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("t").mkdir()
    Path("t/a.txt").write_text("Der Rat stimmte am Donnerstag für den Verkauf des Hafens.", "utf-8")
    assert main(["new", "c", "--from", "t"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "  languages: de" in said
    assert "  codebooks: no draft of actors, since no names were found in English texts" in said
    assert main(["check", "c"]) == 1
    assert "For a draft: framing actors c > c/codebooks/actors.toml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["new", "c", "--from", "nowhere"], "nowhere: there is no such folder"),
        (["new", "texts/c", "--from", "texts"], "c and the texts in texts lie in one another"),
        (["new", "texts", "--from", "texts"], "texts is not empty, and nothing in it is touched"),
        (["new", "texts/voice/voice_owners.txt", "--from", "texts"], "voice_owners.txt is a file"),
    ],
)
def test_bad_input_is_one_line(texts, capsys, arguments, says):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"framing: {says}")
    assert said.err.count("\n") == 1
    assert not Path("c").exists()


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("a/my c", "'a/my c-site'"),
        (".", "../c-site"),
        ("../c", "../c-site"),
    ],
)
def test_the_site_is_proposed_beside_the_corpus(tmp_path, monkeypatch, typed, site):
    import shlex

    from analysis.publish.checking import site_beside

    folder = tmp_path / "c"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert shlex.quote(str(site_beside(Path(typed)))) == site


def test_the_file_of_groups_can_be_read(texts):
    main(["new", "c", "--from", "texts"])
    content = tomllib.loads(Path("c/corpus.toml").read_text("utf-8"))
    assert content["groups"] == {"courier": "Courier", "review": "Review", "voice": "Voice"}
