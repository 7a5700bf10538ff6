"""The estimate of every claim under every other defensible choice, in one process."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.inference.claims import estimate, holds
from analysis.inference.family import NO, YES, Family, Tallies, combinations, n_changed
from analysis.inference.specifications import choice_effects
from analysis.inference.units import ARTICLE, units_of
from analysis.text.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from analysis.corpus import Corpus

CLEANING, HEADLINE, GROUPS = "cleaning", "headline", "groups"
FEW_TOKENS = 200_000  # tokens, above which one choice is changed at a time
COSTLY_SENTENCES = 3_000  # of more, a family whose reading is costly keeps to the texts at hand
SAME = 9  # decimals to which estimates are one and the same
SURVIVAL = (
    "claim", "n_specifications", "n_specifications_kept", "n_estimates", "hangs_on", "n_undefined",
    "undefined_under",
)  # fmt: skip
OTHER_GROUPS = "group_"  # a column of articles.csv that begins so is another way to group


def specifications(
    families: Iterable[Family],
    corpus: "Corpus",
    *,
    tokens: Tokens | None = None,
    clean: bool = True,
    headline: bool = True,
    unit: str = ARTICLE,
) -> pd.DataFrame:
    """Estimate of every claim under every combination of choices.

    Parameters
    ----------
    families : iterable of Family
    corpus : Corpus
    tokens : Tokens, optional
        Of the corpus's own articles, where they are at hand.
    clean, headline : bool
        How the corpus was loaded: the default, which every other choice is set beside.
    unit : str
        As in ``check_claims``; what the mean of units is taken over.

    Returns
    -------
    DataFrame
        One row a claim and specification, the default first: ``claim``, ``family``, the choices
        ``cleaning``, ``headline`` (*in* or *out*), ``groups`` (the column compared), those of the
        family (such as ``form``, ``quotations``, ``measure``; NaN where a family does not know
        them), ``estimate`` (NaN where a side has no units) and ``kept`` (whether the claim holds).

    Notes
    -----
    Choices of texts are read anew from the corpus's folder; all others are sums over the same
    tokens. A column of articles.csv whose name begins with ``group_`` is another way to group. Of
    a corpus of more than 200,000 tokens one choice is changed at a time.
    """
    families = list(families)
    groupings = [corpus.group_by, *other_groupings(corpus)]
    parts = []
    for texts, read, n_texts in texts_of(corpus, tokens, clean=clean, headline=headline):
        every = len(read) <= FEW_TOKENS
        if not every and n_texts > 1:
            continue
        units = {
            name: units_of(read, unit=unit, group="group" if name == corpus.group_by else name)
            for name in groupings
        }
        for family in families:
            if family.costly and tokens is not read and len(read.sentence_ptr) > COSTLY_SENTENCES:
                continue
            if family.unit and n_texts:
                continue
            found = family.read(read)
            known = groupings[:1] if family.unit else groupings
            for name, choice in product(known, combinations(family.choices)):
                changed = n_texts + (name != groupings[0]) + n_changed(choice, family.choices)
                if not every and changed > 1:
                    continue
                tallies = family.count(read, units[name], found, choice)
                told = {**texts, GROUPS: name, **choice}
                parts.append(_estimates(family, tallies, told))
    empty = pd.DataFrame(columns=["claim", "family", "estimate", "kept"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def other_groupings(corpus: "Corpus") -> list[str]:
    """Columns of the articles that group them in another way, none empty anywhere."""
    articles = corpus.articles
    names = [name for name in articles.columns if str(name).startswith(OTHER_GROUPS)]
    return [name for name in names if articles[name].notna().all() and name != corpus.group_by]


def survival_of(table: pd.DataFrame) -> pd.DataFrame:
    """How many specifications each claim survives, and the option that most often ends it.

    Parameters
    ----------
    table : DataFrame
        From ``specifications``.

    Returns
    -------
    DataFrame
        One row a claim: ``claim``; ``n_specifications`` under which it has an estimate,
        ``n_specifications_kept`` of them, ``n_estimates`` (different ones among them), ``hangs_on``
        (the option, as *choice: option*, under which it holds least often; empty where it always
        holds, or as often under every option); ``n_undefined``, the specifications without an
        estimate, and ``undefined_under``, the options under which there never is one though there
        is under others of the choice, joined by semicolons.

    Notes
    -----
    What cannot be counted neither holds nor fails: a word that is used four times is no claim of
    those who ask for six. Options that leave the words of a claim as they are give the same
    estimate again, which ``n_estimates`` shows.
    """
    rows = []
    for claim, every in table.groupby("claim", sort=False):
        own = every[every["estimate"].notna()]
        rows.append(
            {
                "claim": claim,
                "n_specifications": len(own),
                "n_specifications_kept": int(own["kept"].sum()),
                "n_estimates": own["estimate"].astype(float).round(SAME).nunique(),
                "hangs_on": _hangs_on(own),
                "n_undefined": len(every) - len(own),
                "undefined_under": "; ".join(_undefined_under(every)),
            }
        )
    return pd.DataFrame(rows, columns=list(SURVIVAL)).astype({"claim": "str"})


def choices_of(table: pd.DataFrame) -> dict[str, list[str]]:
    """The choices of specifications and their options, the default of each first.

    Parameters
    ----------
    table : DataFrame
        From ``specifications``, of one family; a choice that it does not know is left out.
    """
    known = [name for name in choice_columns(table) if table[name].notna().all()]
    return {name: table[name].drop_duplicates().tolist() for name in known}


def effects_of(table: pd.DataFrame) -> pd.DataFrame:
    """How much each choice alone moves each claim, all families together.

    Parameters
    ----------
    table : DataFrame
        From ``specifications``.

    Returns
    -------
    DataFrame
        As from ``analysis.inference.specifications.choice_effects``, with ``family``; of pairs
        in which both have an estimate, since what cannot be counted decides nothing.
    """
    parts = [
        choice_effects(own[own["estimate"].notna()], choices=choices_of(own)).assign(family=family)
        for family, own in table.groupby("family", sort=False)
    ]
    columns = ["claim", "choice", "n_pairs", "n_changed", "mean_move", "max_move", "family"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def choice_columns(table: pd.DataFrame) -> list[str]:
    """The columns of specifications that are choices, in their order."""
    told = ("claim", "family", "estimate", "kept")
    return [str(name) for name in table.columns if name not in told]


def _hangs_on(own: pd.DataFrame) -> str:
    """The option under which the claim holds least often, of the choices that make a difference."""
    by_choice = {name: own.groupby(name)["kept"].mean() for name in choice_columns(own)}
    shares = {
        f"{name}: {option}": share
        for name, told in by_choice.items()
        for option, share in told.items()
        if told.min() < told.max()
    }
    return min(shares, key=lambda option: (shares[option], option)) if shares else ""


def _undefined_under(every: pd.DataFrame) -> list[str]:
    """The options under which a claim never has an estimate, of choices where some option has."""
    known = every["estimate"].notna()
    by_choice = {
        name: known.groupby(every[name], sort=False).any() for name in choice_columns(every)
    }
    return [
        f"{name}: {option}"
        for name, told in by_choice.items()
        for option, ever in told.items()
        if told.any() and not ever
    ]


def _estimates(family: Family, tallies: Tallies, told: Mapping[str, str]) -> pd.DataFrame:
    values = [
        estimate(tallies[claim.tally], claim) if claim.tally in tallies else np.nan
        for claim in family.claims
    ]
    kept = [
        not np.isnan(value) and holds(tallies[claim.tally], claim, value)
        for claim, value in zip(family.claims, values, strict=True)
    ]
    keys = [claim.key for claim in family.claims]
    table = pd.DataFrame({"claim": keys, "family": family.name, **told})
    return table.assign(estimate=np.array(values, dtype=np.float64), kept=np.array(kept, bool))


def texts_of(
    corpus: "Corpus", tokens: Tokens | None, *, clean: bool, headline: bool
) -> Iterator[tuple[dict[str, str], Tokens, int]]:
    """The texts with and without cleaning and headlines, those at hand first.

    With each, what was chosen, and how many of the two choices are not those of the texts at hand.
    """
    from analysis.corpus import load_corpus

    for cleaned, headed in product((clean, not clean), (headline, not headline)):
        told = {CLEANING: YES if cleaned else NO, HEADLINE: YES if headed else NO}
        n_other = (cleaned != clean) + (headed != headline)
        if tokens is not None and not n_other:
            yield told, tokens, n_other
            continue
        loaded = load_corpus(
            corpus.folder, group_by=corpus.group_by, clean=cleaned, headline=headed
        )
        yield told, tokenize(loaded.articles), n_other
