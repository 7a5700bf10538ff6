"""The one exception that a user's input can cause, and texts that are safe to print."""

import difflib
import re
from collections.abc import Iterable

# Characters that steer the direction of text (CVE-2021-42574) or a terminal, or show nothing.
# A carriage return is not among them: where it ends a line, a browser takes it for one.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


class InputError(ValueError):
    """Say in one line which file, row or key cannot be used, and why."""


def visible(text: object) -> str:
    r"""Text whose unseen characters stand there as their number.

    Examples
    --------
    >>> visible("safe\u202etxt.exe")
    'safe[U+202E]txt.exe'
    """
    return UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", str(text))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """End of a message on an unknown name: the one that may be meant, if any is like it.

    Examples
    --------
    >>> did_you_mean("outlets", ["group", "outlet"]), did_you_mean("moon", ["group", "outlet"])
    (' (did you mean outlet?)', '')
    """
    lower = {other.lower(): other for other in known}
    close = difflib.get_close_matches(name.lower(), lower, n=1)
    return f" (did you mean {lower[close[0]]}?)" if close else ""
