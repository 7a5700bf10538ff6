"""What must be done, and who must do it: the cues of obligation with the actor they address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.measures import doers
from analysis.measures.addressees import is_no_demand, noun_phrase, subject, turned_to
from analysis.measures.doers import (
    Mention,
    Reader,
    Run,
    Sentence,
    mentions_by_sentence,
)
from analysis.text.places import token_rows
from analysis.text.tokens import Tokens

DEMAND_FRAMES = ("obligation", "necessity", "recommendation", "only-option")
_REASONS = {
    "other": "not on the list of actors",
    "pronoun": "a pronoun, not resolved",
    "passive": "passive without a doer",
    "nobody": "no doer named",
}
_DTYPES = {
    "article_id": "str", "sentence": "int64", "start": "int64", "end": "int64", "frame": "str",
    "surface": "str", "addressee": "str", "addressee_text": "str", "addressee_start": "Int64",
    "addressee_end": "Int64", "what": "str", "what_start": "int64", "what_end": "int64",
    "asked_by": "str", "kind": "str", "who": "str", "reason": "str", "negated": "bool",
    "quoted": "bool",
}  # fmt: skip
_ASKS = ("urg", "call", "implor", "plead", "advis", "is up to", "is the duty", "is the respons")
_ASKED_AFTER = ("on", "upon", "that", "of", "with", "time for", "come for")
_OBJECT_AFTER = ("for", "of", "to", "require", "requires", "that")
_OBJECTS = frozenset("them us him her me".split())
_NAMED = {"actor": "named", "other": "named"}  # the rest are classes of their own
_DENY = frozenset("not never no neither nor nobody cannot".split())
_BESIDES = frozenset("apart besides beyond alongside".split())


@dataclass(frozen=True)
class _Doer:
    """Who is to do it, why nobody is known to be, and from which word on it is said what."""

    kind: str
    run: Run
    what: int
    actor: str | None = None


def find_demands(tokens: Tokens, mentions: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Every demand of the texts, with who must do what.

    Parameters
    ----------
    tokens : Tokens
    mentions : DataFrame
        Of actors, from ``find_hits`` with a codebook of actors.
    hits : DataFrame
        From ``find_hits`` with the codebook ``stance``; only its frames obligation, necessity,
        recommendation and only-option make demands.

    Returns
    -------
    DataFrame
        One row a cue, in the order of the text: ``article_id``, ``sentence``, ``start``, ``end``,
        ``frame``, ``surface`` (of the cue), ``addressee`` (who must do it, NaN if that is no
        actor of the list), ``addressee_text``, ``addressee_start``, ``addressee_end`` (the words
        that name whoever it is), ``what`` with its place ``what_start``, ``what_end`` (the rest
        of the clause; with the subject where the subject is what is needed), ``asked_by`` (the
        actor who appeals, for recommendations), ``kind`` (actor, other, pronoun, nobody), ``who``
        (the same in three classes: an actor or other group is *named*; *pronoun*; *nobody*),
        ``reason`` (why there is no addressee), ``negated``, ``quoted``.

    Notes
    -----
    The addressee is the subject of the cue, the one who is asked (*urged X to*, *up to X to*,
    *for X to*, *turned to X for help*), the doer named with *by* after a passive, or whose
    support is said to be needed. Of overlapping cues the one whose addressee is known counts,
    then the longer. Nothing is parsed: a subject further away than its clause is missed,
    pronouns are not resolved, and what is said ironically is taken at its word. Without hits the
    table is empty.
    """
    order = {key: i for i, key in enumerate(tokens.articles["article_id"])}
    chosen = hits[hits["frame"].isin(DEMAND_FRAMES)]
    chosen = chosen.assign(row=chosen["article_id"].map(order)).sort_values(
        ["row", "start", "end", "frame"], ignore_index=True
    )
    named = mentions[mentions["article_id"].isin(chosen["article_id"])]
    rows = list(_demands(tokens, named, chosen))
    return pd.DataFrame(_without_overlaps(rows), columns=list(_DTYPES)).astype(_DTYPES)


