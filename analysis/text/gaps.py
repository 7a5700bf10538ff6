"""What stands between two tokens: spaces, punctuation, quotation marks, line breaks.

A text has few distinct gaps, so each is read once, character by character, and its properties are
one byte that every occurrence shares.
"""

import re
from functools import lru_cache

JOINED = 1  # only blanks, or a dash without blanks: a term of several words may run across
LINE = 2  # a line break: a paragraph begins after it
STOP = 4  # a sentence may end here
FULL_STOP = 8  # … and the mark is a single full stop right behind the token
CLAUSE = 16  # a comma, semicolon, colon, dash or bracket: a negation does not reach across
OPENS, CLOSES = 32, 64  # the last quotation mark here
BLANK = 128  # white space without a mark that ends a sentence

_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_JOINED = re.compile(r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+|[-‐‑–/]")
_STOP = re.compile(r"[.!?…。！？]+[)\]'\"”’»]*\s")
_FULL_STOP = re.compile(r"\.(?![.!?…])")
_CLAUSE = re.compile(r"[,;:()\[\]—–]")
_CURLY = {"“": OPENS, "«": OPENS, "”": CLOSES, "»": CLOSES}


@lru_cache(maxsize=2**16)
def gap_properties(gap: str) -> int:
    """Flags of one gap, as the sum of the constants of this module.

    >>> gap_properties(". ") == STOP | FULL_STOP
    True
    >>> gap_properties(", “") == CLAUSE | OPENS | BLANK
    True
    """
    flags = JOINED if _JOINED.fullmatch(gap) else 0
    flags |= LINE if any(c in _BREAKS for c in gap) else 0
    flags |= CLAUSE if _CLAUSE.search(gap) else 0
    if _STOP.search(gap):
        flags |= STOP | (FULL_STOP if _FULL_STOP.match(gap) else 0)
    elif any(c.isspace() for c in gap):
        flags |= BLANK
    return flags | last_quotation_mark(gap)


def last_quotation_mark(gap: str) -> int:
    """``OPENS``, ``CLOSES`` or 0: the state that the gap leaves behind; a line break closes.

    A straight mark opens after white space or an opening bracket, and closes otherwise; one with
    white space on both sides says neither.
    """
    state = 0
    for i, character in enumerate(gap):
        if character in _BREAKS:
            state = CLOSES
        elif character == '"':
            state = _straight_mark(gap, i) or state
        else:
            state = _CURLY.get(character, state)
    return state


def _straight_mark(gap: str, i: int) -> int:
    opens = i > 0 and (gap[i - 1].isspace() or gap[i - 1] in "([—–“:")
    closes = i + 1 == len(gap) or not gap[i + 1].isspace()
    if not opens:
        return CLOSES
    return OPENS if closes else 0
