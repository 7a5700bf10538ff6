"""Numbers with their nouns, and the pairs that may not agree."""

import pandas as pd
import pytest

from analysis import load_corpus, tokenize
from analysis.corpus.notes import with_notes
from analysis.measures.disagreements import quantity_pairs
from analysis.measures.quantities import currencies, find_quantities


def tokens_of(*texts):
    ids = [f"a{n}" for n in range(len(texts))]
    return tokenize(pd.DataFrame({"article_id": ids, "text": list(texts)}).astype("str"))


def quantities(*texts):
    return find_quantities(tokens_of(*texts))


@pytest.mark.parametrize(
    ("text", "value", "kind", "noun"),
    [
        ("It sent 1,000 police officers.", 1000, "count", "officer"),
        ("A team of 24 military and police officers came.", 24, "count", "officer"),
        ("Some twenty-five boats burned.", 25, "count", "boat"),
        ("Three hundred thousand people fled.", 300_000, "count", "people"),
        ("They cost 2.5 million dollars.", 2_500_000, "money", "dollar"),
        ("The shop lost Sh3.6m.", 3_600_000, "money", ""),
        ("Only 12.5% voted.", 12.5, "share", "vote"),
        ("About 40 per cent of voters stayed away.", 40, "share", "voter"),
        ("The vote of September 30 was close.", 30, "date", ""),
        ("No mission since 1965.", 1965, "date", ""),
        ("The 18-year-old driver fled.", 18, "count", "year"),
        ("One year passed.", 1, "count", "year"),
        ("They took Highway 2, then rested.", 2, "other", ""),
    ],
)
def test_a_number_and_its_noun(text, value, kind, noun):
    row = quantities(text).iloc[0]
    assert (row["value"], row["kind"], row["noun"]) == (value, kind, noun)


@pytest.mark.parametrize("text", ["One of them left.", "No one came.", "Nobody counts words."])
def test_what_is_no_number(text):
    assert quantities(text).empty


def test_a_noun_is_not_sought_beyond_its_clause():
    row = quantities("It was 400, and officers stayed.").iloc[0]
    assert (row["kind"], row["noun"]) == ("other", "")


@pytest.mark.parametrize(
    ("text", "container", "n"),
    [
        ("The first contingent of 400 officers came.", "contingent", 1),
        ("The first two contingents of approximately 400 officers came.", "contingent", 2),
    ],
)
def test_what_holds_a_number(text, container, n):
    row = quantities(text).set_index("value").loc[400]
    assert (row["container"], row["n_containers"]) == (container, n)


def test_every_span_is_its_surface():
    articles = load_corpus("seeds").articles
    table = find_quantities(tokenize(articles))
    texts = articles.set_index("article_id")["text"]
    assert len(table) > 20
    for row in table.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.surface
        assert row.surface.startswith(row.number)


SAME = ("Kenya sent a first contingent of 400 officers in June.",)


def test_a_pair_differs_in_value_or_in_what_holds_it():
    other = "Kenya sent a first contingent of 600 officers in June."
    twice = "Kenya sent two contingents of 400 officers in June."
    for second, differs in ((other, "value"), (twice, "container")):
        tokens = tokens_of(*SAME, second)
        pair = quantity_pairs(find_quantities(tokens), tokens).set_index("noun").loc["officer"]
        assert pair["differs"] == differs
        assert {"contingent", "june", "kenya", "send"} <= set(pair["shared"].split(", "))


def test_a_number_is_quoted_as_its_text_has_it():
    twice = "Kenya sent two contingents of approximately 400 officers in June."
    tokens = tokens_of(*SAME, twice)
    pair = quantity_pairs(find_quantities(tokens), tokens).set_index("noun").loc["officer"]
    assert (pair["says_a"], pair["held_a"]) == ("400 officers", "1 contingent")
    assert (pair["says_b"], pair["held_b"]) == ("approximately 400 officers", "2 contingents")
    assert pair["says_a"] in SAME[0] and pair["says_b"] in twice


@pytest.mark.parametrize(("number", "n"), [("3,900", 1), ("4,000", 1), ("4,100", 0), ("40%", 0)])
def test_numbers_far_apart_or_of_another_kind_are_not_compared(number, n):
    other = f"Kenya sent a first contingent of {number} of officers in June."
    tokens = tokens_of(*SAME, other)
    found = quantity_pairs(find_quantities(tokens), tokens)
    assert len(found) == n
    assert (found["held_a"] == "").all()


