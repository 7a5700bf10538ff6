"""The table and the figure of ``tests/bench_pipeline.py``."""

import os
import platform
from contextlib import chdir
from pathlib import Path

import pandas as pd
from bench_peers import WHAT
from matplotlib.ticker import NullLocator, StrMethodFormatter

from analysis.plots.layout import beside, label_rows, light_grid, open_axes, row_height
from analysis.plots.saving import save_figure
from analysis.plots.style import house_style

WHOLE = "the whole of it"
ACCENT, PLAIN = "#b2401a", "#9aa5ad"
CAPTION = (
    "The whole of it cleans, tokenizes, counts, finds the hits of the library's codebooks, and "
    "computes keyness and frame rates; the others do what their names say."
)


def machine():
    """Processor, cores, system and Python, for people to judge the seconds by."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = models[0].partition(": ")[2] if models else name
    return (
        f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )


def markdown(name, results, rounds):
    seconds, steps, n, size, others = results["compared"]
    ours, vectorizer = seconds[WHOLE], seconds["CountVectorizer alone"]
    share = [a / b for a, b in zip(ours, vectorizer, strict=True)]
    whole = ours[0]
    told = ", ".join(f"{step} {took:.2f}" for step, took in steps.items())
    lines = [
        f"{name}: {n:,} articles, {size / 1e6:.0f} MB. Best of {rounds} in one run, in turn. "
        f"{machine()}.",
        "",
        "| what | seconds | of CPU | beside the whole of it |",
        "|---|---:|---:|---:|",
        f"| **the whole of it**: {told} | {whole:.2f} | {ours[1]:.2f} | 1 |",
    ]
    for who, (took, work) in seconds.items():
        if who != WHOLE:
            lines.append(f"| {who} | {took:.2f} | {work:.2f} | {took / whole:.2f} |")
    for who, found in others.items():
        if "skipped" in found:
            lines.append(f"| {WHAT[who]} | skipped: {found['skipped']} | – | – |")
        else:
            best = min(found["seconds"])
            label = WHAT[who].replace(who, f"{who} {found['version']}", 1)
            lines.append(f"| {label} | {best:.1f} | – | {best / whole:.1f} |")
    lines += ["", f"The whole of it takes {share[0]:.2f} of CountVectorizer's time on the clock "
              f"and {share[1]:.2f} of its CPU."]  # fmt: skip
    if results.get("growth"):
        rows, slope, speedup = results["growth"]
        lines += [
            "",
            "| `framing summarise`, articles | seconds | peak memory, MB |",
            "|---:|---:|---:|",
        ]
        lines += [f"| {k:,} | {took:.1f} | {peak:.0f} |" for k, took, peak in rows]
        lines += ["", f"Time grows with articles to the power of {slope:.2f}; the largest takes "
                  f"{rows[-1][2] / rows[-2][2]:.2f} of the memory of the one before. "
                  f"Two workers are {speedup[0]:.2f} times as fast on it as one that is kept to "
                  f"a core, and {speedup[1]:.2f} times as fast as one as it comes, which uses both "
                  "cores where threads can."]  # fmt: skip
    lines += ["", "| codebook, terms | hits | seconds |", "|---:|---:|---:|"]
    lines += [f"| {k:,} | {hits:,} | {took:.2f} |" for k, hits, took in results["codebooks"]]
    bare, started = results["start"]
    lines += ["", f"`framing --help` takes {started - bare:.2f} s of CPU beyond the interpreter's "
              f"{bare:.2f} s."]  # fmt: skip
    return "\n".join(lines) + "\n"


def draw(results, folder):
    """Seconds of all ways, on a scale of powers of ten."""
    seconds, _, n, _, others = results["compared"]
    peers = {name: min(found["seconds"]) for name, found in others.items() if "seconds" in found}
    clock = {name: took for name, (took, _) in seconds.items()} | peers
    table = pd.DataFrame([*clock.items()], columns=["way", "seconds"])
    table = table.sort_values("seconds", ascending=False, ignore_index=True)
    title = f"{n:,} articles from text to keywords and frames in {clock[WHOLE]:.1f} seconds"
    with house_style():
        body = len(table) * row_height(len(table))
        ax = open_axes(None, body=body, left=2.9, right=0.7, title=title)
        least = table["seconds"].min() / 2
        ax.set(xscale="log", xlim=(least, table["seconds"].max() * 1.2))
        for row in table.itertuples():
            color = ACCENT if row.way == WHOLE else PLAIN
            ax.plot([least, row.seconds], [row.Index] * 2, color=color, linewidth=0.8)
            ax.plot([row.seconds], [row.Index], "o", color=color)
            beside(ax, row.Index, f"{row.seconds:.3g} s", x=0.08)
        label_rows(ax, table["way"].tolist())
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        ax.xaxis.set_minor_locator(NullLocator())
        light_grid(ax, "seconds, best of the rounds; each line ten times the one before")
    with chdir(folder):
        saved = save_figure(ax, "speed", data=table, caption=CAPTION, alt=f"Seconds. {title}.")
        for path in saved.folder.resolve().glob("speed.*"):
            path.replace(path.name)
