"""Where sentences begin.

A line break always ends a sentence. A mark that can end one does so unless what follows is in
lower case or what precedes is an abbreviation; so only gaps with such a mark are looked at, and
abbreviations are a property of the type before the gap.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.text import gaps, words
from analysis.text.characters import DIGIT, LOWER

Flags = NDArray[np.uint8]
Rows = NDArray[np.int64]


def sentence_starts(
    flags: Flags,
    *,
    dictionary: pa.Array,
    type_code: NDArray[np.int32],
    first_class: Callable[[Rows], Flags],
    after_acronym: Rows,
) -> Rows:
    """Tokens that begin a sentence, ascending.

    Parameters
    ----------
    flags : uint8 array, one a token
        Properties of the gap before the token.
    dictionary, type_code
        Distinct strings, and the row of every token's own.
    first_class
        Gives the character class of the first character of the tokens asked for.
    after_acronym : int array
        Tokens that follow an acronym whose last point belongs to it (U.S.).
    """
    new_line = np.flatnonzero(flags & gaps.LINE)
    stop = np.flatnonzero((flags & (gaps.STOP | gaps.LINE)) == gaps.STOP)
    stop = stop[stop > 0]
    is_word = _memberships(dictionary)
    before, after = type_code[stop - 1], type_code[stop]
    follows = first_class(stop)
    protected = is_word["title"][before] | (is_word["initial"][before] & ~is_word["opener"][after])
    protected |= is_word["before_number"][before] & (follows == DIGIT)
    protected |= is_word["closer"][before] & ~is_word["opener"][after]
    ends = (follows != LOWER) & ~(((flags[stop] & gaps.FULL_STOP) > 0) & protected)
    acronym = after_acronym[after_acronym < len(flags)]
    acronym = acronym[(flags[acronym] & (gaps.BLANK | gaps.LINE | gaps.CLAUSE)) == gaps.BLANK]
    acronym = acronym[is_word["opener"][type_code[acronym]]]
    return np.unique(np.concatenate((new_line, stop[ends], acronym)))


def _memberships(dictionary: pa.Array) -> dict[str, NDArray[np.bool_]]:
    """For every distinct string: is it a title, an initial, a word that opens sentences."""
    sets = {
        "title": words.TITLES,
        "before_number": words.BEFORE_NUMBERS,
        "closer": words.CLOSERS,
        "opener": words.SENTENCE_OPENERS,
    }
    found = {
        name: pc.is_in(dictionary, value_set=pa.array(sorted(members))).to_numpy(
            zero_copy_only=False
        )
        for name, members in sets.items()
    }
    found["initial"] = pc.match_substring_regex(dictionary, r"^\p{Lu}$").to_numpy(
        zero_copy_only=False
    )
    return found
