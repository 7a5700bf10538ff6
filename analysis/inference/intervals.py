"""Intervals beside the rates and ratios that tables of measures have, units drawn anew."""

from collections.abc import Sequence
from functools import singledispatch

import numpy as np
import pandas as pd

from analysis.inference.bootstrap import (
    FEWEST,
    log_ratio_interval,
    rate_intervals,
    side_intervals,
)
from analysis.inference.tally import OTHERS, Tally, tally_hits, tally_shares, tally_terms
from analysis.inference.units import ARTICLE, Units, stretches, units_of
from analysis.text.tokens import Source, Tokens

ENDS = ["low", "high", "basis"]


def frame_intervals(
    by_group: pd.DataFrame, hits: pd.DataFrame, tokens: Tokens, *, unit: str = ARTICLE
) -> pd.DataFrame:
    """Rates of frames by group with the 95% interval of each.

    Parameters
    ----------
    by_group : DataFrame
        From ``frame_rates_by_group``.
    hits : DataFrame
        From ``find_hits``, of the same codebook.
    tokens : Tokens
    unit : str
        The column whose values are drawn anew.

    Returns
    -------
    DataFrame
        The rows given, with ``low``, ``high`` (per 1,000 tokens) and ``basis`` (*between*, or
        *within* where a group has fewer than five units), as in ``rate_intervals``.
    """
    frames = by_group["frame"].unique().tolist()
    units = units_of(tokens, unit=unit)
    finer = _finer(units, tokens)
    tally = tally_hits(tokens, units, hits, items=frames)
    within = tally_hits(tokens, finer, hits, items=frames) if finer else None
    ends = rate_intervals(tally, within=within)[["group", "item", *ENDS]]
    table = by_group.drop(columns=ENDS, errors="ignore")
    return table.merge(ends.rename(columns={"item": "frame"}), on=["group", "frame"], how="left")


@singledispatch
def uses_by_unit(
    tokens: Source,
    terms: Sequence[str],
    *,
    unit: str = ARTICLE,
    form: str = "norm",
    quoted: bool = True,
) -> tuple[Tally, Tally | None]:
    """Uses of terms by unit, and by stretch where a group has fewer than five units.

    Parameters
    ----------
    tokens : Tokens or Summary
        The sums of a source know outlets as units and no stretches.
    terms : sequence of str
    unit : str
        The column whose values are drawn anew.
    form, quoted
        As the words were counted.

    Returns
    -------
    tally, within
        Per 1,000 tokens; the second is None where every group has units enough.
    """
    units = units_of(tokens, unit=unit)
    finer = _finer(units, tokens)
    tally = tally_terms(tokens, units, terms=terms, form=form, quoted=quoted)
    if finer is None:
        return tally, None
    return tally, tally_terms(tokens, finer, terms=terms, form=form, quoted=quoted)


def keyness_intervals(
    keywords: pd.DataFrame,
    tokens: Source,
    *,
    form: str = "norm",
    quoted: bool = True,
    unit: str = ARTICLE,
) -> pd.DataFrame:
    """Keywords with the 95% interval of their log ratio against the rest.

    Parameters
    ----------
    keywords : DataFrame
        From ``keyness_of_groups`` against the rest.
    tokens : Tokens or Summary
    form, quoted
        As the words were counted.
    unit : str
        The column whose values are drawn anew.

    Returns
    -------
    DataFrame
        The rows given, with ``ratio_low``, ``ratio_high`` (NaN where fewer than three units of a
        side have the word) and ``basis`` (*within* where either side has fewer than five units).
    """
    terms = keywords["term"].unique().tolist()
    tally, within = uses_by_unit(tokens, terms, unit=unit, form=form, quoted=quoted)
    parts = []
    for group in keywords["group"].unique():
        own = tally.select(keywords.loc[keywords["group"] == group, "term"].tolist())
        fine = within.select(own.items.tolist()) if within else None
        ends, bases = zip(
            *(_side(own, fine, side) for side in ((group,), (OTHERS, group))), strict=True
        )
        low, high = log_ratio_interval(*ends)
        table = pd.DataFrame({"term": own.items, "ratio_low": low, "ratio_high": high})
        basis = "within" if "within" in bases else "between"
        parts.append(table.assign(group=str(group), basis=basis))
    columns = ["group", "term", "ratio_low", "ratio_high", "basis"]
    found = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    return keywords.merge(found, on=["group", "term"], how="left", validate="many_to_one")


def share_intervals(
    shares: pd.DataFrame, parts: pd.DataFrame, tokens: Tokens, *, unit: str = ARTICLE
) -> pd.DataFrame:
    """Shares of the doer with their interval from whole units, where a group has five or more.

    Parameters
    ----------
    shares : DataFrame
        From ``acting_shares``.
    parts : DataFrame
        From ``roles``.
    tokens : Tokens
    unit : str
        The column whose values are drawn anew.

    Returns
    -------
    DataFrame
        The rows given; ``share_low`` and ``share_high`` are those of whole units where there are
        enough, and ``basis`` says so (*between*); elsewhere they stay as they were (*within*).
    """
    acting = parts[parts["role"] != "state"]
    units = units_of(tokens, unit=unit)
    found = []
    for actor, own in acting.groupby("actor"):
        tally = tally_shares(tokens, units, own, items=["doer"], column="role")
        for group in tally.groups:
            rows = tally.side([group])
            if len(rows) >= FEWEST:
                low, high = side_intervals(tally, rows, threads=1)
                found.append((actor, group, low[0], high[0]))
    ends = pd.DataFrame(found, columns=["actor", "group", "_low", "_high"])
    table = shares.merge(ends, on=["actor", "group"], how="left")
    told = table["_low"].notna()
    return table.assign(
        share_low=table["_low"].where(told, table["share_low"]),
        share_high=table["_high"].where(told, table["share_high"]),
        basis=np.where(told, "between", "within"),
    ).drop(columns=["_low", "_high"])


def _finer(units: Units, tokens: Tokens) -> Units | None:
    """Stretches of the groups that have too few units."""
    sizes = units.table["group"].value_counts()
    few = sorted(sizes.index[sizes < FEWEST])
    return stretches(tokens, groups=few) if few else None


def _side(
    tally: Tally, within: Tally | None, side: tuple[str, ...]
) -> tuple[tuple[object, object, object], str]:
    """Rates of one side with their ends, by its units or, where they are few, by stretches."""
    rows = tally.side(side)
    few = len(rows) < FEWEST and within is not None
    drawn = within if few and within is not None else tally
    low, high = side_intervals(drawn, drawn.side(side))
    return (tally.rates(rows), low, high), "within" if few else "between"
