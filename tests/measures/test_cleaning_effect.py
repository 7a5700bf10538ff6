"""What cleaning changes, in numbers that can be checked by hand."""

import numpy as np
import pandas as pd

from analysis.measures.cleaning import cleaning_effect, copies_keyness, words_by_kind


def keyness_table(*rows):
    columns = ["group", "term", "n_target", "n_reference", "z"]
    return pd.DataFrame(rows, columns=columns)


def test_words_kept_and_cut():
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "label": ["A", "B"], "group": ["g", "h"], "text": ["x y z", "u"]}
    )
    cuts = pd.DataFrame(
        {
            "article_id": ["a", "a", "a"],
            "kind": ["byline", "masthead", "byline"],
            "n_words": [2, 5, 1],
        }
    )
    table = words_by_kind(articles, cuts)
    assert table[["article_id", "kind", "n_words"]].to_numpy().tolist() == [
        ["a", "kept", 3],
        ["b", "kept", 1],
        ["a", "byline", 3],
        ["a", "masthead", 5],
    ]
    assert words_by_kind(articles, cuts.head(0))["kind"].unique().tolist() == ["kept"]


def test_effect_shows_what_lost_uses_and_what_is_left():
    before = keyness_table(
        ("g", "workers", 4, 0, 2.0),
        ("g", "gang", 9, 3, 1.5),
        ("g", "once", 1, 0, 1.0),
        ("g", "un", 2, 1, 0.5),
    )
    after = keyness_table(("g", "gang", 9, 3, 1.6), ("g", "un", 1, 1, -0.2))
    table = cleaning_effect(before, after, min_count=3)
    assert table["term"].tolist() == ["workers", "un"]  # gang lost nothing, once is too rare
    assert table["rank_before"].tolist() == [1, 3]
    assert table["n_after"].tolist() == [0, 1]
    assert np.isnan(table.loc[0, "z_after"])
    assert table.loc[1, "z_after"] == -0.2
    assert table["rank_after"].isna().all()


def test_nothing_cut_is_an_empty_table():
    table = keyness_table(("g", "gang", 9, 3, 1.5))
    assert len(cleaning_effect(table, table)) == 0


def test_copies_count_as_often_as_printed_or_once(tmp_path):
    story = " ".join(f"port{number}" for number in range(30))
    rows = [("a", story, "g"), ("b", story, "g"), ("c", "mills " * 30, "h")]
    table = pd.DataFrame(rows, columns=["article_id", "text", "group"])
    table.to_csv(tmp_path / "articles.csv", index=False)
    before, after = copies_keyness(tmp_path, groups=["g", "h"])
    counts = [side.set_index(["group", "term"])["n_target"] for side in (before, after)]
    assert [side["g", "port7"] for side in counts] == [2, 1]
    assert [side["h", "mills"] for side in counts] == [30, 30]
    effect = cleaning_effect(before, after, n=40)
    assert set(effect["group"]) == {"g"}
    assert len(effect) == 30
