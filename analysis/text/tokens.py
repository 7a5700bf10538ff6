"""Articles to tokens: one tokenizer for five articles and five million.

Batches of texts are scanned side by side (``analysis.text.scan``), and their types then numbered
through the whole corpus.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.text import gaps
from analysis.text.scan import Batch, scan
from analysis.text.types import describe_types, sorted_words, word_form

BATCH_BYTES = 4_000_000  # large enough to amortise the dictionary, small enough for the cache


@dataclass(frozen=True)
class Tokens:
    """Tokens of a corpus, as columns.

    Attributes
    ----------
    articles : DataFrame
        One row an article, as given: ``article_id``, ``text`` and what else it had.
    type_id : int32 array, one a token
        Row of the token's type in ``types``.
    start : int32 array, one a token
        Offset of its first character in the article's text.
    gap : uint8 array, one a token
        Properties of the gap before it (``analysis.text.gaps``).
    article_ptr : int64 array, one longer than ``articles``
        Tokens of article ``i`` are ``article_ptr[i]:article_ptr[i + 1]``.
    sentence_ptr : int64 array, one longer than there are sentences
        The same for sentences, which never cross a line break or an article.
    surfaces : Arrow string array
        The distinct tokens as written, in the order of their first occurrence.
    """

    articles: pd.DataFrame = field(repr=False)
    type_id: NDArray[np.int32] = field(repr=False)
    start: NDArray[np.int32] = field(repr=False)
    gap: NDArray[np.uint8] = field(repr=False)
    article_ptr: NDArray[np.int64] = field(repr=False)
    sentence_ptr: NDArray[np.int64] = field(repr=False)
    surfaces: pa.Array = field(repr=False)
    _forms: dict[str, tuple[pd.Index, NDArray[np.int64]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __len__(self) -> int:
        return len(self.type_id)

    def __str__(self) -> str:
        """What is counted."""
        return f"Counted: {len(self):,} tokens in {len(self.sentence_ptr) - 1:,} sentences."

    @cached_property
    def types(self) -> pd.DataFrame:
        """One row a type: surface, norm, is_function, is_number, is_content, is_capitalised."""
        return describe_types(self.surfaces)

    @cached_property
    def texts(self) -> NDArray[np.object_]:
        """The text of every article, as Python strings."""
        texts: NDArray[np.object_] = self.articles["text"].to_numpy(dtype=object)
        return texts

    @cached_property
    def end(self) -> NDArray[np.int32]:
        """Offset after the last character of every token."""
        n_chars = pc.utf8_length(self.surfaces).to_numpy().astype(np.int32)
        ends: NDArray[np.int32] = self.start + n_chars[self.type_id]
        return ends

    @cached_property
    def article(self) -> NDArray[np.int64]:
        """Row of the article of every token."""
        return np.repeat(np.arange(len(self.articles)), np.diff(self.article_ptr))

    @cached_property
    def sentence_of(self) -> NDArray[np.int64]:
        """Row of the sentence of every token, counted through the corpus."""
        return np.repeat(np.arange(len(self.sentence_ptr) - 1), np.diff(self.sentence_ptr))

    @cached_property
    def first_sentence(self) -> NDArray[np.int64]:
        """Row of the first sentence of every article, one longer than ``articles``."""
        return np.searchsorted(self.sentence_ptr, self.article_ptr).astype(np.int64)

    @cached_property
    def sentence(self) -> NDArray[np.int64]:
        """Number of every token's sentence within its article, from 1."""
        return self.sentence_of - self.first_sentence[self.article] + 1

    @cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """Whether each token stands between quotation marks; an unclosed one ends with its line."""
        marks = self.gap & (gaps.OPENS | gaps.CLOSES)
        marked = np.flatnonzero(marks)
        until_next = np.diff(marked, prepend=0, append=len(self))
        inside: NDArray[np.bool_] = np.repeat(
            np.append(False, marks[marked] == gaps.OPENS), until_next
        )
        return inside

    @cached_property
    def opens_sentence(self) -> NDArray[np.bool_]:
        """Whether each token is the first of its sentence."""
        opens: NDArray[np.bool_] = np.zeros(len(self), dtype=bool)
        opens[self.sentence_ptr[:-1]] = True
        return opens

    @cached_property
    def joined(self) -> NDArray[np.bool_]:
        """Whether a phrase may run from the token before into each token, within a sentence."""
        runs_on: NDArray[np.bool_] = ((self.gap & gaps.JOINED) > 0) & ~self.opens_sentence
        return runs_on

    @cached_property
    def norms(self) -> list[str]:
        """Distinct normal forms, sorted; ``form("norm")`` gives each type's place among them."""
        words: list[str] = self.form("norm")[0].tolist()
        return words

    def form(self, name: str) -> tuple[pd.Index, NDArray[np.int64]]:
        """Distinct words in the form ``name``, sorted, and for every type the word it becomes.

        Parameters
        ----------
        name : {"surface", "norm", "lemma", "stem"}
        """
        if name not in self._forms:
            self._forms[name] = sorted_words(word_form(self.types, name))
        return self._forms[name]

    def n_per_article(self) -> pd.Series:
        """Tokens of every article, as a series by ``article_id``."""
        return pd.Series(
            np.diff(self.article_ptr), index=_key(self.articles), name="n_tokens", dtype="int64"
        )

    def n_sentences(self) -> pd.Series:
        """Sentences of every article, as a series by ``article_id``."""
        return pd.Series(
            np.diff(self.first_sentence), index=_key(self.articles), name="n_sentences"
        )


