"""A line of time: days as numbers, ticks, and labels of events that never meet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import IdentityTransform

from analysis.plots.layout import figure_of, shifted, size_of
from analysis.plots.lettering import balance, widest
from analysis.plots.style import INK, NEUTRAL, SMALL_PT

EPOCH = pd.Timestamp(0)
DAY = pd.Timedelta(days=1)
_LINE = 0.14
_GAP = 0.05
_LABEL_WIDTHS = (1.5, 2.2, 3.4)
# Longest span in days, unit of the ticks, every how many, and how a tick is written.
_STEPS = (
    (24, "D", 3, "day"),
    (80, "W-MON", 1, "day"),
    (330, "MS", 1, "month"),
    (760, "MS", 2, "month"),
    (1500, "QS", 2, "month"),
    (4500, "YS", 1, "year"),
)


@dataclass(frozen=True)
class EventLabel:
    """Where the label of an event stands, in inches from the top left corner of the axes.

    Attributes
    ----------
    day, x : float
        Date as days since 1970, and the place of its line.
    lines : list of str
        The text.
    start, end : float
        Left and right end of the text; it ends at the line or starts there.
    low, high : float
        Heights between which the text stands.
    """

    day: float
    x: float
    lines: list[str]
    start: float
    end: float
    low: float = 0.0
    high: float = 0.0


def days(dates: "pd.Series[pd.Timestamp]") -> "pd.Series[float]":
    """Return dates as days since 1970, missing where there is none."""
    moments = pd.to_datetime(dates, utc=True).dt.tz_localize(None)
    return ((moments - EPOCH) / DAY).astype(float)


def in_words(day: float, precision: str = "day") -> str:
    """Return a day as it is read, no more exact than it is known.

    Examples
    --------
    >>> in_words(19905.0), in_words(19905.0, "month"), in_words(19905.0, "year")
    ('1 Jul 2024', 'Jul 2024', '2024')
    """
    date = EPOCH + day * DAY
    words = [str(date.day), _MONTHS[date.month - 1], str(date.year)]
    return " ".join(words[("day", "month", "year").index(precision) :])


# strftime would follow the reader's locale.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw_ticks(ax: Axes) -> None:
    """Set ticks at whole days, months or years; a year stands under its first tick."""
    low, high = ax.get_xlim()
    unit, every, form = _step(high - low)
    first, last = (EPOCH + low * DAY).ceil("D"), EPOCH + high * DAY
    dates = pd.date_range(first, last, freq=unit)[::every]
    labels, year = [], None
    for date in dates:
        month = _MONTHS[date.month - 1]
        label = {"day": f"{date.day} {month}", "month": month, "year": str(date.year)}[form]
        labels.append(label if form == "year" or date.year == year else f"{label}\n{date.year}")
        year = date.year
    ax.set_xticks((dates - EPOCH) / DAY, labels=labels)
    _keep_in_figure(ax, labels)


def _keep_in_figure(ax: Axes, labels: Sequence[str]) -> None:
    """Move the last label left as far as it leaves the figure; without room it goes."""
    if not labels:
        return
    width, (low, high) = size_of(ax)[0], ax.get_xlim()
    edge = figure_of(ax).get_figwidth() - ax.get_window_extent().x0 / figure_of(ax).dpi - 0.03
    places = [(tick - low) / (high - low) * width for tick in ax.get_xticks()]
    halves = [widest(label.split("\n"), SMALL_PT) / 2 for label in labels]
    shift = min(0.0, edge - places[-1] - halves[-1])
    if shift == 0.0:
        return
    before = places[-2] + halves[-2] if len(places) > 1 else -math.inf
    if places[-1] - halves[-1] + shift < before + _GAP:
        ax.set_xticks(ax.get_xticks(), labels=[*labels[:-1], ""])
        return
    last = ax.xaxis.get_major_ticks(len(labels))[-1].label1
    last.set_transform(last.get_transform() + shifted(ax, shift, base=IdentityTransform()))


def _step(span: float) -> tuple[str, int, str]:
    for longest, unit, every, form in _STEPS:
        if span <= longest:
            return unit, every, form
    return "YS", 2 * int(span // 4500), "year"


def place_events(
    events: pd.DataFrame, *, scale: float, start: float, width: float, spare: float = 0.0
) -> list[EventLabel]:
    """Return labels for events so that no text meets another text or another event's line.

    Parameters
    ----------
    events : DataFrame
        Columns date and label, and precision (day, month or year) where a date is less exact.
    scale : float
        Inches a day.
    start, width : float
        First day of the axis, and its length in inches.
    spare : float
        Room left of the axis, in inches, that the texts may use as well.

    Notes
    -----
    Texts of the last events stand left of their lines, the others right of them. How many, and
    how broad the texts are, is tried out; the lowest arrangement is taken.
    """
    dated = events.assign(day=days(events["date"])).dropna(subset="day").sort_values("day")
    exact = dated.get("precision", pd.Series("day", index=dated.index))
    texts = [
        f"{in_words(day, kind)}: {label}"
        for day, kind, label in zip(dated["day"], exact, dated["label"], strict=True)
    ]
    pairs = list(zip(dated["day"], texts, strict=True))
    sides = [
        [_draft(day, text, (day - start) * scale, limit) for day, text in pairs]
        for limit in _LABEL_WIDTHS
    ]
    tries = [
        _stack(right[: len(pairs) - n_left], [_to_left(draft) for draft in left[-n_left:]])
        for right in sides
        for n_left in range(len(pairs) + 1)
        for left in (sides if n_left else sides[:1])
    ]
    return min(tries, key=lambda labels: _badness(labels, -spare, width)) if pairs else []


def _draft(day: float, text: str, x: float, limit: float) -> EventLabel:
    lines = balance(text, limit, SMALL_PT)
    return EventLabel(day, x, lines, x, x + widest(lines, SMALL_PT) + _GAP)


def _to_left(draft: EventLabel) -> EventLabel:
    return replace(draft, start=2 * draft.x - draft.end, end=draft.x)


def _stack(right: Sequence[EventLabel], left: Sequence[EventLabel]) -> list[EventLabel]:
    """Pile the labels up: a line that climbs past another's text would cross it.

    So of the texts right of their lines the later is the lower, of those left the earlier.
    """
    placed: list[EventLabel] = []
    for draft in [*reversed(right), *left]:
        placed.append(_lift(draft, placed))
    return placed


def _lift(draft: EventLabel, placed: Sequence[EventLabel]) -> EventLabel:
    """Raise a label over every placed label and line that stands in its way."""
    low, height = 0.05, _LINE * len(draft.lines)
    for other in sorted(placed, key=lambda label: label.high):
        line_in_text = draft.start < other.x < draft.end
        texts_meet = draft.start < other.end + _GAP and other.start < draft.end + _GAP
        beneath = line_in_text or low + height > other.low - _GAP
        if (line_in_text or texts_meet) and beneath and low < other.high + _GAP:
            low = other.high + _GAP
    return replace(draft, low=low, high=low + height)


def _badness(placed: Sequence[EventLabel], low: float, high: float) -> tuple[float, float]:
    """Return inches outside the limits and crossings first, then the height."""
    outside = sum(max(0.0, low - e.start) + max(0.0, e.end - high) for e in placed)
    crossings = sum(
        other.low < event.high and other.start < event.x < other.end
        for event in placed
        for other in placed
    )
    return round(outside, 3) + crossings, max(event.high for event in placed)


def draw_events(ax: Axes, placed: Sequence[EventLabel], height: float) -> None:
    """Draw thin lines up to the labels and write the labels over axes so many inches high."""
    base = ax.get_xaxis_transform()
    for event in placed:
        top = 1 + event.high / height
        ax.plot(
            [event.day, event.day], [0, top], color=NEUTRAL, linewidth=0.7, transform=base,
            clip_on=False, zorder=0.8, scalex=False, scaley=False,
        )  # fmt: skip
        for i, line in enumerate(reversed(event.lines)):
            to_left = event.start < event.x
            side = -_GAP if to_left else _GAP
            where = shifted(ax, side, event.low + 0.035 + i * _LINE, base)
            ha = "right" if to_left else "left"
            ax.text(event.day, 1, line, transform=where, ha=ha, fontsize=SMALL_PT, color=INK)
