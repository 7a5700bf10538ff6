import pytest

from analysis.codebooks import find_hits
from analysis.errors import InputError
from analysis.explore.changes import entry_of, view_change, with_entry, with_term

LEFT, RIGHT = 14, 7


def moved(explorer, change, row=0):
    texts = explorer.base.articles.set_index("article_id")["text"]
    hits = change.view.hits(row)
    rows = zip(hits["sign"], hits["article_id"], hits["start"], hits["end"], strict=True)
    return [(sign.strip(), article, texts[article][a:b]) for sign, article, a, b in rows]


def change_of(explorer, term, **how):
    book = explorer.books["labour"]
    return view_change(explorer, book, with_term(book, "strike", term, **how), "strike")


def test_a_term_gains_hits_and_loses_none(explorer):
    change = change_of(explorer, "strikes")
    assert (change.n_gained, change.n_lost) == (1, 0)
    assert moved(explorer, change) == [("+", "a2", "strikes")]
    rows = change.view.rows
    assert rows["group"].tolist() == ["all of these", "Left press", "Right press"]
    assert rows["n_hits_before"].tolist() == [3, 2, 1]
    assert rows["n_hits_after"].tolist() == [4, 3, 1]
    assert rows["gained"].tolist() == [1, 1, 0]
    assert rows["per_1000_before"].tolist() == pytest.approx(
        [3000 / (LEFT + RIGHT), 2000 / LEFT, 1000 / RIGHT]
    )
    assert rows["per_1000_after"].tolist() == pytest.approx(
        [4000 / (LEFT + RIGHT), 3000 / LEFT, 1000 / RIGHT]
    )


def test_a_longer_term_takes_the_place_of_a_shorter_one(explorer):
    change = change_of(explorer, "the strike")
    assert (change.n_gained, change.n_lost) == (3, 3)
    assert moved(explorer, change, row=2) == [("+", "b1", "The strike"), ("−", "b1", "strike")]
    assert change.view.rows["n_hits_before"].tolist() == change.view.rows["n_hits_after"].tolist()


def test_a_term_that_stands_nowhere_changes_nothing(explorer):
    change = change_of(explorer, "lock-out", example="A lock-out.")
    assert (change.n_gained, change.n_lost, change.problems) == (0, 0, [])
    assert moved(explorer, change) == []


def test_examples_that_a_change_breaks_are_told(explorer):
    assert change_of(explorer, "strik*").problems == [
        "C102 'strik*' hits the counter-example 'They strikingly agree.'",
        "C103 no example shows the term 'strik*'",
    ]
    shown = change_of(explorer, "walkout", example="A walkout.")
    assert shown.problems == ["C102 'walkout' hits the counter-example 'Talks end the walkout.'"]


def test_only_the_chosen_groups_are_told_of(explorer):
    explorer.choose(["right"])
    change = change_of(explorer, "strikes")
    assert (change.n_gained, change.n_lost) == (0, 0)
    assert change.view.rows["group"].tolist() == ["all of these", "Right press"]


def test_the_codebook_that_was_changed_is_as_before(explorer):
    book = explorer.books["labour"]
    changed = with_term(book, "strike", "strikes", example="Two strikes.")
    assert [term.text for term in changed.frames[0].terms] == ["strike", "strikes"]
    assert changed.frames[0].examples == ("A strike.", "Two strikes.")
    assert len(book.frames[0].terms) == 1
    assert changed.frames[1] == book.frames[1]


def test_an_entry_read_back_is_the_frame(explorer):
    for name, book in explorer.books.items():
        for frame in book.frames:
            assert with_entry(book, frame.name, entry_of(book, frame.name)) == book, name


def test_an_entry_may_change_everything_but_the_name(explorer):
    book = explorer.books["labour"]
    entry = entry_of(book, "strike")
    entry = entry.replace('["strike"]', '[{ term = "strike", not_before = ["failed"] }]')
    changed = with_entry(book, "strike", entry.replace('"Strike"', '"Stoppage"'))
    assert changed.labels == {"strike": "Stoppage", "owners": "Owners"}
    hits = find_hits(explorer.tokens, changed)
    assert hits.loc[hits["frame"] == "strike", "article_id"].tolist() == ["a1", "a1"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "strike"', 'name = "other"', 'keep its name = "strike"'),
        ('name = "strike"', "", "keep its name"),
        ('"Strike"', '"Strike', "not valid TOML"),
        ('["strike"]', "[]", "no terms"),
        ('["strike"]', '["*"]', "matches every word"),
        ('["strike"]', '["strike", "Strike"]', "there twice"),
        ('definition = "Work is stopped."', "", "definition is missing"),
        ("terms =", "words =", "no terms"),
        ('label = "Strike"', 'label = "Strike"\nframe = 1', "one frame at a time"),
    ],
)
def test_a_faulty_entry_is_one_line(explorer, old, new, message):
    book = explorer.books["labour"]
    entry = entry_of(book, "strike")
    assert old in entry
    with pytest.raises(InputError, match=message) as told:
        with_entry(book, "strike", entry.replace(old, new, 1))
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("term", "message"),
    [("", "type a term"), ("*", "every word"), ("strike", "there twice"), ("a; b", "not one word")],
)
def test_a_faulty_term_is_one_line(explorer, term, message):
    with pytest.raises(InputError, match=message) as told:
        with_term(explorer.books["labour"], "strike", term)
    assert "\n" not in str(told.value)
