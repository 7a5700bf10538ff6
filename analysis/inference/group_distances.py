"""Distances between groups of articles, from those of all pairs of articles."""

from collections.abc import Mapping
from itertools import combinations as pairs_of
from typing import Any

import numpy as np
import pandas as pd

from analysis.inference.bootstrap import FEWEST, LEVEL, N_RESAMPLES, draw_weights
from analysis.inference.splits import CLOSE, deals
from analysis.inference.tally import Floats
from analysis.measures.distance import WITHIN_ARTICLE

Pair = tuple[str, str]


def apart_in_words(pairs: pd.DataFrame, *, groups: Mapping[str, str]) -> str:
    """Sentence whether two groups are farther apart than each is within itself, without its end.

    Parameters
    ----------
    pairs : DataFrame
        From ``distances``, of articles.
    groups : mapping of str to str
        Key and label of every group.

    Returns
    -------
    str
        Empty where there are not two groups with an article each. Mean distances; beside them the
        larger of those within the two, or that of two samples of one article where it is larger
        still or no group has two articles.
    """
    table = GroupDistances(pairs)
    means = table.means()
    if len(means) != 1:
        return ""
    ((pair, apart),) = means.items()
    first, second = sorted(pair, key=list(groups).index)
    beside = table.floor(pair)
    inside = [value for value in map(table.inside, pair) if np.isfinite(value)]
    what = "articles of one of them" if beside in inside else "samples of one article"
    digits = 2 if f"{apart:.2f}" != f"{beside:.2f}" or not apart > beside else 3
    told = "farther" if apart > beside else "no farther"
    return (
        f"{groups[first]} and {groups[second]} are {told} apart ({apart:.{digits}f}) than two "
        f"{what} ({beside:.{digits}f})"
    )


class GroupDistances:
    """Distances of all pairs of articles as a square, with the groups of the articles."""

    def __init__(self, pairs: pd.DataFrame) -> None:
        known = pairs.dropna(subset=["distance"])
        own = known[known["kind"] == WITHIN_ARTICLE]
        self.names = own["a"].tolist()
        self.groups = own["a_group"].to_numpy(dtype=object)
        self.within = own["distance"].to_numpy(dtype=np.float64)
        place = {name: i for i, name in enumerate(self.names)}
        self.square = np.full((len(place), len(place)), np.nan)
        apart = known[known["kind"] != WITHIN_ARTICLE]
        i, j = (apart[side].map(place).to_numpy(dtype=np.int64) for side in ("a", "b"))
        self.square[i, j] = self.square[j, i] = apart["distance"]
        self.pairs = known

    def of(self, group: str) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """Places of a group's articles."""
        return np.flatnonzero(self.groups == group).astype(np.int64)

    def between(self, pair: Pair) -> float:
        """Mean distance of the articles of two groups."""
        block = self.square[np.ix_(self.of(pair[0]), self.of(pair[1]))]
        return float(block.mean()) if block.size else float("nan")

    def inside(self, group: str) -> float:
        """Mean distance of two articles of one group."""
        own = self.square[np.ix_(self.of(group), self.of(group))]
        return float(np.nanmean(own)) if len(own) > 1 else float("nan")

    def means(self) -> dict[Pair, float]:
        """Mean distance of every two groups."""
        pairs = pairs_of(sorted(set(self.groups)), 2)
        return {pair: self.between(pair) for pair in pairs}

    def farthest(self) -> Pair | None:
        """The two groups that are farthest apart, ties by name."""
        means = self.means()
        return max(means, key=lambda pair: (means[pair], pair)) if means else None

    def leads(self, pair: Pair) -> bool:
        """Whether two groups are the farthest apart; if alone, farther than the floor."""
        return self.ahead(pair) > 0 if len(self.means()) == 1 else self.farthest() == pair

    def ahead(self, pair: Any) -> float:
        """How far two groups are ahead of the next pair, in per cent; of the floor if alone."""
        means = self.means()
        if pair not in means:
            return float("nan")
        others = [value for other, value in means.items() if other != pair]
        beside = max(others) if others else self.floor(pair)
        return 100 * (means[pair] / beside - 1)

    def floor(self, pair: Pair) -> float:
        """The larger of the distances within the articles and within the groups of a pair."""
        places = np.concatenate([self.of(group) for group in pair])
        found = [float(self.within[places].mean()), *(self.inside(group) for group in pair)]
        return float(np.nanmax(found))

    def droppable(self, pair: Pair) -> list[str]:
        """Articles of the pair, except one that is all its group has."""
        kept = [group for group in pair if len(self.of(group)) > 1]
        return [self.names[i] for group in kept for i in self.of(group)]

    def without(self, name: str) -> "GroupDistances":
        """The same without one article."""
        return GroupDistances(self.pairs[(self.pairs["a"] != name) & (self.pairs["b"] != name)])

    def interval(self, pair: Pair, seed: int) -> tuple[float, float]:
        """Ends of the interval of the mean distance, articles drawn anew within groups."""
        from scipy.special import ndtr, ndtri

        a, b = (self.of(group) for group in pair)
        if min(len(a), len(b)) < FEWEST:
            return float("nan"), float("nan")
        weights = [
            draw_weights(len(own), n_resamples=N_RESAMPLES, seed=seed + i) / len(own)
            for i, own in enumerate((a, b))
        ]
        drawn = np.einsum("id,ij,jd->d", weights[0], self.square[np.ix_(a, b)], weights[1])
        n = min(len(a), len(b))
        beyond = float(ndtr(ndtri((1 - LEVEL) / 2) * np.sqrt(n / (n - 1))))
        low, high = np.quantile(drawn, [beyond, 1 - beyond])
        return float(low), float(high)

    def test(self, pair: Pair, seed: int) -> tuple[float, float]:
        """P of the mean distance between less that within, articles dealt out to the groups."""
        a, b = (self.of(group) for group in pair)
        if min(len(a), len(b)) < 2:
            return float("nan"), float("nan")
        places = np.concatenate([a, b])
        square = np.nan_to_num(self.square[np.ix_(places, places)])
        dealt, _ = deals(len(places), len(a), seed=seed)
        apart = _contrast(square, dealt.T.astype(np.float64))
        p, p_least = ((apart >= least - CLOSE).mean() for least in (apart[0], apart.max()))
        return float(p), float(p_least)


def _contrast(square: Floats, dealt: Floats) -> Floats:
    """Mean distance between less mean distance within, for every deal."""
    other = 1 - dealt
    n, m = dealt.sum(axis=1), other.sum(axis=1)
    between = ((dealt @ square) * other).sum(axis=1) / (n * m)
    inside = ((dealt @ square) * dealt).sum(axis=1) + ((other @ square) * other).sum(axis=1)
    contrast: Floats = between - inside / (n * (n - 1) + m * (m - 1))
    return contrast
