"""The command ``framing summarise``: options to a summary, with progress on the terminal."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from analysis.corpus.sources import columns_given
from analysis.scale.engines import Engine, processes
from analysis.scale.run import Asked, summarise_source


def summarise(given: argparse.Namespace) -> int:
    """Exit status of the command."""
    columns = columns_given(given.column)
    asked = Asked(
        source=given.source,
        group_by=given.group_by,
        columns=columns,
        codebooks=tuple(given.codebook),
        nodes=tuple(given.node),
        clean=not given.no_clean,
        headline=not given.no_headline,
        partition_bytes=int(given.partition_mb * 1_000_000),
    )
    began, report = time.monotonic(), _reporter()
    with _engine(given) as engine:
        totals = summarise_source(asked, given.out, engine=engine, report=report)
    report("")
    rejected = f", {totals['n_rejected']:,} rows rejected" if totals["n_rejected"] else ""
    print(given.out / "summary.json")
    print(
        f"{totals['k_articles']:,} articles in {len(totals['groups'])} groups, "
        f"{totals['n_tokens']:,} tokens, {totals['n_hits']:,} hits{rejected}, "
        f"in {time.monotonic() - began:.1f} s"
    )
    return 0


@contextmanager
def _engine(given: argparse.Namespace) -> Iterator[Engine]:
    if given.scheduler is None:
        yield processes(given.workers)
        return
    from analysis.scale.cluster import dask_engine

    with dask_engine(given.scheduler, workers=given.workers) as (engine, dashboard):
        print(f"dashboard: {dashboard}", file=sys.stderr)
        yield engine


def _reporter() -> Callable[[str], None]:
    """On a terminal one line that changes; in a file a line whenever a tenth is done."""
    last = ""

    def report(line: str) -> None:
        nonlocal last
        if sys.stderr.isatty():
            print(f"\r{line:<60}", end="\n" if not line else "", file=sys.stderr, flush=True)
        elif line and _tenth(line) != _tenth(last):
            print(line, file=sys.stderr, flush=True)
        last = line

    return report


def _tenth(line: str) -> tuple[str, int]:
    told, _, numbers = line.partition(": ")
    done, _, n = numbers.partition(" of ")
    return told, int(done) * 10 // int(n.split()[0]) if n else 0
