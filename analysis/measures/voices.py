"""How much of every article is somebody else's voice, and how frames fare without it."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.frames import frame_rates, frame_rates_by_group
from analysis.measures.quotes import QUOTED, SOURCED, UNSOURCED
from analysis.text.places import covered, token_rows
from analysis.text.tokens import Tokens

_COUNTS = ("n_direct", "n_partial", "n_reported", "n_unsourced")
_SIZES = ("n_tokens", "n_tokens_quoted", "n_tokens_reported")


def voices(quotes: pd.DataFrame, tokens: Tokens) -> pd.DataFrame:
    """How much of every article is somebody else's voice, zeros included.

    Parameters
    ----------
    quotes : DataFrame
        From ``find_quotes``.
    tokens : Tokens
        The tokens that were searched.

    Returns
    -------
    DataFrame
        One row an article, in the order of the articles: ``article_id``, ``n_direct``,
        ``n_partial``, ``n_reported``, ``n_unsourced`` (scare quotes, names, epigraphs),
        ``n_tokens``, ``n_tokens_quoted`` (in direct and partial quotations),
        ``n_tokens_reported`` (reported and not between marks), ``share_quoted`` and
        ``share_reported`` of the tokens.

    Notes
    -----
    A token counts once, however many quotations and reports it is nested in. The shares of an
    article without tokens are NaN.
    """
    ids = tokens.articles["article_id"].tolist()
    kinds = pd.crosstab(quotes["article_id"], quotes["kind"]).reindex(ids, fill_value=0)
    count = {kind: kinds.get(kind, 0) for kind in SOURCED}
    other = kinds.reindex(columns=list(UNSOURCED), fill_value=0).sum(axis=1)
    table = pd.DataFrame(
        {f"n_{kind}": count[kind] for kind in count} | {"n_unsourced": other}, index=pd.Index(ids)
    )
    quoted = _covered(quotes[quotes["kind"].isin(QUOTED)], tokens)
    reported = _covered(quotes[quotes["kind"] == "reported"], tokens) & ~quoted
    n = len(ids)
    table = table.fillna(0).astype(np.int64).rename_axis("article_id").reset_index()
    table["article_id"] = table["article_id"].astype("str")
    table["n_tokens"] = np.diff(tokens.article_ptr).astype(np.int64)
    table["n_tokens_quoted"] = np.bincount(tokens.article[quoted], minlength=n)
    table["n_tokens_reported"] = np.bincount(tokens.article[reported], minlength=n)
    return _with_shares(table)


def voices_by_group(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How much of every group is somebody else's voice, its articles pooled.

    Parameters
    ----------
    table : DataFrame
        From ``voices``.
    articles : DataFrame
        ``article_id`` and ``group``.

    Returns
    -------
    DataFrame
        One row a group, sorted: ``group``, the counts and shares of ``voices``,
        ``n_articles_direct`` and ``n_articles_reported`` of ``k_articles`` articles.
    """
    groups = articles.set_index("article_id")["group"]
    tagged = table.assign(
        group=table["article_id"].map(groups),
        n_articles_direct=(table["n_direct"] + table["n_partial"] > 0).astype(np.int64),
        n_articles_reported=(table["n_reported"] > 0).astype(np.int64),
        k_articles=1,
    )
    summed = [*_COUNTS, *_SIZES, "n_articles_direct", "n_articles_reported", "k_articles"]
    pooled = tagged.groupby("group", sort=True)[summed].sum().reset_index()
    return _with_shares(pooled)


def frames_by_voice(
    hits: pd.DataFrame, tokens: Tokens, articles: pd.DataFrame, *, frames: Mapping[str, str]
) -> pd.DataFrame:
    """Rates of every frame in every group, with quotations and without them.

    Parameters
    ----------
    hits : DataFrame
        From ``find_hits``.
    tokens : Tokens
        The tokens that were searched.
    articles : DataFrame
        ``article_id`` and ``group``.
    frames : mapping of frame name to label

    Returns
    -------
    DataFrame
        One row a frame and group that has a cue, widest change first, ties by name: ``frame``,
        ``label``, ``group``, ``n_hits``, ``n_quoted`` of them, ``per_1000`` (of all tokens),
        ``per_1000_own`` (outside quotation marks, of the tokens outside), ``change`` (the second
        less the first).

    Notes
    -----
    What counts is standing between double quotation marks, whoever is quoted and with whatever
    purpose; reported speech is the source's own wording and stays. A group that is all quotation
    has no rate of its own voice: NaN.
    """
    every = frame_rates_by_group(frame_rates(hits, tokens, frames=frames), articles)
    own = frame_rates_by_group(frame_rates(hits, tokens, frames=frames, quoted=False), articles)
    keys = ["frame", "group"]
    table = every.merge(own[[*keys, "per_1000"]], on=keys, suffixes=("", "_own"))
    table = table[table["n_hits"] > 0]
    table = table.assign(
        change=table["per_1000_own"] - table["per_1000"],
        size=(table["per_1000_own"] - table["per_1000"]).abs(),
    )
    table = table.sort_values(["size", "label", "group"], ascending=[False, True, True])
    columns = [
        "frame",
        "label",
        "group",
        "n_hits",
        "n_quoted",
        "per_1000",
        "per_1000_own",
        "change",
    ]
    return table[columns].reset_index(drop=True)


def _with_shares(table: pd.DataFrame) -> pd.DataFrame:
    n = table["n_tokens"].where(table["n_tokens"] > 0)
    return table.assign(
        share_quoted=table["n_tokens_quoted"] / n, share_reported=table["n_tokens_reported"] / n
    )


def _covered(spans: pd.DataFrame, tokens: Tokens) -> NDArray[np.bool_]:
    """Whether each token stands in any of these spans of its article."""
    return covered(*token_rows(tokens, spans), len(tokens))
