"""Whatever a file holds, a reader reads it, or says in one line why not; no row is lost."""

import json
from itertools import pairwise

import pandas as pd
import pytest
from documents import PAGE, docx_of, pdf_of
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import clean, restore
from analysis.corpus.sources import open_source, read_source
from analysis.corpus.sources.layout import LIGATURES, set_text
from analysis.corpus.sources.loose_dates import loose_date
from analysis.errors import InputError

FEW = settings(max_examples=40, deadline=None)
# A lone carriage return that is not quoted is no CSV; such a row is rejected.
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30)
PAGES = st.lists(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6), max_size=5
)


def read(path):
    try:
        batches = list(read_source(open_source(path)))
    except InputError as error:
        assert "\n" not in str(error)
        return None
    return sum(len(b.articles) for b in batches), sum(len(b.rejected) for b in batches)


def n_lines(data):
    """Lines at most, by the bytes that may end one."""
    return 1 + sum(data.count(end) for end in (b"\n", b"\r", b"\x85"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@FEW
@given(st.binary(max_size=300), st.sampled_from(["csv", "tsv", "jsonl", "parquet"]))
def test_any_bytes_as_a_table(folder, data, ending):
    path = folder / f"n.{ending}"
    path.write_bytes(data)
    counts = read(path)
    assert counts is None or sum(counts) <= n_lines(data)
    data = b"id,text\n" + data if ending == "csv" else b'{"text": "x"}\n' + data
    path.write_bytes(data)
    counts = read(path)
    assert counts is None or (ending == "jsonl") <= sum(counts) <= n_lines(data)
    assert counts == read(path)


@FEW
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_every_row_is_an_article_or_rejected(folder, rows):
    table = pd.DataFrame(rows, columns=["id", "text"])
    table.to_csv(folder / "n.csv", index=False)
    (folder / "n.jsonl").write_text(
        "".join(json.dumps({"id": a, "text": b}) + "\n" for a, b in rows), "utf-8"
    )
    table.to_parquet(folder / "n.parquet")
    blank = sum(not text.strip() for _, text in rows)
    n_lost = sum(id_ == "" and text == "" for id_, text in rows)  # a line of CSV without anything
    for ending in ("csv", "jsonl", "parquet"):
        counts = read(folder / f"n.{ending}")
        assert counts is not None
        assert counts[0] == len(rows) - blank
        assert counts[1] in (blank, blank - n_lost)


@FEW
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=20), st.sampled_from("abc"))
def test_documents_with_a_few_bytes_changed(folder, place, change, kind):
    data, ending = {
        "a": (PAGE.encode(), "html"),
        "b": (pdf_of([["Rain fell on the town for nine days and nights."]]), "pdf"),
        "c": (docx_of(["Rain fell."]), "docx"),
    }[kind]
    place %= len(data)
    path = folder / f"n.{ending}"
    path.write_bytes(data[:place] + change + data[place + len(change) :])
    counts = read(path)
    assert counts is None or sum(counts) >= 1


@FEW
@given(st.text(max_size=40))
def test_any_text_as_a_date(text):
    date = loose_date(text)
    assert date == "" or pd.Period(date).year in range(1500, 2101)


@FEW
@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6), max_size=5)
)
def test_nothing_of_printed_pages_is_lost_or_made_up(pages):
    text, cuts = set_text(pages)
    for one, other in pairwise(cuts):
        assert one.end <= other.start
    given_letters = [sign for page in pages for line in page for sign in line if sign.isalpha()]
    told = [sign for sign in text if sign.isalpha()]
    assert told == [sign for sign in "".join(given_letters).translate(LIGATURES)]


@FEW
@given(
    st.lists(
        st.text(st.sampled_from("Aa1 .:()/–\n\r\ufeff”"), max_size=80), min_size=6, max_size=12
    )
)
def test_cuts_put_back_give_the_text_again(texts):
    articles = pd.DataFrame(
        {"article_id": map(str, range(len(texts))), "outlet": "The Post", "raw": texts}
    )
    cleaned, cuts = clean(articles)
    for row in cleaned.itertuples():
        assert restore(row.text, cuts[cuts["article_id"] == row.article_id]) == row.raw
