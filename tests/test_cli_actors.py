import tomllib
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.codebooks.codebook import parse_codebook

HARBOUR = Path(__file__).parent / "corpora" / "harbour"


def test_the_draft_is_printed_as_a_codebook(capsys):
    assert main(["actors", str(HARBOUR), "--most", "3"]) == 0
    text = capsys.readouterr().out
    book = parse_codebook(tomllib.loads(text), name="draft", where="draft")
    assert len(book.frames) == 3
    assert {"meridian-terminals", "port-ellery"} < set(book.labels)
    assert "framing check" in text


def test_another_column_can_hold_the_groups(capsys, tmp_path):
    (tmp_path / "articles.csv").write_text("article_id,file,side\na,a.txt,x\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("We met Meridian. They met Meridian.\n", encoding="utf-8")
    assert main(["actors", str(tmp_path)]) == 2
    assert "there is no column 'group'" in capsys.readouterr().err
    assert main(["actors", str(tmp_path), "--group-by", "side"]) == 0
    assert 'terms = ["Meridian"]' in capsys.readouterr().out


def test_a_draft_needs_a_number_of_actors(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["actors", str(HARBOUR), "--most", "0"])
    assert ended.value.code == 2
    assert "--most" in capsys.readouterr().err
