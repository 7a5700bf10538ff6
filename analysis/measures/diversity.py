r"""How varied the vocabulary of each article is.

The formulas take ``words``, an array of whole numbers, one a token and equal for equal words, and
``ptr``: the tokens of text ``i`` are ``words[ptr[i]:ptr[i + 1]]``. Each gives one value a text.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.arrays import Floats, divide
from analysis.text.tokens import Tokens

Ints = NDArray[np.int64]


def lexical_diversity(
    tokens: Tokens,
    *,
    form: str = "norm",
    window: int = 50,
    threshold: float = 0.72,
    draws: int = 42,
) -> pd.DataFrame:
    """Lexical diversity of every article.

    Parameters
    ----------
    tokens : Tokens
    form : {"norm", "surface", "lemma", "stem"}
        What counts as the same word.
    window : int
        Tokens of the moving window of MATTR.
    threshold : float
        Type–token ratio at which a factor of MTLD is full, between 0 and 1.
    draws : int
        Tokens drawn for HD-D.

    Returns
    -------
    DataFrame
        One row an article: ``article_id``, ``n_tokens``, ``n_types``, ``ttr`` (types over
        tokens), ``mattr``, ``mtld``, ``hdd``.

    Raises
    ------
    InputError
        If the window or the number of draws is below 1, or the threshold not between 0 and 1.

    Notes
    -----
    ``ttr`` falls with length, because words come back: it does not compare articles of unlike
    length, and is given so that the others can be set against it. NaN where an article is too
    short to tell: ``ttr`` without tokens, ``mattr`` and ``hdd`` with fewer tokens than the window
    or the draws, ``mtld`` where no word occurs twice. Below about 100 tokens ``mtld`` swings
    widely (McCarthy & Jarvis 2010).

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["so it goes and so it ends"]})
    >>> lexical_diversity(tokenize(articles), window=4)[["n_types", "mattr"]].to_numpy().tolist()
    [[5.0, 1.0]]
    """
    if window < 1 or draws < 1:
        raise InputError("the window of MATTR and the draws of HD-D need one token at least")
    if not 0 < threshold < 1:
        raise InputError(f"the threshold of MTLD lies between 0 and 1, not at {threshold}")
    words, ptr = tokens.form(form)[1][tokens.type_id], tokens.article_ptr
    n_tokens, n_types = np.diff(ptr), count_types(words, ptr)
    return pd.DataFrame(
        {
            "article_id": tokens.articles["article_id"].astype("str").to_numpy(),
            "n_tokens": n_tokens,
            "n_types": n_types,
            "ttr": divide(n_types, n_tokens),
            "mattr": mattr(words, ptr, window=window),
            "mtld": mtld(words, ptr, threshold=threshold),
            "hdd": hdd(words, ptr, draws=draws),
        }
    )


def count_types(words: Ints, ptr: Ints) -> Ints:
    """Distinct words of every text."""
    return _sum(_previous(words, ptr) < 0, ptr).astype(np.int64)


def mattr(words: Ints, ptr: Ints, *, window: int = 50) -> Floats:
    """Moving-average type–token ratio (Covington & McFall 2010); NaN below one window.

    >>> words = np.array([0, 1, 0, 0])
    >>> float(mattr(words, np.array([0, 4]), window=2)[0].round(3))  # (2 + 2 + 1) / (2 · 3)
    0.833
    """
    at, begin, end = _places(ptr)
    # A token is a new type in every window that begins after the word's last use and holds it.
    first = np.maximum.reduce([_previous(words, ptr) + 1, at - window + 1, begin])
    last = np.minimum(at, end - window)
    n_windows = np.diff(ptr) - window + 1
    return divide(_sum(np.maximum(last - first + 1, 0), ptr), window * np.maximum(n_windows, 0))


def msttr(words: Ints, ptr: Ints, *, window: int = 50) -> Floats:
    """Mean type–token ratio of consecutive segments (Johnson 1944), the remainder dropped.

    NaN below one segment.
    """
    at, begin, end = _places(ptr)
    segment = begin + (at - begin) // window * window
    new = (_previous(words, ptr) < segment) & (segment + window <= end)
    return divide(_sum(new, ptr), np.diff(ptr) // window * window)


def mtld(words: Ints, ptr: Ints, *, threshold: float = 0.72) -> Floats:
    """Measure of textual lexical diversity (McCarthy & Jarvis 2010), forwards and backwards.

    The mean length of stretches whose type–token ratio stays above the threshold; NaN where no
    word occurs twice, since no stretch then ever ends.
    """
    n_tokens = np.diff(ptr)
    back = ptr[-1] - ptr[::-1]
    factors = _factors(words, ptr, threshold), _factors(words[::-1], back, threshold)[::-1]
    return (divide(n_tokens, factors[0]) + divide(n_tokens, factors[1])) / 2


def hdd(words: Ints, ptr: Ints, *, draws: int = 42) -> Floats:
    """HD-D (McCarthy & Jarvis 2007): expected type–token ratio of so many tokens drawn at random.

    By the hypergeometric distribution; NaN where a text has fewer tokens than draws.
    """
    from scipy.special import gammaln

    text, n = _frequencies(words, ptr)
    total = np.diff(ptr)[text]
    left = total - n
    possible = left >= draws  # else every draw has the word
    a, b = left[possible] + 1.0, total[possible] + 1.0
    absent = np.zeros(len(n))
    absent[possible] = np.exp(gammaln(a) - gammaln(a - draws) - gammaln(b) + gammaln(b - draws))
    expected = np.bincount(text, 1 - absent, minlength=len(ptr) - 1) / draws
    return np.where(np.diff(ptr) >= draws, expected, np.nan)


def root_ttr(words: Ints, ptr: Ints) -> Floats:
    """Types over the square root of tokens (Guiraud 1954)."""
    return divide(count_types(words, ptr), np.sqrt(np.diff(ptr)))


def herdan_c(words: Ints, ptr: Ints) -> Floats:
    """Logarithm of types over logarithm of tokens (Herdan 1960); NaN below two tokens."""
    n_types, n_tokens = count_types(words, ptr), np.diff(ptr)
    return divide(np.log(np.maximum(n_types, 1)), np.log(np.maximum(n_tokens, 1)))


def maas(words: Ints, ptr: Ints) -> Floats:
    """Maas's a² (1972, natural logarithms): low where the vocabulary is rich; NaN below two tokens.

    ``(ln tokens − ln types) / (ln tokens)²``.
    """
    types, n = (np.log(np.maximum(k, 1)) for k in (count_types(words, ptr), np.diff(ptr)))
    return divide(n - types, n**2)


def yule_k(words: Ints, ptr: Ints) -> Floats:
    """Yule's characteristic K (1944): 10,000 times the chance that two tokens are one word."""
    text, n = _frequencies(words, ptr)
    squares = np.bincount(text, n.astype(np.float64) ** 2, minlength=len(ptr) - 1)
    total = np.diff(ptr).astype(np.float64)
    return 1e4 * divide(squares - total, total**2)


