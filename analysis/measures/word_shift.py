"""Which words drive the distance between two groups."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.divergence import divergence_by_term
from analysis.text.counts import Counts

REST = "rest"


def word_shift(
    counts: Counts,
    *,
    target: str,
    reference: str | None = None,
    min_count: int = 1,
    content_only: bool = False,
) -> pd.DataFrame:
    """Part of every term in the Jensen–Shannon divergence of two groups, with its direction.

    Parameters
    ----------
    counts : Counts
        Its ``articles`` need a column ``group``.
    target : str
        A group.
    reference : str, optional
        Another group; without it, all other articles together (``rest``).
    min_count : int
        Drop terms that occur less often on both sides together.
    content_only : bool
        Drop function words and numbers. Shares are of the whole divergence all the same.

    Returns
    -------
    DataFrame
        One row a term, largest part first, ties by name: ``group`` (the target), ``reference``,
        ``term``, ``n_target``, ``n_reference``, ``target_per_1000``, ``reference_per_1000``,
        ``contribution`` (not negative; of all terms together, the divergence in base 2),
        ``shift`` (the same, negative where the reference uses the term more), ``share`` (of the
        divergence), ``n_articles_target`` of ``k_articles_target`` articles have the term,
        likewise ``n_articles_reference``, ``k_articles_reference``; ``user``, the side that uses
        the term more (empty where neither does), and ``n_articles`` of its ``k_articles``.

    Raises
    ------
    InputError
        If a group has no article, or there is nothing to compare it with.

    Notes
    -----
    The words are those of the whole groups, not size-matched, so that their sum is larger than
    ``distances`` shows; it orders words and is no distance to report. A word of one long article
    can lead the list: see in how many articles it is. Where one side has no words there is no
    divergence, and the parts are NaN. ``share`` is NaN where the two sides are the same.

    References
    ----------
    Gallagher, R. J., Frank, M. R., Mitchell, L., et al. (2021). Generalized word shift graphs: a
    method for visualizing and explaining pairwise comparisons between texts. EPJ Data Science,
    10, 4.

    >>> from analysis.text.counts import count_terms
    >>> from analysis.text.tokens import tokenize
    >>> rows = [("1", "left", "strike strike now"), ("2", "right", "trade trade now")]
    >>> articles = pd.DataFrame(rows, columns=["article_id", "group", "text"])
    >>> table = word_shift(count_terms(tokenize(articles)), target="left", reference="right")
    >>> table[["term", "shift"]].round(3).to_numpy().tolist()
    [['strike', 0.333], ['trade', -0.333], ['now', 0.0]]
    """
    sums = counts.by_group
    sides = sums.sides(target, reference)
    n, spread = ([part[side].sum(axis=0) for side in sides] for part in (sums.n, sums.n_articles))
    k_articles = [int(sums.k_articles[side].sum()) for side in sides]
    per_1000 = [1000 * count / count.sum() if count.sum() else np.nan for count in n]
    parts = divergence_by_term(*n)
    whole = parts.sum()
    table = pd.DataFrame(
        {
            "group": target,
            "reference": REST if reference is None else reference,
            "term": counts.terms,
            "n_target": n[0],
            "n_reference": n[1],
            "target_per_1000": per_1000[0],
            "reference_per_1000": per_1000[1],
            "contribution": parts,
            "shift": parts * np.sign(np.asarray(per_1000[0]) - per_1000[1]) + 0.0,
            "share": parts / whole if whole else np.nan,
            "n_articles_target": spread[0],
            "k_articles_target": k_articles[0],
            "n_articles_reference": spread[1],
            "k_articles_reference": k_articles[1],
        }
    )
    more = np.sign(table["shift"].fillna(0)).to_numpy()
    for name in ("n_articles", "k_articles"):
        sides_of = table[f"{name}_target"], table[f"{name}_reference"]
        table[name] = np.where(more >= 0, *sides_of)
    names = np.where(more > 0, target, np.where(more < 0, table["reference"], ""))
    table["user"] = pd.Series(names, dtype="str")
    keep: NDArray[np.bool_] = n[0] + n[1] >= max(min_count, 1)
    if content_only:
        keep &= counts.is_content
    # Equal parts differ in their last digits by the order of summing, and names must settle ties.
    ranked = table[keep].assign(rank=table["contribution"].round(12))
    ranked = ranked.sort_values(["rank", "term"], ascending=[False, True])
    return ranked.drop(columns="rank").reset_index(drop=True)
