"""How often every group uses every item that was searched: actors, frames, a checklist, words."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codebooks.codebook import Codebook, parse_codebook
from analysis.errors import InputError
from analysis.measures.dispersion import term_positions
from analysis.text.counts import count_terms
from analysis.text.tokens import Tokens

TERM = "term"
# What an item of each kind of codebook is called in the tables.
KINDS = {
    "actors": "actor",
    "frames": "frame",
    "cues": "cue",
    "checklist": "checklist",
    "themes": "theme",
}
USAGE_COLUMNS = (
    "kind",
    "item",
    "label",
    "group",
    "n",
    "per_1000",
    "n_articles",
    "k_articles",
    "n_tokens",
)
ITEM = ["kind", "item", "label"]


def usage(
    tokens: Tokens,
    *,
    hits: Mapping[str, pd.DataFrame],
    books: Mapping[str, Codebook],
    form: str | None = None,
    min_count: int = 3,
) -> pd.DataFrame:
    """How often every group uses every item that was searched, zeros included.

    Parameters
    ----------
    tokens : Tokens
        Its articles need ``group``.
    hits : mapping of codebook name to DataFrame
        From ``find_hits``, of every codebook.
    books : mapping of codebook name to Codebook
        Their frames are the items; what they are called follows from the codebook's kind.
    form : {"norm", "surface", "lemma", "stem"}, optional
        Content words in this form are items too, called by their commonest normal form.
    min_count : int
        Words used less often in the whole corpus are not searched.

    Returns
    -------
    DataFrame
        One row an item and group, groups sorted: ``kind`` (actor, frame, cue, checklist, theme,
        term), ``item`` (*codebook/frame*, or the word), ``label`` (with the codebook's title where
        two codebooks have the same), ``group``, ``n`` (uses, negated and quoted ones too),
        ``per_1000`` (tokens of the group), ``n_articles`` of ``k_articles`` of the group have it,
        ``n_tokens`` of the group.

    Notes
    -----
    A group without tokens has no rate (NaN). Without articles the table is empty.

    >>> from analysis.text.tokens import tokenize
    >>> rows = [("1", "left", "Strike, strike!"), ("2", "right", "Trade.")]
    >>> tokens = tokenize(pd.DataFrame(rows, columns=["article_id", "group", "text"]))
    >>> table = usage(tokens, hits={}, books={}, form="norm", min_count=1)
    >>> table[["item", "group", "n"]].to_numpy().tolist()
    [['strike', 'left', 2], ['strike', 'right', 0], ['trade', 'left', 0], ['trade', 'right', 1]]
    """
    twice = Counter(label for book in books.values() for label in book.labels.values())
    tables = [_of_codebook(tokens, hits[name], book, twice) for name, book in books.items()]
    if form is not None:
        tables.append(_of_words(tokens, form, min_count))
    empty = pd.DataFrame(columns=[*ITEM, "group", "n", "n_articles"])
    table = pd.concat(tables, ignore_index=True) if tables else empty
    groups = tokens.articles["group"].to_numpy(dtype=object)
    n_tokens = tokens.n_per_article().groupby(groups).sum()
    k_articles = pd.Series(groups).value_counts()
    table["n_tokens"] = table["group"].map(n_tokens).astype("int64")
    table["k_articles"] = table["group"].map(k_articles).astype("int64")
    size = table["n_tokens"].where(table["n_tokens"] > 0)
    table["per_1000"] = 1000 * table["n"].astype("int64") / size
    kinds = {**dict.fromkeys([*ITEM, "group"], "str"), "n": "int64", "n_articles": "int64"}
    return table[list(USAGE_COLUMNS)].astype(kinds)


def uses_of(
    items: Sequence[str], *, hits: Mapping[str, pd.DataFrame], tokens: Tokens, form: str = "norm"
) -> pd.DataFrame:
    """Places where items of a usage table stand, for reading.

    Parameters
    ----------
    items : sequence of str
        Values of ``item``: *codebook/frame*, or words.
    hits : mapping of codebook name to DataFrame
    tokens : Tokens
    form : {"norm", "surface", "lemma", "stem"}
        Of the words.

    Returns
    -------
    DataFrame
        One row a use, in the order of the items: ``article_id``, ``sentence``, ``start``, ``end``,
        ``item``; ready for ``in_context``.
    """
    columns = ["article_id", "sentence", "start", "end", "item"]
    named = [found.assign(item=f"{name}/" + found["frame"]) for name, found in hits.items()]
    words = [item for item in items if "/" not in item]
    if words:
        named.append(
            term_positions(tokens, terms=words, form=form).rename(columns={"term": "item"})
        )
    found = pd.concat([pd.DataFrame(columns=columns), *(t[columns] for t in named)])
    place = {item: i for i, item in enumerate(items)}
    found = found[found["item"].isin(place)]
    order = np.argsort(found["item"].map(place).to_numpy(dtype=np.int64), kind="stable")
    types = {"article_id": "str", "sentence": "int64", "start": "int64", "end": "int64"}
    return found.iloc[order].astype({**types, "item": "str"}).reset_index(drop=True)


def wanted_list(words: Sequence[str]) -> Codebook:
    """A checklist of plain words or phrases, for a reader who has no codebook at hand.

    Parameters
    ----------
    words : sequence of str
        ``*`` stands for any characters within a word.

    Raises
    ------
    InputError
        If there is none, one is there twice, or one is no word.

    >>> wanted_list(["cholera", "prison break*"]).labels
    {'cholera': 'cholera', 'prison break*': 'prison break*'}
    """
    if not words:
        raise InputError("the list of wanted words is empty")
    told = "Supplied by the reader."
    texts = dict.fromkeys(("definition", "include", "exclude"), told)
    frames = [{"name": word, "label": word, "terms": [word], **texts} for word in words]
    head = {"title": "Wanted words", "source": told, "unit": "mention", "language": "en"}
    data = {**head, "kind": "checklist", "frame": frames}
    return parse_codebook(data, name="wanted", where="wanted words")


def _of_codebook(
    tokens: Tokens, hits: pd.DataFrame, book: Codebook, used: Mapping[str, int]
) -> pd.DataFrame:
    labels = {
        name: label if used[label] == 1 else f"{label} ({book.title})"
        for name, label in book.labels.items()
    }
    groups = tokens.articles.set_index("article_id")["group"]
    tagged = hits.assign(group=hits["article_id"].map(groups))
    grid = pd.MultiIndex.from_product(
        [list(book.labels), sorted(groups.unique())], names=["frame", "group"]
    )
    found = tagged.groupby(["frame", "group"]).agg(
        n=("start", "size"), n_articles=("article_id", "nunique")
    )
    table = found.reindex(grid, fill_value=0).reset_index()
    return table.assign(
        kind=KINDS[book.kind],
        item=f"{book.name}/" + table["frame"].astype("str"),
        label=table["frame"].map(labels),
    )


def _of_words(tokens: Tokens, form: str, min_count: int) -> pd.DataFrame:
    counts = count_terms(tokens, form=form)
    sums = counts.by_group
    chosen = np.flatnonzero(counts.is_content & (sums.n.sum(axis=0) >= max(min_count, 1)))
    names = pd.DataFrame({"item": counts.terms[chosen], "label": _names(tokens, form)[chosen]})
    parts = []
    for group, n, n_articles in zip(sums.groups, sums.n, sums.n_articles, strict=True):
        found = {"n": n[chosen], "n_articles": n_articles[chosen]}
        parts.append(names.assign(kind=TERM, group=group, **found))
    empty = names.assign(kind=TERM, group="", n=0, n_articles=0).head(0)
    return pd.concat([empty, *parts]).sort_index(kind="stable")


def _names(tokens: Tokens, form: str) -> NDArray[np.object_]:
    """The commonest normal form of every term: lemmas and stems are not always words."""
    terms, codes = tokens.form(form)
    n = np.bincount(tokens.type_id, minlength=len(codes))
    types = pd.DataFrame({"term": codes, "norm": tokens.types["norm"], "n": n})
    n_norm = types.groupby(["term", "norm"])["n"].sum().reset_index()
    best = n_norm.sort_values(["term", "n", "norm"], ascending=[True, False, True])
    names = np.asarray(terms, dtype=object).copy()
    first = best.drop_duplicates("term")
    names[first["term"].to_numpy()] = first["norm"].to_numpy(dtype=object)
    return names
