"""Who claims which parts of the texts: the source, rules, repeated lines, repeated phrases."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.corpus.edges import Phrase, phrase_spans
from analysis.corpus.furniture import find_phrases, some_articles
from analysis.corpus.inserted import (
    Glued,
    Insert,
    find_inserts,
    glued_names,
    insert_spans,
    picture_series,
)
from analysis.corpus.repetition import is_again, is_repeated
from analysis.corpus.rules import (
    GLUED_HEADLINES,
    PICTURE_SERIES,
    REPEATED_LINES,
    REPEATED_PHRASES,
    SAID_AGAIN,
    Rule,
)

Places = dict[int, list[tuple[int, int]]]  # number of the article -> start and end of each part


class Furniture(NamedTuple):
    """What belongs to the pages of outlets and not to their articles.

    Attributes
    ----------
    phrases
        As `find_phrases` gives them.
    inserts
        As `find_inserts` gives them.
    """

    phrases: Sequence[Phrase] = ()
    inserts: Sequence[Insert] = ()


# From lines that do not repeat, and names with words run into them, of some articles an outlet.
Learn = Callable[[pd.DataFrame, list[Glued]], Furniture]


class Claim(NamedTuple):
    """Parts of the texts that are not the article, and why.

    Attributes
    ----------
    kind, rule
        As in the table of cuts.
    places
        Spans of the texts' line views.
    found
        Whether the suite has found them by itself.
    """

    kind: str
    rule: str
    places: Places
    found: bool = False


def given_claims(given: pd.DataFrame, articles: pd.DataFrame) -> list[Claim]:
    """Return what the source itself has told to be no article text.

    Parameters
    ----------
    given
        article_id, raw_start, raw_end, kind, rule.
    articles
        article_id, raw.
    """
    numbers = {key: number for number, key in enumerate(articles["article_id"])}
    raws = articles["raw"].tolist()
    claims: dict[tuple[str, str], Claim] = {}
    columns = ["article_id", "raw_start", "raw_end", "kind", "rule"]
    for key, start, end, kind, rule in given[columns].itertuples(index=False):
        raw, number = raws[numbers[key]], numbers[key]
        claim = claims.setdefault((kind, rule), Claim(kind, rule, {}))
        breaks = raw.count("\r\n", 0, start), raw.count("\r\n", 0, end)
        claim.places.setdefault(number, []).append((start - breaks[0], end - breaks[1]))
    return [*claims.values()]


def without_claimed(lines: pd.DataFrame, claims: Iterable[Claim]) -> pd.DataFrame:
    """Return a line table without the lines that are claimed from end to end.

    What is known to be no article text tells nothing of what an outlet's lines are like.

    Parameters
    ----------
    lines
        As `line_table` gives it.
    claims
        Those that are settled already.
    """
    spans = [
        (number, start, end)
        for claim in claims
        for number, places in claim.places.items()
        for start, end in places
    ]
    if not spans:
        return lines
    claimed = pd.DataFrame(sorted(spans), columns=["number", "from", "to"])
    latest = pd.merge_asof(
        lines.reset_index().sort_values("start"),
        claimed.sort_values("from"),
        left_on="start",
        right_on="from",
        by="number",
    ).set_index("index")
    return lines[~(latest["to"] >= latest["end"]).reindex(lines.index)]


def rule_claims(rules: Iterable[Rule], views: list[str], outlets: Iterable[object]) -> list[Claim]:
    """Return what rules of cleaning claim, in their order.

    Parameters
    ----------
    rules
        Those of a corpus.
    views
        The texts, as `line_view` gives them.
    outlets
        Of each text.
    """
    claims = [(rule, Claim(rule.kind, rule.name, {})) for rule in rules]
    for number, (view, outlet) in enumerate(zip(views, outlets, strict=True)):
        for rule, claim in claims:
            meant = rule.outlet is None or rule.outlet == outlet
            if meant and (spans := _matches(view, rule)):
                claim.places[number] = spans
    return [claim for _, claim in claims]


def _matches(view: str, rule: Rule) -> list[tuple[int, int]]:
    """Find the spans that one rule asks for."""
    spans = [match.span() for match in rule.pattern.finditer(view) if match.end() > match.start()]
    if rule.through is None or not spans:
        return spans
    if rule.through == "end":
        return [(spans[0][0], len(view))]
    stops = [match.span() for match in rule.through.finditer(view)]
    reached: list[tuple[int, int]] = []
    for start, end in spans:
        following = bisect_left(stops, (end, end))
        if following < len(stops) and (not reached or start >= reached[-1][1]):
            reached.append((start, stops[following][1]))
    return reached


def find_furniture(lines: pd.DataFrame, glued: list[Glued]) -> Furniture:
    """Return what the pages of outlets have besides their articles.

    Parameters
    ----------
    lines
        As `find_phrases` takes them.
    glued
        As `glued_names` gives them.
    """
    return Furniture(find_phrases(lines), find_inserts(glued))


def is_own_title(lines: pd.DataFrame, articles: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which rows of a line table are their article's title.

    Parameters
    ----------
    lines
        As `line_table` gives it.
    articles
        title of each, where known.
    """
    own = pd.Index(articles["title"].astype("str").str.strip())
    titles = lines["line"].cat.categories.get_indexer(own)
    codes = lines["line"].cat.codes.to_numpy()
    found: NDArray[np.bool_] = codes == titles[lines["number"]]
    return found


def repeated_claims(
    views: list[str],
    lines: pd.DataFrame,
    repeats: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by_line: bool,
    learn: Learn | None,
) -> list[Claim]:
    """Return lines that repeat across an outlet's articles, and what else belongs to its pages.

    An article's headline may well stand among another's related posts: its own title is no such
    line.

    Parameters
    ----------
    views
        The texts, as `line_view` gives them.
    lines, repeats
        As `line_table` and `find_repeats` give them.
    articles
        outlet and title of each, where known.
    by_line
        Claim lines that repeat.
    learn
        Says what is the page's; None if nothing but lines is claimed.
    """
    repeat, is_title = is_repeated(lines, repeats), is_own_title(lines, articles)
    claims = []
    if by_line:
        found = lines.loc[repeat & ~is_title, ["number", "start", "end"]]
        places = _places(found.itertuples(index=False))
        claims.append(Claim("repeated line", REPEATED_LINES, places, found=True))
        again = lines.loc[is_again(lines), ["number", "start", "end"]]
        places = _places(again.itertuples(index=False))
        claims.append(Claim("repeated line", SAID_AGAIN, places, found=True))
    if learn is not None:
        others, glued = lines[~repeat & ~is_title], glued_names(views, articles["outlet"])
        some = set(some_articles(lines))
        few = others[others["number"].isin(some)]
        pages = learn(few, [one for one in glued if one.number in some])
        places = _places(phrase_spans(views, others, pages.phrases))
        inserts = _places(insert_spans(views, glued, pages.inserts))
        series = _places(picture_series(views))
        claims += [
            Claim("repeated phrase", REPEATED_PHRASES, places, found=True),
            Claim("related posts", GLUED_HEADLINES, inserts, found=True),
            Claim("caption", PICTURE_SERIES, series, found=True),
        ]
    return claims


def _places(spans: Iterable[tuple[int, int, int]]) -> Places:
    places: Places = {}
    for number, start, end in spans:
        places.setdefault(number, []).append((start, end))
    return places
