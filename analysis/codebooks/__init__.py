"""Instruments as TOML: load them, test them with their own examples, find their terms."""

from analysis.codebooks.actors import draft_actors, load_actors
from analysis.codebooks.check import check_codebook, require_sound
from analysis.codebooks.codebook import Codebook, codebook_names, library_codebooks, load_codebook
from analysis.codebooks.match import find_all_hits, find_hits
from analysis.codebooks.names import harvest_names

__all__ = [
    "Codebook",
    "check_codebook",
    "codebook_names",
    "draft_actors",
    "find_all_hits",
    "find_hits",
    "harvest_names",
    "library_codebooks",
    "load_actors",
    "load_codebook",
    "require_sound",
]
