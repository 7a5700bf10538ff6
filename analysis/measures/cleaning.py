"""What cleaning took away, and what it changes in the results."""

import pandas as pd


def words_by_kind(articles: pd.DataFrame, cuts: pd.DataFrame) -> pd.DataFrame:
    """Words kept and words cut of every article.

    Parameters
    ----------
    articles : DataFrame
        ``article_id``, ``label``, ``group``, ``text``.
    cuts : DataFrame
        ``article_id``, ``kind``, ``n_words``.

    Returns
    -------
    DataFrame
        One row an article and kind that occurs in it: ``article_id``, ``label``, ``group``,
        ``kind`` (first ``kept``, then the kinds of cuts by name), ``n_words`` (words between
        white space).
    """
    known = articles[["article_id", "label", "group"]]
    kept = known.assign(kind="kept", n_words=[len(t.split()) for t in articles["text"]])
    cut = cuts.groupby(["article_id", "kind"])["n_words"].sum().reset_index()
    cut = known.merge(cut, on="article_id")
    return pd.concat([kept, cut], ignore_index=True)


def cleaning_effect(before: pd.DataFrame, after: pd.DataFrame, *, n: int = 8) -> pd.DataFrame:
    """Terms whose keyness changes most when the texts are cleaned.

    Parameters
    ----------
    before, after : DataFrame
        Keyness of the same groups without and with cleaning.
    n : int
        At most so many terms a group.

    Returns
    -------
    DataFrame
        One row a term that is typical of its group (``z`` above 0) before or after: ``group``,
        ``term``, ``n_before``, ``n_after``, ``z_before``, ``z_after`` (NaN where the term is gone
        from both sides), ``rank_before``, ``rank_after`` (place among the group's terms, NaN where
        it is gone). Per group those that lose or gain most ``z``, ties by name; groups in the
        order of ``before``.
    """
    keys = ["group", "term"]
    sides = [
        table[[*keys, "n_target", "z"]].assign(rank=table.groupby("group").cumcount() + 1)
        for table in (before, after)
    ]
    both = sides[0].merge(sides[1], on=keys, how="outer", suffixes=("_before", "_after"))
    both = both.rename(columns={"n_target_before": "n_before", "n_target_after": "n_after"})
    both = both.fillna({"n_before": 0, "n_after": 0}).astype({"n_before": int, "n_after": int})
    change = (both["z_before"].fillna(0) - both["z_after"].fillna(0)).abs()
    place = {group: i for i, group in enumerate(before["group"].unique())}
    both = both.assign(change=change, place=both["group"].map(place))
    both = both[
        (both[["z_before", "z_after"]].max(axis=1) > 0) & (both["n_before"] != both["n_after"])
    ]
    both = both.sort_values(["place", "change", "term"], ascending=[True, False, True])
    columns = [*keys, "n_before", "n_after", "z_before", "z_after", "rank_before", "rank_after"]
    return both.groupby("group", sort=False).head(n)[columns].reset_index(drop=True)
