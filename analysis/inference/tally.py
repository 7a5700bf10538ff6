"""What is counted, unit by unit: the table that every statement of certainty starts from."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from analysis.errors import InputError
from analysis.inference.units import Ints, Units
from analysis.measures.arrays import divide
from analysis.text.places import token_rows
from analysis.text.tokens import Tokens

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OTHERS = "~"  # in a side: all groups but those named


@dataclass(frozen=True)
class Tally:
    """Events of every item in every unit, and the base that they are counted against.

    Attributes
    ----------
    events : csr_array of float64, units × items
    base : float64 array, one a unit
        Tokens, sentences, mentions: what a rate divides by. No unit has a base of 0.
    units : DataFrame
        One row a unit: ``unit``, ``group``.
    items : Index
        What the columns count.
    scale : float
        Rates are ``scale * events / base``: 1,000 for a rate per 1,000 tokens, 1 for a share.
    half : float
        Events that stand for none where a ratio is taken (Hardie 2014).
    """

    events: csr_array = field(repr=False)
    base: Floats = field(repr=False)
    units: pd.DataFrame = field(repr=False)
    items: pd.Index
    scale: float = 1.0
    half: float = 0.5

    @property
    def groups(self) -> list[str]:
        """Groups that have a unit, sorted."""
        return sorted(set(self._groups.tolist()))

    def side(self, groups: Sequence[str]) -> Ints:
        """Rows of the units of some groups, or of all others; none where they have none.

        A unit is no *other* of a group that is its home, however it is grouped now.
        """
        key = tuple(groups)
        if key not in self._sides:
            own = np.isin(self._groups, key)
            if key and key[0] == OTHERS:
                own = ~own & ~np.isin(self._homes, key)
            self._sides[key] = np.flatnonzero(own).astype(np.int64)
        return self._sides[key]

    def column(self, item: str) -> Floats:
        """Events of one item by unit; zeros for an item that is never found."""
        values = np.zeros(len(self.base))
        if item in self.items:
            at = int(self.items.get_indexer_for(pd.Index([item]))[0])
            cells = slice(self._by_item.indptr[at], self._by_item.indptr[at + 1])
            values[self._by_item.indices[cells]] = self._by_item.data[cells]
        return values

    def rivals(self, target: Sequence[str]) -> list[str]:
        """Every other group, sorted, unless all its units are at home in the target."""
        others = self.side((OTHERS, *target))
        return sorted(set(self._groups[others].tolist()))

    @cached_property
    def _groups(self) -> NDArray[np.object_]:
        return self.units["group"].to_numpy(dtype=object)

    @cached_property
    def _homes(self) -> NDArray[np.object_]:
        home = "home" if "home" in self.units else "group"
        return self.units[home].to_numpy(dtype=object)

    @cached_property
    def _sides(self) -> dict[tuple[str, ...], Ints]:
        return {}

    @cached_property
    def _by_item(self) -> csc_array:
        return csc_array(self.events)

    def select(self, items: Sequence[str]) -> "Tally":
        """The same units, some of the items only."""
        at = self.items.get_indexer(pd.Index(list(items)))
        if (at < 0).any():
            raise InputError(f"no such item: {list(items)[int(np.argmin(at))]!r}")
        return replace(self, events=self.events[:, at], items=self.items[at])

    def per_unit(self) -> "Tally":
        """Every unit's own rate as its events, against a base of 1: the mean of the units."""
        events = csr_array(self.events.multiply(1 / self.base[:, None]))
        ones = np.ones(len(self.base))
        half = self.half * len(ones) / self.base.sum() if len(ones) else self.half
        return Tally(events, ones, self.units, self.items, self.scale, half)

    def rates(self, rows: Ints) -> Floats:
        """Pooled rates of all items in some units."""
        total = np.asarray(self.events[rows].sum(axis=0), dtype=np.float64)
        return self.scale * divide(total, self.base[rows].sum())


def make_tally(
    units: Units, unit: Ints, item: Ints, base_unit: Ints, *, items: pd.Index, scale: float
) -> Tally:
    """Tally of events that are each one unit and one item.

    Parameters
    ----------
    units : Units
    unit, item : int64 arrays, one an event
        Rows of ``units.table`` and of ``items``; an event whose unit is -1 is in none.
    base_unit : int64 array, one a thing that is counted against
        Row of the unit of every token, sentence or mention.
    items : Index
    scale : float

    Returns
    -------
    Tally
        Units without a base are left out: nothing can be told of them.
    """
    n = len(units.table)
    base = np.bincount(base_unit[base_unit >= 0], minlength=n).astype(np.float64)
    known = unit >= 0
    cells = (unit[known], item[known])
    events = csr_array((np.ones(int(known.sum())), cells), shape=(n, len(items)))
    events.sum_duplicates()
    filled = np.flatnonzero(base > 0)
    table = units.table.iloc[filled].reset_index(drop=True)
    return Tally(events[filled], base[filled], table, items, scale)


