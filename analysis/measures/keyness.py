"""Which terms are typical of a group, against the rest or against another group."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures import formulas
from analysis.measures.dispersion import dispersion_of_group
from analysis.text.counts import Counts, GroupSums

REST = "rest"

Counted = NDArray[np.int64]


def keyness(
    counts: Counts,
    *,
    target: str,
    reference: str | None = None,
    min_count: int = 1,
    content_only: bool = False,
    prior_articles: float = 1.0,
) -> pd.DataFrame:
    """Terms of a target group against a reference.

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
        Drop function words and numbers. Totals always count every token.
    prior_articles : float
        Weight of the Dirichlet prior, in articles of the two sides' mean length: as if so many
        articles of their common language had been added to each side. More pulls rare terms
        further back.

    Returns
    -------
    DataFrame
        One row a term, most typical of the target first, ties by name: ``group`` (the target),
        ``reference``, ``term``, ``n_target``, ``n_reference``, ``target_per_1000``,
        ``reference_per_1000``; ``log_odds`` and ``z`` (Monroe et al. 2008, prior from both sides);
        ``log_ratio`` (Hardie 2014, a zero counts as 0.5; NaN where that would
        turn the direction round); ``g2`` (four cells, Dunning 1993),
        ``ll`` (two cells, Rayson & Garside 2000) and ``chi2`` (four cells, Yates where sparse), all
        three negative where the target uses the term less; ``n_articles_target`` of
        ``k_articles_target`` articles have the term, likewise ``n_articles_reference``,
        ``k_articles_reference``; ``dp_norm_target`` (dispersion over the target's articles, 0
        even to 1 clumped, NaN where there is one article or no use). Where a side has no tokens,
        every measure is NaN.

    Raises
    ------
    InputError
        If a group does not exist, or one side has no articles.

    Notes
    -----
    ``g2``, ``ll``, ``chi2`` and ``z`` treat every word as an independent draw, which words of one
    article are not. They order terms; none of them says how sure a difference is.
    """
    sums = counts.by_group
    sides = sums.sides(target, reference)
    n = [sums.n[side].sum(axis=0) for side in sides]
    size = [int(sums.n_tokens[side].sum()) for side in sides]
    kept = n[0] + n[1] >= max(min_count, 1)
    if content_only:
        kept &= counts.is_content
    prior = (n[0] + n[1]) * (
        prior_articles / max(sum(sums.k_filled[side].sum() for side in sides), 1)
    )
    table = pd.DataFrame(
        {
            "group": target,
            "reference": reference or REST,
            "term": counts.terms[kept],
            "n_target": n[0][kept],
            "n_reference": n[1][kept],
            **_rates(n, size, kept=kept),
            **_statistics(n, size, prior=prior, kept=kept),
            **_spread(sums, sides, kept=kept),
            "dp_norm_target": dispersion_of_group(counts, target)[kept],
        }
    )
    # Terms are in order already, which settles ties.
    return table.sort_values("z", ascending=False, kind="stable", ignore_index=True)


def keyness_of_groups(
    counts: Counts,
    *,
    groups: Sequence[str],
    against: str = REST,
    min_count: int = 1,
    content_only: bool = False,
    prior_articles: float = 1.0,
) -> pd.DataFrame:
    """Keyness of every group, one table below the other.

    Parameters
    ----------
    groups : sequence of str
        Groups, in the order wanted.
    against : {"rest", "each"}
        Each group against all others together, or against each other group in turn.
    min_count, content_only, prior_articles
        As in ``keyness``.

    Returns
    -------
    DataFrame
        Rows of ``keyness`` for every comparison.

    Raises
    ------
    InputError
        If there are fewer than two groups.
    """
    if len(groups) < 2:
        raise InputError("keyness compares groups, and this corpus has fewer than two")
    pairs: list[tuple[str, str | None]] = [(group, None) for group in groups]
    if against == "each":
        pairs = [(a, b) for a in groups for b in groups if a != b]
    tables = [
        keyness(
            counts,
            target=target,
            reference=reference,
            min_count=min_count,
            content_only=content_only,
            prior_articles=prior_articles,
        )
        for target, reference in pairs
    ]
    return pd.concat(tables, ignore_index=True)


def _rates(
    n: list[Counted], size: list[int], *, kept: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64] | float]:
    return {
        f"{name}_per_1000": 1000 * k[kept] / total if total else np.nan
        for name, k, total in zip(("target", "reference"), n, size, strict=True)
    }


def _statistics(
    n: list[Counted], size: list[int], *, prior: NDArray[np.float64], kept: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64]]:
    cells = (n[0][kept], n[1][kept], size[0], size[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        delta, z = formulas.log_odds(*n, *size, prior=prior)  # needs the whole vocabulary
        ratio = formulas.log_ratio(*cells)
    sign = formulas.direction(*cells)
    return {
        "log_odds": delta[kept],
        "z": z[kept],
        "log_ratio": ratio,
        "g2": sign * formulas.g2(*cells),
        "ll": sign * formulas.log_likelihood(*cells),
        "chi2": sign * formulas.chi2(*cells, yates="sparse"),
    }


def _spread(
    sums: GroupSums, sides: tuple[list[int], list[int]], *, kept: NDArray[np.bool_]
) -> dict[str, Counted | int]:
    columns: dict[str, Counted | int] = {}
    for name, side in zip(("target", "reference"), sides, strict=True):
        columns[f"n_articles_{name}"] = sums.n_articles[side].sum(axis=0)[kept]
        columns[f"k_articles_{name}"] = int(sums.k_articles[side].sum())
    return columns
