"""Every number of the texts, with the noun that it counts."""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.text import gaps
from analysis.text.tokens import Tokens

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Words = dict[str, NDArray[Any]]  # columns by name, one value a token

REACH = 5  # words after a number among which its noun is sought

_ONES = "one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: float(n) for n, word in enumerate([*_ONES, *_TEENS], start=1)},
    **{word: 10.0 * n for n, word in enumerate(_TENS, start=2)},
}
MULTIPLIERS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9}
_MONTHS = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
_MONEY = """
    dollar euro pound shilling peso gourde franc yuan rupee cent crown krona krone yen ruble rouble
    lira rand naira dirham
    """.split()
_SIGNS = {"$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
VAGUE = "approximately about some around nearly almost over roughly".split()
_ROLES = {
    "one": ["one"],
    "before_pronoun": "no the this that each every any some which".split(),
    "of": ["of"],
    "link": ["and", "per", "percent", "cent", "of"],
    "percent": ["percent", "per"],
    "month": _MONTHS,
    "vague": VAGUE,
}
_DIGITS = re.compile(
    r"(?P<money>\D{0,4}\$|[€£¥]|(?:ksh|tsh|ush|sh|rs)\.?)?(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?P<suffix>k|mn|m|bn|b)?(?P<percent>%)?(?:-(?P<noun>[a-z]+)(?:-.*)?)?"
)
_SIGN = r"^(\D{0,4}\$|[€£¥]|(?:ksh|tsh|ush|sh|rs)\.?)\d"
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_quantities(tokens: Tokens) -> pd.DataFrame:
    """Numbers, each with the noun that it counts.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    DataFrame
        One row a number, in the order of the text: ``article_id``, ``sentence``, ``start``,
        ``end`` (from the number to its noun), ``number`` (as written), ``value`` (with *million*
        and the like multiplied), ``kind`` (``count``, ``money``, ``share``, ``date``, ``other``
        where no noun follows), ``noun`` (lemma, empty where none), ``container`` and
        ``n_containers`` (of *two contingents of 400 officers*: contingent, 2; a container in the
        singular is 1; empty and NaN where there is none), ``surface``.

    Notes
    -----
    The noun is the first plural within five words of the same clause, where no function word
    other than *and* comes between; after *one*, or where there is no plural, the next content
    word. It is found by form, not by parsing, so an adjective can pass for it. *One of*, vague
    numbers (*dozens*, *another*) and spelt fractions are not seen. English only.

    Examples
    --------
    >>> from analysis.text import tokenize
    >>> text = "Two contingents of some 400 officers came in June 2024."
    >>> table = find_quantities(tokenize(pd.DataFrame({"article_id": ["a"], "text": [text]})))
    >>> table[["number", "value", "kind", "noun", "container"]].values.tolist()[1:]
    [['400', 400.0, 'count', 'officer', 'contingent'], ['2024', 2024.0, 'date', '', '']]
    """
    words = _words(tokens)
    step = _Steps(tokens)
    at = _number_tokens(words, step)
    value, last = _multiplied(words, step, at)
    kind = _kinds(words, step, at, last)
    noun = np.where(kind == "date", -1, _noun_after(words, step, last, value))
    joined = words["joined_noun"][at]
    name = np.where(joined != "", joined, np.where(noun >= 0, words["lemma"][noun], ""))
    kind = np.where((kind == "count") & np.isin(name, _MONEY), "money", kind)
    kind = np.where((kind == "count") & (name == ""), "other", kind)
    container, n_containers = _containers(words, step, at)
    end = np.maximum(np.where(joined != "", at, noun), last)
    ids = tokens.articles["article_id"].to_numpy(dtype=object)
    table = pd.DataFrame(
        {
            "article_id": ids[tokens.article[at]],
            "sentence": tokens.sentence[at],
            "start": tokens.start[at].astype(np.int64),
            "end": tokens.end[end].astype(np.int64),
            "number": _cut(tokens, at, last),
            "value": value,
            "kind": kind,
            "noun": name,
            "container": container,
            "n_containers": n_containers,
            "surface": _cut(tokens, at, end),
        }
    )
    texts = ("article_id", "number", "kind", "noun", "container", "surface")
    return table.astype(dict.fromkeys(texts, "str"))


def currencies(quantities: pd.DataFrame) -> "pd.Series[str]":
    """Currency of every number that is an amount of money, empty for others and where none is said.

    Parameters
    ----------
    quantities : DataFrame
        From ``find_quantities``.

    Notes
    -----
    The sign before the number or the noun behind it, whichever is there: *$4* and *4 dollars* are
    both ``dollar``. A sign without a name here stands for itself (``ksh``).
    """
    sign = quantities["number"].str.lower().str.extract(_SIGN, expand=False)
    name = sign.str.strip(". ").replace(_SIGNS)
    worded = quantities["noun"].where(quantities["noun"].isin(_MONEY), "")
    unit = name.fillna(worded).where(quantities["kind"] == "money", "")
    return unit.astype("str")


class _Steps:
    """Walks from tokens to their neighbours within a clause."""

    def __init__(self, tokens: Tokens) -> None:
        breaks = (tokens.gap & (gaps.CLAUSE | gaps.LINE)) > 0
        breaks[tokens.sentence_ptr[:-1]] = True
        self.clause = np.cumsum(breaks)

    def __call__(self, at: Ints, step: int) -> tuple[Ints, Bools]:
        """Token so many places on, and whether it stands in the same clause."""
        other = np.clip(at + step, 0, max(len(self.clause) - 1, 0))
        return other, (other == at + step) & (self.clause[other] == self.clause[at])


def _words(tokens: Tokens) -> Words:
    """What each token is: lemma, kind of word, and its value as a number (NaN: none)."""
    types = tokens.types
    norm = types["norm"].to_numpy(dtype=object)
    names, place = tokens.form("lemma")
    lemma = names.to_numpy(dtype=object)[place]
    irregular = types["norm"].isin(["people", "men", "women", "children"]).to_numpy()
    regular = types["norm"].str.fullmatch(r".*[^su]s").to_numpy() & (lemma != norm)
    numerals = [_numeral(word) for word in norm]
    columns = {
        **{f"is_{role}": types["norm"].isin(listed).to_numpy() for role, listed in _ROLES.items()},
        "lemma": lemma,
        "is_function": types["is_function"].to_numpy(),
        "is_capitalised": types["is_capitalised"].to_numpy(),
        "is_plural": regular | irregular,
        "value": np.array([n[0] for n in numerals], dtype=np.float64),
        "numeral_kind": np.array([n[1] for n in numerals], dtype=object),
        "joined_noun": np.array([n[2] for n in numerals], dtype=object),
        "factor": types["norm"].map(MULTIPLIERS).to_numpy(dtype=np.float64),
    }
    return {name: values[tokens.type_id] for name, values in columns.items()}


def _numeral(norm: str) -> tuple[float, str, str]:
    """Value of a word (NaN: no number), its kind, and a noun joined to it by a hyphen.

    >>> _numeral("twenty-five"), _numeral("sh3.6m"), _numeral("18-year-old")
    ((25.0, 'count', ''), (3600000.0, 'money', ''), (18.0, 'count', 'year'))
    """
    word, _, rest = norm.partition("-")
    if word in _WORDS:
        noun = "" if rest in _WORDS else rest.partition("-")[0]
        return _WORDS[word] + _WORDS.get(rest, 0.0), "count", noun
    match = _DIGITS.fullmatch(norm)
    if match is None:
        return np.nan, "", ""
    value = float(match["digits"].replace(",", "")) * _SUFFIXES.get(match["suffix"] or "", 1.0)
    noun = match["noun"] or ""
    if noun in MULTIPLIERS:
        value, noun = value * MULTIPLIERS[noun], ""
    if match["money"] or match["percent"]:
        return value, "money" if match["money"] else "share", ""
    return value, "date" if _YEAR.fullmatch(norm) else "count", noun


def _number_tokens(words: Words, step: _Steps) -> Ints:
    """Numbers, other than a *one* that stands for a noun (one of them, no one)."""
    at = np.flatnonzero(~np.isnan(words["value"]))
    following, there = step(at, 1)
    before, beside = step(at, -1)
    pronoun = ~there | words["is_function"][following]
    pronoun = words["is_one"][at] & (pronoun | (beside & words["is_before_pronoun"][before]))
    numbers: Ints = at[~pronoun]
    return numbers


def _multiplied(words: Words, step: _Steps, at: Ints) -> tuple[Floats, Ints]:
    """Values times the multipliers that follow, and the last token of each number."""
    value, last = words["value"][at], at
    for _ in range(2):
        following, there = step(last, 1)
        factor = words["factor"][following]
        fits = there & ~np.isnan(factor)
        value = np.where(fits, value * np.where(fits, factor, 1), value)
        last = np.where(fits, following, last)
    return value, last


def _kinds(words: Words, step: _Steps, at: Ints, last: Ints) -> NDArray[np.object_]:
    kind = words["numeral_kind"][at].copy()
    for here, direction in ((at, -1), (last, 1)):
        other, there = step(here, direction)
        month = words["is_month"][other]
        kind[there & month & words["is_capitalised"][other]] = "date"
    other, there = step(last, 1)
    kind[there & words["is_percent"][other]] = "share"
    return kind


def _noun_after(words: Words, step: _Steps, last: Ints, value: Floats) -> Ints:
    """Token of the noun that each number counts, -1 where none is found."""
    first, plural = np.full(len(last), -1), np.full(len(last), -1)
    running = np.ones(len(last), dtype=bool)
    for k in range(1, REACH + 1):
        other, there = step(last, k)
        link = words["is_link"][other]
        is_number = ~np.isnan(words["value"][other])
        running &= there & ~is_number & (link | ~words["is_function"][other])
        content = running & ~link
        first = np.where(content & (first < 0), other, first)
        is_plural = content & words["is_plural"][other]
        plural = np.where(is_plural & (plural < 0), other, plural)
    return np.where((plural < 0) | (value == 1), first, plural)


def _containers(words: Words, step: _Steps, at: Ints) -> tuple[NDArray[np.object_], Floats]:
    """Noun before *of* and a number, and how many of it there are."""
    of, _ = step(at, -1)
    of = np.where(words["is_vague"][of], np.maximum(of - 1, 0), of)
    noun, there = step(of, -1)
    fits = there & words["is_of"][of] & ~words["is_function"][noun]
    fits &= (step.clause[of] == step.clause[at]) & np.isnan(words["value"][noun])
    before, beside = step(noun, -1)
    n = np.where(beside, words["value"][before], np.nan)
    n = np.where(np.isnan(n) & ~words["is_plural"][noun], 1.0, n)
    return np.where(fits, words["lemma"][noun], ""), np.where(fits, n, np.nan)


def _cut(tokens: Tokens, first: Ints, last: Ints) -> list[str]:
    texts = tokens.articles["text"].to_numpy(dtype=object)[tokens.article[first]]
    return [t[a:b] for t, a, b in zip(texts, tokens.start[first], tokens.end[last], strict=True)]
