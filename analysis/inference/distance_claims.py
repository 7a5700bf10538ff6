"""The claim that two groups lie farthest apart, and what it hangs on.

Distances are not rates, so their checks are made of the table of pairs of articles. Of two groups
one pair cannot be the farthest: there the claim is that they are farther apart than each is within
itself.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.inference.bootstrap import FEWEST
from analysis.inference.checks import COLUMNS, NAMED
from analysis.inference.family import NO, YES, Choice, combinations, n_changed
from analysis.inference.group_distances import GroupDistances
from analysis.inference.multiverse import (
    GROUPS,
    other_groupings,
    texts_of,
)
from analysis.inference.splits import adjust
from analysis.inference.units import ARTICLE
from analysis.measures.distance import distances
from analysis.text.tokens import Tokens

if TYPE_CHECKING:
    from analysis.corpus import Corpus

FEW_ARTICLES = 8  # articles, above which one choice is changed at a time
N_DRAWS = 100  # of every pair, under another choice

CHOICES = {
    "form": ("norm", "lemma"),
    "measure": ("jensen-shannon", "cosine"),
    "quotations": (YES, NO),
    "words": ("all", "content"),
}


def check_distance(
    pairs: pd.DataFrame, *, groups: Mapping[str, str], seed: int = 0
) -> pd.DataFrame:
    """Checks of the claim that two groups are farther apart than any other two.

    Where there are only two, the claim is that they are farther apart than two articles of one.

    Parameters
    ----------
    pairs : DataFrame
        From ``distances``, of articles.
    groups : mapping of str to str
        Key and label of every group.
    seed : int

    Returns
    -------
    DataFrame
        The columns of ``check_claims``, one row; none with fewer than two groups, and none of two
        groups that are no farther apart than each is within itself. ``estimate`` is
        the mean distance of the two groups' articles; ``floor`` the larger of the mean distance
        within their articles and of that between articles of one of them; ``low`` and ``high``
        draw articles within groups anew (percentiles, moved out to Φ(∓1.96 √(n/(n-1))) after
        Hesterberg 2015) and are NaN where a group has fewer than five; ``p`` deals the articles of
        the two groups out (mean distance between less mean distance within), ``p_adjusted`` is
        Benjamini–Hochberg among all pairs of groups, of which these were picked.
    """
    table = GroupDistances(pairs)
    far = table.farthest()
    alone = len(table.means()) == 1
    if far is None or (alone and not table.ahead(far) > 0):
        return pd.DataFrame(columns=list(COLUMNS)).astype({"claim": "str"})
    lost = [unit for unit in table.droppable(far) if not table.without(unit).leads(far)]
    n_units = [len(table.of(group)) for group in far]
    low, high = table.interval(far, seed)
    tests = {pair: table.test(pair, seed) for pair in table.means()}
    p, p_least = tests[far]
    adjusted = adjust(pd.Series([test[0] for test in tests.values()]))
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    two = f"{groups[far[0]]} and {groups[far[1]]}"
    n_left_out = len(table.droppable(far))
    row = {
        "claim": f"distance: {far[0]}: {far[1]}",
        "topic": ": ".join(far),
        "label": f"{two} {'farther apart than within' if alone else 'farthest apart'}",
        "says": f"That {two} are farther apart than "
        + ("two articles of one of them" if alone else "any other two"),
        "family": "distances",
        "measure": "distance",
        "unit": ARTICLE,
        "estimate": table.between(far),
        "low": low,
        "high": high,
        "basis": "between" if min(n_units) >= FEWEST else "within",
        "n_units": sum(n_units),
        "n_units_least": min(n_units),
        "p": p,
        "p_least": p_least,
        "p_adjusted": adjusted[list(tests).index(far)],
        "n_left_out": n_left_out,
        "n_kept": n_left_out - len(lost),
        "lost_without": ", ".join(lost[:NAMED]) + more,
        "floor": table.floor(far),
    }
    return pd.DataFrame([row])[list(COLUMNS)]


def distance_specifications(
    corpus: "Corpus",
    tokens: Tokens,
    claim: str,
    *,
    clean: bool = True,
    headline: bool = True,
    **options: Any,
) -> pd.DataFrame:
    """Estimate of the claim of ``check_distance`` under other choices.

    Parameters
    ----------
    corpus : Corpus
    tokens : Tokens
        Of its articles.
    claim : str
        Its key.
    clean, headline : bool
        How the corpus was loaded.
    **options
        Of ``distances``, under every choice.

    Returns
    -------
    DataFrame
        As from ``specifications``. Distances by different measures are not comparable, so the
        estimate is how far the two groups are ahead of the next pair, in per cent of it. Of more
        than eight articles one choice is changed at a time.
    """
    far = tuple(claim.split(": ")[1:])
    every = len(tokens.articles) <= FEW_ARTICLES
    rows = []
    groupings = [corpus.group_by, *other_groupings(corpus)]
    for texts, read, n_texts in texts_of(corpus, tokens, clean=clean, headline=headline):
        for choice in combinations(CHOICES):
            changed = n_texts + n_changed(choice, CHOICES)
            if not every and changed > 1:
                continue
            pairs = _distances(read, choice, options)
            for name in groupings if every or not changed else groupings[:1]:
                table = GroupDistances(_regrouped(pairs, read.articles, corpus, name))
                ahead = table.ahead(far)
                told = {**texts, GROUPS: name, **choice}
                rows.append({**told, "estimate": ahead, "kept": bool(ahead > 0)})
    return pd.DataFrame(rows).assign(claim=claim, family="distances")


def _regrouped(
    pairs: pd.DataFrame, articles: pd.DataFrame, corpus: "Corpus", column: str
) -> pd.DataFrame:
    """Pairs of articles with the groups of another column."""
    if column == corpus.group_by:
        return pairs
    group = articles.set_index("article_id")[column]
    return pairs.assign(**{f"{side}_group": pairs[side].map(group) for side in ("a", "b")})


def _distances(tokens: Tokens, choice: Choice, options: Mapping[str, Any]) -> pd.DataFrame:
    asked: dict[str, Any] = {
        "form": choice["form"],
        "measure": choice["measure"],
        "quoted": choice["quotations"] == YES,
        "content_only": choice["words"] == "content",
        "n_draws": N_DRAWS,
    }
    return distances(tokens, **{**options, **asked})
