"""All that is known of a notebook's claims: checks, choices, and the marks that follow."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.inference.checks import check_claims
from analysis.inference.distance_claims import check_distance, distance_specifications
from analysis.inference.family import Family
from analysis.inference.multiverse import SURVIVAL, specifications, survival_of
from analysis.inference.strength import Strength, strength_of, weakest
from analysis.inference.units import ARTICLE
from analysis.text.tokens import Tokens

if TYPE_CHECKING:
    from analysis.corpus import Corpus

UNIT_NAMES = {ARTICLE: "article"}
SHOWN = (
    "label", "mark", "estimate", "low", "high", "basis", "n_units", "n_kept", "n_left_out",
    "floor", "n_specifications_kept", "n_specifications", "p", "p_least", "p_adjusted", "why",
)  # fmt: skip


def assess_claims(
    families: Sequence[Family],
    corpus: "Corpus",
    tokens: Tokens,
    *,
    unit: str = ARTICLE,
    clean: bool = True,
    headline: bool = True,
) -> pd.DataFrame:
    """Checks of every claim, how many choices it survives, and its mark.

    Parameters
    ----------
    families : sequence of Family
    corpus : Corpus
    tokens : Tokens
        Of its articles.
    unit : str
        The column whose values are resampled and left out.
    clean, headline : bool
        How the corpus was loaded.

    Returns
    -------
    DataFrame
        One row a claim, in the order of the families: the columns of ``check_claims`` and
        ``survival_of``, and ``strength`` (a ``Strength``), ``mark`` and ``why``.
    """
    options = {"clean": clean, "headline": headline, "unit": unit}
    specified = specifications(families, corpus, tokens=tokens, **options)  # type: ignore[arg-type]
    return with_strengths(check_claims(families, tokens, unit=unit), specified, unit=unit)


def assess_distance(
    pairs: pd.DataFrame,
    corpus: "Corpus",
    tokens: Tokens,
    *,
    groups: Mapping[str, str],
    clean: bool = True,
    headline: bool = True,
    **options: Any,
) -> pd.DataFrame:
    """The same for the claim that two groups are farther apart than any other two.

    Parameters
    ----------
    pairs : DataFrame
        From ``distances``, of articles.
    corpus : Corpus
    tokens : Tokens
        Of its articles.
    groups : mapping of str to str
        Key and label of every group.
    clean, headline : bool
        How the corpus was loaded.
    **options
        Of ``distances``, such as ``size``, kept under every choice.

    Returns
    -------
    DataFrame
        As from ``assess_claims``, one row; none with fewer than two groups.
    """
    checks = check_distance(pairs, groups=groups)
    if checks.empty:
        return with_strengths(checks, pd.DataFrame(columns=["claim", "estimate", "kept"]))
    claim = str(checks["claim"].iloc[0])
    loaded = {"clean": clean, "headline": headline}
    specified = distance_specifications(corpus, tokens, claim, **loaded, **options)
    return with_strengths(checks, specified)


def with_strengths(
    checks: pd.DataFrame, specified: pd.DataFrame, *, unit: str = ARTICLE
) -> pd.DataFrame:
    """Checks with what survives of the specifications, and the marks that follow.

    Parameters
    ----------
    checks : DataFrame
        From ``check_claims`` or ``check_distance``.
    specified : DataFrame
        From ``specifications`` of the same claims.
    unit : str
    """
    table = checks.merge(survival_of(specified), on="claim", how="left")
    counts = [name for name in SURVIVAL if name.startswith("n_")]
    table = table.fillna({**dict.fromkeys(counts, 0), "hangs_on": "", "undefined_under": ""})
    names = table["unit"] if "unit" in table else pd.Series(unit, index=table.index)
    pairs = zip(table.to_dict("records"), names.replace(UNIT_NAMES), strict=True)
    found = [strength_of(row, unit=name) for row, name in pairs]
    return table.assign(
        strength=pd.Series(found, index=table.index, dtype=object),
        mark=[strength.mark for strength in found],
        why=[strength.why for strength in found],
    ).astype({**dict.fromkeys(counts, "int64"), "mark": "str", "why": "str"})


def strengths_by_topic(assessed: pd.DataFrame) -> dict[str, Strength]:
    """Strength of every finding: of several claims that one finding tells, the weakest.

    Parameters
    ----------
    assessed : DataFrame
        From ``assess_claims``.
    """
    topics = assessed.groupby("topic", sort=False)["strength"]
    return {str(topic): weakest(found.tolist()) for topic, found in topics}


def strength_table(*assessed: pd.DataFrame) -> pd.DataFrame:
    """What a reader is shown of assessed claims: one row a claim, the columns that tell its mark.

    Parameters
    ----------
    *assessed : DataFrame
        From ``assess_claims``.
    """
    return pd.concat(assessed, ignore_index=True)[list(SHOWN)]
