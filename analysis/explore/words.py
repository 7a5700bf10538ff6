"""Keywords of the chosen groups, and the names that they give to actors."""

from collections.abc import Collection
from functools import partial

import pandas as pd

from analysis.codebooks import Codebook
from analysis.errors import InputError
from analysis.explore.explorer import Explorer
from analysis.explore.rates import labelled
from analysis.explore.view import View
from analysis.measures.actors import name_forms
from analysis.measures.dispersion import term_positions
from analysis.measures.keyness import keyness_of_groups
from analysis.measures.keyness_choices import typical_terms
from analysis.measures.naming import naming_contrasts
from analysis.plots import plot_keyness, plot_naming

MOST_DRAWN = 6  # actors in the figure: as many as a screen holds
KEYWORD_COLUMNS = {
    "term": "Word",
    "group": "Group",
    "n_target": "Uses",
    "n_reference": "elsewhere",
    "z": "z",
    "log_ratio": "log ratio",
    "n_articles_target/k_articles_target": "in",
}
NAME_COLUMNS = {
    "label": "Actor",
    "form": "Name",
    "group": "Group",
    "n": "Uses",
    "n_articles/k_articles": "in",
}


def view_keywords(explorer: Explorer, *, min_count: int = 3, top: int = 12) -> View:
    """The words that each chosen group uses more than the other chosen ones.

    Parameters
    ----------
    explorer : Explorer
    min_count : int
        Uses that a word needs in the chosen groups together.
    top : int
        Words a group.

    Raises
    ------
    InputError
        If fewer than two groups are chosen.
    """
    if len(explorer.chosen) < 2:
        raise InputError("keywords need two groups to compare: choose another one besides")
    table = keyness_of_groups(
        explorer.own_counts(), groups=explorer.chosen, min_count=min_count, content_only=True
    )
    data = typical_terms(table, top=top).reset_index(drop=True)

    def of_row(row: int) -> pd.DataFrame:
        term, group = data["term"].iloc[row], data["group"].iloc[row]
        uses = explorer.own(term_positions(explorer.tokens, terms=[term], form=explorer.form))
        return uses.iloc[uses["group"].ne(group).argsort(kind="stable")].assign(frame=term)

    return View(
        name="explore-keywords",
        caption=(
            "Log-odds z of the words most typical of each group, against the other groups chosen; "
            f"words used {min_count} times or more. Beside each: uses here : elsewhere, and the "
            "articles of the group that have it. Hollow: one article only."
        ),
        alt=f"Lollipops of the {top} most typical words of each of {len(explorer.chosen)} groups.",
        data=data,
        rows=labelled(data, explorer),
        columns=KEYWORD_COLUMNS,
        draw=partial(
            plot_keyness,
            data,
            groups=explorer.groups,
            shown=tuple(explorer.chosen),
            title=f"Words typical of each of the {len(explorer.chosen)} groups",
            n=top,
        ),
        hits=of_row,
    )


def view_names(explorer: Explorer, book: Codebook, *, actors: Collection[str] = ()) -> View:
    """By which names each chosen group mentions the actors of a codebook.

    Parameters
    ----------
    explorer : Explorer
    book : Codebook
    actors : collection of str, optional
        Names of the actors that are shown; by default all, those named most differently first,
        of which the figure has six.
    """
    mentions = explorer.own(explorer.mentions(book))
    forms = name_forms(mentions, by=explorer.group_of, actors=book.labels)
    contrasts = naming_contrasts(forms)
    order = list(dict.fromkeys([*contrasts["frame"], *forms["frame"]]))
    shown = [name for name in order if not actors or name in actors]
    data = forms[forms["frame"].isin(shown)]
    data = data.sort_values("frame", key=lambda names: names.map(shown.index), kind="stable")
    used = data[data["n"] > 0].reset_index(drop=True)

    def of_row(row: int) -> pd.DataFrame:
        key = ["frame", "form", "group"]
        return mentions[(mentions[key] == used.loc[row, key]).all(axis=1)]

    drawn = data[data["frame"].isin(actors or shown[:MOST_DRAWN])]
    n_apart, n = int(contrasts["differs"].sum()), len(contrasts)
    title = f"{n_apart} of {n} actors that several groups mention go by different leading names"
    return View(
        name=f"explore-names-{book.name}",
        caption=(
            f"{book.title}: names of the actors, and how often each group uses them; those named "
            f"most differently first, {MOST_DRAWN} of them unless others are chosen. A dash: the "
            "group does not mention the actor."
        ),
        alt=f"Names of {drawn['frame'].nunique()} actors in {len(explorer.chosen)} groups.",
        data=data.reset_index(drop=True),
        rows=labelled(used, explorer),
        columns=NAME_COLUMNS,
        draw=partial(plot_naming, drawn, groups=explorer.groups, title=title),
        hits=of_row,
    )
