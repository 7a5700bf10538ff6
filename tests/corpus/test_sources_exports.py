"""Exports of news archives, and lists of addresses: made-up articles in their published layouts."""

import json

import pandas as pd
import pytest
from documents import ARTICLE, PAGE, docx_of

from analysis.corpus.sources import import_source, open_source, read_source
from analysis.corpus.sources.addresses import plain_address
from analysis.errors import InputError

NEXIS = """
Download Request: Selected Items: 1-3
Time Of Request: Friday, March 20, 2018  16:51:31


                               1 of 3 DOCUMENTS


                              The Courier (Porto)

                             March 2, 2024 Saturday
                                   Edition 1;
                                    National

Port sold to workers after a strike that
went on for nine weeks

BYLINE: Ann Lee

SECTION: NEWS; Pg. 3

LENGTH: 45 words


The port of the town was sold to its workers on Saturday, ending a strike of
nine weeks. NOTE: It was long.

The price was not made public.

LOAD-DATE: March 3, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                        Copyright 2024 The Courier Ltd
                              All Rights Reserved

                               2 of 3 DOCUMENTS


                                 Harbour Voice

                              March 4, 2024

Mills stand still

LENGTH: 9 words

Rain fell.

LANGUAGE: ENGLISH

                               3 of 3 DOCUMENTS


                                 Harbour Voice

                              March 5, 2024

A picture

LENGTH: 0 words

GRAPHIC: A ship.

LANGUAGE: ENGLISH
"""
NEXIS_UNI = """User Name: x
Date and Time: Saturday, March 9, 2024 10:00 AM
Job Number: 1
Documents (3)
1. Port sold to workers
2. Mills stand still

Port sold to workers
The Courier (Porto)
March 2, 2024 Saturday

Copyright 2024 The Courier Ltd All Rights Reserved
Section:\u00a0NEWS; Pg. 3
Length:\u00a045 words
Byline:\u00a0Ann Lee
Body

The port was sold.
Graphic: none of it was seen.
The price was not made public.

Graphic

A ship.
Classification

Language:\u00a0ENGLISH
Publication-Type:\u00a0Newspaper

Load-Date:\u00a0March 3, 2024


End of Document

Mills stand still
Harbour Voice
March 4, 2024 Monday 10:39 AM GMT
Copyright 2024 Voice
Length:\u00a09 words
Body

Rain fell.

Load-Date:\u00a0March 5, 2024

End of Document

A picture
Harbour Voice
March 5, 2024
Body

Graphic

A ship.

End of Document
"""
FACTIVA_CODED = """HD
Port sold to workers
BY
By Ann Lee
WC
45 words
PD
2 March 2024
SN
The Courier (Porto)
SC
COUR
LA
English
CY
(c) 2024 The Courier
LP
The port was sold.
IN A STATEMENT they said yes.
TD
The price was not made public.
NS
gstrk : Strikes
PUB
Courier Ltd
AN
Document COUR000020240302ek320001x
HD  Mills stand still
WC  9 words
PD  4 March 2024
SN  Harbour Voice
LA  English
LP  Rain fell.
AN  HARB000020240304ek340001x
Document HARB000020240304ek340001x
HD  A picture
WC  0 words
PD  5 March 2024
SN  Harbour Voice
LP
Document HARB000020240305ek340002x
"""
FACTIVA_PLAIN = """News
Port sold to workers
By Ann Lee
45 words
2 March 2024
10:39
The Courier (Porto)
COUR
3
English
(c) 2024 The Courier
The port was sold.
The price was not made public.
Document COUR000020240302ek320001x

Mills stand still
9 words
4 March 2024
Harbour Voice
HARB
English
Copyright 2024 Voice
Rain fell.
Document HARB000020240304ek340001x

A picture
0 words
5 March 2024
Harbour Voice
HARB
English
Copyright 2024 Voice
Document HARB000020240305ek340002x
"""
PRICE = "The price was not made public.\n"
TEXTS = {
    "nexis": "Port sold to workers after a strike that went on for nine weeks\n"
    "The port of the town was sold to its workers on Saturday, ending a strike of nine weeks. "
    f"NOTE: It was long.\n{PRICE}",
    "nexis-uni": "Port sold to workers\nThe port was sold.\n"
    f"Graphic: none of it was seen.\n{PRICE}",
    "factiva-coded": "Port sold to workers\nThe port was sold.\n"
    f"IN A STATEMENT they said yes.\n{PRICE}",
    "factiva-plain": f"Port sold to workers\nThe port was sold.\n{PRICE}",
}
EXPORTS = dict(zip(TEXTS, (NEXIS, NEXIS_UNI, FACTIVA_CODED, FACTIVA_PLAIN), strict=True))