def tally_terms(
    tokens: Tokens,
    units: Units,
    *,
    terms: Sequence[str] | None = None,
    form: str = "norm",
    quoted: bool = True,
    by_sentence: bool = False,
) -> Tally:
    """Uses of terms per 1,000 tokens, or the share of sentences that have them.

    Parameters
    ----------
    tokens : Tokens
    units : Units
    terms : sequence of str, optional
        Only these, in the form asked for; all terms by default.
    form : {"norm", "surface", "lemma", "stem"}
    quoted : bool
        False leaves out what stands between quotation marks.
    by_sentence : bool
        Count sentences with the term, not its uses.
    """
    words, codes = tokens.form(form)
    keep = np.ones(len(tokens), dtype=bool) if quoted else ~tokens.quoted
    items, item_of = words, codes
    if terms is not None:
        items = pd.Index(list(dict.fromkeys(terms)), dtype="str")
        place = np.full(len(words), -1, dtype=np.int64)
        found = words.get_indexer(items)
        place[found[found >= 0]] = np.flatnonzero(found >= 0)
        item_of = place[codes]
    at = np.flatnonzero(keep & (item_of >= 0)[tokens.type_id])
    tally = _tally(tokens, units, at, item_of[tokens.type_id[at]], items, keep, by_sentence)
    return tally if terms is None else tally.select(terms)


def tally_hits(
    tokens: Tokens,
    units: Units,
    hits: pd.DataFrame,
    *,
    items: Sequence[str],
    column: str = "frame",
    quoted: bool = True,
    by_sentence: bool = False,
) -> Tally:
    """Hits per 1,000 tokens, or the share of sentences that have one.

    Parameters
    ----------
    tokens : Tokens
    units : Units
    hits : DataFrame
        ``article_id``, ``start``, ``end`` and the column that names the item; ``token``, the row of
        its first token, where it is known.
    items : sequence of str
        All items that were searched, found or not.
    column : str
    quoted : bool
        False leaves out hits and tokens between quotation marks.
    by_sentence : bool
        Count sentences with a hit, not hits.
    """
    keep = np.ones(len(tokens), dtype=bool) if quoted else ~tokens.quoted
    index = pd.Index(list(items), dtype="str")
    item = index.get_indexer(pd.Index(hits[column])).astype(np.int64)
    known = "token" in hits
    first = hits["token"].to_numpy(dtype=np.int64) if known else token_rows(tokens, hits)[0]
    wanted = keep[first] & (item >= 0)
    return _tally(tokens, units, first[wanted], item[wanted], index, keep, by_sentence)


def tally_shares(
    tokens: Tokens,
    units: Units,
    places: pd.DataFrame,
    *,
    items: Sequence[str],
    column: str,
) -> Tally:
    """Shares of items among the places of a table: name forms of an actor, roles of a doer.

    Parameters
    ----------
    tokens : Tokens
    units : Units
    places : DataFrame
        ``article_id``, ``start``, ``end``; every row is one to be counted against.
    items : sequence of str
        Values of the column whose shares are wanted.
    column : str
    """
    index = pd.Index(list(items), dtype="str")
    item = index.get_indexer(pd.Index(places[column])).astype(np.int64)
    first, _ = token_rows(tokens, places)
    unit = units.of_token[first]
    known = item >= 0
    return make_tally(units, unit[known], item[known], unit, items=index, scale=1.0)


def _tally(
    tokens: Tokens,
    units: Units,
    at: Ints,
    item: Ints,
    items: pd.Index,
    keep: Bools,
    by_sentence: bool,
) -> Tally:
    """Tally of events at tokens, against all tokens that are kept or against their sentences."""
    if not by_sentence:
        base = units.of_token[keep]
        return make_tally(units, units.of_token[at], item, base, items=items, scale=1000.0)
    sentence = tokens.sentence_of[at]
    _, one = np.unique(sentence * np.int64(len(items) or 1) + item, return_index=True)
    kept = tokens.sentence_of[keep]
    base = units.of_token[keep][np.flatnonzero(np.diff(kept, prepend=-1))]
    unit = units.of_token[at[one]]
    return make_tally(units, unit, item[one], base, items=items, scale=1.0)
