"""The families of claims of the seeds, made as the notebooks make them."""

from functools import cache

import pandas as pd

from analysis import (
    acting_shares,
    find_clauses,
    find_hits,
    find_quotes,
    load_actors,
    load_codebook,
    load_corpus,
    name_forms,
    role_contrasts,
    tokenize,
    voices,
    voices_by_group,
)
from analysis.inference.actor_claims import doer_family, name_family
from analysis.inference.frame_claims import frame_family
from analysis.inference.keyword_claims import keyword_family
from analysis.inference.silence_claims import silence_family
from analysis.inference.voice_claims import voice_family
from analysis.measures.actors import mention_forms
from analysis.measures.agency import roles
from analysis.measures.silences import silences
from analysis.measures.usage import usage

WORDS = pd.DataFrame(
    [
        ("marxist", "their"),
        ("marxist", "masses"),
        ("kenyan-press", "rubio"),
        ("kenyan-press", "u.s."),
    ],
    columns=["group", "term"],
)


@cache
def seeds():
    corpus = load_corpus("seeds")
    return corpus, tokenize(corpus.articles)


@cache
def actors():
    corpus, tokens = seeds()
    return load_actors("actors", tokens=tokens, corpus_folder=corpus.folder)


def keywords(told=WORDS, **options):
    corpus, tokens = seeds()
    return keyword_family(tokens, told, groups=corpus.groups, **options)


def frames(told, *, absent=False):
    corpus, tokens = seeds()
    books = {name: load_codebook(name) for name in dict.fromkeys(book for book, *_ in told)}
    rows = pd.DataFrame(told, columns=["codebook", "frame", "group"])
    return frame_family(tokens, books, rows, groups=corpus.groups, absent=absent)


def names(told):
    corpus, tokens = seeds()
    group_of = corpus.articles.set_index("article_id")["group"]
    mentions = mention_forms(tokens, find_hits(tokens, actors()))
    forms = name_forms(mentions, by=group_of, actors=actors().labels)
    return name_family(tokens, actors(), forms, told, groups=corpus.groups)


def doers():
    corpus, tokens = seeds()
    parts = roles(find_clauses(tokens, mention_forms(tokens, find_hits(tokens, actors()))))
    gaps = role_contrasts(acting_shares(parts, corpus.articles, actors=actors().labels))
    return doer_family(tokens, actors(), gaps, groups=corpus.groups, parts=parts)


def heard():
    corpus, tokens = seeds()
    quotes = find_quotes(tokens, find_hits(tokens, actors()), actors=actors())
    by_group = voices_by_group(voices(quotes, tokens), corpus.articles)
    return voice_family(tokens, by_group, groups=corpus.groups, book=actors(), quotes=quotes)


def passed_over(group):
    """Actors that a group never mentions: what is told of it, and what was looked at."""
    corpus, tokens = seeds()
    book = actors()
    hits, books = {book.name: find_hits(tokens, book)}, {book.name: book}
    silent = silences(usage(tokens, hits=hits, books=books))
    return silence_family(
        tokens, silent[silent["group"] == group], silent, hits=hits, books=books,
        groups=corpus.groups,
    )  # fmt: skip
