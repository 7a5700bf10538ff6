"""What every figure asks of the table it is given."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from analysis.errors import InputError


def need(table: pd.DataFrame, columns: Collection[str], what: str) -> None:
    """Check that a table has the columns that a figure draws.

    Raises
    ------
    InputError
        Naming the figure and the missing columns.
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError(f"{what}: column missing: {', '.join(missing)}")


def known_groups(table: pd.DataFrame, groups: Mapping[str, str], what: str) -> None:
    """Check that every group of a table has a label.

    Raises
    ------
    InputError
        Naming the figure and the groups without a label.
    """
    unknown = sorted(set(table["group"].astype(str)) - set(groups))
    if unknown:
        raise InputError(f"{what}: group without a label: {', '.join(unknown)}")


def articles_of(table: pd.DataFrame) -> dict[str, int] | None:
    """Return the number of articles of every group, where a table has it as ``k_articles``."""
    if "k_articles" not in table:
        return None
    numbers = table.drop_duplicates("group").set_index("group")["k_articles"]
    return {str(group): int(n) for group, n in numbers.items()}


def in_group_order(table: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows by the order of the groups, otherwise in the order they came."""
    place = {group: i for i, group in enumerate(groups)}
    return table.sort_values("group", key=lambda column: column.map(place), kind="stable")


def busiest(
    rows: pd.DataFrame, uses: "pd.Series[float]", most: int, what: str
) -> tuple[pd.DataFrame, str]:
    """Return at most so many articles, those with most uses, and a sentence that says so.

    Parameters
    ----------
    rows : DataFrame
        One row an article, in the order in which they are shown; the order is kept, and of
        articles with as many uses the first stay.
    uses : Series
        Uses by article_id; an article that is missing has none.
    most : int
        Number of articles.
    what : str
        Name of the uses, for the sentence.

    Returns
    -------
    tuple of DataFrame and str
        The rows, and the sentence with a space before it, empty if no article is left out.
    """
    if len(rows) <= most:
        return rows, ""
    n = rows["article_id"].map(uses).fillna(0).to_numpy(float)
    kept = np.sort(np.argsort(-n, kind="stable")[:most])
    return rows.iloc[kept], f" {most} of {len(rows):,} articles: those with most {what}."
