"""How fast tokens come, against CountVectorizer and a loop over re.finditer, on the same text.

    python tests/bench_tokens.py [PARQUET] [--column text] [--articles 20000]

Without a file a corpus is generated. Everything is timed in one process, best of three, and told
as a ratio. What each does: ours gives type numbers, character offsets, sentences and quotations of
every token; CountVectorizer gives counts of lower-cased words; the loop gives words and offsets.
Memory is that of a fresh process that reads the source in batches, once and ten times over.
"""

import argparse
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.text.scan import scan
from analysis.text.tokens import tokenize

BATCH = 500  # articles read at a time


def generate(n_articles, *, seed=7):
    """Make articles of some 600 words each whose words follow Zipf's law, with punctuation."""
    rng = np.random.default_rng(seed)
    letters = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))
    words = ["".join(rng.choice(letters, size)) for size in rng.integers(2, 11, 40_000)]
    words[:6] = ["U.S.", "Haiti’s", "Sh3.6m", "well-known", "didn’t", "1,000"]
    ranks = np.minimum(rng.zipf(1.3, (n_articles, 600)), len(words)) - 1
    ends = rng.choice(
        [" ", ", ", ". The ", " “", "” ", "\n"],
        (n_articles, 600),
        p=[0.84, 0.06, 0.06, 0.01, 0.01, 0.02],
    )
    return [
        "".join(words[r] + e for r, e in zip(row, end, strict=True))
        for row, end in zip(ranks, ends, strict=True)
    ]


def best_of_three(function):
    times = []
    for _ in range(3):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def count_vectorizer(texts):
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer().fit_transform(texts)


def finditer_loop(texts):
    pattern = re.compile(r"\w+(?:['’-]\w+)*")
    ids: dict[str, int] = {}
    return [
        [(ids.setdefault(m.group(), len(ids)), m.start()) for m in pattern.finditer(text)]
        for text in texts
    ]


def compare(name, texts):
    articles = pd.DataFrame({"article_id": np.arange(len(texts)).astype(str), "text": texts})
    n_tokens = len(tokenize(articles))
    rows = {
        "comparative framing, 2 threads": best_of_three(lambda: tokenize(articles, threads=2)),
        "comparative framing, 1 thread": best_of_three(lambda: tokenize(articles, threads=1)),
        "re.finditer loop": best_of_three(lambda: finditer_loop(texts)),
        "CountVectorizer": best_of_three(lambda: count_vectorizer(texts)),
    }
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"\n{name}: {len(texts):,} articles, {size:.0f} MB, {n_tokens:,} tokens")
    for who, seconds in rows.items():
        ratio = rows["CountVectorizer"] / seconds
        print(f"  {who:32} {seconds:7.2f} s {ratio:7.1f} x CountVectorizer")


def read_in_batches(path, column, times):
    """Count types over a Parquet file read in batches, ``times`` times over; peak memory in MB."""
    counts: dict[str, int] = {}
    for _ in range(times):
        for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=[column]):
            found = scan(batch.column(0).cast(pa.large_string()))
            n = np.bincount(found.type_id, minlength=len(found.surfaces)).tolist()
            for surface, k in zip(found.surfaces.to_pylist(), n, strict=True):
                counts[surface] = counts.get(surface, 0) + k
    print(sum(counts.values()), own_peak())


def own_peak():
    """Peak memory of this process in MB; ru_maxrss would count its parent's before the exec."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2  # macOS counts bytes


def peak_memory(path, column):
    print("\nPeak memory of a process that reads the source in batches and adds up type counts")
    for times in (1, 10):
        command = [sys.executable, __file__, str(path), "--column", column, "--stream", str(times)]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        print(f"  {times:2} x the source: {int(out[0]):12,} tokens {float(out[1]):6.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parquet", nargs="?", type=Path)
    parser.add_argument("--column", default="text")
    parser.add_argument("--articles", type=int, default=10_000, help="how many to generate")
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stream:
        return read_in_batches(given.parquet, given.column, given.stream)
    compare("Generated corpus", generate(given.articles))
    if given.parquet:
        table = pq.read_table(given.parquet, columns=[given.column])
        compare(given.parquet.name, table.column(0).to_pylist())
        peak_memory(given.parquet, given.column)
    return None


if __name__ == "__main__":
    main()
