"""Which words keep company with a word, in the whole corpus and in every group.

Every token is counted once: it stands in reach of the node or it does not, whether one use of
the node reaches it or several. So the four cells of each table add up to all tokens that are no
node, in Evert's (2008) sense of surface cooccurrence. Dice and logDice set uses of the one word
beside uses of the other; their meetings are the uses of the node that have the collocate in reach,
or its uses in reach of the node where these are fewer, so that neither has more meetings than uses.
"""

from collections.abc import Mapping, Sequence
from functools import singledispatch

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures import association
from analysis.text.phrases import concordance, match_phrases, phrase_words
from analysis.text.places import covered
from analysis.text.tokens import Source, Tokens

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

COLUMNS = (
    "node", "collocate", "f", "f1", "f2", "n", "expected", "n_node", "n_met", "n_articles",
    "log_dice", "npmi", "mi", "t", "z", "g2", "simple_ll", "dice",
    "delta_p_collocate", "delta_p_node",
)  # fmt: skip


def collocates(
    tokens: Tokens,
    node: str,
    *,
    window: int | None = 5,
    min_count: int = 2,
    form: str = "norm",
    content_only: bool = True,
) -> pd.DataFrame:
    """Collocates of a word or phrase.

    Parameters
    ----------
    tokens : Tokens
    node : str
        One or several words; ``*`` stands for any characters within a word.
    window : int, optional
        Tokens on either side that are in reach, within the sentence; None is the whole sentence.
    min_count : int
        Meetings that a collocate needs.
    form : {"norm", "surface", "lemma", "stem"}
        What counts as one collocate.
    content_only : bool
        Leave function words and numbers out of the list; totals always count every token.

    Returns
    -------
    DataFrame
        One row a collocate, highest ``log_dice`` first, then most meetings, then by name:
        ``node``, ``collocate``; ``f`` (its uses in reach of the node), ``f1`` (tokens in reach),
        ``f2`` (its uses anywhere), ``n`` (all tokens; neither counts tokens of the node itself),
        ``expected`` (``f1 · f2 / n``), ``n_node`` (uses of the node), ``n_met`` (those that have
        the collocate in reach), ``n_articles`` (in which they meet); ``log_dice`` and ``dice`` (of
        ``n_node``, ``f2`` and the smaller of ``n_met`` and ``f``), ``npmi``, ``mi``, ``t``, ``z``,
        ``g2`` (four cells, signed), ``simple_ll`` (signed), ``delta_p_collocate`` (given the node),
        ``delta_p_node`` (given the collocate), all explained in ``analysis.measures.association``.

    Raises
    ------
    InputError
        If the node is no word or phrase, or the window below 1.

    Notes
    -----
    With few uses of the node every measure rests on a handful of sentences of one or two
    articles: ``n_articles`` says how many, and the concordance shows them. No value is a test:
    words of one article are not independent. ``log_dice`` is 14 where both words have as many uses
    and all of them meet. ``npmi`` stays below 1 even for words that never stand apart, because
    other words are in reach of the node too: compare it only within one window. A node that does
    not occur has no collocate.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> text = "Armed gangs attack. Armed gangs flee. Police attack."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> table = collocates(tokenize(articles), "gangs")
    >>> table[["collocate", "f", "f2", "n_node"]].to_numpy().tolist()
    [['armed', 2, 2, 2]]
    """
    everywhere = np.zeros(len(tokens.articles), dtype=np.int64)
    table = _collocates(tokens, node, everywhere, n_parts=1, window=window, form=form)
    if content_only:
        table = table[_is_content(tokens, form)[table["word"]]]
    table = table[table["f"] >= max(min_count, 1)]
    return _ranked(table, by=[])[list(COLUMNS)]


@singledispatch
def collocates_by_group(
    tokens: Source,
    nodes: Sequence[str],
    *,
    groups: Sequence[str],
    window: int | None = 5,
    min_count: int = 2,
    form: str = "norm",
    content_only: bool = True,
) -> pd.DataFrame:
    """Collocates of several nodes in every group, each counted within the group.

    Parameters
    ----------
    tokens : Tokens or Summary
        Sums of a source know the nodes that were asked for when they were made.
    nodes : sequence of str
    groups : sequence of str
        Groups, in the order wanted.
    min_count : int
        A collocate is listed that reaches it in one group at least.
    window, form, content_only
        As in ``collocates``.

    Returns
    -------
    DataFrame
        Rows of ``collocates`` with the column ``group`` in front: nodes and groups in the order
        given, within them as in ``collocates``. A collocate of one group has a row in the others
        too, with ``f`` 0 where they never meet; NaN where the group lacks the one or the other.
    """
    place = {group: i for i, group in enumerate(groups)}
    part = np.array([place.get(group, -1) for group in tokens.articles["group"]], dtype=np.int64)
    is_content = _is_content(tokens, form)
    tables = []
    for node in nodes:
        table = _collocates(tokens, node, part, n_parts=len(groups), window=window, form=form)
        if content_only:
            table = table[is_content[table["word"]]]
        most = table.groupby("word")["f"].transform("max")
        table = table[most >= max(min_count, 1)]
        tables.append(_ranked(table, by=["part"]))
    empty = pd.DataFrame(columns=["part", *COLUMNS])
    table = pd.concat(tables, ignore_index=True) if tables else empty
    names = np.array([*groups], dtype=object)
    table.insert(0, "group", pd.Series(names[table["part"].astype("int64")], dtype="str"))
    return table[["group", *COLUMNS]]


