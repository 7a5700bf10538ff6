"""Words of a group that are the habit of one or two of its units, outlets above all."""

import re

import numpy as np
import pandas as pd

from analysis.inference.intervals import uses_by_unit
from analysis.inference.splits import split_test
from analysis.inference.tally import Tally
from analysis.inference.units import ARTICLE
from analysis.text.tokens import Source

MOST_SHARE, MOST_P = 0.5, 0.05
COLUMNS = ["n_units", "k_units", "top_unit", "top_share", "name_share", "p_units", "habit"]


def keyword_habits(
    keywords: pd.DataFrame,
    tokens: Source,
    *,
    unit: str = "outlet",
    form: str = "norm",
    quoted: bool = True,
) -> pd.DataFrame:
    """Keywords with the units of their group that use them, and which are a unit's habit.

    Parameters
    ----------
    keywords : DataFrame
        ``group`` and ``term``, as ``keyness_of_groups`` gives them, each group against the rest.
    tokens : Tokens or Summary
    unit : str
        Column of the articles, such as ``outlet``. With ``article_id`` nothing is a habit, for
        what an article says is no style of its own, and ``habit`` is the one column added.
    form, quoted
        As the words were counted.

    Returns
    -------
    DataFrame
        See ``habits_of``.

    Raises
    ------
    InputError
        If the column is missing, or an article has no value in it.
    """
    if unit == ARTICLE:
        return keywords.assign(habit=False)
    terms = keywords["term"].unique().tolist()
    tally, _ = uses_by_unit(tokens, terms, unit=unit, form=form, quoted=quoted)
    return habits_of(tally, keywords)


def habits_of(tally: Tally, keywords: pd.DataFrame) -> pd.DataFrame:
    """Keywords with the units of their group that use them, from uses that are counted already.

    Parameters
    ----------
    tally : Tally
        Uses of the terms by unit.
    keywords : DataFrame
        ``group`` and ``term``.

    Returns
    -------
    DataFrame
        The rows given, with ``n_units`` of ``k_units`` of the group that use the term,
        ``top_unit`` (that uses it most, ties by name), ``top_share`` (of the group's uses),
        ``name_share`` (of the group's uses, in units whose own name has the term), ``p_units`` (how
        often units dealt out to the groups at random differ as much, not adjusted for the number of
        terms; NaN where a side has one unit) and ``habit``: half of the uses in one unit, or in
        units of that name, or a ``p_units`` above .05.

    Notes
    -----
    A unit's style is no group's: *Mr* before a name may be one newspaper's rule. Of a group with a
    single unit every word is that unit's habit.
    """
    groups = keywords.groupby("group", sort=False)
    parts = [_of_group(tally, str(group), rows) for group, rows in groups]
    if not parts:
        return keywords.assign(**{name: [] for name in COLUMNS})
    table = pd.concat(parts).loc[keywords.index]
    most = table[["top_share", "name_share"]].max(axis=1)
    return table.assign(habit=(most >= MOST_SHARE) | (table["p_units"] > MOST_P))


def _of_group(tally: Tally, group: str, rows: pd.DataFrame) -> pd.DataFrame:
    own, others = tally.side([group]), tally.side([g for g in tally.groups if g != group])
    terms = rows["term"].tolist()
    tally = tally.select(terms)
    uses = tally.events[own].toarray()
    total = uses.sum(axis=0).clip(min=1)
    names = tally.units["unit"].to_numpy(dtype=object)[own]
    words = [set(re.findall(r"\w+", name.lower())) for name in names]
    named = np.array([[term in name for term in terms] for name in words])
    return rows.assign(
        n_units=(uses > 0).sum(axis=0),
        k_units=len(own),
        top_unit=names[uses.argmax(axis=0)],
        top_share=uses.max(axis=0) / total,
        name_share=(uses * named).sum(axis=0) / total,
        p_units=split_test(tally, own, others)["p"].to_numpy(),
    )
