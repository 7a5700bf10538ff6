"""``framing run --summary``: a page of sums, with passages from the source."""

import pyarrow.parquet as pq
import pytest
from conftest import make_articles, write_parquet

from analysis.cli import main
from analysis.scale.run import Asked, summarise_source


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    source = write_parquet(make_articles(120), folder / "news.parquet")
    books = ("policy-frames", "security")
    summarise_source(Asked(source, codebooks=books, partition_bytes=9_000), folder / "sums")
    return folder / "sums"


def test_the_page_tells_sums_and_shows_passages(summary, tmp_path, capsys):
    options = ["--sample", "30", "-p", "min_cues=1", "-p", "min_count=2"]
    assert (
        main(
            [
                "run",
                "02",
                "03",
                "--summary",
                str(summary),
                "--out",
                str(tmp_path / "site"),
                *options,
            ]
        )
        == 0
    )
    assert "2 run, 0 unchanged, 0 failed" in capsys.readouterr().out
    page = (tmp_path / "site" / "02_vocabulary.html").read_text(encoding="utf-8")
    frames = (tmp_path / "site" / "03_frames.html").read_text(encoding="utf-8")
    assert "a sample of 30 of 120 articles (seed 0)" in frames
    assert "a sample of 30 of 120 articles (seed 0)" in page
    sizes = pq.read_table(summary / "groups.parquet").to_pandas().groupby("group")["n_tokens"].sum()
    assert [f">{n:,}<" in page for n in sizes] == [True, True]
    assert "small marks are outlets" in page
    assert "the habit of an outlet" in page
    assert "<mark>" in page


def test_groups_of_a_summary_cannot_be_changed_later(summary, tmp_path, capsys):
    arguments = ["--summary", str(summary), "--out", str(tmp_path / "site")]
    assert main(["run", *arguments, "--group-by", "outlet"]) == 2
    assert "are those that were counted" in capsys.readouterr().err


def test_a_folder_without_a_summary_is_told(tmp_path, capsys):
    assert main(["run", "--summary", str(tmp_path), "--out", str(tmp_path / "site")]) == 2
    assert "holds no summary" in capsys.readouterr().err
