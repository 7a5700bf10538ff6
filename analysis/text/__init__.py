"""Articles to tokens, sentences, counts and concordances."""

from analysis.text.counts import Counts, count_terms
from analysis.text.passages import in_context, sentences
from analysis.text.phrases import concordance
from analysis.text.tokens import Tokens, tokenize
from analysis.text.written import as_written

__all__ = [
    "Counts",
    "Tokens",
    "as_written",
    "concordance",
    "count_terms",
    "in_context",
    "sentences",
    "tokenize",
]
