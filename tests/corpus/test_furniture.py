"""Phrases of the page are found by where they stand, and prose is left alone."""

import random

import pandas as pd
import pyarrow as pa
import pytest

from analysis.corpus import clean, find_cuts, load_corpus, repeated_phrases, restore
from analysis.corpus.claims import find_furniture
from analysis.corpus.edge_words import edge_words
from analysis.corpus.edges import phrase_pattern
from analysis.corpus.repetition import line_table
from analysis.corpus.spans import line_view

SUBJECTS = "rain snow hail fog wind frost heat mist sleet thunder dew smoke dust ash".split()
VERBS = "fell came rose passed hung moved turned stayed left grew".split()


def name(number):
    """A name of letters, different for every number."""
    return "N" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def paragraph(number, first="Then"):
    """Three sentences of prose, their words drawn anew for every number."""
    draw = random.Random(number)
    told = [f"the {draw.choice(SUBJECTS)} {draw.choice(VERBS)} on the town" for _ in range(3)]
    return f"{first} {told[0]}. However, {told[1]}. Later {told[2]}."


def outlet(n, make):
    """Articles of five paragraphs, with a line of their own each."""
    texts = []
    for number in range(n):
        lines = [paragraph(7 * number + place) for place in range(5)]
        texts.append("\n".join(make(number, lines)))
    ids = [f"p{number}" for number in range(n)]
    return pd.DataFrame({"article_id": ids, "outlet": "The Post", "raw": texts})


def found(articles):
    table = repeated_phrases(articles)
    return table[["phrase", "place", "cut"]].to_numpy().tolist()


def cut_texts(articles, **options):
    _, cuts = clean(articles, **options)
    return cuts


def test_a_caption_is_known_by_its_opening_words():
    def make(number, lines):
        return [
            lines[0],
            f"Enlarge this image {name(number)}",
            *lines[1:],
        ]

    articles = outlet(30, make)
    assert found(articles) == [["Enlarge this image", "opens", "line"]]
    table = repeated_phrases(articles)
    assert table.loc[0, ["n_articles", "n_lines"]].tolist() == [30, 30]
    cleaned, cuts = clean(articles)
    assert len(cuts) == 30
    assert cuts["text"].str.startswith("Enlarge this image ").all()
    assert cuts["repeated"].all()
    assert set(cuts["kind"]) == {"repeated phrase"}
    assert not cleaned["text"].str.contains("Enlarge").any()
    for row in cleaned.itertuples():
        assert restore(row.text, cuts[cuts["article_id"] == row.article_id]) == row.raw


def test_of_prose_behind_a_label_the_label_alone_is_cut():
    def make(number, lines):
        return [f"PORTO (AN) — {name(number)} left. {lines[0]}", *lines[1:]]

    articles = outlet(30, make)
    assert found(articles) == [["PORTO (AN) —", "opens", "phrase"]]
    cleaned, cuts = clean(articles)
    assert set(cuts["text"].str.strip()) == {"PORTO (AN) —"}
    assert cleaned.loc[3, "text"].startswith(" Nd left. Then the")


def test_house_style_stands_inside_lines_too_and_stays():
    def make(number, lines):
        said = [f"Mr. Ng said so. {line} Mr. Ng said no." for line in lines[1:]]
        return [f"Mr. Ng said it all. {lines[0]}", *said]

    assert found(outlet(40, make)) == []


def test_what_begins_sentences_is_no_furniture_though_it_begins_many_lines():
    def make(number, lines):
        return [line.replace("Then", "Meanwhile,") for line in lines]

    # every line begins with it, but so does prose: it is no label, and the lines are sentences
    assert found(outlet(40, make)) == []


def test_chance_is_not_enough():
    def make(number, lines):
        return [*lines, f"More: port {name(number)}"] if number < 5 else lines

    def often(number, lines):
        return [*lines, f"More: port {name(number)}"] if number < 15 else lines

    assert found(outlet(60, make)) == []
    assert found(outlet(60, often)) == [["More : port", "opens", "line"]]


def test_credits_are_known_by_how_articles_end():
    def make(number, lines):
        return [*lines, f"{name(number)} Roth contributed to this report."]

    def inside(number, lines):
        return [lines[0], f"Then {name(number)} contributed to this report.", *lines[1:], *lines]

    assert found(outlet(30, make)) == [["Roth contributed to this report.", "ends", "line"]]
    assert found(outlet(30, inside)) == []


def test_a_bracket_is_cut_wherever_it_stands():
    def make(number, lines):
        return [*lines, f"{name(number)} on a roof. (Photo: {name(number)})"]

    articles = outlet(30, make)
    articles.loc[0, "raw"] += " And then the photo (Photo: Ben) was sold."
    assert found(articles) == [["(Photo :", "bracket", "bracket"]]
    cleaned, _ = clean(articles)
    assert cleaned.loc[0, "text"].endswith("Na on a roof.  And then the photo  was sold.")
    assert cleaned.loc[1, "text"].endswith("\nNb on a roof. ")


