"""Parts of speech of chosen sentences, by the Hanover Tagger.

Tagging is the one step that goes word by word, so it is done for the sentences asked for and no
others, and a sentence that occurs again is not tagged again.
"""

import re
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.text.tokens import Tokens

MODEL = "morphmodel_en.pgz"  # comes with the tagger; trained on the British National Corpus
TAG_COLUMNS = ("token", "surface", "start", "tag", "lemma", "clitic", "marks")

_UNKNOWN = -25.0  # log-probability below which the tagger guesses at a word it has never seen
_CLITIC = re.compile(r"(?i)^(.+?)(n['’]t|(?<=^can)not|['’](?:s|re|ve|ll|d|m))$")
_MARKS = {
    **dict.fromkeys('“”«»„"', '"'),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    **dict.fromkeys("—–", "—"),
    **dict.fromkeys(",;:.!?", None),
    **dict.fromkeys("|•", ";"),
    "…": ".",
}
_POSSESSIVE = re.compile(r"^['’](?=\s)")
_HYPHEN = re.compile(r"(?<=\s)-+(?=\s)|--+")


def tag_sentences(tokens: Tokens, rows: ArrayLike) -> pd.DataFrame:
    """Part-of-speech tags of the tokens of given sentences.

    Parameters
    ----------
    tokens : Tokens
    rows : array of int
        Sentences, as rows counted through the corpus (``tokens.sentence_of``); each is returned
        once, in the order of the text.

    Returns
    -------
    DataFrame
        One row a token: ``token`` (its row in ``tokens``), ``surface``, ``start`` (character of
        the article's text), ``tag`` (CLAWS5, as in the British
        National Corpus), ``lemma`` (of the word without its clitic, in lower
        case), ``clitic`` (tag of a clitic
        that the token ends in, such as POS in *Haiti’s* or XX0 in *don’t*, else empty),
        ``marks`` (punctuation between the token before it in the sentence and it, one of
        ``, ; : . ! ? ( ) — "`` a character, apart by spaces).

    Notes
    -----
    The tagger reads clitics and punctuation as words of their own, as its training texts have
    them. On news it errs in about one tag of twenty-five, most often between past tense and
    participle and in headlines, whose capitals look like names. No rows give an empty table.

    References
    ----------
    Wartena, C. (2019). A probabilistic morphology model for German lemmatization. KONVENS. The
    English model is that of the package HanTa.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Kenya’s plan, they don’t."]})
    >>> tokens = tokenize(articles)
    >>> tag_sentences(tokens, [0])[["tag", "clitic", "marks"]].to_numpy().tolist()
    [['NP0', 'POS', ''], ['NN1', '', ''], ['PNP', '', ','], ['VDB', 'XX0', '']]
    """
    wanted = np.unique(np.asarray(rows, dtype=np.int64))
    surfaces = tokens.surfaces.to_pylist()
    texts = tokens.articles["text"].to_numpy(dtype=object)
    parts: list[tuple[Any, ...]] = []
    for row in wanted.tolist():
        first, last = int(tokens.sentence_ptr[row]), int(tokens.sentence_ptr[row + 1])
        if first == last:
            continue
        words = [surfaces[i] for i in tokens.type_id[first:last].tolist()]
        text = texts[tokens.article[first]]
        start, end = tokens.start[first:last].tolist(), tokens.end[first:last].tolist()
        gaps = ["", *(text[a:b] for a, b in zip(end[:-1], start[1:], strict=True))]
        marks = tuple(_marks(gap) for gap in gaps)
        told = _tagged(tuple(words), marks)
        parts += zip(range(first, last), words, start, *told, marks, strict=True)
    table = pd.DataFrame(parts, columns=list(TAG_COLUMNS))
    return table.astype({**dict.fromkeys(TAG_COLUMNS, "str"), "token": "int64", "start": "int64"})


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from HanTa import HanoverTagger

    return HanoverTagger.HanoverTagger(MODEL)


@lru_cache(maxsize=100_000)
def lexicon_tag(word: str) -> str:
    """The commonest tag of a word, taken alone, in the tagger's lexicon; empty if it has none.

    Examples
    --------
    >>> [lexicon_tag(word) for word in ("women", "make", "Hillary", "Aldane")]
    ['NN2', 'VVI', 'NP0', '']
    """
    readings = _tagger().tag_word(word)
    return str(readings[0][0]) if readings and readings[0][1] > _UNKNOWN else ""


def can_be_name(word: str) -> bool:
    """Whether a word with a capital is a name first of all; words of no lexicon are.

    Examples
    --------
    >>> [can_be_name(word) for word in ("hillary", "white", "Aldane")]
    [True, False, True]
    """
    return lexicon_tag(word.capitalize()) in ("", "NP0")


def _marks(gap: str) -> str:
    """Punctuation of a gap in the tagger's spelling; the apostrophe of a plural possessive too."""
    if gap in ("", " "):
        return ""
    found = ["'"] if _POSSESSIVE.match(gap) else []
    found += [_MARKS[c] or c for c in _HYPHEN.sub("—", gap) if c in _MARKS]
    return " ".join(found)


@lru_cache(maxsize=100_000)
def _tagged(
    words: tuple[str, ...], marks: tuple[str, ...]
) -> tuple[list[str], list[str], list[str]]:
    """Tags, lemmas and tags of clitics of a sentence."""
    symbols: list[str] = []
    places: list[tuple[int, int | None]] = []
    for word, mark in zip(words, marks, strict=True):
        if mark == "." and symbols:  # of an abbreviation: sentences end elsewhere
            symbols[-1] += "."
        else:
            symbols += mark.split()
        split = _CLITIC.match(word)
        places.append((len(symbols), len(symbols) + 1 if split else None))
        symbols += [part.replace("’", "'") for part in split.groups()] if split else [word]
    tagged = _tagger().tag_sent([*symbols, "."], taglevel=1)
    tags = [tagged[i][2] for i, _ in places]
    lemmas = [_lemma(*tagged[i]) for i, _ in places]
    return tags, lemmas, [tagged[i][2] if i else "" for _, i in places]


def _lemma(word: str, lemma: str, tag: str) -> str:
    """The tagger's lemma; of a verb the dictionary's, for the tagger guesses at rare ones."""
    if not (tag.startswith("VV") or (tag == "AJ0" and word.endswith("ed"))):
        return lemma.lower()
    from simplemma import lemmatize

    known: str = lemmatize(word.lower(), lang="en")
    return lemma.lower() if known == word.lower() else known
