"""What measures and plots draw from, where the articles are too many to be held."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy.sparse import csr_array

from analysis.codebooks import Codebook
from analysis.errors import InputError
from analysis.measures.collocation import COLUMNS, collocates_by_group, measures_of
from analysis.measures.dispersion import dispersion, dispersion_of_group
from analysis.scale.store import PARTS, SUMMARY, Task, check_format, part_files, read_task
from analysis.text.counts import Counts, GroupSums, count_terms
from analysis.text.tokens import Tokens

if TYPE_CHECKING:
    from analysis.corpus import Corpus

SAMPLE = "sample"  # the folder within that of a summary


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
    _held: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def held(self, name: str, make: Callable[[], Any]) -> Any:
        """What has been read of the partitions, read once."""
        if name not in self._held:
            self._held[name] = make()
        return self._held[name]

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables of sums, such as terms, groups, frames or spread."""
        return _read(self.task.folder / f"{name}.parquet")

    def part(self, name: str, number: int, *, columns: list[str] | None = None) -> pd.DataFrame:
        """One table of one partition."""
        return _read(part_files(self.task.folder, PARTS, name, number + 1)[number], columns)

    def codebook(self, name: str) -> Codebook:
        """A codebook whose hits were counted."""
        known = {book.name: book for book in self.task.codebooks}
        if name not in known:
            raise InputError(f"the summary has no hits of {name!r}; it has {', '.join(known)}")
        return known[name]

    def __str__(self) -> str:
        """What is counted here, and what is not."""
        names = ("k_articles", "n_tokens", "n_sentences")
        n, tokens, sentences = (int(self.sizes[name].sum()) for name in names)
        return (
            f"Counted: {tokens:,} tokens in {sentences:,} sentences, all {n:,} articles of the "
            f"source{self._without_outlet()}. Passages of words and findings are read from it; "
            "those behind other rows, and what needs whole texts, come from the sample, which is "
            "clean already."
        )

    def _without_outlet(self) -> str:
        """In how many articles no outlet is known: tests of outlets leave them out."""
        table = self.table("groups")
        n = int(table.loc[table["outlet"] == "", "k_articles"].sum())
        return f" ({n:,} name no outlet, and are in no interval and no test)" if n else ""

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


@dispersion.register
def _(counts: StoredCounts) -> pd.DataFrame:
    own = counts.spread[counts.spread["group"] == ""].set_index("term").reindex(counts.terms)
    sums = counts.by_group
    totals = {"n": sums.n.sum(axis=0), "n_articles": sums.n_articles.sum(axis=0)}
    names = ["dp", "dp_norm", "juilland_d"]
    return pd.DataFrame(
        {
            "term": counts.terms,
            **totals,
            "k_articles": int(sums.k_articles.sum()),
            **{name: own[name].to_numpy() for name in names},
        }
    )


def _read(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    table: pd.DataFrame = pq.read_table(path, columns=columns).to_pandas()
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
    check_format(place)
    if not (place / SUMMARY).is_file():
        raise InputError(f"{place.name}: the summary is not finished; start the same command again")
    # Functions that take texts take this summary, too, once these are imported.
    from analysis.corpus.manifest import read_manifest
    from analysis.scale import claims  # noqa: F401

    labels = read_manifest(task.folder).groups
    present = sorted(set(pq.read_table(task.folder / "groups.parquet")["group"].to_pylist()))
    ordered = [*(name for name in labels if name in present), *present]
    return Summary(task, {name: labels.get(name, name) for name in dict.fromkeys(ordered)})


def counted(
    corpus: "Corpus", tokens: Tokens, *, clean: bool = True, headline: bool = True
) -> "tuple[Tokens | Summary, str]":
    """What a notebook counts: the sums of a whole source, if its corpus is a sample of one.

    Parameters
    ----------
    corpus : Corpus
    tokens : Tokens
        Of its articles.
    clean, headline : bool
        How it was loaded.

    Returns
    -------
    source : Tokens or Summary
        The tokens given, where the corpus is no sample that ``framing run --summary`` has drawn.
    note : str
        For captions of what is read from the sample beside the sums; empty where there are none.

    Raises
    ------
    InputError
        If the sums were counted in another way.
    """
    folder = corpus.folder.resolve()
    if folder.name != SAMPLE or not (folder / SUMMARY).is_file():
        return tokens, ""
    summary = open_summary(folder.parent)
    if corpus.group_by != "group":
        raise InputError("group_by: the groups of a summary are those that were counted")
    if not clean:
        raise InputError("clean: a summary is cleaned, or not, when it is made (--no-clean)")
    if headline != summary.task.headline:
        raise InputError("headline: a summary has headlines, or not, as made (--no-headline)")
    return summary, " In the sample."


@count_terms.register
def stored_counts(summary: Summary, *, form: str = "norm", quoted: bool = True) -> StoredCounts:
    """Counts as keyness and word shifts take them, from the sums by group.

    Raises
    ------
    InputError
        If words were not counted in this way.

    Examples
    --------
    ``keyness_of_groups(count_terms(open_summary("sums")), groups=["left", "right"])``
    """
    if (form, quoted) != ("norm", True):
        raise InputError("sums count words in their form 'norm', quotations included, and no other")
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


@collocates_by_group.register
def _(
    summary: Summary,
    nodes: Sequence[str],
    *,
    groups: Sequence[str],
    window: int | None = 5,
    min_count: int = 2,
    form: str = "norm",
    content_only: bool = True,
) -> pd.DataFrame:
    if (window, form, content_only) != (5, "norm", True):
        raise InputError("sums count company within five words, in the form 'norm', and no other")
    tables = [_company(summary, node, groups, min_count=min_count) for node in nodes]
    empty = pd.DataFrame(columns=["group", *COLUMNS])
    return pd.concat(tables, ignore_index=True) if tables else empty


def _company(
    summary: Summary, node: str, groups: Sequence[str], *, min_count: int = 2
) -> pd.DataFrame:
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
    grid = pd.MultiIndex.from_product([[*groups], listed_words], names=keys)
    table = met.set_index(keys).drop(columns="node").reindex(grid, fill_value=0)
    uses = terms.set_index(["group", "term"])["n"].reindex(grid, fill_value=0)
    sizes = summary.table("node_sizes").query("node == @node").set_index("group")
    sizes = sizes.drop(columns="node").reindex([*groups], fill_value=0)
    group = grid.get_level_values("group")
    columns: dict[str, Any] = {
        name: table[name].to_numpy() for name in ("f", "n_met", "n_articles")
    }
    columns |= {name: sizes[name].reindex(group).to_numpy() for name in ("f1", "n_node")}
    columns["f2"] = (uses - table["n_inside"]).to_numpy()
    whole = summary.sizes["n_tokens"].reindex([*groups]) - sizes["n_inside"]
    columns["n"] = whole.reindex(group).to_numpy()
    found = pd.DataFrame(columns, index=grid).reset_index().assign(node=node)
    found = found.assign(**measures_of(columns))
    most = found.groupby("collocate")["f"].transform("max")
    place = {name: i for i, name in enumerate(groups)}
    found = found[most >= max(min_count, 1)].assign(part=found["group"].map(place))
    ranked = found.sort_values(
        ["part", "log_dice", "f", "collocate"], ascending=[True, False, False, True]
    )
    return ranked[["group", *COLUMNS]].reset_index(drop=True)
