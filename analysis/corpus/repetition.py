"""Lines that repeat across an outlet's articles: mastheads, buttons, notices."""

import numpy as np
import pandas as pd

from analysis.corpus.spans import line_view

# A line repeats if it stands in so many articles of its outlet, and in that share of them. Two
# articles prove little, so they must be half of what there is; ten prove it in any outlet.
THRESHOLDS = ((2, 0.5), (3, 0.2), (10, 0.0))
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
    at least, in a fifth and three at least, or in ten. An article whose outlet is unknown counts
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
    return repeats.sort_values(order, ascending=[False, True, True], ignore_index=True)


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
        number (of the article, from 0), outlet, line (trimmed), start, end (of the whole line).
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
    return pd.DataFrame(
        {
            "number": number,
            "outlet": pd.Categorical(outlets).take(number),
            "line": pd.Categorical.from_codes(codes, pd.Index(names)),
            "start": starts[kept],
            "end": starts[kept] + lengths[kept],
        }
    )


def find_repeats(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the repeated lines of a line table: outlet, line, n_articles, share.

    Parameters
    ----------
    lines
        As `line_table` gives it.
    """
    repeats = _count_repeats(lines)
    copies = _copies(lines, repeats) if len(repeats) else repeats.index
    return _count_repeats(lines[~lines["number"].isin(copies)]) if len(copies) else repeats


def find_occurrences(lines: pd.DataFrame, repeats: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a line table whose line repeats in its outlet.

    Parameters
    ----------
    lines
        As `line_table` gives it.
    repeats
        As `find_repeats` gives it.
    """
    candidates = lines[lines["line"].isin(repeats["line"])]
    return candidates.merge(repeats[["outlet", "line"]], on=["outlet", "line"])


def _count_repeats(lines: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each line and outlet, and keep what passes a threshold."""
    once = lines.drop_duplicates(["outlet", "line", "number"])
    counts = once.groupby(["outlet", "line"], observed=True).size().rename("n_articles")
    table = counts[counts > 1].reset_index()
    n_all = lines.groupby("outlet", observed=True)["number"].nunique()
    table["share"] = table["n_articles"] / table["outlet"].map(n_all).astype("float64")
    passes = [
        (table["n_articles"] >= n_least) & (table["share"] >= share)
        for n_least, share in THRESHOLDS
    ]
    return table[np.logical_or.reduce(passes)].reset_index(drop=True)


def _copies(lines: pd.DataFrame, repeats: pd.DataFrame) -> pd.Index:
    """Name the articles that are mostly repeated lines, except the first of each outlet."""
    repeated = find_occurrences(lines, repeats)
    n_repeated = (repeated["end"] - repeated["start"]).groupby(repeated["number"]).sum()
    n_all = (lines["end"] - lines["start"]).groupby(lines["number"]).sum()
    share = n_repeated / n_all.loc[n_repeated.index]
    suspects = share.index[share > COPY_SHARE]
    outlets = lines.drop_duplicates("number").set_index("number")["outlet"]
    return suspects[outlets.loc[suspects].duplicated().to_numpy()]
