"""Who is to do something, read from the words of one sentence around a cue; nothing is tagged.

A clause ends at a comma, semicolon, colon, dash or quotation mark. The subject is the run of words
before the cue, back to a mark or to a word that opens a clause or reports speech.
"""

import re
from dataclasses import dataclass

import pandas as pd

from analysis.text.places import token_rows
from analysis.text.tokens import Tokens

Run = tuple[int, int]
Mention = tuple[int, int, str]  # first token, token after the last, actor

_MARK = re.compile(r"[,;:—–“”\"«»]|\s-+\s")
_OPENS, _CLOSES = re.compile(r'[“«]|(?<!\S)"$'), re.compile(r'^["”»]')
_END = re.compile(r"[;:—–]|\s-+\s|[.,!?…][”»\"]")

AUXILIARIES = frozenset(
    "will would may might could can do does did has have had is are was were be been being".split()
)
ADVERBS = frozenset(
    """
    now also still therefore thus then always never not ever even too just only first both all
    urgently immediately really simply clearly certainly surely finally quickly instead absolutely
    desperately ultimately increasingly most more repeatedly publicly again already long soon rather
    """.split()
)
OPENERS = frozenset(
    """
    that which who whom whose because when if whether while as but and or so since although though
    where how why what until unless than before after once said says say saying told tells tell
    believe believes believed think thinks thought argue argues argued insist insists insisted warn
    warns warned added adds wrote writes agree agrees agreed know knows knew hope hopes feel feels
    means meant mean suggests suggested stressed stresses claimed claims declared
    """.split()
)
RELATIVES = frozenset("who which that".split())
PREPOSITIONS = frozenset(
    """
    of in on at by for from to into onto upon with within about across after against along amid
    among around before behind beyond during over through toward towards under via without like
    """.split()
)
DETERMINERS = frozenset(
    "the a an this that these those its his her their our your my some all every each no".split()
)
PRONOUNS = frozenset("i we you he she they it one who".split())
THINGS = frozenset("this that these those there what which".split())
POSSESSIVES = frozenset("our their its his her your my".split())
DEEDS = frozenset(
    """
    support help aid assistance cooperation commitment leadership contribution contributions
    involvement participation action actions response engagement intervention backing funding
    effort efforts role presence struggle struggles solidarity investment consent approval work
    """.split()
)
_READY = frozenset("prepared concerned interested committed determined united dedicated".split())
_IRREGULAR = frozenset(
    """
    done made put given held kept taken seen built brought told found sent met paid heard led left
    set cut let read lost won sold spent shown known drawn driven broken chosen written
    """.split()
)
# Quotation marks that open and close; a straight one opens before a word, else it closes.
_PAIRS = tuple(
    (re.compile(left), re.compile(right))
    for left, right in (
        ("“", "”"),
        ("‘", r"’(?!\w)(?<!s’)"),
        (r'(?<!\w)"(?=\w)', r'(?<=[\w.,!?])"(?!\w)'),
        (r"(?<!\w)'(?=\w)", r"(?<=[\w.,!?])'(?!\w)(?<!s')"),
    )
)


@dataclass(frozen=True)
class Sentence:
    """Words of a sentence in normal form, as written, the gaps before them, and who is named."""

    words: list[str]
    surfaces: list[str]
    gaps: list[str]
    mentions: list[Mention]

    def opens(self, i: int) -> bool:
        """Whether a clause mark stands right before a word (or the sentence begins there)."""
        return i == 0 or bool(_MARK.search(self.gaps[i]))

    def within(self, run: Run) -> list[Mention]:
        """Names inside a run of words, in the order of the text."""
        return [m for m in self.mentions if run[0] <= m[0] and m[1] <= run[1]]

    def in_phrase(self, i: int) -> bool:
        """Whether a preposition governs the name that begins at a word."""
        k = i - 1
        while k > 0 and self.words[k] in DETERMINERS and not self.opens(k):
            k -= 1
        return k >= 0 and not self.opens(k + 1) and self.words[k] in PREPOSITIONS


