"""Files -> articles: load a corpus folder, clean it with every cut on record, audit it."""

from analysis.corpus.audit import advice, audit
from analysis.corpus.cleaning import apply_cuts, clean, find_cuts, restore
from analysis.corpus.duplicates import families, near_duplicates
from analysis.corpus.furniture import repeated_phrases
from analysis.corpus.grouping import comparable_columns, grouped_by
from analysis.corpus.load import Corpus, load_corpus
from analysis.corpus.missing import what_is_missing
from analysis.corpus.notes import with_notes
from analysis.corpus.patterns import compile_pattern
from analysis.corpus.repetition import repeated_lines
from analysis.corpus.rules import KINDS, Rule, make_rule, read_rules
from analysis.corpus.start import Start, start_corpus

__all__ = [
    "KINDS",
    "Corpus",
    "Rule",
    "Start",
    "advice",
    "apply_cuts",
    "audit",
    "clean",
    "comparable_columns",
    "compile_pattern",
    "families",
    "find_cuts",
    "grouped_by",
    "load_corpus",
    "make_rule",
    "near_duplicates",
    "read_rules",
    "repeated_lines",
    "repeated_phrases",
    "restore",
    "start_corpus",
    "what_is_missing",
    "with_notes",
]
