"""Frames of a whole source, from its hits by outlet."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.codebooks import Codebook
from analysis.inference.bootstrap import rate_intervals
from analysis.inference.frame_profiles import (
    frame_books,
    frame_passages,
    frame_profile,
    frame_terms_by_group,
    frame_units,
)
from analysis.inference.intervals import ENDS
from analysis.inference.tally import Tally
from analysis.inference.units import ARTICLE
from analysis.measures.frames import with_rates, with_shares
from analysis.scale.outlets import check_unit, outlet_sizes
from analysis.scale.summary import Summary
from analysis.scale.texts import stored_hits, stored_passages
from analysis.text.passages import own_first

_HITS = ("n_hits", "n_quoted", "n_negated", "n_sentences_hit")
_KEYS = ["group", "outlet", "frame", "term", "quoted", "negated"]


def stored_cues(summary: Summary, codebook: str) -> pd.DataFrame:
    """Hits of a codebook by outlet.

    Returns
    -------
    DataFrame
        One row a combination that occurs: ``group``, ``outlet`` (empty where it is not known),
        ``frame``, ``term``, ``quoted``, ``negated``, ``n_hits``.
    """
    table: pd.DataFrame = summary.held(f"cues {codebook}", lambda: _cues(summary, codebook))
    return table


def _cues(summary: Summary, codebook: str) -> pd.DataFrame:
    summary.codebook(codebook)
    total = pd.Series([], dtype="int64", index=pd.MultiIndex.from_arrays([[]] * 6, names=_KEYS))
    for number in range(len(summary.task.partitions)):
        hits = summary.part("hits", number)
        articles = summary.part("articles", number, columns=["group", "outlet"])
        hits = hits[hits["codebook"] == codebook]
        place = articles[["group", "outlet"]].fillna({"outlet": ""}).iloc[hits["article"]]
        own = hits[_KEYS[2:]].astype({"frame": "str", "term": "str"}).reset_index(drop=True)
        tagged = pd.concat([place.reset_index(drop=True), own], axis=1)
        both = pd.concat([total, tagged.groupby(_KEYS).size()])
        total = both.groupby(level=_KEYS).sum()
    return total.rename("n_hits").reset_index()


def cue_tally(summary: Summary, cues: pd.DataFrame, *, frames: list[str], own: bool) -> Tally:
    """Hits of frames per 1,000 tokens, outlet by outlet.

    Parameters
    ----------
    summary : Summary
    cues : DataFrame
        Rows of ``stored_cues``.
    frames : list of str
        All that were searched, found or not.
    own : bool
        Against the tokens outside quotation marks.
    """
    sizes = outlet_sizes(summary)
    sizes = sizes[sizes["n_own" if own else "n_tokens"] > 0].reset_index(drop=True)
    units, items = pd.MultiIndex.from_frame(sizes[["group", "unit"]]), pd.Index(frames, dtype="str")
    unit = units.get_indexer(pd.MultiIndex.from_frame(cues[["group", "outlet"]]))
    item, known = items.get_indexer(pd.Index(cues["frame"])), unit >= 0
    cells = (cues["n_hits"].to_numpy(np.float64)[known], (unit[known], item[known]))
    events = csr_array(cells, shape=(len(units), len(items)))
    events.sum_duplicates()
    base = sizes["n_own" if own else "n_tokens"].to_numpy(dtype=np.float64)
    return Tally(events, base, sizes[["unit", "group"]], items, scale=1000.0)


@frame_books.register
def _(summary: Summary, folder: Path, names: Sequence[str] = ()) -> dict[str, Codebook]:
    frames = [book.name for book in summary.task.codebooks if book.kind == "frames"]
    return {name: summary.codebook(name) for name in names or frames}


@frame_profile.register
def _(
    summary: Summary,
    book: Codebook,
    *,
    hits: pd.DataFrame | None = None,
    unit: str | None = ARTICLE,
) -> pd.DataFrame:
    rates = stored_frame_rates(summary, book.name)
    if unit is None:
        return rates
    check_unit(summary, unit)
    labels = summary.codebook(book.name).labels
    tally = cue_tally(summary, stored_cues(summary, book.name), frames=[*labels], own=False)
    ends = rate_intervals(tally)[["group", "item", *ENDS]].rename(columns={"item": "frame"})
    return rates.merge(ends, on=["group", "frame"], how="left")


def stored_frame_rates(summary: Summary, codebook: str) -> pd.DataFrame:
    """Rates of every frame in every group: the table of ``frame_rates_by_group``."""
    book = summary.codebook(codebook)
    keys = ["group", "frame"]
    found = summary.table("frames").query("codebook == @codebook")
    found = found.drop(columns="codebook").set_index(keys)
    grid = pd.MultiIndex.from_product([sorted(summary.groups), [*book.labels]], names=keys)
    n = found.reindex(grid, fill_value=0)
    table = n[[*_HITS]].reset_index()
    for name in ("n_tokens", "n_sentences"):
        table[name] = table["group"].map(summary.sizes[name])
    table["n_articles_hit"] = n["n_articles_hit"].to_numpy()
    rates = with_rates(table, frames=book.labels)
    return rates.assign(k_articles=rates["group"].map(summary.sizes["k_articles"]))


@frame_units.register
def _(
    summary: Summary, book: Codebook, *, hits: pd.DataFrame | None = None, unit: str = ARTICLE
) -> pd.DataFrame:
    check_unit(summary, unit)
    labels, keys = summary.codebook(book.name).labels, ["group", "outlet", "frame"]
    n = stored_cues(summary, book.name).groupby(keys)["n_hits"].sum()
    sizes = summary.table("groups").set_index(keys[:2])
    rows = [(*place, frame) for place in sizes.index for frame in labels]
    table = pd.DataFrame(rows, columns=keys)
    table["n_hits"] = n.reindex(pd.MultiIndex.from_frame(table), fill_value=0).to_numpy()
    table["n_tokens"] = sizes["n_tokens"].to_numpy().repeat(len(labels))
    table["per_1000"] = 1000 * table["n_hits"] / table["n_tokens"].where(table["n_tokens"] > 0)
    table["label"] = table["frame"].map(labels)
    table = table[table["outlet"] != ""].rename(columns={"outlet": "article_id"})
    columns = ["group", "article_id", "frame", "label", "n_hits", "n_tokens", "per_1000"]
    return table[columns].reset_index(drop=True)


@frame_terms_by_group.register
def _(summary: Summary, book: Codebook, *, hits: pd.DataFrame | None = None) -> pd.DataFrame:
    labels = summary.codebook(book.name).labels
    table = summary.table("frame_terms")
    return with_shares(table[table["codebook"] == book.name], frames=labels)


@frame_passages.register
def _(
    summary: Summary,
    book: Codebook,
    frame: str,
    *,
    group: str,
    hits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    hits = stored_hits(summary, book.name, frame=frame)
    return own_first(stored_passages(summary, hits), group)
