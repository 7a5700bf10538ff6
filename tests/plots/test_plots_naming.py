"""The naming matrix: what is drawn is what the table says."""

import numpy as np
import pandas as pd
import pytest
from drawn import collisions, row_labels, texts_on, words_on
from figure_tables import NINE, SEVEN, THREE, TWO
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analysis.errors import InputError
from analysis.plots.frame_articles import SHADES
from analysis.plots.naming import MOST, MOST_FORMS, plot_naming

TITLE = "2 of 12 actors that several groups mention go by different leading names"


def table(groups, n_actors=3, n_forms=4, *, k_articles=3, seed=1):
    draw = np.random.default_rng(seed)
    rows = [
        (f"a{a}", f"Actor of the harbour number {a}", f"the so-called name {f} of it", group)
        for a in range(n_actors)
        for f in range(n_forms)
        for group in groups
    ]
    forms = pd.DataFrame(rows, columns=["frame", "label", "form", "group"])
    forms["n"] = draw.integers(0, 5, len(forms))
    forms["n_named"] = forms.groupby(["frame", "group"])["n"].transform("sum")
    forms["share"] = forms["n"] / forms["n_named"].where(forms["n_named"] > 0)
    forms["n_articles"] = forms["n"].clip(upper=k_articles)
    return forms.assign(k_articles=k_articles)


def uses(ax):
    return [text.get_text() for text in ax.texts if text.get_gid() == "uses"]


def test_numbers_are_those_of_the_table():
    forms = table(THREE, 2, 3)
    forms.loc[0, "n"] = 0
    ax = plot_naming(forms, groups=THREE, title=TITLE)
    told = [
        f"{n} in {k}" if n else "0" for n, k in zip(forms["n"], forms["n_articles"], strict=True)
    ]
    assert uses(ax) == told
    heads = [text.get_text() for text in ax.texts if text.get_gid() == "named"]
    assert heads == forms.drop_duplicates(["frame", "group"])["n_named"].astype(str).tolist()
    assert row_labels(ax) == forms.drop_duplicates(["frame", "form"])["form"].tolist()


def test_shades_are_the_shares():
    forms = table(THREE, 1, 3)
    ax = plot_naming(forms, groups=THREE)
    cells = ax.collections[0]
    wanted = [to_hex(SHADES(share)) for share in forms.loc[forms["n"] > 0, "share"]]
    assert [to_hex(shade) for shade in cells.get_facecolor()] == wanted
    assert len(cells.get_paths()) == len(wanted)


def test_a_group_that_is_silent_has_dashes_and_one_article_no_articles():
    forms = table(TWO, 1, 2, k_articles=1)
    silent = forms["group"] == "right"
    forms.loc[silent, ["n", "n_named", "n_articles"]] = 0
    forms.loc[silent, "share"] = np.nan
    ax = plot_naming(forms, groups=TWO)
    left = forms.loc[~silent, "n"].astype(str).tolist()
    assert uses(ax) == [left[0], "–", left[1], "–"]
    assert "1 article" in words_on(ax)


def test_groups_keep_their_order_and_actors_theirs():
    forms = table(THREE, 3, 2)
    turned = dict(reversed(THREE.items()))
    heads = [w for w in words_on(plot_naming(forms, groups=turned)) if w in THREE.values()]
    assert heads == list(turned.values())
    actors = [
        t.get_text() for t in plot_naming(forms, groups=THREE).texts if t.get_gid() == "actor"
    ]
    assert actors == forms["label"].unique().tolist()


def test_rows_are_capped_and_it_says_so():
    forms = table(TWO, 9, MOST_FORMS + 3)
    ax = plot_naming(forms, groups=TWO, title=TITLE)
    assert 0 < len(row_labels(ax)) <= MOST
    assert f"({MOST_FORMS} of {MOST_FORMS + 3})" in " ".join(words_on(ax))
    n_actors = sum(text.get_gid() == "actor" for text in ax.texts)
    assert f"{9 - n_actors} actors with several names left out." in " ".join(words_on(ax))


def test_an_actor_with_one_name_is_left_out():
    forms = pd.concat([table(TWO, 1, 1), table(TWO, 1, 2).assign(frame="b", label="Second")])
    ax = plot_naming(forms, groups=TWO)
    assert [t.get_text() for t in ax.texts if t.get_gid() == "actor"] == ["Second"]


@pytest.mark.parametrize("groups", [TWO, THREE, SEVEN, NINE, {"one": "The only press there is"}])
@pytest.mark.parametrize("size", [(1, 2), (4, 12)])
def test_no_text_meets_another_or_leaves_the_canvas(groups, size):
    assert collisions(plot_naming(table(groups, *size), groups=groups, title=TITLE)) == []


def test_nothing_is_said_in_words():
    empty = plot_naming(table(TWO).iloc[:0], groups=TWO, title=TITLE)
    assert "nothing to show: no name" in words_on(empty)
    single = plot_naming(table(TWO, 2, 1), groups=TWO)
    assert "nothing to show: no actor has two names" in words_on(single)


def test_bad_tables_are_refused():
    with pytest.raises(InputError, match="plot_naming: column missing: share"):
        plot_naming(table(TWO).drop(columns="share"), groups=TWO)
    with pytest.raises(InputError, match="plot_naming: group without a label: right"):
        plot_naming(table(TWO), groups={"left": "Left"})


def test_it_draws_on_axes_that_are_given():
    figure = Figure(figsize=(6, 4))
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.35, 0.1, 0.6, 0.6))
    assert plot_naming(table(TWO, 1, 3), groups=TWO, ax=ax) is ax
    assert len(texts_on(ax)) > 6
