"""What a group passes over in silence: searched for, said by others, and never said here."""

import numpy as np
import pandas as pd

from analysis.measures.silence_chance import least_articles, silences_by_chance
from analysis.measures.silence_checks import later_articles, near_forms
from analysis.measures.usage import ITEM, KINDS, TERM
from analysis.text.tokens import Tokens


def silences(
    table: pd.DataFrame,
    *,
    tokens: Tokens | None = None,
    uses: pd.DataFrame | None = None,
    min_expected: float = 1.0,
    min_expected_words: float = 3.0,
    min_uses: int = 3,
) -> pd.DataFrame:
    """Items that a group never uses and another group does, and what speaks against telling it.

    Parameters
    ----------
    table : DataFrame
        From ``usage``.
    tokens : Tokens, optional
        Without them, near forms and dates are not looked at.
    uses : DataFrame, optional
        From ``uses_of``, of all items.
    min_expected, min_expected_words : float
        A silence, or the silence of a word, with fewer expected uses is not to be told.
    min_uses : int
        Nor one with fewer uses by the others.

    Returns
    -------
    DataFrame
        One row an item and silent group, most expected first, ties by label: ``kind``, ``item``,
        ``label``, ``group`` (that is silent), ``n_tokens`` (of it), ``expected`` (uses it would
        have at the pooled rate of all others), ``n_others``, ``others_per_1000``,
        ``n_articles_others`` of ``k_articles_others`` articles, ``used_by`` (groups, joined by
        commas), ``near`` (of a word, the commonest near form that the group uses, and how often;
        see ``near_forms``), ``later`` (*yes* where all articles that use the item are later than
        all of the group, *no*, *unknown*), ``untold``: why it is not to be told as a finding
        (*few*: too few uses or expected uses; *few articles* of the others: one alone, or less
        than one in a hundred; *near form*; *later*), empty where nothing of this speaks against it.

    Notes
    -----
    A short text is silent on most things. Where ``expected`` is below one, no use is what chance
    would give; words that come in bursts make silences of well over one common as well, so a
    silence of a word that a single other article has says little. A group that says it in other
    words than those searched is listed all the same.
    """
    others = _others(table)
    told = table.assign(expected=_expected(table, others), **others)
    told = told.assign(others_per_1000=1000 * told["n_others"] / _positive(told["n_tokens_others"]))
    used = table[table["n"] > 0].sort_values("group").groupby("item")["group"]
    told["used_by"] = told["item"].map(used.agg(", ".join)).astype("str")
    # Rounded, for a tie must not hang on the last digit of a sum.
    told = told.dropna(subset=["expected"]).assign(rank=lambda t: t["expected"].round(9))
    order = ["rank", "label", "item", "group"]
    told = told.sort_values(order, ascending=[False, True, True, True])
    columns = ["expected", "n_others", "others_per_1000", "n_articles_others", "k_articles_others"]
    told = told[[*ITEM, "group", "n_tokens", *columns, "used_by"]].reset_index(drop=True)
    told = told.assign(near="", later="unknown")
    if tokens is not None:
        told["near"] = near_forms(tokens, told)
    if tokens is not None and uses is not None:
        told["later"] = later_articles(tokens, told, uses)
    least = np.where(told["kind"] == TERM, min_expected_words, min_expected)
    reasons = {
        "few": (told["expected"] < least - 1e-9) | (told["n_others"] < min_uses),
        "few articles": told["n_articles_others"] < least_articles(told["k_articles_others"]),
        "near form": told["near"] != "",
        "later": told["later"] == "yes",
    }
    reason = np.select(list(reasons.values()), list(reasons), default="")
    return told.assign(untold=pd.Series(reason, index=told.index, dtype="str"))


def silence_counts(
    table: pd.DataFrame,
    *,
    tokens: Tokens | None = None,
    uses: pd.DataFrame | None = None,
    min_expected: float = 1.0,
    min_expected_words: float = 3.0,
    min_uses: int = 3,
    seed: int = 0,
) -> pd.DataFrame:
    """How many items were searched, on how many a group is silent, and on how many by chance.

    Parameters
    ----------
    table : DataFrame
        From ``usage``.
    tokens : Tokens, optional
        Without them, chance is not reckoned.
    uses : DataFrame, optional
        From ``uses_of``, of all items.
    min_expected, min_expected_words : float
    min_uses : int
        As for ``silences``.
    seed : int
        Of the deals.

    Returns
    -------
    DataFrame
        One row a kind and group: ``kind``, ``group``, ``n_searched``, ``n_used`` (by the group),
        ``n_nobody`` (items that no group uses), ``n_silent`` (only others use them), ``n_firm`` (of
        these, neither *few* nor of *few articles*: see ``silences``), ``by_chance`` (mean of
        ``n_firm`` in 200 deals of the sentences to articles of the same lengths), ``clear``
        (``n_firm`` is at least twice that, and larger than in 95% of the deals), ``n_tokens``.
        Without tokens ``by_chance`` is NaN and nothing is clear.

    Notes
    -----
    Dealing breaks up articles, so that words which come in bursts are spread more evenly than any
    article spreads them: chance makes rather more silences than ``by_chance``.
    """
    keys = ["kind", "group"]
    marked = table.assign(used=table["n"] > 0, silent=_expected(table, _others(table)).notna())
    result = marked.groupby(keys, sort=False).agg(
        n_searched=("item", "size"),
        n_used=("used", "sum"),
        n_silent=("silent", "sum"),
        n_tokens=("n_tokens", "first"),
    )
    result = result.astype("int64").reset_index()
    result["n_nobody"] = result["n_searched"] - result["n_used"] - result["n_silent"]
    chance = silences_by_chance(
        table,
        tokens,
        uses,
        min_expected=min_expected,
        min_expected_words=min_expected_words,
        min_uses=min_uses,
        seed=seed,
    )
    result = result.merge(chance, on=keys, how="left")
    columns = ["n_searched", "n_used", "n_nobody", "n_silent", "n_firm", "by_chance", "clear"]
    return result[[*keys, *columns, "n_tokens"]]


