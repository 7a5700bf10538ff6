"""Search all articles for words or for a pattern, within bounds of time and of memory."""

from itertools import islice

import numpy as np
import pandas as pd

from analysis.codebooks import Codebook, find_hits
from analysis.codebooks.codebook import Frame, Term
from analysis.codebooks.match import HIT_COLUMNS
from analysis.corpus import compile_pattern
from analysis.errors import InputError
from analysis.text.phrases import match_phrases, phrase_words
from analysis.text.places import Ints, token_rows
from analysis.text.tokens import Tokens

KINDS = {"words": "words, with * for any letters", "pattern": "regular expression (RE2)"}
FRAME = "search"  # what the hits of a search are a frame of
MOST_HITS = 100_000
MOST_SIGNS = 300  # of a pattern


def find(tokens: Tokens, pattern: str, *, kind: str = "words") -> pd.DataFrame:
    r"""Everything that a search finds, as hits of a single frame.

    Parameters
    ----------
    tokens : Tokens
    pattern : str
        Words or a phrase, in which ``*`` stands for any characters within a word and capitals do
        not matter; or a regular expression, in which they do unless it begins with ``(?i)``.
    kind : {"words", "pattern"}

    Returns
    -------
    DataFrame
        As ``find_hits``, in the order of the text, with ``search`` as the frame and the pattern as
        the term. A match of a regular expression belongs to the sentence in which it begins, and
        is never told as negated.

    Raises
    ------
    InputError
        If the pattern is empty, long, malformed or could run away, or finds more than 100,000
        places.

    Notes
    -----
    Words are looked up, and regular expressions matched by RE2 in time linear in the text. A match
    in an article without any word has no sentence and is left out.
    """
    pattern = pattern.strip()
    if not pattern:
        raise InputError("type a word, a phrase or a pattern to look for")
    if len(pattern) > MOST_SIGNS:
        raise InputError(f"a pattern of {len(pattern)} signs; {MOST_SIGNS} at most")
    return _words(tokens, pattern) if kind == "words" else _matches(tokens, pattern)


def _words(tokens: Tokens, phrase: str) -> pd.DataFrame:
    words = phrase_words([phrase], where=["search"])
    n = len(match_phrases(tokens, words).first)
    if n > MOST_HITS:
        raise InputError(f"{phrase!r} stands in {n:,} places, more than {MOST_HITS:,}; narrow it")
    frame = Frame(FRAME, phrase, "", "", "", (Term(phrase, words[0]),), (), ())
    return find_hits(tokens, Codebook(FRAME, phrase, "", "", "", "", (frame,)))


def _matches(tokens: Tokens, pattern: str) -> pd.DataFrame:
    compiled = compile_pattern(pattern, where="search")
    texts = tokens.articles["text"].to_numpy(dtype=object)
    found: list[tuple[int, int, int]] = []
    for article in np.flatnonzero(np.diff(tokens.article_ptr)).tolist():
        matches = islice(compiled.finditer(texts[article]), MOST_HITS + 1 - len(found))
        found += [(article, *match.span()) for match in matches]
        if len(found) > MOST_HITS:
            raise InputError(f"{pattern!r} matches in more than {MOST_HITS:,} places; narrow it")
    table = pd.DataFrame(found, columns=["article", "start", "end"], dtype=np.int64)
    table["article_id"] = tokens.articles["article_id"].to_numpy(dtype=object)[table["article"]]
    table["surface"] = [texts[article][start:end] for article, start, end in found]
    token = _token_at(tokens, table)
    table = table.assign(sentence=tokens.sentence[token], quoted=tokens.quoted[token])
    table = table.assign(frame=FRAME, term=pattern, negated=False)[list(HIT_COLUMNS)]
    return table.astype(dict.fromkeys(("article_id", "frame", "term", "surface"), "str"))


def _token_at(tokens: Tokens, places: pd.DataFrame) -> Ints:
    """Token in which each place begins, or the one before it, or else the article's first."""
    after, _ = token_rows(tokens, places.assign(start=places["start"] + 1))
    first: Ints = np.maximum(after - 1, tokens.article_ptr[places["article"]])
    return first
