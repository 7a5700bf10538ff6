"""What kind of quotation words between marks are, and whose they are."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.measures.reporting import ACCORDING, BARE, NOUNLIKE
from analysis.measures.speech.act import Act
from analysis.measures.speech.acts import only_beside_marks
from analysis.measures.speech.marks import Stretch
from analysis.measures.speech.reading import AUX, CAPITAL, FUNCTION, Reading
from analysis.measures.speech.subjects import Speaker, subject_before
from analysis.text import gaps

_NEAR = 8  # tokens of a name; tokens between a verb and the quotation it brings in
_LABEL = 4  # tokens of a name before a colon
_STATEMENT = 6  # tokens from which words in marks are somebody's statement, even without a verb
_SHORT_LINE = 12  # words of a line at the head of a text, above an epigraph
_ENDS_LINE = re.compile(r" *\n|\Z")
_DASH = re.compile(r"\s*[—–-]")
_LOOSE = frozenset("want put continue begin sum feel fear hope find hear project".split())
_TITLED = frozenset("titled entitled headlined subtitled captioned nicknamed dubbed".split())


@dataclass(frozen=True)
class Marked:
    """Words between marks: their stretch, tokens, and the quotation around them (-1 for none)."""

    stretch: Stretch
    article: int
    first: int
    last: int
    outer: int = -1


def nearby(r: Reading, quote: Marked, spoken: Sequence[Act], firsts: list[int]) -> list[Act]:
    """Acts of the sentences of a quotation, the one before and the one behind."""
    low = r.sentence(quote.first)[0]
    low = r.sentence(low - 1)[0] if low > r.tokens.article_ptr[quote.article] else low
    high = r.sentence(quote.last - 1)[1]
    stop = r.tokens.article_ptr[quote.article + 1]
    high = r.sentence(high)[1] if high < stop else high
    return list(spoken[bisect_left(firsts, low) : bisect_left(firsts, high)])


def judge(r: Reading, quote: Marked, near: list[Act], limit: int) -> tuple[str, Act | None]:
    """Kind and attribution of words between marks, from their own sentence."""
    text = r.texts[quote.article]
    low, _ = r.sentence(quote.first)
    if _is_epigraph(text, quote.stretch):
        return "epigraph", None
    before, after = _before(r, quote, near, text), _behind(r, quote, near, limit, text)
    opens = quote.first == low
    n = quote.last - quote.first
    if not _brought_in(text, quote.stretch) and not opens and _is_name(r, quote):
        return "name", None
    if opens and after is not None:
        return ("direct" if n > 3 or _ends_in_comma(text, quote.stretch) else "partial"), after
    if not opens and r.norm(quote.first - 1) in _TITLED:
        return "name", None
    if before is not None and _holds(r, quote, before):
        return _in_sentence(r, quote, before, text), before
    if after is not None and _ends_in_comma(text, quote.stretch):
        whole = n >= _STATEMENT and (opens or _brought_in(text, quote.stretch))
        return ("direct" if whole else "partial"), after
    return _unattributed(r, quote, text, opens=opens), None


def _unattributed(r: Reading, quote: Marked, text: str, *, opens: bool) -> str:
    """Kind of words in marks that nothing in their sentence brings in."""
    n = quote.last - quote.first
    said = opens or _brought_in(text, quote.stretch) or r.norm(quote.first - 1) == "that"
    last = text[quote.stretch.end - 1]
    whole = opens and quote.last == r.sentence(quote.first)[1] and last in ".!?"
    exclaims = last in "!?" and _is_plain_verb(r, quote.first - 1)
    if not opens and _is_name(r, quote) and not exclaims:
        return "name"
    whole = whole or exclaims or _is_line(text, quote.stretch)
    if said and (n >= _STATEMENT or (n >= 2 and whole)):
        return "direct"
    titled = n > 1 and r.is_a(quote.first, CAPITAL) and not opens
    return "name" if titled or _is_name(r, quote) else "scare"


def _holds(r: Reading, quote: Marked, act: Act) -> bool:
    """Whether an act before words in marks brings them in, and they are no label of its author."""
    short = quote.last - quote.first <= 2 and _modifies(r, quote)
    told = act.verb == ACCORDING or act.verb in BARE
    return not short or act.last == quote.first or (told and act.words[1] > quote.first)


def _is_plain_verb(r: Reading, at: int) -> bool:
    return bool(r.verb[at] >= 0 and r.norm(at) not in NOUNLIKE)


def _is_line(text: str, stretch: Stretch) -> bool:
    """Whether the quotation is a line of its own."""
    after = text[stretch.end + 1 : stretch.end + 2]
    return stretch.start > 1 and text[stretch.start - 2] == "\n" and after == "\n"


def _in_sentence(r: Reading, quote: Marked, act: Act, text: str) -> str:
    clause = quote.last - quote.first >= 3 and _has_verb(r, quote)
    if _brought_in(text, quote.stretch):
        return "direct"
    follows_that = r.norm(quote.first - 1) == "that" or quote.first == act.last
    return "direct" if follows_that and clause and quote.last - quote.first >= 6 else "partial"


def _has_verb(r: Reading, quote: Marked) -> bool:
    ends = ("n't", "'re", "'m", "'ve", "'ll", "'d")
    span = range(quote.first, quote.last)
    return any(r.is_a(i, AUX) or r.norm(i).endswith(ends) for i in span)


def _is_epigraph(text: str, stretch: Stretch) -> bool:
    """A line of its own with a dash behind it, or at the head of the text."""
    before, behind = stretch.start - 1, stretch.end + 1
    opens = before == 0 or text[before - 1] == "\n"
    if not (opens and _ENDS_LINE.match(text, behind) and stretch.closed):
        return False
    if _DASH.match(text, behind):
        return True
    if any(text.find(mark, 0, before) >= 0 for mark in '“"'):
        return False
    return all(len(line.split()) <= _SHORT_LINE for line in text[:before].splitlines())


def _brought_in(text: str, stretch: Stretch) -> bool:
    """Whether a comma or colon brings the quotation in."""
    return _last_before(text, stretch.start - 1) in (",", ":")


def _last_before(text: str, at: int) -> str:
    """The character before a place, white space passed over; empty where there is none."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at] if at else ""