# What functions of measures and inference count: texts, or the sums of a source in their stead,
# which they learn to take where `analysis.scale` registers it with them.
Source = Tokens | Any


def tokenize(articles: pd.DataFrame, *, text: str = "text", threads: int = 2) -> Tokens:
    """Tokens, types and sentences of every article.

    Parameters
    ----------
    articles : DataFrame
        One row an article, with ``article_id`` and the column ``text``.
    text : str
        Name of the column that holds the text.
    threads : int
        Batches read side by side; the result does not depend on it.

    Returns
    -------
    Tokens

    Notes
    -----
    Offsets count characters (code points). An empty text has no tokens and no sentences. English
    abbreviations and sentence openers decide where a full stop ends a sentence; a lone ‘single’
    quotation mark is read as an apostrophe, so quotations in single marks are not seen.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Gangs won’t pay Sh3.6m. No."]})
    >>> tokenize(articles).surfaces.to_pylist()
    ['Gangs', 'won’t', 'pay', 'Sh3.6m', 'No']
    """
    texts = _combined(pa.array(articles[text], type=pa.large_string()))
    parts = [texts.slice(a, b - a) for a, b in _batches(texts)]
    return _merge(articles, _scan_all(parts, threads=threads))


def _scan_all(parts: Sequence[pa.Array], *, threads: int) -> list[Batch]:
    """Scan every part, at most ``threads`` at a time, in order."""
    if threads < 2 or len(parts) < 2:
        return [scan(part) for part in parts]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(scan, parts))


def _combined(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _key(articles: pd.DataFrame) -> pd.Index:
    index: pd.Index = pd.Index(articles["article_id"].to_numpy(), name="article_id")
    return index


def _batches(texts: pa.Array) -> Iterator[tuple[int, int]]:
    """Half-open ranges of rows whose texts make up a batch."""
    size = pc.binary_length(texts).to_numpy(zero_copy_only=False).astype(np.int64)
    batch = np.cumsum(size) // BATCH_BYTES
    cuts = np.flatnonzero(np.diff(batch)) + 1
    bounds = [0, *cuts.tolist(), len(texts)]
    return pairwise(bounds)


def _merge(articles: pd.DataFrame, batches: Sequence[Batch]) -> Tokens:
    type_id, surfaces = _unify(batches)
    offset = np.cumsum([0, *(len(batch.type_id) for batch in batches)])
    end = offset[-1:].astype(np.int64)
    shifted = list(zip(batches, offset, strict=False))
    return Tokens(
        articles=articles,
        type_id=type_id,
        start=np.concatenate([batch.start for batch in batches]),
        gap=np.concatenate([batch.gap for batch in batches]),
        article_ptr=np.concatenate([*(b.article_ptr[:-1] + n for b, n in shifted), end]),
        sentence_ptr=np.concatenate([*(b.sentence_start + n for b, n in shifted), end]),
        surfaces=surfaces,
    )


def _unify(batches: Sequence[Batch]) -> tuple[NDArray[np.int32], pa.Array]:
    """Types numbered through all batches, in the order of their first occurrence."""
    chunks = [pa.DictionaryArray.from_arrays(b.type_id, b.surfaces) for b in batches]
    unified = pa.chunked_array(chunks).unify_dictionaries().chunks
    type_id = np.concatenate([chunk.indices.to_numpy() for chunk in unified])
    return type_id, max((chunk.dictionary for chunk in unified), key=len)
