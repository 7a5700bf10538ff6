"""The sheet with an editable copy of a codebook, and what every change does."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import ipywidgets as widgets

from analysis.codebooks import Codebook
from analysis.codebooks.writing import save_codebook
from analysis.errors import InputError
from analysis.explore import parts
from analysis.explore.changes import Change, entry_of, view_change, with_entry, with_term
from analysis.explore.explorer import Explorer
from analysis.explore.parts import button, message, on_value, row, say, told_in
from analysis.explore.sheets import Sheet, first_of_frames, titles
from analysis.explore.view import View
from analysis.plots.style import count
from analysis.publish.markup import escape

MOST_PROBLEMS = 6  # that are listed


@dataclass
class Copy:
    """A copy of a codebook: its states from the original on, and texts that are no entry yet."""

    name: str
    states: list[Codebook]
    drafts: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> Codebook:
        """The copy as it is now."""
        return self.states[-1]


@dataclass(eq=False)
class Desk:
    """What lies on the sheet: the copies, and the fields to change them with.

    Attributes
    ----------
    explorer : Explorer
    ask : callable
        Shows the view anew.
    changed : callable
        Tells the other sheets that there is a codebook more, or another state of one.
    """

    explorer: Explorer
    ask: Callable[[], None]
    changed: Callable[[], None]
    copies: dict[str, Copy] = field(default_factory=dict)
    saved: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        wide = {"layout": widgets.Layout(width="min(100%, 30rem)")}
        late = {"continuous_update": False}
        self.book = parts.field(widgets.Dropdown, "Copy of", **wide)
        self.frame = parts.field(widgets.Dropdown, "Frame", **wide)
        self.term = parts.field(
            widgets.Text, "New term", placeholder="picket line*", **wide, **late
        )
        self.example = parts.field(
            widgets.Text, "Example", placeholder="a sentence that shows it", **wide, **late
        )
        self.entry = parts.field(
            widgets.Textarea, "Entry of the frame", layout=widgets.Layout(), rows=14, **late
        )
        self.entry.add_class("explore-entry")
        self.name = parts.field(widgets.Text, "Save as", placeholder="labour-2")
        self.line, self.entry_line, self.save_line = message(), message(), message()
        self.result = widgets.HTML()
        parts.offer(self.book, titles(self.explorer.books))
        self.book.value = first_of_frames(self.explorer.books)
        self.open()
        on_value(self.book, self.open)
        on_value(self.frame, self.show_entry)
        on_value(self.entry, self.apply_entry)
        for widget in (self.book, self.frame, self.term, self.example):
            on_value(widget, self.ask)

    @property
    def copy(self) -> Copy:
        """The copy that is being changed."""
        original = self.explorer.books[self.book.value]
        if original.name not in self.copies:
            first = replace(original, title=f"{original.title} (copy)")
            self.copies[original.name] = Copy(self._free(f"{original.name}-copy"), [first])
        return self.copies[original.name]

    def open(self) -> None:
        """Put the copy's frames into their list, and the entry of the first beside it."""
        labels = self.copy.now.labels.items()
        parts.offer(self.frame, [(label, name) for name, label in labels])
        self.show_entry()

    def show_entry(self) -> None:
        """Show the entry of the frame: as it is in the copy, or as it was left unfinished."""
        if self.frame.value is not None:
            now = entry_of(self.copy.now, self.frame.value)
            self.entry.value = self.copy.drafts.get(self.frame.value, now)

    def view(self) -> View | None:
        """What the new term would change, or else what the copy has changed so far."""
        self.result.value = ""
        if self.frame.value is None:
            return None
        first, now, frame = self.copy.states[0], self.copy.now, self.frame.value
        term = self.term.value.strip()
        if not term:
            change = view_change(self.explorer, first, now, frame)
            self._tell("The copy against the original", change)
            return change.view
        after = with_term(now, frame, term, example=self.example.value)
        change = view_change(self.explorer, now, after, frame)
        self._tell(f"If “{term}” were added", change)
        return change.view

    def add_term(self) -> None:
        """Take the new term, with its example, into the copy."""
        with told_in(self.line):
            if self.frame.value in self.copy.drafts:
                raise InputError("mend the entry of the frame first, or press Undo")
            frame, term = self.frame.value, self.term.value
            self._push(with_term(self.copy.now, frame, term, example=self.example.value))
            self.term.value = self.example.value = ""
            say(self.line, f"added to the copy: {term.strip()}")

    def apply_entry(self) -> None:
        """Take the entry into the copy as it has been edited."""
        frame, text = self.frame.value, self.entry.value
        if frame is None or text == self.copy.drafts.get(frame):
            return
        with told_in(self.entry_line):
            self.copy.drafts[frame] = text
            changed = with_entry(self.copy.now, frame, text)
            del self.copy.drafts[frame]
            if changed != self.copy.now:
                self._push(changed)

    def undo(self) -> None:
        """Go back by one change, or from an entry that is unfinished."""
        if self.frame.value in self.copy.drafts:
            del self.copy.drafts[self.frame.value]
            say(self.entry_line, "")
        elif len(self.copy.states) > 1:
            self.copy.states.pop()
        self._publish()

    def save(self) -> None:
        """Save the copy as a codebook of the corpus, and say where."""
        with told_in(self.save_line):
            name, original = self.name.value.strip(), self.explorer.books[self.book.value]
            named = replace(self.copy.now, title=f"{original.title} ({name})")
            folder = self.explorer.base.folder
            path = save_codebook(named, name, corpus_folder=folder, over=self.saved)
            self.saved.add(path)
            say(self.save_line, f"saved as {path.parent.name}/{path.name} in the corpus folder")

    def sheet(self) -> Sheet:
        """The sheet, its fields in their places."""
        changing = row(button("Add", self.add_term), button("Undo", self.undo))
        saving = row(self.name, button("Save copy", self.save))
        fields = (self.book, self.frame, self.term, self.example)
        left = [*fields, changing, self.line, self.result, saving, self.save_line]
        desk = widgets.Box([widgets.VBox(left), widgets.VBox([self.entry, self.entry_line])])
        desk.add_class("explore-desk")
        return Sheet("Codebook", desk, self.line, self.view, fields)

    def _push(self, book: Codebook) -> None:
        self.copy.states.append(book)
        self._publish()

    def _publish(self) -> None:
        """Let the other sheets have the copy, where it differs from the original."""
        if len(self.copy.states) > 1:
            self.explorer.books[self.copy.name] = self.copy.now
        else:
            self.explorer.books.pop(self.copy.name, None)
        self.show_entry()
        self.changed()
        self.ask()

    def _tell(self, what: str, change: Change) -> None:
        told = f"{what}: {count(change.n_gained, 'hit')} gained, {change.n_lost:,} lost."
        listed = [f"<li>{escape(problem)}</li>" for problem in change.problems[:MOST_PROBLEMS]]
        more = len(change.problems) - len(listed)
        listed += [f"<li>and {more} more</li>"] if more else []
        against = f" Then the examples say:<ul>{''.join(listed)}</ul>" if listed else ""
        self.result.value = f'<div class="explore-result">{escape(told)}{against}</div>'

    def _free(self, name: str) -> str:
        number, free = 1, name
        while free in self.explorer.books:
            number += 1
            free = f"{name}-{number}"
        return free
