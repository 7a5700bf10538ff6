"""Claims that a group uses a word more than every other group."""

from collections.abc import Mapping, Sequence
from functools import singledispatch

import numpy as np
import pandas as pd

from analysis.inference.claims import Claim, others_in_words
from analysis.inference.family import (
    LOG_RATIO,
    MEASURES,
    NO,
    PER_ARTICLE,
    PER_SENTENCE,
    YES,
    Choice,
    Family,
    Tallies,
    n_changed,
)
from analysis.inference.tally import Tally, tally_terms
from analysis.inference.units import STRETCH, Units, units_of
from analysis.measures.keyness_choices import TIMES
from analysis.text.tokens import Source, Tokens
from analysis.text.written import as_written

FORMS = ("norm", "lemma", "stem")


@singledispatch
def keyword_family(
    tokens: Source,
    told: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    form: str = "norm",
    quoted: bool = True,
    min_count: int = 3,
) -> Family:
    """Claims that a group uses a word at least twice as often as every other group.

    Parameters
    ----------
    tokens : Tokens or Summary
        The sums of a source know outlets as units, and choices that need no texts.
    told : DataFrame
        ``group`` and ``term`` of the keywords that are told, such as rows of ``firm_keywords``.
    groups : mapping of str to str
        Key and label of every group.
    form, quoted, min_count
        As the keywords were found.

    Returns
    -------
    Family
        Estimates are binary logarithms of the ratio to the nearest rival, a zero counting as 0.5
        (Hardie 2014). Candidates are all content words that are frequent enough, each for the group
        that uses it most. Choices: ``form``, ``quotations``, ``minimum count`` (as given, and
        twice that), ``measure`` (per token; mean of the articles' own rates; share of sentences).
    """
    written = as_written(tokens, told["term"].astype(str), form=form)
    claims = tuple(
        keyword_claim(str(group), str(term), groups, written=written[str(term)])
        for group, term in zip(told["group"], told["term"], strict=True)
    )
    candidates = _candidates(tokens, groups, form=form, quoted=quoted, min_count=min_count)
    items = list(dict.fromkeys(claim.item for claim in claims))
    looked_at = list(dict.fromkeys([*items, *(claim.item for claim in candidates)]))
    least = {str(n): n for n in (min_count, 2 * min_count)}
    choices = {
        "form": (form, *(other for other in FORMS if other != form)),
        "quotations": (YES, NO) if quoted else (NO, YES),
        "minimum count": tuple(least),
        "measure": MEASURES,
    }

    def count(tokens: Tokens, units: Units, _: object, choice: Choice) -> Tallies:
        # Only the default is asked about all candidates, and only of units that can be dealt out.
        default = not n_changed(choice, choices)
        wanted = looked_at if default and units.kind != STRETCH else items
        tally = tally_terms(
            tokens,
            units,
            terms=_in_form(tokens, wanted, form, choice["form"]),
            form=choice["form"],
            quoted=choice["quotations"] == YES,
            by_sentence=choice["measure"] == PER_SENTENCE,
        )
        named = Tally(tally.events, tally.base, tally.units, pd.Index(wanted), tally.scale)
        frequent = np.asarray(tally.events.sum(axis=0)) >= least[choice["minimum count"]]
        kept = named.select(named.items[frequent | default].tolist())
        return {"": kept.per_unit() if choice["measure"] == PER_ARTICLE else kept}

    return Family("keywords", LOG_RATIO, claims, candidates, lambda tokens: None, count, choices)


def keyword_claim(group: str, term: str, groups: Mapping[str, str], *, written: str = "") -> Claim:
    """That a group uses a word at least twice as often as every other, ``written`` as shown."""
    return Claim(
        key=f"keyword: {group}: {term}",
        label=f"{groups[group]}: “{written or term}”",
        item=term,
        target=(group,),
        scale="log2",
        least=float(np.log2(TIMES)),
        says=f"That {groups[group]} uses “{written or term}” at least twice as often as "
        + others_in_words(groups, group),
        topic=term,
    )


def _candidates(
    tokens: Tokens,
    groups: Mapping[str, str],
    *,
    form: str,
    quoted: bool,
    min_count: int,
) -> tuple[Claim, ...]:
    """Every content word that is frequent enough, claimed for the group with the highest rate."""
    names = list(groups)
    tally = tally_terms(tokens, units_of(tokens), form=form, quoted=quoted)
    words, codes = tokens.form(form)
    content = ~np.isin(np.arange(len(words)), codes[~tokens.types["is_content"].to_numpy()])
    frequent = np.asarray(tally.events.sum(axis=0)) >= max(min_count, 1)
    chosen = tally.select(tally.items[content & frequent].tolist())
    rates = np.array([chosen.rates(chosen.side([name])) for name in names])
    if not chosen.items.size or len(names) < 2:
        return ()
    best = np.nan_to_num(rates, nan=-1.0).argmax(axis=0)
    pairs = zip(chosen.items, best, strict=True)
    return tuple(keyword_claim(names[place], term, groups) for term, place in pairs)


def _in_form(tokens: Tokens, items: Sequence[str], form: str, wanted: str) -> list[str]:
    """The words that items of one form become in another; the item itself where it never occurs."""
    if form == wanted:
        return list(items)
    (words, codes), (others, other_codes) = tokens.form(form), tokens.form(wanted)
    one_type = np.full(len(words), -1, dtype=np.int64)
    one_type[codes[::-1]] = np.arange(len(codes))[::-1]
    at = words.get_indexer(pd.Index(list(items)))
    return [
        others[other_codes[one_type[place]]] if place >= 0 else item
        for item, place in zip(items, at, strict=True)
    ]
