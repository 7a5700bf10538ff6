"""Tokens with what their types say about them: the word classes that the rules know."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.reporting import reporting_forms
from analysis.text import gaps
from analysis.text.tokens import Tokens

PRONOUNS = frozenset("i he she they it we you".split())
BE = frozenset("am is are was were be been being aren't isn't wasn't weren't gets got".split())
HAVE = frozenset("has have had having hasn't haven't hadn't".split())
MODALS = frozenset(
    """
    will would can could shall should may might must do does did won't wouldn't can't cannot
    couldn't shan't shouldn't mightn't mustn't don't doesn't didn't
    """.split()
)
DETERMINERS = frozenset(
    """
    a an the this that these those his her their its our my your some any many most several both
    all each every another one two three other few more no
    """.split()
)
LINKS = frozenset("of for in at from with on to near by behind inside under within".split())
CONJUNCTIONS = frozenset(
    """
    that but because when while as if although though which who whom whose whether after before
    since so or than until unless where why how what and yet nor whereas once even
    """.split()
)
_ADVERBS = frozenset(
    """
    also later then once never not already again often still just recently earlier soon now too
    even yet always sometimes reportedly first finally shortly thereafter further long ever only
    have has had
    all both themselves himself herself itself instead however meanwhile therefore thus
    """.split()
)
_WEEKDAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
    january february march april may june july august september october november december
    """.split()
)
_TIMES = frozenset("day week weekend month year night morning afternoon evening summer".split())
_DASH = re.compile(r"\w ?--(?=[ \w])|\w - (?=\w)")
_NOT_ADVERBS = frozenset("family ally assembly supply italy july reply apply rally bully".split())

AUX, DET, LINK, CONJ, ADVERB, PRONOUN, DAY, CAPITAL, FUNCTION, TITLE = (1 << i for i in range(10))
_BREAK = gaps.CLAUSE | gaps.STOP | gaps.LINE

Range = tuple[int, int]  # half-open, in tokens


@dataclass(frozen=True)
class Reading:
    """Tokens with what their types say about them, ready to be walked one by one."""

    tokens: Tokens
    bits: NDArray[np.int32]
    verb: NDArray[np.int32]  # row of the form in ``forms``, -1 for other words
    forms: list[tuple[str, str, str]]
    norms: list[str]  # of the types
    spelled: list[str]  # of the tokens
    gap: NDArray[np.uint8]
    sentence_of: NDArray[np.int64]
    texts: list[str]
    surfaces: list[str]

    def norm(self, token: int) -> str:
        """Normal form of a token."""
        return self.spelled[token]

    def form(self, token: int) -> str:
        """Which form of its verb a reporting verb is."""
        return self.forms[int(self.verb[token])][2]

    def base(self, token: int) -> str:
        """Base form of a reporting verb."""
        return self.forms[int(self.verb[token])][0]

    def is_a(self, token: int, kind: int) -> bool:
        """Whether a token's type is of any of these kinds."""
        return bool(self.bits[token] & kind)

    def breaks(self, token: int) -> bool:
        """Whether a clause may end right before a token."""
        return bool(self.gap[token] & _BREAK)

    def past_time(self, token: int) -> int:
        """The token behind a time such as *last week*, the token itself where there is none."""
        end = min(token + 3, len(self.bits))
        if not any(self.norm(i) in _TIMES for i in range(token + 1, end)):
            return token
        if self.norm(token) not in ("this", "last", "next", "earlier", "late", "early"):
            return token
        return next(i for i in range(token + 1, end) if self.norm(i) in _TIMES) + 1

    def before(self, token: int) -> str:
        """What stands between a token and the one before it, in the same article."""
        article = int(self.tokens.article[token])
        first = token == self.tokens.article_ptr[article]
        start = 0 if first else int(self.tokens.end[token - 1])
        return self.texts[article][start : int(self.tokens.start[token])]

    def sentence(self, token: int) -> Range:
        """First and last token (half-open) of the sentence of a token."""
        ptr, row = self.tokens.sentence_ptr, self.sentence_of[token]
        return int(ptr[row]), int(ptr[row + 1])


def read(tokens: Tokens) -> Reading:
    """The tokens with word classes looked up, one look-up a type."""
    norms = tokens.types["norm"]
    bits = np.zeros(len(norms), dtype=np.int32)
    listed = {
        AUX: BE | HAVE | MODALS,
        DET: DETERMINERS,
        LINK: LINKS,
        CONJ: CONJUNCTIONS,
        ADVERB: _ADVERBS,
        PRONOUN: PRONOUNS,
        DAY: _WEEKDAYS,
    }
    for bit, words in listed.items():
        bits |= np.where(norms.isin(words), bit, 0).astype(np.int32)
    contracted = norms.str.replace(r"'(?:s|m|re|ve|ll|d)$", "", regex=True).isin(PRONOUNS)
    bits |= np.where(contracted, PRONOUN, 0).astype(np.int32)
    capital = tokens.types["is_capitalised"].to_numpy()
    ly = norms.str.endswith("ly") & ~norms.isin(_NOT_ADVERBS) & ~capital
    bits |= np.where(ly, ADVERB, 0).astype(np.int32)
    bits |= np.where(capital, CAPITAL, 0).astype(np.int32)
    bits |= np.where(tokens.types["is_function"], FUNCTION, 0).astype(np.int32)
    known = reporting_forms()
    forms = list(known.values())
    row = pd.Series(range(len(known)), index=list(known))
    verb = norms.map(row).fillna(-1).to_numpy(dtype=np.int32)
    at, spellings = tokens.type_id, norms.tolist()
    return Reading(
        tokens=tokens,
        bits=bits[at].astype(np.int32),
        verb=verb[at].astype(np.int32),
        forms=forms,
        norms=spellings,
        spelled=[spellings[i] for i in at.tolist()],
        gap=_with_dashes(tokens),
        sentence_of=tokens.sentence_of,
        texts=tokens.articles["text"].tolist(),
        surfaces=tokens.surfaces.to_pylist(),
    )


def _with_dashes(tokens: Tokens) -> NDArray[np.uint8]:
    """Gaps in which a dash typed as hyphens parts clauses too: *the plan -- a trick -- failed*."""
    gap = tokens.gap.copy()
    ptr = tokens.article_ptr
    for row, text in enumerate(tokens.articles["text"]):
        if "--" in text or " - " in text:
            at = [m.end() for m in _DASH.finditer(text)]
            first = ptr[row] + np.searchsorted(tokens.start[ptr[row] : ptr[row + 1]], at)
            gap[first[first < ptr[row + 1]]] |= gaps.CLAUSE
    return gap
