"""Figures: one finished table in, one Axes out; the style; saving with caption and data."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.plots.agency import plot_agency
    from analysis.plots.checks import plot_checks
    from analysis.plots.choice_effects import plot_choice_effects
    from analysis.plots.cleaning_effect import plot_cleaning_effect
    from analysis.plots.cuts import plot_cuts
    from analysis.plots.distance_map import plot_distance_map
    from analysis.plots.distance_tree import plot_distance_tree
    from analysis.plots.distances import plot_distances
    from analysis.plots.frame_articles import plot_frame_articles
    from analysis.plots.frame_profile import plot_frame_profile
    from analysis.plots.frame_terms import plot_frame_terms
    from analysis.plots.judgements import plot_judgements
    from analysis.plots.keyness import plot_keyness
    from analysis.plots.naming import plot_naming
    from analysis.plots.planning import plot_planning
    from analysis.plots.remedies import plot_remedies
    from analysis.plots.saving import SavedFigure, save_figure
    from analysis.plots.silences import plot_silences
    from analysis.plots.specification_curve import plot_specification_curve
    from analysis.plots.style import group_colors, group_markers, house_style
    from analysis.plots.term_positions import plot_term_positions
    from analysis.plots.text_profile import plot_text_profile
    from analysis.plots.timeline import plot_timeline
    from analysis.plots.tone import plot_tone
    from analysis.plots.voices import plot_voices
    from analysis.plots.word_shift import plot_word_shift

__all__ = [
    "SavedFigure",
    "group_colors",
    "group_markers",
    "house_style",
    "plot_agency",
    "plot_checks",
    "plot_choice_effects",
    "plot_cleaning_effect",
    "plot_cuts",
    "plot_distance_map",
    "plot_distance_tree",
    "plot_distances",
    "plot_frame_articles",
    "plot_frame_profile",
    "plot_frame_terms",
    "plot_judgements",
    "plot_keyness",
    "plot_naming",
    "plot_planning",
    "plot_remedies",
    "plot_silences",
    "plot_specification_curve",
    "plot_term_positions",
    "plot_text_profile",
    "plot_timeline",
    "plot_tone",
    "plot_voices",
    "plot_word_shift",
    "save_figure",
]

_HOMES = {
    "SavedFigure": "saving",
    "save_figure": "saving",
    "group_colors": "style",
    "group_markers": "style",
    "house_style": "style",
}


def __getattr__(name: str) -> Any:
    """Return a public name, loading matplotlib only when one is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name) or name.removeprefix("plot_")
    return getattr(import_module(f"{__name__}.{home}"), name)
