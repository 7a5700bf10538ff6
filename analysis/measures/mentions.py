"""Where the actors are mentioned, and with which words just before their names."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.text.phrases import Bools, Ints, joined_to_previous
from analysis.text.places import covered, token_rows
from analysis.text.tags import tag_sentences
from analysis.text.tokens import Tokens

PRESENCE_COLUMNS = (
    "article_id",
    "frame",
    "label",
    "n",
    "per_1000",
    "share_of_sentences",
    "first_sentence",
    "in_headline",
)
BEFORE_COLUMNS = ("article_id", "sentence", "start", "end", "frame", "words", "name", "quoted")

_MOST_WORDS = 4  # before a name; more would be a list
_NOT, _MAY, _NAME = range(3)
_DETERMINERS = ("AT0", "DPS", "DT0", "CRD", "ORD")


def presence(mentions: pd.DataFrame, tokens: Tokens, *, actors: Mapping[str, str]) -> pd.DataFrame:
    """How much of each article mentions each actor, zeros included.

    Parameters
    ----------
    mentions : DataFrame
        From ``find_hits`` with a codebook of actors.
    tokens : Tokens
    actors : mapping of frame name to label
        Every actor that was searched.

    Returns
    -------
    DataFrame
        One row an article and actor: ``article_id``, ``frame``, ``label``, ``n`` mentions,
        ``per_1000`` tokens, ``share_of_sentences`` that mention it, ``first_sentence`` with it
        (from 1), ``in_headline`` (the first sentence mentions it).

    Notes
    -----
    Rates over nothing are NaN, as is ``first_sentence`` of an actor that is not mentioned.
    ``in_headline`` is missing where the articles have no titles or the text does not begin with
    its own. Pronouns and nouns that take a name up again are no mentions, so an actor is talked
    about more than it is counted.
    """
    keys = ["article_id", "frame"]
    ids = tokens.articles["article_id"]
    grid = pd.MultiIndex.from_product([ids, list(actors)], names=keys)
    counted = mentions.groupby(keys).agg(
        n=("start", "size"), hit=("sentence", "nunique"), first_sentence=("sentence", "min")
    )
    table = counted.reindex(grid).reset_index()
    table[["n", "hit"]] = table[["n", "hit"]].fillna(0).astype(np.int64)
    n_tokens, n_sentences = (
        table["article_id"].map(sizes).astype(float).where(lambda n: n > 0)
        for sizes in (tokens.n_per_article(), tokens.n_sentences())
    )
    headed = table["article_id"].map(_opens_with_title(tokens)).astype("boolean")
    table = table.assign(
        label=table["frame"].map(actors),
        per_1000=1000 * table["n"] / n_tokens,
        share_of_sentences=table["hit"] / n_sentences,
        first_sentence=table["first_sentence"].astype(float),
        in_headline=table["first_sentence"].eq(1).astype("boolean").where(headed),
    )
    return table[list(PRESENCE_COLUMNS)]


def _opens_with_title(tokens: Tokens) -> "pd.Series[bool]":
    articles = tokens.articles
    titles = articles["title"] if "title" in articles else pd.Series("", index=articles.index)
    pairs = zip(articles["text"], titles.fillna(""), strict=True)
    opens = [
        bool(title.strip()) and text.lstrip().startswith(title.strip()) for text, title in pairs
    ]
    return pd.Series(opens, index=pd.Index(articles["article_id"]), dtype=bool)


def words_before(tokens: Tokens, mentions: pd.DataFrame) -> pd.DataFrame:
    """The content words just before each name: adjectives, nouns, compounds.

    Parameters
    ----------
    tokens : Tokens
    mentions : DataFrame
        From ``find_hits`` with a codebook of actors, with ``form`` where it is there.

    Returns
    -------
    DataFrame
        One row a name with such words: ``article_id``, ``sentence``, ``start``, ``end`` (of the
        words), ``frame``, ``words`` (in normal form), ``name`` (the form, or the name as the text
        has it), ``quoted``.

    Notes
    -----
    The words run back from the name to the first that is a function word, a number, a name, a
    verb or a possessive, or that a punctuation mark divides from the rest; after another name
    there are none (in *the US thanks Kenya* a tagger may take *thanks* for a noun). Parts of
    speech are tagged, in the sentences concerned only, and the tagger errs in about one word of
    twenty-five. A participle counts where an article or a numeral stands before it. What follows
    a name (*gangs, united under …*) is not seen.
    """
    first, last = token_rows(tokens, mentions)
    qualifies, linked = _qualifiers(tokens, first, last), joined_to_previous(tokens)
    at = first[(first > 0) & linked[np.minimum(first, max(len(tokens) - 1, 0))]]
    at = np.unique(at[qualifies[at - 1] == _MAY])
    tags = np.full(len(tokens), "", dtype=object)
    tagged = tag_sentences(tokens, tokens.sentence_of[at])
    tags[tagged["token"].to_numpy()] = tagged["tag"].to_numpy(dtype=object)
    begins = np.arange(len(tokens) + 1)
    begins[at] = [_run_start(name, qualifies, linked, tags) for name in at.tolist()]
    kept = begins[first] < first
    start, end = begins[first[kept]], first[kept]
    spelled = spelled_out(tokens, start, end)
    rows = mentions[kept]
    table = rows.assign(
        start=tokens.start[start].astype(np.int64),
        end=tokens.end[end - 1].astype(np.int64),
        words=pd.Series(spelled, index=rows.index, dtype="str"),
        name=rows["form" if "form" in rows else "surface"],
    )
    return table[list(BEFORE_COLUMNS)].reset_index(drop=True)


def count_words_before(
    before: pd.DataFrame, *, by: pd.Series, actors: Mapping[str, str]
) -> pd.DataFrame:
    """How often each group puts which words before which actor's names.

    Parameters
    ----------
    before : DataFrame
        From ``words_before``.
    by : Series
        Group of every article, by ``article_id``.
    actors : mapping of frame name to label

    Returns
    -------
    DataFrame
        One row an actor, group and words that occur, actors in their order, then most frequent
        first, ties by group and words: ``frame``, ``label``, ``group``, ``words``, ``n``,
        ``n_articles`` of ``k_articles`` articles of the group.
    """
    tagged = before.assign(group=before["article_id"].map(by))
    tagged = tagged[tagged["frame"].isin(list(actors))]
    keys = ["frame", "group", "words"]
    uses = {"n": ("start", "size"), "n_articles": ("article_id", "nunique")}
    table = tagged.groupby(keys).agg(**uses).reset_index()
    table["place"] = table["frame"].map({frame: i for i, frame in enumerate(actors)})
    order = ["place", "n", "group", "words"]
    table = table.sort_values(order, ascending=[True, False, True, True], ignore_index=True)
    table = table.assign(
        label=table["frame"].map(actors).astype("str"),
        k_articles=table["group"].map(by.value_counts()).astype("int64"),
    )
    return table[["frame", "label", "group", "words", "n", "n_articles", "k_articles"]]


def spelled_out(tokens: Tokens, first: Ints, last: Ints, *, form: str = "norm") -> list[str]:
    """Words of stretches of tokens in a form, joined by blanks."""
    words, codes = tokens.form(form)
    spelled, ids = words.to_numpy(dtype=object)[codes], tokens.type_id
    return [" ".join(spelled[ids[a:b]]) for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def _qualifiers(tokens: Tokens, first: Ints, last: Ints) -> Ints:
    """Of every token, whether it may stand in such words, ends a name (not owning), or neither."""
    types = tokens.types
    owning = types["surface"].str.contains(r"['’][sS]?$", regex=True)
    never = (~types["is_content"] | owning).to_numpy()[tokens.type_id]
    is_name = covered(first, last, len(tokens))
    result: Ints = np.select(
        [is_name & ~owning.to_numpy()[tokens.type_id], is_name | never], [_NAME, _NOT], _MAY
    ).astype(np.int64)
    return result


def _run_start(at: int, qualifies: Ints, linked: Bools, tags: NDArray[np.object_]) -> int:
    """First token of the words before the name that begins at a token; that token if none."""
    start = at
    while at - start < _MOST_WORDS and start > 0 and linked[start]:
        tag = tags[start - 1]
        participle = tag in ("VVG", "VVN") and start > 1 and tags[start - 2] in _DETERMINERS
        if qualifies[start - 1] != _MAY or not (tag.startswith(("AJ", "NN")) or participle):
            break
        start -= 1
    follows_name = start > 0 and linked[start] and qualifies[start - 1] == _NAME
    return at if follows_name else start
