"""Run with ``make coverage``: intervals and tests on samples from a known population.

Without an argument the population is made up. With the path of a Parquet corpus (``article_id``,
``text``) it is the articles of that corpus. Items are the frames of the library's codebooks and
some words, each in a fifth of the articles or more. Prints a table, and keeps it in
analysis/inference/coverage.csv.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from analysis import find_hits, library_codebooks, load_codebook, tokenize
from analysis.inference.coverage import overdispersed, simulate_coverage
from analysis.inference.tally import Tally, tally_hits, tally_terms
from analysis.inference.units import units_of

KEPT = Path(__file__).parents[1] / "analysis" / "inference" / "coverage.csv"
SIZES = (5, 8, 15, 30)
N_WORDS = 40
COMMON = 0.2


def population(path):
    articles = pd.read_parquet(path).assign(group="one")
    tokens = tokenize(articles[["article_id", "text", "group"]])
    units = units_of(tokens)
    parts = []
    for name in library_codebooks():
        book = load_codebook(name)
        if book.kind == "frames":
            parts.append(
                tally_hits(tokens, units, find_hits(tokens, book), items=list(book.labels))
            )
    words = tally_terms(tokens, units)
    spread = np.asarray(words.events.astype(bool).sum(axis=0)) / len(words.base)
    order = np.argsort(-spread, kind="stable")
    common = order[: int((spread >= COMMON).sum())]
    chosen = words.items[common[:: max(1, len(common) // N_WORDS)]]
    parts.append(words.select(chosen.tolist()))
    events = csr_array(hstack([part.events for part in parts]))
    items = pd.Index([item for part in parts for item in part.items])
    return Tally(events, words.base, words.units, items, 1000.0)


def main():
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    corpus = f"{path.stem} (articles)" if path else "made up, over-dispersed"
    people = population(path) if path else overdispersed()
    common = np.asarray(people.events.astype(bool).sum(axis=0)) >= COMMON * len(people.base)
    people = replace(people, events=people.events[:, np.flatnonzero(common)])
    people = replace(people, items=people.items[common])
    rows = []
    for n_units in SIZES:
        began = time.monotonic()
        table = simulate_coverage(people, n_units=n_units)
        means = table.drop(columns="item").mean()
        rows.append({"corpus": corpus, "n_units": n_units, "n_items": len(table), **means})
        rows[-1]["n_units"] = n_units
        print(f"{n_units} units: {time.monotonic() - began:.0f} s", file=sys.stderr)
    found = pd.DataFrame(rows)
    before = pd.read_csv(KEPT) if KEPT.is_file() else found.head(0)
    kept = pd.concat([before[before["corpus"] != corpus], found]).sort_values(["corpus", "n_units"])
    kept.to_csv(KEPT, index=False, float_format="%.4g", lineterminator="\n")
    print(found.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
