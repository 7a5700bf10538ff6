"""The panel without a browser: what its fields do to its lists, and to the state."""

import pandas as pd
import pytest
from panel_fields import SHEETS, Panel

from analysis.codebooks import load_codebook
from analysis.codebooks.writing import quoted
from analysis.explore import open_explorer

HARM = "<img src=x onerror=alert(1)>\u202e$\\href{javascript:x}{y}$</script>\"'"


@pytest.fixture
def panel(explorer):
    return Panel(explorer)


def test_the_sheets_and_what_the_first_shows(panel):
    assert list(panel.tabs.titles) == SHEETS
    assert panel["Codebook"].value == "labour"  # the corpus's own goes first
    assert panel.lines() == [
        "Owners Left press 1 71.4 1 of 2",
        "Owners Right press 1 142.9 1 of 1",
        "Strike Left press 2 142.9 1 of 2",
        "Strike Right press 1 142.9 1 of 1",
    ]
    assert panel.lines("Passages") == ["Left press ‹Owners› talk."]
    assert "<mark>Owners</mark> talk. Nobody strikes." in "".join(panel.html())
    assert any("data:image/svg+xml;base64," in value for value in panel.html())


def test_a_click_on_a_row_lists_its_passages_and_one_on_a_passage_shows_it(panel):
    panel["Rows"].index = 2
    assert panel.lines("Passages") == [
        "Left press The ‹strike› began.",
        "Left press The ‹strike› is over.",
    ]
    panel["Passages"].index = 1
    assert "The strike began. Dockers walked out. The <mark>strike</mark> is over." in "".join(
        panel.html()
    )


def test_the_whole_article_is_shown_when_asked_for(panel):
    panel["Rows"].index = 2
    assert "<article" not in "".join(panel.html())
    panel["The whole article"] = True
    assert "".join(panel.html()).count("strike</mark>") == 1 + 2
    panel["Passages"].index = 1
    assert "<article" in "".join(panel.html())


def test_groups_and_frames_are_chosen(panel, explorer):
    panel["Groups"] = ("right",)
    assert explorer.chosen == ["right"]
    assert panel.lines() == [
        "Owners Right press 1 142.9 1 of 1",
        "Strike Right press 1 142.9 1 of 1",
    ]
    panel["Frames"] = ("strike",)
    assert panel.lines() == ["Strike Right press 1 142.9 1 of 1"]
    panel["Groups"] = ()
    assert "choose a group" in panel.wrong()[0]
    panel["Groups"] = ("left", "right")
    assert panel.wrong() == []


def test_another_column_is_compared(panel):
    panel["Compare by"] = "desk"
    assert [label for label, _ in panel["Groups"].options] == ["letters (1)", "news (2)"]
    assert panel["Groups"].value == ("letters", "news")
    assert panel.lines()[0].startswith("Owners letters 1")


def test_keywords_and_names(panel):
    panel.open("Keywords")
    assert panel.lines() == []  # no content word is used three times
    panel["Uses at least"] = 1
    assert panel.lines()[0].startswith("began Left press 1 0")
    panel["Groups"] = ("left",)
    assert "need two groups" in panel.wrong()[0]
    assert panel.lines() == panel.lines("Passages") == []
    panel.open("Names")
    assert panel.lines() == [
        "Labour dockers Left press 1 1 of 2",
        "Labour nobody Left press 1 1 of 2",
    ]


def test_a_search_and_its_faults(panel):
    panel.open("Search")
    assert panel.lines() == []
    assert panel.wrong() == []
    panel["Search for"] = "strike*"
    assert panel.lines()[0] == "all of these 4 190.5 3 of 3"
    panel["as"] = "pattern"
    assert panel.lines()[0].startswith("all of these 4")
    panel["Search for"] = "(a+)+"
    assert "repeats a repeat" in panel.wrong()[0]
    assert panel.lines() == []
    panel["Search for"] = "own"
    assert panel.wrong() == []
    assert panel.lines("Passages") == ["Right press The strike failed, ‹own›ers say."]


def test_a_term_is_tried_added_and_taken_back(panel, explorer):
    panel.open("Codebook")
    panel["New term"] = "strikes"
    assert any("If “strikes” were added: 1 hit gained, 0 lost." in v for v in panel.html())
    assert any("no example shows the term" in value for value in panel.html())
    assert panel.lines()[0] == "all of these 3 4 1 0 142.9 190.5"
    assert panel.lines("Passages") == ["+ Left press Nobody ‹strikes›."]
    assert "labour-copy" not in explorer.books  # only tried
    panel["Example"] = "Two strikes."
    assert not any("no example shows" in value for value in panel.html())
    panel["Add"].click()
    assert "added to the copy: strikes" in panel.said()[0]
    assert panel["New term"].value == panel["Example"].value == ""
    assert '"strikes",' in panel["Entry of the frame"].value
    panel.open("Frames")
    panel["Codebook"] = "labour-copy"
    assert "Strike Left press 3 214.3 2 of 2" in panel.lines()
    panel.open("Codebook")
    panel["Undo"].click()
    assert "labour-copy" not in explorer.books
    panel.open("Frames")
    assert panel["Codebook"].value in explorer.books
    assert explorer.books["labour"].frames[0].terms[-1].text == "strike"


