"""Comparative framing: how different outlets tell the same story.

The public names below load their modules when first used, so importing the package is cheap.
"""

from importlib import import_module
from typing import Any

from analysis.errors import InputError

_HOMES = {
    "analysis.corpus": (
        "Corpus",
        "audit",
        "clean",
        "families",
        "load_corpus",
        "near_duplicates",
        "repeated_lines",
        "repeated_phrases",
        "restore",
        "with_notes",
    ),
    "analysis.text": (
        "Counts",
        "Tokens",
        "as_written",
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
        "draft_actors",
        "find_all_hits",
        "find_hits",
        "harvest_names",
        "library_codebooks",
        "load_actors",
        "load_codebook",
    ),
    "analysis.inference.specifications": (
        "choice_effects",
        "factorial",
        "survival",
    ),
    "analysis.measures.acronyms": (
        "acronym_variants",
        "acronyms",
    ),
    "analysis.measures.actors": (
        "mention_forms",
        "name_forms",
    ),
    "analysis.measures.agency": (
        "acting_shares",
        "agentless",
        "role_kinds",
        "roles",
    ),
    "analysis.measures.clauses.find": ("find_clauses",),
    "analysis.measures.cleaning": (
        "cleaning_effect",
        "cleaning_keyness",
        "copies_keyness",
        "lost_keywords",
        "words_by_kind",
    ),
    "analysis.measures.collocation": (
        "collocate_uses",
        "collocates",
        "collocates_by_group",
        "concordance_lines",
    ),
    "analysis.measures.demands": (
        "demand_clauses",
        "demands_by",
    ),
    "analysis.measures.disagreements": ("quantity_pairs",),
    "analysis.measures.dispersion": (
        "dispersion",
        "term_passages",
        "term_positions",
    ),
    "analysis.measures.distance": (
        "distances",
        "distances_by_kind",
    ),
    "analysis.measures.distance_space": (
        "distance_map",
        "distance_tree",
    ),
    "analysis.measures.divergence": (
        "cosine_distance",
        "jensen_shannon",
    ),
    "analysis.measures.diversity": ("lexical_diversity",),
    "analysis.measures.frames": (
        "frame_contrasts",
        "frame_rates",
        "frame_rates_by_group",
        "frame_terms",
    ),
    "analysis.measures.judgements": (
        "find_judgements",
        "judgements_by",
    ),
    "analysis.measures.keyness": (
        "keyness",
        "keyness_of_groups",
    ),
    "analysis.measures.keyness_choices": (
        "firm_keywords",
        "keyness_agreement",
        "typical_terms",
    ),
    "analysis.measures.leading_roles": (
        "leading_roles",
        "role_contrasts",
        "role_verbs",
        "roles_in_words",
    ),
    "analysis.measures.mentions": (
        "count_words_before",
        "presence",
        "words_before",
    ),
    "analysis.measures.naming": (
        "exclusive_names",
        "names_in_words",
        "naming_contrasts",
        "naming_statements",
        "preferred_names",
        "sole_actors",
    ),
    "analysis.measures.quality": ("measured_quality",),
    "analysis.measures.quantities": ("find_quantities",),
    "analysis.measures.quotes": ("find_quotes",),
    "analysis.measures.readability": (
        "readability",
        "text_profile",
    ),
    "analysis.measures.reuse": (
        "both_sides",
        "shared_passages",
    ),
    "analysis.measures.silences": (
        "silence_counts",
        "silence_matrix",
        "silences",
        "unmentioned",
    ),
    "analysis.measures.speakers": (
        "countries_heard",
        "heard",
        "persons_in_words",
        "persons_quoted",
        "speakers",
        "speakers_and_silent",
    ),
    "analysis.measures.stance": ("find_demands",),
    "analysis.measures.term_rates": ("some_uses", "term_rates"),
    "analysis.measures.themes": (
        "Themes",
        "find_themes",
    ),
    "analysis.measures.things": ("doer_pairs", "thing_places"),
    "analysis.measures.tone": (
        "tone",
        "tone_by",
        "tone_by_actor",
        "tone_profile",
    ),
    "analysis.measures.tone_words": ("tone_words",),
    "analysis.measures.usage": (
        "usage",
        "uses_of",
        "wanted_list",
    ),
    "analysis.measures.voices": (
        "frames_by_voice",
        "voices",
        "voices_by_group",
    ),
    "analysis.measures.word_shift": ("word_shift",),
    "analysis.inference.actor_claims": ("doer_family", "name_family"),
    "analysis.inference.assess": (
        "assess_claims",
        "assess_distance",
        "strength_table",
        "strengths_by_topic",
        "with_strengths",
    ),
    "analysis.inference.bootstrap": (
        "rate_intervals",
        "side_intervals",
    ),
    "analysis.inference.checks": ("check_claims",),
    "analysis.inference.group_distances": ("apart_in_words",),
    "analysis.inference.coverage": ("measured_coverage",),
    "analysis.inference.frame_claims": ("frame_family",),
    "analysis.inference.frame_profiles": (
        "frame_books",
        "frame_passages",
        "frame_profile",
        "frame_terms_by_group",
        "frame_units",
    ),
    "analysis.inference.habits": ("habits_of", "keyword_habits"),
    "analysis.inference.intervals": (
        "frame_intervals",
        "keyness_intervals",
        "share_intervals",
        "uses_by_unit",
    ),
    "analysis.inference.keyword_claims": ("keyword_family",),
    "analysis.inference.multiverse": (
        "choices_of",
        "effects_of",
        "specifications",
    ),
    "analysis.inference.planning": (
        "plan_claims",
        "units_needed",
    ),
    "analysis.inference.silence_claims": ("silence_family",),
    "analysis.inference.splits": ("split_test",),
    "analysis.inference.strength": ("Strength",),
    "analysis.inference.suite": ("suite_families",),
    "analysis.inference.tally": (
        "Tally",
        "tally_hits",
        "tally_shares",
        "tally_terms",
    ),
    "analysis.inference.units": (
        "stretches",
        "units_of",
    ),
    "analysis.inference.voice_claims": ("voice_family",),
    "analysis.inference.word_tests": ("word_tests",),
    "analysis.scale.summary": (
        "counted",
        "open_summary",
    ),
    "analysis.plots": (
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
    ),
    "analysis.publish": (
        "finding",
        "show_article",
        "show_comparison",
        "show_legend",
        "show_passages",
        "show_table",
        "show_term_map",
    ),
    "analysis.explore": (
        "open_explorer",
        "open_panel",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["InputError", *_HOME_OF]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
