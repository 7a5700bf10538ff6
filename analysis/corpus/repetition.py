"""Lines that repeat across an outlet's articles: mastheads, buttons, notices."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.corpus.edge_words import are_prose, ends_as_prose, have
from analysis.corpus.spans import line_view

# A line repeats if it stands in so many articles of its outlet, and in that share of them. Two
# articles prove little, so they must be half of what there is; ten prove it in any outlet.
THRESHOLDS = ((2, 0.5), (3, 0.2), (10, 0.0))
WHITE_SPACE = "".join(c for c in map(chr, range(0x10000)) if c.isspace())
N_ANYWHERE = 10  # articles of one outlet that prove a line to be of the page in any other
NUMBERED = 300  # characters of a line that may be another's but for its numbers
NUMBER, YEAR = re.compile(r"\d(?:[\d.,:]*\d)?"), re.compile(r"\b(?:19|20)\d\d\b")
LETTERS = re.compile(r"[^\W\d_]{2}")
N_AGAIN = 5  # words of a line that no author writes twice
COPY_SHARE = 0.5  # an article that repeats more than this of its text is a copy, not a page

Codes = NDArray[np.int32]


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
    split = pc.split_pattern(pa.array(views, pa.large_string()), "\n")
    lines, n_lines = pc.list_flatten(split), pc.list_value_length(split).to_numpy()
    lengths = pc.utf8_length(lines).to_numpy()
    text_starts = np.cumsum([0, *(len(view) + 1 for view in views)])[:-1]
    starts = np.cumsum(lengths + 1) - lengths - 1 - np.repeat(text_starts, n_lines)
    trimmed = pc.utf8_trim(lines, characters=WHITE_SPACE)
    kept = np.flatnonzero(pc.binary_length(trimmed).to_numpy())
    number = np.repeat(np.arange(len(views)), n_lines)[kept]
    line, key, names = _lines_and_keys(trimmed.take(pa.array(kept)))
    return pd.DataFrame(
        {
            "number": number,
            "outlet": pd.Categorical(outlets).take(number),
            "line": pd.Categorical.from_codes(line, dtype=names),
            "key": pd.Categorical.from_codes(key, dtype=names),
            "start": starts[kept],
            "end": starts[kept] + lengths[kept],
        }
    )


def _lines_and_keys(lines: pa.Array) -> tuple[Codes, Codes, pd.CategoricalDtype]:
    """Number lines and their keys in one list of names, since most keys are their lines."""
    rows = np.flatnonzero(pc.utf8_length(lines).to_numpy() <= NUMBERED)
    rows = rows[have(lines.take(pa.array(rows)), r"\p{N}")]
    some = lines.take(pa.array(rows))
    may_differ = have(some, r"(?:19|20)\p{Nd}{2}") | ~are_prose(some)
    rows = rows[may_differ]
    keys = [without_numbers(line) for line in some.filter(pa.array(may_differ)).to_pylist()]
    both = pa.concat_arrays([lines, pa.array(keys, lines.type)]).dictionary_encode()
    codes = both.indices.to_numpy()
    line, key = codes[: len(lines)], codes[: len(lines)].copy()
    key[rows] = codes[len(lines) :]
    names = pd.Index(both.dictionary.to_pandas(), dtype="str")
    return line, key, pd.CategoricalDtype(names)


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
    anywhere = repeats.loc[repeats["n_articles"] >= N_ANYWHERE, "key"].cat.codes
    return _repeats_here(lines, repeats) | np.isin(lines["key"].cat.codes, anywhere)


def is_again(lines: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows of a line table say what a line above in the same article has said.

    Parameters
    ----------
    lines
        As `line_table` gives it.

    Notes
    -----
    Galleries print a caption twice, and their title above every picture; the first time stays.
    Shorter lines, of fewer than five words, may well be said again: *Thank you.*
    """
    again: NDArray[np.bool_] = lines.duplicated(["number", "line"]).to_numpy(copy=True)
    texts = lines["line"][again]
    again[again] = [len(text.split()) >= N_AGAIN for text in texts]
    return again


def _repeats_here(lines: pd.DataFrame, repeats: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which lines repeat in their own outlet."""
    known = lines["outlet"].notna().to_numpy()
    found: NDArray[np.bool_] = np.isin(_codes(lines), _codes(repeats)) & known
    return found


def _codes(table: pd.DataFrame) -> NDArray[np.int64]:
    """A number for each pair of an outlet and a line's key, in the order of both."""
    outlet, key = (table[name].cat for name in ("outlet", "key"))
    of_outlet, of_key = (column.codes.to_numpy(np.int64) for column in (outlet, key))
    codes: NDArray[np.int64] = of_outlet * len(key.categories) + of_key
    return codes


def _distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Distinct numbers, ascending; asked for an index, numpy sorts, which is faster here."""
    return np.unique(values, return_index=True)[0]


def _count_repeats(lines: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each line and outlet, and keep what passes a threshold."""
    lines = lines[lines["outlet"].notna()]
    number, n_keys = lines["number"].to_numpy(), len(lines["key"].cat.categories)
    size, codes = int(number.max(initial=0)) + 1, _codes(lines)
    n_all = np.bincount(_distinct(codes // n_keys * size + number) // size)
    pairs, first = np.unique(codes, return_index=True)
    n_articles = np.unique(_distinct(codes * size + number) // size, return_counts=True)[1]
    several = n_articles > 1
    table = lines[["outlet", "key", "line"]].iloc[first[several]].reset_index(drop=True)
    table["n_articles"] = n_articles[several]
    table["share"] = n_articles[several] / n_all[pairs[several] // n_keys]
    passes = [
        (table["n_articles"] >= n_least) & (table["share"] >= share)
        for n_least, share in THRESHOLDS
    ]
    return table[np.logical_or.reduce(passes)].reset_index(drop=True)


def _copies(lines: pd.DataFrame, repeats: pd.DataFrame) -> pd.Index:
    """Name the articles that are mostly repeated lines, except the first of each outlet."""
    repeated = lines[_repeats_here(lines, repeats)]
    n_repeated = (repeated["end"] - repeated["start"]).groupby(repeated["number"]).sum()
    n_all = (lines["end"] - lines["start"]).groupby(lines["number"]).sum()
    share = n_repeated / n_all.loc[n_repeated.index]
    suspects = share.index[share > COPY_SHARE]
    outlets = lines.drop_duplicates("number").set_index("number")["outlet"]
    return suspects[outlets.loc[suspects].duplicated().to_numpy()]
