"""How often every group uses the terms that set the groups apart, and some of the uses."""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.keyness import keyness_of_groups
from analysis.text.counts import Counts

COLUMNS = ("term", "group", "n", "n_tokens", "per_1000", "n_articles", "k_articles", "z")


def term_rates(
    counts: Counts, *, groups: Sequence[str], min_count: int = 3, most: int = 1_500
) -> pd.DataFrame:
    """Rates of the content words that set one group apart from the rest, in every group.

    Parameters
    ----------
    counts : Counts
    groups : sequence of str
        Groups, in the order wanted.
    min_count : int
        Uses in the whole corpus that a term needs.
    most : int
        Terms at most.

    Returns
    -------
    DataFrame
        One row a term and group, zeros included; terms with the largest ``z`` in any group, of
        either sign, first, ties by name: ``term``, ``group``, ``n``, ``n_tokens`` (of the group),
        ``per_1000``, ``n_articles`` of ``k_articles`` articles of the group that use it, ``z``
        (log-odds against all other groups, see ``keyness``).

    Raises
    ------
    InputError
        If there are fewer than two groups.
    """
    table = keyness_of_groups(counts, groups=groups, min_count=min_count, content_only=True)
    names = {f"{name}_target": name for name in ("n", "n_articles", "k_articles")}
    table = table.rename(columns={**names, "target_per_1000": "per_1000"})
    sizes = pd.Series(counts.n_tokens).groupby(counts.articles["group"].to_numpy()).sum()
    weight = table["z"].abs().groupby(table["term"]).max().rename("weight").reset_index()
    ranked = weight.sort_values(["weight", "term"], ascending=[False, True]).head(most)
    place = {term: i for i, term in enumerate(ranked["term"])}
    table = table[table["term"].isin(place)]
    table = table.assign(
        n_tokens=table["group"].map(sizes).astype("int64"), place=table["term"].map(place)
    )
    table = table.sort_values("place", kind="stable", ignore_index=True)
    return table[list(COLUMNS)]


def some_uses(uses: pd.DataFrame, *, by: "pd.Series[str]", most: int) -> pd.DataFrame:
    """First uses of every term in every group, each article heard before any is heard twice.

    Parameters
    ----------
    uses : DataFrame
        ``term`` and ``article_id``, in the order of the texts, as from ``term_positions``.
    by : Series
        Group of every article, by ``article_id``.
    most : int
        Uses of a term in a group.

    Returns
    -------
    DataFrame
        Rows of ``uses``, by their turn within the article.
    """
    turn = uses.groupby(["term", "article_id"], sort=False).cumcount()
    ordered = uses.assign(turn=turn, group=uses["article_id"].map(by))
    ordered = ordered.sort_values("turn", kind="stable")
    kept = ordered.groupby(["term", "group"], sort=False).head(most)
    return kept.drop(columns=["turn", "group"]).reset_index(drop=True)
