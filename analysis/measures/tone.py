"""The tone of sentences by VADER (Hutto & Gilbert 2014), per source and per actor.

A warning belongs beside every result. Dictionaries of tone agree poorly with people: on news
headlines about the economy, off-the-shelf dictionaries reached Krippendorff's α of .3 at most
against experts (van Atteveldt, van der Velden & Boukes 2021, The validity of sentiment analysis,
Communication Methods and Measures 15(2)). VADER was made for social media. It reads words, not
what is said about whom: *security* and *support* are positive, *crisis* and *gang violence* are
not, whoever is praised or blamed, and irony is read at its word.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.tone_words import vader_lexicon
from analysis.text.passages import sentences
from analysis.text.tokens import Tokens

CLEAR = 0.05  # compound scores beyond it count as positive or negative (Hutto & Gilbert 2014)
FEWEST = 5  # sentences below which no interval is given
ALL = "all"
N_RESAMPLES = 999
_AT_ONCE = 2**22  # drawn sentences held in memory
DIRECTIONS = ("negative", "neutral", "positive")
_SCORES = ("compound", "negative", "neutral", "positive")


def tone(tokens: Tokens) -> pd.DataFrame:
    """Tone of every sentence.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    DataFrame
        One row a sentence: ``article_id``, ``sentence``, ``start``, ``end``, ``n_tokens``;
        ``compound`` (-1 to 1), ``negative``, ``neutral`` and ``positive`` (shares of the words),
        ``direction`` (*negative* from a compound of -0.05 down, *positive* from 0.05 up,
        otherwise *neutral*).

    Notes
    -----
    Each distinct sentence is scored once, by nltk's analyzer with the lexicon of the package
    vaderSentiment. English only. See the warning at the head of the module.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> text = "Gangs kill and burn. A table is made of wood."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> tone(tokenize(articles))["direction"].tolist()
    ['negative', 'neutral']
    """
    table = sentences(tokens)
    text = tokens.articles.set_index("article_id")["text"].to_dict()
    spans = zip(table["article_id"], table["start"], table["end"], strict=True)
    words = pd.Series([text[key][start:end] for key, start, end in spans], dtype="str")
    distinct = words.unique().tolist()
    scores = pd.DataFrame(score_sentences(distinct), columns=list(_SCORES), index=distinct)
    table = pd.concat([table, scores.loc[words].reset_index(drop=True)], axis=1)
    where = [table["compound"] <= -CLEAR, table["compound"] >= CLEAR]
    direction = np.select(where, ["negative", "positive"], "neutral")
    return table.assign(direction=pd.Series(direction, index=table.index, dtype="str"))


def score_sentences(texts: Sequence[str]) -> NDArray[np.float64]:
    """Compound, negative, neutral and positive score of every text, one row each."""
    if not len(texts):
        return np.empty((0, len(_SCORES)))
    analyzer = _analyzer()
    rows = [analyzer.polarity_scores(text) for text in texts]
    return np.array([[row[key] for key in ("compound", "neg", "neu", "pos")] for row in rows])


def tone_by(scores: pd.DataFrame, by: "pd.Series[str]", *, seed: int = 0) -> pd.DataFrame:
    """Tone of every group of articles.

    Parameters
    ----------
    scores : DataFrame
        From ``tone``.
    by : Series
        By ``article_id``: what to count by, such as the group.
    seed : int
        Of the resampling.

    Returns
    -------
    DataFrame
        One row a group, sorted: ``group``, ``n_sentences``, ``n_articles`` (with a sentence);
        ``mean`` (of the compound score), ``mean_low`` and ``mean_high`` (95% percentile interval,
        sentences resampled within their articles), ``share_negative``, ``share_neutral``,
        ``share_positive``, ``n_negative``, ``n_neutral``, ``n_positive``.

    Notes
    -----
    The interval says how far the mean hangs on the sentences that these articles happen to have.
    It says nothing of other articles of the source. It is NaN below five sentences and where no
    article has two; a group without sentences has NaN throughout, its counts are 0.
    """
    grid = pd.DataFrame({"group": sorted(by.unique())}, dtype="str")
    return _summaries(scores.assign(group=scores["article_id"].map(by)), grid, seed=seed)


def tone_by_actor(
    scores: pd.DataFrame,
    mentions: pd.DataFrame,
    by: "pd.Series[str]",
    *,
    actors: Mapping[str, str],
    seed: int = 0,
) -> pd.DataFrame:
    """Tone of the sentences that name each actor, in every group.

    Parameters
    ----------
    scores : DataFrame
        From ``tone``.
    mentions : DataFrame
        ``article_id``, ``sentence`` and ``frame``, the actor; from ``find_hits``.
    by : Series
        By ``article_id``: what to count by, such as the group.
    actors : mapping of actor to label
        Every actor that was searched, in the order wanted.
    seed : int
        Of the resampling.

    Returns
    -------
    DataFrame
        One row an actor and group, zeros included: ``actor``, ``label`` and the columns of
        ``tone_by``.

    Notes
    -----
    A sentence that names an actor twice counts once; one that names two actors counts for both.
    The tone is that of the sentence and not of what it says of the actor: *the mission fights
    brutal gangs* is as negative for the one as for the others.
    """
    named = mentions[["article_id", "sentence", "frame"]].drop_duplicates()
    tagged = named.rename(columns={"frame": "actor"}).merge(scores, on=["article_id", "sentence"])
    tagged = tagged.assign(group=tagged["article_id"].map(by))
    cells = [list(actors), sorted(by.unique())]
    grid = pd.MultiIndex.from_product(cells, names=["actor", "group"]).to_frame(index=False)
    table = _summaries(tagged, grid.astype("str"), seed=seed)
    table.insert(1, "label", table["actor"].map(actors))
    return table


def tone_profile(
    scores: pd.DataFrame,
    mentions: pd.DataFrame,
    by: "pd.Series[str]",
    *,
    actors: Mapping[str, str],
    seed: int = 0,
) -> pd.DataFrame:
    """Tone of all sentences and of those that name each actor, in every group, in one table.

    Parameters
    ----------
    scores, mentions, by, actors, seed
        As in ``tone_by_actor``.

    Returns
    -------
    DataFrame
        Rows of ``tone_by_actor``, before them those of ``tone_by`` with the actor ``all`` and the
        label *All sentences*.
    """
    every = tone_by(scores, by, seed=seed)
    every.insert(0, "label", "All sentences")
    every.insert(0, "actor", ALL)
    named = tone_by_actor(scores, mentions, by, actors=actors, seed=seed)
    return pd.concat([every, named], ignore_index=True) if len(named) else every


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    # Its own loading asks for a download; the two attributes are all that it sets.
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    analyzer = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyzer.lexicon = vader_lexicon()
    analyzer.constants = VaderConstants()
    return analyzer


def _summaries(tagged: pd.DataFrame, grid: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Counts, mean, interval and shares of every cell of a grid."""
    keys = list(grid)
    counts = [f"n_{name}" for name in DIRECTIONS]
    rows = tagged.sort_values(["article_id", "sentence"])
    rows = rows.assign(**{f"n_{name}": rows["direction"] == name for name in DIRECTIONS})
    cells = rows.groupby(keys)
    table = cells.agg(
        n_sentences=("compound", "size"),
        n_articles=("article_id", "nunique"),
        mean=("compound", "mean"),
        **{name: (name, "sum") for name in counts},
    )
    compound = rows["compound"].to_numpy(dtype=np.float64)
    article = pd.factorize(rows["article_id"])[0]
    cell = cells.ngroup().to_numpy()
    own = (np.flatnonzero(cell == i) for i in range(len(table)))
    intervals = [_interval(compound[at], article[at], seed=seed) for at in own]
    ends = pd.DataFrame(intervals, columns=["mean_low", "mean_high"], index=table.index)
    table = grid.merge(table.join(ends).reset_index(), on=keys, how="left")
    whole = ["n_sentences", "n_articles", *counts]
    table = table.assign(**table[whole].fillna(0).astype("int64"))
    filled = table["n_sentences"].where(table["n_sentences"] > 0)
    shares = {f"share_{name}": table[f"n_{name}"] / filled for name in DIRECTIONS}
    first = [*keys, "n_sentences", "n_articles", "mean", "mean_low", "mean_high"]
    return table.assign(**shares)[[*first, *shares, *counts]]


def _interval(
    compound: NDArray[np.float64], article: NDArray[np.int64], *, seed: int
) -> tuple[float, float]:
    """Ends of the percentile interval of the mean, sentences drawn anew within each article.

    The sentences of an article stand together.
    """
    n, opens = len(compound), np.flatnonzero(np.diff(article, prepend=-1))
    size = np.diff(opens, append=n)
    if n < FEWEST or size.max() < 2:
        return np.nan, np.nan
    first, among = np.repeat(opens, size), np.repeat(size, size)
    rng, step = np.random.default_rng(seed), max(_AT_ONCE // n, 1)
    means = []
    for done in range(0, N_RESAMPLES, step):
        chance = rng.random((min(step, N_RESAMPLES - done), n))
        means.append(compound[first + (chance * among).astype(np.int64)].mean(axis=1))
    low, high = np.quantile(np.concatenate(means), [0.025, 0.975])
    return float(low), float(high)
