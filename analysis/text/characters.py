"""Classes of characters, one byte each, looked up for a whole buffer of UTF-8 at once.

The order of the classes is their meaning: below ``JOINER_LOW`` a byte belongs to a word; from
``JOINER_LOW`` to ``JOINER_HIGH`` it may become part of one, depending on its neighbours.
"""

import unicodedata

import numpy as np
from numpy.typing import NDArray

UPPER, LOWER, DIGIT, APOSTROPHE, HYPHEN, POINT, COMMA, CURRENCY, PERCENT, OTHER = range(10)
JOINER_LOW, JOINER_HIGH = APOSTROPHE, PERCENT

Bytes = NDArray[np.uint8]
Positions = NDArray[np.intp]

_SINGLE = {
    "'": APOSTROPHE,
    "’": APOSTROPHE,
    "-": HYPHEN,
    "‐": HYPHEN,
    "‑": HYPHEN,
    ".": POINT,
    ",": COMMA,
    "%": PERCENT,
}


def character_class(character: str) -> int:
    """Class of one character.

    A letter without case counts as upper (it can start a sentence); invisible format characters
    such as the soft hyphen count as hyphens, so that inside a word they do not split it.

    >>> [character_class(c) for c in "Aa5’漢"] == [UPPER, LOWER, DIGIT, APOSTROPHE, UPPER]
    True
    """
    if character in _SINGLE:
        return _SINGLE[character]
    category = unicodedata.category(character)
    if category in ("Lu", "Lt", "Lo"):
        return UPPER
    if category[0] in "LM":
        return LOWER
    return {"Nd": DIGIT, "Sc": CURRENCY, "Cf": HYPHEN}.get(category, OTHER)


ASCII_CLASSES = bytes(character_class(chr(i)) if i < 128 else OTHER for i in range(256))


def classify(buffer: bytes) -> tuple[Bytes, Positions]:
    """Class of every byte of a UTF-8 buffer, and the positions of its continuation bytes.

    All bytes of a character carry the character's class, so neighbours can be compared byte by
    byte whatever the length of the characters.
    """
    classes: Bytes = np.frombuffer(bytearray(buffer.translate(ASCII_CLASSES)), dtype=np.uint8)
    if buffer.isascii():
        return classes, np.empty(0, dtype=np.intp)
    raw = np.frombuffer(buffer, dtype=np.uint8)
    high = np.flatnonzero(raw >= 0x80)
    is_lead = raw[high] >= 0xC0
    lead = high[is_lead]
    code_points, inverse = np.unique(_code_points(raw, lead), return_inverse=True)
    table = np.fromiter((character_class(chr(c)) for c in code_points), np.uint8, len(code_points))
    n_bytes = np.diff(np.flatnonzero(np.append(is_lead, True)))
    classes[high] = np.repeat(table[inverse], n_bytes)
    return classes, high[~is_lead]


def _code_points(raw: Bytes, lead: Positions) -> NDArray[np.int64]:
    """Decode the characters that begin at ``lead`` (valid UTF-8, two to four bytes each)."""
    first = raw[lead].astype(np.int64)
    last = len(raw) - 1
    tail = [raw[np.minimum(lead + k, last)].astype(np.int64) & 0x3F for k in (1, 2, 3)]
    two = (first & 0x1F) << 6 | tail[0]
    three = (first & 0x0F) << 12 | tail[0] << 6 | tail[1]
    four = (first & 0x07) << 18 | tail[0] << 12 | tail[1] << 6 | tail[2]
    return np.where(first < 0xE0, two, np.where(first < 0xF0, three, four))


def mark_words(buffer: bytes, classes: Bytes) -> tuple[NDArray[np.bool_], Positions]:
    """Whether each byte belongs to a word, and where acronyms written with points end.

    Letters and digits always do. An apostrophe or hyphen does between two of them, a point or
    comma between digits, a point inside an acronym (U.S.), between small letters (twitter.com) or
    between a short capitalised abbreviation and a digit (Ksh.322), a currency sign before a digit,
    a per cent sign after one.
    The buffer must begin and end with at least two bytes that belong to no word.
    """
    word = classes < JOINER_LOW
    at = np.flatnonzero((classes >= JOINER_LOW) & (classes <= JOINER_HIGH))
    raw = np.frombuffer(buffer, dtype=np.uint8)
    at = at[(raw[at] & 0xC0) != 0x80]
    size = 1 + (raw[at] >= 0xC2).astype(np.intp) + (raw[at] >= 0xE0)
    kind = classes[at]
    points = at[kind == POINT]
    in_acronym, ends_acronym = _acronym_points(points, classes)
    joins = np.zeros(len(at), dtype=np.bool_)
    in_address = (classes[points - 1] == LOWER) & (classes[points + 1] == LOWER)
    joins[kind == POINT] = in_acronym | in_address | _abbreviated_amount(points, classes)
    classes[points[in_acronym]] = LOWER  # so that a hyphen can follow: U.S.-led
    joins |= _joins_neighbours(kind, classes[at - 1], classes[at + size])
    for k in range(3):
        word[(at + k)[joins & (size > k)]] = True
    return word, points[ends_acronym] + 1


def _joins_neighbours(kind: Bytes, before: Bytes, after: Bytes) -> NDArray[np.bool_]:
    digit_before, digit_after = before == DIGIT, after == DIGIT
    inner = (before < JOINER_LOW) & (after < JOINER_LOW)
    joins: NDArray[np.bool_] = np.select(
        [kind <= HYPHEN, kind <= COMMA, kind == CURRENCY],
        [inner, digit_before & digit_after, digit_after],
        default=digit_before,
    )
    return joins


def _acronym_points(
    points: Positions, classes: Bytes
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Points inside an acronym (also U.S without its last), and those that end one."""
    is_letter = classes[points - 1] <= LOWER
    is_unit = is_letter & (classes[points - 2] >= JOINER_LOW)
    adjacent = (np.diff(points) == 2) & is_unit[1:] & is_unit[:-1]
    has_next, has_previous = np.append(adjacent, False), np.insert(adjacent, 0, False)
    beyond = np.minimum(points + 2, len(classes) - 1)
    unfinished = (
        is_unit
        & (classes[points - 1] == UPPER)
        & (classes[points + 1] == UPPER)
        & (classes[beyond] > POINT)
    )
    inside = has_next | has_previous | unfinished
    return inside, has_previous & ~has_next & (classes[points + 1] >= JOINER_LOW)


def _abbreviated_amount(points: Positions, classes: Bytes) -> NDArray[np.bool_]:
    """Points between an abbreviation of two or three letters (Sh, No, Ksh) and a digit."""
    letters = classes[points - 1] <= LOWER
    found = np.zeros(len(points), dtype=np.bool_)
    for k in (2, 3):
        letters &= classes[points - k] <= LOWER
        start = np.maximum(points - k - 1, 0)
        found |= letters & (classes[points - k] == UPPER) & (classes[start] >= JOINER_LOW)
    before_digit: NDArray[np.bool_] = found & (classes[points + 1] == DIGIT)
    return before_digit
