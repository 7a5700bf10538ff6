"""Who is praised and who is found wanting, with what is conceded."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.doers import Mention, Reader, mentions_by_sentence
from analysis.measures.evaluated import PRONOUN, judged_actor
from analysis.text.passages import sentences
from analysis.text.places import token_rows
from analysis.text.tokens import Tokens

POLARITY = {"praise": "positive", "hope": "positive", "failure": "negative", "blame": "negative"}
_FLIPPED = {"positive": "negative", "negative": "positive"}
_HINGES = frozenset("however but yet nevertheless nonetheless still".split())
_APPEARS = "praise in appearance only"
_NEAR = 8  # words before a cue in which a word of appearance takes its praise back
_DTYPES = {
    "article_id": "str", "sentence": "int64", "start": "int64", "end": "int64", "frame": "str",
    "surface": "str", "polarity": "str", "actor": "str", "actor_text": "str",
    "actor_start": "Int64", "actor_end": "Int64", "reason": "str", "conceded": "bool",
    "concession": "str", "counter": "str", "both": "bool", "negated": "bool", "quoted": "bool",
}  # fmt: skip


def find_judgements(tokens: Tokens, mentions: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Every cue of praise, hope, failure or blame, with the actor who is judged.

    Parameters
    ----------
    tokens : Tokens
    mentions : DataFrame
        Of actors, from ``find_hits`` with a codebook of actors.
    hits : DataFrame
        From ``find_hits`` with the codebook ``judgement``, and with a corpus's own of the same
        frames; other frames are passed over.

    Returns
    -------
    DataFrame
        One row a cue, in the order of the text: ``article_id``, ``sentence``, ``start``, ``end``,
        ``frame``, ``surface``, ``polarity`` (positive or negative; a negated cue counts as the
        opposite), ``actor`` with ``actor_text``, ``actor_start``, ``actor_end``, and the
        ``reason`` where there is none; ``conceded`` (the sentence has a word of concession, or
        the next one opens with *however* or the like), ``concession`` (that word), ``counter``
        (the sentence beyond it, where it is another one), ``both`` (the same actor is judged the
        other way in the sentence, or beyond its *however*, where a pronoun may stand for it),
        ``negated``, ``quoted``.

    Notes
    -----
    The actor is one whose name holds the cue or follows it at once (*the heroic crew*), who owns
    it (*X's lies, the lies of X*), who is praised or blamed (*thanked X, X was thanked*), or the
    subject of the clause that is told by it (*X failed, X is brave, X commits atrocities*), or
    whose deed is (*X's role*). Nobody is named where the subject is another, or only an actor's
    possession, aim or place. Reasons are given too for what holds on a condition only (*should X
    fail*), for what is merely possible or an aim, and for praise beside a word of appearance
    (frame *appearance*: *almost, felt like, so-called*), which is none. Nothing is parsed, and
    irony without such a word is not detected. Without hits the table is empty.
    """
    order = {key: i for i, key in enumerate(tokens.articles["article_id"])}
    chosen = hits.assign(row=hits["article_id"].map(order)).sort_values(
        ["row", "start", "end", "frame"], ignore_index=True
    )
    hinges = _hinges(tokens, chosen[chosen["frame"] == "concession"])
    judged = _apart(chosen[chosen["frame"].isin(POLARITY)])
    named = mentions[mentions["article_id"].isin(judged["article_id"])]
    doubts = _rows_of(tokens, chosen[chosen["frame"] == "appearance"])
    rows = list(_judged(tokens, named, judged, hinges, doubts))
    table = pd.DataFrame(rows, columns=[*_DTYPES, "row", "beyond"]).assign(both=_both(rows))
    return _with_counters(tokens, table)[list(_DTYPES)].astype(_DTYPES)


