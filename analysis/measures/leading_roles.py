"""Who does most, to whom most is done, and on which actors the groups differ."""

import pandas as pd

_SIDES = {"acts": "n_acts", "acted upon": "n_acted_upon"}


def leading_roles(shares: pd.DataFrame, *, min_roles: int = 5) -> pd.DataFrame:
    """Actors that act most and that are acted upon most in each group.

    Parameters
    ----------
    shares : DataFrame
        From ``acting_shares``.
    min_roles : int
        Actors with fewer roles in a group are passed over.

    Returns
    -------
    DataFrame
        One row a group and role, groups sorted: ``group``, ``role`` (acts, acted upon), ``actor``,
        ``label``, ``n`` (clauses in which it has the role), ``n_roles``, ``share`` (of its roles),
        ``n_articles``. *Acts* names the actor with most acts; *acted upon* the one, of the others,
        for which being acted upon makes up most of its roles. Ties go to more roles, then by
        label.

    Notes
    -----
    A group in which no actor has ``min_roles`` roles, or none has the role, is no row.
    """
    enough = shares[shares["n_roles"] >= max(min_roles, 1)]
    parts: list[pd.DataFrame] = []
    for role, column in _SIDES.items():
        if parts:  # nobody leads on both sides
            enough = enough.drop(index=parts[0].index)
        rows = enough.assign(role=role, n=enough[column], share=enough[column] / enough["n_roles"])
        first = "n" if role == "acts" else "share"
        order = ["group", first, "n_roles", "label"]
        rows = rows[rows["n"] > 0].sort_values(order, ascending=[True, False, False, True])
        parts.append(rows.drop_duplicates("group"))
    columns = ["group", "role", "actor", "label", "n", "n_roles", "share", "n_articles"]
    return pd.concat(parts).sort_values(["group", "role"])[columns].reset_index(drop=True)


def role_contrasts(shares: pd.DataFrame, *, min_roles: int = 5) -> pd.DataFrame:
    """Actors that act in one group and are acted upon in another.

    Parameters
    ----------
    shares : DataFrame
        From ``acting_shares``.
    min_roles : int
        Groups in which an actor has fewer roles are passed over.

    Returns
    -------
    DataFrame
        One row an actor with enough roles in two groups, widest difference first, ties by label:
        ``actor``, ``label``, ``group``, ``n_acts``, ``n_roles``, ``share_acts`` of the group in
        which it acts most, ``low_group``, ``low_n_acts``, ``low_n_roles``, ``low_share_acts`` of
        the one in which it acts least, ``difference``.
    """
    enough = shares[shares["n_roles"] >= max(min_roles, 1)].sort_values(["actor", "group"])
    places = enough.groupby("actor")["share_acts"]
    kept = ["group", "n_acts", "n_roles", "share_acts"]
    high = enough.loc[places.idxmax()].set_index("actor")[["label", *kept]]
    low = enough.loc[places.idxmin()].set_index("actor")[kept].add_prefix("low_")
    table = high.join(low).reset_index()
    table = table.assign(difference=table["share_acts"] - table["low_share_acts"])
    table = table[table["difference"] > 0]
    order = table.sort_values(["difference", "label"], ascending=[False, True])
    return order.reset_index(drop=True)


def role_verbs(parts: pd.DataFrame, *, by: pd.Series) -> pd.DataFrame:
    """What each actor does, and what is done to it.

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
