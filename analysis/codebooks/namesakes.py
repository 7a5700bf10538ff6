"""What a person's name must not stand beside, so that it is not found in another's name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.codebooks.short_forms import Usage, is_person

_YOUNGER = ("jr", "sr", "ii", "iii")
_FEW = 2  # mentions from which what follows a name makes another name of it (*Trump Tower*)


def apart_from_namesakes(
    forms: Sequence[str], others: pd.DataFrame, usage: Usage
) -> list[str | dict[str, Any]]:
    """The forms of a name as terms of a codebook, none of which hits inside another's name.

    Parameters
    ----------
    forms : sequence of str
        The full name first; only a person's is told apart.
    others : DataFrame
        Every name of the texts as it is written: ``name``, ``n``.
    usage : Usage

    Returns
    -------
    list
        Of each form the text, or a table with ``term``, ``not_after`` (the first names of other
        bearers: *Melania* before *Trump*) and ``not_before`` (what makes another name of it:
        *Tower*).
    """
    if not is_person(forms[0].lower(), usage):
        return list(forms)
    names = [_words(name) for name in others["name"]]
    known = dict(zip(map(tuple, names), others["n"], strict=True))
    own = {tuple(_words(form)) for form in forms}
    full = max(own, key=len)
    written = {word.lower(): word for name in others["name"] for word in name.split()}
    terms: list[str | dict[str, Any]] = []
    for form in forms:
        words = tuple(_words(form))
        beside: Mapping[str, set[str]] = {"not_after": set(), "not_before": set()}
        for name, n in known.items():
            if name in own or name[-len(full) :] == full:
                continue
            for side, word in _beside(words, name):
                if (side == "not_after" and is_person(" ".join(name), usage)) or (
                    side == "not_before" and (n >= _FEW or word in _YOUNGER)
                ):
                    beside[side].add(word)
        told = {side: sorted(written[w] for w in found) for side, found in beside.items() if found}
        terms.append({"term": form, **told} if told else form)
    return terms


def _beside(words: tuple[str, ...], name: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The words right before and behind a form where it stands inside a longer name."""
    for i in range(len(name) - len(words) + 1):
        if name[i : i + len(words)] == words:
            if i and i + len(words) == len(name):
                yield "not_after", name[i - 1]
            if i + len(words) < len(name):
                yield "not_before", name[i + len(words)]


def _words(name: str) -> list[str]:
    return name.lower().split()
