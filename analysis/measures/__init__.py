"""Tables in, tables out: one module a question."""

from analysis.measures.cleaning import cleaning_effect, words_by_kind
from analysis.measures.dispersion import dispersion, term_positions
from analysis.measures.frames import frame_contrasts, frame_rates, frame_rates_by_group, frame_terms
from analysis.measures.keyness import keyness, keyness_of_groups

__all__ = [
    "cleaning_effect",
    "dispersion",
    "frame_contrasts",
    "frame_rates",
    "frame_rates_by_group",
    "frame_terms",
    "keyness",
    "keyness_of_groups",
    "term_positions",
    "words_by_kind",
]
