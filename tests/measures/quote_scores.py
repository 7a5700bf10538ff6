"""Precision and recall of quotations against marks made by hand."""

import pandas as pd

BROAD = {
    "direct": "quoted",
    "partial": "quoted",
    "reported": "reported",
    "scare": "unsourced",
    "name": "unsourced",
    "epigraph": "unsourced",
}
LEAST = 0.5  # of the union of both spans must be common


def matches(found, marks):
    """Rows of found and marks that are one item: same broad kind, best overlap first."""
    pairs = []
    for i, f in enumerate(found.itertuples()):
        for j, m in enumerate(marks.itertuples()):
            if f.article_id != m.article_id or BROAD[f.kind] != BROAD[m.kind]:
                continue
            common = min(f.end, m.end) - max(f.start, m.start)
            share = common / (max(f.end, m.end) - min(f.start, m.start))
            if share >= LEAST:
                pairs.append((-share, i, j))
    taken, kept = (set(), set()), []
    for _, i, j in sorted(pairs):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            kept.append((i, j))
    return kept


def same_speaker(f, m):
    if pd.isna(f.speaker_start) or pd.isna(m.speaker_start):
        return pd.isna(f.speaker_start) and pd.isna(m.speaker_start)
    return min(f.speaker_end, m.speaker_end) > max(f.speaker_start, m.speaker_start)


def scores(found, marks):
    """Precision and recall by measure: the item, and the item with its speaker."""
    pairs = matches(found, marks)
    rows, wanted = list(found.itertuples()), list(marks.itertuples())
    n_right = {
        "quotes": len(pairs),
        "quotes with speaker": sum(same_speaker(rows[i], wanted[j]) for i, j in pairs),
    }
    size = {"n_found": len(found), "n": len(marks)}
    return {
        name: {"precision": n / len(found), "recall": n / len(marks), **size}
        for name, n in n_right.items()
    }


def of_half(found, marks, half):
    """What was found in a half of the seeds: what its marks claim, else by the sentence's number.

    The halves were divided by sentence, as the annotator counted them.
    """
    claimed = {i: marks["half"].iloc[j] for i, j in matches(found, marks)}
    halves = [
        claimed.get(i, "tune" if sentence % 2 else "held")
        for i, sentence in enumerate(found["sentence"])
    ]
    return found[[h == half for h in halves]].reset_index(drop=True)
