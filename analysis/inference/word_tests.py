"""What a test of words says beside a test of units, of the same keywords."""

import pandas as pd
from scipy.special import chdtrc

from analysis.inference.intervals import uses_by_unit
from analysis.inference.splits import split_test
from analysis.inference.tally import OTHERS
from analysis.inference.units import ARTICLE
from analysis.text.tokens import Source


def word_tests(
    tokens: Source, table: pd.DataFrame, *, unit: str = ARTICLE, top: int = 5, form: str = "norm"
) -> pd.DataFrame:
    """The keywords that G² finds surest, with p as if words were independent, and p by units.

    Parameters
    ----------
    tokens : Tokens or Summary
    table : DataFrame
        From ``keyness_of_groups`` against the rest.
    unit : str
        The column whose values are dealt out.
    top : int
        Words of each group.
    form : {"norm", "surface", "lemma", "stem"}
        As the words were counted.

    Returns
    -------
    DataFrame
        One row a group and word, largest G² first within a group: ``group``, ``term``,
        ``n_target``, ``n_reference``, ``g2``, ``p_words`` (upper tail of χ² with one degree of
        freedom), ``p`` (share of the splits of units that differ as much), ``p_least`` (the
        smallest that any split of these units could have), ``n_splits``. Nothing is adjusted: the
        two are to be compared, not believed.
    """
    order = table.sort_values(["g2", "term"], ascending=[False, True], kind="stable")
    first = order[order["g2"] > 0].groupby("group", sort=False).head(top)
    tally, _ = uses_by_unit(tokens, first["term"].unique().tolist(), unit=unit, form=form)
    parts = []
    for group, rows in first.groupby("group", sort=False):
        sides = tally.side([str(group)]), tally.side([OTHERS, str(group)])
        tested = split_test(tally.select(rows["term"].tolist()), *sides)
        columns = ["group", "term", "n_target", "n_reference", "g2"]
        found = (
            rows[columns].reset_index(drop=True).assign(p_words=chdtrc(1, rows["g2"]).to_numpy())
        )
        parts.append(found.join(tested[["p", "p_least", "n_splits"]]))
    columns = ["group", "term", "n_target", "n_reference", "g2", "p_words", "p", "p_least"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
