"""Rates of frames, and of whatever is searched for, in each chosen group."""

from collections.abc import Callable, Collection
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.codebooks import Codebook
from analysis.explore.explorer import Explorer
from analysis.explore.search import FRAME, KINDS, find
from analysis.explore.view import View
from analysis.measures.frames import frame_contrasts, frame_rates, frame_rates_by_group
from analysis.plots import plot_frame_profile
from analysis.plots.style import count

MOST_MARKS = 300  # articles up to which each has a mark of its own in a figure
COLUMNS = {"n_hits": "Hits", "per_1000": "/1,000", "n_articles_hit/k_articles": "in"}
ALL = "all of these"  # the row of all chosen groups together


def view_frames(explorer: Explorer, book: Codebook, *, frames: Collection[str] = ()) -> View:
    """How much each chosen group uses each frame of a codebook.

    Parameters
    ----------
    explorer : Explorer
    book : Codebook
    frames : collection of str, optional
        The frames that are shown; by default those with any hit.
    """
    rates = explorer.rates(book)
    table = rates_by_group(explorer, rates)
    used = set(table.loc[table["n_hits"] > 0, "frame"])
    data = table[table["frame"].isin(set(frames) or used)].reset_index(drop=True)
    contrasts = frame_contrasts(data)
    order = list(dict.fromkeys([*contrasts["frame"], *data["frame"]]))
    ranked = _ordered(data, order, explorer)
    silent = [label for name, label in book.labels.items() if name not in used]
    hits = explorer.own(explorer.hits(book))

    def of_row(row: int) -> pd.DataFrame:
        key = ["frame", "group"]
        return hits[(hits[key] == ranked.loc[row, key]).all(axis=1)]

    return View(
        name=f"explore-frames-{book.name}",
        caption=(
            f"{book.title}. Hits per 1,000 tokens; each group’s articles are pooled, widest "
            f"difference first. Frames without any hit: {', '.join(silent) or 'none'}."
        ),
        alt=f"Rates of {len(order)} frames of {book.title} in {len(explorer.chosen)} groups.",
        data=data,
        rows=labelled(ranked, explorer),
        columns={"label": "Frame", "group": "Group", **COLUMNS},
        draw=draws_profile(
            explorer, data, rates, title=f"{book.title}: {_widest(contrasts, data, explorer)}"
        ),
        hits=of_row,
    )


def view_search(explorer: Explorer, pattern: str, *, kind: str = "words") -> View:
    """How often each chosen group has what a search finds.

    Parameters
    ----------
    explorer : Explorer
    pattern, kind : str
        As for ``find``.

    Raises
    ------
    InputError
        If the pattern cannot be searched for.
    """
    pattern = pattern.strip()
    found = explorer.keep(
        ("search", kind, pattern), lambda: find(explorer.tokens, pattern, kind=kind)
    )
    label = f"“{pattern}”"
    rates = frame_rates(found, explorer.tokens, frames={FRAME: label})
    data, hits = rates_by_group(explorer, rates), explorer.own(found)
    each = labelled(_ordered(data, [FRAME], explorer), explorer)
    keys = [ALL, *explorer.chosen]

    def of_row(row: int) -> pd.DataFrame:
        return hits if row == 0 else hits[hits["group"] == keys[row]]

    n_articles = hits["article_id"].nunique()
    return View(
        name="explore-search",
        caption=f"{label} ({KINDS[kind]}): hits per 1,000 tokens; a group’s articles are pooled.",
        alt=f"Rates of {label} in {len(explorer.chosen)} groups.",
        data=data,
        rows=pd.concat([pooled_rates(explorer, rates), each], ignore_index=True),
        columns={"group": "Group", **COLUMNS},
        draw=draws_profile(
            explorer,
            data,
            rates,
            title=f"{label}: {count(len(hits), 'hit')} in {count(n_articles, 'article')}",
        ),
        hits=of_row,
    )


def rates_by_group(explorer: Explorer, rates: pd.DataFrame) -> pd.DataFrame:
    """Rates of every frame in the chosen groups, their articles pooled."""
    return frame_rates_by_group(_own(explorer, rates), explorer.articles)


def pooled_rates(explorer: Explorer, rates: pd.DataFrame) -> pd.DataFrame:
    """Rates of every frame in all chosen groups together."""
    return frame_rates_by_group(_own(explorer, rates), explorer.articles.assign(group=ALL))


def labelled(table: pd.DataFrame, explorer: Explorer) -> pd.DataFrame:
    """A table with the groups' labels for their keys."""
    return table.assign(group=table["group"].map(explorer.groups))


def draws_profile(
    explorer: Explorer, data: pd.DataFrame, rates: pd.DataFrame, *, title: str
) -> Callable[[], Axes]:
    """What draws the rates as they are now, with a mark for every article where these are few."""
    each = explorer.own(rates if len(explorer.articles) <= MOST_MARKS else rates.head(0))
    each = each[each["frame"].isin(data["frame"])]
    return partial(plot_frame_profile, data, per_article=each, groups=explorer.groups, title=title)


def _own(explorer: Explorer, rates: pd.DataFrame) -> pd.DataFrame:
    return rates[rates["article_id"].isin(explorer.articles["article_id"])]


def _ordered(data: pd.DataFrame, frames: list[str], explorer: Explorer) -> pd.DataFrame:
    """Rows by frame in an order, then by group in that of the corpus."""
    keys = pd.MultiIndex.from_arrays([data["frame"], data["group"]])
    wanted = pd.MultiIndex.from_product([frames, explorer.chosen])
    return data.iloc[keys.get_indexer(wanted)].reset_index(drop=True)


def _widest(contrasts: pd.DataFrame, data: pd.DataFrame, explorer: Explorer) -> str:
    """What the figure says: the frame in which the groups differ most."""
    for top in contrasts.head(1).itertuples():
        rows = data[data["frame"] == top.frame].nlargest(3, "per_1000")
        pairs = zip(rows["group"], rows["per_1000"], strict=True)
        told = ", ".join(f"{explorer.groups[group]} {rate:.1f}" for group, rate in pairs)
        return f"widest in “{top.label}” ({told})"
    return "no hit"
