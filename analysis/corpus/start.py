"""A folder of texts -> a corpus folder that a person goes on with."""

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd

from analysis.corpus.datelines import is_date_line
from analysis.corpus.gather import ENDINGS, gather_texts, make_ids
from analysis.corpus.headings import Heading, read_heading, shared_lines
from analysis.corpus.language import detect_language
from analysis.corpus.line_phrases import phrases_in_lines
from analysis.corpus.listing import COLUMNS
from analysis.corpus.listing import NAME as LISTING
from analysis.corpus.manifest import NAME as MANIFEST
from analysis.corpus.proposals import propose_rules, repeated_in_articles
from analysis.corpus.rules import NAME as CLEANING
from analysis.corpus.settings import quoted
from analysis.errors import InputError

TEXTS, REJECTED = "texts", "rejected.csv"
WRITTEN = [name for name in COLUMNS if name not in ("country", "translated_from")]
ABOUT = """\
# What this corpus is called and what you ask of it. Both stand on the first page of the site.
"""
GROUPS = """
# The groups in the order in which figures show them, and what to call them there. On the left
# stands what the column `group` of articles.csv says.
"""
EXAMPLE = """\
#
# [groups]
# business = "Business press"
# union = "Union press"
"""


@dataclass(frozen=True)
class Start:
    """What was made of a folder.

    Attributes
    ----------
    articles
        articles.csv as written, with the texts as `raw` and the `encoding` of each file.
    rejected
        file, reason: the files that are no article.
    rules
        cleaning.toml as written.
    """

    articles: pd.DataFrame
    rejected: pd.DataFrame
    rules: str


def start_corpus(folder: Path, *, source: Path, title: str = "", question: str = "") -> Start:
    """Write a corpus folder from a folder of texts, and return what was made of it.

    Parameters
    ----------
    folder
        The corpus folder; it must not exist yet, or be empty.
    source
        Where the texts are; no file in it is changed.
    title, question
        What the corpus is called and what is asked of it; they can be written later, too.

    Raises
    ------
    InputError
        If the corpus folder is not empty or cannot be written, if one folder lies in the other, or
        if there is no text. Nothing has been written then.

    Notes
    -----
    Written are articles.csv, the texts (as UTF-8) in texts/, corpus.toml and cleaning.toml to go on
    with, and rejected.csv where a file is no article. The sub-folder of a text is proposed as its
    group, and a sub-folder of that as its outlet.
    """
    folder = folder.absolute()
    _check_folders(folder, source)
    texts, rejected = gather_texts(source)
    if texts.empty:
        raise InputError(_no_text(source, rejected))
    articles = _articles(texts)
    repeated = repeated_in_articles(articles)
    rules = propose_rules(
        repeated,
        phrases=phrases_in_lines(articles, known=set(repeated["line"])),
        date_lines=[line for line in map(_date_line, articles["date_basis"]) if line],
        markdown=bool(articles["file"].str.endswith(".md").any()),
    )
    about = _about(title, question, _labels(articles))
    with _written_whole(folder) as made:
        (made / TEXTS).mkdir()
        for file, text in zip(articles["file"], articles["raw"], strict=True):
            (made / file).write_bytes(text.encode())
        _write_table(articles[[*WRITTEN, "source_file"]], made / LISTING)
        _write(rules, made / CLEANING)
        _write(about, made / MANIFEST)
        if len(rejected):
            _write_table(rejected, made / REJECTED)
    return Start(articles, rejected, rules)