def judgements_by(
    judgements: pd.DataFrame, articles: pd.DataFrame, *, actors: Mapping[str, str]
) -> pd.DataFrame:
    """Sentences that judge every actor in every group, zeros included.

    Parameters
    ----------
    judgements : DataFrame
        From ``find_judgements``.
    articles : DataFrame
        ``article_id`` and ``group``.
    actors : mapping of actor to label
        Every actor that was looked for.

    Returns
    -------
    DataFrame
        One row an actor and group, groups sorted, actors in their order: ``group``, ``actor``,
        ``label``, ``n_sentences`` that judge the actor, of them ``n_positive`` only,
        ``n_negative`` only, ``n_both``; ``n_conceded``, ``n_quoted``; ``n_articles`` of
        ``k_articles`` have one.

    Notes
    -----
    Judgements without an actor are not in the table.
    """
    group_of = articles.set_index("article_id")["group"]
    known = judgements[judgements["actor"].notna()]
    known = known.assign(
        group=known["article_id"].map(group_of),
        good=known["polarity"] == "positive",
        bad=known["polarity"] == "negative",
    )
    unit = ["group", "actor", "article_id", "sentence"]
    marks = ["good", "bad", "both", "conceded", "quoted"]
    per = known.groupby(unit)[marks].any().reset_index()
    both = per["both"] | (per["good"] & per["bad"])
    per = per.assign(good=per["good"] & ~both, bad=per["bad"] & ~both, both=both)
    n = per.groupby(["group", "actor"]).agg(
        n_sentences=("sentence", "size"),
        n_positive=("good", "sum"),
        n_negative=("bad", "sum"),
        n_both=("both", "sum"),
        n_conceded=("conceded", "sum"),
        n_quoted=("quoted", "sum"),
        n_articles=("article_id", "nunique"),
    )
    keys = [sorted(group_of.unique()), list(actors)]
    grid = pd.MultiIndex.from_product(keys, names=["group", "actor"])
    table = n.reindex(grid, fill_value=0).astype(np.int64).reset_index()
    table.insert(2, "label", table["actor"].map(actors))
    return table.assign(k_articles=table["group"].map(group_of.value_counts()).astype(np.int64))


def _apart(hits: pd.DataFrame) -> pd.DataFrame:
    """Cues that share no words: of overlapping ones the longer, then the first by frame."""
    if hits.empty:
        return hits
    longest = hits.assign(size=hits["start"] - hits["end"])
    longest = longest.sort_values(["row", "start", "size", "frame"])
    shift = longest["row"] * (longest["end"].max() + 1)
    reach = (longest["end"] + shift).cummax().shift(fill_value=0)
    kept: pd.DataFrame = longest[longest["start"] + shift >= reach]
    return kept.drop(columns="size").reset_index(drop=True)


def _hinges(tokens: Tokens, concessions: pd.DataFrame) -> dict[int, tuple[str, bool]]:
    """By row of the sentence: its first word of concession, and whether it opens the sentence."""
    first, _ = token_rows(tokens, concessions)
    found: dict[int, tuple[str, bool]] = {}
    for at, surface in zip(first.tolist(), concessions["surface"], strict=True):
        row = int(tokens.sentence_of[at])
        opens = at == tokens.sentence_ptr[row] and str(surface).lower() in _HINGES
        found.setdefault(row, (str(surface), opens))
    return found


def _rows_of(tokens: Tokens, hits: pd.DataFrame) -> dict[int, list[int]]:
    """The first tokens of cues, by row of the sentence."""
    found: dict[int, list[int]] = {}
    for at in token_rows(tokens, hits)[0].tolist():
        found.setdefault(int(tokens.sentence_of[at]), []).append(at)
    return found


