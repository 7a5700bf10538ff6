"""Where a view is shown: its rows, the passages behind a row, one of them in its article."""

import base64
from collections.abc import Hashable
from dataclasses import dataclass, field

import ipywidgets as widgets
import pandas as pd

from analysis.explore.explorer import Explorer
from analysis.explore.lines import passage_lines, table_lines
from analysis.explore.parts import button, fill, list_of, message, on_value, row, say, told_in
from analysis.explore.reader import passage_html, passages_of
from analysis.explore.view import View, export_figure, export_table
from analysis.plots.style import count
from analysis.publish.markup import escape
from analysis.text import in_context


@dataclass(eq=False)
class Stage:
    """The lower part of the panel, the same for every view.

    Attributes
    ----------
    explorer : Explorer
    question : hashable
        What was asked for last.
    view : View or None
        What is shown.
    hits, passages : DataFrame
        Behind the row that is chosen: all of them, and those that are listed.
    """

    explorer: Explorer
    question: Hashable = None
    view: View | None = None
    hits: pd.DataFrame = field(default_factory=pd.DataFrame)
    passages: pd.DataFrame = field(default_factory=pd.DataFrame)

    def __post_init__(self) -> None:
        self.heading, self.about, self.figure, self.passage = (widgets.HTML() for _ in range(4))
        self.rows, self.lines = list_of("Rows", rows=10), list_of("Passages", rows=10)
        self.whole = widgets.Checkbox(description="The whole article", indent=False)
        self.saved = message()
        on_value(self.rows, self.pick_row, of="index")
        on_value(self.lines, self.pick_passage, of="index")
        on_value(self.whole, self.pick_passage)

    def show(self, view: View) -> None:
        """Show a view: the words first, which are there at once, then the picture."""
        self.view = view
        self.figure.add_class("explore-late")  # the picture there is of another question
        head, lines = table_lines(view.rows, view.columns)
        self.heading.value = f'<pre class="explore-head">{escape(head)}</pre>'
        fill(self.rows, lines)
        if not lines:
            self.pick_row()
        picture = base64.b64encode(view.svg()).decode("ascii")
        self.figure.value = (
            f'<figure class="explore-figure"><div><img alt="{escape(view.alt)}" '
            f'src="data:image/svg+xml;base64,{picture}"></div>'
            f"<figcaption>{escape(view.caption)}</figcaption></figure>"
        )
        self.figure.remove_class("explore-late")

    def clear(self) -> None:
        """Show nothing."""
        self.view = None
        self.heading.value = self.figure.value = ""
        fill(self.rows, [])
        self.pick_row()

    def pick_row(self) -> None:
        """List the passages behind the row that is chosen."""
        lines: list[str] = []
        self.about.value = ""
        self.hits = self.passages = pd.DataFrame()
        if self.view is not None and self.rows.index is not None:
            self.hits = self.view.hits(self.rows.index)
            self.passages = passages_of(self.explorer, self.hits)
            lines = passage_lines(self.passages, self.explorer.groups)
            self.about.value = f'<p class="explore-about">{self._count()}</p>'
        fill(self.lines, lines)
        if not lines:
            self.pick_passage()

    def pick_passage(self) -> None:
        """Show the passage that is chosen in its article."""
        if self.lines.index is None or self.passages.empty:
            self.passage.value = ""
            return
        passage = self.passages.iloc[self.lines.index].to_dict()
        hits = self.hits if self.whole.value else None
        self.passage.value = passage_html(self.explorer, passage, hits)

    def _count(self) -> str:
        n, listed = len(self.hits), len(self.passages)
        if not n:
            return "No passage."
        k = self.hits["article_id"].nunique()
        told = f"{count(n, 'passage')} in {count(k, 'article')}"
        return f"{told}; {listed:,} are listed" if listed < n else told

    def save_figure(self) -> None:
        """Save the figure with its caption, and say where."""
        with told_in(self.saved):
            if self.view is not None:
                made = export_figure(self.view)
                say(self.saved, f"saved {made.folder / made.name}.svg, .png, .csv and .json")

    def save_table(self) -> None:
        """Save the table behind the figure, and say where."""
        with told_in(self.saved):
            if self.view is not None:
                path = export_table(self.view.data, self.view.name, caption=self.view.caption)
                say(self.saved, f"saved {path}")

    def save_passages(self) -> None:
        """Save all passages behind the row that is chosen, and say where."""
        with told_in(self.saved):
            if self.view is not None and len(self.hits):
                table = in_context(self.explorer.tokens, self.hits)
                name = f"{self.view.name}-passages"
                say(self.saved, f"saved {export_table(table, name, caption='Passages.')}")

    def box(self) -> widgets.VBox:
        """All of it, in its places."""
        left = widgets.VBox([self.heading, self.rows])
        right = widgets.VBox([self.about, self.lines])
        buttons = [
            button("Save figure", self.save_figure),
            button("Save table (CSV)", self.save_table),
            button("Save passages (CSV)", self.save_passages),
        ]
        lower = widgets.Box([self.figure, widgets.VBox([self.passage, self.whole])])
        upper = widgets.Box([left, right])
        for box, name in ((left, "rows"), (right, "passages"), (upper, "upper"), (lower, "lower")):
            box.add_class(f"explore-{name}")
        return widgets.VBox([upper, lower, row(*buttons, self.saved)])
