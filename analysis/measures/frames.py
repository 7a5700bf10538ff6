"""How much of each article and group is told in which frame, and with which terms."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.arrays import divide
from analysis.text.tokens import Tokens

_COUNTS = ("n_hits", "n_quoted", "n_negated", "n_sentences_hit", "n_tokens", "n_sentences")


def frame_rates(
    hits: pd.DataFrame, tokens: Tokens, *, frames: Mapping[str, str], quoted: bool | None = None
) -> pd.DataFrame:
    """Rates of every frame in every article, zeros included.

    Parameters
    ----------
    hits : DataFrame
        From ``find_hits``.
    tokens : Tokens
        The tokens that were searched.
    frames : mapping of frame name to label
        Every frame that was searched, hit or not.
    quoted : bool, optional
        Only what stands between quotation marks (True), only the source's own voice (False), by
        default both. Tokens and sentences are counted accordingly.

    Returns
    -------
    DataFrame
        One row an article and frame: ``article_id``, ``frame``, ``label``, ``n_hits``,
        ``n_quoted`` and ``n_negated`` of them, ``n_sentences_hit``, ``n_tokens``,
        ``n_sentences``, ``per_1000`` (hits per 1,000 tokens), ``share_of_sentences`` (with at
        least one hit), ``share_of_cues`` (of all hits of this codebook in the article).

    Notes
    -----
    A rate over nothing (an article without tokens, without any cue) is NaN. Every hit counts,
    negated ones too: a frame that is denied is still raised.
    """
    chosen = hits if quoted is None else hits[hits["quoted"] == quoted]
    ids = pd.Index(tokens.articles["article_id"], dtype="str")
    names = pd.Index([*frames], dtype="str")
    places = {
        "article_id": ids.repeat(len(names)),
        "frame": names.take(np.tile(np.arange(len(names)), len(ids))),
    }
    sizes = text_sizes(tokens, quoted)
    spread = {str(name): sizes[name].to_numpy().repeat(len(names)) for name in sizes}
    table = pd.DataFrame(places | _cell_counts(chosen, ids, names) | spread)
    return with_rates(table, frames=frames)


def _cell_counts(hits: pd.DataFrame, ids: pd.Index, names: pd.Index) -> dict[str, Any]:
    """Hits of every article and frame, quoted and negated ones, and sentences with a hit."""
    article = ids.get_indexer(pd.Index(hits["article_id"]))
    frame = names.get_indexer(pd.Index(hits["frame"]))
    known, n_cells = (article >= 0) & (frame >= 0), len(ids) * len(names)
    cell = (article * len(names) + frame)[known]
    quoted, negated, sentence = (
        hits[name].to_numpy()[known] for name in ("quoted", "negated", "sentence")
    )
    reach = int(sentence.max(initial=0)) + 1
    # Asked for an index, numpy sorts; in the order of the text that is faster than its hash.
    sentences = np.unique(cell * reach + sentence, return_index=True)[0] // reach
    counted = (cell, cell[quoted], cell[negated], sentences)
    names_of = ("n_hits", "n_quoted", "n_negated", "n_sentences_hit")
    return {
        name: np.bincount(cells, minlength=n_cells)
        for name, cells in zip(names_of, counted, strict=True)
    }


def frame_rates_by_group(rates: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Rates of every frame in every group, its articles pooled.

    Parameters
    ----------
    rates : DataFrame
        From ``frame_rates``.
    articles : DataFrame
        ``article_id`` and ``group``.

    Returns
    -------
    DataFrame
        One row a group and frame, groups sorted: ``group``, ``frame``, ``label``, the counts and
        rates of ``frame_rates``, ``n_articles_hit`` of ``k_articles`` articles have a hit.
    """
    names = rates.drop_duplicates("frame")
    frames = dict(zip(names["frame"], names["label"], strict=True))
    groups = articles.set_index("article_id")["group"]
    article, ids = pd.factorize(rates["article_id"])
    tagged = rates[["frame", *_COUNTS]].assign(
        group=groups.reindex(ids).array.take(article), n_articles_hit=rates["n_hits"] > 0
    )
    keys = ["group", "frame"]
    table = tagged.groupby(keys, sort=True)[[*_COUNTS, "n_articles_hit"]].sum()
    grid = pd.MultiIndex.from_product([sorted(groups.unique()), list(frames)], names=keys)
    table = table.reindex(grid, fill_value=0).reset_index()
    table = with_rates(table, frames=frames)
    return table.assign(k_articles=table["group"].map(groups.value_counts()))


