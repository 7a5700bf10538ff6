"""A batch of texts to numbered tokens, in one pass of array operations.

Texts are joined into one buffer; a table gives every byte its class, array comparisons give the
boundaries, and tokens and the gaps between them are the alternating slices of one Arrow string
array, which its dictionary encoding turns into numbers. No step visits a token in Python.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.text import gaps
from analysis.text.characters import classify, mark_words
from analysis.text.sentences import sentence_starts

_EDGE = "\n\n"


@dataclass(frozen=True)
class Batch:
    """Tokens of one batch of texts, numbered by the batch's own dictionary."""

    type_id: NDArray[np.int32]
    start: NDArray[np.int32]
    gap: NDArray[np.uint8]
    article_ptr: NDArray[np.int64]
    sentence_start: NDArray[np.int64]
    surfaces: pa.Array


def scan(texts: pa.Array) -> Batch:
    """Tokens of a batch of texts (an Arrow string array without nulls, under 2 GB)."""
    buffer, article_byte = _join(texts)
    classes, continuation = classify(buffer)
    word, acronym_end = mark_words(buffer, classes)
    edges = np.flatnonzero(word[1:] != word[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    codes, dictionary = _encode(buffer, edges)
    gap_code, type_code = codes[0:-1:2], codes[1::2]
    article_ptr = np.searchsorted(starts, article_byte)
    flags = _flags(dictionary, gap_code)[gap_code]
    _set_openings(flags, buffer, starts=starts, begins=article_byte, first=article_ptr)
    sentence_start = sentence_starts(
        flags,
        dictionary=dictionary,
        type_code=type_code,
        first_class=lambda token: classes[starts[token]],
        after_acronym=np.searchsorted(ends, acronym_end) + 1,
    )
    type_id, surfaces = _types_only(dictionary, type_code)
    return Batch(
        type_id=type_id,
        start=_characters(starts, continuation, article_byte, article_ptr),
        gap=flags,
        article_ptr=article_ptr,
        sentence_start=sentence_start,
        surfaces=surfaces,
    )


def _join(texts: pa.Array) -> tuple[bytes, NDArray[np.int64]]:
    """Texts in one UTF-8 buffer with line breaks between, and where each (and the end) begins."""
    size = pc.binary_length(texts).to_numpy(zero_copy_only=False).astype(np.int64)
    rows = pa.LargeListArray.from_arrays(pa.array([0, len(texts)], pa.int64()), texts)
    joined = pc.binary_join(rows, pa.scalar(_EDGE, pa.large_string()))[0].as_buffer().to_pybytes()
    edge = len(_EDGE)
    begins = edge + np.concatenate(([0], np.cumsum(size + edge)))
    return b"".join((_EDGE.encode(), joined, _EDGE.encode())), begins


def _encode(buffer: bytes, edges: NDArray[np.intp]) -> tuple[NDArray[np.int32], pa.Array]:
    """Number the slices between edges (gap, token, gap, …, gap) by their content."""
    offsets = np.concatenate(([0], edges, [len(buffer)])).astype(np.int32)
    slices = pa.StringArray.from_buffers(
        len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(buffer)
    )
    encoded = slices.dictionary_encode()
    return encoded.indices.to_numpy(), encoded.dictionary


def _flags(dictionary: pa.Array, gap_code: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Properties of the dictionary's gaps; tokens have none."""
    flags = np.zeros(len(dictionary), dtype=np.uint8)
    used = np.flatnonzero(np.bincount(gap_code, minlength=len(dictionary)))
    strings = dictionary.take(pa.array(used)).to_pylist()
    flags[used] = [gaps.gap_properties(gap) for gap in strings]
    return flags


def _set_openings(
    flags: NDArray[np.uint8],
    buffer: bytes,
    *,
    starts: NDArray[np.intp],
    begins: NDArray[np.int64],
    first: NDArray[np.intp],
) -> None:
    """Give the first token of every article the gap from the article's own beginning."""
    has_tokens = np.flatnonzero(np.diff(first))
    for begin, token in zip(begins[has_tokens], first[has_tokens], strict=True):
        gap = buffer[begin - len(_EDGE) : starts[token]].decode()
        flags[token] = gaps.gap_properties(gap)


def _characters(
    starts: NDArray[np.intp],
    continuation: NDArray[np.intp],
    article_byte: NDArray[np.int64],
    article_ptr: NDArray[np.intp],
) -> NDArray[np.int32]:
    """Byte offsets in the buffer as character offsets in each article."""
    skipped = np.bincount(np.searchsorted(starts, continuation), minlength=len(starts) + 1)
    characters = starts - np.cumsum(skipped[:-1])
    begins = article_byte[:-1] - np.searchsorted(continuation, article_byte[:-1])
    return (characters - np.repeat(begins, np.diff(article_ptr))).astype(np.int32)


def _types_only(
    dictionary: pa.Array, type_code: NDArray[np.int32]
) -> tuple[NDArray[np.int32], pa.Array]:
    """Renumber tokens without the gaps, in the order of first occurrence."""
    used = np.bincount(type_code, minlength=len(dictionary)) > 0
    number = (np.cumsum(used) - 1).astype(np.int32)
    return number[type_code], dictionary.filter(pa.array(used))
