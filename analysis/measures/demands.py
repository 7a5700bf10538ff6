"""Demands counted by the one they address, and put into words."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.stance import DEMAND_FRAMES

NOT_ACTORS = {
    "other": "Another group, named in the text",
    "pronoun": "A pronoun (not resolved)",
    "nobody": "Nobody named",
}

_PREFIX = {
    "obligation": "",
    "necessity": "needed: ",
    "recommendation": "asked for: ",
    "only-option": "the only way: ",
}


def demands_by(
    demands: pd.DataFrame, articles: pd.DataFrame, *, actors: Mapping[str, str]
) -> pd.DataFrame:
    """Demands on every actor in every group, zeros included.

    Parameters
    ----------
    demands : DataFrame
        From ``find_demands``.
    articles : DataFrame
        ``article_id`` and ``group``.
    actors : mapping of actor to label
        Every actor that was looked for.

    Returns
    -------
    DataFrame
        One row an actor and group, groups sorted, actors in their order and after them *other*,
        *pronoun* and *nobody*: ``group``, ``addressee``, ``label``, ``n_demands``, of them
        ``n_obligation``, ``n_necessity``, ``n_recommendation``, ``n_only_option``, ``n_quoted``,
        ``n_negated``; ``n_articles`` of ``k_articles`` have one.
    """
    group_of = articles.set_index("article_id")["group"]
    labels = {**actors, **NOT_ACTORS}
    keys = ["group", "addressee"]
    tagged = demands.assign(
        group=demands["article_id"].map(group_of),
        addressee=demands["addressee"].where(demands["kind"] == "actor", demands["kind"]),
        **{f"n_{frame.replace('-', '_')}": demands["frame"] == frame for frame in DEMAND_FRAMES},
    )
    counts = [f"n_{frame.replace('-', '_')}" for frame in DEMAND_FRAMES]
    n = tagged.groupby(keys).agg(
        n_demands=("start", "size"),
        **{column: (column, "sum") for column in counts},
        n_quoted=("quoted", "sum"),
        n_negated=("negated", "sum"),
        n_articles=("article_id", "nunique"),
    )
    grid = pd.MultiIndex.from_product([sorted(group_of.unique()), list(labels)], names=keys)
    table = n.reindex(grid, fill_value=0).astype(np.int64).reset_index()
    table.insert(2, "label", table["addressee"].map(labels))
    return table.assign(k_articles=table["group"].map(group_of.value_counts()).astype(np.int64))


def demand_clauses(
    demands: pd.DataFrame, *, actors: Mapping[str, str], words: int = 24
) -> "pd.Series[str]":
    """Every demand in a few words: who is to do what, in the words of the text.

    Parameters
    ----------
    demands : DataFrame
        From ``find_demands``.
    actors : mapping of actor to label
    words : int
        What is to be done is cut after so many words.

    Returns
    -------
    Series
        One text a demand, with the index of ``demands``. The label of an actor stands without
        quotation marks; all that the text says stands within them, and so does its name for an
        actor where it has no word of the label.

    Examples
    --------
    >>> row = {"kind": "actor", "addressee": "un", "addressee_text": "UN", "frame": "obligation",
    ...        "surface": "must", "what": "pay", "asked_by": None, "quoted": False,
    ...        "addressee_start": 0, "what_start": 8, "what_end": 11}
    >>> demand_clauses(pd.DataFrame([row]), actors={"un": "United Nations"}).tolist()
    ['United Nations must “pay”']
    """
    texts = [_clause(row, actors, words) for row in demands.to_dict("records")]
    return pd.Series(texts, index=demands.index, dtype="str")


def _clause(row: Mapping[Any, Any], actors: Mapping[str, str], words: int) -> str:
    what = f"“{_cut(row['what'], words)}”"
    known = row["kind"] == "actor"
    who = _named(row, actors) if known else f"“{row['addressee_text']}”"
    if row["kind"] == "nobody":
        text = _PREFIX[row["frame"]] + what
    elif row["frame"] == "obligation" and not _is_inside(row):
        verb = "is to" if row["surface"].startswith("is ") else row["surface"]
        text = f"{who} {verb} {what}"
    elif row["frame"] == "recommendation" and not _is_inside(row):
        text = f"{who} asked to {what}"
    elif known:
        text = f"{_PREFIX[row['frame']] or 'to be done: '}{what}, by {who}"
    else:
        text = _PREFIX[row["frame"]] + what
    return text + _source(row, actors)


def _named(row: Mapping[Any, Any], actors: Mapping[str, str]) -> str:
    """An actor's label, with the text's own name for it where that is another."""
    label, text = actors[row["addressee"]], row["addressee_text"]
    words = [set(re.findall(r"\w+", name.lower())) for name in (label, text)]
    letters = "".join(word[0] for word in label.split())
    known = words[0] & words[1] or text.replace(".", "").upper() == letters.upper()
    return label if known else f"{label} (“{text}”)"


def _is_inside(row: Mapping[Any, Any]) -> bool:
    """Whether the words that name the doer are part of what is to be done."""
    return bool(row["what_start"] <= row["addressee_start"] < row["what_end"])


def _source(row: Mapping[Any, Any], actors: Mapping[str, str]) -> str:
    by = row["asked_by"]
    asks = f"by {actors[by]}" if isinstance(by, str) and by != row["addressee"] else ""
    told = [part for part in (asks, "in a quotation" if row["quoted"] else "") if part]
    return f" ({', '.join(told)})" if told else ""


def _cut(text: str, words: int) -> str:
    listed = text.replace("“", "‘").replace("”", "’").split()
    return " ".join(listed[:words]) + (" …" if len(listed) > words else "")
