"""Claims that a group has more cues of a frame, or more mentions of an actor, than every other."""

from collections.abc import Mapping, Sequence
from functools import singledispatch

import numpy as np
import pandas as pd

from analysis.codebooks import Codebook, find_all_hits
from analysis.inference.claims import Claim, others_in_words
from analysis.inference.family import (
    LOG_RATIO,
    MEASURES,
    NO,
    PER_ARTICLE,
    PER_SENTENCE,
    YES,
    Choice,
    Family,
    Tallies,
    n_changed,
)
from analysis.inference.tally import Tally, tally_hits
from analysis.inference.units import STRETCH, Units, units_of
from analysis.text.places import token_rows
from analysis.text.tokens import Source, Tokens

LEADING = "leading term"
FrameKey = tuple[str, str, str]  # codebook, frame, group


@singledispatch
def frame_family(
    tokens: Source,
    books: Mapping[str, Codebook | Sequence[Codebook]],
    told: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    name: str = "frames",
    absent: bool = False,
) -> Family:
    """Claims that a group has more cues of a frame than every other group.

    Parameters
    ----------
    tokens : Tokens or Summary
        The sums of a source know outlets as units, and choices that need no texts.
    books : mapping of str to Codebook or sequence of Codebook
        Instruments by name; several may be used as one, labels are those of the first.
    told : DataFrame
        ``codebook`` (such a name), ``frame`` and ``group`` of what is told.
    groups : mapping of str to str
        Key and label of every group.
    name : str
        Of the family.
    absent : bool
        Whether it is told as well that no other group has any.

    Returns
    -------
    Family
        Estimates are binary logarithms of the ratio to the nearest rival. Candidates are all frames
        that have a cue, each for the group with the highest rate. Choices: ``quotations``,
        ``negated`` (cues under a negation), ``leading term`` (without the term that makes up most
        of what is told: the instrument without the one that the claim leans on most), ``measure``.
    """
    instruments = {name: _as_list(found) for name, found in books.items()}
    labels = {
        name: dict(item for book in reversed(found) for item in book.labels.items())
        for name, found in instruments.items()
    }
    columns = (told[column].astype("str") for column in ("codebook", "frame", "group"))
    keys: list[FrameKey] = list(zip(*columns, strict=True))
    claims = tuple(frame_claim(key, labels, groups, absent=absent) for key in keys)

    def read(other: Tokens) -> dict[str, pd.DataFrame]:
        if other is tokens:
            return hits
        return _found(other, instruments)

    hits = _found(tokens, instruments)
    candidates = tuple(
        frame_claim((name, frame, group), labels, groups, absent=absent)
        for name in books
        for frame, group in leaders(
            tally_hits(tokens, units_of(tokens), hits[name], items=list(labels[name])), list(groups)
        )
    )
    leading = _leading_terms(tokens, hits, keys)
    choices = {
        "quotations": (YES, NO),
        "negated": (YES, NO),
        LEADING: (YES, NO),
        "measure": MEASURES,
    }

    def count(
        tokens: Tokens, units: Units, found: dict[str, pd.DataFrame], choice: Choice
    ) -> Tallies:
        default = not n_changed(choice, choices)
        needed = set(books) if default and units.kind != STRETCH else {book for book, *_ in keys}
        tallies = {}
        for book in sorted(needed):
            kept = kept_cues(found[book], choice, leading.get(book, {}))
            tally = tally_hits(
                tokens,
                units,
                kept,
                items=list(labels[book]),
                quoted=choice["quotations"] == YES,
                by_sentence=choice["measure"] == PER_SENTENCE,
            )
            tallies[book] = tally.per_unit() if choice["measure"] == PER_ARTICLE else tally
        return tallies

    return Family(name, LOG_RATIO, claims, candidates, read, count, choices)


def _found(
    tokens: Tokens, instruments: Mapping[str, Sequence[Codebook]]
) -> dict[str, pd.DataFrame]:
    """Hits by instrument, each with the row of its first token, which is asked for often."""
    found = {name: find_all_hits(tokens, books) for name, books in instruments.items()}
    return {name: hits.assign(token=token_rows(tokens, hits)[0]) for name, hits in found.items()}


def _as_list(books: Codebook | Sequence[Codebook]) -> list[Codebook]:
    return [books] if isinstance(books, Codebook) else list(books)


def frame_claim(
    key: FrameKey,
    labels: Mapping[str, Mapping[str, str]],
    groups: Mapping[str, str],
    *,
    absent: bool,
) -> Claim:
    """That a group has more cues of a frame than every other; ``absent``: and those have none."""
    book, frame, group = key
    return Claim(
        key=f"{'only ' if absent else ''}{book}: {frame}: {group}",
        label=f"{groups[group]}: {labels[book][frame]}",
        item=frame,
        target=(group,),
        scale="log2",
        absent=absent,
        says=f"That {groups[group]} has more of “{labels[book][frame]}” than "
        + others_in_words(groups, group)
        + (", which has none" if absent else ""),
        tally=book,
        topic=frame,
    )


def leaders(tally: Tally, names: Sequence[str]) -> list[tuple[str, str]]:
    """Every frame that has a cue, with the group in which its rate is highest."""
    rates = np.array([tally.rates(tally.side([name])) for name in names])
    best = np.nan_to_num(rates, nan=-1.0).argmax(axis=0)
    found = np.asarray(tally.events.sum(axis=0)) > 0
    frames = zip(tally.items, best, found, strict=True)
    return [(frame, names[place]) for frame, place, used in frames if used and len(names) > 1]


def _leading_terms(
    tokens: Tokens, hits: Mapping[str, pd.DataFrame], told: Sequence[FrameKey]
) -> dict[str, dict[str, str]]:
    """The commonest term of every told frame in its group, where the frame has several terms."""
    group_of = tokens.articles.set_index("article_id")["group"]
    leading: dict[str, dict[str, str]] = {}
    for book, frame, group in told:
        found = hits[book]
        own = found[(found["frame"] == frame) & found["article_id"].map(group_of).eq(group)]
        n = own["term"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        if len(n) > 1:
            leading.setdefault(book, {})[frame] = str(n.index[0])
    return leading


def kept_cues(hits: pd.DataFrame, choice: Choice, leading: Mapping[str, str]) -> pd.DataFrame:
    """Cues that count under a choice: with negated ones or not, with the leading term or not."""
    keep = np.ones(len(hits), dtype=bool)
    if choice["negated"] == NO:
        keep &= ~hits["negated"].to_numpy(dtype=bool)
    if choice[LEADING] == NO:
        keep &= (hits["term"] != hits["frame"].map(leading)).to_numpy(dtype=bool)
    return hits[keep]
