"""A corpus folder -> articles, cleaned, with every cut on record."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.corpus import cleaning
from analysis.corpus.duplicates import COPY_OF, without_copies
from analysis.corpus.given import read_given_cuts, read_rejected
from analysis.corpus.language import LIBRARY, written_in
from analysis.corpus.listing import NAME, read_listing, read_table
from analysis.corpus.manifest import Manifest, read_manifest
from analysis.corpus.readers import read_text
from analysis.corpus.rules import check_outlets, read_rules
from analysis.errors import InputError, did_you_mean

MANY = "articles.parquet"
N_NAMED = 5  # articles that one message names
LONG_KEY = 24  # characters of an article's key that its label shows


@dataclass(frozen=True)
class Corpus:
    """Articles and what is known about them.

    Attributes
    ----------
    folder
        Where they were read from.
    title, question
        From corpus.toml; the title is by default the folder's name.
    group_by
        The column of articles.csv that is compared.
    groups
        Label of each group that has an article, in the order of corpus.toml; others follow by
        name.
    events
        Dated events: date, precision (day, month or year), label, source.
    articles
        One row an article, in the order of articles.csv: its columns, and `group`, `label`, `raw`,
        `text`, `editor_note`, `written_in` (its language, stated or likely).
    cuts
        One row a cut: article_id, raw_start, raw_end, kind, rule, text, n_words, repeated.
    rejected
        Rows of the source that are no articles: file, row, article_id, reason.
    """

    folder: Path
    title: str
    question: str
    group_by: str
    groups: dict[str, str]
    events: pd.DataFrame
    articles: pd.DataFrame
    cuts: pd.DataFrame
    rejected: pd.DataFrame

    def __str__(self) -> str:
        """How many articles and groups, and how much was cut, in one sentence."""
        sizes = self.articles["group"].value_counts()
        groups = ", ".join(f"{label} {sizes[group]:,}" for group, label in self.groups.items())
        words = sum(len(raw.split()) for raw in self.articles["raw"])
        cut = int(self.cuts["n_words"].sum())
        n_out = len(self.rejected)
        n_copies = int(self.rejected["reason"].str.startswith(COPY_OF).sum())
        n_out -= n_copies
        named = (name for name in ("row", "file") if self.rejected[name].notna().any())
        what = next(named, "article")
        out = f" {n_out:,} {what}{'' if n_out == 1 else 's'} rejected." if n_out else ""
        copies = f" {n_copies:,} {'copy' if n_copies == 1 else 'copies'} left out."
        return (
            f"{self.title}: {len(self.articles):,} articles ({groups}); "
            f"{cut:,} of {words:,} words cut ({cut / words:.1%}).{out}{copies if n_copies else ''}"
            f"{self._languages()}"
        )

    def _languages(self) -> str:
        """Name the languages, if there are several or the one is not that of the library."""
        sizes = self.articles["written_in"].value_counts()
        known = sizes[sizes.index != ""]
        if set(known.index) <= {LIBRARY}:
            return ""
        told = ", ".join(f"{code} {n:,}" for code, n in known.items())
        return f" Languages: {told}; a codebook finds nothing in another than its own."


def load_corpus(
    folder: str | Path,
    *,
    group_by: str = "group",
    clean: bool = True,
    headline: bool = True,
    duplicates: Literal["keep", "once"] = "keep",
) -> Corpus:
    """Return the corpus in a folder, or in one file.

    Parameters
    ----------
    folder
        Holds articles.csv and the texts, or articles.parquet; may hold corpus.toml and
        cleaning.toml. Or a Parquet, CSV, TSV or JSON Lines file with a column of texts.
    group_by
        The column to compare, by its name in the file or by ours.
    clean
        Cut what cleaning.toml names and lines that repeat across an outlet's articles.
    headline
        Keep the title where an article, once cleaned, starts with it. If not, it is cut even where
        `clean` is off.
    duplicates
        "once": of articles that are copies of one another, each group keeps the earliest alone;
        see `families`. The others are in `rejected`.

    Returns
    -------
    Corpus
        See there for the columns of its tables.

    Raises
    ------
    InputError
        With one line that names the file, row or key that cannot be used.

    Notes
    -----
    A byte order mark at the start of a file is part of `raw` and of `text`: no rule, title or line
    sees it, and it is no token.
    """
    if duplicates not in ("keep", "once"):
        raise InputError(f"duplicates must be 'keep' or 'once', not {duplicates!r}")
    folder = Path(folder)
    if not folder.exists():
        beside = [other.name for other in folder.resolve().parent.glob("*") if other.is_dir()]
        meant = did_you_mean(folder.name, beside)
        raise InputError(f"there is no corpus folder '{folder.name}'{meant}")
    manifest = read_manifest(folder)
    group_by = {theirs: ours for ours, theirs in manifest.columns.items()}.get(group_by, group_by)
    articles, rejected = _read_articles(folder, manifest, group_by)
    settings = read_rules(folder)
    check_outlets(settings.rules, articles["outlet"])
    articles["raw"] = _read_texts(articles, folder)
    groups = group_labels(manifest.groups, articles["group"])
    articles["label"] = article_labels(articles, groups)
    articles = articles.reset_index(drop=True)
    cuts = cleaning.find_cuts(
        articles,
        settings.rules,
        given=read_given_cuts(folder, articles),
        repeated=settings.repeated_lines,
        phrases=settings.repeated_phrases,
        headline=not headline,
    )
    if not clean:
        cuts = cuts[cuts["kind"] == "headline"].reset_index(drop=True)
    articles = cleaning.apply_cuts(articles, cuts)
    articles["written_in"] = written_in(articles)
    _check_texts(articles)
    if duplicates == "once":
        articles, copies = without_copies(articles)
        cuts = cuts[cuts["article_id"].isin(articles["article_id"])].reset_index(drop=True)
        rejected = pd.concat([rejected, copies], ignore_index=True)
    return Corpus(
        folder=folder,
        title=manifest.title or folder.resolve().stem,
        question=manifest.question,
        group_by=group_by,
        groups=groups,
        events=manifest.events,
        articles=articles,
        cuts=cuts,
        rejected=rejected,
    )


def article_labels(articles: pd.DataFrame, groups: dict[str, str]) -> pd.Series:
    """Return what every article is called in figures: its key, and its outlet or else group."""
    names = articles["outlet"].fillna(articles["group"].map(groups))
    return _short(articles["article_id"]) + " · " + names


def _read_articles(
    folder: Path, manifest: Manifest, group_by: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the one file that holds all articles, or articles.csv."""
    table = one_table(folder)
    if table is None:
        articles = read_listing(folder, columns=manifest.columns, group_by=group_by)
        return articles, read_rejected(folder)
    articles, rejected = read_table(table, columns=manifest.columns, group_by=group_by)
    return articles, pd.concat([read_rejected(folder), rejected], ignore_index=True)


