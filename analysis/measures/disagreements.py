"""Places where two articles may not agree: numbers and doers to be checked, not errors."""

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.measures.quantities import MULTIPLIERS, currencies
from analysis.measures.same_story import (
    alike_articles,
    among,
    pair_keys,
)
from analysis.text.places import Ints, article_rows, covered, sentence_rows, token_rows
from analysis.text.tags import tag_sentences
from analysis.text.tokens import Tokens

PAIR_COLUMNS = (
    "noun",
    "differs",
    "says_a",
    "article_a",
    "says_b",
    "article_b",
    "shared",
    "a",
    "b",
)
MAX_NUMBERS = 300  # a noun with more numbers than this is no single thing
MAX_AMOUNTS = 3_000  # of money in one currency, above which sentences are no longer compared
_WHERE_OR_WHEN = tuple(
    """
    in at on from since during after before by for within across over until near through
    """.split()
)
_MODALS = tuple("will would can could may might must shall should say says said".split())
_COMPARED = ("article_id", "value", "container", "n_containers")
_KEYS = ("alike",)


def quantity_pairs(
    quantities: pd.DataFrame,
    tokens: Tokens,
    *,
    min_shared: int = 3,
    min_shared_money: int = 2,
    min_alike: float = 0.1,
) -> pd.DataFrame:
    """Pairs of numbers that two articles give for the same noun and that differ: to be checked.

    Parameters
    ----------
    quantities : DataFrame
        From ``find_quantities`` on the same tokens.
    tokens : Tokens
    min_shared : int
        Content words, modals aside, that the two sentences must share beside the noun.
    min_shared_money : int
        The same for two amounts of money.
    min_alike : float
        For money, of which many stories speak: part of the capitalised words of two articles
        together that both must have.

    Returns
    -------
    DataFrame
        One row a pair, those whose sentences are most alike first (shared content words, as a
        part of all that either has): ``noun`` (of money the currency); ``differs``
        (``container``: the same number, in one contingent or in two; or ``value``); ``says_a``
        (number and noun, with what holds them where that differs) of ``article_a``, likewise
        ``_b``, the earlier article first; ``shared`` (the words that both sentences have, sorted);
        ``a``, ``b`` (rows of ``quantities``). Of every noun and two articles the pair that is most
        alike is kept.

    Notes
    -----
    A pair is a place to look, not an error: of 400 and 1,000 officers, one may be a part of the
    other. Amounts are set beside each other within one currency, whatever they pay for. Dates are
    left out, and so are a noun with more than 300 numbers and a currency with more than 3,000.
    """
    content, words = _content_of_sentences(tokens)
    counts = quantities[quantities["kind"].isin(["count", "share"])]
    money = quantities.assign(noun=currencies(quantities))[quantities["kind"] == "money"]
    paid = alike_articles(tokens, np.unique(article_rows(tokens, money)), min_alike)
    found = [
        _differing(str(noun), same, content, words, least, alike)
        for rows, most, least, alike in (
            (counts, MAX_NUMBERS, min_shared, None),
            (money, MAX_AMOUNTS, min_shared_money, paid),
        )
        for noun, same in _with_places(tokens, rows).groupby("noun", sort=True)
        if 1 < len(same) <= most
    ]
    pairs = pd.concat([pd.DataFrame(columns=[*PAIR_COLUMNS, *_KEYS]), *found])
    order = {"alike": False, "differs": True, "noun": True, "a": True, "b": True}
    pairs = pairs.sort_values(list(order), ascending=list(order.values()))
    pairs = pairs.drop_duplicates(["noun", "article_a", "article_b"])
    for side in ("a", "b"):
        says = _said(quantities.loc[pairs[side].astype("int64")])
        held = pairs["differs"].eq("container").to_numpy()
        pairs[f"says_{side}"] = np.where(held, says["held"], says["surface"])
    return pairs[list(PAIR_COLUMNS)].reset_index(drop=True)


