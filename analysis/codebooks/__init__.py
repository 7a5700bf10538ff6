"""Instruments as TOML: load them, test them with their own examples, find their terms."""

from analysis.codebooks.check import check_codebook, require_sound
from analysis.codebooks.codebook import Codebook, codebook_names, library_codebooks, load_codebook
from analysis.codebooks.match import find_hits

__all__ = [
    "Codebook",
    "check_codebook",
    "codebook_names",
    "find_hits",
    "library_codebooks",
    "load_codebook",
    "require_sound",
]
