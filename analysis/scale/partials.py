"""A batch of articles to its partial, and partials to their sum."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.codebooks import Codebook
from analysis.codebooks.match import HIT_COLUMNS, find_hits
from analysis.measures.collocation import node_counts
from analysis.measures.frames import text_sizes
from analysis.text.counts import Counts, count_terms
from analysis.text.tokens import Tokens, tokenize

Partial = dict[str, pa.Table]

# What the rows of each table that adds up are told apart by; all other columns are sums.
KEYS = {
    "terms": ("term", "group"),
    "groups": ("group", "outlet"),
    "frames": ("codebook", "frame", "group"),
    "frame_terms": ("codebook", "frame", "group", "term"),
    "nodes": ("node", "group", "collocate"),
    "node_sizes": ("node", "group"),
}
ADDED_AT_ONCE = 8  # partials; memory grows with their vocabularies


def summarise(
    articles: pd.DataFrame, codebooks: Iterable[Codebook] = (), *, nodes: Iterable[str] = ()
) -> Partial:
    """Partial of a batch of articles: what adds up, and what is kept article by article.

    Parameters
    ----------
    articles : DataFrame
        ``article_id``, ``group``, ``text``, and ``outlet`` where it is known.
    codebooks : iterable of Codebook
    nodes : iterable of str
        Words or phrases whose company is counted.

    Returns
    -------
    dict of str to Table
        Sums: ``terms`` (uses of every normal form, and articles that have it, by group),
        ``groups`` (articles, tokens, sentences by group and outlet), ``frames`` and
        ``frame_terms`` (hits by group), ``nodes`` and ``node_sizes`` (meetings by group). By
        article, in their order: ``articles`` (sizes), ``counts`` (places of the terms in
        ``terms``, and their uses), ``hits`` (every hit with its place).
    """
    tokens = tokenize(articles, threads=1)
    counts = count_terms(tokens)
    books = list(codebooks)
    hits = {book.name: find_hits(tokens, book) for book in books}
    found = [_hit_table(hits[book.name], book.name, tokens) for book in books]
    return {
        "terms": _terms(counts, tokens),
        "counts": _article_counts(counts),
        "articles": _article_sizes(tokens),
        "groups": _groups(tokens),
        **({"hits": pa.concat_tables(found).unify_dictionaries()} if found else {}),
        **_frame_sums(hits, tokens),
        **_node_sums(tokens, list(nodes)),
    }


def add(partials: Iterable[pa.Table], keys: Iterable[str]) -> pa.Table:
    """Sum of tables of one kind: rows with the same keys become one, in the order of the keys.

    Parameters
    ----------
    partials : iterable of Table
        Read one after the other; only a few are held at once.
    keys : iterable of str
        Columns that tell rows apart; the others are integers and are added.
    """
    keys, held = list(keys), list[pa.Table]()
    for partial in partials:
        held.append(partial)
        if len(held) == ADDED_AT_ONCE:
            held = [_added(held, keys)]
    if not held:
        raise ValueError("there is nothing to add")
    return _added(held, keys)


def _added(tables: list[pa.Table], keys: list[str]) -> pa.Table:
    together = pa.concat_tables(tables)
    values = [name for name in together.column_names if name not in keys]
    summed = together.group_by(keys, use_threads=False).aggregate([(v, "sum") for v in values])
    summed = summed.rename_columns([n.removesuffix("_sum") for n in summed.column_names])
    ordered = summed.sort_by([(key, "ascending") for key in keys])
    return ordered.select(together.column_names).combine_chunks()


def _terms(counts: Counts, tokens: Tokens) -> pa.Table:
    """One row a term and group, zeros left out; the distinct terms are in code point order.

    ``n_other`` counts uses as a function word, a number or an address; a term that has any is no
    content word.
    """
    sums = counts.by_group
    term, group = np.nonzero(sums.n.T)
    at = np.flatnonzero(~tokens.types["is_content"].to_numpy()[tokens.type_id])
    of_article = pd.Index(sums.groups).get_indexer(pd.Index(tokens.articles["group"]))
    n_terms, word_of = len(counts.terms), tokens.form("norm")[1]
    cell = of_article[tokens.article[at]] * n_terms + word_of[tokens.type_id[at]]
    n_other = np.bincount(cell, minlength=sums.n.size).reshape(sums.n.shape)
    columns = {
        "term": pa.array(counts.terms, pa.string()).take(pa.array(term)),
        "group": pa.array(sums.groups, pa.string()).take(pa.array(group)),
        "n": sums.n[group, term],
        "n_articles": sums.n_articles[group, term],
        "n_other": n_other[group, term],
    }
    return pa.table(columns)


def _article_counts(counts: Counts) -> pa.Table:
    """One row an article: the terms that it has, as places among the partition's terms."""
    ptr = pa.array(counts.matrix.indptr, pa.int32())
    term = pa.array(counts.matrix.indices, pa.int32())
    n = pa.array(counts.matrix.data, pa.int32())
    return pa.table(
        {"term": pa.ListArray.from_arrays(ptr, term), "n": pa.ListArray.from_arrays(ptr, n)}
    )


