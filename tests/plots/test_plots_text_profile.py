"""The text profile: what is drawn is what the table says, and no text meets another."""

import figure_tables as t
import numpy as np
import pandas as pd
import pytest
from drawn import collisions, points, row_labels, words_on

from analysis.errors import InputError
from analysis.plots.layout import figure_of
from analysis.plots.text_profile import COLUMNS, plot_text_profile

LONG = "Rank correlation with length over 14 articles: type–token ratio −0.93, MATTR +0.12"
GROUPS = {"two": (t.TWO, 2), "three": (t.THREE, 5), "seven": (t.SEVEN, 14), "nine": (t.NINE, 18)}


def profile(groups, n):
    draw = t.rng("profile", n)
    table = t.articles(groups, n)[["article_id", "label", "group"]]
    return table.assign(
        n_tokens=draw.integers(200, 2400, n),
        ttr=draw.uniform(0.35, 0.6, n),
        mattr=draw.uniform(0.78, 0.84, n),
        flesch_reading_ease=draw.uniform(-12, 74, n),
    )


def two_articles():
    rows = [
        ("a", "A", "right", 300, 0.5, np.nan, -8.0),
        ("b", "B", "left", 1200, 0.25, 0.8, 40.0),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_marks_stand_at_the_values_longest_article_first():
    length, ttr, mattr, ease = plot_text_profile(two_articles(), groups=t.TWO)
    assert row_labels(length) == ["B", "A"]
    assert sorted(points(length)) == [(300, 1), (1200, 0)]
    assert sorted(points(ttr)) == [(0.25, 0), (0.5, 1)]
    assert points(mattr) == [(0.8, 0)]  # undefined is not drawn
    assert sorted(points(ease)) == [(-8, 1), (40, 0)]
    words = words_on(length)
    assert {"1,200", "0.25", "0.80", "–", "−8", "40"} <= set(words)
    assert {"● Left press (1 article)", "■ Right press (1 article)"} <= set(words)
    assert any("tends to fall with length" in word for word in words)


def test_the_order_of_rows_changes_nothing():
    table = profile(t.THREE, 12)
    there, back = (plot_text_profile(x, groups=t.THREE) for x in (table, table.iloc[::-1]))
    assert row_labels(there[0]) == row_labels(back[0])
    assert [sorted(points(ax)) for ax in there] == [sorted(points(ax)) for ax in back]


def test_of_many_articles_the_longest_are_shown():
    table = profile(t.THREE, 300)
    panels = plot_text_profile(table, groups=t.THREE)
    labels = row_labels(panels[0])
    longest = table.sort_values(["n_tokens", "article_id"], ascending=[False, True]).head(40)
    assert labels == longest["label"].tolist()
    assert "40 of 300 articles" in " ".join(words_on(panels))
    assert figure_of(panels[0]).get_figheight() < 10


@pytest.mark.parametrize("size", GROUPS)
def test_no_text_meets_another(size):
    groups, n = GROUPS[size]
    assert collisions(plot_text_profile(profile(groups, n), groups=groups, title=LONG)) == []


def test_nor_with_long_names_or_forty_articles():
    table = profile(t.SEVEN, 40).assign(label="xYZa1 · Coastal Broadcasting Corporation, North")
    assert collisions(plot_text_profile(table, groups=t.SEVEN, title=LONG)) == []


def test_one_article_and_one_too_short_for_anything():
    table = profile(t.TWO, 1).assign(ttr=np.nan, mattr=np.nan, flesch_reading_ease=np.nan)
    panels = plot_text_profile(table, groups=t.TWO)
    assert words_on(panels).count("–") == 3 and collisions(panels) == []


def test_nothing_to_show_and_what_is_missing():
    (ax,) = plot_text_profile(pd.DataFrame(), groups=t.TWO)
    assert "nothing to show: no article" in words_on(ax)
    with pytest.raises(InputError, match=r"plot_text_profile: column missing: mattr$"):
        plot_text_profile(two_articles().drop(columns="mattr"), groups=t.TWO)
    with pytest.raises(InputError, match="group without a label: right"):
        plot_text_profile(two_articles(), groups={"left": "Left press"})