def _judged(
    tokens: Tokens,
    mentions: pd.DataFrame,
    hits: pd.DataFrame,
    hinges: Mapping[int, tuple[str, bool]],
    doubts: Mapping[int, list[int]],
) -> Iterator[dict[str, Any]]:
    reader, named = Reader(tokens), mentions_by_sentence(tokens, mentions)
    first, last = token_rows(tokens, hits)
    listed = zip(hits.to_dict("records"), first.tolist(), last.tolist(), strict=True)
    article_of = tokens.article[tokens.sentence_ptr[:-1]] if len(tokens) else np.empty(0)
    for row, cues in groupby(listed, key=lambda cue: int(tokens.sentence_of[cue[1]])):
        s = reader.sentence(row, named.get(row, []))
        a = int(tokens.sentence_ptr[row])
        concession, beyond = _concession(row, hinges, article_of)
        for hit, i, j in cues:
            polarity = POLARITY[str(hit["frame"])]
            near = any(0 < i - at <= _NEAR for at in doubts.get(row, []))
            mention, reason = judged_actor(s, i - a, j - a, str(hit["frame"]))
            if near and polarity == "positive":
                mention, reason = None, _APPEARS
            yield {
                **{str(key): value for key, value in hit.items()},
                **_place(reader, a, mention),
                "polarity": _FLIPPED[polarity] if hit["negated"] else polarity,
                "reason": reason,
                "conceded": concession is not None,
                "concession": concession,
                "row": row,
                "beyond": beyond,
            }


def _concession(
    row: int, hinges: Mapping[int, tuple[str, bool]], article_of: Any
) -> tuple[str | None, int]:
    """The word of concession that a sentence has or meets, and the sentence beyond it, or −1."""
    own, then = hinges.get(row), hinges.get(row + 1)
    if own and own[1] and row > 0 and article_of[row - 1] == article_of[row]:
        return own[0], row - 1
    if own:
        return own[0], -1
    if then and then[1] and article_of[row + 1] == article_of[row]:
        return then[0], row + 1
    return None, -1


def _place(reader: Reader, a: int, mention: Mention | None) -> dict[str, Any]:
    if mention is None:
        return dict.fromkeys(("actor", "actor_text", "actor_start", "actor_end"))
    start, end, text = reader.span(a, mention[:2])
    return {"actor": mention[2], "actor_text": text, "actor_start": start, "actor_end": end}


def _both(rows: list[dict[str, Any]]) -> list[bool]:
    """Whether the same actor is judged the other way in the sentence or beyond its hinge."""
    seen: dict[tuple[int, str], set[str | None]] = {}
    for row in rows:
        who = row["actor"] if row["reason"] != PRONOUN else PRONOUN
        seen.setdefault((row["row"], row["polarity"]), set()).add(who)
    found = []
    for row in rows:
        other, actor = _FLIPPED[row["polarity"]], row["actor"]
        here, there = (seen.get((row[at], other), set()) for at in ("row", "beyond"))
        found.append(actor is not None and (actor in here or bool({actor, PRONOUN} & there)))
    return found


def _with_counters(tokens: Tokens, table: pd.DataFrame) -> pd.DataFrame:
    """The text of the sentence beyond the hinge, where there is one."""
    beyond = table["beyond"].to_numpy(np.int64)
    ids = tokens.articles["article_id"].to_numpy(dtype=object)
    wanted = np.unique(beyond[beyond >= 0])
    first = tokens.sentence_ptr[wanted]
    keys = zip(ids[tokens.article[first]], tokens.sentence[first].tolist(), strict=True)
    listed = list(dict.fromkeys(ids[tokens.article[first]]))
    spans = sentences(tokens, article_ids=listed)
    bounds = spans[["start", "end"]].itertuples(index=False)
    place = dict(zip(zip(spans["article_id"], spans["sentence"], strict=True), bounds, strict=True))
    texts = dict(zip(ids, tokens.articles["text"], strict=True))
    told = {
        int(row): texts[key[0]][slice(*place[key])] for row, key in zip(wanted, keys, strict=True)
    }
    counter = pd.Series([told.get(row) for row in beyond.tolist()], index=table.index, dtype="str")
    return table.assign(counter=counter)
