"""Files -> articles: load a corpus folder, clean it with every cut on record, audit it."""

from analysis.corpus.audit import audit
from analysis.corpus.cleaning import apply_cuts, clean, find_cuts, restore
from analysis.corpus.duplicates import families, near_duplicates
from analysis.corpus.furniture import repeated_phrases
from analysis.corpus.load import Corpus, load_corpus
from analysis.corpus.notes import with_notes
from analysis.corpus.patterns import compile_pattern
from analysis.corpus.repetition import repeated_lines
from analysis.corpus.rules import KINDS, Rule, make_rule, read_rules

__all__ = [
    "KINDS",
    "Corpus",
    "Rule",
    "apply_cuts",
    "audit",
    "clean",
    "compile_pattern",
    "families",
    "find_cuts",
    "load_corpus",
    "make_rule",
    "near_duplicates",
    "read_rules",
    "repeated_lines",
    "repeated_phrases",
    "restore",
    "with_notes",
]
