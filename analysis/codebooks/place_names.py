"""Names of places, by what stands around them: *in Marlow*, and hardly ever *Marlow has*."""

import numpy as np
import pandas as pd

from analysis.text.phrases import Bools, joined_to_previous
from analysis.text.tokens import Tokens

_WHERE = ("in", "at", "near", "into", "across", "outside", "around", "throughout")
_SUBJECTS_VERBS = """
    is was are were has had have will would can could may might must should did does do says said
    told wants wanted
""".split()
_N_WHERE = 3  # uses behind *in* or *at*: fewer are chance
_OFTEN, _SELDOM = 0.3, 0.1  # of a name's uses: behind *in* or *at*, before a verb


def name_places(tokens: Tokens, mentions: pd.DataFrame) -> pd.DataFrame:
    """How often every name stands where a place does, and where a doer does.

    Parameters
    ----------
    tokens : Tokens
    mentions : DataFrame
        From ``spelled_mentions``.

    Returns
    -------
    DataFrame
        By ``name``: ``n``, ``n_where`` (behind *in*, *at* or the like), ``n_subject`` (before an
        auxiliary or *said*).
    """
    first = mentions["first"].to_numpy()
    after = np.minimum(first + (mentions["name"].str.count(" ") + 1).to_numpy(), len(tokens))
    linked = np.append(joined_to_previous(tokens), False)
    the = _stands(tokens, ("the",))
    before = first - 1 - (linked[first] & the[first - 1]).astype(np.int64)
    where = linked[first] & linked[before + 1] & _stands(tokens, _WHERE)[before]
    subject = linked[after] & _stands(tokens, _SUBJECTS_VERBS)[after]
    table = mentions.assign(n=1, n_where=where, n_subject=subject)
    return table.groupby("name")[["n", "n_where", "n_subject"]].sum()


def is_place(counts: pd.Series) -> bool:
    """Whether a name with these counts is that of a place and of no doer."""
    n, n_where, n_subject = (int(counts[key]) for key in ("n", "n_where", "n_subject"))
    return n_where >= max(_N_WHERE, _OFTEN * n) and n_subject <= _SELDOM * n


def _stands(tokens: Tokens, words: tuple[str, ...] | list[str]) -> Bools:
    """Whether each token, and after the last nothing, is one of these words."""
    return np.append(tokens.types["norm"].isin(words).to_numpy()[tokens.type_id], False)
