"""Look at a drawn figure: every text on it, and which of them meet."""

from unittest.mock import patch

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.text import Text

from analysis.plots.layout import figure_of
from analysis.plots.style import house_style


def one_of(axes):
    return axes if isinstance(axes, Axes) else axes[0]


@house_style()
def texts_on(axes):
    """Texts that are drawn, so without the ticks that matplotlib keeps out of view."""
    seen = []
    real = Text.draw

    def draw(self, renderer, *args, **kwargs):
        if self.get_visible() and self.get_text().strip():
            seen.append(self)
        return real(self, renderer, *args, **kwargs)

    with patch.object(Text, "draw", draw):
        figure_of(one_of(axes)).canvas.draw()
    return list(dict.fromkeys(seen))


def words_on(axes):
    return [text.get_text() for text in texts_on(axes)]


def corners(text):
    """Four corners of a text in pixels, turned as the text is."""
    angle = text.get_rotation()
    anchor = text.get_transform().transform(text.get_position())
    text.set_rotation(0)
    box = Text.get_window_extent(text)
    text.set_rotation(angle)
    square = np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]])
    turn = np.radians(angle)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return (square - anchor) @ matrix + anchor if angle else square


def meet(one, two, *, slack=1.0):
    """Whether two convex shapes overlap by more than so many pixels."""
    for shape in (one, two):
        for a, b in zip(shape, np.roll(shape, -1, axis=0), strict=True):
            normal = np.array([a[1] - b[1], b[0] - a[0]]) / np.hypot(*(b - a))
            p, q = one @ normal, two @ normal
            if p.max() - slack <= q.min() or q.max() - slack <= p.min():
                return False
    return True


def collisions(axes):
    """Pairs of texts that overlap, and texts that leave the canvas."""
    texts = texts_on(axes)
    shapes = [corners(text) for text in texts]
    width, height = figure_of(one_of(axes)).bbox.size
    found = [
        (text.get_text(), "outside")
        for text, shape in zip(texts, shapes, strict=True)
        if shape.min() < -0.5 or shape[:, 0].max() > width + 0.5 or shape[:, 1].max() > height + 0.5
    ]
    low = np.array([shape.min(axis=0) for shape in shapes])
    high = np.array([shape.max(axis=0) for shape in shapes])
    near = np.all((low[:, None] < high) & (high[:, None] > low), axis=2)
    for i, j in np.argwhere(np.tril(near, -1)):
        if meet(shapes[i], shapes[j]):
            found.append((texts[i].get_text(), texts[j].get_text()))
    return found


def points(ax):
    """Centres of all scattered marks, as (x, y) in data."""
    groups = [c for c in ax.collections if isinstance(c, PathCollection)]
    return [tuple(map(float, xy)) for group in groups for xy in group.get_offsets()]


def intervals(ax):
    """All intervals, as (y, low, high, solid or dashed), from the top."""
    found = []
    for lines in (c for c in ax.collections if isinstance(c, LineCollection)):
        ((_, pattern),) = lines.get_linestyle()
        kind = "dashed" if pattern else "solid"
        found += [(float(a[1]), float(a[0]), float(b[0]), kind) for a, b in lines.get_segments()]
    return sorted(found)


def row_labels(ax):
    return [text.get_text() for text in ax.texts if text.get_gid() == "row"]
