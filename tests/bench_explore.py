"""How soon the explorer answers: every action of the panel, on the seeds and on a large corpus.

    python tests/bench_explore.py [PARQUET] [--group-by leaning]

The panel is built as in JupyterLab, without a browser, and its fields are set as a person sets
them; a time is from there until the last list, text and picture is ready to be sent. Each round is
on another value, so that nothing is there from the last time unless the table says *again*, and
the slowest counts. Times are those of the clock: on a busy machine they tell of that, too, which
is why the load is printed. The Parquet file (article_id, title, outlet, text and a column of
groups) is written out as a corpus folder first. On the seeds an answer may take 200 ms, else 2 s.
"""

import argparse
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.explore import open_explorer

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "explore"))
from panel_fields import Panel  # noqa: E402


def write_corpus(parquet, folder, *, group_by):
    """A folder of texts with articles.csv, from a table with a text column."""
    table = pd.read_parquet(parquet)
    for key, text in zip(table["article_id"], table["text"], strict=True):
        (folder / f"{key}.txt").write_text(text, encoding="utf-8")
    listing = table[["article_id", "title", "outlet"]].assign(
        file=table["article_id"] + ".txt", group=table[group_by]
    )
    listing.to_csv(folder / "articles.csv", index=False)
    return folder


def actions(panel, explorer):
    """Name of every action, the sheet it is done on, and what does it in each round."""
    groups = list(explorer.groups)
    some = [groups[:2], groups[1:3], groups[:1]]
    books = ("policy-frames", "war-and-peace", "generic-frames")
    words = ("minister*", "government", "said the")
    patterns = (r"(?i)\bpresident \w+", r"[A-Z][a-z]+ said", r"“[^”]{10,60}”")
    terms = ("crisis*", "violence", "in the name of")

    def set_each(label, values):
        return [lambda value=value: panel.__setitem__(label, value) for value in values]

    def pick(label, index):
        panel[label].index = min(index, len(panel[label].options) - 1)

    def pick_each(label):
        return [lambda index=index: pick(label, index) for index in (1, 2, 3)]

    return [
        ("codebook, first time", "Frames", set_each("Codebook", books)),
        ("codebook, again", "Frames", set_each("Codebook", books)),
        ("groups: frames", "Frames", set_each("Groups", some)),
        ("row of frames", "Frames", pick_each("Rows")),
        ("passage", "Frames", pick_each("Passages")),
        ("all groups again", "Frames", set_each("Groups", [groups])),
        ("keywords", "Keywords", set_each("Uses at least", (4, 5, 6))),
        ("groups: keywords", "Keywords", set_each("Groups", some[:2])),
        ("row of keywords", "Keywords", pick_each("Rows")),
        ("all groups again", "Names", set_each("Groups", [groups])),
        ("groups: names", "Names", set_each("Groups", some)),
        ("row of names", "Names", pick_each("Rows")),
        ("search: words", "Search", set_each("Search for", words)),
        ("search: pattern", "Search", [*set_each("as", ["pattern"]),
                                       *set_each("Search for", patterns)]),
        ("term tried", "Codebook", set_each("New term", terms)),
        ("term added", "Codebook", [lambda: panel["Add"].click()]),
    ]  # fmt: skip


def measure(corpus, *, limit):
    """Print how long every action takes; True where none is over the limit."""
    began = time.perf_counter()
    explorer = open_explorer(corpus)
    opened = time.perf_counter()
    panel = Panel(explorer)
    print(f"\n{explorer.corpus}\nopened in {opened - began:.1f} s, panel in "
          f"{time.perf_counter() - opened:.1f} s; an answer may take {limit:g} s")  # fmt: skip
    slowest = []
    for name, sheet, rounds in actions(panel, explorer):
        if panel.tabs.titles[panel.tabs.selected_index or 0] != sheet:
            slowest.append(tell(f"sheet {sheet}", [timed(partial(panel.open, sheet))], limit))
        slowest.append(tell(name, [timed(do) for do in rounds], limit))
    return max(slowest) <= limit


def timed(do):
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def tell(name, times, limit):
    each = ", ".join(f"{1000 * seconds:,.0f}" for seconds in times)
    over = " OVER" if max(times) > limit else ""
    print(f"  {name:22} {1000 * max(times):7,.0f} ms{over:5} ({each})", flush=True)
    return max(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parquet", nargs="?", type=Path)
    parser.add_argument("--group-by", default="leaning")
    given = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{os.cpu_count()} cores, load {load:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FRAMING_OUT"] = folder
        good = measure(ROOT / "seeds", limit=0.2)
        if given.parquet:
            corpus = Path(folder, "corpus")
            corpus.mkdir()
            write_corpus(given.parquet, corpus, group_by=given.group_by)
            good &= measure(corpus, limit=2.0)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
