"""Claims about whose words a text is made of."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.codebooks import Codebook, find_hits
from analysis.inference.actor_claims import POOLED
from analysis.inference.claims import Claim, others_in_words
from analysis.inference.family import NO, PER_ARTICLE, SHARE, YES, Choice, Family, Tallies
from analysis.inference.tally import make_tally
from analysis.inference.units import Units
from analysis.measures.quotes import QUOTED, SOURCED, find_quotes
from analysis.text.places import covered, token_rows
from analysis.text.tokens import Tokens

VOICE, REPORTED = "somebody else's voice", "reported speech"


def voice_family(
    tokens: Tokens,
    by_group: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    book: Codebook,
    quotes: pd.DataFrame | None = None,
) -> Family:
    """Claim that one group gives a larger share of its words to others than every other group.

    Parameters
    ----------
    tokens : Tokens
    by_group : DataFrame
        From ``voices_by_group``.
    groups : mapping of str to str
        Key and label of every group.
    book : Codebook
        Of actors.
    quotes : DataFrame, optional
        From ``find_quotes``, of these tokens, where they are at hand.

    Returns
    -------
    Family
        One claim, of the group with the largest share; the estimate is the difference to the next.
        Choices: ``reported speech`` (what is reported without marks counts, or not), ``measure``.
    """
    shares = by_group.set_index("group")[["share_quoted", "share_reported"]].sum(axis=1)
    first = shares.reindex(list(groups)).idxmax() if shares.gt(0).any() else None
    claims = (
        (
            Claim(
                key=f"voice: {first}",
                label=f"{groups[first]}: {VOICE}",
                item=VOICE,
                target=(first,),
                says=f"That {groups[first]} gives a larger share of its words to others than "
                + others_in_words(groups, first),
                topic=first,
            ),
        )
        if isinstance(first, str) and len(groups) > 1
        else ()
    )

    def read(other: Tokens) -> pd.DataFrame:
        if other is tokens and quotes is not None:
            return quotes
        return find_quotes(other, find_hits(other, book), actors=book)

    def count(tokens: Tokens, units: Units, found: pd.DataFrame, choice: Choice) -> Tallies:
        kinds = SOURCED if choice[REPORTED] == YES else QUOTED
        spans = found[found["kind"].isin(kinds)]
        at = np.flatnonzero(covered(*token_rows(tokens, spans), len(tokens)))
        item = np.zeros(len(at), dtype=np.int64)
        own = units.of_token[at]
        tally = make_tally(units, own, item, units.of_token, items=pd.Index([VOICE]), scale=1.0)
        return {"": tally.per_unit() if choice["measure"] == PER_ARTICLE else tally}

    choices = {REPORTED: (YES, NO), "measure": POOLED}
    return Family("voices", SHARE, claims, claims, read, count, choices)
