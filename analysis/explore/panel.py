"""The panel: choices on top, a sheet for each way to ask, and what it shows below."""

import gc
from collections.abc import Callable

import ipywidgets as widgets

from analysis.explore.copy_sheet import Desk
from analysis.explore.explorer import Explorer
from analysis.explore.parts import field, message, on_value, row, say, several, style, told_in
from analysis.explore.sheets import frames_sheet, keywords_sheet, names_sheet, search_sheet
from analysis.explore.stage import Stage


def open_panel(explorer: Explorer) -> widgets.VBox:
    """Panel in which a corpus is explored by hand.

    Parameters
    ----------
    explorer : Explorer
        What is chosen in the panel is chosen there, too, and can be gone on with in Python.

    Notes
    -----
    What is open by now is set apart from Python's garbage collection, which would otherwise walk
    through all of it while somebody waits for an answer; and as an answer draws a figure of many
    thousand objects, it is collected after a few answers and not several times within one.
    """
    stage, tabs = Stage(explorer), widgets.Tab()

    def ask() -> None:
        """Show the view that is asked for, unless it is the one that is shown."""
        sheet = sheets[tabs.selected_index or 0]
        books = tuple(map(id, explorer.books.values()))
        values = tuple(widget.value for widget in sheet.fields)
        question = (sheet.title, explorer.corpus.group_by, tuple(explorer.chosen), books, values)
        if question == stage.question:
            return
        stage.question = question
        with told_in(sheet.line):
            view = sheet.view()
            if view is not None:
                stage.show(view)
                return
        stage.clear()

    def renew() -> None:
        for sheet in sheets:
            sheet.renew()

    desk = Desk(explorer, ask, renew)
    asking = (frames_sheet, keywords_sheet, names_sheet, search_sheet)
    sheets = [*(sheet(explorer, ask) for sheet in asking), desk.sheet()]
    tabs.children = [sheet.controls for sheet in sheets]
    tabs.titles = [sheet.title for sheet in sheets]
    on_value(tabs, ask, of="selected_index")
    panel = widgets.VBox([widgets.HTML(style()), _choices(explorer, ask), tabs, stage.box()])
    panel.add_class("explore")
    ask()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    return panel


def _choices(explorer: Explorer, ask: Callable[[], None]) -> widgets.VBox:
    """The column that is compared, and its groups."""
    column = field(widgets.Dropdown, "Compare by", options=explorer.columns)
    groups, line = several("Groups", rows=min(6, max(2, len(explorer.groups)))), message()
    busy: list[bool] = []

    def list_groups() -> None:
        sizes = explorer.corpus.articles["group"].value_counts()
        busy.append(True)
        groups.options = [
            (f"{label} ({sizes[key]:,})", key) for key, label in explorer.groups.items()
        ]
        groups.value = tuple(explorer.chosen)
        busy.clear()

    def compare() -> None:
        with told_in(line):
            explorer.compare(column.value)
            list_groups()
            ask()

    def choose() -> None:
        if not busy:
            with told_in(line):
                explorer.choose(groups.value)
                ask()

    column.value = explorer.corpus.group_by
    list_groups()
    on_value(column, compare)
    on_value(groups, choose)
    hint = widgets.HTML('<span class="explore-hint">Ctrl or ⌘ and click for several.</span>')
    if explorer.unusable:
        say(line, " ".join(explorer.unusable.values()), wrong=True)
    return widgets.VBox([row(column, groups, hint), line])
