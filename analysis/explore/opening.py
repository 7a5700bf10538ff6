"""Open a corpus for exploring."""

from pathlib import Path

from analysis.codebooks import (
    Codebook,
    codebook_names,
    draft_actors,
    load_actors,
    load_codebook,
)
from analysis.corpus import Corpus, load_corpus
from analysis.errors import InputError
from analysis.explore.explorer import Explorer
from analysis.text import Tokens, count_terms, tokenize


def open_explorer(
    folder: str | Path,
    *,
    group_by: str = "group",
    clean: bool = True,
    headline: bool = True,
    form: str = "norm",
    actors: str = "",
) -> Explorer:
    """Corpus read, split into words and counted, with its codebooks, ready to be explored.

    Parameters
    ----------
    folder : str or Path
        Holds articles.csv.
    group_by : str
        The column compared at first; it can be changed later.
    clean, headline : bool
        As in ``load_corpus``.
    form : {"norm", "surface", "lemma", "stem"}
        What counts as one word among keywords.
    actors : str
        Codebook of actors; empty for the corpus's own, or names harvested from the texts.

    Raises
    ------
    InputError
        If the corpus cannot be loaded or compared so, or the codebook of actors cannot be used.
        Other codebooks that cannot be read are told in ``unusable``.
    """
    base = _load(folder, group_by, clean, headline)
    tokens = tokenize(base.articles)
    books, unusable = _books(base.folder)
    cast_of = _actors(actors, books, tokens, base.folder)
    explorer = Explorer(
        base=base,
        tokens=tokens,
        counts=count_terms(tokens, form=form),
        form=form,
        books={**books, cast_of.name: cast_of},
        actors=cast_of.name,
        unusable=unusable,
    )
    explorer.compare(group_by)
    explorer.mentions(cast_of)  # its base forms take long the first time, and nobody waits here
    return explorer


def _load(folder: str | Path, group_by: str, clean: bool, headline: bool) -> Corpus:
    """The corpus by its column ``group``, which another one would take the place of, if it can."""
    if group_by != "group":
        try:
            return load_corpus(folder, clean=clean, headline=headline)
        except InputError:
            pass  # without that column, or with another fault, which is told now
    return load_corpus(folder, group_by=group_by, clean=clean, headline=headline)


def _books(folder: Path) -> tuple[dict[str, Codebook], dict[str, str]]:
    books, unusable = {}, {}
    for name in codebook_names(folder):
        try:
            books[name] = load_codebook(name, corpus_folder=folder)
        except InputError as error:
            unusable[name] = str(error)
    return books, unusable


def _actors(name: str, books: dict[str, Codebook], tokens: Tokens, folder: Path) -> Codebook:
    """Codebook of actors; one that cannot be read is passed over unless it is named."""
    if name:
        return load_actors(name, tokens=tokens, corpus_folder=folder)
    found = [book for book in books.values() if book.kind == "actors"]
    return found[0] if found else draft_actors(tokens)
