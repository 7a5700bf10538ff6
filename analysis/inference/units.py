"""What is resampled: articles, outlets, or stretches of articles where a group has too few."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.text import gaps
from analysis.text.tokens import Tokens

ARTICLE, STRETCH = "article_id", "stretch"
STRETCH_SENTENCES = 5  # a paragraph that is longer is taken in parts

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Units:
    """Units of resampling, and to which of them every token belongs.

    Attributes
    ----------
    table : DataFrame
        One row a unit: ``unit`` (its name), ``group``, ``home`` (its group in the column that is
        compared, where another way to group is looked at). An outlet of two groups is two units.
    of_token : int64 array, one a token
        Row of the token's unit, -1 for a token that is in none.
    kind : str
        The column that names the units (``article_id``, ``outlet``), or ``stretch``.
    """

    table: pd.DataFrame = field(repr=False)
    of_token: Ints = field(repr=False)
    kind: str


def units_of(tokens: Tokens, *, unit: str = ARTICLE, group: str = "group") -> Units:
    """Units that a column of the articles names.

    Parameters
    ----------
    tokens : Tokens
        Its articles need the two columns.
    unit : str
        The column whose values are resampled: ``article_id``, or one that holds several articles
        together, such as ``outlet``.
    group : str
        The column that is compared.

    Returns
    -------
    Units
        By group, then by name or text, so that the order of the articles does not matter.

    Raises
    ------
    InputError
        If a column is missing, or an article has no value in it.

    Notes
    -----
    Articles of one outlet share its house style and its authors. Where outlets can be told apart
    and there are several in a group, they are the unit to generalise from. Articles of a group
    whose texts are the same are one unit, however often they are listed: a copy tells nothing new.
    """
    articles = tokens.articles
    for column in (unit, group):
        require_filled(articles, column)
    told = articles[unit if unit != ARTICLE else "text"].astype("str")
    home = "group" if "group" in articles else group
    columns = {"unit": unit, "group": group, "home": home}
    named = pd.DataFrame({name: articles[own].astype("str") for name, own in columns.items()})
    codes, _ = pd.factorize(named["group"] + "\0" + told, sort=True)
    # Copies of an article go by the name that sorts first.
    table = named.groupby(codes, sort=True).min().reset_index(drop=True)
    return Units(table, codes.astype(np.int64)[tokens.article], unit)


def stretches(tokens: Tokens, *, groups: list[str], group: str = "group") -> Units:
    """Paragraphs of the articles of some groups, long ones in parts of five sentences.

    Parameters
    ----------
    tokens : Tokens
    groups : list of str
        Only articles of these groups have units.
    group : str
        The column that is compared.

    Returns
    -------
    Units

    Notes
    -----
    Words of a sentence, and sentences of a paragraph, come together. To draw stretches anew says
    how much these articles hang on a few of their passages; it says nothing of other articles.
    Stretches of articles whose texts are the same are one, as the articles are.
    """
    articles = tokens.articles
    inside = articles[group].isin(groups).to_numpy()[tokens.article]
    begins = (tokens.gap & gaps.LINE) > 0
    begins[tokens.article_ptr[:-1][np.diff(tokens.article_ptr) > 0]] = True
    paragraph = np.flatnonzero(begins)[np.cumsum(begins) - 1] if len(begins) else begins
    first, sentence = tokens.sentence[paragraph], tokens.sentence
    # A stretch is named by where it begins in its article, so that a copy's are the article's own.
    start = first + (sentence - first) // STRETCH_SENTENCES * STRETCH_SENTENCES
    whole = units_of(tokens, group=group)
    keys = whole.of_token * (int(start.max(initial=0)) + 1) + start
    found, codes = np.unique(keys[inside], return_inverse=True)
    of_token = np.full(len(tokens), -1, dtype=np.int64)
    of_token[inside] = codes
    article = found // (int(start.max(initial=0)) + 1)
    return Units(whole.table.iloc[article].reset_index(drop=True), of_token, STRETCH)


def require_filled(articles: pd.DataFrame, column: str) -> None:
    """Raise where a column cannot name the unit, or the group, of every article.

    Raises
    ------
    InputError
        If the column is missing, or an article has no value in it.
    """
    if column not in articles:
        raise InputError(f"articles.csv has no column '{column}' to resample or compare by")
    empty = articles.loc[articles[column].isna(), "article_id"].astype("str")
    if len(empty):
        named = ", ".join(empty.head(3)) + (", …" if len(empty) > 3 else "")
        raise InputError(
            f"column '{column}' is empty for {len(empty)} of {len(articles)} articles ({named}); "
            "fill it in, or take another column"
        )
