"""Actors: names harvested from capitals, the draft made of them, and the codebook of the seeds."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from analysis.codebooks.actors import draft_actors, draft_actors_toml, load_actors
from analysis.codebooks.check import check_codebook
from analysis.codebooks.codebook import load_codebook, parse_codebook
from analysis.codebooks.match import find_hits
from analysis.codebooks.names import harvest_names
from analysis.corpus import load_corpus
from analysis.errors import InputError
from analysis.text.tokens import tokenize

ROOT = Path(__file__).parents[2]
HARBOUR = ROOT / "tests" / "corpora" / "harbour"


def tokens_of(*texts):
    ids = [f"a{i}" for i in range(len(texts))]
    return tokenize(pd.DataFrame({"article_id": ids, "text": list(texts)}).astype("str"))


def names(*texts, **options):
    table = harvest_names(tokens_of(*texts), **options)
    return dict(zip(table["name"], table["n"], strict=True))


def test_runs_of_capitals_are_names_and_first_words_are_not():
    text = "Ships came. They passed Port Ellery at noon. Nobody in Port Ellery saw the ships."
    assert names(text) == {"Port Ellery": 2}


def test_a_first_word_counts_if_it_has_a_capital_elsewhere():
    assert names("Meridian paid. We asked Meridian. Nobody paid us.") == {"Meridian": 2}


def test_a_headline_in_capitals_says_nothing():
    headline = "Cranes Stand Still\n\nThe cranes stand. "
    assert names(headline + "We saw Meridian, and Meridian saw us.") == {"Meridian": 2}


def test_small_words_join_names_that_recur_or_have_initials():
    twice = "He left the Ministry of Justice. She joined the Ministry of Justice."
    assert names(twice) == {"Ministry of Justice": 2}
    once = "He left the Ministry of Justice. She joined the Ministry. He knows the Ministry."
    assert "Ministry of Justice" not in names(once)
    told = "We met the League of Small Ports (LSP) in May. Then the LSP left."
    assert names(told) == {"League of Small Ports": 3}


def test_a_possessive_ends_a_name():
    text = "We saw Kenya's Nairobi office. He likes Kenya, and he likes Nairobi."
    assert names(text) == {"Kenya": 2, "Nairobi": 2}


def test_surnames_and_acronyms_count_for_the_one_long_form():
    text = "Then Ana Diaz spoke. Later Diaz left. The Harbour Watch (HW) met. So the HW met."
    table = harvest_names(tokens_of(text)).set_index("name")
    assert table.loc["Ana Diaz", ["n", "forms"]].tolist() == [2, "Ana Diaz; Diaz"]
    assert table.loc["Harbour Watch", ["n", "forms"]].tolist() == [3, "Harbour Watch; HW"]


def test_an_ambiguous_surname_stays_apart():
    text = (
        "We met Ana Diaz and Luis Diaz. They saw Ana Diaz and Luis Diaz. Then Diaz and Diaz left."
    )
    assert names(text)["Diaz"] == 2


def test_a_house_of_a_colour_is_no_surname():
    text = "It is a white car. Then the White House spoke. We asked the House, and the House voted."
    assert names(text + " Later the White House wept.") == {"House": 2, "White House": 2}


def test_a_committee_s_house_is_not_the_white_house():
    text = "We saw the White House and the House. Later the White House and the House voted."
    assert names(text) == {"White House": 2, "House": 2}
    text = "She asked Tom Price in vain. We saw Price, and Price left. The price rose, a low price."
    assert "Tom Price" not in names(text)  # the texts have the word in lower case too


DONALD = "We met Donald Trump. They saw Trump, and Trump left. We saw Donald Trump."
MELANIA = "We met Melania Trump. They heard of Trump Tower and of Trump Tower again. We saw Trump."


def test_a_surname_is_that_of_the_bearer_who_dominates():
    table = harvest_names(tokens_of(DONALD, DONALD, MELANIA)).set_index("name")
    assert table.loc["Donald Trump", ["n", "forms"]].tolist() == [9, "Donald Trump; Trump"]
    even = harvest_names(tokens_of(DONALD, DONALD.replace("Donald", "Melania")))
    assert even["name"].tolist() == ["Trump", "Donald Trump", "Melania Trump"]


def test_a_draft_does_not_find_a_name_in_that_of_another():
    tokens = tokens_of(DONALD, DONALD, MELANIA + " We met Donald Trump Jr. here.")
    hits = find_hits(tokens, draft_actors(tokens))
    own = hits[hits["frame"] == "donald-trump"]
    assert own["article_id"].value_counts().sort_index().tolist() == [4, 4, 1]
    assert hits["frame"].value_counts()["trump-tower"] == 2


def test_offices_inside_a_run_are_no_part_of_a_name():
    text = "We met FBI Director James Comey. Then FBI Director James Comey left, and Comey wept."
    assert names(text) == {"James Comey": 3}


def test_words_of_the_page_are_no_names():
    widget = "JUST WATCHED Rain in {} Replay More Videos ... MUST WATCH Rain {} 01:16"
    body = "We met Meridian, and we left Meridian.\n\n"
    texts = [body + widget.format(word, word) for word in ("spring", "autumn", "winter")]
    assert names(*texts) == {"Meridian": 6}
    assert {"Replay More Videos", "Replay", "Videos"} & set(names(*texts[:2]))  # seen too seldom
    prose = "We heard Fox News host Sean Lane.\n\n"
    assert names(*[prose, prose, prose])["Sean Lane"] == 3


def test_places_are_left_out_of_a_draft_unless_they_act():
    where = "We live in Marlow. He was born in Marlow. They met in Marlow, near the sea. "
    tokens = tokens_of(where + "We met Meridian, and they met Meridian.")
    assert list(draft_actors(tokens).labels) == ["meridian"]
    assert "# Left out as places, by what stands around them: Marlow." in draft_actors_toml(tokens)
    acts = tokens_of(where + "Then Marlow said no. We met Meridian, and they met Meridian.")
    assert list(draft_actors(acts).labels) == ["marlow", "meridian"]


def test_the_examples_of_a_draft_are_short():
    long = "We met Meridian " + "and the ships and the men " * 12 + "at sea."
    (frame,) = draft_actors(tokens_of(long, long)).frames
    assert frame.examples == (
        "We met Meridian and the ships and the men and the ships and the men …",
    )


def test_offices_days_and_months_are_no_names():
    text = (
        "On Monday we met President Ruto in May. On Monday he saw President Ruto and left in May."
    )
    assert names(text) == {"Ruto": 2}


def test_adjectives_are_no_names():
    text = (
        "The Kenyan soldiers met Kenyan officers. Then other Kenyan soldiers came. We like Kenya. "
    )
    assert names(text + "He left Kenya.") == {"Kenya": 2}


def test_order_of_articles_changes_nothing_and_min_count_is_kept():
    texts = ["We met Meridian.", "They met Meridian, then Port Ellery.", "He likes Port Ellery."]
    table = harvest_names(tokens_of(*texts))
    pd.testing.assert_frame_equal(table, harvest_names(tokens_of(*reversed(texts))))
    assert table["name"].tolist() == ["Meridian", "Port Ellery"]
    assert harvest_names(tokens_of(*texts), min_count=3).empty


@pytest.mark.parametrize("texts", [(), ("",), ("nothing here",)])
def test_no_names_give_no_rows_and_no_actors(texts):
    tokens = tokens_of(*texts)
    assert harvest_names(tokens).columns.tolist() == ["name", "n", "n_articles", "forms"]
    assert harvest_names(tokens).empty
    book = draft_actors(tokens)
    assert (book.kind, book.frames) == ("actors", ())
    assert find_hits(tokens, book).empty


def test_a_draft_finds_its_names_and_shows_its_terms():
    tokens = tokenize(load_corpus(HARBOUR).articles)
    book = draft_actors(tokens, most=5)
    assert [f.label for f in book.frames][:2] == ["Meridian Terminals", "Port Ellery"]
    assert len(book.frames) == 5
    assert {code for code in check_codebook(book)["code"]} == {"C105"}  # no counter-example yet
    n = find_hits(tokens, book).groupby("frame").size()
    table = harvest_names(tokens).set_index("name")
    assert n["port-ellery"] >= table.loc["Port Ellery", "n"]


def test_a_first_word_alone_is_the_longer_name_where_that_is_clear():
    clear = tokens_of(
        "We met Meridian Holdings. They saw Meridian. He asked Meridian, and Meridian Holdings."
    )
    book = draft_actors(clear)
    assert list(book.labels.values()) == ["Meridian Holdings"]
    assert len(find_hits(clear, book)) == 4  # a longer mention counts once
    two = tokens_of(
        "We met Meridian Holdings, Meridian Terminals and Meridian. "
        "They saw Meridian, Meridian Terminals and Meridian Holdings."
    )
    labels = set(draft_actors(two).labels.values())
    assert labels == {"Meridian", "Meridian Holdings", "Meridian Terminals"}


def test_the_printed_draft_is_a_codebook():
    tokens = tokens_of('We met "Moïse" and the "U.S." and Meridian. He likes Moïse and Meridian.')
    text = draft_actors_toml(tokens)
    book = parse_codebook(tomllib.loads(text), name="draft", where="draft")
    assert book.kind == "actors"
    assert list(book.labels.items()) == [("meridian", "Meridian"), ("moise", "Moïse")]
    assert text.startswith("# A draft")
    assert "counterexamples = []" in text


def test_the_corpus_s_own_codebook_comes_first(tmp_path):
    tokens = tokens_of("We met Meridian. They met Meridian.")
    assert (
        load_actors("", tokens=tokens, corpus_folder=HARBOUR).title == "Actors of the harbour sale"
    )
    assert load_actors("", tokens=tokens, corpus_folder=tmp_path).labels == {"meridian": "Meridian"}
    assert load_actors("actors", tokens=tokens, corpus_folder=HARBOUR).name == "actors"
    with pytest.raises(InputError, match="its kind is 'frames', and actors are wanted"):
        load_actors("security", tokens=tokens, corpus_folder=HARBOUR)
    with pytest.raises(InputError, match="there is none of that name"):
        load_actors("nobody", tokens=tokens, corpus_folder=HARBOUR)


# All 289 hits in the clean seeds were read and are mentions of their actor (Nairobi, where 002
# means the place, is the doubtful one); then the texts were read for mentions by a name that are
# missed. Four were found: “Its Allies” (000), “State” in “gang-controlled State” (002),
# “individual countries and regional organizations” and “those in need” (003).
MARKED = {
    "mission": [4, 2, 20, 31, 9],
    "kenyan-personnel": [1, 2, 0, 5, 1],
    "kenya": [0, 0, 2, 11, 7],
    "kenyan-opposition": [0, 0, 1, 1, 0],
    "gangs": [9, 11, 9, 6, 1],
    "haitian-police": [3, 3, 6, 5, 0],
    "haitian-government": [1, 1, 3, 4, 0],
    "elites": [5, 0, 0, 0, 0],
    "people": [3, 9, 2, 1, 2],
    "haiti": [0, 1, 6, 28, 13],
    "united-nations": [0, 1, 1, 11, 3],
    "united-states": [2, 0, 0, 0, 14],
    "oas": [0, 0, 0, 0, 7],
    "other-contributors": [0, 0, 0, 8, 1],
    "imperialist-powers": [1, 1, 0, 0, 0],
    "international-community": [0, 0, 2, 3, 4],
}


@pytest.fixture(scope="module")
def seed_hits():
    corpus = load_corpus(ROOT / "seeds")
    book = load_codebook("actors", corpus_folder=corpus.folder)
    return book, find_hits(tokenize(corpus.articles), book)


def test_the_seeds_mention_whom_a_reader_finds(seed_hits):
    book, hits = seed_hits
    n = pd.crosstab(hits["frame"], hits["article_id"])
    assert {frame: n.loc[frame].tolist() for frame in book.labels} == MARKED


@pytest.mark.parametrize(
    ("article_id", "surface", "frame"),
    [
        ("000", "foreign soldiers", "kenyan-personnel"),  # said of the deployment to come
        ("000", "hordes of barbarians", "gangs"),
        ("000", "police force", "haitian-police"),
        ("000", "bourgeois state", "haitian-government"),
        ("001", "the government’s", "haitian-government"),
        ("003", "criminal elements", "gangs"),
        ("003", "military and police officers", "other-contributors"),
        ("003", "police officers", "kenyan-personnel"),
        ("004", "Kenyan President William Ruto", "kenya"),
        ("004", "U.S. deputy chief of mission", "united-states"),
    ],
)
def test_names_go_to_the_right_actor(seed_hits, article_id, surface, frame):
    hits = seed_hits[1]
    rows = hits[(hits["article_id"] == article_id) & (hits["surface"] == surface)]
    assert rows["frame"].tolist() == [frame]


def test_what_is_no_mention_is_none(seed_hits):
    hits = seed_hits[1].astype({"start": int})
    text = load_corpus(ROOT / "seeds").articles.set_index("article_id")["text"]
    for article_id, words, frame in [
        ("003", "the country’s foreign policy", "haiti"),
        ("004", "led a mission since 1965", "mission"),
        ("004", "UN missions", "mission"),
        ("000", "wealthy American family", "elites"),
        ("003", "Kenya-Led", "kenya"),
        ("000", "rest of the world", "international-community"),
    ]:
        start = text[article_id].index(words)
        inside = hits["start"].between(start, start + len(words) - 1)
        assert not (inside & hits["article_id"].eq(article_id) & hits["frame"].eq(frame)).any()


def test_both_codebooks_are_sound():
    for folder in (ROOT / "seeds", HARBOUR):
        assert check_codebook(load_codebook("actors", corpus_folder=folder)).empty
