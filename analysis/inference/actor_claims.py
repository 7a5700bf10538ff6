"""Claims about actors: what they are called, and whether they are told as doers."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.codebooks import Codebook, find_hits
from analysis.inference.claims import Claim
from analysis.inference.family import (
    NO,
    PER_ARTICLE,
    PER_TOKEN,
    SHARE,
    YES,
    Choice,
    Family,
    Tallies,
)
from analysis.inference.tally import Tally, tally_shares
from analysis.inference.units import Units
from analysis.measures.actors import mention_forms
from analysis.measures.agency import roles
from analysis.measures.clauses.find import find_clauses
from analysis.measures.naming import preferred_names
from analysis.text.tokens import Tokens

DOER = "doer"
POOLED = (PER_TOKEN, PER_ARTICLE)


def name_family(
    tokens: Tokens,
    book: Codebook,
    forms: pd.DataFrame,
    told: Sequence[str],
    *,
    groups: Mapping[str, str],
) -> Family:
    """Claims that a group leads with another name for an actor than other groups do.

    Parameters
    ----------
    tokens : Tokens
    book : Codebook
        Of actors.
    forms : DataFrame
        From ``name_forms``.
    told : sequence of str
        Actors (frames of the codebook) that are told.
    groups : mapping of str to str
        Key and label of every group.

    Returns
    -------
    Family
        A claim for every group that leads with a name of its own: among the actor's mentions, the
        name has a larger share here than in each group that leads with another. Estimates are
        differences of shares. Choices: ``quotations``, ``measure`` (mentions pooled, or the mean
        of the articles).
    """
    leading = preferred_names(forms).query("firm")
    several = leading.groupby("frame")["form"].transform("nunique") > 1
    candidates = tuple(_name_claims(leading[several], groups))
    claims = tuple(claim for claim in candidates if claim.tally in set(told))
    items = {
        claim.tally: leading.loc[leading["frame"] == claim.tally, "form"].unique().tolist()
        for claim in candidates
    }

    def read(tokens: Tokens) -> pd.DataFrame:
        return mention_forms(tokens, find_hits(tokens, book))

    def count(tokens: Tokens, units: Units, found: pd.DataFrame, choice: Choice) -> Tallies:
        return {
            frame: _shares(tokens, units, found[found["frame"] == frame], own, "form", choice)
            for frame, own in items.items()
        }

    choices = {"quotations": (YES, NO), "measure": POOLED}
    return Family("names", SHARE, claims, candidates, read, count, choices)


def doer_family(
    tokens: Tokens,
    book: Codebook,
    contrasts: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    parts: pd.DataFrame | None = None,
) -> Family:
    """Claims that an actor is the doer in a larger share of its clauses in one group.

    Parameters
    ----------
    tokens : Tokens
    book : Codebook
        Of actors.
    contrasts : DataFrame
        From ``role_contrasts``: the first row is told, all were looked at.
    groups : mapping of str to str
        Key and label of every group.
    parts : DataFrame, optional
        From ``roles``, of these tokens, where they are at hand.

    Returns
    -------
    Family
        Estimates are differences of shares. Choices as in ``name_family``. Reading is costly.
    """
    candidates = tuple(
        Claim(
            key=f"doer: {row['actor']}: {row['group']}: {row['low_group']}",
            label=f"{groups[row['group']]}: {row['label']} as doer",
            item=DOER,
            says=f"That {row['label']} is the doer in a larger share of clauses in "
            f"{groups[row['group']]} than in {groups[row['low_group']]}",
            target=(row["group"],),
            against=((row["low_group"],),),
            tally=row["actor"],
            topic=row["actor"],
        )
        for row in contrasts.to_dict("records")
    )

    def read(other: Tokens) -> pd.DataFrame:
        if other is tokens and parts is not None:
            return parts
        mentions = mention_forms(other, find_hits(other, book))
        return roles(find_clauses(other, mentions))

    def count(tokens: Tokens, units: Units, found: pd.DataFrame, choice: Choice) -> Tallies:
        acting = found[found["role"] != "state"]
        return {
            actor: _shares(tokens, units, acting[acting["actor"] == actor], [DOER], "role", choice)
            for actor in {claim.tally for claim in candidates}
        }

    choices = {"quotations": (YES, NO), "measure": POOLED}
    return Family("doers", SHARE, candidates[:1], candidates, read, count, choices, costly=True)


def _name_claims(leading: pd.DataFrame, groups: Mapping[str, str]) -> list[Claim]:
    claims = []
    for row in leading.to_dict("records"):
        others = leading[(leading["frame"] == row["frame"]) & (leading["form"] != row["form"])]
        claims.append(
            Claim(
                key=f"name: {row['frame']}: {row['group']}: {row['form']}",
                label=f"{groups[row['group']]}: {row['label']} as “{row['form']}”",
                item=row["form"],
                says=f"That {groups[row['group']]} says “{row['form']}” for {row['label']} in a "
                "larger share of mentions than groups that lead with another name",
                target=(row["group"],),
                against=tuple((other,) for other in others["group"]),
                tally=row["frame"],
                topic=row["frame"],
            )
        )
    return claims


def _shares(
    tokens: Tokens,
    units: Units,
    places: pd.DataFrame,
    items: Sequence[str],
    column: str,
    choice: Choice,
) -> Tally:
    own = places if choice["quotations"] == YES else places[~places["quoted"].astype(bool)]
    tally = tally_shares(tokens, units, own, items=items, column=column)
    return tally.per_unit() if choice["measure"] == PER_ARTICLE else tally
