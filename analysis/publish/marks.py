"""Passages of one sentence put together: the sentence once, with everything found in it marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("article_id", "label", "sentence", "before", "surface", "after")


def merge_passages(passages: "pd.DataFrame") -> list[dict[str, Any]]:
    """Passages with one entry a sentence, in the order in which the sentences first come.

    Parameters
    ----------
    passages : DataFrame
        article_id, label, sentence, before, surface, after; frame where there is one.

    Returns
    -------
    list of dict
        article_id, label, sentence, before and after (what stands around all hits), surface (the
        text from the first hit to the last), parts (the same in turns, one that is found and one
        that is not), n_hits, and frame, all of them where there are several.

    Notes
    -----
    Hits that overlap are one mark, and a hit that is there twice is one hit. Two rows are of one
    sentence where their texts agree as far as the shorter goes; a concordance line that is cut off
    at its left stays alone.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("a", "A", 1, "", "One", " and two."), ("a", "A", 1, "One and ", "two", ".")]
    >>> merged = merge_passages(pd.DataFrame(rows, columns=COLUMNS))
    >>> [(passage["parts"], passage["n_hits"]) for passage in merged]
    [(['One', ' and ', 'two'], 2)]
    """
    columns = [column for column in (*COLUMNS, "frame") if column in passages]
    return merge_records(passages[columns].to_dict("records"))


def merge_records(passages: Iterable[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    """The same for passages that are rows of their own."""
    found: dict[tuple[Any, Any], list[_Sentence]] = {}
    entries: list[_Sentence] = []
    for row in passages:
        same = found.setdefault((row["article_id"], row["sentence"]), [])
        if not any(entry.takes(row) for entry in same):
            same.append(_Sentence(row))
            entries.append(same[-1])
    return [entry.merged() for entry in entries]


def take_turns(articles: Sequence[str], n: int) -> tuple[list[int], list[int]]:
    """Places of n passages, every article heard before any is heard twice, and of the rest.

    Parameters
    ----------
    articles : sequence of str
        The article of every passage.
    n : int

    Examples
    --------
    >>> take_turns(["a", "a", "a", "b"], 2)
    ([0, 3], [1, 2])
    """
    heard: dict[str, int] = {}
    turns = []
    for place, article in enumerate(articles):
        turn = heard[article] = heard.get(article, 0) + 1
        turns.append((turn, place))
    picked = {place for _, place in sorted(turns)[:n]}
    places = range(len(articles))
    return sorted(picked), [place for place in places if place not in picked]


class _Sentence:
    """A sentence and the hits found in it so far."""

    def __init__(self, row: Mapping[Any, Any]) -> None:
        self.first = row
        self.text = ""
        self.spans: dict[tuple[int, int], None] = {}
        self.frames: dict[str, None] = {}
        self.takes(row)

    def takes(self, row: Mapping[Any, Any]) -> bool:
        """Whether a row is of this sentence, in which case its hit is one of those."""
        text = f"{row['before']}{row['surface']}{row['after']}"
        if not (text.startswith(self.text) or self.text.startswith(text)):
            return False
        self.text = max(self.text, text, key=len)
        start = len(str(row["before"]))
        self.spans[start, start + len(str(row["surface"]))] = None
        if "frame" in row:
            self.frames[str(row["frame"])] = None
        return True

    def merged(self) -> dict[str, Any]:
        marks = list(_union(sorted(self.spans)))
        start, end = marks[0][0], marks[-1][1]
        edges = [edge for mark in marks for edge in mark]
        names = {"frame": ", ".join(self.frames)} if self.frames else {}
        return {
            "article_id": str(self.first["article_id"]),
            "label": str(self.first["label"]),
            "sentence": int(self.first["sentence"]),
            "before": self.text[:start],
            "surface": self.text[start:end],
            "after": self.text[end:],
            "parts": [self.text[a:b] for a, b in pairwise(edges)],
            "n_hits": len(self.spans),
            **names,
        }


def _union(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in their order, those that overlap or touch made one."""
    start, end = -1, -1
    for a, b in spans:
        if a > end:
            if end >= 0:
                yield start, end
            start, end = a, b
        end = max(end, b)
    yield start, end
