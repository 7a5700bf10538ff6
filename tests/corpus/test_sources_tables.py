"""Tables of articles: every row is an article or a rejected row with its reason."""

import json
from collections import Counter

import pandas as pd
import pytest

from analysis.corpus.sources import lines as lines_module
from analysis.corpus.sources import open_source, read_source
from analysis.corpus.sources.csv_records import OPEN, TOO_LONG, csv_records
from analysis.errors import InputError

ROWS = [
    {
        "id": "a",
        "headline": "Port sold",
        "body": "Rain fell.\n\nThen “snow”.",
        "date": "2024-03-02",
    },
    {"id": "b", "headline": "Strike, again", "body": 'He said "no", twice.', "date": ""},
]


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(path, **options):
    encodings = Counter()
    batches = list(read_source(open_source(path, **options), encodings=encodings))
    articles = pd.concat([batch.articles for batch in batches], ignore_index=True)
    rejected = pd.concat([batch.rejected for batch in batches], ignore_index=True)
    return articles, rejected, encodings


def reasons(rejected):
    return [(row, reason) for row, reason in zip(rejected["row"], rejected["reason"], strict=True)]


@pytest.mark.parametrize("name", ["n.csv", "n.tsv", "n.jsonl", "n.parquet", "semicolons.csv"])
def test_one_table_in_five_formats(tmp_path, name):
    table, path = pd.DataFrame(ROWS), tmp_path / name
    if name.endswith("csv"):
        table.to_csv(path, index=False, sep=";" if name.startswith("semi") else ",")
    elif name.endswith("tsv"):
        table.to_csv(path, index=False, sep="\t")
    elif name.endswith("jsonl"):
        table.to_json(path, orient="records", lines=True)
    else:
        table.to_parquet(path)
    articles, rejected, _ = read(path)
    assert articles["article_id"].tolist() == ["a", "b"]
    assert articles["title"].tolist() == ["Port sold", "Strike, again"]
    assert articles["text"].tolist() == [row["body"] for row in ROWS]
    assert articles["published"].tolist() == ["2024-03-02", ""]
    first = 2 if "sv" in name else 1  # a header is a row
    assert articles["source_row"].tolist() == [str(first), str(first + 1)]
    assert len(rejected) == 0


def test_batches_add_up(write):
    path = write("n.csv", "id,text\n" + "".join(f"{n},Rain fell {n}.\n" for n in range(7)))
    source = open_source(path)
    assert [len(batch.articles) for batch in read_source(source, size=3)] == [3, 3, 1]


def test_names_of_columns(write):
    path = write("n.csv", "Headline,Body,likes,label\nPort sold,Rain fell.,3,x\n")
    assert open_source(path).columns == {
        "Headline": "title",
        "Body": "text",
        "likes": "likes",
        "label": "label_in_source",
    }
    assert open_source(path, columns={"title": "", "outlet": "label"}).columns == {
        "Headline": "Headline",
        "Body": "text",
        "likes": "likes",
        "label": "outlet",
    }


def test_a_name_that_is_taken_is_kept_apart(write):
    path = write("n.csv", "text,body\nshort,Rain fell.\n")
    assert open_source(path, columns={"text": "body"}).columns == {
        "text": "text_in_source",
        "body": "text",
    }


def test_an_article_without_id_is_called_by_its_row(write):
    articles, _, _ = read(write("n.csv", "id,text\n,Rain fell.\nb,Snow fell.\n"))
    assert articles["article_id"].tolist() == ["row-2", "b"]


def test_values_of_json_and_parquet_that_are_no_texts(write, tmp_path):
    record = {"id": 7, "text": "Rain fell.", "authors": ["Ann", "Ben"], "meta": {"n": 1}, "x": None}
    articles, _, _ = read(write("n.jsonl", json.dumps(record)))
    told = articles.loc[0, ["article_id", "author", "meta", "x"]].tolist()
    assert told == ["7", "Ann; Ben", '{"n": 1}', ""]
    pd.DataFrame([record | {"date": pd.Timestamp("2024-03-02 10:00")}]).to_parquet(
        tmp_path / "n.parquet"
    )
    articles, _, _ = read(tmp_path / "n.parquet")
    told = articles.loc[0, ["article_id", "author", "meta", "x", "published"]].tolist()
    assert told == ["7", "Ann; Ben", '{"n": 1}', "", "2024-03-02"]


def test_rows_that_are_no_articles(write):
    path = write("n.csv", "id,text,side\na,Rain fell.,left\nb,  ,left\nc,Snow fell.,\n")
    articles, rejected, _ = read(path, group_by="side")
    assert articles["article_id"].tolist() == ["a"]
    assert rejected.to_dict("records") == [
        {"file": "n.csv", "row": 3, "article_id": "b", "reason": "there is no text"},
        {"file": "n.csv", "row": 4, "article_id": "c", "reason": "there is no value of 'side'"},
    ]


