"""Texts of a summary's source, fetched by their place when they are to be read."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus.cleaning import apply_cuts
from analysis.corpus.dates import date_range
from analysis.corpus.manifest import read_manifest
from analysis.corpus.settings import quoted
from analysis.measures.dispersion import term_passages, term_positions
from analysis.scale.source import read_texts
from analysis.scale.store import SUMMARY, write_text
from analysis.scale.summary import SAMPLE, Summary
from analysis.scale.totals import article_counts
from analysis.text.passages import in_context, own_first
from analysis.text.tokens import tokenize

PER_TERM = 5  # articles of a group that are read for the passages of a word
PER_OUTLET = 2  # hits of one outlet that are listed before others are heard


def stored_hits(
    summary: Summary, codebook: str, *, frame: str | None = None, n: int = 40, seed: int = 0
) -> pd.DataFrame:
    """Some hits of a codebook, drawn so that every outlet is heard before any is heard thrice.

    Parameters
    ----------
    summary : Summary
    codebook : str
    frame : str, optional
        Of this frame only.
    n : int
        At most so many, as evenly over the groups as there are hits.
    seed : int

    Returns
    -------
    DataFrame
        Columns of ``find_hits``, with ``partition`` and ``number`` (of the article in it).
    """
    rng, parts = np.random.default_rng(seed), []
    for partition in range(len(summary.task.partitions)):
        hits = summary.part("hits", partition)
        chosen = hits["codebook"] == codebook
        hits = hits[chosen if frame is None else chosen & (hits["frame"] == frame)]
        articles = summary.part("articles", partition).iloc[hits["article"]]
        known = articles[["article_id", "group", "outlet"]].fillna({"outlet": ""})
        table = hits.drop(columns="codebook").rename(columns={"article": "number"})
        table = table.reset_index(drop=True).join(known.reset_index(drop=True))
        table = table.assign(partition=partition, turn=rng.random(len(table)))
        parts.append(table.sort_values("turn").groupby(["group", "outlet"]).head(PER_OUTLET))
    table = pd.concat(parts, ignore_index=True).sort_values("turn", kind="stable")
    table = table.groupby(["group", "outlet"]).head(PER_OUTLET)
    table = table.groupby("group").head(max(1, n // max(len(summary.groups), 1)))
    texts = dict.fromkeys(("frame", "term", "surface"), "str")
    ordered = table.sort_values(["group", "partition", "number", "start"]).astype(texts)
    return ordered.drop(columns=["turn", "group", "outlet"]).reset_index(drop=True)


@term_passages.register
def _(
    summary: Summary, terms: Sequence[str], *, form: str = "norm", group: str | None = None
) -> pd.DataFrame:
    words = [*dict.fromkeys(terms)]
    articles = fetch_articles(summary, _articles_with(summary, words))
    tokens = tokenize(articles)
    uses = term_positions(tokens, terms=words)
    some = uses.groupby(["term", "article_id"], sort=False).head(PER_OUTLET)
    return own_first(in_context(tokens, some), group)


def _articles_with(summary: Summary, terms: Sequence[str], *, seed: int = 0) -> np.ndarray:
    """Some articles of each group that have each term, no two of one outlet: partition, number."""
    rng, parts = np.random.default_rng(seed), []
    words = pc.unique(pq.read_table(summary.task.folder / "terms.parquet")["term"]).sort()
    found = pc.index_in(pa.array(terms, pa.string()), value_set=words).drop_null().to_numpy()
    for partition, (counts, _, group) in enumerate(article_counts(summary.task, words)):
        number, term = counts[:, found].nonzero()
        outlet = summary.part("articles", partition)["outlet"].fillna("").to_numpy(dtype=object)
        table = pd.DataFrame({"term": term, "partition": partition, "number": number})
        table = table.assign(group=group[number], outlet=outlet[number], turn=rng.random(len(term)))
        parts.append(table.sort_values("turn").groupby(["term", "group", "outlet"]).head(1))
    table = pd.concat(parts, ignore_index=True).sort_values("turn", kind="stable")
    table = table.groupby(["term", "group", "outlet"]).head(1)
    table = table.groupby(["term", "group"]).head(PER_TERM)
    places: np.ndarray = table[["partition", "number"]].drop_duplicates().to_numpy()
    return places


def stored_passages(summary: Summary, hits: pd.DataFrame) -> pd.DataFrame:
    """Hits with their sentences, as ``in_context`` gives them; only their articles are read."""
    articles = fetch_articles(summary, hits[["partition", "number"]].to_numpy())
    return in_context(tokenize(articles), hits.drop(columns=["partition", "number"]))


def fetch_articles(
    summary: Summary, places: np.ndarray | Sequence[tuple[int, int]]
) -> pd.DataFrame:
    """Articles with their clean text, by partition and number within it.

    Returns
    -------
    DataFrame
        ``article_id``, ``group``, ``outlet``, ``title``, ``published``, ``label``, ``text``.
    """
    wanted: dict[int, set[int]] = {} if len(places) else {0: set()}
    for partition, number in places:
        wanted.setdefault(int(partition), set()).add(int(number))
    parts = []
    for partition, numbers in sorted(wanted.items()):
        articles = summary.part("articles", partition).iloc[sorted(numbers)]
        place = summary.task.partition(partition)
        texts = read_texts(place.file, articles["row"].tolist(), summary.task.layout)
        cuts = summary.part("cuts", partition)
        articles = articles.assign(raw=articles["row"].map(texts))
        parts.append(apply_cuts(articles, cuts[cuts["article_id"].isin(articles["article_id"])]))
    table = pd.concat(parts, ignore_index=True)
    named = table["outlet"].where(table["outlet"].notna(), table["group"].map(summary.groups))
    table["label"] = table["article_id"].str[-6:] + " · " + named
    columns = ["article_id", "group", "outlet", "title", "published", "label", "text"]
    return table[columns]


def draw_sample(summary: Summary, *, n: int, seed: int = 0) -> pd.DataFrame:
    """Some articles with their texts, as many of each group as can be, drawn with a seed.

    Where every group has known outlets, articles without one are passed over: these are the units.
    """
    rng, parts, known = np.random.default_rng(seed), [], _with_outlets(summary)
    for number in range(len(summary.task.partitions)):
        table = summary.part("articles", number, columns=["group", "outlet"]).reset_index()
        table = table.assign(partition=number, turn=rng.random(len(table)))
        if known:
            table = table[table["outlet"].fillna("") != ""]
        parts.append(table.sort_values("turn").groupby("group").head(n))
    table = pd.concat(parts, ignore_index=True).sort_values("turn")
    chosen = table.groupby("group").head(max(1, n // table["group"].nunique()))
    return fetch_articles(summary, chosen[["partition", "index"]].to_numpy())


def _with_outlets(summary: Summary) -> bool:
    """Whether every group has articles whose outlet is known."""
    groups = summary.table("groups")
    return bool((groups["outlet"] != "").groupby(groups["group"]).any().all())


def write_sample(summary: Summary, *, n: int, seed: int = 0) -> tuple[Path, bool]:
    """Write a sample as a corpus folder within the summary's, for what cannot be had from sums.

    Its title says that it is a sample, of how many articles, and with which seed it was drawn;
    every notebook prints it. The texts are clean already, so nothing is cut again.

    Returns
    -------
    folder : Path
    has_outlets : bool
        Whether every article of the sample has an outlet, which then are the units.
    """
    folder = summary.task.folder / SAMPLE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    articles = draw_sample(summary, n=n, seed=seed)
    whole, manifest = int(summary.sizes["k_articles"].sum()), read_manifest(summary.task.folder)
    known = pd.Series([_is_date(day) for day in articles["published"]], index=articles.index)
    table = articles.assign(published=articles["published"].where(known))
    table.drop(columns="label").to_csv(folder / "articles.csv", index=False, lineterminator="\n")
    title = manifest.title or Path(summary.task.partition(0).file).stem
    told = f"{title}, a sample of {len(articles):,} of {whole:,} articles (seed {seed})"
    labels = "".join(f"{quoted(k)} = {quoted(v)}\n" for k, v in summary.groups.items())
    counted = (
        f"Words and frames are counted over all {whole:,} articles of the source (02, 03, 09)."
    )
    asked = f"{manifest.question} {counted}".strip()
    head = f"title = {quoted(told)}\nquestion = {quoted(asked)}\n"
    write_text(folder / "corpus.toml", f"{head}\n[groups]\n{labels}")
    write_text(folder / "cleaning.toml", "repeated_lines = false\nrepeated_phrases = false\n")
    shutil.copytree(summary.task.folder / "codebooks", folder / "codebooks")
    # What is read of the sums is part of this corpus: a page of other sums is not unchanged.
    shutil.copy(summary.task.folder / SUMMARY, folder / SUMMARY)
    return folder, bool(articles["outlet"].notna().all())


def _is_date(text: object) -> bool:
    try:
        return isinstance(text, str) and date_range(text) is not None
    except ValueError:
        return False
