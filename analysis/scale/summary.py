"""What measures and plots draw from, where the articles are too many to be held."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy.sparse import csr_array

from analysis.codebooks import Codebook
from analysis.errors import InputError
from analysis.measures.collocation import COLUMNS, measures_of
from analysis.measures.dispersion import dispersion_of_group
from analysis.measures.frames import with_rates
from analysis.scale.store import PARTS, SUMMARY, Task, part_files, read_task
from analysis.text.counts import Counts, GroupSums

_HITS = ("n_hits", "n_quoted", "n_negated", "n_sentences_hit")


@dataclass(frozen=True)
class Summary:
    """A finished summary.

    Attributes
    ----------
    task : Task
        What was asked: layout, codebooks, partitions.
    groups : dict
        Label of each group.
    """

    task: Task
    groups: dict[str, str]

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables of sums, such as terms, groups, frames or spread."""
        return _read(self.task.folder / f"{name}.parquet")

    def part(self, name: str, number: int) -> pd.DataFrame:
        """One table of one partition."""
        return _read(part_files(self.task.folder, PARTS, name, number + 1)[number])

    def codebook(self, name: str) -> Codebook:
        """A codebook whose hits were counted."""
        known = {book.name: book for book in self.task.codebooks}
        if name not in known:
            raise InputError(f"the summary has no hits of {name!r}; it has {', '.join(known)}")
        return known[name]

    @cached_property
    def sizes(self) -> pd.DataFrame:
        """Articles, tokens and sentences of every group, by ``group``."""
        table = self.table("groups").drop(columns="outlet")
        return table.groupby("group").sum()


@dataclass(frozen=True)
class StoredCounts(Counts):
    """Counts of which only the sums by group are held; ``matrix`` has no articles."""

    sums: GroupSums = field(repr=False)
    spread: pd.DataFrame = field(repr=False)

    @cached_property
    def by_group(self) -> GroupSums:
        """Sums over the articles of each group."""
        return self.sums


@dispersion_of_group.register
def _(counts: StoredCounts, group: str) -> Any:
    own = counts.spread[counts.spread["group"] == group]
    return own["dp_norm"].to_numpy()


def _read(path: Path) -> pd.DataFrame:
    table: pd.DataFrame = pq.read_table(path).to_pandas()
    return table


def open_summary(folder: str | Path) -> Summary:
    """Summary in a folder that ``framing summarise`` made.

    Raises
    ------
    InputError
        If there is none, or it is not finished.
    """
    place = Path(folder)
    task = read_task(str(place.resolve()))
    if not (place / SUMMARY).is_file():
        raise InputError(f"{place.name}: the summary is not finished; start the same command again")
    from analysis.corpus.manifest import read_manifest

    labels = read_manifest(task.folder).groups
    present = sorted(set(pq.read_table(task.folder / "groups.parquet")["group"].to_pylist()))
    ordered = [*(name for name in labels if name in present), *present]
    return Summary(task, {name: labels.get(name, name) for name in dict.fromkeys(ordered)})


def stored_counts(summary: Summary) -> StoredCounts:
    """Counts as keyness and word shifts take them, from the sums by group.

    Examples
    --------
    ``keyness_of_groups(stored_counts(open_summary("sums")), groups=["left", "right"])``
    """
    table = pq.read_table(summary.task.folder / "terms.parquet")
    words = pc.unique(table.column("term")).sort()
    names = pc.unique(table.column("group")).sort()
    names = pa.array(sorted({*names.to_pylist(), *summary.sizes.index}), pa.string())
    cell = (
        pc.index_in(table.column("group"), value_set=names).to_numpy(),
        pc.index_in(table.column("term"), value_set=words).to_numpy(),
    )
    sums = {
        name: np.zeros((len(names), len(words)), dtype=np.int64) for name in ("n", "n_articles")
    }
    for name, array in sums.items():
        array[cell] = table.column(name).to_numpy()
    is_content = np.ones(len(words), dtype=bool)
    is_content[cell[1][table.column("n_other").to_numpy() > 0]] = False
    sizes = summary.sizes.reindex(names.to_pylist())
    columns = {name: sizes[name].to_numpy() for name in ("n_tokens", "k_articles", "k_filled")}
    return StoredCounts(
        matrix=csr_array((0, len(words)), dtype=np.int64),
        articles=pd.DataFrame({"article_id": [], "group": []}, dtype="str"),
        terms=pd.Index(words.to_pandas(), dtype="str"),
        is_content=is_content,
        sums=GroupSums(groups=names.to_pylist(), **sums, **columns),
        spread=summary.table("spread"),
    )


