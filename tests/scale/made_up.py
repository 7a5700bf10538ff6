"""A corpus that has what partitions could get wrong: lines repeated across them, and rare words."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

WORDS = (
    "port strike workers mayor budget gangs police threat war peace reform tax school “the” court "
    "must should crisis security soldiers vote won’t U.S. Sh3.6m 1,000 not victims blame economy"
).split()
OUTLETS = {"Courier": "left", "Harbour Voice": "left", "Ledger": "right", "Quay Times": "right"}


def make_articles(n, *, seed=3):
    """Articles of four outlets, each with a masthead, a notice now and then, and a copied story."""
    rng = np.random.default_rng(seed)
    names = [*OUTLETS]
    rows = []
    for i in range(n):
        outlet = names[i % 4]
        size = int(rng.integers(5, 60))
        picked = [WORDS[k] for k in rng.zipf(1.5, size) % len(WORDS)]
        ends = rng.choice([" ", ", ", ". ", ". The ", "\n", " “", "” "], size)
        body = "".join(word + end for word, end in zip(picked, ends, strict=True))
        notice = "\n\nShare this article" if i % 3 == 0 else ""
        if i in (8, 40):  # a story printed twice by one outlet is no masthead
            body, notice = "The port was closed.\nThe mayor spoke of war.\nNobody came.", ""
        rows.append((f"a{i:03}", outlet, f"{outlet} Online\n\n{body} word{i}{notice}"))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "text"])
    return table.assign(group=table["outlet"].map(OUTLETS), title="").astype("str")


def write_parquet(articles, path, *, row_group_size=None):
    table = pa.Table.from_pandas(articles, preserve_index=False)
    pq.write_table(table, path, row_group_size=row_group_size)
    return path


def make_outlets(n=150, *, seed=9):
    """Articles of twelve outlets, six a group, whose use of words differs."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        outlet = i % 12
        side, liked = ("left", "right")[outlet % 2], WORDS[outlet % 5]
        size = int(rng.integers(30, 120))
        picked = [WORDS[k] for k in rng.zipf(1.3, size) % len(WORDS)]
        picked += [liked] * int(rng.integers(0, 6)) + ["gangs"] * (3 * (side == "left"))
        ends = rng.choice([" ", ", ", ". The ", "\n", " “", "” "], len(picked))
        body = "".join(word + end for word, end in zip(picked, ends, strict=True))
        rows.append((f"a{i:03}", f"Outlet {outlet:02}", side, f"{body} word{i}"))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "group", "text"])
    return table.assign(title="").astype("str")
