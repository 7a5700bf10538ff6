"""Patterns from users, compiled so that no text can make them run away."""

import re
from typing import Any

from analysis.errors import InputError

# One item of a pattern: a quoted stretch, an escape, a class of characters, a repeat without an
# upper limit, or any other sign.
ITEM = re.compile(r"(?s)\\Q.*?(?:\\E|\Z)|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\{\d+,\}|.")
UNBOUNDED = re.compile(r"[*+]|\{\d+,\}")
PROBES = ("", "a", "a a", "a\na", "\n", " ")


def compile_pattern(pattern: str, *, where: str) -> Any:
    r"""Return a pattern compiled by RE2, in which `^` and `$` match at line breaks.

    RE2 needs time in proportion to the text, whatever the pattern. It knows no lookaround and no
    backreference. Offsets of its matches are characters.

    Parameters
    ----------
    pattern
        RE2 syntax.
    where
        The words with which messages name the pattern's place.

    Raises
    ------
    InputError
        If RE2 refuses the pattern, if it nests repeats without an upper limit (other engines can
        run away on those), or if it can match nothing at all.

    Examples
    --------
    >>> compile_pattern(r"^By [A-Z].*$", where="here").search("café\nBy Ann").span()
    (5, 11)
    """
    import re2

    if _nests_repeats(pattern):
        raise InputError(
            f"{where}: the pattern {pattern!r} repeats a repeat without limit; "
            "give the outer one a limit, such as {1,20}"
        )
    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(f"(?m){pattern}", options)
    except (re2.error, UnicodeEncodeError) as error:
        raise InputError(f"{where}: the pattern {pattern!r} is refused: {_reason(error)}") from None
    if _matches_nothing(compiled):
        raise InputError(f"{where}: the pattern {pattern!r} can match the empty string")
    return compiled


def _nests_repeats(pattern: str) -> bool:
    """Tell whether a group that holds an unlimited repeat is itself repeated without limit."""
    open_groups = [False]  # for each open group: does it hold such a repeat?
    closed = False  # does the group that has just been closed hold one?
    for item in ITEM.findall(pattern):
        if item == "(":
            open_groups.append(False)
        elif UNBOUNDED.fullmatch(item):
            if closed:
                return True
            open_groups[-1] = True
        closed = item == ")" and len(open_groups) > 1 and open_groups.pop()
        open_groups[-1] |= closed
    return False


def _matches_nothing(compiled: Any) -> bool:
    """Tell whether a pattern finds an empty match in small texts of every make."""
    return any(
        match.start() == match.end() for probe in PROBES for match in compiled.finditer(probe)
    )


def _reason(error: Exception) -> str:
    """Put what RE2 says in one line."""
    said = error.args[0] if error.args else error
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)
    return " ".join(text.split())
