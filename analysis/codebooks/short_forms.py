"""Short forms of names: acronyms, and surnames, each with the one longer name it stands for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.text.tags import can_be_name

_PARTICLES = ("of", "de", "del", "du", "la", "van", "von", "bin", "al", "the")
_DOMINANT = 2  # times as many articles and mentions as the next bearer of a surname has
_DETERMINED = 1 / 3  # of a word's uses, after an article: more, and it is a common noun
_LOWER = 0.2  # of a word's uses, in lower case: more, and it is a common noun


@dataclass(frozen=True)
class Usage:
    """How words in normal form are used: in lower case, with a capital, behind *the* or *a*."""

    lower: Mapping[str, int]
    capital: Mapping[str, int]
    determined: Mapping[str, int]


def longer_forms(mentions: pd.DataFrame, usage: Usage, *, min_count: int) -> dict[str, str]:
    """Acronyms and surnames, each with the longer name that it stands for.

    Parameters
    ----------
    mentions : DataFrame
        One row a mention: ``article``, ``key`` (the name in normal form).
    usage : Usage
    min_count : int
        Mentions from which a name is frequent.
    """
    table = mentions.groupby("key").agg(n=("article", "size"), k=("article", "nunique"))
    articles = mentions.groupby("key")["article"].agg(set).to_dict()
    frequent = set(table.index[table["n"] >= min_count])
    several = [key for key in table.index if " " in key and "." not in key]
    often = [key for key in several if key in frequent]
    initials = _index(several, initials_of) | _index(often, initials_of)
    persons = _index((key for key in several if is_person(key, usage)), _surname)
    sizes = dict(zip(table.index, zip(table["k"], table["n"], strict=True), strict=True))
    longer = {}
    for key in table.index[~table.index.str.contains(" ", regex=False)]:
        full = initials.get(key.replace(".", ""), [])
        named = _dominant(persons.get(key, []), sizes)
        near = [n for n in named if 4 * len(articles[key] & articles[n]) >= len(articles[key])]
        for name in full if len(full) == 1 else near:
            longer[key] = name
    return longer


def is_person(name: str, usage: Usage) -> bool:
    """Whether a name in normal form reads as that of a person: *Ana Diaz*, not *White House*.

    The words before the last are no words of the language, in the texts or in the tagger's
    lexicon. Nor is the last, unless the texts have it nearly always with a capital and seldom
    behind an article: *Trump* is a surname, *House* is none.
    """
    *firsts, last = name.split()
    firsts = [word for word in firsts if word not in _PARTICLES]
    if not firsts or any(usage.lower.get(w) or not can_be_name(w) for w in firsts):
        return False
    n_capital, n_lower = usage.capital.get(last, 0), usage.lower.get(last, 0)
    if n_lower > _LOWER * (n_capital + n_lower):
        return False
    return can_be_name(last) or usage.determined.get(last, 0) <= _DETERMINED * n_capital


def initials_of(name: str) -> str:
    """First letters of the words of a name, small words left out."""
    return "".join(word[0] for word in name.split() if word not in _PARTICLES)


def _dominant(bearers: list[str], sizes: Mapping[str, tuple[int, int]]) -> list[str]:
    """The one bearer of a surname whom the texts have far more often than any other.

    ``sizes`` has the articles and the mentions of each name.
    """
    if len(bearers) < 2:
        return bearers
    ranked = sorted(bearers, key=lambda name: (-sizes[name][0], -sizes[name][1], name))
    (k, n), (k_next, n_next) = sizes[ranked[0]], sizes[ranked[1]]
    articles = k >= _DOMINANT * k_next and n > n_next
    alike = k >= k_next and n >= _DOMINANT * n_next
    return ranked[:1] if articles or alike else []


def _surname(name: str) -> str:
    return name.split()[-1]


def _index(names: Iterable[str], make: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(make(name), []).append(name)
    return found