def collocate_uses(
    tokens: Tokens, table: pd.DataFrame, *, window: int | None = 5, form: str = "norm"
) -> pd.DataFrame:
    """Where the collocates of a table stand in reach of their nodes.

    Parameters
    ----------
    tokens : Tokens
    table : DataFrame
        ``node`` and ``collocate``, as from ``collocates`` with this window and form.
    window : int, optional
    form : {"norm", "surface", "lemma", "stem"}

    Returns
    -------
    DataFrame
        One row a use, by node and in the order of the texts: ``node``, ``collocate``,
        ``article_id``, ``sentence``, ``start``, ``end``; as many as ``f`` says.
    """
    words, codes = tokens.form(form)
    ids = tokens.articles["article_id"].to_numpy(dtype=object)
    columns = ["node", "collocate", "article_id", "sentence", "start", "end"]
    parts = [pd.DataFrame(columns=columns)]
    for node, rows in table.groupby("node", sort=False):
        _, near, *_ = _reach(tokens, str(node), window)
        wanted = np.zeros(len(words) + 1, dtype=bool)
        wanted[words.get_indexer(pd.Index(rows["collocate"].unique(), dtype="str"))] = True
        at = np.flatnonzero(near & wanted[codes[tokens.type_id]])
        found = {
            "node": node,
            "collocate": words.to_numpy()[codes[tokens.type_id[at]]],
            "article_id": ids[tokens.article[at]],
            "sentence": tokens.sentence[at],
            "start": tokens.start[at],
            "end": tokens.end[at],
        }
        parts.append(pd.DataFrame(found))
    numbers = dict.fromkeys(columns[3:], "int64")
    return pd.concat(parts, ignore_index=True).astype(
        {**dict.fromkeys(columns[:3], "str"), **numbers}
    )


def concordance_lines(
    tokens: Tokens, phrases: Sequence[str], *, per_article: int = 1
) -> pd.DataFrame:
    """First uses of every phrase in every article, with the words around them.

    Parameters
    ----------
    tokens : Tokens
    phrases : sequence of str
        Words or phrases, as for ``concordance``.
    per_article : int
        At most so many lines a phrase and article.

    Returns
    -------
    DataFrame
        Passages of ``concordance`` in the order of the phrases, with the phrase as ``frame``.
    """
    found = [concordance(tokens, phrase).assign(frame=phrase) for phrase in phrases]
    lines = [table.groupby("article_id", sort=False).head(per_article) for table in found]
    none = concordance(tokens, "a").head(0).assign(frame="")
    return pd.concat(lines or [none], ignore_index=True)


def _collocates(
    tokens: Tokens, node: str, part: Ints, *, n_parts: int, window: int | None, form: str
) -> pd.DataFrame:
    """A row for every word that meets the node anywhere, and every part of the corpus."""
    cells, sizes = _count(tokens, node, part, n_parts=n_parts, window=window, form=form)
    met = np.flatnonzero(cells["f"].any(axis=0))
    columns = {
        "part": np.arange(n_parts)[:, None], "word": met, "f": cells["f"][:, met],
        "f1": sizes["f1"][:, None], "f2": cells["f2"][:, met], "n": sizes["n"][:, None],
        "n_node": sizes["n_node"][:, None], "n_met": cells["n_met"][:, met],
        "n_articles": cells["n_articles"][:, met],
    }  # fmt: skip
    shape = columns["f"].shape
    flat = {name: np.broadcast_to(values, shape).ravel() for name, values in columns.items()}
    words = tokens.form(form)[0].to_numpy()
    table = pd.DataFrame(flat).assign(node=node, collocate=words[flat["word"]])
    return table.astype({"node": "str", "collocate": "str"}).assign(**measures_of(flat))


