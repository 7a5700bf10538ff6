"""From articles to keywords and frames, beside what other libraries need for a part of it.

    python tests/bench_pipeline.py [PARQUET] [--group leaning] [--out DIR] [--rounds 3] [--quick]

Ours is the whole way: read, clean, tokens with offsets and sentences, counts by group, hits of all
codebooks that come with the library, keyness, frame rates. All are timed in one run, in turn, and
the best of the rounds is told; peers run in environments of their own (``tests/bench_peers.py``).
Without a file a corpus is generated. The table is written as Markdown, with a figure.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from bench_peers import PEERS, make_environment
from bench_report import WHOLE, draw, markdown
from bench_tokens import generate

from analysis.codebooks import find_hits, library_codebooks, load_codebook
from analysis.codebooks.codebook import parse_codebook
from analysis.corpus import clean
from analysis.measures.frames import frame_rates, frame_rates_by_group
from analysis.measures.keyness import keyness_of_groups
from analysis.text import count_terms, tokenize

ROOT = Path(__file__).parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "framing-bench"
SUMMARISED = """
import re, sys
from pathlib import Path
from analysis.cli import main
assert main(sys.argv[1:]) == 0
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else 0
print("peak", int(peak) / 1024)
"""


def generated(path, n_articles):
    """Articles of three groups and nine outlets, their words by Zipf's law."""
    group = np.array(["left", "center", "right"])[np.arange(n_articles) % 3]
    table = pd.DataFrame({"text": generate(n_articles), "leaning": group})
    table["article_id"] = [f"g{i}" for i in range(n_articles)]
    table["outlet"] = group + np.char.add(" ", (np.arange(n_articles) // 3 % 3).astype(str))
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), path)
    return path


def whole(path, text, group):
    """The pipeline, by the functions that notebooks call; seconds of each step."""
    laps = [("", time.perf_counter())]

    def lap(name):
        laps.append((name, time.perf_counter()))

    articles = pq.read_table(path).to_pandas().rename(columns={text: "raw", group: "group"})
    lap("read")
    articles, _ = clean(articles)
    lap("clean")
    tokens = tokenize(articles)
    lap("tokens")
    counts = count_terms(tokens)
    groups = counts.by_group.groups
    lap("counts")
    books = [load_codebook(name) for name in library_codebooks()]
    hits = {book.name: find_hits(tokens, book) for book in books}
    lap("hits")
    keyness_of_groups(counts, groups=groups, min_count=3, content_only=True)
    lap("keyness")
    for book in books:
        rates = frame_rates(hits[book.name], tokens, frames=book.labels)
        frame_rates_by_group(rates, articles)
    lap("rates")
    return {name: b - a for (_, a), (name, b) in pairwise(laps)}


def count_vectorizer(texts):
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer().fit_transform(texts)


def nltk_counts(texts):
    from nltk import FreqDist
    from nltk.tokenize.destructive import NLTKWordTokenizer

    split = NLTKWordTokenizer().tokenize  # what word_tokenize uses, without its downloaded model
    return FreqDist(word.lower() for text in texts for word in split(text))


def timed(function, *arguments):
    """Seconds on the clock, the result, and seconds of CPU, children's included."""
    start, before = time.perf_counter(), os.times()
    result = function(*arguments)
    seconds, after = time.perf_counter() - start, os.times()
    return seconds, result, sum(after[:4]) - sum(before[:4])


def compare(path, text, group, rounds):
    """Seconds of every way, best of the rounds, in turn so that a slow minute meets all."""
    texts = pq.read_table(path, columns=[text]).column(0).to_pylist()
    seconds: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    steps = None
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "all.txt"
        plain.write_text("\n".join(texts), encoding="utf-8")
        ways = {
            "wc -w": lambda: subprocess.run(["wc", "-w", plain], check=True, capture_output=True),
            "CountVectorizer alone": lambda: count_vectorizer(texts),
            "NLTK's NLTKWordTokenizer and FreqDist": lambda: nltk_counts(texts),
        }
        for _ in range(rounds):
            for name, way in {WHOLE: lambda: whole(path, text, group), **ways}.items():
                took, result, work = timed(way)
                if name == WHOLE and took <= min(seconds.get(WHOLE, [took])):
                    steps = result
                seconds.setdefault(name, []).append(took)
                cpu.setdefault(name, []).append(work)
    size = sum(len(text.encode()) for text in texts)
    best = {name: (min(seconds[name]), min(cpu[name])) for name in seconds}
    return best, steps, len(texts), size


def peers(path, text, group, rounds):
    """Seconds of the peers' keyness of the two largest groups, or why there is none."""
    names = pq.read_table(path, columns=[group]).column(0).to_pylist()
    target, reference = [name for name, _ in Counter(names).most_common(2)]
    found = {}
    for name in PEERS:
        try:
            python = make_environment(name, CACHE)
            command = [python, ROOT / "tests" / "bench_peers.py", name, path, text, group]
            out = subprocess.run(
                [*map(str, command), target, reference, str(rounds)],
                check=True, capture_output=True, text=True, cwd=tempfile.gettempdir(),
            )  # fmt: skip
            found[name] = json.loads(out.stdout.splitlines()[-1])
        except (subprocess.CalledProcessError, OSError) as error:
            reason = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1:]
            found[name] = {"skipped": " ".join(reason)[:120]}
    return found


