"""Themes: what paragraphs are about, found without a codebook, where there are articles enough."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.codebooks.codebook import Codebook, Frame
from analysis.text import gaps
from analysis.text.tokens import Tokens

MIN_ARTICLES = 30  # fewer paragraphs than these give are grouped by article, not by theme
MIN_WORDS = 10  # content words of a paragraph
MIN_PARAGRAPHS = 3  # a word must occur in as many
N_TERMS = 8
STABLE = 0.5  # below it a theme should not be named

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Themes:
    """What was found, or why nothing was sought.

    Attributes
    ----------
    table : DataFrame
        One row a theme, largest first: ``theme`` (T1, T2, …), ``terms`` (its strongest words),
        ``n_paragraphs`` (led by it), ``share`` of the paragraphs read, ``stability``.
    paragraphs : DataFrame
        One row a paragraph that was read: ``article_id``; ``sentence``, ``start``, ``end`` (its
        first sentence, which stands for it); ``n_tokens``; ``theme`` (the strongest) and
        ``weight`` (its part of the paragraph, 0 to 1).
    note : str
        Why there are no themes, empty where there are.
    """

    table: pd.DataFrame = field(repr=False)
    paragraphs: pd.DataFrame = field(repr=False)
    note: str = ""

    @property
    def books(self) -> dict[str, Codebook]:
        """The stable themes as a codebook, so that they can be counted as frames are."""
        stable = self.table[self.table["stability"] >= STABLE]
        named = zip(stable["theme"], stable["terms"], strict=True)
        frames = tuple(Frame(str(t), f"{t}: {w}", "", "", "", (), (), ()) for t, w in named)
        book = Codebook("themes", "Themes", "The texts.", "paragraph", "", "", frames, "themes")
        return {book.name: book}

    @property
    def hits(self) -> dict[str, pd.DataFrame]:
        """The paragraphs as hits of that codebook."""
        found = self.paragraphs.rename(columns={"theme": "frame"})
        return {"themes": found.assign(quoted=False)}


def find_themes(tokens: Tokens, *, n_themes: int = 12, n_seeds: int = 5) -> Themes:
    """Themes of the paragraphs of a corpus, by non-negative matrix factorisation.

    Parameters
    ----------
    tokens : Tokens
    n_themes : int
        A choice, not a finding: more give narrower themes.
    n_seeds : int
        Further factorisations from random starts, which stability compares with the first.

    Returns
    -------
    Themes
        ``stability`` is the mean share of a theme's eight strongest words that its best match has
        in each of the other factorisations (matched one to one): 1 means that the theme comes out
        the same from every start, and below 0.5 it should not be named.

    Notes
    -----
    Paragraphs are lines of the text with ten content words or more; their lemmas are weighted by
    tf-idf (L2), and the first factorisation starts from singular vectors, so that it is the same
    every time. With fewer than 30 articles nothing is sought: paragraphs would be told apart by
    the article they stand in. A theme is a set of words that go together; its name is the
    reader's.

    References
    ----------
    Lee, D. D., & Seung, H. S. (1999). Learning the parts of objects by non-negative matrix
    factorization. Nature, 401, 788-791. On stability: Greene, D., O'Callaghan, D., & Cunningham, P.
    (2014). How many topics? Stability analysis for topic models. ECML PKDD.
    """
    n_articles = int((np.diff(tokens.article_ptr) > 0).sum())
    if n_articles < MIN_ARTICLES:
        return _none(f"{n_articles} articles: themes are sought from {MIN_ARTICLES} upwards")
    paragraphs, matrix, words = _paragraphs(tokens)
    if min(matrix.shape) <= n_themes:
        return _none(f"{matrix.shape[0]} paragraphs are too few for {n_themes} themes")
    weights, parts = _factorise(matrix, n_themes, seed=None)
    strongest = _strongest(parts)
    others = [_strongest(_factorise(matrix, n_themes, seed=s)[1]) for s in range(n_seeds)]
    part = weights / np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    lead = part.argmax(axis=1)
    n = np.bincount(lead, minlength=n_themes)
    table = pd.DataFrame(
        {
            "terms": [", ".join(words[row]) for row in strongest],
            "n_paragraphs": n,
            "share": n / len(lead),
            "stability": _stability(strongest, others),
        }
    )
    table = table.sort_values(["n_paragraphs", "terms"], ascending=[False, True])
    names = pd.Series([f"T{i + 1}" for i in range(n_themes)], index=table.index)
    table.insert(0, "theme", names)
    paragraphs = paragraphs.assign(theme=names.loc[lead].to_numpy(), weight=part.max(axis=1))
    return Themes(table.reset_index(drop=True), paragraphs)


def _none(note: str) -> Themes:
    table = pd.DataFrame(columns=["theme", "terms", "n_paragraphs", "share", "stability"])
    columns = ["article_id", "sentence", "start", "end", "n_tokens", "theme", "weight"]
    return Themes(table, pd.DataFrame(columns=columns), note)


def _paragraphs(tokens: Tokens) -> tuple[pd.DataFrame, csr_array, NDArray[np.object_]]:
    """Paragraphs with enough content words, and their tf-idf weights of lemmas."""
    from sklearn.feature_extraction.text import TfidfTransformer

    begins = (tokens.gap & gaps.LINE) > 0
    begins[tokens.article_ptr[:-1][np.diff(tokens.article_ptr) > 0]] = True
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(tokens)) - 1
    vocabulary, place = tokens.form("lemma")
    keep = np.flatnonzero(tokens.types["is_content"].to_numpy()[tokens.type_id])
    cells = (np.cumsum(begins)[keep] - 1, place[tokens.type_id[keep]])
    counts = csr_array(
        (np.ones(len(keep)), cells), shape=(len(first), len(vocabulary)), dtype=np.float64
    )
    counts.sum_duplicates()
    long_enough = np.asarray(counts.sum(axis=1)).ravel() >= MIN_WORDS
    counts = counts[np.flatnonzero(long_enough)]
    common = np.flatnonzero(np.asarray((counts > 0).sum(axis=0)).ravel() >= MIN_PARAGRAPHS)
    first, last = first[long_enough], last[long_enough]
    until = tokens.sentence_ptr[tokens.sentence_of[first] + 1] - 1
    table = pd.DataFrame(
        {
            "article_id": tokens.articles["article_id"].to_numpy()[tokens.article[first]],
            "sentence": tokens.sentence[first],
            "start": tokens.start[first],
            "end": tokens.end[until],
            "n_tokens": last - first + 1,
        }
    )
    weights = csr_array(TfidfTransformer(sublinear_tf=True).fit_transform(counts[:, common]))
    return table, weights, vocabulary.to_numpy(dtype=object)[common]


def _factorise(matrix: csr_array, n_themes: int, *, seed: int | None) -> tuple[Floats, Floats]:
    """Paragraphs × themes and themes × words; without a seed, started from singular vectors."""
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    start = {"init": "nndsvda", "random_state": 0} if seed is None else {"init": "random"}
    model = NMF(n_themes, max_iter=200, tol=1e-3, **{"random_state": seed, **start})
    # A start that has not settled shows in the stability; a perfect fit has a residual below zero.
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)
        weights: Floats = model.fit_transform(matrix)
    return weights * model.components_.sum(axis=1), model.components_


def _strongest(parts: Floats) -> NDArray[np.int64]:
    """Columns of the strongest words of every theme, ties by column."""
    return np.argsort(-parts, axis=1, kind="stable")[:, :N_TERMS]


def _stability(first: NDArray[np.int64], others: list[NDArray[np.int64]]) -> Floats:
    """Mean share of strongest words that the best one-to-one match of each run has."""
    from scipy.optimize import linear_sum_assignment

    shares = np.empty((len(others), len(first)))
    for row, other in zip(shares, others, strict=True):
        common = np.array([[np.isin(a, b).mean() for b in other] for a in first])
        mine, theirs = linear_sum_assignment(-common)
        row[mine] = common[mine, theirs]
    return shares.mean(axis=0) if len(others) else np.full(len(first), np.nan)
