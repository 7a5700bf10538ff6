"""The clauses of a corpus in which its actors act or are acted upon."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.clauses.chunks import chunk
from analysis.measures.clauses.events import verb_events
from analysis.measures.clauses.mending import mend
from analysis.measures.clauses.nominals import noun_events
from analysis.measures.clauses.sentence import Event, Part, Sentence
from analysis.measures.clauses.states import is_governed
from analysis.measures.clauses.tagged_words import Word, join_names, read_words
from analysis.text.places import sentence_rows
from analysis.text.tags import tag_sentences
from analysis.text.tokens import Tokens

_ROLE = ("", "_text", "_start", "_end", "_kind")
_VERB = ("article_id", "sentence", "start", "end", "verb", "verb_start", "verb_end", "voice")
_AGENT = tuple(f"agent{name}" for name in _ROLE)
_PATIENT = tuple(f"patient{name}" for name in _ROLE)
CLAUSE_COLUMNS = (*_VERB, *_AGENT, *_PATIENT, "negated", "modal", "stative", "governed", "quoted")
_PLACES = ("agent_start", "agent_end", "patient_start", "patient_end")
_KINDS = {
    **dict.fromkeys(CLAUSE_COLUMNS, "str"),
    **dict.fromkeys(("sentence", "start", "end", "verb_start", "verb_end"), "int64"),
    **dict.fromkeys(_PLACES, "float64"),
    **dict.fromkeys(("negated", "stative", "governed", "quoted"), "bool"),
}

Mention = tuple[int, int, str]


def find_clauses(tokens: Tokens, mentions: pd.DataFrame) -> pd.DataFrame:
    """Clauses in which an actor, or a pronoun beside one, acts or is acted upon.

    Parameters
    ----------
    tokens : Tokens
    mentions : DataFrame
        Hits of a codebook of actors, from ``find_hits``.

    Returns
    -------
    DataFrame
        In the order of the text, one row a verb or event noun, and one more for every further
        actor that *and* joins: ``article_id``, ``sentence``, ``start``, ``end`` (from the first
        to the last of its parts), ``verb`` (lemma), ``verb_start``, ``verb_end``, ``voice``
        (active, passive; nominal: *the deployment of …*), ``agent`` (actor), ``agent_text``,
        ``agent_start``, ``agent_end``, ``agent_kind`` (noun, pronoun; relative: the noun that a
        relative clause belongs to; none), the same for ``patient``, ``negated``, ``modal``,
        ``stative`` (nobody does anything: *suffer, need, is known*), ``governed`` (an event noun
        in the object of a verb whose doer is named), ``quoted`` (the verb stands between
        quotation marks).

    Notes
    -----
    The subject of an active verb is the agent, the object the patient; of a passive, the
    by-phrase and the subject. An actor fills a role only where its mention covers the head of the
    noun phrase: in *Kenya’s leadership* or *Kenyan officers* no country acts. Pronouns are told
    as such and never resolved; a participant that is no actor of the codebook, or not expressed,
    has NaN in ``agent`` or ``patient``. Only sentences that mention an actor are read. The rules
    err (``measured_quality`` says how often), so read counts with their sentences, and no single
    row as a fact. No mention, no clause: the table is then empty.

    References
    ----------
    van Atteveldt, W., Sheafer, T., Shenhav, S. R., & Fogel-Dror, Y. (2017). Clause analysis.
    Political Analysis 25(2). Here over tags and chunks, not over a full parse.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> text = "The gangs were pushed out by the police."
    >>> tokens = tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    >>> mentions = pd.DataFrame({"article_id": "a", "sentence": 1, "start": [4, 33],
    ...                          "end": [9, 39], "frame": ["gangs", "police"]})
    >>> find_clauses(tokens, mentions)[["agent", "verb", "patient", "voice"]].iloc[0].tolist()
    ['police', 'push', 'gangs', 'passive']
    """
    tags = tag_sentences(tokens, np.unique(sentence_rows(tokens, mentions)))
    at = tags["token"].to_numpy()
    first = np.flatnonzero(np.diff(tokens.sentence_of[at], prepend=-1))
    rows = list(tags.itertuples(index=False, name=None))
    named = _by_sentence(mentions)
    ids, texts = (tokens.articles[name].to_numpy(dtype=object) for name in ("article_id", "text"))
    found: list[dict[str, Any]] = []
    for a, b in zip(first.tolist(), [*first[1:].tolist(), len(rows)], strict=bool(len(first))):
        article = tokens.article[at[a]]
        place = {"article_id": ids[article], "sentence": int(tokens.sentence[at[a]])}
        mentioned = named[(place["article_id"], place["sentence"])]
        quoted = dict(zip(tags["start"].iloc[a:b], tokens.quoted[at[a:b]], strict=True))
        for clause in _clauses_of(rows[a:b], mentioned, texts[article]):
            found.append({**place, **clause, "quoted": bool(quoted.get(clause["verb_start"]))})
    return pd.DataFrame(found, columns=list(CLAUSE_COLUMNS)).astype(_KINDS)


def _by_sentence(mentions: pd.DataFrame) -> dict[tuple[str, int], list[Mention]]:
    """Start, end and actor of the mentions of every sentence, the longest first, ties by name."""
    named: dict[tuple[str, int], list[Mention]] = {}
    columns = [mentions[c].tolist() for c in ("article_id", "sentence", "start", "end", "frame")]
    for article, sentence, start, end, actor in zip(*columns, strict=True):
        named.setdefault((article, sentence), []).append((start, end, actor))
    return {key: sorted(m, key=lambda m: (m[0] - m[1], m[2], m[0])) for key, m in named.items()}


def _clauses_of(
    tags: Sequence[tuple[Any, ...]], mentions: Sequence[Mention], text: str
) -> Iterator[dict[str, Any]]:
    words = read_words(tags)
    mend(words)
    join_names(words, mentions)
    s = Sentence(words, chunk(words))
    events = sorted((*verb_events(s), *noun_events(s)), key=lambda event: event.verb)
    for event in events:
        agent, patient = (_span(part, words, text) for part in (event.agent, event.patient))
        agents, patients = (_actors(p, words, mentions) for p in (event.agent, event.patient))
        known = any(isinstance(actor, str) for actor in (*agents, *patients))
        if known or "pronoun" in (agent[3], patient[3]):
            governed = event.voice == "nominal" and is_governed(s, event, events)
            for i in range(max(len(agents), len(patients))):
                pair = agents[min(i, len(agents) - 1)], patients[min(i, len(patients) - 1)]
                told = _clause(event, words[event.verb], (pair[0], *agent), (pair[1], *patient))
                yield {**told, "governed": governed}


def _clause(
    event: Event, verb: Word, agent: tuple[Any, ...], patient: tuple[Any, ...]
) -> dict[str, Any]:
    row = dict(zip((*_AGENT, *_PATIENT), (*agent, *patient), strict=True))
    places = [int(row[name]) for name in _PLACES if row[name] == row[name]]  # NaN is not itself
    return {
        **row,
        "start": min(verb.start, *places) if places else verb.start,
        "end": max(verb.end, *places) if places else verb.end,
        "verb": verb.lemma.lower(),
        "verb_start": verb.start,
        "verb_end": verb.end,
        "voice": event.voice,
        "negated": event.negated,
        "modal": event.modal or np.nan,
        "stative": event.stative,
    }


def _span(part: Part | None, words: Sequence[Word], text: str) -> tuple[Any, Any, Any, str]:
    if part is None:
        return np.nan, np.nan, np.nan, "none"
    start, end = words[part.first].start, words[part.last].end
    return text[start:end], start, end, part.kind


def _actors(part: Part | None, words: Sequence[Word], mentions: Sequence[Mention]) -> list[Any]:
    """Actors whose mention covers a head, in the order of the heads; NaN alone where none does."""
    if part is None or part.kind == "pronoun":
        return [np.nan]
    found: dict[str, None] = {}
    for head in part.heads:
        at = words[head].start
        covering = [actor for start, end, actor in mentions if start <= at < end]
        found.update(dict.fromkeys(covering[:1]))
    return list(found) or [np.nan]
