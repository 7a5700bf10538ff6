import pytest

from analysis.corpus.sources.loose_dates import date_order, loose_date

THE_SECOND_OF_MARCH = """
2024-03-02
2024-03-02T10:00:00Z
2024-03-02 23:30:00 -0800
2024/3/2
2024.03.02
20240302
20240302T120000Z
20240302120000
1709337600
1709337600000
02.03.2024
2.3.24
March 2, 2024
Mar. 2 2024
2 March 2024
2nd March, 2024
Saturday, March 2, 2024
March 2, 2024 Saturday 10:39 PM GMT
Sat, 02 Mar 2024 10:00:00 GMT
Updated 2 March 2024
2-Mar-24
2 mars 2024
2. März 2024
2 de marzo de 2024
2 maart 2024
""".strip().splitlines()
NONSENSE = """
yesterday
N/A
0000-00-00
2024-02-30
2024-13
2023-3
99/99/9999
1/1/0001
32 March 2024
Markets 12, 2024
Ma 2, 2024
12345678
23:59
May 5
3 of 12
""".strip().splitlines()


@pytest.mark.parametrize("text", THE_SECOND_OF_MARCH)
def test_forms_of_one_day(text):
    assert loose_date(text) == "2024-03-02"


@pytest.mark.parametrize("text", ["", " ", *NONSENSE])
def test_nonsense_is_no_date(text):
    assert loose_date(text) == ""
    assert loose_date(text, order="day-first") == ""


def test_partial_dates_stay_partial():
    assert loose_date("2024") == "2024"
    assert loose_date("2024-03") == "2024-03"
    assert loose_date("March 2024") == "2024-03"
    assert loose_date("juil. 2024") == "2024-07"


def test_day_and_month_are_not_guessed():
    assert loose_date("3/2/24") == ""
    assert loose_date("3/2/24", order="month-first") == "2024-03-02"
    assert loose_date("3/2/24", order="day-first") == "2024-02-03"
    assert loose_date("4/4/17") == "2017-04-04"  # either way
    assert loose_date("30/12/2017") == loose_date("12/30/2017") == "2017-12-30"
    assert loose_date("12/30/2017", order="day-first") == ""


def test_the_order_is_what_the_dates_of_a_source_tell():
    assert date_order(["3/2/24", "12/30/17", "2024-01-01"]) == "month-first"
    assert date_order(["3/2/24", "30/12/17"]) == "day-first"
    assert date_order(["3/2/24"]) == ""
    assert date_order(["30/12/17", "12/30/17"]) == ""
    assert date_order(["30.12.2017"]) == ""  # points are always day first


def test_years_of_two_digits():
    assert loose_date("2-Mar-68") == "2068-03-02"
    assert loose_date("2-Mar-69") == "1969-03-02"
