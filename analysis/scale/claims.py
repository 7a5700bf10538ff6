"""Claims about a whole source, by the rules that serve texts: outlets are the units."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.codebooks import Codebook
from analysis.inference.claims import Claim
from analysis.inference.family import (
    LOG_RATIO,
    NO,
    PER_ARTICLE,
    PER_TOKEN,
    YES,
    Choice,
    Family,
    Tallies,
    n_changed,
)
from analysis.inference.frame_claims import (
    LEADING,
    FrameKey,
    frame_claim,
    frame_family,
    kept_cues,
    leaders,
)
from analysis.inference.keyword_claims import keyword_claim, keyword_family
from analysis.inference.tally import Tally
from analysis.inference.units import Units
from analysis.measures.arrays import divide
from analysis.scale.frames import cue_tally, stored_cues
from analysis.scale.outlets import OUTLET, stored_tally
from analysis.scale.summary import StoredCounts, Summary, stored_counts
from analysis.text.tokens import Tokens

MOST = 20_000  # words that p values are adjusted among: the most frequent


@keyword_family.register
def _(
    summary: Summary,
    told: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    form: str = "norm",
    quoted: bool = True,
    min_count: int = 3,
) -> Family:
    counts = stored_counts(summary, form=form, quoted=quoted)
    pairs = zip(told["group"].astype(str), told["term"].astype(str), strict=True)
    written = dict(zip(told["term"], told.get("written", told["term"]), strict=True))
    claims = tuple(keyword_claim(g, t, groups, written=written[t]) for g, t in pairs)
    candidates = _candidates(counts, groups, min_count=min_count)
    items = list(dict.fromkeys(claim.item for claim in claims))
    tally = stored_tally(summary, [*items, *(claim.item for claim in candidates)])
    n_uses = pd.Series(counts.by_group.n.sum(axis=0), index=counts.terms)
    least = {str(n): n for n in (min_count, 2 * min_count)}
    choices = {"minimum count": tuple(least), "measure": (PER_TOKEN, PER_ARTICLE)}

    def count(_: Tokens, units: Units, found: object, choice: Choice) -> Tallies:
        if not n_changed(choice, choices):
            return {"": tally}
        enough = n_uses.reindex(items, fill_value=0) >= least[choice["minimum count"]]
        kept = tally.select([item for item in items if enough[item]])
        return {"": kept.per_unit() if choice["measure"] == PER_ARTICLE else kept}

    return Family(
        "keywords", LOG_RATIO, claims, candidates, lambda _: None, count, choices, unit=OUTLET
    )


def _candidates(
    counts: StoredCounts, groups: Mapping[str, str], *, min_count: int
) -> tuple[Claim, ...]:
    """Content words that are frequent enough, each claimed for the group with the highest rate."""
    sums, names = counts.by_group, [name for name in groups if name in counts.by_group.groups]
    total = sums.n.sum(axis=0)
    known = np.flatnonzero(counts.is_content & (total >= max(min_count, 1)))
    known = known[np.argsort(-total[known], kind="stable")[:MOST]]
    if len(names) < 2 or not len(known):
        return ()
    rows = [sums.groups.index(name) for name in names]
    rates = divide(sums.n[rows][:, known].T, sums.n_tokens[rows]).T
    best = np.nan_to_num(rates, nan=-1.0).argmax(axis=0)
    pairs = zip(counts.terms[known], best, strict=True)
    return tuple(keyword_claim(names[place], str(term), groups) for term, place in pairs)


@frame_family.register
def _(
    summary: Summary,
    books: Mapping[str, Codebook | Sequence[Codebook]],
    told: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    name: str = "frames",
    absent: bool = False,
) -> Family:
    labels = {book: summary.codebook(book).labels for book in books}
    columns = (told[column].astype("str") for column in ("codebook", "frame", "group"))
    keys: list[FrameKey] = list(zip(*columns, strict=True))
    claims = tuple(frame_claim(key, labels, groups, absent=absent) for key in keys)
    cues = {book: stored_cues(summary, book) for book in books}
    choices = {
        "quotations": (YES, NO),
        "negated": (YES, NO),
        LEADING: (YES, NO),
        "measure": (PER_TOKEN, PER_ARTICLE),
    }
    leading = {book: _leading(cues[book], [key for key in keys if key[0] == book]) for book in cues}

    def tally_of(book: str, choice: Choice) -> Tally:
        own = choice["quotations"] == NO
        found = kept_cues(cues[book], choice, leading[book])
        found = found[~found["quoted"].to_numpy(dtype=bool)] if own else found
        return cue_tally(summary, found, frames=[*labels[book]], own=own)

    def count(_: Tokens, units: Units, found: object, choice: Choice) -> Tallies:
        default = not n_changed(choice, choices)
        tallies = {}
        for book in sorted(books if default else {key[0] for key in keys}):
            tally = tally_of(book, choice)
            tallies[book] = tally.per_unit() if choice["measure"] == PER_ARTICLE else tally
        return tallies

    default = {choice: options[0] for choice, options in choices.items()}
    candidates = tuple(
        frame_claim((book, frame, group), labels, groups, absent=absent)
        for book in books
        for frame, group in leaders(tally_of(book, default), list(groups))
    )
    return Family(name, LOG_RATIO, claims, candidates, lambda _: None, count, choices, unit=OUTLET)


def _leading(cues: pd.DataFrame, keys: Sequence[FrameKey]) -> dict[str, str]:
    """The commonest term of every told frame in its group, where the frame has several terms."""
    leading = {}
    for _, frame, group in keys:
        own = cues[(cues["frame"] == frame) & (cues["group"] == group)]
        n = own.groupby("term")["n_hits"].sum().sort_values(ascending=False, kind="stable")
        if len(n) > 1:
            leading[frame] = str(n.index[0])
    return leading