def times_over(path, folder, text, n_articles):
    """The source so often that it has ``n_articles``, with keys and outlets of their own."""
    table = pq.read_table(path).to_pandas()
    grown = Path(folder) / f"{n_articles}.parquet"
    writer, left, k = None, n_articles, 0
    while left > 0:
        part = table.head(left)
        part = part.assign(article_id=part["article_id"] + f"-{k}", outlet=part["outlet"] + f" {k}")
        batch = pa.Table.from_pandas(part, preserve_index=False)
        writer = writer or pq.ParquetWriter(grown, batch.schema)
        writer.write_table(batch, row_group_size=3_000)
        left, k = left - len(part), k + 1
    writer.close()
    return grown


def summarise(path, out, group, workers=1, one_core=False):
    """Seconds and peak memory (MB) of ``framing summarise``, start included."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"} if one_core else None  # Arrow's threads
    command = ["summarise", path, "--out", out, "--group-by", group, "--workers", workers]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", SUMMARISED, *map(str, command)],
        check=True, capture_output=True, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    return time.perf_counter() - start, float(done.stdout.split()[-1])


def growth(path, text, group, sizes):
    """Time and memory as the source grows, and two workers beside one on the largest.

    A worker of several has one core to itself; one alone uses what threads can, so that two are
    compared both with one that is kept to a core and with one as it comes.
    """
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for n in sizes:
            grown = times_over(path, folder, text, n)
            rows.append((n, *summarise(grown, Path(folder) / f"out{n}", group)))
        two, _ = summarise(grown, Path(folder) / "two", group, workers=2)
        one, _ = summarise(grown, Path(folder) / "one", group, one_core=True)
    n, seconds, _ = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    slope = np.polyfit(np.log(n), np.log(seconds), 1)[0]
    return rows, float(slope), (one / two, float(seconds[-1] / two))


def codebook_of(tokens, n_terms, *, seed=11):
    """A frame whose terms are words and pairs of words from anywhere in the texts."""
    rng = np.random.default_rng(seed)
    norms, terms = tokens.types["norm"].to_numpy(dtype=object), set()
    while len(terms) < n_terms:
        at = int(rng.integers(len(tokens) - 2))
        words = norms[tokens.type_id[at : at + int(rng.integers(1, 3))]]
        if all(word.isalpha() and word.isascii() for word in words):
            terms.add(" ".join(words))
    texts = dict.fromkeys(("label", "definition", "include", "exclude"), "x")
    frame = {"name": "x", "terms": sorted(terms), **texts}
    head = {"title": "t", "source": "s", "unit": "sentence", "language": "en"}
    return parse_codebook({**head, "frame": [frame]}, name="bench", where="bench")


def codebooks(path, text, group, sizes=(10, 100, 1_000, 10_000)):
    """Seconds of ``find_hits`` as a codebook grows."""
    articles = pq.read_table(path).to_pandas().rename(columns={group: "group"})
    tokens = tokenize(articles.rename(columns={text: "text"}))
    find_hits(tokens, codebook_of(tokens, 10))  # what is computed once for all codebooks
    rows = []
    for n in sizes:
        book = codebook_of(tokens, n)
        best, hits, _ = min((timed(find_hits, tokens, book) for _ in range(3)), key=lambda r: r[0])
        rows.append((n, len(hits), best))
    return rows


def cpu_of(*command):
    """CPU seconds of a command, the least of five."""
    least = float("inf")
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parquet", nargs="?", type=Path)
    parser.add_argument("--text", default="text")
    parser.add_argument("--group", default="leaning")
    parser.add_argument("--out", type=Path, default=ROOT / ".bench")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=9_000, help="how many to generate")
    parser.add_argument("--quick", action="store_true", help="no peers, no growth")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.parquet or generated(Path(folder) / "generated.parquet", given.articles)
        path = path.resolve()
        compared = compare(path, given.text, given.group, given.rounds)
        others = {} if given.quick else peers(path, given.text, given.group, given.peer_rounds)
        sizes = (1_000, 3_000, 9_000, 30_000, 90_000)
        results = {
            "compared": (*compared, others),
            "growth": None if given.quick else growth(path, given.text, given.group, sizes),
            "codebooks": codebooks(path, given.text, given.group),
            "start": (
                cpu_of(sys.executable, "-c", "pass"),
                cpu_of(sys.executable, "-m", "analysis.cli", "--help"),
            ),
        }
    text = markdown(path.name, results, given.rounds)
    given.out.mkdir(exist_ok=True)
    (given.out / "speed.md").write_text(text, encoding="utf-8")
    draw(results, given.out)
    print(text)


if __name__ == "__main__":
    main()