def node_counts(
    tokens: Tokens, node: str, *, groups: Sequence[str], window: int = 5
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the collocates of a node are computed from, as integers that add up over articles.

    Parameters
    ----------
    tokens : Tokens
    node : str
    groups : sequence of str
    window : int

    Returns
    -------
    meetings : DataFrame
        One row a group and word that meets the node or stands in it: ``group``, ``collocate``,
        ``f``, ``n_met``, ``n_articles`` (as in ``collocates``), ``n_inside`` (uses within the
        node).
    sizes : DataFrame
        One row a group: ``group``, ``f1``, ``n_node``, ``n_inside`` (tokens of the node itself).
    """
    place = {group: i for i, group in enumerate(groups)}
    part = np.array([place.get(group, -1) for group in tokens.articles["group"]], dtype=np.int64)
    cells, sizes = _count(tokens, node, part, n_parts=len(groups), window=window, form="norm")
    row, word = np.nonzero((cells["f"] > 0) | (cells["n_inside"] > 0))
    names, words = np.array([*groups], dtype=object), tokens.form("norm")[0].to_numpy(dtype=object)
    kept = ("f", "n_met", "n_articles", "n_inside")
    meetings = {"group": names[row], "collocate": words[word]}
    meetings |= {name: cells[name][row, word] for name in kept}
    of_group = {name: sizes[name] for name in ("f1", "n_node", "n_inside")}
    return pd.DataFrame(meetings), pd.DataFrame({"group": names, **of_group})


def _count(
    tokens: Tokens, node: str, part: Ints, *, n_parts: int, window: int | None, form: str
) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """Counts by part and word, and by part."""
    if window is not None and window < 1:
        raise InputError("the window of a collocation is one token at least, or the whole sentence")
    is_node, near, first, reach = _reach(tokens, node, window)
    words, codes = tokens.form(form)
    word, where = codes[tokens.type_id], part[tokens.article]
    known = where >= 0
    other, near, inside = ~is_node & known, near & known, is_node & known
    shape = n_parts * len(words)
    cell = where * len(words) + word
    use, at = _in_reach(*reach)
    met_by = np.unique(np.column_stack([use, cell[at]])[other[at]], axis=0)
    pairs = np.unique(np.column_stack([cell, tokens.article])[near], axis=0)
    counted = {
        "f": cell[near], "f2": cell[other], "n_inside": cell[inside],
        "n_met": met_by[:, 1], "n_articles": pairs[:, 0],
    }  # fmt: skip
    sizes = {"f1": where[near], "n": where[other], "n_inside": where[inside]}
    sizes["n_node"] = where[first][where[first] >= 0]
    return (
        {
            name: np.bincount(cells, minlength=shape).reshape(n_parts, len(words))
            for name, cells in counted.items()
        },
        {name: np.bincount(cells, minlength=n_parts) for name, cells in sizes.items()},
    )


def _reach(
    tokens: Tokens, node: str, window: int | None
) -> tuple[Bools, Bools, Ints, tuple[Ints, Ints]]:
    """Tokens that are the node, tokens in its reach; first token and reach of every use."""
    found = match_phrases(tokens, phrase_words([node], where=[f"collocates of {node!r}"]))
    sentence = tokens.sentence_of[found.first]
    low, high = tokens.sentence_ptr[sentence], tokens.sentence_ptr[sentence + 1]
    if window is not None:
        low, high = np.maximum(low, found.first - window), np.minimum(high, found.last + window)
    is_node = covered(found.first, found.last, len(tokens))
    near = covered(low, high, len(tokens)) & ~is_node
    return is_node, near, found.first, (low, high)


def _in_reach(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Every use with every token in its reach, that of the node included: use, token."""
    size = high - low
    use = np.repeat(np.arange(len(low)), size)
    at = np.arange(len(use)) + np.repeat(low - np.cumsum(size) + size, size)
    return use, at


def measures_of(flat: Mapping[str, Ints]) -> dict[str, NDArray[np.float64]]:
    """Measures of association from ``f``, ``f1``, ``f2``, ``n``, ``n_node`` and ``n_met``."""
    cells = flat["f"], flat["f1"], flat["f2"], flat["n"]
    words = np.minimum(flat["f"], flat["n_met"]), flat["n_node"], flat["f2"]
    given_node, given_collocate = association.delta_p(*cells)
    return {
        "expected": association.expected(*cells[1:]),
        "log_dice": association.log_dice(*words),
        "npmi": association.npmi(*cells),
        "mi": association.mi(*cells),
        "t": association.t_score(*cells),
        "z": association.z_score(*cells),
        "g2": association.g2(*cells),
        "simple_ll": association.simple_ll(*cells),
        "dice": association.dice(*words),
        "delta_p_collocate": given_node,
        "delta_p_node": given_collocate,
    }


def _is_content(tokens: Tokens, form: str) -> Bools:
    words, codes = tokens.form(form)
    is_content = np.ones(len(words), dtype=bool)
    is_content[codes[~tokens.types["is_content"].to_numpy()]] = False
    return is_content


def _ranked(table: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    order = [*by, "log_dice", "f", "collocate"]
    ascending = [True] * len(by) + [False, False, True]
    return table.sort_values(order, ascending=ascending).reset_index(drop=True)
