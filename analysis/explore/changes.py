"""A codebook changed in a notebook: how to change it, and what the change does."""

import tomllib
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from analysis.codebooks import Codebook, check_codebook
from analysis.codebooks.codebook import KINDS, Frame, parse_codebook
from analysis.codebooks.writing import frame_toml
from analysis.errors import InputError
from analysis.explore.explorer import Explorer
from analysis.explore.rates import ALL, draws_profile, pooled_rates, rates_by_group
from analysis.explore.view import View
from analysis.plots.style import count

STATES = ("before", "after")
GAINED, LOST = "+ ", "− "
PLACE = ["article_id", "start", "end"]
COLUMNS = {
    "group": "Group",
    "n_hits_before": "Before",
    "n_hits_after": "after",
    "gained": "gained",
    "lost": "lost",
    "per_1000_before": "/1,000",
    "per_1000_after": "after",
}


@dataclass(frozen=True)
class Change:
    """What a change of one frame does.

    Attributes
    ----------
    view : View
        Rates before and after in each group; behind a row are the hits gained, with ``+`` as
        ``sign``, and those lost, with ``−``.
    n_gained, n_lost : int
        Hits in the chosen groups.
    problems : list of str
        What the examples and counter-examples say against the frame now and did not before.
    """

    view: View
    n_gained: int
    n_lost: int
    problems: list[str]


def entry_of(book: Codebook, frame: str) -> str:
    """Entry of a frame as a person edits it: as in the file, without the line ``[[frame]]``."""
    return frame_toml(frame_of(book, frame))


def frame_of(book: Codebook, name: str) -> Frame:
    """Frame of a codebook by its name."""
    return next(frame for frame in book.frames if frame.name == name)


def with_entry(book: Codebook, frame: str, text: str) -> Codebook:
    """Codebook with a frame's entry replaced.

    Parameters
    ----------
    book : Codebook
    frame : str
        Name of the frame, which the entry must keep.
    text : str
        From ``entry_of``, changed.

    Raises
    ------
    InputError
        If the entry is no TOML, lacks what a frame needs, or names another frame.
    """
    try:
        entry = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"the entry is not valid TOML: {' '.join(str(error).split())}") from None
    if entry.get("name") != frame:
        raise InputError(f'the entry must keep its name = "{frame}"')
    if "frame" in entry:
        raise InputError("one frame at a time: leave out the lines [[frame]]")
    return _with_frame(book, _parsed(book, entry))


def with_term(book: Codebook, frame: str, term: str, *, example: str = "") -> Codebook:
    """Codebook with a term added to a frame, and the sentence that shows it.

    Parameters
    ----------
    book : Codebook
    frame : str
        Name of the frame.
    term : str
        Words, with ``*`` for any characters within a word.
    example : str
        A sentence that the term must hit; empty for none.

    Raises
    ------
    InputError
        If the term is no phrase, or is there already.
    """
    if not term.strip():
        raise InputError("type a term to add, such as picket line*")
    old = frame_of(book, frame)
    examples = [*old.examples, *([example.strip()] if example.strip() else [])]
    entry = tomllib.loads(frame_toml(replace(old, examples=tuple(dict.fromkeys(examples)))))
    entry["terms"].append(term.strip())
    return _with_frame(book, _parsed(book, entry))


def view_change(explorer: Explorer, before: Codebook, after: Codebook, frame: str) -> Change:
    """What changes in a frame from one state of a codebook to another.

    Parameters
    ----------
    explorer : Explorer
    before, after : Codebook
        Both have the frame.
    frame : str
        Its name.
    """
    books = [replace(book, frames=(frame_of(book, frame),)) for book in (before, after)]
    old, new = (explorer.own(explorer.hits(book)) for book in books)
    parts = [_only_in(new, old).assign(sign=GAINED), _only_in(old, new).assign(sign=LOST)]
    moved = pd.concat(parts, ignore_index=True)
    named = zip(books, STATES, strict=True)
    states = [explorer.rates(book).assign(frame=state, label=state) for book, state in named]
    rates = pd.concat(states, ignore_index=True)
    data = rates_by_group(explorer, rates)
    table = _side_by_side(pd.concat([pooled_rates(explorer, rates), data]), moved)
    keys = [ALL, *explorer.chosen]

    def of_row(row: int) -> pd.DataFrame:
        return moved if row == 0 else moved[moved["group"] == keys[row]]

    label = frame_of(after, frame).label
    n_gained, n_lost = (int((moved["sign"] == sign).sum()) for sign in (GAINED, LOST))
    view = View(
        name=f"explore-change-{after.name}",
        caption=f"“{label}” of {after.title}, before and after a change of its terms: hits per "
        "1,000 tokens; a group’s articles are pooled.",
        alt=f"Rates of “{label}” in {len(explorer.chosen)} groups before and after a change.",
        data=data,
        rows=table.loc[keys].rename(index=explorer.groups).reset_index(),
        columns=COLUMNS,
        draw=draws_profile(
            explorer,
            data,
            rates,
            title=f"{label}: {count(n_gained, 'hit')} gained, {n_lost:,} lost",
        ),
        hits=of_row,
    )
    checks = [
        explorer.keep(("check", book.kind, book.frames), partial(check_codebook, book))
        for book in books
    ]
    return Change(view, n_gained, n_lost, _new_problems(*checks))


def _with_frame(book: Codebook, frame: Frame) -> Codebook:
    frames = tuple(frame if old.name == frame.name else old for old in book.frames)
    return replace(book, frames=frames)


def _parsed(book: Codebook, entry: dict[str, Any]) -> Frame:
    """One entry read as a codebook's would be."""
    about = dict.fromkeys(("title", "source", "unit", "language"), "-")
    content = {**about, "kind": KINDS[0], "frame": [entry]}
    return parse_codebook(content, name=book.name, where=book.name).frames[0]


def _only_in(hits: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    places = pd.MultiIndex.from_frame(others[PLACE])
    return hits[~pd.MultiIndex.from_frame(hits[PLACE]).isin(places)]


def _side_by_side(data: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    """One row a group: its rates before and after, and the hits that came and went."""
    before, after = (
        data[data["frame"] == state].set_index("group")[["n_hits", "per_1000"]] for state in STATES
    )
    n = pd.concat([moved, moved.assign(group=ALL)]).groupby(["sign", "group"]).size()
    counts = {
        name: n.reindex([(sign, group) for group in before.index], fill_value=0).to_numpy()
        for name, sign in (("gained", GAINED), ("lost", LOST))
    }
    return before.add_suffix("_before").join(after.add_suffix("_after")).assign(**counts)


def _new_problems(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    known = set(zip(before["code"], before["message"], strict=True))
    pairs = zip(after["code"], after["message"], strict=True)
    return [f"{code} {message}" for code, message in pairs if (code, message) not in known]
