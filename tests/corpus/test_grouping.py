import pandas as pd
import pytest

from analysis.corpus import comparable_columns, grouped_by, load_corpus
from analysis.errors import InputError


@pytest.mark.parametrize("column", ["ownership", "desk", "outlet", "paper", "group"])
def test_a_corpus_regrouped_is_the_one_loaded_so(harbour_folder, column):
    regrouped = grouped_by(load_corpus(harbour_folder), column)
    loaded = load_corpus(harbour_folder, group_by=column)
    pd.testing.assert_frame_equal(regrouped.articles, loaded.articles)
    assert list(regrouped.groups.items()) == list(loaded.groups.items())
    assert regrouped.group_by == loaded.group_by


def test_labels_follow_the_group_where_the_outlet_is_not_known(seeds_folder):
    column = "group_axadle_apart"
    regrouped = grouped_by(load_corpus(seeds_folder), column)
    loaded = load_corpus(seeds_folder, group_by=column)
    assert regrouped.articles["label"].tolist() == loaded.articles["label"].tolist()
    assert regrouped.groups["axadle"] == "Axadle"


def test_columns_that_can_be_compared(harbour_folder, seeds_folder):
    # seven articles on seven desks leave nothing to compare within a group
    assert comparable_columns(load_corpus(harbour_folder)) == ["group", "outlet", "ownership"]
    assert comparable_columns(load_corpus(harbour_folder, group_by="desk"))[0] == "desk"
    # the outlet is not known of every article, and the language is the same
    assert comparable_columns(load_corpus(seeds_folder)) == ["group", "group_axadle_apart"]


@pytest.mark.parametrize(("column", "message"), [("shade", "no column 'shade'"), ("url", "has no")])
def test_a_column_that_cannot_be_compared(harbour_folder, column, message):
    with pytest.raises(InputError, match=message):
        grouped_by(load_corpus(harbour_folder), column)
