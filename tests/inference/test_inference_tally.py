"""Tallies: the sum of the units is what the suite counts elsewhere."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_made import tally_of, tokens_of

from analysis import count_terms, find_hits, frame_rates, load_codebook, load_corpus, tokenize
from analysis.errors import InputError
from analysis.inference.tally import OTHERS, tally_hits, tally_shares, tally_terms
from analysis.inference.units import stretches, units_of

WORDS = st.lists(st.sampled_from(["Rain", "fell", "on", "dockers", "“we", "strike”", ".\n"]))
ARTICLES = st.lists(st.tuples(st.sampled_from("xyz"), WORDS), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def seeds():
    return tokenize(load_corpus("seeds").articles)


@settings(max_examples=25, deadline=None)
@given(ARTICLES)
def test_the_units_of_a_group_add_up_to_its_counts(drawn):
    rows = [(str(i), group, " ".join(words)) for i, (group, words) in enumerate(drawn)]
    tokens = tokens_of(*rows)
    counts = count_terms(tokens)
    tally = tally_terms(tokens, units_of(tokens))
    frequency = np.asarray(counts.matrix.toarray(), dtype=np.float64)
    groups = np.array([group for group, _ in drawn])
    for group in sorted(set(groups)):
        rows_of = tally.side([group])
        own = np.asarray(tally.events[rows_of].sum(axis=0))
        together = dict(zip(tally.items, own, strict=True))
        expected = dict(zip(counts.terms, frequency[groups == group].sum(axis=0), strict=True))
        assert {k: v for k, v in together.items() if v} == {k: v for k, v in expected.items() if v}
        assert tally.base[rows_of].sum() == own.sum()


@pytest.mark.parametrize("by_sentence", [False, True])
@pytest.mark.parametrize("quoted", [False, True])
def test_stretches_add_up_to_the_articles(seeds, quoted, by_sentence):
    options = {"terms": ["gangs", "kenya", "the"], "quoted": quoted, "by_sentence": by_sentence}
    groups = ["marxist", "kenyan-press", "think-tank"]
    whole = tally_terms(seeds, units_of(seeds), **options)
    parts = tally_terms(seeds, stretches(seeds, groups=groups), **options)
    for group in groups:
        a, b = whole.side([group]), parts.side([group])
        assert len(b) > len(a)
        assert whole.base[a].sum() == parts.base[b].sum()
        assert whole.rates(a) == pytest.approx(parts.rates(b), rel=1e-12)


def test_rates_by_hand():
    tokens = tokens_of(
        ("1", "left", "Strike and hunger. The strike, a strike! “No strike.”"),  # 9 tokens, 3 + 1
        ("2", "left", "Rain."),  # 1
        ("3", "right", "No hunger."),  # 2
    )
    units = units_of(tokens)
    tally = tally_terms(tokens, units, terms=["strike", "peace"])
    left, right = tally.side(["left"]), tally.side(["right"])
    assert tally.rates(left).tolist() == [1000 * 4 / (9 + 1), 0]
    assert tally.rates(right).tolist() == [0, 0]
    unquoted = tally_terms(tokens, units, terms=["strike"], quoted=False)
    assert unquoted.rates(left).tolist() == [1000 * 3 / (7 + 1)]
    # Sentences of the left: 3 with a strike, and “Rain.”
    assert tally_terms(tokens, units, terms=["strike"], by_sentence=True).rates(left)[0] == 3 / 4


def test_the_mean_of_units_weighs_each_alike():
    tally = tally_of([[3], [0], [2]], [10, 30, 5], "aab", scale=1000.0)
    rows = tally.side(["a"])
    assert tally.rates(rows)[0] == 1000 * 3 / 40
    alone = tally.per_unit()
    assert alone.rates(rows)[0] == pytest.approx(1000 * (3 / 10 + 0 / 30) / 2)
    assert alone.half == pytest.approx(0.5 / (45 / 3))  # half a use in a unit of mean length


def test_hits_are_those_of_frame_rates(seeds):
    book = load_codebook("security")
    hits = find_hits(seeds, book)
    tally = tally_hits(seeds, units_of(seeds), hits, items=list(book.labels))
    table = frame_rates(hits, seeds, frames=book.labels)
    for row in table.to_dict("records"):
        unit = tally.units["unit"].tolist().index(row["article_id"])
        rates = dict(zip(tally.items, tally.rates(np.array([unit])), strict=True))
        assert rates[row["frame"]] == pytest.approx(row["per_1000"])


def test_shares_are_of_all_places():
    tokens = tokens_of(("1", "a", "Kenya Nairobi Kenya"), ("2", "b", "Nairobi"), ("3", "b", "Rain"))
    places = pd.DataFrame(
        {
            "article_id": ["1", "1", "1", "2"],
            "start": [0, 6, 14, 0],
            "end": [5, 13, 19, 7],
            "form": ["Kenya", "Nairobi", "Kenya", "Nairobi"],
        }
    )
    tally = tally_shares(tokens, units_of(tokens), places, items=["Kenya"], column="form")
    assert tally.rates(tally.side(["a"])).tolist() == [2 / 3]
    assert tally.rates(tally.side(["b"])).tolist() == [0]
    assert tally.units["unit"].tolist() == ["1", "2"]  # the third has no place: nothing to tell


def test_sides():
    tally = tally_of([[1]] * 4, [1] * 4, "abca")
    assert tally.groups == ["a", "b", "c"]
    assert tally.side(["a"]).tolist() == [0, 3]
    assert tally.side((OTHERS, "a")).tolist() == [1, 2]
    assert tally.side(["b", "a"]).tolist() == [0, 1, 3]
    assert tally.side(["nobody"]).tolist() == []
    assert np.isnan(tally.rates(tally.side(["nobody"]))).all()


def test_an_item_that_is_not_there_is_zero_in_a_column_and_an_error_in_a_selection():
    tally = tally_of([[1], [2]], [1, 1], "ab")
    assert tally.column("item0").tolist() == [1, 2]
    assert tally.column("nothing").tolist() == [0, 0]
    with pytest.raises(InputError, match="no such item: 'nothing'"):
        tally.select(["item0", "nothing"])


def test_empty_text_gives_an_empty_tally():
    tokens = tokens_of(("1", "a", ""), ("2", "b", ""))
    tally = tally_terms(tokens, units_of(tokens), terms=["rain"])
    assert (len(tally.base), tally.groups, tally.items.tolist()) == (0, [], ["rain"])
    assert tally.per_unit().base.size == 0
