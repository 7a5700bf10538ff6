"""Lines that repeat across an outlet's articles: mastheads, buttons, notices."""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.corpus.edges import ends_as_prose
from analysis.corpus.spans import line_view

# A line repeats if it stands in so many articles of its outlet, and in that share of them. Two
# articles prove little, so they must be half of what there is; ten prove it in any outlet.
THRESHOLDS = ((2, 0.5), (3, 0.2), (10, 0.0))
N_ANYWHERE = 10  # articles of one outlet that prove a line to be of the page in any other
NUMBERED = 300  # characters of a line that may be another's but for its numbers
NUMBER, YEAR = re.compile(r"\d(?:[\d.,:]*\d)?"), re.compile(r"\b(?:19|20)\d\d\b")
LETTERS = re.compile(r"[^\W\d_]{2}")
COPY_SHARE = 0.5  # an article that repeats more than this of its text is a copy, not a page


def repeated_lines(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Return the lines that repeat across an outlet's articles.

    Parameters
    ----------
    articles
        With outlet, and raw (or text).

    Returns
    -------
    pandas.DataFrame
        outlet, line, n_articles, share (of the outlet's articles), n_words; the most frequent
        first.

    Notes
    -----
    A line, trimmed and not blank, counts if it stands in half of an outlet's articles and in two
    at least, in a fifth and three at least, or in ten. Lines with words that differ in their
    numbers only are one line (in their years only, if they end as sentences do); the first is
    shown. An article whose outlet is unknown counts
    nowhere. Articles of one outlet that repeat each other in more than half of their text are
    copies of one text: they count once, so that a story printed twice is not taken for a
    masthead. Section headings and stock phrases that stand on a line of their own are found too:
    read the table before trusting it.

    Examples
    --------
    >>> raw = ["The Post\n\nRain fell in the north.", "The Post\n\nSnow fell in the south."]
    >>> repeated_lines(pd.DataFrame({"outlet": "The Post", "raw": raw})).to_dict("records")
    [{'outlet': 'The Post', 'line': 'The Post', 'n_articles': 2, 'share': 1.0, 'n_words': 2}]
    """
    texts = articles["raw" if "raw" in articles.columns else "text"]
    repeats = find_repeats(line_table([line_view(text) for text in texts], articles["outlet"]))
    repeats = repeats.astype({"outlet": "str", "line": "str"})
    repeats["n_words"] = [len(line.split()) for line in repeats["line"]]
    order = ["n_articles", "outlet", "line"]
    repeats = repeats.sort_values(order, ascending=[False, True, True], ignore_index=True)
    return repeats[["outlet", "line", "n_articles", "share", "n_words"]]


def without_numbers(line: str) -> str:
    """Return a line with every number as "#", if there are words in it and it is not long.

    Of a line that ends as sentences do, years alone: reports of weather, matches and markets may
    well say the same with other numbers.

    Parameters
    ----------
    line
        Without line breaks.

    Examples
    --------
    >>> without_numbers("6 years ago"), without_numbers("© 2019, 2 pages."), without_numbers("1.")
    ('# years ago', '© #, 2 pages.', '1.')
    """
    if len(line) > NUMBERED or not LETTERS.search(line):
        return line
    return (YEAR if ends_as_prose(line) else NUMBER).sub("#", line)


def line_table(views: list[str], outlets: pd.Series) -> pd.DataFrame:
    """Return one row for every line that is not blank.

    Parameters
    ----------
    views
        One text an article, with line breaks as `line_view` leaves them.
    outlets
        The outlet of each, where known.

    Returns
    -------
    pandas.DataFrame
        number (of the article, from 0), outlet, line (trimmed), key (the line but for its numbers),
        start, end (of the whole line).
    """
    pieces = [view.split("\n") for view in views]
    n_lines = np.array([len(lines) for lines in pieces], dtype=np.int64)
    flat = [line for lines in pieces for line in lines]
    lengths = np.fromiter(map(len, flat), dtype=np.int64, count=len(flat))
    text_starts = np.cumsum([0, *(len(view) + 1 for view in views)])[:-1]
    starts = np.cumsum(lengths + 1) - lengths - 1 - np.repeat(text_starts, n_lines)
    trimmed = np.array([line.strip() for line in flat], dtype=object)
    kept = np.flatnonzero(trimmed)
    number = np.repeat(np.arange(len(views)), n_lines)[kept]
    codes, names = pd.factorize(trimmed[kept])
    keys, key_names = pd.factorize(
        np.array([without_numbers(name) for name in names], dtype=object)
    )
    return pd.DataFrame(
        {
            "number": number,
            "outlet": pd.Categorical(outlets).take(number),
            "line": pd.Categorical.from_codes(codes, pd.Index(names)),
            "key": pd.Categorical.from_codes(keys[codes], pd.Index(key_names)),
            "start": starts[kept],
            "end": starts[kept] + lengths[kept],
        }
    )


def find_repeats(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the repeated lines of a line table: outlet, key, line, n_articles, share.

    Parameters
    ----------
    lines
        As `line_table` gives it.
    """
    repeats = _count_repeats(lines)
    copies = _copies(lines, repeats) if len(repeats) else repeats.index
    return _count_repeats(lines[~lines["number"].isin(copies)]) if len(copies) else repeats


def is_repeated(lines: pd.DataFrame, repeats: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows of a line table are lines that repeat.

    Parameters
    ----------
    lines
        As `line_table` gives it.
    repeats
        As `find_repeats` gives it.

    Notes
    -----
    A line that repeats in its outlet; or one that stands in ten articles of another, since pages
    are copied.
    """
    keys, outlets = lines["key"].cat, lines["outlet"].cat
    n_keys = len(keys.categories)
    own = outlets.codes.to_numpy().astype(np.int64) * n_keys + keys.codes
    known = repeats["outlet"].cat.codes.to_numpy().astype(np.int64) * n_keys
    anywhere = repeats["key"][repeats["n_articles"] >= N_ANYWHERE].cat.codes
    return np.isin(own, known + repeats["key"].cat.codes) | np.isin(keys.codes, anywhere)


def _count_repeats(lines: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each line and outlet, and keep what passes a threshold."""
    once = lines.drop_duplicates(["outlet", "key", "number"])
    counts = once.groupby(["outlet", "key"], observed=True)["line"].agg(["size", "first"])
    table = counts[counts["size"] > 1].reset_index()
    table = table.rename(columns={"size": "n_articles", "first": "line"})
    n_all = lines.groupby("outlet", observed=True)["number"].nunique()
    table["share"] = table["n_articles"] / table["outlet"].map(n_all).astype("float64")
    passes = [
        (table["n_articles"] >= n_least) & (table["share"] >= share)
        for n_least, share in THRESHOLDS
    ]
    return table[np.logical_or.reduce(passes)].reset_index(drop=True)


def _copies(lines: pd.DataFrame, repeats: pd.DataFrame) -> pd.Index:
    """Name the articles that are mostly repeated lines, except the first of each outlet."""
    repeated = lines[is_repeated(lines, repeats)]
    n_repeated = (repeated["end"] - repeated["start"]).groupby(repeated["number"]).sum()
    n_all = (lines["end"] - lines["start"]).groupby(lines["number"]).sum()
    share = n_repeated / n_all.loc[n_repeated.index]
    suspects = share.index[share > COPY_SHARE]
    outlets = lines.drop_duplicates("number").set_index("number")["outlet"]
    return suspects[outlets.loc[suspects].duplicated().to_numpy()]
