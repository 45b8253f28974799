"""Parts of a map enlarged beside it: which of them, how large, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from geo.places import View
from geo.strokes import SIZE, Box, Frame, text_element
from indicators.texts import _

SMALL = 99.0  # on the map: a part that is larger has room for its numbers there
LARGEST, SMALLEST = 240.0, 84.0  # the side of an inset: nothing is read in less
NUMBERS = (SIZE, 0.75 * SIZE)  # smaller where there is no room for the full size
MOST_INSETS = 6
GAP = 14.0
WORDS = 40.0  # two lines that name what is left out
NAME = 28.0  # above each inset, with the air that parts it from what is over it
NAME_SIZES = (16.0, 13.0)
LETTER = 0.56  # of the size of the type: how wide a letter is, on the whole


@dataclass(frozen=True)
class Enlarged:
    """The insets of a picture, each with its square, and the parts without one."""

    insets: Sequence[tuple[View, Box]]
    left_out: Sequence[View]


def enlarged(
    views: Sequence[View], sizes: Sequence[float], frame: Frame, room: Box
) -> Enlarged:
    """Lay out the small parts of a map in the room that is left beside it.

    All get an inset if they can, smaller ones if need be; else those whose areas are
    smallest, and the rest is named.

    Parameters
    ----------
    views : sequence of View
    sizes : sequence of float
        How large the smallest area of each view is.
    frame : Frame
        Of the map.
    room : box
    """
    small = [i for i, view in enumerate(views) if _is_small(view, frame)]
    by_size = sorted(small, key=lambda i: sizes[i])
    for count in range(min(len(small), MOST_INSETS), -1, -1):
        shown = sorted(by_size[:count])
        left_out = [views[i] for i in small if i not in shown]
        boxes = squares(count, _above_words(room) if left_out else room)
        if len(boxes) == count:
            break
    return Enlarged(
        [(views[i], b) for i, b in zip(shown, boxes, strict=True)], left_out
    )


def squares(
    count: int, room: Box, largest: float = LARGEST, name: float = NAME
) -> list[Box]:
    """Divide a room into squares as large as can be, at its foot; none if too small."""
    x, y, width, height = room
    best, columns = 0.0, 1
    for across in range(1, count + 1):
        down = ceil(count / across)
        wide = (width - GAP * (across - 1)) / across
        side = min(wide, height / down - name, largest)
        if side > best:
            best, columns = side, across
    if best < SMALLEST:
        return []
    top = y + height - ceil(count / columns) * (best + name) + name
    return [
        (
            round(x + i % columns * (best + GAP), 1),
            round(top + i // columns * (best + name), 1),
            round(best - 0.05, 1),
            round(best - 0.05, 1),
        )
        for i in range(count)
    ]


def name_above(view: View, box: Box) -> str:
    """Write the name of an inset over it, smaller or cut where it is too long."""
    x, y, side, _height = box
    fits = [s for s in NAME_SIZES if len(view.name) * s * LETTER <= side]
    size = max(fits, default=NAME_SIZES[-1])
    letters = int(side / (size * LETTER))
    name = view.name if fits else f"{view.name[: letters - 1].rstrip()}…"
    return text_element(x, y - 7, name, size, bold=True)


def left_out_words(left_out: Sequence[View]) -> str:
    """Name the parts that there is no room to enlarge; nothing if there are none."""
    if not left_out:
        return ""
    names = ", ".join(view.name for view in left_out)
    return _("Ryms inte förstorade här: {names}.").format(names=names)


def _above_words(room: Box) -> Box:
    x, y, width, height = room
    return x, y, width, height - WORDS


def _is_small(view: View, frame: Frame) -> bool:
    west, south, east, north = view.extent
    return bool(frame.scale * max(east - west, north - south) < SMALL)
