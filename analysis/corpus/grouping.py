"""The same articles, compared by another column."""

from dataclasses import replace

from analysis.corpus.load import Corpus, article_labels, group_labels
from analysis.corpus.manifest import read_manifest
from analysis.errors import InputError, did_you_mean

MOST_GROUPS = 60  # more cannot be told apart in any figure, nor chosen from a list

OTHER = (
    *("raw", "text", "label", "editor_note", "written_in"),
    *("source_file", "source_row", "published_original"),
)


def comparable_columns(corpus: Corpus) -> list[str]:
    """Return the columns of a corpus's articles that can be compared, the present one first.

    Parameters
    ----------
    corpus
        A corpus.

    Returns
    -------
    list of str
        Columns of text that every article has, with two to sixty values, fewer than articles; and
        the column that the corpus is compared by, whatever it holds.
    """
    articles = corpus.articles
    texts = [name for name in articles.columns if articles[name].dtype == "str"]
    full = [name for name in texts if articles[name].notna().all() and name not in OTHER]
    most = min(MOST_GROUPS, len(articles) - 1)
    several = [name for name in full if 2 <= articles[name].nunique() <= most]
    return list(dict.fromkeys([corpus.group_by, *several]))


def grouped_by(corpus: Corpus, column: str) -> Corpus:
    """Return a corpus compared by another column, with no text read or cleaned again.

    Parameters
    ----------
    corpus
        As loaded, which must have been by the column `group` for that one to be still there.
    column
        A column of its articles, by its name in the file or by ours.

    Raises
    ------
    InputError
        If there is no such column, or an article without a value in it.
    """
    manifest = read_manifest(corpus.folder)
    column = {theirs: ours for ours, theirs in manifest.columns.items()}.get(column, column)
    if column not in corpus.articles:
        meant = did_you_mean(column, corpus.articles.columns)
        raise InputError(f"there is no column '{column}' to compare{meant}")
    articles = corpus.articles.assign(group=corpus.articles[column])
    if articles["group"].isna().any():
        first = articles.loc[articles["group"].isna(), "article_id"].iloc[0]
        raise InputError(f"article '{first}' has no '{column}'")
    groups = group_labels(manifest.groups, articles["group"])
    articles["label"] = article_labels(articles, groups)
    return replace(corpus, group_by=column, groups=groups, articles=articles)
