"""By which forms of its name each group mentions each actor."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.measures.mentions import spelled_out
from analysis.text.places import token_rows
from analysis.text.tokens import Tokens

FORM_COLUMNS = (
    "frame",
    "label",
    "form",
    "group",
    "n",
    "share",
    "n_articles",
    "k_articles",
    "n_named",
    "n_articles_named",
)


def mention_forms(tokens: Tokens, mentions: pd.DataFrame) -> pd.DataFrame:
    """Mentions of actors, each with the form of the name that it uses.

    Parameters
    ----------
    tokens : Tokens
    mentions : DataFrame
        From ``find_hits`` with a codebook of actors.

    Returns
    -------
    DataFrame
        The rows of ``mentions`` with ``form``: the term as the codebook writes it, or, where the
        term has a star, the words as the text writes them most often, without a possessive.
        Forms of an actor with the same lemmas (*gang*, *gangs*) are one, the more frequent.
    """
    first, last = token_rows(tokens, mentions)
    bare = mentions["surface"].str.replace(r"['’][sS]?$", "", regex=True)
    named = mentions.assign(
        norm=spelled_out(tokens, first, last),
        lemma=spelled_out(tokens, first, last, form="lemma"),
        form=mentions["term"].where(~mentions["term"].str.contains("*", regex=False), bare),
    )
    named["norm"] = named["norm"].astype("str")
    leading = _most_frequent(named, ["frame", "lemma"], "norm")
    written = _most_frequent(named, ["frame", "norm"], "form")
    table = mentions.assign(norm=_looked_up(leading, named["frame"], named["lemma"]), form="")
    table["form"] = _looked_up(written, table["frame"], table["norm"])
    return table.astype({"form": "str"}).drop(columns="norm")


def name_forms(named: pd.DataFrame, *, by: pd.Series, actors: Mapping[str, str]) -> pd.DataFrame:
    """How often each group uses each form of each actor's name, zeros included.

    Parameters
    ----------
    named : DataFrame
        From ``mention_forms``.
    by : Series
        Group of every article, by ``article_id``.
    actors : mapping of frame name to label
        Every actor that was searched, in the order wanted.

    Returns
    -------
    DataFrame
        One row a form and group, actors in their order, forms of an actor by their uses, ties by
        name, groups sorted: ``frame``, ``label``, ``form``, ``group``, ``n``, ``share`` (of the
        actor's mentions in the group), ``n_articles`` of ``k_articles`` articles of the group
        that use it, ``n_named`` and ``n_articles_named`` (mentions of the actor by any form).

    Notes
    -----
    An actor that nobody mentions has no form and no row. The share is NaN in a group that does not
    mention the actor. A long form with its acronym in brackets counts as two uses, one of each.
    """
    tagged = named.assign(group=named["article_id"].map(by).astype(by.dtype))
    tagged = tagged[tagged["frame"].isin(list(actors))]
    order = tagged.groupby(["frame", "form"]).agg(total=("start", "size")).reset_index()
    order["place"] = order["frame"].map({frame: i for i, frame in enumerate(actors)})
    order = order.sort_values(["place", "total", "form"], ascending=[True, False, True])
    groups = pd.DataFrame({"group": pd.Series(sorted(by.unique()), dtype=by.dtype)})
    table = order[["frame", "form"]].merge(groups, how="cross")
    keys = ["frame", "form", "group"]
    table = table.merge(_uses(tagged, keys, ("n", "n_articles")), on=keys, how="left")
    whole = _uses(tagged, ["frame", "group"], ("n_named", "n_articles_named"))
    table = table.merge(whole, on=["frame", "group"], how="left")
    counts = ["n", "n_articles", "n_named", "n_articles_named"]
    table[counts] = table[counts].fillna(0).astype(np.int64)
    table = table.assign(
        label=table["frame"].map(actors).astype("str"),
        share=table["n"] / table["n_named"].where(table["n_named"] > 0),
        k_articles=table["group"].map(by.value_counts()).astype(np.int64),
    )
    return table[list(FORM_COLUMNS)]


def _uses(tagged: pd.DataFrame, keys: list[str], names: tuple[str, str]) -> pd.DataFrame:
    n, n_articles = names
    uses = {n: ("start", "size"), n_articles: ("article_id", "nunique")}
    table: pd.DataFrame = tagged.groupby(keys).agg(**uses).reset_index()
    return table


def _most_frequent(named: pd.DataFrame, keys: list[str], value: str) -> "pd.Series[str]":
    """The commonest value of every key; of equally common ones the first, small letters first."""
    n = named.groupby([*keys, value], as_index=False).agg(uses=("start", "size"))
    n["place"] = n[value].str.swapcase()
    n = n.sort_values(["uses", "place"], ascending=[False, True]).drop_duplicates(keys)
    found: pd.Series[str] = n.set_index(keys)[value]
    return found


def _looked_up(
    found: "pd.Series[str]", frame: "pd.Series[str]", key: "pd.Series[str]"
) -> list[str]:
    index = pd.MultiIndex.from_arrays([frame, key])
    return found.reindex(index).tolist() if len(index) else []
