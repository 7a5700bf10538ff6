"""The claim that two groups lie farthest apart, and what it hangs on.

Distances are not rates, so their checks are made of the table of pairs of articles.
"""

from collections.abc import Mapping
from itertools import combinations as pairs_of
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.inference.bootstrap import FEWEST, LEVEL, N_RESAMPLES, draw_weights
from analysis.inference.checks import COLUMNS, NAMED
from analysis.inference.family import NO, YES, Choice, combinations, n_changed
from analysis.inference.multiverse import (
    GROUPS,
    other_groupings,
    texts_of,
)
from analysis.inference.splits import CLOSE, adjust, deals
from analysis.inference.tally import Floats
from analysis.measures.distance import WITHIN_ARTICLE, distances
from analysis.text.tokens import Tokens

if TYPE_CHECKING:
    from analysis.corpus import Corpus

Pair = tuple[str, str]

FEW_ARTICLES = 8  # articles, above which one choice is changed at a time
N_DRAWS = 100  # of every pair, under another choice

CHOICES = {
    "form": ("norm", "lemma"),
    "measure": ("jensen-shannon", "cosine"),
    "quotations": (YES, NO),
    "words": ("all", "content"),
}


def check_distance(
    pairs: pd.DataFrame, *, groups: Mapping[str, str], seed: int = 0
) -> pd.DataFrame:
    """Checks of the claim that two groups are farther apart than any other two.

    Parameters
    ----------
    pairs : DataFrame
        From ``distances``, of articles.
    groups : mapping of str to str
        Key and label of every group.
    seed : int

    Returns
    -------
    DataFrame
        The columns of ``check_claims``, one row; none with fewer than two groups. ``estimate`` is
        the mean distance of the two groups' articles; ``floor`` the larger of the mean distance
        within their articles and of that between articles of one of them; ``low`` and ``high``
        draw articles within groups anew (percentiles, moved out to Φ(∓1.96 √(n/(n-1))) after
        Hesterberg 2015) and are NaN where a group has fewer than five; ``p`` deals the articles of
        the two groups out (mean distance between less mean distance within), ``p_adjusted`` is
        Benjamini–Hochberg among all pairs of groups, of which these were picked.
    """
    table = _Distances(pairs)
    far = table.farthest()
    if far is None:
        return pd.DataFrame(columns=list(COLUMNS)).astype({"claim": "str"})
    lost = [unit for unit in table.droppable(far) if table.without(unit).farthest() != far]
    n_units = [len(table.of(group)) for group in far]
    low, high = table.interval(far, seed)
    tests = {pair: table.test(pair, seed) for pair in table.means()}
    p, p_least = tests[far]
    adjusted = adjust(pd.Series([test[0] for test in tests.values()]))
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    n_left_out = len(table.droppable(far))
    row = {
        "claim": f"distance: {far[0]}: {far[1]}",
        "topic": ": ".join(far),
        "label": f"{groups[far[0]]} and {groups[far[1]]} farthest apart",
        "says": f"That {groups[far[0]]} and {groups[far[1]]} are farther apart than any other two",
        "family": "distances",
        "measure": "distance",
        "estimate": table.between(far),
        "low": low,
        "high": high,
        "basis": "between" if min(n_units) >= FEWEST else "within",
        "n_units": sum(n_units),
        "n_units_least": min(n_units),
        "p": p,
        "p_least": p_least,
        "p_adjusted": adjusted[list(tests).index(far)],
        "n_left_out": n_left_out,
        "n_kept": n_left_out - len(lost),
        "lost_without": ", ".join(lost[:NAMED]) + more,
        "floor": table.floor(far),
    }
    return pd.DataFrame([row])[list(COLUMNS)]


def distance_specifications(
    corpus: "Corpus",
    tokens: Tokens,
    claim: str,
    *,
    clean: bool = True,
    headline: bool = True,
    **options: Any,
) -> pd.DataFrame:
    """Estimate of the claim of ``check_distance`` under other choices.

    Parameters
    ----------
    corpus : Corpus
    tokens : Tokens
        Of its articles.
    claim : str
        Its key.
    clean, headline : bool
        How the corpus was loaded.
    **options
        Of ``distances``, under every choice.

    Returns
    -------
    DataFrame
        As from ``specifications``. Distances by different measures are not comparable, so the
        estimate is how far the two groups are ahead of the next pair, in per cent of it. Of more
        than eight articles one choice is changed at a time.
    """
    far = tuple(claim.split(": ")[1:])
    every = len(tokens.articles) <= FEW_ARTICLES
    rows = []
    groupings = [corpus.group_by, *other_groupings(corpus)]
    for texts, read, n_texts in texts_of(corpus, tokens, clean=clean, headline=headline):
        for choice in combinations(CHOICES):
            changed = n_texts + n_changed(choice, CHOICES)
            if not every and changed > 1:
                continue
            pairs = _distances(read, choice, options)
            for name in groupings if every or not changed else groupings[:1]:
                table = _Distances(_regrouped(pairs, read.articles, corpus, name))
                ahead = table.ahead(far)
                told = {**texts, GROUPS: name, **choice}
                rows.append({**told, "estimate": ahead, "kept": bool(ahead > 0)})
    return pd.DataFrame(rows).assign(claim=claim, family="distances")


def _regrouped(
    pairs: pd.DataFrame, articles: pd.DataFrame, corpus: "Corpus", column: str
) -> pd.DataFrame:
    """Pairs of articles with the groups of another column."""
    if column == corpus.group_by:
        return pairs
    group = articles.set_index("article_id")[column]
    return pairs.assign(**{f"{side}_group": pairs[side].map(group) for side in ("a", "b")})


def _distances(tokens: Tokens, choice: Choice, options: Mapping[str, Any]) -> pd.DataFrame:
    asked: dict[str, Any] = {
        "form": choice["form"],
        "measure": choice["measure"],
        "quoted": choice["quotations"] == YES,
        "content_only": choice["words"] == "content",
        "n_draws": N_DRAWS,
    }
    return distances(tokens, **{**options, **asked})


class _Distances:
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

    def without(self, name: str) -> "_Distances":
        """The same without one article."""
        return _Distances(self.pairs[(self.pairs["a"] != name) & (self.pairs["b"] != name)])

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