def read(path, **options):
    batches = list(read_source(open_source(path, **options)))
    return tuple(
        pd.concat([getattr(batch, name) for batch in batches], ignore_index=True)
        for name in ("articles", "rejected", "cuts")
    )


def without(text, cuts):
    for start, end in sorted(zip(cuts["raw_start"], cuts["raw_end"], strict=True), reverse=True):
        text = text[:start] + text[end:]
    return text


# The old Nexis gives text files alone: its lines are set in the middle by spaces.
FORMS = [(name, "txt") for name in EXPORTS] + [(name, "docx") for name in [*EXPORTS][1:]]


@pytest.mark.parametrize(("name", "ending"), FORMS)
def test_articles_of_an_export(tmp_path, name, ending):
    path = tmp_path / f"{name}.{ending}"
    content = EXPORTS[name]
    path.write_bytes(docx_of(content.split("\n")) if ending == "docx" else content.encode())
    articles, rejected, cuts = read(path)
    assert articles["article_id"].tolist() == [f"{name}-1", f"{name}-2"]
    assert articles["outlet"].tolist() == ["The Courier (Porto)", "Harbour Voice"]
    assert articles["published"].tolist() == ["2024-03-02", "2024-03-04"]
    assert articles.loc[0, ["author", "language"]].tolist() == ["Ann Lee", "en"]
    assert articles["title"].tolist() == [TEXTS[name].split("\n")[0], "Mills stand still"]
    texts = [
        without(text, cuts[cuts["article_id"] == key])
        for key, text in zip(articles["article_id"], articles["text"], strict=True)
    ]
    assert texts == [TEXTS[name], "Mills stand still\nRain fell.\n"]
    assert rejected[["row", "article_id", "reason"]].to_numpy().tolist() == [
        [3, f"{name}-3", "there is no text"]
    ]


def test_a_text_that_only_looks_like_an_export(tmp_path):
    (tmp_path / "a.txt").write_text("Document of the year\n\nBody\n\nRain fell.\n", "utf-8")
    articles, _, _ = read(tmp_path / "a.txt")
    assert articles[["article_id", "title"]].to_numpy().tolist() == [["a", "Document of the year"]]
    assert articles.loc[0, "text"] == "Document of the year\n\nBody\n\nRain fell.\n"


