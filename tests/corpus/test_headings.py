import pytest

from analysis.corpus.headings import read_heading, shared_lines

BODY = "\n\nThe council voted on Thursday night to sell the harbour to a company from abroad.\n"


def test_a_headline_may_begin_as_a_byline_does():
    assert read_heading("By land and sea, the dockers hold out" + BODY).title.startswith("By land")


def test_the_first_line_is_the_title():
    heading = read_heading("Port sold" + BODY)
    assert (heading.title, heading.notes) == ("Port sold", ())
    assert (heading.outlet, heading.author, heading.url) == ("", "", "")


@pytest.mark.parametrize(
    "before",
    [
        "3 March 2023",
        "By Ann Lee",
        "ANALYSIS/OPINION:",
        "(A Name/Agency)",
        "https://example.org/a",
        "By Ann Lee, Harbour Editor",
        "Updated 10:02 a.m. ET, 1/8/2014",
        "Updated at 4:19 p.m. on Monday 6/3",
        "Image copyright Getty Images",
        "(Ann Lee/Reuters)",
        "***",
        "\ufeff",
        "By Ann Lee\r\n\r\n2023-03-03",
    ],
)
def test_what_stands_before_the_title_is_none(before):
    assert read_heading(f"{before}\n\nPort sold{BODY}").title == "Port sold"


def test_a_masthead_is_no_title_and_is_asked_about():
    texts = [f"The Ellery Courier\n\n{title}{BODY}" for title in ("Port sold", "Dockers walk out")]
    shared = shared_lines(texts)
    assert "The Ellery Courier" in shared
    headings = [read_heading(text, shared=shared) for text in texts]
    assert [heading.title for heading in headings] == ["Port sold", "Dockers walk out"]
    assert {heading.masthead for heading in headings} == {"The Ellery Courier"}
    assert {heading.outlet for heading in headings} == {""}  # it might as well be a button


def test_a_text_without_a_headline_is_called_by_its_opening_words():
    heading = read_heading(BODY)
    assert heading.title == "The council voted on Thursday night to sell the harbour to a…"
    assert heading.notes == ("No headline was found: the title is how the text opens.",)
    assert read_heading("It rained.").title == "It rained."


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        (
            "© Northgate Business Review. Sign up for our morning briefing.",
            "Northgate Business Review",
        ),
        ("Copyright © 2019 The Times, LLC. Click here.", "The Times"),
        ("(c) 2020 Harbour Voice", "Harbour Voice"),
        ("© 2021 The Courier, all rights reserved", "The Courier"),
        ("© Copyright 2017 by The Courier Inc.", "The Courier"),
        ("© 2019 Harbour Content Agency, LLC", ""),  # it sells to many papers
        ("© " + "one two three four five six seven", ""),
        ("Copyright law is a thicket of rules that nobody who runs a small paper can know.", ""),
        ("© 2024", ""),
    ],
)
def test_the_holder_of_the_copyright_is_the_outlet(line, outlet):
    heading = read_heading(f"Port sold{BODY}\n{line}\n")
    assert heading.outlet == outlet
    assert heading.notes == (
        (f"The outlet is the holder of the copyright: “{line}”",) if outlet else ()
    )


def test_fields_at_the_head():
    text = (
        "Headline: Port sold\nDate: 3 March 2023\nNewspaper: Harbour Voice\nAuthor: Ann Lee\n"
        f"URL: https://example.org/a\nNote: none\n{BODY}"
    )
    heading = read_heading(text)
    assert (heading.title, heading.date.published) == ("Port sold", "2023-03-03")
    assert (heading.outlet, heading.author) == ("Harbour Voice", "Ann Lee")
    assert heading.url == "https://example.org/a"


def test_a_markdown_file():
    block = '---\ntitle: "Port sold"\ndate: 2023-03-03\nauthors: [Ann Lee]\n---\n\n'
    heading = read_heading(f"{block}# Another line{BODY}")
    assert (heading.title, heading.date.published, heading.author) == (
        "Port sold",
        "2023-03-03",
        "Ann Lee",
    )
    assert heading.date.basis == "“2023-03-03”"
    assert read_heading(f"# **Port sold**{BODY}").title == "Port sold"
    assert read_heading(f"**Port sold**{BODY}").title == "Port sold"
    assert read_heading(f"---\nPort sold{BODY}").title == "Port sold"  # a line, not a block


def test_an_empty_text_has_an_empty_heading():
    heading = read_heading("\n \n")
    assert (heading.title, heading.outlet, heading.date.basis) == ("", "", "")
