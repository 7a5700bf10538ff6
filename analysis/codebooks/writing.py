"""Codebooks as TOML again: what was changed in a notebook becomes a file of its own."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.codebooks.check import require_sound
from analysis.codebooks.codebook import (
    KINDS,
    NAME,
    Codebook,
    Frame,
    Term,
    library_codebooks,
    parse_codebook,
)
from analysis.corpus.settings import quoted
from analysis.corpus.writing import write_whole
from analysis.errors import InputError


def codebook_toml(codebook: Codebook) -> str:
    """Text of the TOML file that reads as this codebook.

    Parameters
    ----------
    codebook : Codebook

    Notes
    -----
    Comments and line breaks of the file that it came from are not kept, and what a term must not
    stand beside is written in normal form, which matches the same.
    """
    about = {key: getattr(codebook, key) for key in ("title", "source", "unit", "language")}
    if codebook.kind != KINDS[0]:
        about["kind"] = codebook.kind
    if codebook.note:
        about["note"] = codebook.note
    frames = [f"[[frame]]\n{frame_toml(frame)}" for frame in codebook.frames]
    return "\n".join([_lines(about), *frames])


def frame_toml(frame: Frame) -> str:
    """Text of a frame's entry in a TOML file, without the line ``[[frame]]``.

    Examples
    --------
    >>> frame = Frame("rain", "Rain", "Rain.", "Wet.", "Dry.", (Term("rain*", ("rain*",)),), (), ())
    >>> print(frame_toml(frame).splitlines()[5])
    terms = ["rain*"]
    """
    entry: dict[str, Any] = {key: getattr(frame, key) for key in ("name", "label")}
    if frame.country:
        entry["country"] = frame.country
    entry |= {key: getattr(frame, key) for key in ("definition", "include", "exclude")}
    entry["terms"] = [_term(term) for term in frame.terms]
    entry |= {key: list(getattr(frame, key)) for key in ("examples", "counterexamples")}
    return _lines(entry)


def listed(values: Sequence[str | Mapping[str, Any]]) -> str:
    """Values as a TOML array: one on its line, several on a line each."""
    items = [_value(value) for value in values]
    if len(items) < 2:
        return f"[{''.join(items)}]"
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def save_codebook(
    codebook: Codebook, name: str, *, corpus_folder: Path, over: Collection[Path] = ()
) -> Path:
    """Where the codebook is, once it has been written into a corpus's ``codebooks/``.

    Parameters
    ----------
    codebook : Codebook
    name : str
        Of the file, without ending.
    corpus_folder : Path
    over : collection of Path, optional
        Files that may be written over, such as those that were saved from here before.

    Raises
    ------
    InputError
        If the name is unfit, that of a codebook of the library, or of another file that is there;
        if the codebook contradicts its examples; or if the folder cannot be written. Nothing is
        written then.
    """
    if not NAME.fullmatch(name):
        raise InputError(
            f"name {name!r}: use lower-case letters, digits and single hyphens, such as labour-2"
        )
    if name in library_codebooks():
        raise InputError(f"name {name!r} is that of a codebook of the library; choose another")
    path = corpus_folder / "codebooks" / f"{name}.toml"
    if path.exists() and path not in over:
        raise InputError(f"there is a codebook {path.name} already; choose another name")
    text = codebook_toml(codebook)
    require_sound(_read_back(text, name=name))
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise InputError(f"{path.name} cannot be written: {error.strerror}") from None
    return path


def _read_back(text: str, *, name: str) -> Codebook:
    """The codebook as the file will be read, so that nothing is saved that cannot be used."""
    return parse_codebook(tomllib.loads(text), name=name, where=f"{name}.toml")


def _term(term: Term) -> str | dict[str, Any]:
    vetoes = {key: getattr(term, key) for key in ("not_after", "not_before")}
    told = {key: [" ".join(words) for words in lists] for key, lists in vetoes.items() if lists}
    return {"term": term.text, **told} if told else term.text


def _lines(entry: Mapping[str, Any]) -> str:
    return "".join(
        f"{key} = {quoted(value) if isinstance(value, str) else listed(value)}\n"
        for key, value in entry.items()
    )


def _value(value: str | Sequence[str] | Mapping[str, Any]) -> str:
    """A text, texts or a small table, on one line."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        parts = [f"{key} = {_value(part)}" for key, part in value.items()]
        return f"{{ {', '.join(parts)} }}"
    return f"[{', '.join(map(quoted, value))}]"
