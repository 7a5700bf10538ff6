"""Who is quoted and who is reported: quotations with their speakers and verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codebooks.codebook import Codebook
from analysis.measures.speech.act import Act
from analysis.measures.speech.actor import with_actors
from analysis.measures.speech.acts import acts
from analysis.measures.speech.attribution import Marked, judge, labelled, nearby, nested
from analysis.measures.speech.marks import Stretch, stretches
from analysis.measures.speech.phrase import tidy
from analysis.measures.speech.reading import CAPITAL, PRONOUN, Reading, read
from analysis.measures.speech.subjects import Speaker
from analysis.text import gaps
from analysis.text.tokens import Tokens

KINDS = {
    "direct": "Direct speech",
    "partial": "Words within a sentence",
    "reported": "Reported speech",
    "scare": "Scare quotes",
    "name": "Names and titles",
    "epigraph": "Epigraph",
}
QUOTED = ("direct", "partial")
SOURCED = (*QUOTED, "reported")
UNSOURCED = ("scare", "name", "epigraph")
QUOTE_COLUMNS = (
    "article_id",
    "sentence",
    "start",
    "end",
    "kind",
    "n_tokens",
    "speaker",
    "speaker_text",
    "speaker_start",
    "speaker_end",
    "speaker_kind",
    "verb",
    "verb_class",
    "verb_start",
    "verb_end",
    "country",
)
_MOSTLY = 0.6  # of the words that an act brings in stand between marks
_UTTERANCES = frozenset("word words comment comments remark remarks statement speech".split())


@dataclass(frozen=True)
class Found:
    """A quotation with its attribution, in tokens and characters."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    act: Act | None
    nested: bool = False


def find_quotes(tokens: Tokens, mentions: pd.DataFrame, *, actors: Codebook) -> pd.DataFrame:
    """Quotations and reported speech, each with its speaker and its verb.

    Parameters
    ----------
    tokens : Tokens
    mentions : DataFrame
        From ``find_hits`` with ``actors``.
    actors : Codebook
        Of kind "actors".

    Returns
    -------
    DataFrame
        One row a quotation, in the order of the text: ``article_id``, ``sentence``, ``start``,
        ``end`` (what is quoted, without the marks, or the content that is reported), ``kind``
        ("direct"; "partial", words built into the author's sentence; "reported", without marks;
        "scare", "name" and "epigraph", which have no source), ``n_tokens``, ``speaker`` (actor
        named in the speaker's phrase, NaN where none is), ``speaker_text``, ``speaker_start``,
        ``speaker_end``, ``speaker_kind`` ("noun", "pronoun", "none"), ``verb`` (base form),
        ``verb_class``, ``verb_start``, ``verb_end``, ``country`` (the actor's, NaN where unknown).

    Notes
    -----
    Rules on words and marks, no parsing: the speaker is the phrase beside the verb, and what
    stands far from its verb is missed. ``measured_quality("quotes")`` says how often this is
    right. A pronoun stays a pronoun. Beliefs and wishes (*thinks*, *hopes*) are not reported
    speech, nor are passives that name no speaker (*it is said*), denied or possible speech (*did
    not say*, *could argue*), or nouns (*the claim that*). Reported speech may hold partial
    quotations and further reported speech; both are rows. Empty input gives no rows.

    References
    ----------
    Pareti, S. et al. (2013). Automatically detecting and attributing indirect quotations. *EMNLP*.
    — Semino, E. & Short, M. (2004). *Corpus stylistics*. Routledge (the kinds of speech).
    """
    reading = read(tokens)
    marked = _marked(tokens)
    inside = np.full(len(tokens), -1, dtype=np.int64)
    for i, quote in enumerate(marked):
        if quote.outer < 0:
            inside[quote.first : quote.last] = i
    spoken = list(acts(reading, inside))
    found = _quoted(reading, marked, spoken)
    found += _reported(reading, spoken, found, inside)
    found.sort(key=lambda f: (f.first, -f.last, f.kind))
    table = _table(reading, found)
    return with_actors(table, tokens, mentions, actors)[list(QUOTE_COLUMNS)]


def _marked(tokens: Tokens) -> list[Marked]:
    """Every stretch between marks that holds a word."""
    result: list[Marked] = []
    texts = tokens.articles["text"].tolist()
    for row, (text, a, b) in enumerate(
        zip(texts, tokens.article_ptr[:-1].tolist(), tokens.article_ptr[1:].tolist(), strict=True)
    ):
        begins = tokens.start[a:b]
        for stretch in stretches(text):
            first = a + int(np.searchsorted(begins, stretch.start))
            last = a + int(np.searchsorted(begins, stretch.end))
            if first < last:
                outer = _around(result, row, stretch)
                result.append(Marked(stretch, row, first, last, outer))
    return result


def _around(marked: Sequence[Marked], row: int, stretch: Stretch) -> int:
    for i in range(len(marked) - 1, max(len(marked) - 4, -1), -1):
        quote = marked[i]
        if quote.article == row and quote.stretch.end > stretch.start and quote.outer < 0:
            return i
    return -1


