"""What `framing new` does: a corpus folder, a draft of its actors, and a word on each."""

import shlex
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from analysis.codebooks import library_codebooks
from analysis.codebooks.actors import draft_actors_toml
from analysis.codebooks.codebook import LIBRARY
from analysis.corpus import Start, load_corpus, start_corpus
from analysis.corpus.load import first_few
from analysis.errors import InputError, did_you_mean
from analysis.text import tokenize

BOOKS = "codebooks"
ENGLISH = "en"


def begin(
    folder: Path,
    *,
    source: Path,
    title: str = "",
    question: str = "",
    copied: Iterable[str] = (),
    command: str = "framing",
) -> list[str]:
    """Lines that tell what was made of a folder of texts, and what to type next.

    Parameters
    ----------
    folder : Path
        The corpus folder to make.
    source : Path
        The folder of texts.
    title, question : str
        For corpus.toml.
    copied : iterable of str
        Codebooks of the library to copy into the corpus, for a person to change.
    command : str
        What a person types to call the suite.

    Raises
    ------
    InputError
        Nothing can be made, or there is no codebook of a name. Nothing has been written then.
    """
    names = list(dict.fromkeys(copied))
    unknown = sorted(set(names) - set(library_codebooks()))
    if unknown:
        raise InputError(
            f"codebook {unknown[0]!r}: there is none of that name"
            f"{did_you_mean(unknown[0], library_codebooks())}; known: "
            f"{', '.join(library_codebooks())}"
        )
    start = start_corpus(folder, source=source, title=title, question=question)
    books = folder / BOOKS
    books.mkdir()
    for name in names:
        (books / f"{name}.toml").write_bytes((LIBRARY / f"{name}.toml").read_bytes())
    drafted = _draft_actors(folder, start)
    return [*_told(folder, start, drafted, names), *_next(folder, start, command)]


def _draft_actors(folder: Path, start: Start) -> int:
    """Write a draft of the actors if the texts are in English; give their number."""
    if not (start.articles["language"] == ENGLISH).any():
        return 0
    corpus = load_corpus(folder, group_by="article_id")
    draft = draft_actors_toml(tokenize(corpus.articles))
    n_actors = draft.count("[[frame]]")
    if n_actors:
        (folder / BOOKS / "actors.toml").write_text(draft, encoding="utf-8", newline="\n")
    return n_actors


def _told(folder: Path, start: Start, n_actors: int, copied: list[str]) -> list[str]:
    articles, name = start.articles, folder.name or folder.resolve().name
    stated = (articles["published"] != "") | (articles["published_latest"] != "")
    converted = articles.loc[articles["encoding"] != "utf-8", ["source_file", "encoding"]]
    lines = [
        f"{name}: {_n(len(articles), 'article')}",
        f"  languages: {_counts(articles['language'])}",
        f"  dates: {stated.sum()} of {len(articles)} texts state one at their head",
        f"  outlets: {(articles['outlet'] != '').sum()} of {len(articles)} are stated",
        f"  groups: {_counts(articles['group'], empty='none yet')}{_proposed(start)}",
        f"  cleaning.toml: {_rules(start)}",
    ]
    if n_actors:
        lines.append(f"  codebooks/actors.toml: a draft of {_n(n_actors, 'name')} from the texts")
    else:
        lines.append("  codebooks: no draft of actors, since no names were found in English texts")
    lines += [f"  codebooks/{book}.toml: a copy for you to change" for book in copied]
    if len(converted):
        read = [f"{file} ({encoding})" for file, encoding in converted.itertuples(index=False)]
        lines.append(
            f"  not UTF-8, converted: {first_few(read)}; look whether accents and quotation marks "
            "are right"
        )
    if len(start.rejected):
        lines.append(
            f"  left out: {_n(len(start.rejected), 'file')}, each with its reason in rejected.csv"
        )
        lines += [f"    {file}: {reason}" for file, reason in start.rejected.head(5).to_numpy()]
    return lines


def _proposed(start: Start) -> str:
    groups = start.articles["group"]
    return ", proposed from the sub-folders" if (groups != "").any() else ""


def _rules(start: Start) -> str:
    n_ready, n_idle = start.rules.count("\n[[rule]]"), start.rules.count("\n# [[rule]]")
    idle = f", and {n_idle} more commented out" if n_idle else ""
    return f"{_n(n_ready, 'rule')} proposed{idle}"


def _counts(values: Iterable[str], *, empty: str = "not clear") -> str:
    """Count each value, the most frequent first."""
    counts = Counter(value or empty for value in values)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{value} {n}" for value, n in ordered) if len(counts) > 1 else ordered[0][0]


def _n(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _next(folder: Path, start: Start, command: str) -> list[str]:
    """Say what to do and what to type next."""
    path = shlex.quote(str(folder))
    check = f"  {command} check {path}"
    if (start.articles["group"] == "").any():
        return [
            f"next: open {folder / 'articles.csv'}, write into the column `group` of each row what "
            "the article belongs to (groups are what is compared), then type",
            check,
        ]
    return ["next: type", check]