def one_table(folder: Path) -> Path | None:
    """Return the one file that holds all articles with their texts, if there is one.

    Parameters
    ----------
    folder
        The corpus folder, or that file itself.

    Raises
    ------
    InputError
        If the folder has articles.csv as well.
    """
    if folder.is_file():
        return folder
    table = folder / MANY
    if table.exists() and (folder / NAME).exists():
        raise InputError(f"{folder.name} has both {MANY} and {NAME}; keep one")
    return table if table.exists() else None


def _short(ids: pd.Series) -> pd.Series:
    """Keep labels readable: the beginnings of long keys, as far as they tell them apart."""
    heads = ids.where(ids.str.len() <= LONG_KEY, ids.str[: LONG_KEY - 1].str.rstrip("-_ ") + "…")
    return heads.mask(heads.duplicated(keep=False), ids)


def group_labels(labels: dict[str, str], values: pd.Series) -> dict[str, str]:
    """Put the groups that occur in the order of corpus.toml, then by name."""
    present = set(values)
    ordered = [name for name in labels if name in present]
    return {name: labels.get(name, name) for name in [*ordered, *sorted(present - set(ordered))]}


def _read_texts(articles: pd.DataFrame, folder: Path) -> list[str]:
    """Read every article's file, or take its text from the table."""
    raws = [
        read_article(folder, file) if isinstance(file, str) else text
        for file, text in zip(articles["file"], articles.get("text", articles["file"]), strict=True)
    ]
    empty = articles["article_id"][[_is_blank(raw) for raw in raws]]
    if len(empty) == 1:
        raise InputError(
            f"{NAME} row {empty.index[0]}: the text of article '{empty.iloc[0]}' is empty"
        )
    if len(empty):
        rows = [f"'{article_id}' (row {row})" for row, article_id in empty.items()]
        raise InputError(f"{NAME}: the texts of {len(empty)} articles are empty: {first_few(rows)}")
    return raws


def _is_blank(text: str) -> bool:
    return not text.strip("\ufeff").strip()


def first_few(names: list[str]) -> str:
    """Return a few names, and how many more there are.

    Parameters
    ----------
    names
        Any number of them.

    Examples
    --------
    >>> first_few(["a", "b"]), first_few(list("abcdefg"))
    ('a, b', 'a, b, c, d, e and 2 more')
    """
    more = f" and {len(names) - N_NAMED} more" if len(names) > N_NAMED else ""
    return ", ".join(names[:N_NAMED]) + more


def read_article(folder: Path, file: str) -> str:
    """Return the text of one file of a corpus, exactly as received.

    Parameters
    ----------
    folder
        The corpus folder.
    file
        Relative to it.

    Raises
    ------
    InputError
        If the file lies outside the folder, is hidden, or cannot be read as UTF-8.
    """
    try:
        path = (folder / file).resolve()
    except (OSError, ValueError, RuntimeError):  # too long, a NUL in it, links in a circle
        raise InputError(f"{NAME}: {file!r} cannot be the name of a file") from None
    if not path.is_relative_to(folder.resolve()):
        raise InputError(f"{NAME}: the file '{file}' lies outside the corpus folder")
    if any(part.startswith(".") for part in path.relative_to(folder.resolve()).parts):
        raise InputError(f"{NAME}: the file '{file}' is hidden; its name must not begin with a dot")
    return read_text(path, name=file)


def _check_texts(articles: pd.DataFrame) -> None:
    """Raise if the cuts leave nothing of an article."""
    empty = [f"'{key}'" for key in articles["article_id"][articles["text"].map(_is_blank)]]
    if empty:
        what = "article" if len(empty) == 1 else f"{len(empty)} articles:"
        raise InputError(f"cleaning.toml: the rules leave nothing of {what} {first_few(empty)}")