def _quoted(r: Reading, marked: Sequence[Marked], spoken: Sequence[Act]) -> list[Found]:
    """Every stretch between marks with its kind and its attribution."""
    firsts = [act.first for act in spoken]
    found: list[Found] = []
    for i, quote in enumerate(marked):
        following = next((m for m in marked[i + 1 : i + 4] if m.first >= quote.last), None)
        limit = following.first if following is not None else len(r.bits)
        if quote.outer >= 0:
            kind, act = nested(r, quote, marked[quote.outer])
        else:
            near = nearby(r, quote, spoken, firsts)
            kind, act = judge(r, quote, near, limit)
            if kind == "direct" and act is None:
                act = labelled(r, quote) or _from_neighbours(r, quote, near, found)
        span = quote.first, quote.last, quote.stretch.start, quote.stretch.end
        found.append(Found(*span, kind, act, nested=quote.outer >= 0))
    return found


def _from_neighbours(
    r: Reading, quote: Marked, near: list[Act], found: Sequence[Found]
) -> Act | None:
    """Who speaks where the sentence does not say: as before, or as the sentence beside it says."""
    low, _ = r.sentence(quote.first)
    last = next((f for f in reversed(found[-8:]) if _gives_voice(f)), None)
    article = r.tokens.article_ptr[quote.article]
    if last is not None and last.first >= article and low <= quote.first:
        between = r.gap[last.last : quote.first + 1] & gaps.LINE
        if not between.any() or quote.first - last.last <= 1:
            return last.act
    echo = _echo(r, quote.last)
    previous = [act for act in near if act.first < low and act.speaker is not None]
    if previous and (low == quote.first or r.norm(quote.first - 1) == "that"):
        return previous[-1]
    return echo


def _gives_voice(item: Found) -> bool:
    return item.act is not None and item.kind == "direct" and not item.nested


def _echo(r: Reading, at: int) -> Act | None:
    """*Okoro’s words* behind a quotation."""
    for i in range(at + 1, min(at + 4, len(r.bits))):
        if r.norm(i) in _UTTERANCES and r.is_a(i - 1, CAPITAL | PRONOUN):
            return Act(i, i + 1, "", "", Speaker(i - 1, i))
    return None


def _reported(
    r: Reading, spoken: Sequence[Act], found: Sequence[Found], inside: NDArray[np.int64]
) -> list[Found]:
    """Acts that bring in words of their own, and not only those between marks."""
    direct: dict[int, list[Found]] = {}
    for item in found:
        if item.act is not None and item.kind == "direct":
            direct.setdefault(item.act.first, []).append(item)
    ends = {f.last: f for f in reversed(found)}
    rows = []
    for act in spoken:
        first, last = act.words
        if last <= first or act.speaker is None or not act.firm:
            continue
        if any(_is_all(r, act, own, inside) for own in direct.get(act.first, [])):
            continue
        start, end = int(r.tokens.start[first]), int(r.tokens.end[last - 1])
        closing = ends.get(last)
        end = closing.end + 1 if closing is not None and closing.first >= first else end
        rows.append(Found(first, last, start, end, "reported", act))
    return rows


def _is_all(r: Reading, act: Act, own: Found, inside: NDArray[np.int64]) -> bool:
    """Whether a direct quotation is all that an act brings in."""
    first, last = act.words
    if own.last <= act.first:
        return first < own.last or r.breaks(act.last)
    share = float((inside[first:last] >= 0).mean())
    return first <= own.first < last and (own.first == first or share > _MOSTLY)


def _table(r: Reading, found: Sequence[Found]) -> pd.DataFrame:
    ids = r.tokens.articles["article_id"].tolist()
    rows = [_row(r, item, ids) for item in found]
    table = pd.DataFrame(
        rows, columns=[c for c in QUOTE_COLUMNS if c not in ("speaker", "country")]
    )
    table["beside_start"] = [_beside(r, f)[0] for f in found]
    table["beside_end"] = [_beside(r, f)[1] for f in found]
    texts = ("article_id", "kind", "speaker_text", "speaker_kind", "verb", "verb_class")
    optional = ("speaker_start", "speaker_end", "verb_start", "verb_end")
    return table.astype(
        dict.fromkeys(texts, "str")
        | dict.fromkeys(optional, "Int64")
        | dict.fromkeys(("sentence", "start", "end", "n_tokens"), "int64")
    )


def _row(r: Reading, item: Found, ids: Sequence[str]) -> tuple[object, ...]:
    tokens, act = r.tokens, item.act
    article = int(tokens.article[item.first])
    article_id, text = ids[article], r.texts[article]
    speaker = act.speaker if act is not None else None
    speaker = tidy(r, speaker) if speaker is not None else None
    head: tuple[object, ...] = (np.nan, None, None, "none")
    if speaker is not None:
        start, end = int(tokens.start[speaker.first]), int(tokens.end[speaker.last - 1])
        pronoun = speaker.last - speaker.first == 1 and r.is_a(speaker.first, PRONOUN)
        head = (text[start:end], start, end, "pronoun" if pronoun else "noun")
    verb: tuple[object, ...] = (np.nan, np.nan, None, None)
    if act is not None and act.verb:
        span = int(tokens.start[act.first]), int(tokens.end[act.last - 1])
        verb = (act.verb, act.verb_class, *span)
    return (
        article_id,
        int(tokens.sentence[item.first]),
        item.start,
        item.end,
        item.kind,
        item.last - item.first,
        *head,
        *verb,
    )


def _beside(r: Reading, item: Found) -> tuple[int, int]:
    """Characters of the apposition of a quotation's speaker, (-1, -1) where there is none."""
    speaker = item.act.speaker if item.act is not None else None
    if speaker is None or speaker.beside[1] <= speaker.beside[0]:
        return (-1, -1)
    first, last = speaker.beside
    return int(r.tokens.start[first]), int(r.tokens.end[last - 1])
