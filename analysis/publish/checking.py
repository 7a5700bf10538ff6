"""What `framing check` says of a corpus: what is missing, what is odd, and what to type next."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.codebooks import Codebook, check_codebook, library_codebooks, load_codebook
from analysis.codebooks.actors import is_draft
from analysis.corpus import Corpus, advice, audit, load_corpus, what_is_missing
from analysis.corpus.listing import NAME as LISTING
from analysis.corpus.load import first_few, one_table
from analysis.corpus.manifest import read_manifest
from analysis.errors import InputError

ALONE = 3  # articles to which one warning is told one by one


class Line(NamedTuple):
    """A line to print, and how many errors it tells of: things that `framing run` stops at."""

    text: str
    n_errors: int = 0


def check_corpus(
    folder: Path, *, group_by: str = "group", command: str = "framing"
) -> Iterator[Line]:
    """Lines about a corpus and its codebooks; the last says what to type next.

    Parameters
    ----------
    folder : Path
        The corpus folder, or a file that holds all articles.
    group_by : str
        The column that is compared.
    command : str
        What a person types to call the suite.

    Raises
    ------
    InputError
        There is no such folder or file.
    """
    missing = what_is_missing(folder, group_by=group_by)
    about = [*_about_missing(missing, folder.resolve().name)]
    corpus = _load(folder, "article_id" if missing else group_by)
    groups = sorted(set(corpus.articles["group"])) if corpus and not missing else []
    if corpus:
        about += _about_articles(corpus, groups, n_missing=len(missing))
    if corpus or (folder / LISTING).exists():
        about += [*_about_first_page(folder), *_about_codebooks(folder, command)]
    yield from about
    yield Line(_next(folder, sum(line.n_errors for line in about), groups, group_by, command))


def check_library() -> Iterator[Line]:
    """Lines about the codebooks that come with the library."""
    for name in library_codebooks():
        yield from _about_codebook(load_codebook(name))


def site_beside(folder: Path) -> Path:
    """Folder that is proposed for the site of a corpus: beside it, never in it.

    Parameters
    ----------
    folder : Path
        The corpus, as it was typed.
    """
    parent = folder.parent if folder.name not in ("", "..") else folder / ".."
    name = folder.stem if folder.is_file() else folder.resolve().name
    return parent / f"{name}-site"


def _load(folder: Path, group_by: str) -> Corpus | None:
    """Load a corpus, if that can be done without the column that is compared."""
    try:
        return load_corpus(folder, group_by=group_by)
    except InputError:
        return None


def _about_missing(missing: list[str], name: str) -> Iterator[Line]:
    if missing:
        yield Line(f"{name}: not ready to run. What is missing, first things first:")
    for number, text in enumerate(missing, start=1):
        yield Line(f"{number}. {text}", n_errors=1)


def _about_articles(corpus: Corpus, groups: list[str], *, n_missing: int) -> Iterator[Line]:
    """Tell what the audit finds; without groups it is asked nothing about them."""
    name, found = corpus.folder.resolve().name, audit(corpus)
    found = found if groups else found[found["code"] != "W203"]
    yield from _about_rejected(corpus, name)
    yield from _findings(found, name)
    if len(groups) == 1:
        yield Line(f"{name}: only one group ({groups[0]}), so there is nothing to compare")
    n_errors = int((found["severity"] == "error").sum())
    n_warnings = len(found) - n_errors + (len(groups) == 1)
    yield Line(f"{name}: {_n(n_missing + n_errors, 'error')}, {_n(n_warnings, 'warning')}")


def _about_rejected(corpus: Corpus, name: str) -> Iterator[Line]:
    """Tell what of the source is no article, and why."""
    reasons = corpus.rejected["reason"].value_counts()
    told = [f"{reason} ({n:,})" for reason, n in sorted(reasons.items(), key=lambda r: (-r[1], r))]
    if told:
        what = "row" if corpus.rejected["row"].notna().any() else "file"
        yield Line(f"{name}: {_n(len(corpus.rejected), what)} rejected: {first_few(told)}")


def _findings(found: pd.DataFrame, name: str) -> Iterator[Line]:
    """Tell each finding, those of many articles together, and once what to do about it."""
    for code, rows in found.groupby("code", sort=False):
        n_errors = int((rows["severity"] == "error").sum())
        if len(rows) <= ALONE:
            for row in rows.itertuples():
                yield Line(f"{name}: {code} {row.article_id}: {row.message}")
        else:
            which = f"{len(rows)} articles ({first_few([*rows['article_id']])})"
            yield Line(f"{name}: {code} {which}: {rows['message'].iloc[0].partition(':')[0]}")
        yield Line(f"  {advice(str(code))}", n_errors)


def _about_first_page(folder: Path) -> Iterator[Line]:
    """Tell what a reader of the site would miss; a file has no corpus.toml to tell it."""
    if folder.is_file():
        return
    try:
        manifest = read_manifest(folder)
    except InputError:
        return  # told already
    empty = [key for key in ("title", "question") if not getattr(manifest, key).strip()]
    if empty:
        name, wanted = folder.resolve().name, " and no ".join(empty)
        yield Line(f"{name}: no {wanted} yet; the first page shows what corpus.toml says")


def _about_codebooks(folder: Path, command: str) -> Iterator[Line]:
    """Tell of a corpus's own codebooks, all of them, even where one cannot be read."""
    kinds, n_errors = set(), 0
    for path in sorted(folder.glob("codebooks/*.toml")):
        try:
            codebook = load_codebook(path)
        except InputError as error:
            about = [Line(str(error), n_errors=1)]
        else:
            about = [*_about_codebook(codebook)]
            kinds.add(codebook.kind)
        n_errors += sum(line.n_errors for line in about)
        yield from about
    if "actors" not in kinds and not n_errors:
        yield Line(f"{folder.resolve().name}: {_without_actors(folder, command)}")


