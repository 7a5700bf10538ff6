"""Actors: the codebook that a corpus brings, or a draft of one made of the names in its texts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.codebooks.codebook import (
    NAME,
    Codebook,
    codebook_names,
    load_codebook,
    parse_codebook,
)
from analysis.codebooks.match import find_hits
from analysis.codebooks.names import harvest_names, spelled_mentions, word_usage
from analysis.codebooks.namesakes import apart_from_namesakes
from analysis.codebooks.place_names import is_place, name_places
from analysis.codebooks.writing import listed
from analysis.corpus.settings import quoted
from analysis.errors import InputError
from analysis.text.passages import in_context
from analysis.text.phrases import phrase_words
from analysis.text.tokens import Tokens

MOST = 12  # actors of a draft: as many as a person reads through at once
DRAFT = "names-in-the-texts"

_LONGEST_EXAMPLE = 140  # characters: a longer sentence is shown around the name
_AROUND = 55  # characters on either side of it


def load_actors(name: str, *, tokens: Tokens, corpus_folder: Path) -> Codebook:
    """Codebook of actors: the one named, the corpus's own, or a draft made of its names.

    Parameters
    ----------
    name : str
        Name of a codebook of the kind ``actors``. Empty: the first such codebook of the corpus,
        and where it has none a draft from the texts (``draft_actors``).
    tokens : Tokens
    corpus_folder : Path

    Returns
    -------
    Codebook
        Of the kind ``actors``; its frames are the actors.

    Raises
    ------
    InputError
        If the codebook is missing, malformed or of another kind.
    """
    if name:
        book = load_codebook(name, corpus_folder=corpus_folder)
        if book.kind != "actors":
            raise InputError(f"codebook {name}: its kind is {book.kind!r}, and actors are wanted")
        return book
    own = codebook_names(corpus_folder, kind="actors")
    return load_codebook(own[0], corpus_folder=corpus_folder) if own else draft_actors(tokens)


def draft_actors(tokens: Tokens, *, most: int = MOST) -> Codebook:
    """Codebook of the kind ``actors``, made of the names that the texts mention most.

    Parameters
    ----------
    tokens : Tokens
    most : int
        Actors at most: first the names in two articles or more, then the most frequent.

    Returns
    -------
    Codebook
        Every actor is one name with its shorter forms, also a first word that stands alone; the
        examples are sentences of the texts, or parts of them. No actor where there is no name.

    Notes
    -----
    A draft knows names and no common nouns: police, soldiers, protesters and voters are missing
    until somebody adds them. Names that stand mostly behind *in* or *at* and hardly ever before a
    verb are places and left out; a place that acts stays in. A surname is counted for one person
    throughout, but never inside the full name of another.
    """
    frames, _ = _draft_frames(tokens, most=most)
    if not frames:
        return Codebook(DRAFT, _TITLE, _SOURCE, "name", "", "", (), "actors")
    return _book_of(frames)


def draft_actors_toml(tokens: Tokens, *, most: int = MOST) -> str:
    """Draft of an actors codebook as a text to save and go on with, comments included."""
    frames, places = _draft_frames(tokens, most=most)
    lines = [_ADVICE, *(f"{key} = {quoted(value)}" for key, value in _HEAD.items())]
    if places:
        lines += ["", f"# Left out as places, by what stands around them: {', '.join(places)}."]
    for frame in frames:
        texts = ("name", "label", "definition", "include", "exclude")
        lines += ["", "[[frame]]", *(f"{key} = {quoted(frame[key])}" for key in texts)]
        lines += ['# country = ""  # where the actor belongs, if anywhere']
        lines += [f"{key} = {listed(frame[key])}" for key in ("terms", "examples")]
        lines += ["counterexamples = []  # a sentence with nearly these words that means another"]
    return "\n".join(lines) + "\n"


def is_draft(book: Codebook) -> bool:
    """Whether a codebook is a draft that nobody has gone on with, as its source says."""
    return book.source == _SOURCE


_TITLE = "Names in the texts"
_SOURCE = "Harvested from capitals in the texts; nobody has revised it."
_HEAD = {
    "title": _TITLE,
    "kind": "actors",
    "source": _SOURCE,
    "unit": "name",
    "language": "en",
}
_ADVICE = """\
# A draft: names that the texts mention most. To make an instrument of it:
#  1. delete what is no actor of the story, and merge actors that are one (move the terms);
#  2. add the actors that have no name: police, soldiers, protesters, voters, officials;
#  3. say in definition, include and exclude whose words these are;
#  4. give the country where there is one;
#  5. give each term that you add an example and, where a name could mean another, a
#     counter-example (advised, not required);
#  6. keep it as codebooks/actors.toml in the corpus folder, and run: framing check FOLDER
"""


def _book_of(frames: list[dict[str, Any]]) -> Codebook:
    """The draft as a codebook, in no language: its names are those of whatever texts there are."""
    book = parse_codebook({**_HEAD, "frame": frames}, name=DRAFT, where=DRAFT)
    return replace(book, language="")


def _draft_frames(tokens: Tokens, *, most: int) -> tuple[list[dict[str, Any]], list[str]]:
    """Frames of a draft as a TOML file holds them, and the places that stood before the last."""
    names = _first_words_joined(harvest_names(tokens))
    mentions, usage = spelled_mentions(tokens), word_usage(tokens)
    around = name_places(tokens, mentions)
    others = mentions.groupby("name", as_index=False).agg(n=("article", "size"))
    several = names["n_articles"] >= 2
    order = names.assign(several=several).sort_values("several", ascending=False, kind="stable")
    frames: dict[str, dict[str, Any]] = {}
    places: list[str] = []
    for name, listed_forms in zip(order["name"], order["forms"], strict=True):
        if len(frames) == most:
            break
        forms = listed_forms.split("; ")
        if is_place(around.reindex(forms, fill_value=0).sum()):
            places.append(name)
            continue
        key, terms = _kebab(name), _terms(forms)
        if key and terms and key not in frames:
            frames[key] = _frame(key, name, apart_from_namesakes(terms, others, usage))
    return _with_examples(list(frames.values()), tokens), places


def _first_words_joined(names: pd.DataFrame) -> pd.DataFrame:
    """Names, each that is the first word of one longer name counted with the longer.

    *Meridian* goes to *Meridian Holdings* if no other name has the word and the longer stands in
    half as many articles; so *Trump* does not go to *Trump Tower*.
    """
    n_articles = dict(zip(names["name"], names["n_articles"], strict=True))
    holding: dict[str, list[str]] = {}
    for name in n_articles:
        for word in set(name.split()[: None if " " in name else 0]):
            holding.setdefault(word, []).append(name)
    longer = {
        word: held[0]
        for word, held in holding.items()
        if len(held) == 1 and held[0].startswith(f"{word} ") and word in n_articles
        if 2 * n_articles[held[0]] >= n_articles[word]
    }
    if not longer:
        return names
    head = names["name"].map(lambda name: longer.get(name, name))
    rows = names.assign(head=head, first=head == names["name"])
    rows = rows.sort_values("first", ascending=False, kind="stable")
    joined = rows.groupby("head", as_index=False).agg(
        n=("n", "sum"), n_articles=("n_articles", "max"), forms=("forms", "; ".join)
    )
    joined = joined.rename(columns={"head": "name"})
    order = ["n_articles", "n", "name"]
    return joined.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _frame(key: str, name: str, terms: Sequence[str | dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": key,
        "label": name,
        "definition": f"{name}, under the names listed.",
        "include": "Every mention by one of these names.",
        "exclude": "Others of the same name.",
        "terms": list(terms),
    }


def _with_examples(frames: list[dict[str, Any]], tokens: Tokens) -> list[dict[str, Any]]:
    """Frames with the shortest sentence that shows each term; without one, the term goes."""
    if not frames:
        return []
    book = _book_of(frames)
    hits = find_hits(tokens, book)
    ids = pd.Index(tokens.articles["article_id"])
    row = tokens.first_sentence[ids.get_indexer(hits["article_id"])] + hits["sentence"] - 1
    hits["n_tokens"] = np.diff(tokens.sentence_ptr)[row]
    hits = hits.sort_values(["n_tokens", "article_id", "start"])
    hits = hits.drop_duplicates(["frame", "term"]).drop(columns="n_tokens")
    passages = in_context(tokens, hits[["article_id", "sentence", "start", "end", "frame", "term"]])
    places = zip(passages["frame"], passages["term"], strict=True)
    parts = zip(passages["before"], passages["surface"], passages["after"], strict=True)
    shown = {place: _shortened(*part) for place, part in zip(places, parts, strict=True)}
    kept = []
    for frame in frames:
        words = [(term, term if isinstance(term, str) else term["term"]) for term in frame["terms"]]
        terms = [(term, word) for term, word in words if (frame["name"], word) in shown]
        examples = [shown[frame["name"], word] for _, word in terms]
        if terms:
            examples = list(dict.fromkeys(examples))
            kept.append({**frame, "terms": [term for term, _ in terms], "examples": examples})
    return kept


def _shortened(before: str, surface: str, after: str) -> str:
    """A sentence, or the words of a long one that stand around a name."""
    if len(before + surface + after) <= _LONGEST_EXAMPLE:
        return before + surface + after
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    return before + surface + after


def _kebab(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall(r"[a-z0-9]+", plain.replace(".", "").replace("'", "")))
    return key if NAME.fullmatch(key) else ""


def _terms(forms: Sequence[str]) -> list[str]:
    """Forms that can be terms, none of them twice in normal form."""
    terms: dict[tuple[str, ...], str] = {}
    for form in forms:
        try:
            terms.setdefault(phrase_words([form], where=[form])[0], form)
        except InputError:
            continue
    return list(terms.values())
