"""How far apart two sources are, beside how far apart two samples of one source are."""

from typing import Literal

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.measures.divergence import Floats
from analysis.measures.samples import (
    MEASURES,
    Streams,
    default_size,
    drawn_distances,
    some_articles,
    streams_of,
)
from analysis.text.tokens import Tokens

WITHIN_ARTICLE, WITHIN_GROUP, BETWEEN_GROUPS = KINDS = (
    "within article",
    "within group",
    "between groups",
)
COLUMNS = ("a", "b", "a_group", "b_group", "kind", "distance", "low", "high", "divergence", "floor")

CLEAR = 0.95  # of the draws in which a pair is farther apart than either end within itself

_DRAWS, _FEWEST, _ALL = 1000, 200, 100_000


def distances(
    tokens: Tokens,
    *,
    unit: Literal["article", "group"] = "article",
    measure: Literal["jensen-shannon", "cosine"] = "jensen-shannon",
    form: str = "norm",
    content_only: bool = False,
    quoted: bool = True,
    size: int | None = None,
    n_draws: int | None = None,
    max_articles: int = 40,
    seed: int = 0,
) -> pd.DataFrame:
    """Distances between size-matched samples of articles, and between two samples of one article.

    Parameters
    ----------
    tokens : Tokens
        Its articles need ``group``.
    unit : {"article", "group"}
        One row a pair of articles, or their mean a pair of groups.
    measure : {"jensen-shannon", "cosine"}
        The Jensen–Shannon *distance*, the square root of the divergence in base 2; or one less
        the cosine. Both of raw counts, both from 0 to 1.
    form : {"norm", "surface", "lemma", "stem"}
    content_only : bool
        Leave out function words and numbers before anything is sampled.
    quoted : bool
        False leaves out what stands between quotation marks.
    size : int, optional
        Words of every sample. By default half of the shortest article that has 100, at most 500.
    n_draws : int, optional
        Pairs of samples drawn of every article. By default 1,000, of more than 100 pairs of
        articles so many fewer that 100,000 distances are measured, and 200 at least.
    max_articles : int
        Of a larger corpus so many articles are drawn, as evenly over the groups as can be.
    seed : int

    Returns
    -------
    DataFrame
        ``a``, ``b`` (article_id, or group), ``a_group``, ``b_group``, ``kind`` (*within article*:
        two disjoint samples of one article; *within group*: two articles of a group; *between
        groups*), ``distance`` (mean of the draws), ``low`` and ``high`` (the middle 95% of the
        draws), ``divergence`` (mean of the squares: the Jensen–Shannon divergence; NaN for
        the cosine), ``floor`` (the larger of the distances within ``a`` and within ``b``),
        ``share_above`` (of the draws in which the pair is farther apart than either of them
        within itself; both NaN for *within article*), ``n_pairs`` (of articles), ``n_tokens``
        (of each sample). By kind, in the order above, then by name.

    Raises
    ------
    InputError
        If an option is none of those listed, or a number is not positive.

    Notes
    -----
    Two samples of the same source differ too, the more the shorter they are, so that a distance
    is read beside the one within an article of the same size of sample. A sample is made of whole
    sentences in random order, cut at ``size``: words of a sentence come together, within an
    article as in pairs of articles, and one sample is not its beginning and the other its end.
    A sentence of more than 40 words (or half a sample) is drawn in equal parts. How many pairs are
    clearly above the floor hangs on ``size`` and, near the threshold, on ``seed``: try several.
    The interval says how much the sampling of sentences matters, and nothing about other articles.
    An article shorter than two samples has no distance (NaN) and is in no mean of a group; no
    articles give an empty table.

    References
    ----------
    Endres, D. M., & Schindelin, J. E. (2003). A new metric for probability distributions. IEEE
    Transactions on Information Theory, 49(7), 1858–1860.

    >>> text = "Cranes stand still. Gates are shut. Dockers wait. Owners talk." * 20
    >>> rows = [("a", "g", text), ("b", "h", text)]
    >>> articles = pd.DataFrame(rows, columns=["article_id", "group", "text"])
    >>> from analysis.text.tokens import tokenize
    >>> distances(tokenize(articles), size=80)[["a", "b", "kind"]].to_numpy().tolist()
    [['a', 'a', 'within article'], ['b', 'b', 'within article'], ['a', 'b', 'between groups']]
    """
    _require(unit in ("article", "group"), f"unit {unit!r} is neither article nor group")
    _require(measure in MEASURES, f"measure {measure!r} is none of {', '.join(MEASURES)}")
    least = min(1 if number is None else number for number in (n_draws, max_articles, size))
    _require(least > 0, "size, n_draws and max_articles must be positive")
    rng = np.random.default_rng(seed)
    streams = streams_of(tokens, form, content_only=content_only, quoted=quoted)
    streams = some_articles(streams, rng, most=max_articles)
    n = size or default_size(streams.n_tokens)
    pairs = _pairs(streams)
    a, b = pairs["i"].to_numpy(), pairs["j"].to_numpy()
    n_draws = n_draws or int(np.clip(_ALL // max(len(pairs), 1), _FEWEST, _DRAWS))
    drawn = drawn_distances(streams, rng, a, b, n=n, n_draws=n_draws, measure=measure)
    if unit == "group":
        pairs, drawn = _of_groups(pairs, drawn)
    table = pairs.assign(**_summary(drawn, squared=measure == "jensen-shannon"), n_tokens=n)
    table = table.assign(**_beside_floor(pairs, drawn))
    order = table["kind"].map({kind: i for i, kind in enumerate(KINDS)})
    table = table.assign(order=order).sort_values(["order", "a", "b"], kind="stable")
    return table[[*COLUMNS, "share_above", "n_pairs", "n_tokens"]].reset_index(drop=True)


def distances_by_kind(table: pd.DataFrame) -> pd.DataFrame:
    """Distances within articles, within groups and between groups, beside each other.

    Parameters
    ----------
    table : DataFrame
        From ``distances``.

    Returns
    -------
    DataFrame
        One row a kind, also where no pair is of it: ``kind``, ``n`` (rows with a distance),
        ``mean``, ``least``, ``most``; ``n_above`` of the ``n`` are larger than their floor, and
        ``n_clear`` so in 95% of the draws (0 within articles, which are the floor);
        ``groups_clear`` (groups that are in every clear pair, joined by commas); ``nearest_a``,
        ``nearest_b`` (of the smallest distance); ``n_below`` pairs within a group that are farther
        apart than that. The means are NaN and the names empty where there is no row.
    """
    known = table.dropna(subset=["distance"])
    same = known.loc[known["kind"] == WITHIN_GROUP, "distance"]
    rows = []
    for kind in KINDS:
        own = known[known["kind"] == kind]
        clear = own[own["share_above"] >= CLEAR]
        first = own.nsmallest(1, "distance")
        rows.append(
            {
                "kind": kind,
                "n": len(own),
                "mean": own["distance"].mean(),
                "least": own["distance"].min(),
                "most": own["distance"].max(),
                "n_above": int((own["distance"] > own["floor"]).sum()),
                "n_clear": len(clear),
                "groups_clear": ",".join(_common(clear)),
                "nearest_a": "".join(first["a"]),
                "nearest_b": "".join(first["b"]),
                "n_below": int((same > own["distance"].min()).sum()),
            }
        )
    return pd.DataFrame(rows).astype(dict.fromkeys(("mean", "least", "most"), "float64"))


def _common(pairs: pd.DataFrame) -> list[str]:
    """Groups that are in every pair; none of no pairs."""
    ends = [{row["a_group"], row["b_group"]} for row in pairs.to_dict("records")]
    return sorted(set.intersection(*ends)) if ends else []


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise InputError(message)


def _pairs(streams: Streams) -> pd.DataFrame:
    """Every article with itself and with every later one."""
    i, j = (place.astype(np.int64) for place in np.triu_indices(len(streams.ids)))
    a_group, b_group = streams.groups[i], streams.groups[j]
    kind = np.where(a_group == b_group, WITHIN_GROUP, BETWEEN_GROUPS)
    kind = np.where(i == j, WITHIN_ARTICLE, kind)
    columns = {"a": streams.ids[i], "b": streams.ids[j], "a_group": a_group, "b_group": b_group}
    table = pd.DataFrame({**columns, "kind": kind}).astype("str")
    return table.assign(i=i, j=j, n_pairs=1)


def _of_groups(pairs: pd.DataFrame, drawn: Floats) -> tuple[pd.DataFrame, Floats]:
    """Means of the draws over the pairs of articles of every two groups and kind."""
    ends = np.sort(pairs[["a_group", "b_group"]].to_numpy(dtype=object), axis=1)
    told = ~np.isnan(drawn).any(axis=0)
    keyed = pairs.assign(a_group=ends[:, 0], b_group=ends[:, 1], n_pairs=told.astype(np.int64))
    cells = keyed.groupby(["a_group", "b_group", "kind"])
    table = cells["n_pairs"].sum().reset_index()
    cell = cells.ngroup().to_numpy()
    member = np.zeros((len(pairs), len(table)))
    member[told, cell[told]] = 1
    total = np.nan_to_num(drawn) @ member
    n = table["n_pairs"].to_numpy()
    means = np.where(n > 0, total / np.maximum(n, 1), np.nan)
    return table.assign(a=table["a_group"], b=table["b_group"]), means


def _summary(drawn: Floats, *, squared: bool) -> dict[str, Floats]:
    if not drawn.size:
        return dict.fromkeys(("distance", "low", "high", "divergence"), np.empty(0))
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    square = (drawn**2).mean(axis=0) if squared else np.full(drawn.shape[1], np.nan)
    return {"distance": drawn.mean(axis=0), "low": low, "high": high, "divergence": square}


def _beside_floor(pairs: pd.DataFrame, drawn: Floats) -> dict[str, Floats]:
    """The larger of the two distances within, and how often a pair exceeds it in the same draw."""
    inside = np.flatnonzero(pairs["kind"] == WITHIN_ARTICLE)
    of = pd.Series(inside, index=pairs["a"].to_numpy()[inside], dtype=np.int64)
    a, b = (pairs[side].map(of).to_numpy(dtype=np.int64) for side in ("a", "b"))
    within = drawn.mean(axis=0)
    floor = np.maximum(within[a], within[b])
    share = (drawn > np.maximum(drawn[:, a], drawn[:, b])).mean(axis=0)
    told = (pairs["kind"] != WITHIN_ARTICLE).to_numpy() & ~np.isnan(floor + within)
    return {"floor": np.where(told, floor, np.nan), "share_above": np.where(told, share, np.nan)}
