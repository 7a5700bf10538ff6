"""Comparative framing: how different outlets tell the same story.

The public names below load their modules when first used, so importing the package is cheap.
"""

from importlib import import_module
from typing import Any

from analysis.errors import InputError

_HOMES = {
    "analysis.corpus": ("Corpus", "audit", "clean", "load_corpus", "repeated_lines", "restore"),
    "analysis.text": (
        "Counts",
        "Tokens",
        "concordance",
        "count_terms",
        "in_context",
        "sentences",
        "tokenize",
    ),
    "analysis.codebooks": (
        "Codebook",
        "check_codebook",
        "codebook_names",
        "find_hits",
        "library_codebooks",
        "load_codebook",
    ),
    "analysis.measures": (
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
    ),
    "analysis.plots": (
        "plot_cleaning_effect",
        "plot_cuts",
        "plot_frame_articles",
        "plot_frame_profile",
        "plot_frame_terms",
        "plot_keyness",
        "plot_term_positions",
        "plot_timeline",
        "save_figure",
    ),
    "analysis.publish": ("finding", "show_article", "show_passages", "show_table"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["InputError", *_HOME_OF]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
