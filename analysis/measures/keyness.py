"""Which terms are typical of a group, against the rest or against another group."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures import formulas
from analysis.measures.dispersion import dispersion_norm
from analysis.text.counts import Counts

REST = "rest"

Rows = NDArray[np.bool_]


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
    sides = _side(counts, target), _reference(counts, target, reference)
    n = [_total(counts, side) for side in sides]
    size = [int(counts.n_tokens[side].sum()) for side in sides]
    table = pd.DataFrame({"group": target, "reference": reference or REST, "term": counts.terms})
    table["n_target"], table["n_reference"] = n
    table["target_per_1000"], table["reference_per_1000"] = (
        1000 * k / total if total else np.nan for k, total in zip(n, size, strict=True)
    )
    table = table.assign(**_statistics(n, size, prior=_prior(counts, sides, prior_articles)))
    table = table.assign(**_spread(counts, sides))
    keep = table["n_target"] + table["n_reference"] >= max(min_count, 1)
    if content_only:
        keep &= counts.is_content
    ranked = table[keep].sort_values(["z", "term"], ascending=[False, True])
    return ranked.reset_index(drop=True)


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


def _side(counts: Counts, group: str) -> Rows:
    rows: Rows = (counts.articles["group"] == group).to_numpy(dtype=bool)
    if not rows.any():
        known = ", ".join(sorted(counts.articles["group"].unique()))
        raise InputError(f"group {group!r} has no article; groups are {known}")
    return rows


def _reference(counts: Counts, target: str, reference: str | None) -> Rows:
    rows = ~_side(counts, target) if reference is None else _side(counts, reference)
    if not rows.any() or target == reference:
        raise InputError(f"group {target!r} has nothing to be compared with")
    return rows


def _total(counts: Counts, side: Rows) -> NDArray[np.int64]:
    return np.asarray(counts.matrix[side].sum(axis=0), dtype=np.int64)


def _prior(counts: Counts, sides: tuple[Rows, Rows], n_articles: float) -> NDArray[np.float64]:
    """Pseudo-counts in proportion to the terms of both sides; none for a term of neither."""
    both = sides[0] | sides[1]
    filled = both & (counts.n_tokens > 0)
    prior: NDArray[np.float64] = _total(counts, both) * (n_articles / max(filled.sum(), 1))
    return prior


def _statistics(
    n: list[NDArray[np.int64]], size: list[int], *, prior: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    cells = (n[0], n[1], size[0], size[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        delta, z = formulas.log_odds(*cells, prior=prior)
        ratio = formulas.log_ratio(*cells)
    sign = formulas.direction(*cells)
    return {
        "log_odds": delta,
        "z": z,
        "log_ratio": ratio,
        "g2": sign * formulas.g2(*cells),
        "ll": sign * formulas.log_likelihood(*cells),
        "chi2": sign * formulas.chi2(*cells, yates="sparse"),
    }


def _spread(counts: Counts, sides: tuple[Rows, Rows]) -> dict[str, NDArray[np.float64] | int]:
    columns: dict[str, NDArray[np.float64] | int] = {}
    for name, side in zip(("target", "reference"), sides, strict=True):
        used = counts.matrix[side].astype(bool).sum(axis=0)
        columns[f"n_articles_{name}"] = np.asarray(used, dtype=np.int64)
        columns[f"k_articles_{name}"] = int(side.sum())
    target = counts.matrix[sides[0]]
    columns["dp_norm_target"] = dispersion_norm(target, counts.n_tokens[sides[0]])
    return columns
