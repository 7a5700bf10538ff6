"""Words of a group that are the habit of one or two of its units, outlets above all."""

import pandas as pd

from analysis.inference.splits import split_test
from analysis.inference.tally import Tally, tally_terms
from analysis.inference.units import units_of
from analysis.text.tokens import Tokens

MOST_SHARE, MOST_P = 0.5, 0.05


def keyword_habits(
    keywords: pd.DataFrame,
    tokens: Tokens,
    *,
    unit: str = "outlet",
    form: str = "norm",
    quoted: bool = True,
) -> pd.DataFrame:
    """Keywords with the units of their group that use them.

    Parameters
    ----------
    keywords : DataFrame
        ``group`` and ``term``, as ``keyness_of_groups`` gives them, each group against the rest.
    tokens : Tokens
    unit : str
        Column of the articles, such as ``outlet``.
    form, quoted
        As the words were counted.

    Returns
    -------
    DataFrame
        See ``habits_of``.
    """
    terms = keywords["term"].unique().tolist()
    options = {"terms": terms, "form": form, "quoted": quoted}
    tally = tally_terms(tokens, units_of(tokens, unit=unit), **options)  # type: ignore[arg-type]
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
        ``p_units`` (how often units dealt out to the groups at random differ as much, not adjusted
        for the number of terms; NaN where a side has one unit) and ``habit``: half of the uses in
        one unit, or a ``p_units`` above .05.

    Notes
    -----
    A unit's style is no group's: *Mr* before a name may be one newspaper's rule. Of a group with a
    single unit every word is that unit's habit.
    """
    counted = ["n_units", "k_units", "top_unit", "top_share", "p_units"]
    parts = [
        _of_group(tally, str(group), rows) for group, rows in keywords.groupby("group", sort=False)
    ]
    if not parts:
        return keywords.assign(**dict.fromkeys([*counted, "habit"], []))
    table = pd.concat(parts).loc[keywords.index]
    return table.assign(habit=(table["top_share"] >= MOST_SHARE) | (table["p_units"] > MOST_P))


def _of_group(tally: Tally, group: str, rows: pd.DataFrame) -> pd.DataFrame:
    own, others = tally.side([group]), tally.side([g for g in tally.groups if g != group])
    tally = tally.select(rows["term"].tolist())
    uses = tally.events[own].toarray()
    total = uses.sum(axis=0)
    names = tally.units["unit"].to_numpy(dtype=object)[own]
    return rows.assign(
        n_units=(uses > 0).sum(axis=0),
        k_units=len(own),
        top_unit=names[uses.argmax(axis=0)],
        top_share=uses.max(axis=0) / total.clip(min=1),
        p_units=split_test(tally, own, others)["p"].to_numpy(),
    )