def test_dates_keep_what_they_were(write):
    path = write("n.csv", "text,date\nA,12/30/17\nB,3/2/24\nC,soon\nD,2024-01-01\nE,\n")
    articles, _, _ = read(path)
    assert articles[["published", "published_original"]].to_numpy().tolist() == [
        ["2017-12-30", "12/30/17"],
        ["2024-03-02", "3/2/24"],
        ["", "soon"],
        ["2024-01-01", ""],
        ["", ""],
    ]


def test_a_quotation_mark_left_open_costs_one_row(write):
    path = write("n.csv", 'id,text\na,"Rain fell.\nb,"Snow fell."\nc,"Hail\nfell."\n')
    articles, rejected, _ = read(path)
    assert articles["text"].tolist() == ["Snow fell.", "Hail\nfell."]
    assert reasons(rejected) == [(2, "cannot be read as CSV: ',' expected after '\"'")]


def test_the_rest_of_a_broken_record_is_no_article():
    broken = ["id,text\n", 'a,"Rain."\n', 'b,"He said "no" to\n', "us, and left.\n", 'c,"Snow."\n']
    told = [fields for _, fields in csv_records(broken, delimiter=",")]
    assert told == [
        ["id", "text"],
        ["a", "Rain."],
        "cannot be read as CSV: ',' expected after '\"'",
        "seems to belong to the record before, which cannot be read",
        ["c", "Snow."],
    ]


def test_a_file_cut_short(write):
    articles, rejected, _ = read(write("n.csv", 'id,text\na,Rain.\nb,"Sno'))
    assert articles["article_id"].tolist() == ["a"]
    assert reasons(rejected) == [(3, OPEN)]
    articles, rejected, _ = read(write("n.jsonl", '{"text": "Rain."}\n{"text": "Sno'))
    assert articles["article_id"].tolist() == ["row-1"]
    assert rejected["reason"].str.startswith("is not valid JSON").tolist() == [True]


def test_too_many_and_too_few_fields(write):
    _, rejected, _ = read(write("n.csv", "id,text\na,Rain.\nb,Snow, too.\nc\n"))
    assert reasons(rejected) == [
        (3, "3 fields where the header names 2"),
        (4, "1 fields where the header names 2"),
    ]


def test_json_that_is_no_object(write):
    deep = "[" * 100_000
    _, rejected, _ = read(write("n.jsonl", f'{{"text": "Rain."}}\n\n[1]\n"x"\n{deep}\n'))
    assert reasons(rejected)[:2] == [(3, "is not a JSON object"), (4, "is not a JSON object")]
    assert rejected.loc[2, "reason"].startswith("is not valid JSON")


@pytest.mark.parametrize("name", ["n.csv", "n.jsonl"])
def test_nul_characters(write, name):
    rows = {
        "n.csv": b"id,text\na,Rain.\nb,Sn\0w.\n",
        "n.jsonl": b'{"id": "a", "text": "Rain."}\n{"id": "b", "text": "Sn\\u0000w."}\n',
    }
    articles, rejected, _ = read(write(name, rows[name]))
    assert articles["article_id"].tolist() == ["a"]
    assert rejected["reason"].tolist() == ["holds NUL characters: is it text?"]


def test_parquet_of_bytes_that_are_no_text(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = pa.array([b"Rain.", b"Sn\0w.", b"\xff\xfe\xfd", "Été".encode()])
    pq.write_table(pa.table({"text": texts}), tmp_path / "n.parquet")
    articles, rejected, _ = read(tmp_path / "n.parquet")
    assert articles["text"].tolist() == ["Rain.", "Été"]
    assert reasons(rejected) == [
        (2, "holds NUL characters: is it text?"),
        (3, "holds bytes that fit no encoding"),
    ]


def test_parquet_cut_short_and_damaged(tmp_path):
    texts = [f"Rain fell {n} times on {n * n} roofs." for n in range(4_000)]
    path = tmp_path / "n.parquet"
    pd.DataFrame({"text": texts}).to_parquet(path, row_group_size=1_000, compression="zstd")
    whole = path.read_bytes()
    damaged = bytearray(whole)
    at = len(whole) // 3
    damaged[at : at + 2_000] = b"\x55" * 2_000
    path.write_bytes(bytes(damaged))
    articles, rejected, _ = read(path)
    assert len(articles) + len(rejected) == 4_000
    assert len(articles) in (2_000, 3_000)  # a damaged part costs itself alone
    assert rejected["reason"].str.startswith("cannot be read: ").all()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"^n\.parquet cannot be read as Parquet: "):
        open_source(path)


