"""Which actor a speaker is, and which country that actor belongs to."""

import re
from bisect import bisect_left
from collections import defaultdict

import numpy as np
import pandas as pd

from analysis.codebooks.codebook import Codebook
from analysis.measures.somebody import surname_and_name
from analysis.text.tokens import Tokens

_LINK = re.compile(r"(?<=\w )(?:of|at|for|in|from|to|on|with)\b")

NO_PLACE = -1, -1
Mentions = list[tuple[int, int, str]]


def with_actors(
    quotes: pd.DataFrame, tokens: Tokens, mentions: pd.DataFrame, actors: Codebook
) -> pd.DataFrame:
    """Quotations with ``speaker`` (the actor) and ``country``.

    Parameters
    ----------
    quotes : DataFrame
        With ``beside_start`` and ``beside_end``, the apposition of each speaker's phrase.
    tokens : Tokens
    mentions : DataFrame
        From ``find_hits``.
    actors : Codebook

    Notes
    -----
    The actor is the one named in the phrase itself before any *of*, *at* or *for*, the last if
    there are several (a name follows its titles); failing that the first one behind, and failing
    that the same in the apposition. So a delegate of a country to a body belongs to the country.
    A surname that the article has given in full, with one actor only, is that actor, but not
    behind another first name. NaN where nothing of this holds.
    """
    by_article = _by_article(mentions)
    surnames = _surnames(quotes, tokens, by_article)
    columns = ["article_id", "speaker_text", "speaker_kind", "speaker_start", "speaker_end"]
    rows = zip(*(quotes[c].tolist() for c in [*columns, "beside_start", "beside_end"]), strict=True)
    texts = dict(zip(tokens.articles["article_id"], tokens.articles["text"], strict=True))
    found: list[str | float] = []
    for article, text, kind, start, end, first, last in rows:
        if kind != "noun":
            found.append(np.nan)
            continue
        known = by_article.get(article, [])
        actor = _actor(known, texts[article], (int(start), int(end)), (first, last))
        found.append(actor or surnames.get((article, surname_and_name(text)[1])) or np.nan)
    countries = {name: country or np.nan for name, country in actors.countries.items()}
    speaker = pd.Series(found, index=quotes.index, dtype="str")
    return quotes.assign(speaker=speaker, country=speaker.map(countries).astype("str"))


def _by_article(mentions: pd.DataFrame) -> dict[str, Mentions]:
    result: dict[str, Mentions] = defaultdict(list)
    ordered = mentions.sort_values(["start", "end", "frame"])
    for article, start, end, actor in zip(
        *(ordered[c].tolist() for c in ("article_id", "start", "end", "frame")), strict=True
    ):
        result[article].append((start, end, actor))
    return dict(result)


def _within(known: Mentions, start: int, end: int) -> list[str]:
    """Actors mentioned in a stretch, in order."""
    at = bisect_left(known, (start, 0, ""))
    result = []
    while at < len(known) and known[at][0] < end:
        if known[at][1] <= end:
            result.append(known[at][2])
        at += 1
    return result


def _actor(
    known: Mentions, text: str, span: tuple[int, int], beside: tuple[int, int]
) -> str | None:
    for start, end in (span, beside):
        if start < 0:
            continue
        link = _LINK.search(text, start, end)
        middle = link.start() if link else end
        before, behind = _within(known, start, middle), _within(known, middle, end)
        if before or behind:
            return before[-1] if before else behind[0]
    return None


def _surnames(
    quotes: pd.DataFrame, tokens: Tokens, by_article: dict[str, Mentions]
) -> dict[tuple[str, str], str]:
    """Actor of every surname that speakers' phrases and mentions give in full, if only one."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    texts = dict(zip(tokens.articles["article_id"], tokens.articles["text"], strict=True))
    for article, known in by_article.items():
        for start, end, actor in known:
            words = texts[article][start:end].split()
            if len(words) > 1 and words[-1][:1].isupper():
                for form in surname_and_name(" ".join(words)):
                    told[article, form].add(actor)
    named = quotes[quotes["speaker_kind"] == "noun"]
    columns = ["article_id", "speaker_text", "speaker_start", "speaker_end"]
    for article, text, start, end in zip(*(named[c].tolist() for c in columns), strict=True):
        span = int(start), int(end)
        # An apposition may name whom the speaker has to do with; that is not who the speaker is.
        found = _actor(by_article.get(article, []), texts[article], span, NO_PLACE)
        words = text.split()
        if found and len(words) > 1 and words[-1][:1].isupper():
            for form in surname_and_name(text):
                told[article, form].add(found)
    return {key: next(iter(names)) for key, names in told.items() if len(names) == 1}