def test_what_agrees_or_stands_apart_is_no_pair():
    for second in (*SAME, "Another story counts 600 officers.", "Kenya sent 400 boats in June."):
        tokens = tokens_of(*SAME, second)
        assert quantity_pairs(find_quantities(tokens), tokens).empty


def test_the_order_of_articles_only_swaps_a_pair():
    texts = [*SAME, "Kenya sent a first contingent of 600 officers in June.", "Nothing here."]
    pairs = []
    for order in (texts, texts[::-1]):
        tokens = tokens_of(*order)
        table = find_quantities(tokens)
        found = quantity_pairs(table, tokens)
        values = [{table.loc[r.a, "value"], table.loc[r.b, "value"]} for r in found.itertuples()]
        pairs.append((found["noun"].tolist(), found["shared"].tolist(), values))
    assert pairs[0] == pairs[1]
    assert pairs[0][2] == [{400.0, 600.0}]


def test_no_text_has_no_number_and_no_pair():
    tokens = tokens_of("")
    table = find_quantities(tokens)
    assert table.empty
    assert quantity_pairs(table, tokens).empty
    assert {"article_id", "value", "noun", "n_containers"} <= set(table.columns)


def test_an_editors_note_is_read_beside_its_article():
    articles = with_notes(load_corpus("seeds").articles)
    assert articles["article_id"].tolist()[:3] == ["000", "000 (editor’s note)", "001"]
    tokens = tokenize(articles)
    table = find_quantities(tokens)
    pair = quantity_pairs(table, tokens).set_index("noun").loc["officer"]
    sides = table.loc[[pair["a"], pair["b"]]]
    assert sides["article_id"].tolist() == ["000 (editor’s note)", "003"]
    assert (sides["value"] == 400).all()
    assert sides["n_containers"].tolist() == [1, 2]  # one contingent of 400, or two


HERE = "In Port Royal the Harbour Board paid {} for the new quay."


@pytest.mark.parametrize(
    ("one", "two", "currency"),
    [
        ("400 million crowns", "350 million crowns", "crown"),
        ("$4 million", "5 million dollars", "dollar"),
        ("€4bn", "€5bn", "euro"),
        ("Sh3.6m", "Sh4m", "sh"),
    ],
)
def test_amounts_in_one_currency_are_compared(one, two, currency):
    tokens = tokens_of(HERE.format(one), HERE.format(two))
    pair = quantity_pairs(find_quantities(tokens), tokens).iloc[0]
    assert (pair["noun"], pair["differs"]) == (currency, "value")
    assert pair["says_a"].startswith(one) and pair["says_b"].startswith(two)
    assert {"new", "pay", "quay"} <= set(pair["shared"].split(", "))


@pytest.mark.parametrize(
    "second",
    [
        HERE.format("400 million crowns"),  # the same
        HERE.format("400 million euros"),  # another currency
        "In New York, as Ann Lee of Iowa said, someone paid 350 million crowns for a new quay.",
        "In Port Royal a bus costs 350 million crowns.",  # other words
    ],
)
def test_which_amounts_are_no_pair(second):
    tokens = tokens_of(HERE.format("400 million crowns"), second)
    pairs = quantity_pairs(find_quantities(tokens), tokens, min_shared_money=3)
    assert pairs.empty


def test_money_needs_fewer_words_in_common_than_other_numbers():
    texts = (
        "The quay in Port Royal cost {} million {}.",
        "Port Royal paid {} million {} for a quay.",
    )
    found = {}
    for unit in ("crowns", "stones"):
        tokens = tokens_of(texts[0].format(400, unit), texts[1].format(350, unit))
        found[unit] = quantity_pairs(find_quantities(tokens), tokens, min_shared=4)["shared"]
    assert found["crowns"].tolist() == ["port, quay, royal"] and found["stones"].empty


def test_the_currency_is_the_sign_or_the_word():
    table = quantities("It paid US$4, £3.5m, Ksh20, 9 euros, $2.25-million and 7 quays.")
    assert currencies(table).tolist() == ["dollar", "pound", "ksh", "euro", "dollar", ""]
    assert table["value"].tolist() == [4, 3.5e6, 20, 9, 2.25e6, 7]
