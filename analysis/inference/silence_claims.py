"""Claims that others speak of something and a group never does."""

from collections.abc import Mapping

import pandas as pd

from analysis.codebooks import Codebook, find_hits
from analysis.inference.claims import Claim
from analysis.inference.family import LOG_RATIO, NO, YES, Choice, Family, Tallies, n_changed
from analysis.inference.tally import OTHERS, tally_hits
from analysis.inference.units import STRETCH, Units
from analysis.measures.usage import uses_of
from analysis.text.tokens import Tokens


def silence_family(
    tokens: Tokens,
    told: pd.DataFrame,
    looked_at: pd.DataFrame,
    *,
    hits: Mapping[str, pd.DataFrame],
    books: Mapping[str, Codebook],
    groups: Mapping[str, str],
    form: str = "norm",
) -> Family:
    """Claims that all other groups together use an item and a group never does.

    Parameters
    ----------
    tokens : Tokens
    told, looked_at : DataFrame
        Rows of ``silences``: those that are told, with the ``topic`` of the finding that tells
        them, and all among which they were found.
    hits : mapping of codebook name to DataFrame
        From ``find_hits`` on these tokens.
    books : mapping of codebook name to Codebook
    groups : mapping of str to str
        Key and label of every group.
    form : {"norm", "surface", "lemma", "stem"}
        Of the words that were searched.

    Returns
    -------
    Family
        Estimates are binary logarithms of the ratio of the others' rate to that of no use, which
        counts as 0.5. Choice: ``quotations``.
    """
    claims, candidates = (_claims(rows, groups) for rows in (told, looked_at))
    items = list(dict.fromkeys(claim.item for claim in claims))
    all_items = list(dict.fromkeys([*items, *(claim.item for claim in candidates)]))
    searched = {item.partition("/")[0] for item in items if "/" in item}
    choices = {"quotations": (YES, NO)}

    def read(other: Tokens) -> Mapping[str, pd.DataFrame]:
        if other is tokens:
            return hits
        return {name: find_hits(other, books[name]) for name in sorted(searched)}

    def count(
        other: Tokens, units: Units, found: Mapping[str, pd.DataFrame], choice: Choice
    ) -> Tallies:
        default = not n_changed(choice, choices) and units.kind != STRETCH and other is tokens
        wanted = all_items if default else items
        uses = uses_of(wanted, hits=found, tokens=other, form=form)
        quoted = choice["quotations"] == YES
        return {"": tally_hits(other, units, uses, items=wanted, column="item", quoted=quoted)}

    return Family("silences", LOG_RATIO, claims, candidates, read, count, choices)


def _claims(rows: pd.DataFrame, groups: Mapping[str, str]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            key=f"silence: {row['group']}: {row['item']}",
            label=f"{groups[row['group']]} never: {row['label']}",
            item=row["item"],
            target=(OTHERS, row["group"]),
            against=((row["group"],),),
            scale="log2",
            absent=True,
            says=f"That others use “{row['label']}” and {groups[row['group']]} never does"
            + (" (all that use it are later)" if row.get("later") == "yes" else ""),
            topic=row.get("topic", row["group"]),
        )
        for row in rows.to_dict("records")
    )