def frame_contrasts(by_group: pd.DataFrame) -> pd.DataFrame:
    """The group in which each frame is most frequent, beside the one in which it is least.

    Parameters
    ----------
    by_group : DataFrame
        From ``frame_rates_by_group``, of two groups or more.

    Returns
    -------
    DataFrame
        One row a frame with any hit, widest difference first, ties by label: ``frame``,
        ``label``, ``group``, ``per_1000``, ``n_hits``, ``n_articles_hit``, ``k_articles`` of the
        group with the highest rate, ``low_group``, ``low_per_1000``, ``low_n_hits`` of that with
        the lowest, and the ``difference`` of the two rates. Of equal rates the group whose name
        sorts first is named. A group without tokens has no rate and is passed over.
    """
    known = by_group.dropna(subset=["per_1000"]).sort_values(["frame", "group"])
    places = known.groupby("frame")["per_1000"]
    high = known.loc[places.idxmax()].set_index("frame")
    low = known.loc[places.idxmin()].set_index("frame")
    kept = ["label", "group", "per_1000", "n_hits", "n_articles_hit", "k_articles"]
    table = high[kept].join(low[["group", "per_1000", "n_hits"]].add_prefix("low_"))
    table = table[table["n_hits"] > 0].reset_index()
    table = table.assign(difference=table["per_1000"] - table["low_per_1000"])
    order = table.sort_values(["difference", "label"], ascending=[False, True])
    return order.reset_index(drop=True)


def frame_terms(hits: pd.DataFrame, *, by: pd.Series, frames: Mapping[str, str]) -> pd.DataFrame:
    """The terms that make up each frame's score.

    Parameters
    ----------
    hits : DataFrame
    by : Series
        By ``article_id``: what to count by, such as the group or the article's label.
    frames : mapping of frame name to label

    Returns
    -------
    DataFrame
        One row a frame, group and term that occurs, most frequent first within a frame and group,
        ties by name: ``frame``, ``label``, ``group``, ``term``, ``n_hits``, ``share`` (of the
        frame's hits in the group), ``n_articles``.
    """
    tagged = hits.assign(group=hits["article_id"].map(by))
    keys = ["frame", "group", "term"]
    table = tagged.groupby(keys).agg(n_hits=("start", "size"), n_articles=("article_id", "nunique"))
    return with_shares(table.reset_index(), frames=frames)


def with_shares(table: pd.DataFrame, *, frames: Mapping[str, str]) -> pd.DataFrame:
    """Label, share and order of terms that are counted already: the table of ``frame_terms``.

    Parameters
    ----------
    table : DataFrame
        ``frame``, ``group``, ``term``, ``n_hits``, ``n_articles``.
    frames : mapping of frame name to label
    """
    total = table.groupby(["frame", "group"])["n_hits"].transform("sum")
    table = table.assign(label=table["frame"].map(frames), share=table["n_hits"] / total)
    rank = table["frame"].map({name: i for i, name in enumerate(frames)})
    table = table.assign(rank=rank).sort_values(
        ["rank", "group", "n_hits", "term"], ascending=[True, True, False, True]
    )
    columns = ["frame", "label", "group", "term", "n_hits", "share", "n_articles"]
    return table[columns].reset_index(drop=True)


def text_sizes(tokens: Tokens, quoted: bool | None) -> pd.DataFrame:
    """Tokens and sentences of every article, by ``article_id``; of one voice only if asked to."""
    if quoted is None:
        return pd.concat([tokens.n_per_article(), tokens.n_sentences()], axis=1)
    n_kept = np.append(0, np.cumsum(tokens.quoted == quoted))
    n_tokens = np.diff(n_kept[tokens.article_ptr])
    in_sentence = np.diff(n_kept[tokens.sentence_ptr]) > 0
    n_sentences = np.diff(np.append(0, np.cumsum(in_sentence))[tokens.first_sentence])
    index = pd.Index(tokens.articles["article_id"].to_numpy(), name="article_id")
    return pd.DataFrame({"n_tokens": n_tokens, "n_sentences": n_sentences}, index=index)


def with_rates(table: pd.DataFrame, *, frames: Mapping[str, str]) -> pd.DataFrame:
    """Rates of a table of counts that has every frame in turn, in one order.

    Parameters
    ----------
    table : DataFrame
        Two columns of keys, then counts, ``n_hits``, ``n_sentences_hit``, ``n_tokens`` and
        ``n_sentences`` among them.
    frames : mapping of frame name to label
    """
    cues = table["n_hits"].to_numpy().reshape(-1, len(frames)).sum(axis=1).repeat(len(frames))
    rates = table.assign(
        per_1000=divide(1000 * table["n_hits"], table["n_tokens"]),
        share_of_sentences=divide(table["n_sentences_hit"], table["n_sentences"]),
        share_of_cues=divide(table["n_hits"], cues),
    )
    labels = pd.Index([*frames.values()], dtype="str")
    rates.insert(
        2, "label", labels.take(np.tile(np.arange(len(labels)), len(rates) // len(labels)))
    )
    return rates
