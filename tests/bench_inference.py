"""How long 999 resamples of 20,000 terms over 9,000 articles in 54 groups take, in what memory.

    python tests/bench_inference.py [PARQUET] [--column text] [--by outlet] [--terms 20000]

Without a file, over-dispersed counts of terms by Zipf's law are generated. With one, its articles
are tokenized, and the commonest terms counted by its 54 largest values of a column. The goal is
less than a minute on two cores and less than 2 GB; the memory is this process's at its peak.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
from bench_tokens import own_peak
from scipy.sparse import csr_array, vstack

from analysis.inference.bootstrap import N_RESAMPLES, rate_intervals
from analysis.inference.tally import Tally, tally_terms
from analysis.inference.units import units_of

N_ARTICLES, N_GROUPS, N_TERMS = 9_000, 54, 20_000


def generate(n_articles=N_ARTICLES, n_terms=N_TERMS, n_groups=N_GROUPS, *, seed=7):
    """Tally of gamma-Poisson counts, some 960 words an article, in groups of unlike size."""
    rng = np.random.default_rng(seed)
    expected = 1 / np.arange(2.0, n_terms + 2)
    expected *= 960 / expected.sum()
    parts = []
    for _ in range(0, n_articles, 500):
        burst = rng.gamma(0.4, 1 / 0.4, (500, n_terms))
        parts.append(csr_array(rng.poisson(expected * burst).astype(np.float64)))
    events = csr_array(vstack(parts)[:n_articles])
    weights = 1 / np.arange(1, n_groups + 1) ** 0.7
    group = rng.choice(n_groups, n_articles, p=weights / weights.sum()).astype(str)
    units = pd.DataFrame({"unit": np.arange(n_articles).astype(str), "group": group})
    base = np.maximum(np.asarray(events.sum(axis=1)), 1.0)
    return Tally(events, base, units, pd.RangeIndex(n_terms).astype("str"), 1000.0)


def read(path, *, column, by, n_terms=N_TERMS, n_groups=N_GROUPS):
    """Tally of the commonest terms of a Parquet file, by the largest values of a column."""
    from analysis.text.tokens import tokenize

    table = pd.read_parquet(path, columns=[column, by]).rename(columns={column: "text"})
    groups = table[by].value_counts().index[:n_groups]
    articles = table[table[by].isin(groups)].reset_index(drop=True)
    articles["article_id"] = articles.index.astype("str")
    tokens = tokenize(articles)
    whole = tally_terms(tokens, units_of(tokens, group=by))
    commonest = np.argsort(-np.asarray(whole.events.sum(axis=0)), kind="stable")[:n_terms]
    return whole.select(whole.items[np.sort(commonest)].tolist())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parquet", nargs="?", type=Path)
    parser.add_argument("--column", default="text")
    parser.add_argument("--by", default="outlet")
    parser.add_argument("--terms", type=int, default=N_TERMS)
    given = parser.parse_args()
    name = given.parquet.name if given.parquet else "generated"
    options = {"column": given.column, "by": given.by, "n_terms": given.terms}
    tally = read(given.parquet, **options) if given.parquet else generate(n_terms=given.terms)
    before = own_peak()
    start, cpu = time.perf_counter(), time.process_time()
    table = rate_intervals(tally)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        "| corpus | articles | groups | terms | resamples | intervals | wall | CPU | peak, before |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    print(
        f"| {name} | {len(tally.base):,} | {len(tally.groups)} | {len(tally.items):,} "
        f"| {N_RESAMPLES} | {table['low'].notna().sum():,} | {wall:.1f} s | {cpu:.1f} s "
        f"| {own_peak():.0f} MB, {before:.0f} MB |"
    )


if __name__ == "__main__":
    main()
