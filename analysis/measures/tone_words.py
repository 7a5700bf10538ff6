"""The lexicon of VADER (Hutto & Gilbert 2014), and what of it every group uses."""

from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from analysis.text.tokens import Tokens


def tone_words(tokens: Tokens, by: "pd.Series[str]") -> pd.DataFrame:
    """The words that the tone of every group comes from.

    Parameters
    ----------
    tokens : Tokens
    by : Series
        By ``article_id``: what to count by, such as the group.

    Returns
    -------
    DataFrame
        One row a group and word of the lexicon that it uses: ``group``, ``word`` (lower case),
        ``valence`` (of the lexicon, -4 to 4), ``n`` (uses), ``n_articles``, ``weight``
        (``n · valence``), ``share`` (of the group's weight in that direction). Groups sorted,
        within them the largest weight either way first, ties by name.

    Notes
    -----
    Negation, boosters and capitals change the score of a sentence and are not in this table: it
    shows what the lexicon reacts to, so that a reader can see which words it misjudges.
    """
    lexicon = vader_lexicon()
    word = pd.Series(pc.utf8_lower(tokens.surfaces).to_pylist(), dtype="object")
    valence = word.map(lexicon).to_numpy(dtype=np.float64)
    at = np.flatnonzero(~np.isnan(valence[tokens.type_id]))
    ids = tokens.articles["article_id"].to_numpy(dtype=object)[tokens.article[at]]
    uses = pd.DataFrame(
        {"article_id": ids, "word": word.to_numpy()[tokens.type_id[at]]}, dtype="str"
    )
    uses = uses.assign(group=uses["article_id"].map(by))
    table = uses.groupby(["group", "word"]).agg(
        n=("word", "size"), n_articles=("article_id", "nunique")
    )
    table = table.reset_index()
    table = table.assign(valence=table["word"].map(lexicon).astype("float64"))
    table = table.assign(weight=table["n"] * table["valence"], size=lambda t: t["weight"].abs())
    sign = np.sign(table["valence"])
    table["share"] = table["size"] / table.groupby(["group", sign])["size"].transform("sum")
    order = table.sort_values(["group", "size", "word"], ascending=[True, False, True])
    columns = ["group", "word", "valence", "n", "n_articles", "weight", "share"]
    return order[columns].reset_index(drop=True)


@lru_cache(maxsize=1)
def vader_lexicon() -> dict[str, float]:
    """Valence of every word of VADER's lexicon, from -4 to 4."""
    text = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8")
    rows = (line.split("\t")[:2] for line in text.splitlines() if "\t" in line)
    return {word.strip(): float(valence) for word, valence in rows}