def _ends_in_comma(text: str, stretch: Stretch) -> bool:
    return text[stretch.end - 1] in ",?!—–…" or text[stretch.end + 1 : stretch.end + 2] == ","


def _is_name(r: Reading, quote: Marked) -> bool:
    """Whether every word of weight has a capital: a title, a name."""
    span = range(quote.first, quote.last)
    heavy = [i for i in span if not r.is_a(i, FUNCTION)]
    return len(span) <= _NEAR and bool(heavy) and all(r.is_a(i, CAPITAL) for i in heavy)


def _modifies(r: Reading, quote: Marked) -> bool:
    """Whether the words stand before a noun that they qualify: a “clean” extension."""
    at = quote.last
    if at >= len(r.bits) or r.gap[at] & (gaps.CLAUSE | gaps.STOP | gaps.LINE):
        return False
    return not r.is_a(at, FUNCTION | AUX | CAPITAL)


def _before(r: Reading, quote: Marked, near: list[Act], text: str) -> Act | None:
    """The act before the quotation that brings it in."""
    low, _ = r.sentence(quote.first)
    earlier = [act for act in near if low <= act.first < quote.first and _reaches(act, quote)]
    covering = [act for act in near if _covers(act, quote, low)]
    if covering and not _brought_in(text, quote.stretch):
        return max(covering, key=_innermost)
    if earlier and (_brought_in(text, quote.stretch) or quote.first - earlier[-1].last <= 4):
        return earlier[-1]
    if covering:
        return max(covering, key=_innermost)
    colon = _last_before(text, quote.stretch.start - 1) == ":"
    previous = [act for act in near if act.first < low]
    return previous[-1] if colon and previous and quote.first == low else None


def _covers(act: Act, quote: Marked, low: int) -> bool:
    """Whether the words of an act, or the rest of its sentence, take in a quotation."""
    if act.words[0] < act.words[1]:
        return act.words[0] <= quote.first < act.words[1]
    near = act.first < quote.first <= act.first + 16 and _reaches(act, quote)
    return act.firm and low <= act.first and near and only_beside_marks(act.verb)


def _reaches(act: Act, quote: Marked) -> bool:
    """Whether a verb that often does other work stands right before the quotation."""
    return act.verb not in _LOOSE or quote.first - act.last <= 1


def _innermost(act: Act) -> tuple[int, int]:
    return max(act.words[0], act.last if act.words[1] == 0 else 0), act.first


def _behind(r: Reading, quote: Marked, near: list[Act], limit: int, text: str) -> Act | None:
    """The act right behind the quotation: *“…,” he said*."""
    b = quote.last
    high = r.sentence(b - 1)[1]
    if high == b and b < len(r.bits) and not r.gap[b] & gaps.LINE:
        high = r.sentence(b)[1] if _ends_in_comma(text, quote.stretch) else b
    for act in near:
        if b <= act.first < min(high, max(limit, b)) or (
            b <= act.first < high and act.first < limit
        ):
            if act.speaker is None:
                continue
            return act if min(act.first, act.speaker.first) - b <= 2 else None
    return None


def labelled(r: Reading, quote: Marked) -> Act | None:
    """The name that opens the line of a quotation, with a colon: *Ruth Aldane: “…”*."""
    at = quote.first
    if ":" not in r.before(at) or at == r.tokens.article_ptr[quote.article]:
        return None
    first = at
    while (first > max(at - _LABEL, 0) and not r.breaks(first)) or first == at:
        first -= 1
    opens = first == r.sentence(first)[0] and all(r.is_a(i, CAPITAL) for i in range(first, at))
    return Act(first, at, "", "", Speaker(first, at)) if opens else None


def nested(r: Reading, quote: Marked, outer: Marked) -> tuple[str, Act | None]:
    """A quotation inside another: whose words it gives is sought there."""
    for at in range(quote.first - 1, max(outer.first, quote.first - 12) - 1, -1):
        if r.verb[at] < 0:
            continue
        verb, verb_class, _ = r.forms[r.verb[at]]
        speaker = subject_before(r, at, outer.first)
        if speaker is not None:
            n = quote.last - quote.first
            kind = "direct" if n >= 3 else "partial"
            return kind, Act(at, at + 1, verb, verb_class, speaker)
    text = r.texts[quote.article]
    if quote.last - quote.first >= _STATEMENT and _brought_in(text, quote.stretch):
        return "direct", None
    return ("name" if _is_name(r, quote) and quote.last - quote.first > 1 else "scare"), None
