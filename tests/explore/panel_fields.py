"""The panel without a browser, as a person sees it."""

import ipywidgets as widgets

from analysis.explore import open_panel

SHEETS = ["Frames", "Keywords", "Names", "Search", "Codebook"]


class Panel:
    """Fields by their labels, lists as they are read, and what is told."""

    def __init__(self, explorer):
        self.root = open_panel(explorer)
        self.all = list(self.walk(self.root))
        self.tabs = next(w for w in self.all if isinstance(w, widgets.Tab))

    def walk(self, widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self.walk(child)

    def __getitem__(self, label):
        """The field of this label, on the sheet that is open if there are several."""
        found = [w for w in self.all if getattr(w, "description", None) == label]
        own = set(self.walk(self.tabs.children[self.tabs.selected_index or 0]))
        return next((w for w in found if w in own), found[0])

    def __setitem__(self, label, value):
        self[label].value = value

    def open(self, sheet):
        self.tabs.selected_index = SHEETS.index(sheet)

    def lines(self, label="Rows"):
        signs = str.maketrans("", "", "\u2068\u2069")
        return [" ".join(line.translate(signs).split()) for line, _ in self[label].options]

    def html(self):
        return [w.value for w in self.all if isinstance(w, widgets.HTML)]

    def wrong(self):
        return [value for value in self.html() if 'role="alert"' in value]

    def said(self):
        return [value for value in self.html() if 'role="status"' in value]