def silence_matrix(
    table: pd.DataFrame, *, kind: str, min_expected: float = 1.0, most: int = 30
) -> pd.DataFrame:
    """Items of a kind on which a group is silent, for every group, so ordered that blocks show.

    Parameters
    ----------
    table : DataFrame
        From ``usage``.
    kind : str
    min_expected : float
        Items that a silent group would be expected to use at least so often. Of a checklist all
        that some group mentions are shown; what nobody does is in ``unmentioned``, in no row here.
    most : int
        At most so many items, the most expected first.

    Returns
    -------
    DataFrame
        Rows of ``usage``, with ``expected`` (NaN where the group uses the item) and ``n_items``
        (that could be shown); items that are silent in the same groups stand together.
    """
    own = table[table["kind"] == kind]
    own = own.assign(expected=_expected(own, _others(own)))
    summary = own.assign(used=own["n"] > 0).groupby(["item", "label"], sort=False)
    items = summary.agg(expected=("expected", "max"), n_used=("used", "sum")).reset_index()
    least = 0.0 if kind == KINDS["checklist"] else min_expected
    items = items.fillna({"expected": 0.0})
    items = items[(items["expected"] >= least) & (items["n_used"] > 0)]
    items = items.sort_values(["expected", "label", "item"], ascending=[False, True, True])
    chosen = own[own["item"].isin(items["item"].head(most))]
    marks = chosen.assign(used=np.where(chosen["n"] > 0, "0", "1"))
    pattern = marks.groupby("item", sort=False)["used"].agg("".join).rename("pattern")
    ranked = items.assign(rank=np.arange(len(items))).join(pattern, on="item", how="inner")
    ranked = ranked.sort_values(["n_used", "pattern", "rank"], ascending=[False, True, True])
    place = pd.Series(np.arange(len(ranked)), index=ranked["item"])
    chosen = chosen.assign(place=chosen["item"].map(place), n_items=len(items))
    return chosen.sort_values("place", kind="stable").drop(columns="place").reset_index(drop=True)


def unmentioned(table: pd.DataFrame, *, kind: str = "checklist") -> pd.DataFrame:
    """Items of a list that no group mentions, or one group alone.

    Parameters
    ----------
    table : DataFrame
        From ``usage``.
    kind : str

    Returns
    -------
    DataFrame
        One row an item, those that nobody mentions first, otherwise in the order of the list:
        ``item``, ``label``, ``n``, ``n_articles`` of ``k_articles`` articles, ``n_groups`` (0 or
        1), ``group`` (the one that mentions it, or empty).
    """
    own = table[table["kind"] == kind]
    own = own.assign(used=own["n"] > 0, by=own["group"].where(own["n"] > 0, ""))
    places = own.groupby(["item", "label"], sort=False)
    summary = places.agg(
        n=("n", "sum"),
        n_articles=("n_articles", "sum"),
        k_articles=("k_articles", "sum"),
        n_groups=("used", "sum"),
        group=("by", "max"),
    )
    kept = summary[summary["n_groups"] < 2].reset_index().astype({"group": "str"})
    return kept.sort_values("n_groups", kind="stable").reset_index(drop=True)


def _others(table: pd.DataFrame) -> pd.DataFrame:
    """Uses, articles and tokens of all other groups, for every row."""
    columns = ["n", "n_articles", "k_articles", "n_tokens"]
    pooled = table.groupby("item", sort=False)[columns].transform("sum")
    return (pooled - table[columns]).add_suffix("_others")


def _expected(table: pd.DataFrame, others: pd.DataFrame) -> "pd.Series[float]":
    """Uses to be expected of every silent group; NaN where it is not silent, or all are."""
    rate = others["n_others"] / _positive(others["n_tokens_others"])
    return (rate * table["n_tokens"]).where((table["n"] == 0) & (others["n_others"] > 0))


def _positive(sizes: "pd.Series[int]") -> "pd.Series[float]":
    return sizes.where(sizes > 0).astype("float64")
