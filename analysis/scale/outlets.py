"""The outlet as the unit: which words of a group are the habit of one or two of its outlets."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy.sparse import csr_array

from analysis.inference.habits import habits_of
from analysis.inference.tally import Tally
from analysis.scale.store import PARTS, part_files
from analysis.scale.summary import Summary
from analysis.scale.totals import article_counts


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
        One unit for every outlet and group; articles without an outlet are left out. Rates are per
        1,000 tokens.
    """
    words = pc.unique(pq.read_table(summary.task.folder / "terms.parquet")["term"]).sort()
    items = pd.Index([*dict.fromkeys(terms)], dtype="str")
    found = pc.index_in(pa.array(items, pa.string()), value_set=words).fill_null(-1).to_numpy()
    there = np.flatnonzero(found >= 0)
    sizes = summary.table("groups").query("outlet != '' and n_tokens > 0").reset_index(drop=True)
    units = pd.MultiIndex.from_frame(sizes[["group", "outlet"]])
    total = np.zeros((len(units), len(items)))
    files = part_files(summary.task.folder, PARTS, "articles", len(summary.task.partitions))
    parts = article_counts(summary.task, words)
    for file, (counts, _, group) in zip(files, parts, strict=True):
        outlet = pq.read_table(file, columns=["outlet"]).column(0).to_pylist()
        unit = units.get_indexer(pd.MultiIndex.from_arrays([group, outlet]))
        known = np.flatnonzero(unit >= 0)
        uses = np.zeros((len(known), len(items)))
        uses[:, there] = counts[known][:, found[there]].toarray()
        np.add.at(total, unit[known], uses)
    named = sizes.rename(columns={"outlet": "unit"})[["unit", "group"]]
    base = sizes["n_tokens"].to_numpy(dtype=np.float64)
    return Tally(csr_array(total), base, named, items, scale=1000.0)


def outlet_habits(summary: Summary, keywords: pd.DataFrame) -> pd.DataFrame:
    """Keywords with the outlets of their group that use them.

    Parameters
    ----------
    summary : Summary
    keywords : DataFrame
        ``group`` and ``term``, as ``keyness_of_groups`` gives them, each group against the rest.

    Returns
    -------
    DataFrame
        As ``habits_of`` gives it, the outlet being the unit.
    """
    return habits_of(stored_tally(summary, keywords["term"].tolist()), keywords)