def test_encodings_are_found_and_told(write):
    text = "id,text\n" + "".join(
        f"{n},Le café d’été à Orléans a été fermé le {n} août.\n" for n in range(9)
    )
    articles, _, encodings = read(write("n.csv", text.encode("cp1252")))
    assert articles.loc[3, "text"] == "Le café d’été à Orléans a été fermé le 3 août."
    assert encodings == {"cp1252": 9}
    for encoding in ("utf-16", "utf-16-le", "utf-32"):
        articles, _, encodings = read(write("n.csv", text.encode(encoding)))
        assert articles.loc[3, "text"] == "Le café d’été à Orléans a été fermé le 3 août."
        assert encodings[encoding] >= 10
    articles, _, encodings = read(write("n.csv", text.encode("utf-8-sig")))
    assert (articles.columns[0], encodings) == ("article_id", {})


def test_two_encodings_in_one_file(write):
    good, other = "a,Été à Orléans.\n".encode(), "b,Été à Orléans, été à Tours.\n".encode("cp1252")
    bad = b"c,\x81\x8d \xc3\x28\n"
    articles, rejected, encodings = read(
        write("n.csv", b"id,text\n" + good + other.replace(b",", b";").replace(b";", b",", 1) + bad)
    )
    assert articles["text"].tolist() == ["Été à Orléans.", "Été à Orléans; été à Tours."]
    assert encodings == {"cp1252": 1}
    assert reasons(rejected) == [(4, "holds bytes that fit no encoding")]


def test_a_line_of_two_hundred_megabytes(write, tmp_path):
    path = tmp_path / "n.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "Rain."}\n{"text": "')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"text": "Snow."}\n')
    articles, rejected, _ = read(path)
    assert articles["text"].tolist() == ["Rain.", "Snow."]
    assert reasons(rejected) == [(2, TOO_LONG)]
    path.rename(tmp_path / "n.csv")
    with pytest.raises(InputError, match="no column is known to hold the texts"):
        open_source(tmp_path / "n.csv")


def test_a_long_line_within_a_record(write, monkeypatch):
    monkeypatch.setattr(lines_module, "LONGEST", 100)
    path = write("n.csv", 'id,text\na,"Rain\n' + "x" * 250 + '"\nb,Snow.\n')
    articles, rejected, _ = read(path)
    assert articles["text"].tolist() == ["Snow."]
    assert rejected["row"].tolist() == [2, 3]


def test_a_text_longer_than_any_article(tmp_path, monkeypatch):
    pd.DataFrame({"text": ["x" * 10_000_001, "Rain."]}).to_parquet(tmp_path / "n.parquet")
    articles, rejected, _ = read(tmp_path / "n.parquet")
    assert articles["text"].tolist() == ["Rain."]
    assert reasons(rejected) == [(1, "the text has more than 10 million characters")]


FILES = {
    "n.csv is empty": ("n.csv", b""),
    "blank.csv is empty": ("blank.csv", b" \n\n"),
    "n.parquet is empty": ("n.parquet", b""),
    "n.csv is a picture, whatever its name says": ("n.csv", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "n.csv is a Parquet file, whatever its name says": ("n.csv", b"PAR1" + bytes(50)),
    "n.tsv is a ZIP archive, as Excel and Word files are, whatever its name says": (
        "n.tsv",
        b"PK\x03\x04" + bytes(50),
    ),
    "n.jsonl is not a text file": ("n.jsonl", bytes([7, 0, 0, 0]) * 9),
    "n.csv: two columns are named 'text'": ("n.csv", b"text,text\na,b\n"),
    "n.csv: there are no columns": ("n.csv", b" , \na,b\n"),
    "n.csv: the line of column names cannot be read: a quotation mark opens a field and none "
    "closes it": ("n.csv", b'id,"text\na,b\n'),
    "n.csv: no column is known to hold the texts (columns: id, likes); tell `framing import` "
    "which: --column text=NAME": ("n.csv", b"id,likes\na,3\n"),
    "n.jsonl: no line can be read as a JSON object; JSON Lines has one object in each line": (
        "n.jsonl",
        b'[\n"a"\n]\n',
    ),
    "n.xlsx: no reader for '.xlsx' files (known: .csv, .tsv, .tab, .jsonl, .ndjson, .json, "
    ".parquet, .html, .htm, .xhtml, .mht, .mhtml, .pdf, .docx, .txt)": ("n.xlsx", b"PK\x03\x04"),
}


@pytest.mark.parametrize(("message", "file"), FILES.items())
def test_files_that_cannot_be_used(write, message, file):
    with pytest.raises(InputError) as caught:
        open_source(write(*file))
    assert str(caught.value) == message


def test_what_is_asked_for_must_be_there(write, tmp_path):
    path = write("n.csv", "id,text\na,Rain.\n")
    with pytest.raises(InputError, match=r"^there is no file 'm\.csv'$"):
        open_source(tmp_path / "m.csv")
    with pytest.raises(InputError, match=r"^n\.csv: there is no column 'body' \(columns: id, text"):
        open_source(path, columns={"text": "body"})
    with pytest.raises(InputError, match="'id' cannot be both"):
        open_source(path, columns={"title": "id", "url": "id"})
    with pytest.raises(InputError, match=r"there is no column 'side'"):
        open_source(path, group_by="side")
