import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import compile_pattern
from analysis.errors import InputError

REFUSED = {
    "(?=x)y": "invalid perl operator",
    "(?<!x)y": "invalid perl operator",
    r"(x)\1": "invalid escape sequence",
    "x{1001}": "invalid repetition size",
    "((x{100}){100}){100}": "invalid repetition size",
    "x**": "bad repetition operator",
    "": "can match the empty string",
    "^": "can match the empty string",
    r"\b": "can match the empty string",
    r"\B": "can match the empty string",
    "x?|y": "can match the empty string",
    "(x+)+": "repeats a repeat",
    "(.*)*": "repeats a repeat",
    "(?:x|y+z)*": "repeats a repeat",
    "((x{2,}))+": "repeats a repeat",
    "(x*){3,}": "repeats a repeat",
    "\ud800": "is refused",
}
ACCEPTED = [
    "(x+y){1,20}",
    "(x+)?y",
    r"(x\+)+",
    "([+*])+",
    r"(\Q+*\E)+",
    "x+(y)+",
    "([]*])+",
    r"\(x+\)+",
]


@pytest.mark.parametrize("pattern", REFUSED)
def test_refused(pattern):
    with pytest.raises(InputError, match=REFUSED[pattern]) as caught:
        compile_pattern(pattern, where="here")
    assert str(caught.value).startswith("here: the pattern ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("pattern", ACCEPTED)
def test_accepted(pattern):
    assert compile_pattern(pattern, where="here").pattern == f"(?m){pattern}"


def test_lines():
    match = compile_pattern("^b$", where="here").search("é\n😀\nb\nc")
    assert match.span() == (4, 5)


@settings(max_examples=50)
@given(before=st.text(), after=st.text())
def test_offsets_are_characters(before, after):
    text = f"{before}«naïve»{after}"
    spans = [match.span() for match in compile_pattern("«naïve»", where="here").finditer(text)]
    assert (len(before), len(before) + 7) in spans
    assert all(text[start:end] == "«naïve»" for start, end in spans)


def test_time_is_linear_in_the_text():
    pattern = compile_pattern("(x|xx|x.){1,50}y$", where="here")
    started = time.perf_counter()
    assert pattern.search("x" * 200_000) is None
    assert time.perf_counter() - started < 5
