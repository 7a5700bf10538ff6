"""From executed notebooks to findings, a manifest and a static site.

Notebooks import the names below; running and building live in their own modules, so that a
notebook's kernel never loads them.
"""

from analysis.publish.finding import finding
from analysis.publish.reading import show_article
from analysis.publish.show import show_passages, show_table

__all__ = ["finding", "show_article", "show_passages", "show_table"]
