"""All that is known of a notebook's claims: checks, choices, and the marks that follow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.inference.checks import check_claims
from analysis.inference.family import Family
from analysis.inference.multiverse import specifications, survival_of
from analysis.inference.strength import strengths
from analysis.inference.units import ARTICLE
from analysis.text.tokens import Tokens

if TYPE_CHECKING:
    from analysis.corpus import Corpus

UNIT_NAMES = {ARTICLE: "article"}


def assess_claims(
    families: Sequence[Family],
    corpus: "Corpus",
    tokens: Tokens,
    *,
    unit: str = ARTICLE,
    clean: bool = True,
    headline: bool = True,
    specified: pd.DataFrame | None = None,
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
    specified : DataFrame, optional
        From ``specifications`` of the same families, where it is at hand.

    Returns
    -------
    DataFrame
        One row a claim: the columns of ``check_claims`` and ``survival_of``, and ``strength``
        (a ``Strength``), ``mark`` and ``why``.
    """
    if specified is None:
        specified = specifications(
            families, corpus, tokens=tokens, clean=clean, headline=headline, unit=unit
        )
    checks = check_claims(families, tokens, unit=unit)
    table = checks.merge(survival_of(specified), on="claim", how="left")
    counts = ["n_specifications", "n_specifications_kept"]
    table = table.fillna({**dict.fromkeys(counts, 0), "hangs_on": ""})
    found = strengths(table, unit=UNIT_NAMES.get(unit, unit))
    told = [found[claim] for claim in table["claim"]]
    return table.assign(
        strength=pd.Series(told, index=table.index, dtype=object),
        mark=[strength.mark for strength in told],
        why=[strength.why for strength in told],
    ).astype({**dict.fromkeys(counts, "int64"), "mark": "str", "why": "str"})