def _with_places(tokens: Tokens, rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers with a noun, and the rows of their articles and sentences."""
    named = rows[rows["noun"] != ""]
    return named.assign(row=sentence_rows(tokens, named), article=article_rows(tokens, named))


def _differing(
    noun: str,
    same: pd.DataFrame,
    content: csr_array,
    words: pd.Index,
    min_shared: int,
    alike: Ints | None,
) -> pd.DataFrame:
    """Pairs of numbers of one noun that differ and whose sentences share enough words."""
    cells = content[same["row"].to_numpy()]
    cells.data[cells.indices == words.get_indexer(pd.Index([noun]))[0]] = 0
    overlap = np.triu((cells @ cells.T).toarray(), k=1)
    i, j = np.nonzero(overlap >= max(min_shared, 1))
    of = {name: same[name].to_numpy(dtype=object) for name in _COMPARED}
    value = of["value"][i] != of["value"][j]
    box = (of["container"][i] == of["container"][j]) & (of["container"][i] != "")
    box &= of["n_containers"][i] != of["n_containers"][j]
    article = same["article"].to_numpy(dtype=np.int64)
    keep = (value | box) & (article[i] != article[j])
    if alike is not None:
        keep &= value & among(pair_keys(article[i], article[j]), alike)
    i, j, size = i[keep], j[keep], np.asarray(cells.sum(axis=1)).ravel()
    pairs = {
        "noun": noun,
        "differs": np.where(value[keep], "value", "container"),
        "alike": overlap[i, j] / (size[i] + size[j] - overlap[i, j]),
        "a": same.index.to_numpy()[i],
        "b": same.index.to_numpy()[j],
        "article_a": of["article_id"][i],
        "article_b": of["article_id"][j],
        "shared": _shared(cells, words, i, j),
    }
    return pd.DataFrame(pairs)


def _said(rows: pd.DataFrame) -> pd.DataFrame:
    """Numbers as said, and with what holds them: 400 officers in 2 contingents."""
    held = [
        f"{surface} in {n:g} {container}{'s' * (n != 1)}"
        for surface, n, container in zip(
            rows["surface"], rows["n_containers"], rows["container"], strict=True
        )
    ]
    return pd.DataFrame({"surface": rows["surface"].to_numpy(dtype=object), "held": held})


def _shared(cells: csr_array, words: pd.Index, i: Ints, j: Ints) -> list[str]:
    """Words that the sentences of every pair share."""
    both = csr_array(cells[i].multiply(cells[j]))
    both.eliminate_zeros()
    spelled, bounds = words.to_numpy(dtype=object)[both.indices], both.indptr.tolist()
    return [", ".join(sorted(spelled[a:b])) for a, b in pairwise(bounds)]


def _content_of_sentences(tokens: Tokens) -> tuple[csr_array, pd.Index]:
    """Sentences × lemmas, 1 where a content word occurs."""
    vocabulary, place = tokens.form("lemma")
    other = tokens.types["is_function"] | tokens.types["is_number"]
    other |= tokens.types["norm"].isin([*_MODALS, *MULTIPLIERS])
    keep = np.flatnonzero(~other.to_numpy()[tokens.type_id])
    cells = (tokens.sentence_of[keep], place[tokens.type_id[keep]])
    shape = (len(tokens.sentence_ptr) - 1, len(vocabulary))
    table = csr_array((np.ones(len(keep), dtype=np.int8), cells), shape=shape)
    table.sum_duplicates()
    table.data[:] = 1
    return table, vocabulary


def doer_pairs(
    clauses: pd.DataFrame, mentions: pd.DataFrame, tokens: Tokens, *, min_alike: float = 0.1
) -> pd.DataFrame:
    """Pairs of sentences of two articles that name one thing and different doers: to be checked.

    Parameters
    ----------
    clauses : DataFrame
        From ``find_clauses``.
    mentions : DataFrame
        The hits of the codebook of actors that the clauses were found with.
    tokens : Tokens
    min_alike : float
        Part of the capitalised words of two articles together that both must have: articles on
        different stories speak of different things with the same word.

    Returns
    -------
    DataFrame
        One row a pair, the rarest thing first, ties by name: ``thing`` (lemma), ``doer_a``,
        ``doer_b`` (the actor of the sentence who acts nearest to it), and where the thing stands:
        ``article_a``, ``sentence_a``, ``start_a``, ``end_a``, likewise ``_b``, the earlier article
        first.

    Notes
    -----
    A thing is the head of a noun phrase that begins with *the*, and no name of an actor, no event
    and no place or time in which something happens (*in the city*). The doer need not do
    something to the thing: a pair says only that one sentence tells of it with this actor acting,
    and the other with that one. A thing of more than 300 sentences with a doer (*the president*) is
    no single thing and is left out, so no thing has more than 45,000 pairs. No doers, no pairs.
    """
    acting = clauses[clauses["agent"].notna() & ~clauses["negated"]]
    acting = acting.assign(row=sentence_rows(tokens, acting))[["row", "agent", "verb_start"]]
    things = _definite_things(tokens, acting["row"].unique(), mentions)
    things = things[~_is_event(tokens, things["token"].to_numpy(dtype=np.int64), clauses)]
    things = _with_doers(tokens, things, acting)
    things["n"] = things.groupby("thing")["row"].transform("size")
    things = things[things["n"].between(2, MAX_NUMBERS)].reset_index(drop=True)
    a, b = _told_twice(things, alike_articles(tokens, things["article"].unique(), min_alike))
    first, second = (things.loc[rows].reset_index(drop=True) for rows in (a, b))
    pairs = first.add_suffix("_a").join(second.add_suffix("_b"))
    pairs = pairs.rename(columns={"thing_a": "thing"})
    pairs = pairs.sort_values(["n_a", "thing", "token_a", "token_b"]).reset_index(drop=True)
    table: pd.DataFrame = pairs[["thing", "doer_a", "doer_b"]]
    for side in ("a", "b"):
        table = table.join(_places(tokens, pairs[f"token_{side}"].to_numpy(dtype=np.int64), side))
    return table


def _with_doers(tokens: Tokens, things: pd.DataFrame, acting: pd.DataFrame) -> pd.DataFrame:
    """Things with the actor who acts nearest to them in their sentence."""
    table = things.merge(acting, on="row").rename(columns={"agent": "doer"})
    table["far"] = (table["verb_start"] - tokens.start[table["token"]]).abs()
    return table.sort_values(["token", "far", "doer"]).drop_duplicates("token", ignore_index=True)


def _told_twice(things: pd.DataFrame, alike: Ints) -> tuple[Ints, Ints]:
    """Rows of two articles that are alike and tell of one thing with different doers."""
    article = things["article"].to_numpy(dtype=np.int64)
    doer = pd.factorize(things["doer"])[0]
    found = [np.empty((2, 0), dtype=np.int64)]
    for rows in things.groupby("thing", sort=False).indices.values():
        earlier = article[rows][:, None] < article[rows]
        i, j = np.nonzero(earlier & (doer[rows][:, None] != doer[rows]))
        pair = np.stack([rows[i], rows[j]])
        found.append(pair[:, among(pair_keys(*article[pair]), alike)])
    a, b = np.concatenate(found, axis=1)
    return a, b


def _is_event(tokens: Tokens, at: Ints, clauses: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether each token is itself an event of a clause (the deployment of …) and so no thing."""
    verbs = clauses["verb_start"].to_numpy(dtype=np.int64)
    events = pair_keys(article_rows(tokens, clauses), verbs)
    return np.isin(pair_keys(tokens.article[at], tokens.start[at].astype(np.int64)), events)


def _definite_things(tokens: Tokens, sentences: Ints, mentions: pd.DataFrame) -> pd.DataFrame:
    """Heads of noun phrases that begin with *the*: ``thing``, ``token``, ``row``, ``article``."""
    words = tag_sentences(tokens, sentences)
    token = words["token"].to_numpy(dtype=np.int64)
    norm = pd.Series(tokens.types["norm"].to_numpy(dtype=object)[tokens.type_id[token]])
    row = pd.Series(tokens.sentence_of[token])
    run = (~words["tag"].str.match("AJ|NN|NP|ORD|CRD")).cumsum()
    where = norm.shift().isin(_WHERE_OR_WHEN) & row.eq(row.shift())
    is_open = norm.eq("the") & ~where & ~run.duplicated()
    is_head = words["tag"].str.match("NN|NP") & ~run.duplicated(keep="last")
    is_head &= ~covered(*token_rows(tokens, mentions), len(tokens))[token]
    heads = np.flatnonzero(
        is_head & run.isin(run[is_open]) & row.eq(row.groupby(run).transform("first"))
    )
    names, place = tokens.form("lemma")
    table = pd.DataFrame({"token": token[heads], "row": row[heads]})
    table["thing"] = names.to_numpy(dtype=object)[place[tokens.type_id[table["token"]]]]
    table["article"] = tokens.article[table["token"]]
    return table.drop_duplicates(["thing", "row"])


def _places(tokens: Tokens, at: Ints, side: str) -> pd.DataFrame:
    columns = {
        "article": tokens.articles["article_id"].to_numpy()[tokens.article[at]],
        "sentence": tokens.sentence[at],
        "start": tokens.start[at].astype(np.int64),
        "end": tokens.end[at].astype(np.int64),
    }
    return pd.DataFrame(columns).add_suffix(f"_{side}")


def thing_places(pairs: pd.DataFrame) -> pd.DataFrame:
    """Where the things of pairs stand, each place once, as ``in_context`` wants them.

    Parameters
    ----------
    pairs : DataFrame
        From ``doer_pairs``.

    Returns
    -------
    DataFrame
        ``article_id``, ``sentence``, ``start``, ``end``, ``actor`` (who acts beside it).
    """
    sides = [
        pairs[[f"article_{s}", f"sentence_{s}", f"start_{s}", f"end_{s}", f"doer_{s}"]].set_axis(
            ["article_id", "sentence", "start", "end", "actor"], axis=1
        )
        for s in ("a", "b")
    ]
    return pd.concat(sides).drop_duplicates(ignore_index=True)