class Reader:
    """Sentences of a corpus by their row, with the words of every type looked up once."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.texts = tokens.articles["text"].to_numpy(dtype=object)
        self._norms = tokens.types["norm"].to_numpy(dtype=object)
        self._surfaces = tokens.types["surface"].to_numpy(dtype=object)

    def sentence(self, row: int, mentions: list[Mention]) -> Sentence:
        """Words of a sentence (by its row in the corpus), with mentions counted from its start."""
        tokens = self.tokens
        a, b = int(tokens.sentence_ptr[row]), int(tokens.sentence_ptr[row + 1])
        types = tokens.type_id[a:b]
        text = self.texts[tokens.article[a]]
        start, end = tokens.start[a:b].tolist(), tokens.end[a:b].tolist()
        gaps = [text[max(start[0] - 1, 0) : start[0]]]
        gaps += [text[i:j] for i, j in zip(end[:-1], start[1:], strict=True)]
        placed = [(first - a, last - a, actor) for first, last, actor in mentions]
        return Sentence(self._norms[types].tolist(), self._surfaces[types].tolist(), gaps, placed)

    def span(self, a: int, run: Run) -> tuple[int, int, str]:
        """Place and text of a run of words, counted from the token with which a sentence begins."""
        start = int(self.tokens.start[a + run[0]])
        end = int(self.tokens.end[a + run[1] - 1])
        text = self.texts[self.tokens.article[a]]
        start, end = _whole_marks(text, start, end)
        return start, end, text[start:end]


def _whole_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of text, with the quotation mark right beside it whose other half is inside."""
    for left, right in _PAIRS:
        inside = text[start:end]
        n_left, n_right = len(left.findall(inside)), len(right.findall(inside))
        if n_left < n_right and start and left.match(text, start - 1):
            start -= 1
        elif n_left > n_right and right.match(text, end):
            end += 1
    return start, end


def mentions_by_sentence(tokens: Tokens, mentions: pd.DataFrame) -> dict[int, list[Mention]]:
    """Mentions of every sentence that has any, in the order of the text."""
    first, last = token_rows(tokens, mentions)
    found: dict[int, list[Mention]] = {}
    for mention in sorted(zip(first.tolist(), last.tolist(), mentions["frame"], strict=True)):
        found.setdefault(int(tokens.sentence_of[mention[0]]), []).append(mention)
    return found


def subject_run(s: Sentence, cue: int) -> Run:
    """The words that make up the subject before a cue; empty where there are none.

    >>> s = Sentence("he said that the old bank must pay".split(), [], [""] * 8, [])
    >>> subject_run(s, 6)
    (3, 6)
    """
    end = skip_verbs(s, cue)
    if s.opens(end) and end > 0:  # an insertion between commas: the subject stands before it
        end = _opening(s, end - 1) or end
    start = _begin(s, end)
    if start == end and start > 0 and s.words[start - 1] in RELATIVES:
        end = start - 1
        start = _begin(s, end)
        governed = [k + 1 for k in range(start, end) if s.words[k] in PREPOSITIONS - {"of"}]
        start = max([start, *governed])
    return start, end


def skip_verbs(s: Sentence, cue: int) -> int:
    """The first of the auxiliaries and adverbs that stand before a cue, or the cue."""
    while cue > 0 and not s.opens(cue) and _is_auxiliary(s.words[cue - 1]):
        cue -= 1
    return cue


def _is_auxiliary(word: str) -> bool:
    return word in AUXILIARIES or word in ADVERBS or word.endswith("n't")


def _opening(s: Sentence, i: int) -> int:
    while not s.opens(i):
        i -= 1
    return i


def _begin(s: Sentence, end: int) -> int:
    start = end
    while start > 0 and s.words[start - 1] not in OPENERS and (start == end or not s.opens(start)):
        start -= 1
    return start


