"""Which keywords are shown, which are firm, and how many stay under other choices."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.measures.keyness import keyness_of_groups
from analysis.text.counts import Counts

TIMES = 2.0  # how much more often than every other group a word is used that is told as ahead


def typical_terms(table: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Keywords of every group: at most so many of its terms with ``z`` above 0.

    Parameters
    ----------
    table : DataFrame
        From ``keyness`` or ``keyness_of_groups``.
    top : int
        Terms a group.

    Returns
    -------
    DataFrame
        Those rows of ``table`` with the column ``rank``, from 1 in each group.
    """
    typical = table[table["z"] > 0].groupby("group", sort=False).head(top)
    return typical.assign(rank=typical.groupby("group", sort=False).cumcount() + 1)


def firm_keywords(typical: pd.DataFrame, pairs: pd.DataFrame, *, spread: float) -> pd.DataFrame:
    """Keywords that hold against every other group and stand in several articles.

    Parameters
    ----------
    typical : DataFrame
        From ``typical_terms``.
    pairs : DataFrame
        From ``keyness_of_groups`` against each other group, minimum count 1.
    spread : float
        Share of the group's articles that must have the term.

    Returns
    -------
    DataFrame
        Rows of ``typical`` that the group uses at least twice as often, per token, as every other
        group, and that stand in so many of its articles, in two at least; of a group that is one
        article, in that one.

    Notes
    -----
    Twice as often is a size and no certainty: of rare words it is soon reached by chance.
    """
    ahead = pairs["target_per_1000"] >= TIMES * pairs["reference_per_1000"]
    least = ahead.groupby([pairs["group"], pairs["term"]]).all().rename("is_ahead")
    typical = typical.join(least, on=["group", "term"])
    k = typical["k_articles_target"]
    wanted = (spread * k).clip(lower=2).clip(upper=k)
    firm = (typical["n_articles_target"] >= wanted) & typical["is_ahead"].eq(True)
    return typical[firm].drop(columns="is_ahead")


def keyness_agreement(
    counts: Counts,
    *,
    groups: Sequence[str],
    top: int,
    min_count: int = 1,
    content_only: bool = False,
    prior_articles: float = 1.0,
) -> pd.DataFrame:
    """How many of each group's keywords stay among as many under other choices.

    Parameters
    ----------
    counts, groups, min_count, content_only, prior_articles
        As in ``keyness_of_groups``, against the rest.
    top : int
        Keywords a group.

    Returns
    -------
    DataFrame
        One row a group, in the order given: ``group``, ``of`` (its keywords, at most ``top``),
        and how many of them stay with a prior of a tenth (``lighter_prior``) and of ten times the
        weight (``heavier_prior``), and when ``log_ratio`` orders the terms.

    Raises
    ------
    InputError
        If there are fewer than two groups.
    """
    options: dict[str, Any] = {
        "groups": groups,
        "min_count": min_count,
        "content_only": content_only,
    }
    table, lighter, heavier = (
        keyness_of_groups(counts, prior_articles=prior_articles * weight, **options)
        for weight in (1, 0.1, 10)
    )
    by_ratio = table.sort_values(["group", "log_ratio", "term"], ascending=[True, False, True])
    typical = typical_terms(table, top=top)[["group", "term"]]
    kept = {"of": typical.groupby("group").size()}
    others = {"lighter_prior": lighter, "heavier_prior": heavier, "log_ratio": by_ratio}
    for name, ranked in others.items():
        firsts = ranked.groupby("group").head(top)[["group", "term"]]
        kept[name] = typical.merge(firsts, on=["group", "term"]).groupby("group").size()
    agreement = pd.DataFrame(kept, columns=["of", *others]).reindex(list(groups))
    return agreement.fillna(0).astype("int64").rename_axis("group").reset_index()