def _factors(words: Ints, ptr: Ints, threshold: float) -> Floats:
    """Stretches of every text, the last one in part; all texts advance side by side."""
    previous = _previous(words, ptr)
    longest_first = np.argsort(-np.diff(ptr), kind="stable")
    begin, n_tokens = ptr[:-1][longest_first], np.diff(ptr)[longest_first]
    start, n_types, n_full = begin.copy(), np.zeros_like(begin), np.zeros_like(begin)
    running = np.searchsorted(-n_tokens, -np.arange(n_tokens.max(initial=0)), "left")
    for step, k in enumerate(running.tolist()):
        at = begin[:k] + step
        n_types[:k] += previous[at] < start[:k]
        full = np.flatnonzero(n_types[:k] <= threshold * (at - start[:k] + 1))
        start[full], n_types[full] = at[full] + 1, 0
        n_full[full] += 1
    rest = begin + n_tokens - start
    part = (1 - divide(n_types, rest, default=1.0)) / (1 - threshold)
    factors = np.empty(len(begin))
    factors[longest_first] = n_full + part
    return factors


def _previous(words: Ints, ptr: Ints) -> Ints:
    """Token that last had the same word in the same text, -1 for a first use."""
    text = np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))
    order = np.lexsort((words, text))
    same = (words[order][1:] == words[order][:-1]) & (text[order][1:] == text[order][:-1])
    previous = np.full(len(words), -1, dtype=np.int64)
    previous[order[1:][same]] = order[:-1][same]
    return previous


def _places(ptr: Ints) -> tuple[Ints, Ints, Ints]:
    """Place of every token, and where its text begins and ends."""
    n = np.diff(ptr)
    return np.arange(ptr[-1]), np.repeat(ptr[:-1], n), np.repeat(ptr[1:], n)


def _frequencies(words: Ints, ptr: Ints) -> tuple[Ints, Ints]:
    """Text and number of uses of every word of every text."""
    text = np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))
    n_words = int(words.max(initial=0)) + 1
    cells, n = np.unique(text * n_words + words, return_counts=True)
    return cells // n_words, n.astype(np.int64)


def _sum(values: NDArray[np.generic], ptr: Ints) -> Floats:
    text = np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))
    return np.bincount(text, values, minlength=len(ptr) - 1).astype(np.float64)
