"""What cleaning took away, and what it changes in the results."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus.load import Corpus, load_corpus
from analysis.measures.keyness import keyness_of_groups
from analysis.text.counts import count_terms
from analysis.text.tokens import tokenize


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


def cleaning_keyness(
    folder: str | Path, *, groups: Sequence[str], group_by: str = "group", headline: bool = True
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Keyness of every group, from the texts as received and from the cleaned ones.

    Parameters
    ----------
    folder : path
        A corpus.
    groups : sequence of str
        Groups, in the order wanted.
    group_by, headline
        As in ``load_corpus``.

    Returns
    -------
    before, after : DataFrame
        From ``keyness_of_groups``, every content word of each group against the rest.
    """
    before, after = (
        load_corpus(folder, group_by=group_by, clean=clean, headline=headline)
        for clean in (False, True)
    )
    return _keyness(before, groups), _keyness(after, groups)


def copies_keyness(
    folder: str | Path, *, groups: Sequence[str], group_by: str = "group"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Keyness of every group, with copies counted as often as printed and counted once.

    Parameters
    ----------
    folder : path
        A corpus.
    groups : sequence of str
        Groups, in the order wanted.
    group_by
        As in ``load_corpus``.

    Returns
    -------
    before, after : DataFrame
        From ``keyness_of_groups``, every content word of each group against the rest; what
        differs can be shown with ``cleaning_effect``.
    """
    before = load_corpus(folder, group_by=group_by)
    after = load_corpus(folder, group_by=group_by, duplicates="once")
    return _keyness(before, groups), _keyness(after, groups)


def _keyness(corpus: Corpus, groups: Sequence[str]) -> pd.DataFrame:
    counts = count_terms(tokenize(corpus.articles))
    return keyness_of_groups(counts, groups=groups, content_only=True)


def cleaning_effect(
    before: pd.DataFrame, after: pd.DataFrame, *, min_count: int = 1, n: int = 8
) -> pd.DataFrame:
    """Terms whose keyness changes most when the texts are cleaned, or copies left out.

    Parameters
    ----------
    before, after : DataFrame
        Keyness of the same groups without and with cleaning, with every term (minimum count 1).
    min_count : int
        Uses in the whole corpus that make a term a candidate for keyword.
    n : int
        At most so many terms a group.

    Returns
    -------
    DataFrame
        One row a term that is typical of its group (``z`` above 0, ``min_count`` uses) before or
        after, and of whose uses in the group cleaning cut some: ``group``, ``term``,
        ``n_before``, ``n_after``, ``z_before``, ``z_after`` (NaN where no use is left anywhere),
        ``rank_before``, ``rank_after`` (place among the group's keywords, NaN where it is none).
        Per group those whose ``z`` changes most, ties by name; groups in the order of ``before``.
    """
    keys = ["group", "term"]
    sides = [_ranked(table, min_count) for table in (before, after)]
    both = sides[0].merge(sides[1], on=keys, how="left", suffixes=("_before", "_after"))
    both = both.assign(n_after=both["n_after"].fillna(0).astype("int64"))
    change = (both["z_before"] - both["z_after"].fillna(0)).abs()
    place = {group: i for i, group in enumerate(before["group"].unique())}
    both = both.assign(change=change, place=both["group"].map(place))
    keyword = both[["rank_before", "rank_after"]].notna().any(axis=1)
    both = both[keyword & (both["n_after"] < both["n_before"])]
    both = both.sort_values(["place", "change", "term"], ascending=[True, False, True])
    columns = [*keys, "n_before", "n_after", "z_before", "z_after", "rank_before", "rank_after"]
    both = both.astype({"rank_before": "Int64", "rank_after": "Int64"})
    return both.groupby("group", sort=False).head(n)[columns].reset_index(drop=True)


def lost_keywords(effect: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Terms that are keywords of their group only as long as the texts are not cleaned.

    Parameters
    ----------
    effect : DataFrame
        From ``cleaning_effect``.
    top : int
        Terms of a group that count as its keywords.

    Returns
    -------
    DataFrame
        Rows of ``effect`` among the ``top`` before and not after.
    """
    before, after = ((effect[f"rank_{side}"] <= top).fillna(False) for side in ("before", "after"))
    return effect[before & ~after]


def _ranked(table: pd.DataFrame, min_count: int) -> pd.DataFrame:
    """Uses, ``z`` and, of the keywords only, the place among the group's keywords."""
    keyword = (table["z"] > 0) & (table["n_target"] + table["n_reference"] >= min_count)
    rank = table[keyword].groupby("group").cumcount() + 1
    columns = {"group": table["group"], "term": table["term"], "n": table["n_target"]}
    return pd.DataFrame({**columns, "z": table["z"], "rank": rank})