def test_pages_are_copied_to_other_outlets():
    def make(number, lines):
        return [*lines, f"JUST WATCHED {name(number)} sold"]

    copied = pd.DataFrame(
        {
            "article_id": ["x", "y"],
            "outlet": ["Guest", None],
            "raw": [
                f"{paragraph(900)}\nJUST WATCHED Strike over",
                f"{paragraph(901)}\nJUST WATCHED a film, they said.",  # a sentence stays
            ],
        }
    )
    cleaned, _ = clean(pd.concat([outlet(30, make), copied], ignore_index=True))
    assert cleaned["text"].str.contains("JUST WATCHED").tolist() == [False] * 31 + [True]


def test_nothing_is_taken_of_an_article_of_which_nothing_would_be_left():
    def make(number, lines):
        return [*lines, f"JUST WATCHED {name(number)} sold"]

    only = pd.DataFrame({"article_id": ["x"], "outlet": ["The Post"], "raw": ["JUST WATCHED Rain"]})
    cleaned, _ = clean(pd.concat([outlet(30, make), only], ignore_index=True))
    assert cleaned["text"].iloc[-1] == "JUST WATCHED Rain"
    assert not cleaned["text"].iloc[:-1].str.contains("WATCHED").any()


def test_numbers_do_not_hide_a_repeated_line():
    def make(number, lines):
        return [f"{number} years ago", *lines, f"Copyright © {2000 + number} The Post. Call us."]

    cleaned, cuts = clean(outlet(12, make))
    assert set(cuts["kind"]) == {"repeated line"}
    assert len(cuts) == 24
    assert not cleaned["text"].str.contains("ago|Copyright").any()


def test_an_articles_own_title_stays():
    def make(number, lines):
        return [f"More: port {name(number)}", *lines]

    articles = outlet(30, make).assign(title="x")
    articles.loc[0, "title"] = "More: port Na"
    cleaned, _ = clean(articles)
    assert cleaned["text"].str.contains("More:").tolist() == [True] + [False] * 29


def test_few_outlets_and_unknown_ones_have_no_phrases(harbour_folder):
    assert repeated_phrases(load_corpus(harbour_folder).articles).to_numpy().tolist() == []
    unknown = outlet(30, lambda number, lines: [f"More: port {name(number)}", *lines]).assign(
        outlet=None
    )
    assert repeated_phrases(unknown).to_numpy().tolist() == []
    assert repeated_phrases(unknown.head(0)).to_numpy().tolist() == []


def test_switched_off(make_corpus):
    rows = outlet(30, lambda number, lines: [*lines, f"More: port {name(number)}"])
    listing = "article_id,text,group,outlet\n" + "".join(
        f'{row.article_id},"{row.raw}",x,{row.outlet}\n' for row in rows.itertuples()
    )
    on = load_corpus(make_corpus(articles_csv=listing))
    assert len(on.cuts) == 30
    folder = make_corpus(articles_csv=listing, cleaning_toml="repeated_phrases = false\n")
    off = load_corpus(folder)
    assert len(off.cuts) == 0


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("", "opens", []),
        ("Rain", "opens", ["Rain"]),
        ("Rain", "ends", ["Rain"]),
        ("More:Port sold", "opens", ["More", ":", "Port", "sold"]),
        ("x " * 60, "opens", ["x"] * 8),
        ("a b (c d)", "bracket", ["(c", "d)"]),
        ("a b (It rains.)", "bracket", []),
        ("(c d)", "bracket", []),
        ("at 1,234.5 or 10:30", "opens", ["at", "#", "or", "#"]),
    ],
)
def test_words_at_an_edge(line, place, words):
    codes, names = edge_words(pa.array([line.strip()]), place)
    assert [names[code] for code in codes[0] if code >= 0] == words


def test_a_phrase_ends_with_its_last_word():
    assert phrase_pattern(["Read"]).match("Read more")
    assert not phrase_pattern(["Read"]).match("Reader")
    assert phrase_pattern(["More", ":"]).match("More:Port")


def test_phrases_of_a_whole_source_are_cut_in_a_part_of_it():
    def make(number, lines):
        return [*lines, f"More: port {name(number)}"]

    articles = outlet(30, make)
    part = articles.head(2)
    assert len(find_cuts(part)) == 0
    lines = line_table([line_view(raw) for raw in articles["raw"]], articles["outlet"])
    known = find_furniture(lines, [])
    cuts = find_cuts(part, learn=lambda lines, glued: known)
    assert cuts["text"].str.strip().tolist() == ["More: port Na", "More: port Nb"]
