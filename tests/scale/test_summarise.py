"""Sums over partitions are those of the corpus read whole, whoever reads them and in what order."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import make_articles, write_parquet

from analysis.cli import main
from analysis.codebooks import load_codebook
from analysis.codebooks.match import find_hits
from analysis.corpus.cleaning import clean
from analysis.measures.collocation import collocates_by_group
from analysis.measures.dispersion import dispersion, dispersion_of_group
from analysis.scale.engines import processes
from analysis.scale.partials import KEYS, add, summarise
from analysis.scale.run import Asked, make_part, plan, summarise_source
from analysis.scale.store import read_plan
from analysis.text import count_terms, tokenize

BOOKS = ("security", "war-and-peace")
NODES = ("port", "the port")


def asked(source, **options):
    return Asked(source, codebooks=BOOKS, nodes=NODES, **options)


def table(folder, name):
    return pq.read_table(folder / f"{name}.parquet").to_pandas()


def parts(folder, name):
    files = sorted((folder / "parts").glob(f"*.{name}.parquet"))
    return pd.concat([pq.read_table(file).to_pandas() for file in files], ignore_index=True)


def hashes(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def whole(articles):
    """The corpus read whole, by the functions that notebooks call."""
    cleaned, cuts = clean(articles.rename(columns={"text": "raw"}))
    return cleaned, cuts, tokenize(cleaned)


@pytest.fixture(scope="module", params=[900, 3_000, 10**9], ids=["tiny", "small", "one"])
def folder(request, source, tmp_path_factory):
    out = tmp_path_factory.mktemp("summary") / "out"
    summarise_source(asked(source, partition_bytes=request.param), out)
    return out


def test_terms_are_those_of_the_whole(folder, whole):
    sums = count_terms(whole[2]).by_group
    terms = count_terms(whole[2]).terms
    found = table(folder, "terms")
    for row, group in enumerate(sums.groups):
        own = found[found["group"] == group].set_index("term")
        for name, expected in (("n", sums.n[row]), ("n_articles", sums.n_articles[row])):
            values = own[name].reindex(terms, fill_value=0)
            assert values.tolist() == expected.tolist()
    is_content = found.groupby("term")["n_other"].sum().reindex(terms) == 0
    assert is_content.tolist() == count_terms(whole[2]).is_content.tolist()


def test_articles_have_their_sizes(folder, whole):
    tokens = whole[2]
    found = parts(folder, "articles")
    assert found["article_id"].tolist() == tokens.articles["article_id"].tolist()
    assert found["n_tokens"].tolist() == tokens.n_per_article().tolist()
    assert found["n_sentences"].tolist() == tokens.n_sentences().tolist()
    assert (found["n_tokens_quoted"] + found["n_tokens_own"]).equals(found["n_tokens"])
    sums = table(folder, "groups")
    assert sums["n_tokens"].sum() == len(tokens)
    assert sums["k_articles"].sum() == len(tokens.articles)


def test_hits_are_those_of_the_whole(folder, whole):
    tokens = whole[2]
    found = parts(folder, "hits")
    for name in BOOKS:
        expected = find_hits(tokens, load_codebook(name))
        own = found[found["codebook"] == name].reset_index(drop=True)
        columns = ["sentence", "start", "end", "frame", "term", "surface", "negated", "quoted"]
        assert own[columns].to_numpy().tolist() == expected[columns].to_numpy().tolist()
        by_frame = table(folder, "frames").query("codebook == @name").groupby("frame")["n_hits"]
        assert by_frame.sum().to_dict() == expected.groupby("frame").size().to_dict()


def test_cuts_are_those_of_the_whole(folder, whole):
    expected = whole[1]
    assert parts(folder, "cuts").to_numpy().tolist() == expected.to_numpy().tolist()
    assert {"Courier Online", "Share this article"} <= set(expected["text"].str.strip())


def test_dispersion_is_that_of_the_whole(folder, whole):
    counts = count_terms(whole[2])
    found = table(folder, "spread")
    everywhere = found[found["group"] == ""].set_index("term").loc[counts.terms]
    expected = dispersion(counts)
    for name in ("dp", "dp_norm", "juilland_d"):
        np.testing.assert_allclose(everywhere[name], expected[name], rtol=1e-12)
    for group in ("left", "right"):
        own = found[found["group"] == group].set_index("term").loc[counts.terms, "dp_norm"]
        np.testing.assert_allclose(own, dispersion_of_group(counts, group), rtol=1e-12)


def test_the_company_of_nodes_is_that_of_the_whole(folder, whole):
    expected = collocates_by_group(
        whole[2], NODES, groups=["left", "right"], content_only=False, min_count=1
    )
    met = table(folder, "nodes").set_index(["node", "group", "collocate"])
    terms = table(folder, "terms").set_index(["group", "term"])["n"]
    sizes = table(folder, "node_sizes").set_index(["node", "group"])
    tokens = table(folder, "groups").groupby("group")["n_tokens"].sum()
    for row in expected.itertuples():
        none = dict.fromkeys(("f", "n_met", "n_articles", "n_inside"), 0)
        key = (row.node, row.group, row.collocate)
        own = met.loc[key].to_dict() if key in met.index else none
        size = sizes.loc[(row.node, row.group)]
        assert (own["f"], own["n_met"], own["n_articles"]) == (row.f, row.n_met, row.n_articles)
        assert terms.get((row.group, row.collocate), 0) - own["n_inside"] == row.f2
        assert (size["f1"], size["n_node"]) == (row.f1, row.n_node)
        assert tokens[row.group] - size["n_inside"] == row.n


def test_partitions_are_as_many_as_their_size_asks(source, tmp_path):
    numbers = []
    for size in (900, 3_000, 10**9):
        plan(asked(source, partition_bytes=size), tmp_path / str(size))
        numbers.append(len(read_plan(tmp_path / str(size))["partitions"]))
    assert numbers[0] > 2 * numbers[1] > 7
    assert numbers[2] == 3  # one a row group


def test_two_processes_write_the_same_bytes_as_one(source, tmp_path):
    what = asked(source, partition_bytes=1_500)
    summarise_source(what, tmp_path / "one")
    summarise_source(what, tmp_path / "two", engine=processes(2))
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_a_partition_done_twice_changes_nothing(source, tmp_path):
    summarise_source(asked(source, partition_bytes=1_500, clean=False), tmp_path / "out")
    before = hashes(tmp_path / "out")
    make_part(str(tmp_path / "out"), 1)
    assert hashes(tmp_path / "out") == before


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(tmp_path):
    source = write_parquet(make_articles(240), tmp_path / "news.parquet")
    options = ["--partition-mb", "0.004", "--codebook", "security"]
    command = [sys.executable, "-m", "analysis.cli", "summarise", str(source), *options, "--out"]
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    broken = tmp_path / "broken"
    process = subprocess.Popen([*command, str(broken)], stderr=subprocess.DEVNULL)
    while not list((broken / "parts").glob("*.json")) and process.poll() is None:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    n_before = len(list((broken / "parts").glob("*.json")))
    assert not (broken / "summary.json").exists()
    assert n_before > 0
    again = subprocess.run([*command, str(broken)], check=True, capture_output=True, text=True)
    assert f"summarising: {n_before + 1} of" in again.stderr or n_before > 1
    for left in broken.rglob(".*"):  # half a file, which nobody reads
        left.unlink()
    assert hashes(broken) == hashes(tmp_path / "whole")


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl"])
def test_other_files_give_the_sums_of_parquet(articles, source, tmp_path, ending):
    path = tmp_path / f"news.{ending}"
    if ending == "jsonl":
        articles.to_json(path, orient="records", lines=True)
    else:
        articles.to_csv(path, index=False, sep="\t" if ending == "tsv" else ",")
    summarise_source(asked(path), tmp_path / "out")
    summarise_source(asked(source), tmp_path / "parquet")
    for name in ("terms", "groups", "frames", "nodes", "spread"):
        pd.testing.assert_frame_equal(
            table(tmp_path / "out", name), table(tmp_path / "parquet", name)
        )


def test_a_corpus_folder_gives_the_sums_of_its_articles(tmp_path):
    from analysis.corpus import load_corpus

    corpus = Path(__file__).parent.parent / "corpora" / "harbour"
    totals = summarise_source(Asked(corpus), tmp_path / "out")
    tokens = tokenize(load_corpus(corpus).articles)
    assert (totals["k_articles"], totals["n_tokens"]) == (len(tokens.articles), len(tokens))
    assert (
        parts(tmp_path / "out", "cuts")["n_words"].sum()
        == load_corpus(corpus).cuts["n_words"].sum()
    )


def test_cuts_that_came_with_a_corpus_hold_for_its_sums(tmp_path):
    from analysis.corpus import load_corpus

    corpus, raw = tmp_path / "mine", "Menu Home Sport. The port was closed."
    corpus.mkdir()
    (corpus / "a.txt").write_text(raw, encoding="utf-8")
    (corpus / "articles.csv").write_text("article_id,file,group\na,a.txt,x\n", encoding="utf-8")
    (corpus / "cuts.csv").write_text(
        "article_id,raw_start,raw_end,kind,rule,text\na,0,16,page,page,Menu Home Sport.\n",
        encoding="utf-8",
    )
    totals = summarise_source(Asked(corpus), tmp_path / "out")
    assert totals["n_tokens"] == len(tokenize(load_corpus(corpus).articles)) == 4
    assert "menu" not in set(table(tmp_path / "out", "terms")["term"])


@pytest.mark.parametrize("partition_bytes", [900, 10**9])
def test_lines_of_pages_that_are_copied_are_cut_in_every_partition(tmp_path, partition_bytes):
    texts = [f"Story {n} of the harbour town.\n\n{n + 2} years ago" for n in range(12)]
    rows = [(f"a{n}", "Courier" if n < 11 else "Ledger", text) for n, text in enumerate(texts)]
    rows.append(("b", None, "Nobody knows who wrote this.\n\n70 years ago"))
    articles = pd.DataFrame(rows, columns=["article_id", "outlet", "text"]).assign(side="x")
    source = write_parquet(articles, tmp_path / "news.parquet", row_group_size=2)
    (tmp_path / "corpus.toml").write_text('[columns]\ngroup = "side"\n', encoding="utf-8")
    summarise_source(Asked(source, partition_bytes=partition_bytes), tmp_path / "out")
    cuts = parts(tmp_path / "out", "cuts")
    _, expected = clean(articles.rename(columns={"text": "raw"}))
    pd.testing.assert_frame_equal(cuts.astype(expected.dtypes), expected)
    assert cuts["text"].str.strip().tolist() == [f"{n + 2} years ago" for n in range(12)] + [
        "70 years ago"
    ]


def make_pages(n=60):
    """Articles of two outlets with captions, and with headlines run into names."""
    rng = np.random.default_rng(5)
    names = [f"N{'abcdefghij'[i // 10]}{'abcdefghij'[i % 10]}" for i in range(n)]
    verbs = "fell came rose passed hung moved turned stayed left grew".split()
    rows = []
    for i, name in enumerate(names):
        told = [
            f"then the {rng.choice(verbs)}er {rng.choice(verbs)} on the town" for _ in range(12)
        ]
        lines = [f"Now {told[k]}. However, {told[k + 1]}. {told[k + 2]}." for k in range(0, 12, 3)]
        outlet = ("Post", "Times")[i % 2]
        if outlet == "Post":
            lines.insert(1, f"Enlarge this image {name}")
        else:
            lines[2] += f" So Ann {name} Ann Maria {name}Port sold at last MORE went home."
        rows.append((f"a{i:02}", outlet, "\n".join(lines)))
    return pd.DataFrame(rows, columns=["article_id", "outlet", "text"]).assign(group="x")


@pytest.mark.parametrize("most", [20, 1_000])
@pytest.mark.parametrize("partition_bytes", [900, 10**9])
def test_phrases_of_pages_are_learnt_over_all_partitions(
    tmp_path, monkeypatch, partition_bytes, most
):
    monkeypatch.setattr("analysis.corpus.furniture.MOST", most)
    articles = make_pages()
    source = write_parquet(articles, tmp_path / "news.parquet", row_group_size=7)
    summarise_source(Asked(source, partition_bytes=partition_bytes), tmp_path / "out")
    cuts = parts(tmp_path / "out", "cuts")
    _, expected = clean(articles.rename(columns={"text": "raw"}))
    pd.testing.assert_frame_equal(cuts.astype(expected.dtypes), expected)
    n = expected.groupby("rule").size()
    assert n.to_dict() == {"repeated-phrases": 30, "glued-headlines": 30}
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name == "pages"]


def test_cleaning_of_a_corpus_holds_for_its_sums(tmp_path):
    articles = make_pages()
    source = write_parquet(articles, tmp_path / "news.parquet", row_group_size=7)
    (tmp_path / "cleaning.toml").write_text("repeated_phrases = false\n", encoding="utf-8")
    summarise_source(Asked(source, partition_bytes=900), tmp_path / "out")
    assert parts(tmp_path / "out", "cuts").empty
    assert not (tmp_path / "out" / "furniture.json").exists()


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)), st.integers(1, 5))
def test_partials_add_in_any_order_and_grouping(order, cut):
    tables = [pa_terms(number) for number in range(6)]
    expected = add(tables, KEYS["terms"])
    mixed = [tables[i] for i in order]
    halves = [add(mixed[:cut], KEYS["terms"]), add(mixed[cut:], KEYS["terms"])]
    assert add(halves, KEYS["terms"]).equals(expected)


def pa_terms(number):
    rng = np.random.default_rng(number)
    n = int(rng.integers(0, 5))
    words, groups = rng.choice([*"abcd"], n), rng.choice(["x", "y"], n)
    columns = {"term": pa.array(words, pa.string()), "group": pa.array(groups, pa.string())}
    sums = {name: pa.array(rng.integers(0, 9, n), pa.int64()) for name in ("n", "n_articles")}
    return pa.table(columns | sums)


def test_a_batch_without_hits_or_words_has_all_tables():
    empty = pd.DataFrame({"article_id": ["a"], "group": ["x"], "text": [""]}).astype("str")
    partial = summarise(empty, [load_codebook("security")], nodes=["port"])
    assert {name: t.num_rows for name, t in partial.items()} == {
        "terms": 0, "counts": 1, "articles": 1, "groups": 1, "hits": 0, "frames": 0,
        "frame_terms": 0, "nodes": 0, "node_sizes": 1,
    }  # fmt: skip


def rejected(folder):
    return pd.read_csv(folder / "rejected.csv", keep_default_na=False).to_numpy().tolist()


def test_every_row_is_an_article_or_rejected_with_its_reason(articles, tmp_path):
    bad = articles.head(12).copy()
    bad.loc[2, "text"] = " \n"
    bad.loc[5, "group"] = None
    bad.loc[7, "article_id"] = None
    totals = summarise_source(asked(write_parquet(bad, tmp_path / "bad.parquet")), tmp_path / "out")
    assert (totals["k_articles"], totals["n_rejected"]) == (9, 3)
    assert rejected(tmp_path / "out") == [
        ["bad.parquet", 2, "a002", "the text is empty"],
        ["bad.parquet", 5, "a005", "no 'group'"],
        ["bad.parquet", 7, "", "no article_id"],
    ]


def complaint(capsys, *arguments):
    assert main(["summarise", *map(str, arguments)]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    return [line for line in lines if not line.startswith(("reading", "summarising", "adding"))]


def test_bad_input_is_told_in_one_line(articles, source, tmp_path, capsys):
    out = ["--out", tmp_path / "out"]
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(source.read_bytes()[:-200])
    empty = write_parquet(articles.head(0), tmp_path / "empty.parquet")
    numbers = write_parquet(articles.assign(text=range(60)), tmp_path / "numbers.parquet")
    twice = write_parquet(articles.assign(article_id="a"), tmp_path / "twice.parquet")
    (tmp_path / "ragged.csv").write_text('article_id,text,group\na,"b,c\n', encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    cases = {
        tmp_path / "none.parquet": "there is no source 'none.parquet'",
        broken: "broken.parquet: not a readable Parquet file",
        empty: "the source has no articles",
        numbers: "numbers.parquet: the column 'text' holds int64, not text",
        twice: "twice.parquet: article_id 'a' is there twice",
        tmp_path / "ragged.csv": "ragged.csv: cannot be read",
        tmp_path / "notes.txt": "notes.txt: not Parquet",
        tmp_path / "folder": "folder: no Parquet files and no articles.csv",
    }
    for i, (path, expected) in enumerate(cases.items()):
        told = complaint(capsys, path, "--out", tmp_path / f"out{i}")
        assert len(told) == 1
        assert expected in told[0]
    assert "no column 'leaning'" in complaint(capsys, source, *out, "--group-by", "leaning")[0]
    assert "none of that name" in complaint(capsys, source, *out, "--codebook", "nonsense")[0]
    assert "OURS=THEIRS" in complaint(capsys, source, *out, "--column", "text")[0]
    assert "not a column of ours" in complaint(capsys, source, *out, "--column", "body=text")[0]


def test_a_folder_of_other_inputs_is_left_alone(source, tmp_path, capsys):
    out = tmp_path / "out"
    summarise_source(asked(source), out)
    before = hashes(out)
    told = complaint(capsys, source, "--out", out, "--group-by", "outlet")
    assert "holds a summary of other inputs" in told[0]
    assert hashes(out) == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x", encoding="utf-8")
    assert "is not empty" in complaint(capsys, source, "--out", tmp_path / "mine")[0]


def test_a_finished_summary_is_not_done_again(source, tmp_path):
    told: list[str] = []
    what = asked(source, partition_bytes=1_500)
    first = summarise_source(what, tmp_path / "out")
    assert summarise_source(replace(what), tmp_path / "out", report=told.append) == first
    assert told == ["adding up"]
