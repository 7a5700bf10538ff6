"""Terms as their texts write them, for readers."""

import pandas as pd

from analysis.text.tokens import tokenize
from analysis.text.written import as_written

TEXT = "Masses march. The masses and HNP, Haiti’s police, in Haiti’s streets. U.S. HNP hnp. Mission"


def written(terms, **options):
    articles = pd.DataFrame({"article_id": ["1"], "text": [TEXT]})
    return as_written(tokenize(articles), terms, **options)


def test_the_most_frequent_spelling_is_told():
    assert written(["hnp", "u.s.", "mission"]) == {
        "hnp": "HNP", "u.s.": "U.S.", "mission": "Mission",
    }  # fmt: skip


def test_a_capital_at_the_head_of_a_sentence_settles_nothing():
    assert written(["masses"]) == {"masses": "masses"}


def test_the_possessive_is_left_off():
    assert written(["haiti"]) == {"haiti": "Haiti"}


def test_a_lemma_is_told_by_a_word_of_it_and_the_unknown_by_itself():
    assert written(["street", "nothing"], form="lemma") == {
        "street": "streets", "nothing": "nothing",
    }  # fmt: skip