def test_exports_cut_short(tmp_path):
    for name, content in EXPORTS.items():
        (tmp_path / f"{name}.txt").write_text(content[: len(content) // 2], "utf-8")
    articles, rejected, _ = read(tmp_path)
    assert set(articles["outlet"]) <= {"The Courier (Porto)", "Harbour Voice", ""}
    assert len(articles) + len(rejected) >= 4


MEDIA_CLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "x1,2024-03-03 10:00:00,en,courier.example,courier.example,2024-03-01,Port sold,"
    "http://courier.example/port-sold?utm_source=feed\n"
    "x2,2024-03-03 10:00:00,en,voice.example,voice.example,2024-03-04,Mills,"
    "https://voice.example/mills\n"
)


def test_a_list_of_media_cloud_is_joined_to_saved_pages(tmp_path):
    path, pages = tmp_path / "list.csv", tmp_path / "pages"
    path.write_text(MEDIA_CLOUD, "utf-8")
    pages.mkdir()
    (pages / "one.html").write_text(PAGE, "utf-8")
    other = PAGE.replace("courier.example/port-sold", "courier.example/other")
    (pages / "two.html").write_text(other, "utf-8")
    with pytest.raises(
        InputError, match=r"list\.csv: no column is known to hold the texts .*--pages"
    ):
        open_source(path)
    articles, rejected, cuts = read(path, pages=pages)
    row = articles.iloc[0]
    assert len(articles) == 1
    assert row[["article_id", "outlet", "published", "author", "page"]].tolist() == [
        "x1",
        "courier.example",
        "2024-03-01",  # what the list says goes before what the page says
        "Ann Lee",
        "one.html",
    ]
    assert without(row["text"], cuts) == ARTICLE
    assert rejected[["file", "article_id", "reason"]].to_numpy().tolist() == [
        ["list.csv", "x2", "no saved page has this address"],
        ["two.html", "two", "no row of list.csv has the address of this page"],
    ]
    imported = import_source(path, tmp_path / "corpus", pages=pages)
    assert (imported.n_articles, sum(imported.rejected.values())) == (1, 2)


def test_pages_may_be_called_as_their_rows(tmp_path):
    path, pages = tmp_path / "list.csv", tmp_path / "pages"
    path.write_text(MEDIA_CLOUD, "utf-8")
    pages.mkdir()
    (pages / "x2.html").write_text(PAGE.replace('rel="canonical"', 'rel="next"'), "utf-8")
    articles, rejected, _ = read(path, pages=pages)
    assert articles["article_id"].tolist() == ["x2"]
    assert rejected["article_id"].tolist() == ["x1"]


def gkg(key, url, title):
    fields = [""] * 27
    fields[0], fields[1], fields[2], fields[3], fields[4] = (
        key,
        key[:14],
        "1",
        "courier.example",
        url,
    )
    fields[7] = 'STRIKE;"PORT'
    fields[26] = f"<PAGE_LINKS></PAGE_LINKS><PAGE_TITLE>{title}</PAGE_TITLE>"
    return "\t".join(fields) + "\n"


def test_records_of_gdelt(tmp_path):
    path, pages = tmp_path / "20240302000000.gkg.csv", tmp_path / "pages"
    record = gkg("20240302000000-1", "https://courier.example/port-sold", "Port sold &amp; more")
    path.write_text(record + "too\tfew\n", "utf-8")
    pages.mkdir()
    (pages / "one.html").write_text(PAGE, "utf-8")
    articles, rejected, _ = read(path, pages=pages)
    # when GDELT has seen a page is not when it was published; the page says
    assert articles.loc[0, ["article_id", "title", "published", "seendate"]].tolist() == [
        "20240302000000-1",
        "Port sold & more",
        "2024-03-02",
        "20240302000000",
    ]
    assert rejected["reason"].tolist() == ["2 fields where GDELT has 27"]


def test_the_list_that_gdelt_returns_for_a_question(tmp_path):
    path, pages = tmp_path / "list.json", tmp_path / "pages"
    found = {"url": "https://courier.example/port-sold", "title": "Port sold", "domain": "courier"}
    path.write_text(json.dumps({"articles": [found]}, indent=2), "utf-8")
    pages.mkdir()
    (pages / "one.html").write_text(PAGE, "utf-8")
    articles, _, _ = read(path, pages=pages)
    assert articles[["title", "outlet"]].to_numpy().tolist() == [["Port sold", "courier"]]


def test_addresses_of_one_page():
    same = (
        "https://www.courier.example/port/",
        "http://courier.example/port",
        "courier.example/port#top",
        "https://m.courier.example/port/?utm_source=x&fbclid=y",
    )
    assert {plain_address(url) for url in same} == {"courier.example/port"}
    assert plain_address("https://courier.example/?id=7&utm_id=1") == "courier.example?id=7"


def test_lists_that_lead_nowhere(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("id,title\na,Port sold\n", "utf-8")
    with pytest.raises(InputError, match="no column is known to hold addresses"):
        open_source(path, pages=tmp_path)
    path.write_text(MEDIA_CLOUD, "utf-8")
    with pytest.raises(InputError, match="there is no folder 'gone' of saved pages"):
        open_source(path, pages=tmp_path / "gone")
