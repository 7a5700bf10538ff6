"""Distances as a map and as a tree: coordinates and merges, ready to be drawn."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.distance import WITHIN_ARTICLE, WITHIN_GROUP

Floats = NDArray[np.float64]


def distance_map(table: pd.DataFrame) -> pd.DataFrame:
    """Places in a plane whose distances come near those of a table (classical scaling).

    Parameters
    ----------
    table : DataFrame
        From ``distances``.

    Returns
    -------
    DataFrame
        One row an article or group, by name: ``item``, ``group``, ``x``, ``y``; the same in every
        row: ``share`` (of the variance, that the plane shows), ``stress`` (root of the squared
        errors over the squared distances), ``floor`` (mean distance within an article; of
        groups, between two articles of one group, where there are two), ``floor_kind``.

    Notes
    -----
    Articles that are all equally far apart have no faithful map: with a low share or a high stress
    read the distances, not the picture. Axes have no meaning; each is turned so that its largest
    coordinate is positive. An item without a distance is left out. With one item ``share`` and
    ``stress`` are NaN: nothing is apart.

    References
    ----------
    Torgerson, W. S. (1952). Multidimensional scaling: I. Theory and method. Psychometrika, 17(4),
    401–419.

    >>> rows = [("a", "b", 3.0), ("a", "c", 4.0), ("b", "c", 5.0)]
    >>> table = pd.DataFrame(rows, columns=["a", "b", "distance"])
    >>> table = table.assign(a_group="g", b_group="g", kind="within group")
    >>> bool(distance_map(table)["stress"].lt(1e-6).all())
    True
    """
    items, groups, apart = _square(table)
    # The five lines of classical scaling, since importing scikit-learn takes longer than they do.
    centre = np.eye(len(items)) - 1 / max(len(items), 1)
    values, vectors = np.linalg.eigh(-0.5 * centre @ apart**2 @ centre)
    first = np.argsort(-values, kind="stable")[:2]
    xy = np.zeros((len(items), 2))
    xy[:, : len(first)] = vectors[:, first] * np.sqrt(np.maximum(values[first], 0))
    largest = np.abs(xy.round(9)).argmax(axis=0) if len(items) else np.zeros(2, dtype=int)
    xy = xy * np.where(xy[largest, range(2)] < 0, -1, 1) if len(items) else xy
    shown = np.linalg.norm(xy[:, None] - xy[None], axis=2)
    whole = float(np.abs(values).sum())
    error, total = float(((shown - apart) ** 2).sum()), float((apart**2).sum())
    columns = {"item": items, "group": groups, "x": xy[:, 0], "y": xy[:, 1]}
    result = pd.DataFrame(columns).astype({"item": "str", "group": "str"})
    return result.assign(
        share=float(np.maximum(values[first], 0).sum()) / whole if whole > 1e-12 else np.nan,
        stress=np.sqrt(error / total) if total else np.nan,
        **_floor(table),
    )


def distance_tree(table: pd.DataFrame) -> pd.DataFrame:
    """Merges of the nearest items and clusters, one after another (average linkage, UPGMA).

    Parameters
    ----------
    table : DataFrame
        From ``distances``.

    Returns
    -------
    DataFrame
        First one row an item, by name, then one row a merge, lowest first: ``node``, ``item`` and
        ``group`` (empty for a merge), ``left`` and ``right`` (nodes merged, -1 for an item),
        ``height`` (mean distance between the two; 0 for an item), ``place`` (of an item from the
        top; of a merge, half way between what it merges), ``n`` (items below), ``floor`` and
        ``floor_kind`` as in ``distance_map``.

    Notes
    -----
    Any distances give a tree. Merges at about the height of the floor say nothing. An item without
    a distance is left out; a single item makes a tree of one row.

    References
    ----------
    Sokal, R. R., & Michener, C. D. (1958). A statistical method for evaluating systematic
    relationships. University of Kansas Science Bulletin, 38, 1409–1438.

    >>> rows = [("a", "b", 0.2), ("a", "c", 0.6), ("b", "c", 0.8)]
    >>> table = pd.DataFrame(rows, columns=["a", "b", "distance"])
    >>> table = table.assign(a_group="g", b_group="g", kind="within group")
    >>> distance_tree(table)["height"].round(2).tolist()
    [0.0, 0.0, 0.0, 0.2, 0.7]
    """
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    items, groups, apart = _square(table)
    k = len(items)
    merges = linkage(squareform(apart, checks=False), "average") if k > 1 else np.empty((0, 4))
    place = np.zeros(k + len(merges))
    place[leaves_list(merges) if k > 1 else slice(k)] = np.arange(k)
    sides = merges[:, :2].astype(np.int64)
    for row, (left, right) in enumerate(sides):
        place[k + row] = (place[left] + place[right]) / 2
    nodes = np.arange(k + len(merges))
    left, right = (np.append(np.full(k, -1), sides[:, side]) for side in range(2))
    blank = [""] * len(merges)
    return pd.DataFrame(
        {
            "node": nodes,
            "item": pd.Series([*items, *blank], dtype="str"),
            "group": pd.Series([*groups, *blank], dtype="str"),
            "left": left.astype(np.int64),
            "right": right.astype(np.int64),
            "height": np.append(np.zeros(k), merges[:, 2]),
            "place": place,
            "n": np.append(np.ones(k), merges[:, 3]).astype(np.int64),
            **_floor(table),
        }
    )


def _square(table: pd.DataFrame) -> tuple[list[str], list[str], Floats]:
    """Names and groups of the items that have distances, in order, and the distances between."""
    known = table[(table["a"] != table["b"]) | (table["kind"] == WITHIN_ARTICLE)]
    known = known.dropna(subset=["distance"])
    ends = [known[[side, f"{side}_group"]].to_numpy(dtype=object) for side in ("a", "b")]
    group_of = dict(map(tuple, np.concatenate(ends)))
    items = sorted(group_of)
    number = {item: i for i, item in enumerate(items)}
    apart = np.zeros((len(items), len(items)))
    pairs = known[known["a"] != known["b"]]
    i, j = (pairs[side].map(number).to_numpy(dtype=np.int64) for side in ("a", "b"))
    apart[i, j] = apart[j, i] = pairs["distance"].to_numpy(dtype=np.float64)
    return items, [group_of[item] for item in items], apart


def _floor(table: pd.DataFrame) -> dict[str, float | str]:
    """Mean distance of what is the same: articles of a group, or else two samples of an article."""
    known = table.dropna(subset=["distance"])
    same = known["a"] == known["b"]
    inside = same & (known["kind"] == WITHIN_GROUP)
    kind = WITHIN_GROUP if inside.any() else WITHIN_ARTICLE
    rows = known[same & (known["kind"] == kind)]
    return {"floor": float(rows["distance"].mean()), "floor_kind": kind}
