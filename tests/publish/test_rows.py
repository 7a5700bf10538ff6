"""From the numbers of a table to the passages that they count."""

import re

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.publish import show_comparison, show_table
from analysis.publish.rows import NAMED

COLUMNS = ["article_id", "label", "sentence", "before", "surface", "after"]


@pytest.fixture(autouse=True)
def out(tmp_path, monkeypatch):
    monkeypatch.setenv("FRAMING_OUT", str(tmp_path))
    return tmp_path


def uses(*rows, **columns):
    """Passages of articles, one sentence each, in the order given."""
    table = [(a, f"{a} · Press", n, "The ", word, " fled.") for a, n, word in rows]
    return pd.DataFrame(table, columns=COLUMNS).assign(**columns)


def html(display):
    return display.data["text/html"]


def behind(markup, row, name="t"):
    """What stands below a table for one of its rows."""
    found = re.search(rf'<div class="framing-row" id="table-{name}~{row}~p">.*?</div>', markup)
    return found[0] if found else None


TERMS = pd.DataFrame({"term": ["gangs", "police", "never"], "n": [2, 1, 0]})
USES = uses(("a", 1, "gangs"), ("b", 4, "gangs"), ("a", 2, "police"))
USES["term"] = USES["surface"]


def test_every_number_of_a_row_leads_to_its_own_passages():
    shown = html(show_table(TERMS, name="t", caption="c", passages=USES, by="term"))
    assert '<tr id="table-t~1">' in shown
    assert '<a href="#table-t~1~p">2</a>' in shown
    first = behind(shown, 1)
    assert first.count("<mark>gangs</mark>") == 2
    assert "2 sentences" in first
    assert '<a href="#table-t~1">' in first
    assert 'href="10_reading.html#b-s4"' in first
    assert "<mark>police</mark>" in behind(shown, 2)


def test_a_row_without_passages_has_no_link():
    shown = html(show_table(TERMS, name="t", caption="c", passages=USES, by="term"))
    assert behind(shown, 3) is None
    assert 'data-label="n">0</td>' in shown


def test_rows_are_matched_by_columns_that_are_not_shown():
    table = TERMS.assign(frame=["x", "y", "z"]).set_index("frame")
    theirs = USES.assign(frame=["x", "x", "y"]).drop(columns="term")
    shown = html(show_table(table, name="t", caption="c", passages=theirs, by=["frame"]))
    assert behind(shown, 1).count("<mark>gangs</mark>") == 2
    assert ">frame<" not in shown


def test_rows_without_a_column_are_matched_by_their_index():
    table = pd.DataFrame({"n": [1, 1]}, index=[7, 9])
    shown = html(show_table(table, name="t", caption="c", passages=USES.set_axis([9, 7, 9])))
    assert behind(shown, 1).count("<mark>gangs</mark>") == 1
    assert behind(shown, 2).count("<mark>") == 2


def test_two_columns_tell_rows_apart():
    table = pd.DataFrame({"term": ["gangs"] * 2, "group": ["left", "right"], "n": [1, 1]})
    theirs = USES.assign(group=["left", "right", "left"])
    shown = html(show_table(table, name="t", caption="c", passages=theirs, by=["term", "group"]))
    assert 'href="10_reading.html#a-s1"' in behind(shown, 1)
    assert 'href="10_reading.html#b-s4"' in behind(shown, 2)
    assert behind(shown, 1).count("<li>") == behind(shown, 2).count("<li>") == 1


@pytest.mark.parametrize("what", ["table", "passages"])
def test_a_column_that_one_lacks_is_named(what):
    table, theirs = TERMS, USES
    if what == "table":
        table = table.drop(columns="term")
    else:
        theirs = theirs.drop(columns="term")
    with pytest.raises(InputError, match=f"the {what} lack term"):
        show_table(table, name="t", caption="c", passages=theirs, by="term")


def test_of_many_sentences_some_are_told_and_all_are_counted():
    many = uses(*[("a", n, "gangs") for n in range(1, 101)], ("b", 1, "gangs"), term="gangs")
    shown = html(show_table(TERMS, name="t", caption="c", passages=many, by="term"))
    row = behind(shown, 1)
    assert "101 sentences" in row
    told = re.findall(r'framing-source" href="10_reading.html#(\w)-s(\d+)"', row)
    assert told == [("a", "1"), ("a", "2"), ("b", "1")]  # b is heard before a is heard a third time
    assert row.count(">s") == NAMED
    assert f"and {101 - 3 - NAMED} more" in row


