"""Who is the doer most, to whom most is done, and on which actors the groups differ."""

import pandas as pd

_SIDES = {"doer": "n_doer", "done to": "n_done_to"}


def leading_roles(
    shares: pd.DataFrame, verbs: pd.DataFrame | None = None, *, min_roles: int = 5
) -> pd.DataFrame:
    """Actors that are the doer most and to which something is done most in each group.

    Parameters
    ----------
    shares : DataFrame
        From ``acting_shares``.
    verbs : DataFrame, optional
        From ``role_verbs``.
    min_roles : int
        Actors with fewer roles in a group are passed over.

    Returns
    -------
    DataFrame
        One row a group and role, groups sorted: ``group``, ``role`` (doer, done to), ``actor``,
        ``label``, ``n`` (clauses in which it has the role), ``n_roles``, ``share`` (of its roles),
        ``n_articles``, ``verbs`` (the most frequent, with their counts; empty without ``verbs``).
        *Doer* names the actor that is the doer most often; *done to* the one, of the others, of
        whose roles this makes up the largest part. Ties go to more roles, then by label.

    Notes
    -----
    A group in which no actor has ``min_roles`` roles, or none has the role twice, is no row.
    """
    enough = shares[shares["n_roles"] >= max(min_roles, 1)]
    parts: list[pd.DataFrame] = []
    for role, column in _SIDES.items():
        if parts:  # nobody leads on both sides
            enough = enough.drop(index=parts[0].index)
        rows = enough.assign(role=role, n=enough[column], share=enough[column] / enough["n_roles"])
        first = "n" if role == "doer" else "share"
        order = ["group", first, "n_roles", "label"]
        rows = rows[rows["n"] > 1].sort_values(order, ascending=[True, False, False, True])
        parts.append(rows.drop_duplicates("group"))
    table = pd.concat(parts).sort_values(["group", "role"])
    told = _listed(verbs) if verbs is not None else {}
    keys = zip(table["actor"], table["role"], table["group"], strict=True)
    table["verbs"] = pd.Series([told.get(key, "") for key in keys], index=table.index, dtype="str")
    columns = ["group", "role", "actor", "label", "n", "n_roles", "share", "n_articles", "verbs"]
    return table[columns].reset_index(drop=True)


def roles_in_words(shares: pd.DataFrame) -> str:
    """Sentence that names who is the doer in most clauses and to whom something is done in most.

    Parameters
    ----------
    shares : DataFrame
        From ``acting_shares``.

    Returns
    -------
    str
        Over all groups, ties by label; without its end. Says so where there are no clauses.

    >>> shares = pd.DataFrame({"label": ["A", "B"], "n_doer": [3, 1], "n_done_to": [0, 2]})
    >>> roles_in_words(shares)
    'Doer in most clauses: A (3); something is done to B in most (2)'
    """
    sums = shares.groupby("label")[["n_doer", "n_done_to"]].sum()
    doer, done_to = (sums[column] for column in ("n_doer", "n_done_to"))
    told = []
    if doer.gt(0).any():
        told.append(f"Doer in most clauses: {doer.idxmax()} ({doer.max():,})")
    if done_to.gt(0).any():
        told.append(f"something is done to {done_to.idxmax()} in most ({done_to.max():,})")
    text = "; ".join(told) or "no actor has a role in any clause"
    return text[0].upper() + text[1:]


def role_contrasts(shares: pd.DataFrame, *, min_roles: int = 10) -> pd.DataFrame:
    """Actors that are the doer clearly more often in one group than in another.

    Parameters
    ----------
    shares : DataFrame
        From ``acting_shares``.
    min_roles : int
        Groups in which an actor has fewer roles are passed over.

    Returns
    -------
    DataFrame
        One row an actor with enough roles in two groups whose intervals do not overlap, widest
        difference first, ties by label: ``actor``, ``label``, ``group``, ``n_doer``, ``n_roles``,
        ``share_doer``, ``share_low``, ``share_high`` of the group in which its share is largest,
        ``low_group``, ``low_n_doer``, … of the one in which it is smallest, ``difference``.

    Notes
    -----
    Where a share has no interval, there is no contrast either: nothing says how firm it is.
    Intervals that overlap are no proof of likeness.
    """
    enough = shares[shares["n_roles"] >= max(min_roles, 1)].dropna(subset=["share_low"])
    enough = enough.sort_values(["actor", "group"])
    places = enough.groupby("actor")["share_doer"]
    kept = ["group", "n_doer", "n_roles", "share_doer", "share_low", "share_high"]
    high = enough.loc[places.idxmax()].set_index("actor")[["label", *kept]]
    low = enough.loc[places.idxmin()].set_index("actor")[kept].add_prefix("low_")
    table = high.join(low).reset_index()
    table = table.assign(difference=table["share_doer"] - table["low_share_doer"])
    table = table[table["share_low"] > table["low_share_high"]]
    order = table.sort_values(["difference", "label"], ascending=[False, True])
    return order.reset_index(drop=True)


def role_verbs(parts: pd.DataFrame, *, by: pd.Series) -> pd.DataFrame:
    """What each actor does, what is done to it, and what states and experiences it is told in.

    Parameters
    ----------
    parts : DataFrame
        From ``roles``.
    by : Series
        By ``article_id``: what to count by, such as the group.

    Returns
    -------
    DataFrame
        One row an actor, role, group and verb that occurs, most frequent first within the first
        three, ties by name: ``actor``, ``role``, ``group``, ``verb``, ``n``, ``n_articles``,
        ``n_negated``.
    """
    keys = ["actor", "role", "group", "verb"]
    table = parts.assign(group=parts["article_id"].map(by)).groupby(keys).agg(
        n=("verb", "size"), n_articles=("article_id", "nunique"), n_negated=("negated", "sum")
    )  # fmt: skip
    order = [True, True, True, False, True]
    table = table.reset_index().sort_values([*keys[:3], "n", "verb"], ascending=order)
    return table.reset_index(drop=True)


def _listed(verbs: pd.DataFrame, most: int = 4) -> dict[tuple[str, str, str], str]:
    """The most frequent verbs by actor, role and group: “deploy 3, fund”."""
    keys = ["actor", "role", "group"]
    first = verbs.groupby(keys).head(most)
    n = first["n"].astype("str").radd(" ").where(first["n"] > 1, "")
    said = first.assign(said=first["verb"] + n)
    return {
        (str(actor), str(role), str(group)): ", ".join(rows["said"])
        for (actor, role, group), rows in said.groupby(keys)
    }
