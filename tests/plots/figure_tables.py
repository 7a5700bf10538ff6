"""Finished tables as the measures give them, of any size, the same every time."""

import numpy as np
import pandas as pd

TWO = {"left": "Left press", "right": "Right press"}
THREE = {"marxist": "Marxist press", "think-tank": "Think-tank", "kenyan": "Kenyan press"}
SEVEN = {
    "a": "The Harbour Gazette",
    "b": "Dockworkers’ Voice",
    "c": "Coastal Broadcasting Corporation",
    "d": "NPR",
    "e": "Ministry of Transport",
    "f": "Le Journal du Port",
    "g": "Institute for Maritime Affairs",
}
NINE = {f"o{i}": f"Outlet number {i}" for i in range(9)}
TERMS = (
    "gangs", "Port-au-Prince", "internationalist", "UN", "working-class", "misappropriation",
    "police", "self-determination", "mission", "council", "troops", "sovereignty", "elections",
    "support", "vulnerability",
)  # fmt: skip
FRAMES = (
    "Conflict", "Human interest", "Attribution of responsibility", "Economic consequences",
    "Morality", "Capacity and resources", "Fairness and equality",
    "Constitutionality and jurisprudence", "Policy prescription", "Crime and punishment",
    "Security and defence", "Health and safety", "Quality of life", "Cultural identity",
    "External regulation and reputation",
)  # fmt: skip
KINDS = ("masthead", "epigraph", "related posts", "comment widget", "cookie notice", "caption")


def rng(*key):
    return np.random.default_rng([len(str(part)) for part in key])


def articles(groups, n):
    draw = rng("articles", n)
    keys = list(groups)
    group = [keys[i * len(keys) // n] for i in range(n)]
    day = pd.Timestamp("2023-10-02") + pd.to_timedelta(draw.integers(0, 400, n), unit="D")
    what = np.arange(n) % 5
    return pd.DataFrame(
        {
            "article_id": [f"{i:03d}" for i in range(n)],
            "label": [f"{i:03d} · {groups[g]}" for i, g in enumerate(group)],
            "group": group,
            "published": pd.Series(day).where(what < 2),
            "published_earliest": pd.Series(day).where((what == 2) | (what == 3)),
            "published_latest": pd.Series(day + pd.Timedelta(days=60)).where(what == 2),
        }
    )


def cuts(table):
    draw = rng("cuts", len(table))
    rows = []
    for article in table.itertuples():
        kinds = draw.choice(KINDS, draw.integers(0, 6), replace=False)
        words = {"kept": 400, **{kind: int(draw.integers(2, 90)) for kind in kinds}}
        for kind, n in words.items():
            rows.append((article.article_id, article.label, article.group, kind, n))
    return pd.DataFrame(rows, columns=["article_id", "label", "group", "kind", "n_words"])


def effect(groups):
    n = 2 * len(groups)
    return pd.DataFrame(
        {
            "term": TERMS[:n],
            "group": [g for g in groups for _ in range(2)],
            "n_before": np.arange(n) + 9,
            "n_after": np.arange(n) % 3,
            "z_before": np.linspace(4.0, 1.0, n),
            "z_after": [np.nan if i % 3 == 0 else 2.5 - i / 2 for i in range(n)],
        }
    )


def keyness(groups, n=12):
    draw = rng("keyness", n)
    rows = []
    for group in groups:
        k = int(draw.integers(1, 12))
        for term in draw.choice(TERMS, n, replace=False):
            z, uses, others = draw.gamma(3), draw.integers(3, 140), draw.integers(0, 90)
            rows.append((group, term, uses, others, 1.0, 1.0, 1.0, z, draw.integers(1, k + 1), k))
    columns = [
        "group", "term", "n_target", "n_reference", "target_per_1000", "reference_per_1000",
        "log_ratio", "z", "n_articles_target", "k_articles_target",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def positions(table, terms):
    draw = rng("positions", terms)
    rows = [
        (term, article_id, place, 0.25)
        for term in terms
        for article_id in table["article_id"][::2]
        for place in draw.random(5)
    ]
    return pd.DataFrame(rows, columns=["term", "article_id", "position", "dp_norm"])


def frames(table, n_frames):
    """Per group, and per article."""
    draw = rng("frames", n_frames)
    rows = []
    for label in FRAMES[:n_frames]:
        for article in table.itertuples():
            n = int(draw.poisson(4))
            name = label.lower().replace(" ", "-")
            rows.append((name, label, article.article_id, article.group, n, 1000 * n / 800))
    columns = ["frame", "label", "article_id", "group", "n_hits", "per_1000"]
    each = pd.DataFrame(rows, columns=columns)
    by_group = each.groupby(["frame", "label", "group"], sort=False)
    return by_group.agg(n_hits=("n_hits", "sum"), per_1000=("per_1000", "mean")).reset_index(), each


def frame_terms(groups, n_frames):
    draw = rng("terms", n_frames)
    rows = [
        (label.lower(), label, group, term, int(draw.geometric(0.2)) - 1)
        for label in FRAMES[:n_frames]
        for group in groups
        for term in draw.choice(TERMS, draw.integers(1, 14), replace=False)
    ]
    return pd.DataFrame(rows, columns=["frame", "label", "group", "term", "n_hits"])


EVENTS = pd.DataFrame(
    {
        "date": pd.to_datetime(
            ["2023-10-02", "2024-02-29", "2024-04-25", "2024-06-25", "2024-09-30", "2024-10-03"]
        ),
        "label": [
            "Security Council authorises the mission (resolution 2699)",
            "Prisons of the capital attacked",
            "Transitional council sworn in",
            "First police officers land in the capital",
            "Security Council extends the mission by a year",
            "Massacre at Pont-Sondé",
        ],
    }
)