def test_rows_that_are_folded_have_one_passage_in_full():
    shown = html(show_table(TERMS, name="t", caption="c", n=0, passages=USES, by="term"))
    assert behind(shown, 1).count("<mark>") == 1
    assert ">s4</a>" in behind(shown, 1)


def test_a_row_that_names_its_sentence_leads_there():
    table = pd.DataFrame({"article_id": ["a b"], "sentence": [3], "value": [5.0]})
    shown = html(show_table(table, name="t", caption="c"))
    assert '<a href="10_reading.html#a~20~b-s3">3</a>' in shown
    assert '<a href="10_reading.html#a~20~b-s3" tabindex="-1">5.00</a>' in shown


def test_a_row_that_names_its_article_leads_there_even_unseen():
    table = pd.DataFrame({"n_tokens": [30]}, index=pd.Index(["a"], name="article_id"))
    assert '<a href="10_reading.html#a">30</a>' in html(show_table(table, name="t", caption="c"))


def test_a_row_without_a_number_leads_from_its_first_cell():
    table = pd.DataFrame({"term": ["gangs"], "kind": ["x"]})
    shown = html(show_table(table, name="t", caption="c", passages=USES, by="term"))
    assert '<a href="#table-t~1~p"><bdi>gangs</bdi></a>' in shown
    assert shown.count('href="#table-t~1~p"') == 1


def test_what_is_undefined_leads_nowhere():
    table = pd.DataFrame({"article_id": ["a", "b"], "z": [float("nan"), 1.0]})
    assert 'data-label="z">–</td>' in html(show_table(table, name="t", caption="c"))


def test_harm_in_a_row_is_text():
    harm = "<script>x</script>\u202e"
    table = pd.DataFrame({harm: [harm], "n": [1]})
    theirs = uses(("a", 1, harm)).assign(**{harm: [harm]}, label=harm)
    shown = html(show_table(table, name="t", caption="c", passages=theirs, by=harm))
    assert "<script" not in shown
    assert "\u202e" not in shown
    assert 'data-label="&lt;script&gt;x&lt;/script&gt;[U+202E]"' in shown


GROUPS = {"left": "Left", "right": "Right <b>"}


def compared(n=10, said="form"):
    theirs = USES.assign(actor=["Gangs", "Gangs", "Police"], form=["gangs", "bandits", "police"])
    theirs = theirs.assign(group=["left", "right", "left"])
    options = {"item": "actor", "said": said, "groups": GROUPS, "name": "c", "caption": "C."}
    return show_comparison(theirs, n=n, **options)


def test_groups_stand_beside_each_other_on_every_item(out):
    shown = html(compared())
    rows = re.findall(r"<tr.*?</tr>", shown.partition("<tbody>")[2])
    assert ["Gangs" in row for row in rows] == [True, False]  # two passages, then one
    cells = re.findall(r"<td.*?</td>", rows[0])
    assert [("<bdi>gangs</bdi>" in c, "a-s1" in c) for c in cells] == [(True, True), (False, False)]
    assert "<b>1</b>: <bdi>bandits</bdi></p>" in cells[1]  # no number where each is said once
    assert 'data-label="Right &lt;b&gt;"' in cells[1]
    assert '<p class="framing-said">–</p>' in re.findall(r"<td.*?</td>", rows[1])[1]
    lines = (out / "c.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "actor,group,form,article_id,sentence,surface"
    assert len(lines) == 4


def test_ways_of_saying_it_have_numbers_where_one_is_said_twice():
    theirs = USES.assign(actor="Gangs", group="left", form=["gangs", "gangs, armed", "gangs"])
    shown = html(
        show_comparison(theirs, item="actor", said="form", groups=GROUPS, name="c", caption="C.")
    )
    assert "<b>3</b>: <bdi>gangs</bdi> 2; <bdi>gangs, armed</bdi> 1</p>" in shown


def test_items_after_the_first_ones_are_folded():
    assert html(compared(n=1)).count('class="framing-further"') == 1
    assert "Police" in html(compared(n=1, said=None))


def test_a_comparison_needs_a_caption():
    with pytest.raises(InputError, match="needs a caption"):
        show_comparison(USES, item="term", groups={}, name="c", caption=" ")
