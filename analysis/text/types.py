"""What depends only on the word is computed once a type, never once a token."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.text.words import FUNCTION_WORDS

FORMS = ("surface", "norm", "lemma", "stem")

_NUMBER = r"^(?:\p{Sc}|\p{Lu}\p{L}{1,2}\.?\p{Sc}?)?\p{Nd}"
_ADDRESS = r"\p{Ll}\.\p{Ll}{2}"
_POINTED = r"^(?:\p{L}\.)+(?:\p{L}\.?)?$"


def describe_types(surfaces: pa.Array) -> pd.DataFrame:
    """Describe distinct tokens.

    Parameters
    ----------
    surfaces : Arrow string array

    Returns
    -------
    DataFrame
        One row a type: ``surface``; ``norm`` (see ``normalise``); ``is_function`` (a closed list,
        without negations and modals); ``is_number`` (an amount: begins with a digit, a
        currency sign or a short unit before a digit, as in Sh3.6m; G20 and COVID-19 are words);
        ``is_content`` (neither, nor an address such as twitter.com); ``is_capitalised`` (its first
        letter is a capital).
    """
    norm = normalise(surfaces)
    is_function = _numpy(pc.is_in(norm, value_set=pa.array(sorted(FUNCTION_WORDS))))
    is_number = _numpy(pc.match_substring_regex(surfaces, _NUMBER))
    is_address = _numpy(pc.match_substring_regex(surfaces, _ADDRESS))
    return pd.DataFrame(
        {
            "surface": _series(surfaces),
            "norm": _series(norm),
            "is_function": is_function,
            "is_number": is_number,
            "is_content": ~(is_function | is_number | is_address),
            "is_capitalised": _numpy(pc.match_substring_regex(surfaces, r"^\p{Lu}")),
        }
    )


def normalise(surfaces: pa.Array) -> pa.Array:
    """Normal form of each string.

    Lower case, compatibility characters unified (NFKC), straight apostrophes, ordinary hyphens, no
    soft hyphen, no possessive ’s. Acronyms lose their points (U.N. and UN are *un*), except where
    that would make a function word of them: U.S. and US are *u.s.*, not the pronoun *us*.

    >>> normalise(pa.array(["Haiti’s", "U.N.", "US", "us", "workers"])).to_pylist()
    ['haiti', 'un', 'u.s.', 'us', 'workers']
    """
    plain = pc.utf8_normalize(surfaces, form="NFKC")
    for old, new in (("’", "'"), ("‐", "-"), ("‑", "-"), ("ʼ", "'")):
        plain = pc.replace_substring(plain, old, new)
    plain = pc.replace_substring_regex(plain, r"\p{Cf}", "")
    plain = pc.replace_substring_regex(plain, r"'[sS]$", "")
    is_us = pc.equal(plain, "US")
    lower = pc.utf8_lower(plain)
    is_acronym = pc.match_substring_regex(lower, _POINTED)
    bare = pc.replace_substring(lower.filter(is_acronym), ".", "")
    collides = pc.is_in(bare, value_set=pa.array(sorted(FUNCTION_WORDS)))
    pointed = pc.replace_substring_regex(bare, r"(\pL)", r"\1.")
    norm = pc.replace_with_mask(lower, is_acronym, pc.if_else(collides, pointed, bare))
    return pc.if_else(is_us, "u.s.", norm)


def word_form(types: pd.DataFrame, name: str) -> pa.Array:
    """The word that each type counts as: itself, its norm, its lemma or its stem.

    Parameters
    ----------
    types : DataFrame
        From ``describe_types``.
    name : {"surface", "norm", "lemma", "stem"}
        Lemmas come from simplemma, stems from NLTK's Snowball stemmer, both for English and both
        from the norm.

    Raises
    ------
    ValueError
        If ``name`` is none of them.
    """
    if name not in FORMS:
        raise ValueError(f"word form {name!r} is none of {', '.join(FORMS)}")
    if name in ("surface", "norm"):
        return pa.array(types[name], pa.string())
    norms = pa.array(types["norm"], pa.string()).dictionary_encode()
    transform = _lemmatise if name == "lemma" else _stem
    words = pa.array(transform(norms.dictionary.to_pylist()), pa.string())
    return words.take(norms.indices)


def sorted_words(words: pa.Array) -> tuple[pd.Index, NDArray[np.int64]]:
    """Distinct words in code point order, and the place of every given word among them."""
    encoded = words.dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    distinct = encoded.dictionary.take(pa.array(order, pa.int64()))
    return pd.Index(distinct.to_pandas(), dtype="str"), place[encoded.indices.to_numpy()]


def _lemmatise(norms: list[str]) -> list[str]:
    from simplemma import lemmatize

    return [lemmatize(norm, lang="en").lower() for norm in norms]


def _stem(norms: list[str]) -> list[str]:
    from nltk.stem.snowball import EnglishStemmer

    stem = EnglishStemmer().stem
    return [stem(norm) for norm in norms]


def _numpy(values: pa.Array) -> NDArray[np.bool_]:
    booleans: NDArray[np.bool_] = values.to_numpy(zero_copy_only=False)
    return booleans


def _series(values: pa.Array) -> pd.Series:
    return pd.Series(values.to_pandas(), dtype="str")
