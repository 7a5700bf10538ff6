"""The outlet as the unit: uses of words in a whole source, outlet by outlet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy.sparse import csr_array

from analysis.errors import InputError
from analysis.inference.intervals import uses_by_unit
from analysis.inference.tally import Tally
from analysis.inference.units import ARTICLE
from analysis.scale.store import PARTS, part_files
from analysis.scale.summary import Summary, stored_counts
from analysis.scale.totals import article_counts

OUTLET = "outlet"


def outlet_sizes(summary: Summary) -> pd.DataFrame:
    """Tokens of every outlet in every group.

    Returns
    -------
    DataFrame
        ``group``, ``unit`` (the outlet), ``n_tokens``, ``n_own`` (outside quotation marks).
        Articles without an outlet are left out; a group where none has one is one unit.
    """
    table: pd.DataFrame = summary.held("outlets", lambda: _outlet_sizes(summary))
    return table


def _outlet_sizes(summary: Summary) -> pd.DataFrame:
    names = ["n_tokens", "n_tokens_own"]
    parts = [
        summary.part("articles", number, columns=["group", OUTLET, *names]).fillna({OUTLET: ""})
        for number in range(len(summary.task.partitions))
    ]
    sums = [part.groupby(["group", OUTLET])[names].sum() for part in parts]
    table = pd.concat(sums).groupby(level=[0, 1]).sum().reset_index()
    known = table[OUTLET] != ""
    table = table[known | ~known.groupby(table["group"]).transform("any")]
    table = table.rename(columns={OUTLET: "unit", "n_tokens_own": "n_own"})
    return table[table["n_tokens"] > 0].reset_index(drop=True)


def check_unit(summary: Summary, unit: str) -> None:
    """Raise where articles are to be units: sums by article are not held.

    Raises
    ------
    InputError
        If the source knows outlets, and others are asked for.
    """
    if unit != OUTLET and (outlet_sizes(summary)["unit"] != "").any():
        raise InputError(f"unit: sums know outlets as units (unit=outlet), not {unit!r}")


def stored_tally(summary: Summary, terms: Sequence[str]) -> Tally:
    """Uses of terms by outlet against its tokens: what intervals and split tests start from.

    Parameters
    ----------
    summary : Summary
    terms : sequence of str
        In normal form.

    Returns
    -------
    Tally
        One unit for every outlet and group, as in ``outlet_sizes``. Rates are per 1,000 tokens.
    """
    words = pc.unique(pq.read_table(summary.task.folder / "terms.parquet")["term"]).sort()
    items = pd.Index([*dict.fromkeys(terms)], dtype="str")
    found = pc.index_in(pa.array(items, pa.string()), value_set=words).fill_null(-1).to_numpy()
    there = np.flatnonzero(found >= 0)
    sizes = outlet_sizes(summary)
    units = pd.MultiIndex.from_frame(sizes[["group", "unit"]])
    total = csr_array((len(units), len(there)), dtype=np.float64)
    files = part_files(summary.task.folder, PARTS, "articles", len(summary.task.partitions))
    parts = article_counts(summary.task, words)
    for file, (counts, _, group) in zip(files, parts, strict=True):
        outlet = pq.read_table(file, columns=[OUTLET]).column(0).fill_null("").to_pylist()
        unit = units.get_indexer(pd.MultiIndex.from_arrays([group, outlet]))
        known = np.flatnonzero(unit >= 0)
        cells = (np.ones(len(known)), (unit[known], known))
        total = total + csr_array(cells, shape=(len(units), len(unit))) @ counts[:, found[there]]
    spread = csr_array((total.data, there[total.indices], total.indptr), (len(units), len(items)))
    base = sizes["n_tokens"].to_numpy(dtype=np.float64)
    return Tally(spread, base, sizes[["unit", "group"]], items, scale=1000.0)


@uses_by_unit.register
def _(
    summary: Summary,
    terms: Sequence[str],
    *,
    unit: str = ARTICLE,
    form: str = "norm",
    quoted: bool = True,
) -> tuple[Tally, Tally | None]:
    check_unit(summary, unit)
    stored_counts(summary, form=form, quoted=quoted)  # raises if words were counted otherwise
    return stored_tally(summary, terms), None
