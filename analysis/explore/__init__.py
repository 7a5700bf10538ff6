"""Explore a corpus by hand, in JupyterLab: the state, the views, and the panel that shows them."""

from analysis.explore.opening import open_explorer
from analysis.explore.panel import open_panel

__all__ = ["open_explorer", "open_panel"]