def stored_frame_rates(summary: Summary, codebook: str) -> pd.DataFrame:
    """Rates of every frame in every group: the table of ``frame_rates_by_group``."""
    book = summary.codebook(codebook)
    keys = ["group", "frame"]
    found = summary.table("frames").query("codebook == @codebook")
    found = found.drop(columns="codebook").set_index(keys)
    grid = pd.MultiIndex.from_product([sorted(summary.groups), [*book.labels]], names=keys)
    n = found.reindex(grid, fill_value=0)
    table = n[[*_HITS]].reset_index()
    for name in ("n_tokens", "n_sentences"):
        table[name] = table["group"].map(summary.sizes[name])
    table["n_articles_hit"] = n["n_articles_hit"].to_numpy()
    rates = with_rates(table, frames=book.labels)
    return rates.assign(k_articles=rates["group"].map(summary.sizes["k_articles"]))


def stored_outlet_rates(summary: Summary, codebook: str) -> pd.DataFrame:
    """Rates of every frame in every outlet: ``article_id`` names the outlet, as plots expect."""
    book, keys = summary.codebook(codebook), ["group", "outlet", "frame"]
    parts = []
    for number in range(len(summary.task.partitions)):
        hits, articles = summary.part("hits", number), summary.part("articles", number)
        hits = hits[hits["codebook"] == codebook]
        place = articles[["group", "outlet"]].fillna({"outlet": ""}).iloc[hits["article"]]
        tagged = place.assign(frame=hits["frame"].astype("str").to_numpy())
        parts.append(tagged.groupby(keys).size())
    n = pd.concat(parts).groupby(level=keys).sum()
    sizes = summary.table("groups").set_index(["group", "outlet"])
    rows = [(*place, frame) for place in sizes.index for frame in book.labels]
    table = pd.DataFrame(rows, columns=keys)
    table["n_hits"] = n.reindex(pd.MultiIndex.from_frame(table), fill_value=0).to_numpy()
    table["n_tokens"] = sizes["n_tokens"].to_numpy().repeat(len(book.labels))
    table["per_1000"] = 1000 * table["n_hits"] / table["n_tokens"].where(table["n_tokens"] > 0)
    table["label"] = table["frame"].map(book.labels)
    return table.rename(columns={"outlet": "article_id"})


def stored_frame_terms(summary: Summary, codebook: str) -> pd.DataFrame:
    """The terms that make up each frame's score: the table of ``frame_terms``, by group."""
    book = summary.codebook(codebook)
    table = summary.table("frame_terms").query("codebook == @codebook")
    total = table.groupby(["frame", "group"])["n_hits"].transform("sum")
    table = table.assign(label=table["frame"].map(book.labels), share=table["n_hits"] / total)
    rank = {name: i for i, name in enumerate(book.labels)}
    table = table.assign(rank=table["frame"].map(rank)).sort_values(
        ["rank", "group", "n_hits", "term"], ascending=[True, True, False, True]
    )
    columns = ["frame", "label", "group", "term", "n_hits", "share", "n_articles"]
    return table[columns].reset_index(drop=True)


def stored_collocates(summary: Summary, node: str, *, min_count: int = 2) -> pd.DataFrame:
    """Content words in the company of a node, in every group: as ``collocates_by_group``.

    Raises
    ------
    InputError
        If the node was not asked for with ``--node``.
    """
    if node not in summary.task.nodes:
        listed = ", ".join(summary.task.nodes) or "none"
        raise InputError(f"the company of {node!r} was not counted (--node); counted: {listed}")
    terms = summary.table("terms")
    other = set(terms.loc[terms["n_other"] > 0, "term"])
    met = summary.table("nodes").query("node == @node")
    listed_words = sorted(set(met.loc[met["f"] > 0, "collocate"]) - other)
    keys = ["group", "collocate"]
    grid = pd.MultiIndex.from_product([[*summary.groups], listed_words], names=keys)
    table = met.set_index(keys).drop(columns="node").reindex(grid, fill_value=0)
    uses = terms.set_index(["group", "term"])["n"].reindex(grid, fill_value=0)
    sizes = summary.table("node_sizes").query("node == @node").set_index("group")
    sizes = sizes.drop(columns="node").reindex([*summary.groups], fill_value=0)
    group = grid.get_level_values("group")
    columns: dict[str, Any] = {
        name: table[name].to_numpy() for name in ("f", "n_met", "n_articles")
    }
    columns |= {name: sizes[name].reindex(group).to_numpy() for name in ("f1", "n_node")}
    columns["f2"] = (uses - table["n_inside"]).to_numpy()
    whole = summary.sizes["n_tokens"].reindex([*summary.groups]) - sizes["n_inside"]
    columns["n"] = whole.reindex(group).to_numpy()
    found = pd.DataFrame(columns, index=grid).reset_index().assign(node=node)
    found = found.assign(**measures_of(columns))
    most = found.groupby("collocate")["f"].transform("max")
    place = {name: i for i, name in enumerate(summary.groups)}
    found = found[most >= max(min_count, 1)].assign(part=found["group"].map(place))
    ranked = found.sort_values(
        ["part", "log_dice", "f", "collocate"], ascending=[True, False, False, True]
    )
    return ranked[["group", *COLUMNS]].reset_index(drop=True)