def _article_sizes(tokens: Tokens) -> pa.Table:
    articles = tokens.articles
    sizes = text_sizes(tokens, None)
    quoted = text_sizes(tokens, True)
    own = text_sizes(tokens, False)
    names = [
        n for n in ("row", "article_id", "group", "outlet", "title", "published") if n in articles
    ]
    columns = {name: articles[name].array for name in names}
    columns |= {name: sizes[name].to_numpy() for name in ("n_tokens", "n_sentences")}
    for side, table in (("quoted", quoted), ("own", own)):
        columns |= {f"{name}_{side}": table[name].to_numpy() for name in table}
    return pa.table(pd.DataFrame(columns))


def _groups(tokens: Tokens) -> pa.Table:
    articles = tokens.articles
    outlet = articles["outlet"] if "outlet" in articles else pd.Series("", index=articles.index)
    table = pd.DataFrame(
        {
            "group": articles["group"].to_numpy(),
            "outlet": outlet.fillna("").to_numpy(),
            "k_articles": 1,
            "k_filled": (tokens.n_per_article() > 0).astype("int64").to_numpy(),
            "n_tokens": tokens.n_per_article().to_numpy(),
            "n_sentences": tokens.n_sentences().to_numpy(),
        }
    )
    return _sums("groups", table.groupby(["group", "outlet"]).sum().reset_index())


def _hit_table(hits: pd.DataFrame, codebook: str, tokens: Tokens) -> pa.Table:
    """Hits of a codebook, articles as numbers within the partition."""
    ids = pd.Index(tokens.articles["article_id"])
    columns = {
        "codebook": pa.array([codebook] * len(hits), pa.string()).dictionary_encode(),
        "article": pa.array(ids.get_indexer(pd.Index(hits["article_id"])), pa.int32()),
        **{n: pa.array(hits[n], pa.int32()) for n in ("sentence", "start", "end")},
        **{
            n: pa.array(hits[n], pa.string()).dictionary_encode()
            for n in ("frame", "term", "surface")
        },
        **{n: pa.array(hits[n], pa.bool_()) for n in ("negated", "quoted")},
    }
    return pa.table(columns)


def _frame_sums(hits: dict[str, pd.DataFrame], tokens: Tokens) -> Partial:
    """Hits of every frame, and of every term, by group."""
    groups = tokens.articles.set_index("article_id")["group"]
    tagged = [table.assign(codebook=name) for name, table in hits.items()]
    empty = pd.DataFrame(columns=["codebook", *HIT_COLUMNS]).astype(
        {**dict.fromkeys(["codebook", *HIT_COLUMNS], "str"), "quoted": "bool", "negated": "bool"}
    )
    together = pd.concat(tagged, ignore_index=True) if tagged else empty
    article = pd.Index(groups.index).get_indexer(pd.Index(together["article_id"]))
    together["group"] = groups.to_numpy(dtype=object)[article]
    together["place"] = article * 2**32 + together["sentence"].astype("int64")
    frames = together.groupby(list(KEYS["frames"])).agg(
        n_hits=("start", "size"),
        n_quoted=("quoted", "sum"),
        n_negated=("negated", "sum"),
        n_sentences_hit=("place", "nunique"),
        n_articles_hit=("article_id", "nunique"),
    )
    terms = together.groupby(list(KEYS["frame_terms"])).agg(
        n_hits=("start", "size"), n_articles=("article_id", "nunique")
    )
    return {
        name: _sums(name, table.reset_index())
        for name, table in (("frames", frames), ("frame_terms", terms))
    }


def _node_sums(tokens: Tokens, nodes: list[str]) -> Partial:
    """Meetings of every node with other words, by group."""
    groups = sorted(set(tokens.articles["group"]))
    tables: dict[str, list[pd.DataFrame]] = {"nodes": [], "node_sizes": []}
    for node in nodes:
        found = node_counts(tokens, node, groups=groups)
        for name, table in zip(tables, found, strict=True):
            tables[name].append(table.assign(node=node))
    return {
        name: _sums(name, pd.concat(parts, ignore_index=True))
        for name, parts in tables.items()
        if parts
    }


def _sums(name: str, table: pd.DataFrame) -> pa.Table:
    """A table that adds up, its columns of one type whatever is in it."""
    types = {column: pa.string() if column in KEYS[name] else pa.int64() for column in table}
    return pa.table({column: pa.array(table[column], kind) for column, kind in types.items()})
