"""How differently the groups name the actors: preferences, and names that one group alone uses."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

_FIRM = 2  # uses of a leading form, below which it may be chance


def preferred_names(forms: pd.DataFrame) -> pd.DataFrame:
    """The leading form of every actor in every group that mentions it.

    Parameters
    ----------
    forms : DataFrame
        From ``name_forms``.

    Returns
    -------
    DataFrame
        One row an actor and group, in the order of ``forms``: ``frame``, ``label``, ``group``,
        ``form``, ``n`` and ``share`` of its uses, ``n_named`` mentions by any form,
        ``n_articles`` of ``k_articles`` articles that use the form, ``firm`` (two uses or more,
        and more than any other form).

    Notes
    -----
    Of equally frequent forms the first by name leads and is not firm.
    """
    used = forms[forms["n"] > 0]
    most = used.groupby(["frame", "group"])["n"].transform("max")
    ahead = used[used["n"] == most]
    n_ahead = ahead.groupby(["frame", "group"])["form"].transform("size")
    leading = ahead.assign(firm=(n_ahead == 1) & (ahead["n"] >= _FIRM)).sort_values("form")
    leading = leading.drop_duplicates(["frame", "group"]).sort_index()
    place = {frame: i for i, frame in enumerate(forms["frame"].unique())}
    leading = leading.sort_values("group", kind="stable")
    leading = leading.sort_values("frame", key=lambda column: column.map(place), kind="stable")
    columns = ["frame", "label", "group", "form", "n", "share", "n_named"]
    return leading[[*columns, "n_articles", "k_articles", "firm"]].reset_index(drop=True)


def naming_contrasts(forms: pd.DataFrame) -> pd.DataFrame:
    """Actors that two groups or more mention, those that they name most differently first.

    Parameters
    ----------
    forms : DataFrame
        From ``name_forms``.

    Returns
    -------
    DataFrame
        One row an actor: ``frame``, ``label``, ``n_named`` mentions in ``n_groups`` groups,
        ``differs`` (two groups have different firm leading forms), ``n_groups_apart`` (groups with
        a form that no other uses), ``n_apart`` (such forms), ``overlap`` (the smallest share of
        names that two groups have in common, of groups with two mentions or more: 1 the same forms
        in the same shares, 0 no form in common). In the order of ``differs``,
        ``n_groups_apart``, ``n_apart``; ties by label.

    Notes
    -----
    ``overlap`` is NaN where fewer than two groups have two mentions. The order says how visible a
    difference is, not how likely it is to recur: a group with one article has one author's names.
    """
    leading = preferred_names(forms)
    firm = leading[leading["firm"]].groupby("frame")["form"].nunique()
    named = forms[forms["n_named"] > 0].drop_duplicates(["frame", "group"]).groupby("frame")
    apart = exclusive_names(forms).groupby("frame")
    table = forms.drop_duplicates("frame").set_index("frame")[["label"]]
    table = table.assign(
        n_named=named["n_named"].sum(),
        n_groups=named["group"].nunique(),
        differs=firm.reindex(table.index, fill_value=0) > 1,
        n_groups_apart=apart["group"].nunique().reindex(table.index, fill_value=0),
        n_apart=apart["form"].nunique().reindex(table.index, fill_value=0),
        overlap=_overlaps(forms).reindex(table.index),
    )
    keys = ["differs", "n_groups_apart", "n_apart", "label"]
    table = table[table["n_groups"] > 1].sort_values(keys, ascending=[False, False, False, True])
    return table.reset_index()


def exclusive_names(forms: pd.DataFrame) -> pd.DataFrame:
    """Forms that one group alone uses for an actor that others mention, too.

    Parameters
    ----------
    forms : DataFrame
        From ``name_forms``.

    Returns
    -------
    DataFrame
        The rows of ``forms`` for such forms, in their order, with ``n_elsewhere`` (mentions of
        the actor in the other groups, by other forms).
    """
    whole = forms.drop_duplicates(["frame", "group"]).groupby("frame")["n_named"].sum()
    n_groups = forms[forms["n"] > 0].groupby(["frame", "form"])["group"].transform("nunique")
    alone = forms.loc[n_groups.index[n_groups == 1]].sort_index()
    n_named = whole.reindex(alone["frame"]).to_numpy(dtype=np.int64)
    alone = alone.assign(n_elsewhere=n_named - alone["n_named"])
    return alone[alone["n_elsewhere"] > 0].reset_index(drop=True)


def sole_actors(forms: pd.DataFrame) -> pd.DataFrame:
    """Actors that one group alone mentions.

    Parameters
    ----------
    forms : DataFrame
        From ``name_forms``.

    Returns
    -------
    DataFrame
        One row an actor, most mentioned first, ties by name: ``frame``, ``label``, ``group``,
        ``n_named``, ``n_articles_named``, ``k_articles``.
    """
    named = forms[forms["n_named"] > 0].drop_duplicates(["frame", "group"])
    alone = named[named.groupby("frame")["group"].transform("nunique") == 1]
    columns = ["frame", "label", "group", "n_named", "n_articles_named", "k_articles"]
    order = alone.sort_values(["n_named", "label"], ascending=[False, True])
    return order[columns].reset_index(drop=True)


def naming_statements(
    forms: pd.DataFrame, *, groups: Mapping[str, str], most: int = 2, most_sole: int = 3
) -> pd.DataFrame:
    """What there is to say of names, a sentence each.

    Parameters
    ----------
    forms : DataFrame
        From ``name_forms``.
    groups : mapping of str to str
        Key and label of every group, in order.
    most : int
        Actors told of that have different leading names, and of others that have names which one
        group alone uses.
    most_sole : int
        Actors told of that one group alone mentions.

    Returns
    -------
    DataFrame
        One row a statement: ``kind`` (*leading*: groups lead with different names; *apart*: names
        that one group alone uses; *sole*: mentioned by one group alone), ``frame``, ``group`` (of a
        sole actor, else empty), ``text``, ``forms`` (list of the names that it rests on).
    """
    contrasts, apart, sole = naming_contrasts(forms), exclusive_names(forms), sole_actors(forms)
    tables = {"leading": forms, "apart": apart, "sole": forms[forms["n"] > 0]}
    told = {kind: names_in_words(table, groups=groups) for kind, table in tables.items()}
    names = {kind: table.groupby("frame")["form"].unique() for kind, table in tables.items()}
    differs = contrasts["differs"]
    rows: list[tuple[str, str, str, str]] = []
    for row in contrasts[differs].head(most).to_dict("records"):
        said = f"{row['label']}: the groups lead with different names."
        rows.append(("leading", row["frame"], "", said))
    several = ~differs & (contrasts["n_groups_apart"] > 1)
    for row in contrasts[several].head(most).to_dict("records"):
        said = f"{row['label']}: names that one group alone uses, {row['n_apart']} in all."
        rows.append(("apart", row["frame"], "", said))
    for row in sole.head(most_sole).to_dict("records"):
        noun = "article" if row["k_articles"] == 1 else "articles"
        places = f"{row['n_named']} times in {row['n_articles_named']} of its {row['k_articles']}"
        said = f"{row['label']}: mentioned by one group alone, {places} {noun}."
        rows.append(("sole", row["frame"], row["group"], said))
    table = pd.DataFrame(rows, columns=["kind", "frame", "group", "text"]).astype("str")
    listed = [(told[kind][frame], list(names[kind][frame])) for kind, frame, *_ in rows]
    return table.assign(
        text=[
            f"{said} {names_told}."
            for said, (names_told, _) in zip(table["text"], listed, strict=True)
        ],
        forms=pd.Series([used for _, used in listed], index=table.index, dtype=object),
    )


def names_in_words(
    forms: pd.DataFrame, *, groups: Mapping[str, str], most: int = 8
) -> dict[str, str]:
    """What each group calls each actor, as a sentence would list it.

    Parameters
    ----------
    forms : DataFrame
        From ``name_forms``, or some of its rows.
    groups : mapping of str to str
        Key and label of every group, in order.
    most : int
        Forms listed for a group; the number of the others is said.

    Returns
    -------
    dict of str to str
        By frame: “Group: “form” n (in n of k articles), “form” n (in n); other group: …”. A group
        that does not mention the actor is named as such; one that mentions it by none of the rows'
        forms is left out.
    """
    return {
        str(frame): "; ".join(_listed(rows, groups, most=most))
        for frame, rows in forms.groupby("frame", sort=False)
    }


def _listed(rows: pd.DataFrame, groups: Mapping[str, str], *, most: int) -> Sequence[str]:
    parts = []
    for group, label in groups.items():
        own = rows[rows["group"] == group]
        used = own[own["n"] > 0].sort_values(["n", "form"], ascending=[False, True])
        if len(used):
            parts.append(f"{label}: {_told(used, most)}")
        elif len(own) and not own["n_named"].any():
            parts.append(f"{label}: not mentioned")
    return parts


def _told(used: pd.DataFrame, most: int) -> str:
    """Forms with their counts; how many articles there are is said once."""
    shown = used.head(most)
    of = [f" of {k:,} article{'' if k == 1 else 's'}" for k in shown["k_articles"].head(1)]
    rows = zip(shown["form"], shown["n"], shown["n_articles"], [*of, *[""] * most], strict=False)
    told = [f"“{form}” {n:,} (in {n_articles:,}{k})" for form, n, n_articles, k in rows]
    left = len(used) - len(shown)
    return ", ".join(told) + (f" and {left} more" if left else "")


def _overlaps(forms: pd.DataFrame) -> "pd.Series[float]":
    """By actor, the smallest share of names that two groups with two mentions have in common."""
    several = forms[forms["n_named"] >= _FIRM]
    shares: dict[str, dict[str, dict[str, float]]] = {}
    columns = (several[name] for name in ("frame", "group", "form", "share"))
    for frame, group, form, share in zip(*columns, strict=True):
        shares.setdefault(frame, {}).setdefault(group, {})[form] = share
    common = {
        frame: [
            sum(min(a[form], b[form]) for form in a) for a, b in combinations(groups.values(), 2)
        ]
        for frame, groups in shares.items()
    }
    least = {frame: min(found, default=np.nan) for frame, found in common.items()}
    return pd.Series(least, dtype="float64")