def _demands(
    tokens: Tokens, mentions: pd.DataFrame, hits: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    if hits.empty:
        return
    reader, named = Reader(tokens), mentions_by_sentence(tokens, mentions)
    first, last = token_rows(tokens, hits)
    listed = zip(hits.to_dict("records"), first.tolist(), last.tolist(), strict=True)
    for row, cues in groupby(listed, key=lambda cue: int(tokens.sentence_of[cue[1]])):
        s = reader.sentence(row, named.get(row, []))
        a = int(tokens.sentence_ptr[row])
        for hit, i, j in cues:
            if not is_no_demand(s, i - a):
                doer = _doer(s, str(hit["frame"]), i - a, j - a)
                yield _row(reader, s, a, hit, (i - a, j - a), doer)


def _doer(s: Sentence, frame: str, i: int, j: int) -> _Doer:
    """Who is to do what a cue (tokens i to j) demands."""
    cue = " ".join(s.words[i:j])
    turned = turned_to(s, i) if s.words[i] == "for" else None
    if turned:
        run = turned[1:]
        mention = _first_named(s, run, run[0])
        if mention:
            return _Doer("actor", mention[:2], i + 1, mention[2])
        return _in_words(s, run, i + 1)
    if frame == "recommendation" or cue.startswith(("is up to", "is the ")):
        return _asked(s, cue, j)
    if frame == "obligation":
        return _obliged(s, i, j)
    return _needed(s, frame, i, j)


def _obliged(s: Sentence, i: int, j: int) -> _Doer:
    run = subject(s, i)
    if doers.is_passive(s, j) or (run[0] < run[1] and s.words[run[1] - 1] == "there"):
        agent = doers.by_whom(s, j)
        if agent:
            return _Doer("actor", agent[:2], run[0], agent[2])
        return _Doer("passive", (0, 0), run[0])
    mention = doers.named_subject(s, run)
    if mention:
        return _Doer("actor", mention[:2], j, mention[2])
    return _in_words(s, run, j)


def _asked(s: Sentence, cue: str, j: int) -> _Doer:
    run, what = doers.asked_run(s, j)
    direct = (cue.startswith(_ASKS) and not cue.endswith(" for")) or cue.endswith(_ASKED_AFTER)
    if not direct and run[0] == run[1]:
        return _needed(s, "recommendation", j, j)
    mention = _first_named(s, run if run[0] < run[1] else (j, min(j + 6, len(s.words))), j)
    if mention:
        return _Doer("actor", mention[:2], max(what, mention[1]), mention[2])
    if run[0] < run[1] and direct:
        return _in_words(s, run, what)
    return _Doer("nobody", (0, 0), j)


def _first_named(s: Sentence, run: Run, j: int) -> Mention | None:
    """The first actor after a cue with nothing but its own attributes between."""
    for mention in s.within((run[0], len(s.words))):
        between = s.words[j : mention[0]]
        reached = mention[0] < run[1] and len(between) < 4
        heads = mention[1] >= run[1] or s.words[mention[1]] in doers.PREPOSITIONS
        heads |= mention[1] < len(s.words) and "(" in s.gaps[mention[1]]
        if reached and heads and not set(between) & (doers.PREPOSITIONS | doers.AUXILIARIES):
            return mention
    return None


def _needed(s: Sentence, frame: str, i: int, j: int) -> _Doer:
    """What is needed: by whose support, from whom, or for whom to provide."""
    run = doers.subject_run(s, i) if i < j else (j, j)
    inside = [m for m in s.mentions if m[0] < j and m[1] > i and frame == "only-option"]
    after = (j, doers.clause_end(s, j - 1))
    mention: Mention | None = (
        inside[0] if inside else doers.doer_of_deed(s, run) or doers.doer_of_deed(s, after)
    )
    is_subject = frame == "necessity" and run[0] < run[1] and s.words[j - 1] not in _OBJECT_AFTER
    begin = _besides(s, run[0]) if is_subject else j
    if mention:
        return _Doer("actor", mention[:2], i if inside else begin, mention[2])
    told = _told_for(s, j)
    if told:
        return told
    if frame == "only-option" and doers.POSSESSIVES & set(s.words[i:j]):
        return _Doer("pronoun", (i, j), i)
    return _Doer("nobody", (0, 0), begin)


def _told_for(s: Sentence, j: int) -> _Doer | None:
    """The one of *… for X to do*, anywhere in the rest of the clause; or of *requires X to do*."""
    end = doers.clause_end(s, j - 1)
    for k in [j - 1, *(k for k in range(j, end) if s.words[k] == "for")]:
        run, what = doers.asked_run(s, k + 1, most=12)
        mention = _first_named(s, run, k + 1) if run[0] < run[1] else None
        if mention and mention[1] <= run[1]:
            return _Doer("actor", mention[:2], what, mention[2])
        if run[0] < run[1] and k >= j and run[1] - run[0] < 6:
            return _in_words(s, run, what)
    return None


def _in_words(s: Sentence, run: Run, what: int) -> _Doer:
    """A doer that no actor of the list is: a pronoun, words, or nobody."""
    begin, end = noun_phrase(s, run)
    word = s.words[end - 1].partition("'")[0] if end - begin == 1 else ""
    word = word or (s.words[end - 1] if begin < end else "")
    if not word or word in doers.THINGS:
        return _Doer("nobody", (0, 0), what)
    if word in doers.PRONOUNS | _OBJECTS:
        return _Doer("pronoun", (end - 1, end), what)
    for k in range(end - 1, begin, -1):
        if end - begin > 5 and s.words[k] in doers.DETERMINERS and not s.in_phrase(k):
            begin = k
    return _Doer("other", (begin, end), what)


def _besides(s: Sentence, begin: int) -> int:
    """The start of what is needed, with what it is needed besides (*apart from money, …*)."""
    return 0 if s.words[0] in _BESIDES and s.opens(begin) else begin


def _row(
    reader: Reader, s: Sentence, a: int, hit: Mapping[Any, Any], cue: Run, doer: _Doer
) -> dict[str, Any]:
    until = max(doers.clause_end(s, cue[1] - 1), cue[1])
    begin = doer.what if doer.what < until else cue[0]
    while until > max(begin, cue[1]) + 1 and s.words[until - 1] in {"and", "or", "but"}:
        until -= 1
    what = reader.span(a, (begin, until))
    who = reader.span(a, doer.run) if doer.run[0] < doer.run[1] else (None, None, None)
    kind = "nobody" if doer.kind == "passive" else doer.kind
    near = set(s.words[cue[1] : cue[1] + 2]) & _DENY
    return {
        **{key: hit[key] for key in ("article_id", "sentence", "start", "end", "frame", "surface")},
        "addressee": doer.actor,
        "addressee_text": who[2],
        "addressee_start": who[0],
        "addressee_end": who[1],
        "what": what[2],
        "what_start": what[0],
        "what_end": what[1],
        "asked_by": _asks(s, _asking(s, cue[0])) if hit["frame"] == "recommendation" else None,
        "kind": kind,
        "who": _NAMED.get(kind, kind),
        "reason": _REASONS.get(doer.kind),
        "negated": bool(hit["negated"] or near),
        "quoted": bool(hit["quoted"]),
    }


def _asking(s: Sentence, cue: int) -> int:
    turned = turned_to(s, cue) if s.words[cue] == "for" else None
    return turned[0] if turned else cue


def _asks(s: Sentence, cue: int) -> str | None:
    """The actor who makes an appeal: the subject, or that of the sentence for a participle."""
    mention = doers.named_subject(s, doers.subject_run(s, cue))
    if mention is None and s.words[cue].endswith("ing"):
        opening = [m for m in s.mentions if m[0] < 5 and m[1] <= cue and not s.in_phrase(m[0])]
        mention = opening[0] if opening else None
    return mention[2] if mention else None


def _without_overlaps(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of cues that share words the one whose doer is known, then the longer, then the first."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        clash = kept and kept[-1]["article_id"] == row["article_id"]
        if clash and row["start"] < kept[-1]["end"]:
            kept[-1] = max(kept[-1], row, key=_weight)
        else:
            kept.append(row)
    return kept


def _weight(row: Mapping[str, Any]) -> tuple[bool, bool, int]:
    return row["kind"] == "actor", row["frame"] == "necessity", int(row["end"] - row["start"])
