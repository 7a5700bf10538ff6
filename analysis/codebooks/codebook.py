"""Codebooks: instruments as TOML, read and validated before anything is counted."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputError, did_you_mean
from analysis.text.phrases import phrase_words

LIBRARY = Path(__file__).parent / "library"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# What a codebook lists: frames to be compared, actors of the story, cues of a speaker's stance, or
# what a reader would expect to find.
KINDS = ("frames", "actors", "cues", "checklist")

_CODEBOOK_KEYS = {"title", "kind", "source", "unit", "language", "note", "frame"}
_FRAME_TEXTS = ("name", "label", "definition", "include", "exclude")
_FRAME_LISTS = ("terms", "examples", "counterexamples")
_TERM_LISTS = ("not_before", "not_after")


@dataclass(frozen=True)
class Term:
    """A pattern of a frame: its text, its words in normal form, and what must not adjoin it."""

    text: str
    words: tuple[str, ...]
    not_before: tuple[tuple[str, ...], ...] = ()
    not_after: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Frame:
    """A category of a codebook; ``country`` is where an actor belongs, empty where it is none."""

    name: str
    label: str
    definition: str
    include: str
    exclude: str
    terms: tuple[Term, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    country: str = ""


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
    kind: str = "frames"

    @property
    def labels(self) -> dict[str, str]:
        """Frame names and their labels, in the codebook's order."""
        return {frame.name: frame.label for frame in self.frames}

    @property
    def countries(self) -> dict[str, str]:
        """Frame names and the country of each, empty where none is given."""
        return {frame.name: frame.country for frame in self.frames}


def library_codebooks() -> list[str]:
    """Names of the codebooks that come with the library, sorted."""
    return sorted(path.stem for path in LIBRARY.glob("*.toml"))


def codebook_names(corpus_folder: Path, *, kind: str | None = None) -> list[str]:
    """Names of a corpus's own codebooks and of the library's, sorted, the corpus's own first.

    Parameters
    ----------
    corpus_folder : Path
    kind : {"frames", "actors", "cues", "checklist"}, optional
        Only codebooks of this kind.

    Raises
    ------
    InputError
        If ``kind`` is given and a codebook is malformed.
    """
    own = sorted(path.stem for path in (corpus_folder / "codebooks").glob("*.toml"))
    names = [*own, *(name for name in library_codebooks() if name not in own)]
    if kind is None:
        return names
    return [n for n in names if load_codebook(n, corpus_folder=corpus_folder).kind == kind]


def load_codebook(name: str | Path, *, corpus_folder: Path | None = None) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    name : str or Path
        A ``Path`` to a TOML file, or a name: that of a file in the corpus's ``codebooks/`` or,
        failing that, of one that comes with the library. Names are lower case, with hyphens.
    corpus_folder : Path, optional

    Returns
    -------
    Codebook

    Raises
    ------
    InputError
        If there is no such codebook, or it is malformed; the message names the file and the key.
    """
    path = codebook_file(name, corpus_folder)
    _require_name(path)
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
    places = [_place(frame, where=where) for frame in frames]
    words = _words_of(frames, places)
    parsed = tuple(
        _parse_frame(frame, words=words, where=place)
        for frame, place in zip(frames, places, strict=True)
    )
    _require_distinct([frame.name for frame in parsed], what="frame", where=where)
    note = data.get("note", "")
    if not isinstance(note, str):
        raise InputError(f"{where}: note must be a text")
    kind = data.get("kind", KINDS[0])
    if kind not in KINDS:
        meant = did_you_mean(str(kind), KINDS)
        raise InputError(f"{where}: kind {kind!r} is none of {', '.join(KINDS)}{meant}")
    return Codebook(name=name, note=note, frames=parsed, kind=kind, **texts)


def codebook_file(name: str | Path, corpus_folder: Path | None = None) -> Path:
    """File of a codebook, found as ``load_codebook`` finds it.

    Raises
    ------
    InputError
        If there is no such codebook.
    """
    if isinstance(name, Path):
        path = name
        if not path.is_file():
            raise InputError(f"codebook {path}: no such file")
        return path
    own = corpus_folder / "codebooks" if corpus_folder is not None else None
    folders = [folder for folder in (own, LIBRARY) if folder is not None]
    known = {path.stem: path for folder in reversed(folders) for path in folder.glob("*.toml")}
    if name not in known:
        raise InputError(
            f"codebook {name!r}: there is none of that name{did_you_mean(str(name), known)}; "
            f"known: {', '.join(sorted(known))}"
        )
    return known[name]


def _require_name(path: Path) -> None:
    """A name that can be given as a parameter, also where the file is named by its path."""
    if not NAME.fullmatch(path.stem):
        raise InputError(
            f"codebook file {path.name}: the name must be lower-case letters, digits and "
            "single hyphens"
        )


def _place(data: Any, *, where: str) -> str:
    if not isinstance(data, dict):
        raise InputError(f"{where}: every frame must be a [[frame]] table")
    return f"{where}: frame {data.get('name', '(without a name)')!r}"


def _parse_frame(data: dict[str, Any], *, words: dict[str, tuple[str, ...]], where: str) -> Frame:
    _require_keys(data, {*_FRAME_TEXTS, *_FRAME_LISTS, "country"}, where=where)
    texts = {key: _text(data, key, where=where) for key in _FRAME_TEXTS}
    if "country" in data:
        texts["country"] = _text(data, "country", where=where)
    terms = tuple(_parse_term(term, words=words) for term in data["terms"])
    _require_distinct([" ".join(term.words) for term in terms], what="term", where=where)
    sentences = {key: _texts(data, key, where=where) for key in ("examples", "counterexamples")}
    both = set(sentences["examples"]) & set(sentences["counterexamples"])
    if both:
        raise InputError(f"{where}: example and counter-example at once: {min(both)!r}")
    return Frame(
        terms=terms,
        examples=sentences["examples"],
        counterexamples=sentences["counterexamples"],
        **texts,
    )


def _parse_term(data: Any, *, words: dict[str, tuple[str, ...]]) -> Term:
    entry = _entry(data)
    vetoes = {key: tuple(words[text] for text in entry.get(key, [])) for key in _TERM_LISTS}
    return Term(entry["term"], words[entry["term"]], **vetoes)


def _words_of(frames: list[dict[str, Any]], places: list[str]) -> dict[str, tuple[str, ...]]:
    """Every phrase of the terms and vetoes of all frames, and its words."""
    phrases: dict[str, str] = {}
    for frame, where in zip(frames, places, strict=True):
        terms = frame.get("terms")
        if not isinstance(terms, list) or not terms:
            raise InputError(f"{where}: no terms")
        for term in terms:
            phrases.update(_phrases_of(term, where=where))
    words = phrase_words(list(phrases), where=list(phrases.values()))
    return dict(zip(phrases, words, strict=True))


def _phrases_of(data: Any, *, where: str) -> dict[str, str]:
    entry = _entry(data)
    if not isinstance(entry.get("term"), str):
        raise InputError(f"{where}: a term must be a text or a table with `term`, not {data!r}")
    place = f"{where}: term {entry['term']!r}"
    _require_keys(entry, {"term", *_TERM_LISTS}, where=place)
    listed = [text for key in _TERM_LISTS for text in _texts(entry, key, where=place)]
    return dict.fromkeys([entry["term"], *listed], place)


def _entry(data: Any) -> dict[str, Any]:
    """A term as a table, however it is written."""
    return data if isinstance(data, dict) else {"term": data}


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
