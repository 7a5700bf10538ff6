"""Small corpora and tallies whose answers can be worked out by hand."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.inference.tally import Tally
from analysis.text.tokens import tokenize


def articles_of(*rows, columns=("article_id", "group", "text")):
    return pd.DataFrame(rows, columns=list(columns)).astype("str")


def tokens_of(*rows, **options):
    return tokenize(articles_of(*rows, **options))


def tally_of(events, base, groups, *, scale=1.0, items=None):
    """A tally whose units are named u0, u1, …; ``events`` is units × items."""
    counted = np.asarray(events, dtype=np.float64).reshape(len(base), np.shape(events)[-1])
    names = items or [f"item{i}" for i in range(counted.shape[1])]
    units = pd.DataFrame({"unit": [f"u{i}" for i in range(len(base))], "group": list(groups)})
    base = np.asarray(base, dtype=np.float64)
    return Tally(csr_array(counted), base, units.astype("str"), pd.Index(names), scale)


def sample(n_units=24, n_items=5, *, seed=0, groups="ab", dispersion=1.0, mean=4.0):
    """Over-dispersed counts of items in units of unlike length, groups in turn."""
    rng = np.random.default_rng(seed)
    base = rng.integers(200, 1200, n_units)
    heavy = rng.gamma(dispersion, 1 / dispersion, (n_units, n_items))
    events = rng.poisson(mean * base[:, None] / 700 * heavy)
    return tally_of(events, base, [groups[i % len(groups)] for i in range(n_units)])
