import pytest

from analysis.corpus.datelines import StatedDate, is_date_line, month_numbers, stated_date

DAYS = {
    "3 March 2023": "2023-03-03",
    "Jul 1, 2024": "2024-07-01",
    "Sept. 3, 2023": "2023-09-03",
    "Published on 3 March 2023": "2023-03-03",
    "Posted: March 3rd, 2023, 5:00 pm": "2023-03-03",
    "Friday, 3rd of March 2023 at 10:30 a.m. EST": "2023-03-03",
    "By Ann Lee | 3 March 2023": "2023-03-03",
    "By Ann Lee and Bob Ray, March 3, 2023": "2023-03-03",
    "2023-03-04": "2023-03-04",
    "2023-03-04T10:00:00Z": "2023-03-04",
    "2023/03/04": "2023-03-04",
    "13/4/2023": "2023-04-13",
    "4/13/2023": "2023-04-13",
    "4/4/2023": "2023-04-04",
    "3.4.2023": "2023-04-03",
    "No. 5, 2023-03-04": "2023-03-04",
    "Published March 3, 2023; updated March 5, 2023": "2023-03-03",
}
BOUNDS = {
    "March 2023": ("2023-03", "2023-03"),
    "Issue 12, March 2024": ("2024-03", "2024-03"),
    "No. 12 March 2024": ("2024-03", "2024-03"),
    "3/4/2023": ("2023-03-04", "2023-04-03"),
    "Updated 5 March 2023, 10:30 GMT": ("", "2023-03-05"),
    "Updated March 2023": ("", "2023-03"),
}
NONE = (
    "On 3 March 2023 the council voted.",
    "May 1968 in Paris",
    "31 February 2023",
    "3 March",
    "2023",
    "Saturday",
    "March",
    "WASHINGTON (AP) — The council voted.",
    "FILE - In this Tuesday, March 3, 2020 file photo, a man looks on.",
    "Harbour sold: what happened on 3 March 2023",
    "12 03/04/20231",
    "March 2023: 238,000",
    "",
)
OTHERS = {
    ("3 mars 2024", "fr"): "2024-03-03",
    ("Publié le 1er août 2024 à 10h30", "fr"): "2024-08-01",
    ("Montag, 3. Februar 2024, 10:30 Uhr", "de"): "2024-02-03",
    ("lunes, 3 de marzo de 2024", "es"): "2024-03-03",
    ("3 de março de 2024", "pt"): "2024-03-03",
    ("3 марта 2024", "ru"): "2024-03-03",
    ("3 March 2024", "sw"): "2024-03-03",  # English is known always
    ("3 March 2024", "qx"): "2024-03-03",  # no language of this name
}


@pytest.mark.parametrize(("line", "day"), DAYS.items())
def test_a_day(line, day):
    assert stated_date([line]) == StatedDate(published=day, basis=f"“{line}”")
    assert is_date_line(line)


@pytest.mark.parametrize(("line", "bounds"), BOUNDS.items())
def test_bounds(line, bounds):
    assert stated_date([line]) == StatedDate("", *bounds, basis=f"“{line}”")
    assert is_date_line(line)


@pytest.mark.parametrize("line", NONE)
def test_no_date(line):
    assert stated_date([line]) == StatedDate()
    assert not is_date_line(line)


@pytest.mark.parametrize(("place", "day"), OTHERS.items())
def test_other_languages(place, day):
    line, language = place
    assert stated_date([line], language=language).published == day


def test_a_place_and_a_date_before_the_first_sentence():
    line = "PORT ELLERY, March 3, 2023 (Reuters) - The council voted on Thursday."
    assert stated_date([line]) == StatedDate("2023-03-03", basis="“PORT ELLERY, March 3, 2023”")
    assert not is_date_line(line)  # there is a sentence on it
    assert stated_date(["Oslo, Norway, 3 March 2023 — Snow fell."]).published == "2023-03-03"


def test_an_exact_day_goes_before_a_bound_and_a_bound_before_an_update():
    lines = ["Updated 9 March 2023", "March 2023", "3 March 2023"]
    assert stated_date(lines).published == "2023-03-03"
    assert stated_date(lines[:2]).earliest == "2023-03"
    assert stated_date(lines[:1]).latest == "2023-03-09"


def test_months_are_numbered():
    assert [month_numbers("en")[name] for name in ("january", "sep", "sept", "december")] == [
        1,
        9,
        9,
        12,
    ]
