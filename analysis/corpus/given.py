"""What came with the articles when they were imported: rejected rows, and cuts of the source."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.corpus.readers import read_text
from analysis.corpus.sources.batches import CUTS, REJECTED
from analysis.errors import InputError

CUTS_NAME, REJECTED_NAME = "cuts.csv", "rejected.csv"


def read_rejected(folder: Path) -> pd.DataFrame:
    """Return rejected.csv of a corpus folder; a missing file has no rows.

    Parameters
    ----------
    folder
        The corpus folder.

    Raises
    ------
    InputError
        If the file is not as the import has written it.
    """
    return _read(folder / REJECTED_NAME, REJECTED, needed=("file", "reason"))


def read_given_cuts(folder: Path, articles: pd.DataFrame) -> pd.DataFrame:
    """Return cuts.csv of a corpus folder, after a look at whether the texts are still the same.

    Parameters
    ----------
    folder
        The corpus folder.
    articles
        With article_id and raw.

    Raises
    ------
    InputError
        If the file is not as the import has written it, or a text has been changed since. An
        article that is no longer there is no error.
    """
    cuts = _read(folder / CUTS_NAME, CUTS | {"text": "str"})
    raws = dict(zip(articles["article_id"], articles["raw"], strict=True))
    cuts = cuts[cuts["article_id"].isin(raws)].reset_index(drop=True)
    found = [
        raws[key][start:end]
        for key, start, end in zip(
            cuts["article_id"], cuts["raw_start"], cuts["raw_end"], strict=True
        )
    ]
    changed = cuts["article_id"][cuts["text"] != pd.Series(found, dtype="str")]
    if len(changed):
        raise InputError(
            f"{CUTS_NAME}: the text of article '{changed.iloc[0]}' has been changed since its "
            "cuts were made; delete its rows, and cut by a rule of cleaning.toml instead"
        )
    return cuts


def without_given(folder: Path) -> pd.DataFrame:
    """Return the articles of a corpus folder, `raw` without the cuts that came with them.

    Parameters
    ----------
    folder
        The corpus folder.
    """
    from analysis.corpus.cleaning import apply_cuts, find_cuts
    from analysis.corpus.load import load_corpus

    articles = load_corpus(folder, clean=False).articles
    given = read_given_cuts(folder, articles)
    cuts = find_cuts(articles, given=given, repeated=False, phrases=False)
    return articles.assign(raw=apply_cuts(articles, cuts)["text"])


def _read(path: Path, types: dict[str, str], *, needed: Iterable[str] = ()) -> pd.DataFrame:
    """Read a table that was written with the corpus; where only some columns are needed, add."""
    if not path.is_file():
        return pd.DataFrame(columns=[*types]).astype(types)
    read_text(path, name=path.name)
    try:
        table = pd.read_csv(path, dtype=types, keep_default_na=False, na_values={"row": [""]})
        table[[*(needed or types)]]  # raises if one is not there
        return table.reindex(columns=[*types]).astype(types)
    except (ValueError, KeyError) as error:
        reason = " ".join(str(error).split())[:100]
        raise InputError(f"{path.name} is not as the import has written it: {reason}") from None