def test_an_entry_is_edited_as_in_the_file_and_a_fault_is_kept_and_told(panel, explorer):
    panel.open("Codebook")
    entry = panel["Entry of the frame"].value
    panel["Entry of the frame"] = entry.replace('["strike"]', '["strike", "walk*"]')
    assert any("against the original: 1 hit gained, 0 lost" in value for value in panel.html())
    broken = panel["Entry of the frame"].value.replace("terms = [", "terms = ")
    panel["Entry of the frame"] = broken
    assert "not valid TOML" in panel.wrong()[0]
    panel["Frame"] = "owners"
    panel["Frame"] = "strike"
    assert panel["Entry of the frame"].value == broken  # nothing that was typed is lost
    panel["New term"] = "strikes"
    panel["Add"].click()
    assert any("mend the entry" in value for value in panel.wrong())
    panel["Undo"].click()
    assert '"walk*",' in panel["Entry of the frame"].value
    assert [term.text for term in explorer.books["labour-copy"].frames[0].terms] == [
        "strike",
        "walk*",
    ]


def test_a_copy_is_saved_when_asked_and_never_over_another(docks):
    panel = Panel(open_explorer(docks))
    panel.open("Codebook")
    panel["New term"], panel["Example"] = "strikes", "Two strikes."
    panel["Add"].click()
    refused = {"labour": "already", "security": "of the library", "A b": "lower-case"}
    for name, message in refused.items():
        panel["Save as"] = name
        panel["Save copy"].click()
        assert message in panel.wrong()[0]
    panel["Save as"] = "labour-2"
    panel["Save copy"].click()
    assert "saved as codebooks/labour-2.toml" in panel.said()[-1]
    saved = load_codebook("labour-2", corpus_folder=docks)
    assert [term.text for term in saved.frames[0].terms] == ["strike", "strikes"]
    assert saved.title == "Labour (labour-2)"
    panel["New term"] = "walkout"  # hits a counter-example
    panel["Add"].click()
    panel["Save copy"].click()
    assert "C102" in panel.wrong()[0]
    assert load_codebook("labour-2", corpus_folder=docks) == saved
    panel["Undo"].click()
    panel["Save copy"].click()
    assert panel.wrong() == []


def test_what_is_shown_is_saved(panel, tmp_path):
    for label in ("Save figure", "Save table (CSV)", "Save passages (CSV)"):
        panel[label].click()
        assert "saved" in panel.said()[-1]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "explore-frames-labour-2.csv",
        "explore-frames-labour-passages.csv",
        *(f"explore-frames-labour.{ending}" for ending in ("csv", "json", "png", "svg")),
    ]
    passages = pd.read_csv(tmp_path / "out" / "explore-frames-labour-passages.csv")
    assert passages[["article_id", "surface", "after"]].to_numpy().tolist() == [
        ["a2", "Owners", " talk."]
    ]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(panel, tmp_path):
    (tmp_path / "out").write_text("a file where the folder should be", encoding="utf-8")
    for label in ("Save figure", "Save table (CSV)", "Save passages (CSV)"):
        panel[label].click()
        assert "cannot be saved: " in panel.wrong()[0]


def test_saving_nothing_is_no_fault(panel):
    panel.open("Search")
    for label in ("Save figure", "Save table (CSV)", "Save passages (CSV)"):
        panel[label].click()
    assert panel.wrong() == panel.said() == []


def test_whatever_a_corpus_says_is_shown_as_text(docks):
    listing = (docks / "articles.csv").read_text(encoding="utf-8")
    cell = '"' + HARM.replace('"', '""') + '"'
    listing = listing.replace("a1,a1.txt,,Daily A,left", f"a1,a1.txt,{cell},{cell},{cell}")
    (docks / "articles.csv").write_text(listing, encoding="utf-8")
    (docks / "a1.txt").write_text(f"{HARM} The strike {HARM} began. {HARM}", encoding="utf-8")
    book = (docks / "codebooks" / "labour.toml").read_text(encoding="utf-8")
    for name in ('"Labour"', '"Strike"'):
        book = book.replace(name, quoted(HARM))
    (docks / "codebooks" / "labour.toml").write_text(book, encoding="utf-8")
    panel = Panel(open_explorer(docks))
    panel["The whole article"] = True
    for sheet in SHEETS:
        panel.open(sheet)
        if sheet == "Search":
            panel["Search for"] = HARM
            panel["as"] = "pattern"
            panel["Search for"] = "strike"
        for row in range(len(panel["Rows"].options)):
            panel["Rows"].index = row
        shown = "".join(panel.html())
        assert "<img src=x" not in shown
        assert "</script>" not in shown
        assert "\u202e" not in shown
        for widget in panel.all:  # what JupyterLab would read as mathematics or markup
            assert "href" not in str(getattr(widget, "description", ""))
            assert not getattr(widget, "description_allow_html", False)
        listed = [line for label in ("Rows", "Passages") for line, _ in panel[label].options]
        assert not any("\u202e" in line for line in listed)


def test_a_codebook_that_cannot_be_read_is_told_in_one_line(docks):
    (docks / "codebooks" / "broken.toml").write_text("title = <b>", encoding="utf-8")
    panel = Panel(open_explorer(docks))
    assert len(panel.wrong()) == 1
    assert "broken.toml" in panel.wrong()[0]
    assert "Traceback" not in panel.wrong()[0]