def _check_folders(folder: Path, source: Path) -> None:
    """Refuse a corpus folder that holds something, or that has to do with the texts' own."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir():
        raise InputError(f"{there.name} is a file; name a folder that does not exist yet")
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError(
            f"{folder.name} is not empty, and nothing in it is touched: name a folder that does "
            "not exist yet"
        )
    one, other = folder.resolve(), source.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise InputError(
            f"{folder.name} and the texts in {source.name or source} lie in one another: name a "
            "folder beside the texts"
        )


def _no_text(source: Path, rejected: pd.DataFrame) -> str:
    """Say why nothing can be made of a folder."""
    name = source.resolve().name
    if rejected.empty:
        return f"{name} is empty: put one text file for each article into it"
    first = rejected.iloc[0]
    return (
        f"{name} holds no text ({', '.join(ENDINGS)}) that can be read; the first of "
        f"{len(rejected)} files, {first['file']}: {first['reason']}"
    )


def _articles(texts: pd.DataFrame) -> pd.DataFrame:
    """Make the rows of articles.csv, and keep text and encoding beside them."""
    shared = shared_lines(texts["text"])
    languages = [detect_language(text) for text in texts["text"]]
    headings = [
        read_heading(text, language=language or "en", shared=shared)
        for text, language in zip(texts["text"], languages, strict=True)
    ]
    ids = make_ids(texts["source"])
    endings = [PurePosixPath(source).suffix.lower() for source in texts["source"]]
    rows = pd.DataFrame(
        {
            "article_id": ids,
            "file": [f"{TEXTS}/{key}{ending}" for key, ending in zip(ids, endings, strict=True)],
            "title": [heading.title for heading in headings],
            "language": languages,
            "published": [heading.date.published for heading in headings],
            "published_earliest": [heading.date.earliest for heading in headings],
            "published_latest": [heading.date.latest for heading in headings],
            "date_basis": [heading.date.basis for heading in headings],
            "author": [heading.author for heading in headings],
            "url": [heading.url for heading in headings],
            "source_file": texts["source"],
        }
    )
    folders = _below_the_common_folder(texts["folder"])
    placed = zip(headings, folders, texts["encoding"], strict=True)
    told = pd.DataFrame(
        [_placed(*row) for row in placed], columns=["outlet", "note"], index=rows.index
    )
    table = pd.concat([rows, told, texts["encoding"]], axis=1).astype("str")
    table["group"] = [parts[0].strip() if parts else "" for parts in folders]
    mastheads = pd.Series([heading.masthead for heading in headings], index=rows.index)
    known = table["outlet"].where(table["outlet"] != "", mastheads)
    return table.assign(raw=texts["text"], part=known.where(known != "", table["group"]))


def _below_the_common_folder(folders: pd.Series) -> list[tuple[str, ...]]:
    """Give the names of the folders that hold each text, from where the texts part ways."""
    common = os.path.commonpath([f"/{folder}" for folder in folders])
    return [PurePosixPath(f"/{folder}").relative_to(common).parts for folder in folders]


def _placed(heading: Heading, folders: tuple[str, ...], encoding: str) -> tuple[str, str]:
    """Give outlet and note of one text, which lies in these folders."""
    outlet, notes = heading.outlet, [*heading.notes]
    if len(folders) > 1 and not outlet:
        outlet = folders[1]
        notes.append("The outlet is the name of the sub-folder.")
    if heading.masthead and not outlet:
        notes.append(f"Other texts, too, open with “{heading.masthead}”: is this the outlet?")
    if encoding != "utf-8":
        notes.append(f"The file was read as {encoding}.")
    return outlet, " ".join(notes)


def _date_line(basis: str) -> str:
    """Give the line that states a date, if nothing else stands on it, no author either."""
    line = basis.strip("“”")
    return line if is_date_line(line) and not line.startswith("By ") else ""


def _about(title: str, question: str, groups: dict[str, str]) -> str:
    """Write corpus.toml, with the groups that are proposed or an example."""
    asked = f"title = {quoted(title)}\nquestion = {quoted(question)}\n"
    labels = "".join(f"{_key(name)} = {quoted(label)}\n" for name, label in groups.items())
    return ABOUT + asked + GROUPS + (f"[groups]\n{labels}" if labels else EXAMPLE)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def _labels(articles: pd.DataFrame) -> dict[str, str]:
    """Give each group's label: the folder's name, as the texts in the folder spell it."""
    names = sorted(set(articles["group"]) - {""})
    return {
        name: _label(name, "\n".join(articles.loc[articles["group"] == name, "raw"]))
        for name in names
    }


def _label(name: str, text: str = "") -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    plain = words[:1].upper() + words[1:] or name
    # A line that is all capitals spells every word so.
    lines = "\n".join(line for line in text.splitlines() if not line.isupper())
    found = re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", lines, re.IGNORECASE) if words else []
    if not found:
        return plain
    spelled, _ = min(Counter(found).items(), key=lambda item: (-item[1], item[0]))
    return plain if spelled.islower() else spelled


@contextmanager
def _written_whole(folder: Path) -> Iterator[Path]:
    """Write a folder beside its place and move it there whole, or leave nothing behind."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".framing-", dir=folder.parent))
    except OSError as error:
        raise InputError(f"{folder.name} cannot be written: {error.strerror}") from None
    try:
        yield made
        made.chmod(0o777 & ~_umask())
        made.rename(folder)
    except OSError as error:
        raise InputError(f"{folder.name} cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _umask() -> int:
    """Ask for the mask that new files get; there is no way to ask without setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _write_table(table: pd.DataFrame, path: Path) -> None:
    # The mark at the start makes spreadsheets read the file as UTF-8.
    path.write_text("\ufeff" + table.to_csv(index=False, lineterminator="\n"), encoding="utf-8")


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
