"""Articles as received -> clean text, and a record of every cut."""

from collections.abc import Callable, Iterable

import pandas as pd

from analysis.corpus.claims import (
    Claim,
    Learn,
    find_furniture,
    given_claims,
    repeated_claims,
    rule_claims,
    without_claimed,
)
from analysis.corpus.repetition import find_repeats, line_table, without_numbers
from analysis.corpus.rules import GLUED_HEADLINES, REPEATED_PHRASES, TITLE, Rule
from analysis.corpus.spans import Span, line_view, raw_spans, settle, widen

FOUND_BY_REPETITION = (REPEATED_PHRASES, GLUED_HEADLINES)
DTYPES = {
    "article_id": "str",
    "raw_start": "int64",
    "raw_end": "int64",
    "kind": "str",
    "rule": "str",
    "text": "str",
    "n_words": "int64",
    "repeated": "bool",
}


def clean(
    articles: pd.DataFrame, rules: Iterable[Rule] = (), *, repeated: bool = True
) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""Return articles with clean text, and the cuts that were made.

    Parameters
    ----------
    articles
        With article_id and raw; outlet, where known, says which rules and repetitions apply.
    rules
        Earlier rules go first: later ones get what is left.
    repeated
        Cut lines that repeat across an outlet's articles as well, and what belongs to phrases that
        open or end lines across them; see `repeated_lines` and `repeated_phrases`.

    Returns
    -------
    articles
        A copy with `text` and `editor_note`.
    cuts
        article_id, raw_start, raw_end, kind, rule, text, n_words, and repeated: whether a repeated
        phrase claims the cut, or all its lines repeat across the outlet's articles.

    Notes
    -----
    Cuts never overlap. Where nothing else is left on its lines, a cut takes the line breaks after
    it too, and white space between two cuts belongs to the first, so that no empty paragraph
    stays behind. `restore` puts the cuts back.

    Examples
    --------
    >>> from analysis.corpus.rules import make_rule
    >>> raw = "Title\n\nBy Ann\n\nIt rains."
    >>> articles = pd.DataFrame({"article_id": ["a"], "raw": [raw]})
    >>> cleaned, cuts = clean(articles, [make_rule("by", "byline", "^By .*$")])
    >>> cleaned.at[0, "text"]
    'Title\n\nIt rains.'
    """
    cuts = find_cuts(articles, rules, repeated=repeated, phrases=repeated)
    return apply_cuts(articles, cuts), cuts


def restore(text: str, cuts: pd.DataFrame) -> str:
    """Return the raw text of an article from its clean text and its cuts.

    Parameters
    ----------
    text
        The clean text.
    cuts
        The rows of the cuts table for this article.

    Examples
    --------
    >>> restore("It rains.", pd.DataFrame({"raw_start": [0], "raw_end": [3], "text": ["By "]}))
    'By It rains.'
    """
    ordered = cuts.sort_values("raw_start")
    pieces, at, raw_at = [], 0, 0
    for start, end, cut in zip(
        ordered["raw_start"], ordered["raw_end"], ordered["text"], strict=True
    ):
        n_kept = start - raw_at
        pieces += [text[at : at + n_kept], cut]
        at, raw_at = at + n_kept, end
    return "".join([*pieces, text[at:]])


def find_cuts(
    articles: pd.DataFrame,
    rules: Iterable[Rule] = (),
    *,
    given: pd.DataFrame | None = None,
    repeated: bool = True,
    phrases: bool = True,
    headline: bool = False,
    judge: Callable[[pd.DataFrame], pd.DataFrame] = find_repeats,
    learn: Learn = find_furniture,
) -> pd.DataFrame:
    """Return the cuts that a source, rules, repetition and titles ask for.

    Parameters
    ----------
    articles
        With article_id and raw; outlet and title, where known.
    rules
        Earlier rules go first.
    given
        Cuts that came with the articles, which go before all rules: article_id, raw_start,
        raw_end, kind, rule.
    repeated
        Cut lines that repeat across an outlet's articles.
    phrases
        Cut what phrases claim that open or end lines across an outlet's articles, headlines that
        are glued to names, and captions of counted pictures.
    headline
        Cut the title where an article starts with it once the other cuts are made.
    judge
        Says which lines of a line table repeat; where these articles are a part of a corpus, the
        others count too.
    learn
        Says what is the page's, from lines that do not repeat and names with words run into them;
        where these articles are a part of a corpus, it may know it from others.

    Returns
    -------
    pandas.DataFrame
        The cuts table that `clean` describes, by article and position.

    Notes
    -----
    Of an article of which repetition would leave nothing, it takes nothing.
    """
    facts = articles.reindex(columns=["article_id", "raw", "outlet", "title"])
    columns = [facts[name].to_numpy(dtype=object) for name in facts]
    views = [line_view(raw) for raw in columns[1]]
    told = [] if given is None else given_claims(given, facts)
    lines = without_claimed(line_table(views, facts["outlet"]), told)
    repeats = judge(lines)
    claims = [
        *told,
        *rule_claims(rules, views, columns[2]),
        *repeated_claims(
            views, lines, repeats, facts, by_line=repeated, learn=learn if phrases else None
        ),
    ]
    known = _lines_by_outlet(repeats)
    names = [(claim.kind, claim.rule) for claim in claims] + [("headline", TITLE)]
    rows = []
    for number, (article_id, raw, outlet, title) in enumerate(zip(*columns, strict=True)):
        held = _held(views[number], number, claims)
        if headline and isinstance(title, str):
            held = _add_title(views[number], held, title, len(claims))
        for start, end, rank in raw_spans(raw, widen(views[number], held)):
            cut = raw[start:end]
            own = names[rank][1] in FOUND_BY_REPETITION
            repeat = own or _all_known(cut, known.get(outlet, set()))
            rows.append((article_id, start, end, *names[rank], cut, len(cut.split()), repeat))
    return pd.DataFrame(rows, columns=[*DTYPES]).astype(DTYPES)


def _held(view: str, number: int, claims: list[Claim]) -> list[Span]:
    """Settle what is claimed of one article."""
    spans = [
        (start, end, rank)
        for rank, claim in enumerate(claims)
        for start, end in claim.places.get(number, ())
    ]
    held = settle(view, spans)
    if held and not _without(view, [span[:2] for span in held]).strip():
        return settle(view, [span for span in spans if not claims[span[2]].found])
    return held


def apply_cuts(articles: pd.DataFrame, cuts: pd.DataFrame) -> pd.DataFrame:
    """Return articles with `text`, what the cuts leave of `raw`, and `editor_note`.

    Parameters
    ----------
    articles
        With article_id and raw.
    cuts
        As `find_cuts` gives them.

    Returns
    -------
    pandas.DataFrame
        A copy; editor_note holds the cuts of kind "editor's note", trimmed, and is missing where
        there is none.
    """
    spans: dict[object, list[tuple[int, int]]] = {}
    for article_id, start, end in zip(
        cuts["article_id"], cuts["raw_start"], cuts["raw_end"], strict=True
    ):
        spans.setdefault(article_id, []).append((start, end))
    texts = [
        _without(raw, spans[article_id]) if article_id in spans else raw
        for article_id, raw in zip(
            *(articles[name].to_numpy(dtype=object) for name in ("article_id", "raw")), strict=True
        )
    ]
    notes = cuts[cuts["kind"] == "editor's note"]
    joined = notes["text"].str.strip().groupby(notes["article_id"]).agg("\n".join)
    text = pd.Series(texts, index=articles.index, dtype="str")  # of no articles, too
    return articles.assign(text=text, editor_note=articles["article_id"].map(joined))


def _without(raw: str, spans: list[tuple[int, int]]) -> str:
    """Leave out spans, which are in order, of a text."""
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(raw)]
    return "".join(raw[start:end] for start, end in zip(starts, ends, strict=True))


def _add_title(view: str, held: list[Span], title: str, rank: int) -> list[Span]:
    """Add the title, if what is left of the text starts with it."""
    at = 0
    for start, end, _ in held:
        if view[at:start].strip():
            break
        at = end
    at = len(view) - len(view[at:].lstrip())
    end = at + len(title)
    if view.startswith(title, at) and not view[end : end + 1].isalnum():
        return settle(view, [*held, (at, end, rank)])
    return held


def _lines_by_outlet(repeats: pd.DataFrame) -> dict[object, set[str]]:
    """List the repeated lines of each outlet, but for their numbers."""
    known: dict[object, set[str]] = {}
    repeats = repeats[repeats["outlet"].notna()]
    for outlet, key in zip(repeats["outlet"], repeats["key"], strict=True):
        known.setdefault(outlet, set()).add(key)
    return known


def _all_known(cut: str, known: set[str]) -> bool:
    """Tell whether every line of a cut that is not blank is one of those known."""
    lines = {without_numbers(line.strip()) for line in line_view(cut).split("\n")} - {""}
    return bool(lines) and lines <= known
