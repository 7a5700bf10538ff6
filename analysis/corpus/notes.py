"""Editors' notes, which are no article text and yet say things that can be checked."""

import pandas as pd


def with_notes(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles, each editor's note as one more row behind its article.

    Parameters
    ----------
    articles : DataFrame
        As in ``Corpus.articles``: ``article_id``, ``label``, ``text``, ``editor_note``.

    Returns
    -------
    DataFrame
        The same columns. A note's row has the note as its ``text``, ``article_id`` and
        ``label`` that say so; everything else is its article's.

    Examples
    --------
    >>> row = {"article_id": "a", "label": "a", "text": "Port sold.", "editor_note": "Cut in May."}
    >>> with_notes(pd.DataFrame([row]))[["article_id", "text"]].values.tolist()
    [['a', 'Port sold.'], ['a (editor’s note)', 'Cut in May.']]
    """
    notes = articles[articles["editor_note"].notna()]
    notes = notes.assign(
        article_id=notes["article_id"] + " (editor’s note)",
        label=notes["label"] + " (editor’s note)",
        text=notes["editor_note"],
    )
    both = pd.concat([articles, notes])
    return both.sort_index(kind="stable").reset_index(drop=True)
