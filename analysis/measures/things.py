"""Things that two articles tell of with different doers: places to be checked, not errors."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.measures.same_story import alike_articles, among, named_words, pair_keys
from analysis.text.places import Ints, article_rows, covered, sentence_rows, token_rows
from analysis.text.tags import tag_sentences
from analysis.text.tokens import Tokens

MAX_SENTENCES = 300  # a noun that stands in more sentences than this is no single thing
_WHERE_OR_WHEN = tuple(
    """
    in at on from since during after before by for within across over until near through
    """.split()
)


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
    and the other with that one. The thing has a name in one of them (*the Old Bridge*), or the two
    sentences share a name that is no actor's, or a number, such as that of a day: *the allegation*
    alone may be another one. A thing of more than 300 sentences with a doer (*the president*) is
    no single thing and is left out, so no thing has more than 45,000 pairs. No doers, no pairs.
    """
    acting = clauses[clauses["agent"].notna() & ~clauses["negated"]]
    acting = acting.assign(row=sentence_rows(tokens, acting))[["row", "agent", "verb_start"]]
    things = _definite_things(tokens, acting["row"].unique(), mentions)
    things = things[~_is_event(tokens, things["token"].to_numpy(dtype=np.int64), clauses)]
    things = _with_doers(tokens, things, acting)
    things["n"] = things.groupby("thing")["row"].transform("size")
    things = things[things["n"].between(2, MAX_SENTENCES)].reset_index(drop=True)
    a, b = _told_twice(things, alike_articles(tokens, things["article"].unique(), min_alike))
    one = _one_thing(tokens, things, a, b, mentions)
    a, b = a[one], b[one]
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


def _one_thing(
    tokens: Tokens, things: pd.DataFrame, a: Ints, b: Ints, mentions: pd.DataFrame
) -> NDArray[np.bool_]:
    """Whether the things of each pair are one by name, or by a name or number beside both."""
    named = named_words(tokens)
    at, row = (things[column].to_numpy(dtype=np.int64) for column in ("token", "row"))
    beside = named & ~covered(*token_rows(tokens, mentions), len(tokens))
    beside |= tokens.types["is_number"].to_numpy()[tokens.type_id]
    beside[at] = False
    words, place = tokens.form("norm")
    cells = (tokens.sentence_of[beside], place[tokens.type_id[beside]])
    shape = (len(tokens.sentence_ptr) - 1, len(words))
    said = csr_array((np.ones(int(beside.sum())), cells), shape=shape)
    shared = np.asarray(said[row[a]].multiply(said[row[b]]).sum(axis=1)).ravel()
    one: NDArray[np.bool_] = named[at[a]] | named[at[b]] | (shared > 0)
    return one


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
        ``thing``, ``article_id``, ``sentence``, ``start``, ``end``, ``actor`` (who acts beside it).
    """
    sides = [
        pairs[
            ["thing", f"article_{s}", f"sentence_{s}", f"start_{s}", f"end_{s}", f"doer_{s}"]
        ].set_axis(["thing", "article_id", "sentence", "start", "end", "actor"], axis=1)
        for s in ("a", "b")
    ]
    return pd.concat(sides).drop_duplicates(ignore_index=True)
