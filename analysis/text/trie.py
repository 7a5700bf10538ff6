"""Phrases as a tree of words, walked over many tokens at once.

Phrases that begin alike share their first steps, so a walk costs by the tokens that stand at a
step, however many phrases pass through it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Trie:
    """Which word leads from a node to which; node 0 is where every phrase begins.

    Attributes
    ----------
    n_words : int
        Words of the vocabulary.
    keys : int array, ascending
        ``node * n_words + word`` of every step that there is.
    begin : int array, one longer than ``keys``
        The nodes reached by step ``i`` are ``child[begin[i]:begin[i + 1]]``: several where
        patterns overlap.
    child : int array
    depth : int array, one a node
        Words before the node.
    phrase_begin : int array, one longer than there are nodes
        The phrases that end at node ``i`` are ``phrase[phrase_begin[i]:phrase_begin[i + 1]]``.
    phrase : int array
    """

    n_words: int
    keys: Ints
    begin: Ints
    child: Ints
    depth: Ints
    phrase_begin: Ints
    phrase: Ints

    def openers(self, depth: int) -> Bools:
        """Whether each word of the vocabulary leads on from any node after ``depth`` words."""
        node, word = np.divmod(self.keys, self.n_words)
        found = np.zeros(self.n_words, dtype=bool)
        found[word[self.depth[node] == depth]] = True
        return found

    def closers(self) -> Bools:
        """Whether each word of the vocabulary is a phrase by itself."""
        last = np.searchsorted(self.keys, self.n_words)
        ends = np.diff(self.phrase_begin)[self.child[: self.begin[last]]] > 0
        step = np.repeat(np.arange(last), np.diff(self.begin[: last + 1]))
        found = np.zeros(self.n_words, dtype=bool)
        found[self.keys[step[ends]]] = True
        return found

    def step(self, node: Ints, word: Ints) -> tuple[Ints, Ints]:
        """Rows of ``node`` from which ``word`` leads on, once a node reached; those nodes."""
        wanted = node * self.n_words + word
        place = np.searchsorted(self.keys, wanted)
        place[place == len(self.keys)] = 0
        rows = np.flatnonzero(self.keys[place] == wanted) if len(self.keys) else place[:0]
        return _expand(rows, place[rows], self.begin, self.child)

    def ended(self, node: Ints) -> tuple[Ints, Ints]:
        """Rows of ``node`` at which a phrase ends, once for each phrase; those phrases."""
        return _expand(np.arange(len(node)), node, self.phrase_begin, self.phrase)


def build_trie(phrases: Sequence[tuple[str, ...]], words: list[str]) -> Trie:
    """Tree of phrases (tuples of word patterns) over a vocabulary.

    Parameters
    ----------
    phrases : sequence of tuples of str
        In each word ``*`` stands for any run of characters.
    words : list of str
        The vocabulary, in code point order.

    Examples
    --------
    >>> trie = build_trie([("a", "b*"), ("a",)], ["a", "ba", "bo"])
    >>> rows, node = trie.step(np.array([0]), np.array([0]))
    >>> trie.ended(node)[1].tolist(), trie.step(node, np.array([2]))[1].tolist()
    ([1], [2])
    """
    number: dict[tuple[int, str], int] = {}
    depth, ends = [0], []
    for phrase in phrases:
        node = 0
        for k, pattern in enumerate(phrase, start=1):
            step = (node, pattern)
            if step not in number:
                number[step] = len(depth)
                depth.append(k)
            node = number[step]
        ends.append(node)
    matching = {pattern: _words_matching(words, pattern) for pattern in {p for _, p in number}}
    size = max(len(words), 1)
    steps = [_steps(node * size, matching[p], child) for (node, p), child in number.items()]
    keys, child = np.concatenate(steps, axis=1) if steps else np.empty((2, 0), dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    distinct, begin = np.unique(keys[order], return_index=True)
    return Trie(
        n_words=size,
        keys=distinct,
        begin=np.append(begin, len(keys)),
        child=child[order],
        depth=np.array(depth, dtype=np.int64),
        phrase_begin=np.searchsorted(np.sort(ends), np.arange(len(depth) + 1)),
        phrase=np.argsort(ends, kind="stable"),
    )


def _steps(base: int, words: Sequence[int], child: int) -> Ints:
    """Keys of the steps from one node by each of ``words``, and the node reached."""
    found = np.asarray(words, dtype=np.int64)
    return np.stack((found + base, np.full(len(found), child, dtype=np.int64)))


def _words_matching(words: list[str], pattern: str) -> Sequence[int]:
    """Positions in a sorted list of words that a glob matches."""
    prefix, star, rest = pattern.partition("*")
    low = bisect_left(words, prefix)
    if not star:
        return range(low, low + (low < len(words) and words[low] == pattern))
    high = bisect_left(words, prefix + "\U0010ffff", lo=low) if prefix else len(words)
    if not rest:
        return range(low, high)
    tail = re.compile(".*" + ".*".join(map(re.escape, rest.split("*"))), re.DOTALL)
    ending = rest.rpartition("*")[2]
    near = (n for n in range(low, high) if words[n].endswith(ending))
    return [n for n in near if tail.fullmatch(words[n], len(prefix))]


def _expand(rows: Ints, place: Ints, begin: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Each of ``rows`` as often as its place has values, and those values."""
    n = begin[place + 1] - begin[place]
    within = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    return np.repeat(rows, n), values[np.repeat(begin[place], n) + within]