def _about_codebook(codebook: Codebook) -> Iterator[Line]:
    problems, name = check_codebook(codebook), codebook.name
    errors = problems[problems["severity"] == "error"]
    for row in errors.itertuples():
        yield Line(f"{name}: {row.code} {row.frame}: {row.message}", n_errors=1)
    without = problems.loc[problems["severity"] == "warning", "frame"].tolist()
    if is_draft(codebook):
        yield Line(
            f"{name}: a draft that nobody has read through. The remarks in the file say how to go "
            "on with it; write your name into its `source` then"
        )
    if without:
        yield Line(f"{name}: warning: no counter-example (C105) for {first_few(without)}")
    warned = f", {_n(len(without), 'warning')}" if without else ""
    tested = f"{_n(len(codebook.frames), 'frame')}, {_n(len(errors), 'problem')}"
    yield Line(f"{name}: {tested}{warned}")


def _n(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _without_actors(folder: Path, command: str) -> str:
    corpus, books = shlex.quote(str(folder)), shlex.quote(str(folder / "codebooks"))
    make = "" if (folder / "codebooks").is_dir() else f"mkdir {books}; "
    without = "no codebook of actors; notebooks 04 to 07 take names harvested from the texts. "
    if folder.is_file():
        return f"{without}A corpus folder can hold one: `framing import` makes it of this file"
    return f"{without}For a draft: {make}{command} actors {corpus} > {books}/actors.toml"


def _next(folder: Path, n_errors: int, groups: list[str], group_by: str, command: str) -> str:
    """Say what to type next."""
    corpus = shlex.quote(str(folder))
    column = "" if group_by == "group" else f" --group-by {shlex.quote(group_by)}"
    again = f"then type\n  {command} check {corpus}{column}"
    if n_errors:
        return f"next: mend this, {again}"
    if len(groups) == 1:
        table = (one_table(folder) or folder / LISTING).name
        return f"next: give some articles another {group_by} in {table}, {again}"
    site = shlex.quote(str(site_beside(folder)))
    run = f"{command} run --corpus {corpus}{column} --out {site}"
    return f"next: nothing stands in the way of a run; type\n  {run}"