def named_subject(s: Sentence, run: Run) -> Mention | None:
    """The actor that heads a run: the last one no preposition governs and no noun follows."""
    for mention in reversed(s.within(run)):
        after = s.words[mention[1]] if mention[1] < run[1] else ""
        heads = not after or after in PREPOSITIONS or after in ADVERBS or s.opens(mention[1])
        if heads and not s.in_phrase(mention[0]):
            return mention
    return None


def doer_of_deed(s: Sentence, run: Run) -> Mention | None:
    """The actor whose help, support or action a run names: *X's support*, *support from X*."""
    for mention in s.within(run):
        owns = s.surfaces[mention[1] - 1].endswith(("’s", "'s"))
        if owns and DEEDS & set(s.words[mention[1] : run[1]]):
            return mention
        k = mention[0] - 1 - (s.words[mention[0] - 1] in DETERMINERS)
        if k > run[0] and s.words[k] in {"from", "by"} and DEEDS & set(s.words[run[0] : k]):
            return mention
    return None


def asked_run(s: Sentence, begin: int, *, most: int = 14) -> tuple[Run, int]:
    """The words between a cue and the *to* of what is asked, and the first word of what is.

    The run is empty where no *to* with a verb follows in the clause.

    >>> s = Sentence("urged the old bank to pay".split(), [], [""] * 6, [])
    >>> asked_run(s, 1)
    ((1, 4), 5)
    """
    for i in range(begin, min(len(s.words) - 1, begin + most)):
        if i > begin and s.opens(i) and not _in_name(s, i):
            break
        if s.words[i] == "to" and i > begin and s.words[i + 1] not in DETERMINERS:
            denied = s.words[i - 1] == "not"
            return (begin, i - denied), i - 1 if denied else i + 1
    return (begin, begin), begin


def _in_name(s: Sentence, i: int) -> bool:
    """Whether a comma stands inside a name or a list of names."""
    return s.gaps[i].strip() == "," and s.surfaces[i][:1].isupper()


def is_passive(s: Sentence, begin: int) -> bool:
    """Whether the verb after a cue is a passive infinitive.

    >>> is_passive(Sentence("it needs to be placed first".split(), [], [""] * 6, []), 3)
    True
    """
    rest = [w for w in s.words[begin : begin + 5] if w not in ADVERBS and not w.endswith("ly")]
    if rest[:2] == ["have", "been"]:
        rest = rest[1:]
    if len(rest) < 2 or rest[0] not in {"be", "been", "get"} or rest[1] in _READY:
        return False
    return rest[1].endswith(("ed", "en")) or rest[1] in _IRREGULAR


def by_whom(s: Sentence, begin: int) -> Mention | None:
    """The actor named with *by* after a passive, within the clause."""
    for mention in s.mentions:
        k = mention[0] - 1 - (s.words[mention[0] - 1] in DETERMINERS)
        inside = not any(s.opens(i) for i in range(begin + 1, mention[0] + 1))
        if k > begin and inside and s.words[k] == "by":
            return mention
    return None


def clause_end(s: Sentence, begin: int, *, most: int = 45) -> int:
    """The word after the last of what is asked: to a mark, or a comma that opens another clause."""
    quoting = False
    for i in range(begin + 1, min(len(s.words), begin + most)):
        if _END.search(s.gaps[i]) or (not quoting and _CLOSES.search(s.gaps[i])):
            return i
        quoting = bool(_OPENS.search(s.gaps[i])) or (quoting and not _CLOSES.search(s.gaps[i]))
        if "," in s.gaps[i] and _leaves(s.words[i : i + 4]):
            return i
    return min(len(s.words), begin + most)


def _leaves(words: list[str]) -> bool:
    opens = words[0] in OPENERS - {"and", "or"} and words[:2] != ["as", "well"]
    opens |= words[0] in PRONOUNS | THINGS or words[0].endswith("ing")
    reports = {"said", "says", "told", "added", "warned", "wrote", "argued", "according"}
    return opens or bool(reports & set(words))
