"""From executed notebooks to findings, a manifest and a static site.

Notebooks import the names below; running and building live in their own modules, so that a
notebook's kernel never loads them.
"""

from analysis.publish.comparison import show_comparison
from analysis.publish.finding import finding
from analysis.publish.legend import show_legend
from analysis.publish.reading import show_article
from analysis.publish.show import show_passages
from analysis.publish.tables import show_table
from analysis.publish.term_map import show_term_map

__all__ = [
    "finding",
    "show_article",
    "show_comparison",
    "show_legend",
    "show_passages",
    "show_table",
    "show_term_map",
]
