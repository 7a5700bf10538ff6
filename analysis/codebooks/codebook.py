"""Codebooks: instruments as TOML, read and validated before anything is counted."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis.errors import InputError
from analysis.text.tokens import scan
from analysis.text.types import normalise

LIBRARY = Path(__file__).parent / "library"

_CODEBOOK_KEYS = {"title", "source", "unit", "language", "note", "frame"}
_FRAME_TEXTS = ("name", "label", "definition", "include", "exclude")
_FRAME_LISTS = ("terms", "examples", "counterexamples")
_TERM_LISTS = ("not_before", "not_after")
_MAX_STARS = 2


@dataclass(frozen=True)
class Term:
    """A pattern of a frame: its text, its words in normal form, and what must not adjoin it."""

    text: str
    words: tuple[str, ...]
    not_before: tuple[tuple[str, ...], ...] = ()
    not_after: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Frame:
    """A category of a codebook."""

    name: str
    label: str
    definition: str
    include: str
    exclude: str
    terms: tuple[Term, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """An instrument: frames with definitions, terms and the examples that test them."""

    name: str
    title: str
    source: str
    unit: str
    language: str
    note: str
    frames: tuple[Frame, ...]

    @property
    def labels(self) -> dict[str, str]:
        """Frame names and their labels, in the codebook's order."""
        return {frame.name: frame.label for frame in self.frames}


def library_codebooks() -> list[str]:
    """Names of the codebooks that come with the library, sorted."""
    return sorted(path.stem for path in LIBRARY.glob("*.toml"))


def load_codebook(name: str | Path, *, corpus_folder: Path | None = None) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    name : str or Path
        A path to a TOML file, or a name: that of a file in the corpus's ``codebooks/`` or, failing
        that, of one that comes with the library.
    corpus_folder : Path, optional

    Returns
    -------
    Codebook

    Raises
    ------
    InputError
        If there is no such codebook, or it is malformed; the message names the file and the key.
    """
    path = _find(name, corpus_folder)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: not a readable TOML file: {_one_line(error)}") from None
    return parse_codebook(data, name=path.stem, where=path.name)


def parse_codebook(data: dict[str, Any], *, name: str, where: str) -> Codebook:
    """Turn the content of a TOML file into a ``Codebook``; ``where`` begins the error messages."""
    _require_keys(data, _CODEBOOK_KEYS, where=where)
    texts = {key: _text(data, key, where=where) for key in ("title", "source", "unit", "language")}
    frames = data.get("frame")
    if not isinstance(frames, list) or not frames:
        raise InputError(f"{where}: no [[frame]]")
    parsed = tuple(_parse_frame(frame, where=where) for frame in frames)
    _require_distinct([frame.name for frame in parsed], what="frame", where=where)
    note = data.get("note", "")
    if not isinstance(note, str):
        raise InputError(f"{where}: note must be a text")
    return Codebook(name=name, note=note, frames=parsed, **texts)


def _find(name: str | Path, corpus_folder: Path | None) -> Path:
    if isinstance(name, Path) or str(name).endswith(".toml"):
        path = Path(name)
        if not path.is_file():
            raise InputError(f"codebook {path}: no such file")
        return path
    own = corpus_folder / "codebooks" if corpus_folder is not None else None
    folders = [folder for folder in (own, LIBRARY) if folder is not None]
    known = {path.stem: path for folder in reversed(folders) for path in folder.glob("*.toml")}
    if name not in known:
        raise InputError(
            f"codebook {name!r}: there is none of that name; known: {', '.join(sorted(known))}"
        )
    return known[name]


def _parse_frame(data: Any, *, where: str) -> Frame:
    if not isinstance(data, dict):
        raise InputError(f"{where}: every frame must be a [[frame]] table")
    where = f"{where}: frame {data.get('name', '(without a name)')!r}"
    _require_keys(data, {*_FRAME_TEXTS, *_FRAME_LISTS}, where=where)
    texts = {key: _text(data, key, where=where) for key in _FRAME_TEXTS}
    terms = data.get("terms")
    if not isinstance(terms, list) or not terms:
        raise InputError(f"{where}: no terms")
    parsed = tuple(_parse_term(term, where=where) for term in terms)
    _require_distinct([" ".join(term.words) for term in parsed], what="term", where=where)
    sentences = {key: _texts(data, key, where=where) for key in ("examples", "counterexamples")}
    both = set(sentences["examples"]) & set(sentences["counterexamples"])
    if both:
        raise InputError(f"{where}: example and counter-example at once: {min(both)!r}")
    return Frame(
        terms=parsed,
        examples=sentences["examples"],
        counterexamples=sentences["counterexamples"],
        **texts,
    )


def _parse_term(data: Any, *, where: str) -> Term:
    entry = {"term": data} if isinstance(data, str) else data
    if not isinstance(entry, dict) or not isinstance(entry.get("term"), str):
        raise InputError(f"{where}: a term must be a text or a table with `term`, not {data!r}")
    where = f"{where}: term {entry['term']!r}"
    _require_keys(entry, {"term", *_TERM_LISTS}, where=where)
    vetoes = {
        key: tuple(term_words(text, where=where) for text in _texts(entry, key, where=where))
        for key in _TERM_LISTS
    }
    return Term(entry["term"], term_words(entry["term"], where=where), **vetoes)


def term_words(text: str, *, where: str) -> tuple[str, ...]:
    """Split a term into word patterns in normal form, exactly as texts are split into tokens.

    >>> term_words("U.N. peacekeep*", where="doc")
    ('un', 'peacekeep*')

    Raises
    ------
    InputError
        If a part is no word, or is a pattern that would match every word.
    """
    parts = text.split()
    if not parts:
        raise InputError(f"{where}: the term is empty")
    for part in parts:
        _require_word(part, where=where)
    return tuple(normalise(pa.array(parts, pa.string())).to_pylist())


def _require_word(part: str, *, where: str) -> None:
    if part.count("*") > _MAX_STARS or "**" in part:
        raise InputError(f"{where}: {part!r} has too many * and could match without end")
    if not part.replace("*", ""):
        raise InputError(f"{where}: {part!r} matches every word; give at least one letter")
    trial = part.replace("*", "x")
    batch = scan(pa.array([trial], pa.large_string()))
    if batch.surfaces.to_pylist() != [trial]:
        raise InputError(f"{where}: {part!r} is not one word as texts are split into words")


def _require_keys(data: dict[str, Any], known: set[str], *, where: str) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        raise InputError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(known))}")


def _require_distinct(names: list[str], *, what: str, where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{where}: {what} {twice[0]!r} is there twice")


def _text(data: dict[str, Any], key: str, *, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{where}: {key} is missing or not a text")
    return value


def _texts(data: dict[str, Any], key: str, *, where: str) -> tuple[str, ...]:
    values = data.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise InputError(f"{where}: {key} must be a list of texts")
    return tuple(values)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
