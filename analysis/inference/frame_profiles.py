"""Frames by group as notebooks show them: of texts, or of the sums of a source."""

from collections.abc import Sequence
from functools import singledispatch
from pathlib import Path

import pandas as pd

from analysis.codebooks import Codebook, codebook_names, find_hits, load_codebook
from analysis.inference.intervals import frame_intervals
from analysis.inference.units import ARTICLE, require_filled
from analysis.measures.frames import frame_rates, frame_rates_by_group, frame_terms
from analysis.text.passages import in_context, own_first
from analysis.text.tokens import Source


@singledispatch
def frame_books(tokens: Source, folder: Path, names: Sequence[str] = ()) -> dict[str, Codebook]:
    """Codebooks of frames to count, by name.

    Parameters
    ----------
    tokens : Tokens or Summary
        Sums of a source have those that were asked for when they were made.
    folder : Path
        Of the corpus.
    names : sequence of str
        Only these; by default the corpus's own and those of the library.

    Raises
    ------
    InputError
        If there is none of a name.
    """
    known = names or codebook_names(folder, kind="frames")
    return {name: load_codebook(name, corpus_folder=folder) for name in known}


@singledispatch
def frame_profile(
    tokens: Source, book: Codebook, *, hits: pd.DataFrame | None = None, unit: str | None = ARTICLE
) -> pd.DataFrame:
    """Rates of every frame in every group, its articles pooled, with the 95% interval of each.

    Parameters
    ----------
    tokens : Tokens or Summary
        Sums of a source know outlets as units.
    book : Codebook
    hits : DataFrame, optional
        From ``find_hits``, where the texts have been searched already.
    unit : str, optional
        The column whose values are drawn anew for the intervals; None leaves these out.

    Returns
    -------
    DataFrame
        As from ``frame_intervals``.
    """
    found = find_hits(tokens, book) if hits is None else hits
    rates = frame_rates(found, tokens, frames=book.labels)
    table = frame_rates_by_group(rates, tokens.articles)
    return table if unit is None else frame_intervals(table, found, tokens, unit=unit)


@singledispatch
def frame_units(
    tokens: Source, book: Codebook, *, hits: pd.DataFrame | None = None, unit: str = ARTICLE
) -> pd.DataFrame:
    """Rates of every frame in every unit: what a group's rate is made of.

    Parameters
    ----------
    tokens, book, hits, unit
        As in ``frame_profile``.

    Returns
    -------
    DataFrame
        One row a group, unit and frame: ``group``, ``article_id`` (of the unit: an article's, or
        the name of an outlet), ``frame``, ``label``, ``n_hits``, ``n_tokens``, ``per_1000``.
    """
    found = find_hits(tokens, book) if hits is None else hits
    rates = frame_rates(found, tokens, frames=book.labels)
    require_filled(tokens.articles, unit)
    named = tokens.articles.set_index("article_id", drop=False)[["group", unit]]
    place = named.reindex(rates["article_id"])
    table = rates[["frame", "label", "n_hits", "n_tokens"]].assign(
        group=place["group"].to_numpy(), article_id=place[unit].to_numpy()
    )
    keys = ["group", "article_id", "frame", "label"]
    table = table.groupby(keys, sort=False)[["n_hits", "n_tokens"]].sum().reset_index()
    filled = table["n_tokens"].where(table["n_tokens"] > 0)
    return table.assign(per_1000=1000 * table["n_hits"] / filled)


@singledispatch
def frame_terms_by_group(
    tokens: Source, book: Codebook, *, hits: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The terms that make up each frame's cues in every group: as from ``frame_terms``.

    Parameters
    ----------
    tokens, book, hits
        As in ``frame_profile``.
    """
    found = find_hits(tokens, book) if hits is None else hits
    by = tokens.articles.set_index("article_id")["group"]
    return frame_terms(found, by=by, frames=book.labels)


@singledispatch
def frame_passages(
    tokens: Source, book: Codebook, frame: str, *, group: str, hits: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Cues of a frame in their sentences, those of one group first.

    Parameters
    ----------
    tokens, book, hits
        As in ``frame_profile``; of the sums of a source some passages are read, of as many outlets
        as can be.
    frame, group : str

    Returns
    -------
    DataFrame
        As from ``in_context``.
    """
    found = find_hits(tokens, book) if hits is None else hits
    return own_first(in_context(tokens, found[found["frame"] == frame]), group)
