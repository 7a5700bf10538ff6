"""``framing run --summary``: the notebooks count over all articles, and read a sample."""

import pyarrow.parquet as pq
import pytest
from made_up import make_outlets, write_parquet

from analysis.cli import main
from analysis.scale.run import Asked, summarise_source


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    source = write_parquet(make_outlets(), folder / "news.parquet")
    books = ("policy-frames", "security")
    asked = Asked(source, codebooks=books, nodes=("gangs",), partition_bytes=9_000)
    summarise_source(asked, folder / "sums")
    return folder / "sums"


def test_the_pages_count_all_articles_and_read_a_sample(summary, tmp_path, capsys):
    site = tmp_path / "site"
    arguments = ["--summary", str(summary), "--out", str(site), "--sample", "30"]
    assert main(["run", "02", "03", *arguments, "-p", "min_cues=1"]) == 0
    assert "2 run, 0 unchanged, 0 failed" in capsys.readouterr().out
    words, frames = (
        (site / f"{name}.html").read_text(encoding="utf-8")
        for name in ("02_vocabulary", "03_frames")
    )
    groups = pq.read_table(summary / "groups.parquet").to_pandas()
    for page in (words, frames):
        assert "a sample of 30 of 150 articles (seed 0)" in page
        assert f"Counted: {groups['n_tokens'].sum():,} tokens" in page
        assert "all 150 articles of the source" in page
        assert "outlets" in page
        assert "<mark>" in page
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "Words and frames are counted over all 150 articles of the source" in front
    terms = pq.read_table(summary / "terms.parquet").to_pandas().set_index(["term", "group"])
    assert f">{terms.loc[('gangs', 'left'), 'n']:,}<" in words
    cues = pq.read_table(summary / "frames.parquet").to_pandas()
    assert f">{cues.loc[cues['codebook'] == 'policy-frames', 'n_hits'].sum():,}<" in frames
    assert "small marks are single outlets" in frames
    assert "of the 12 outlets is left out" in frames or "without Outlet" in frames
    assert "War and peace" not in frames  # its cues were not counted


def test_groups_of_a_summary_cannot_be_changed_later(summary, tmp_path, capsys):
    arguments = ["--summary", str(summary), "--out", str(tmp_path / "site")]
    assert main(["run", *arguments, "--group-by", "outlet"]) == 2
    assert "are those that were counted" in capsys.readouterr().err


def test_a_folder_without_a_summary_is_told(tmp_path, capsys):
    assert main(["run", "--summary", str(tmp_path), "--out", str(tmp_path / "site")]) == 2
    assert "holds no summary" in capsys.readouterr().err
