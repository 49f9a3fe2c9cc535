"""Places for the boxes of a drawing: in layers from top to bottom, neighbours near each other."""

from __future__ import annotations

from typing import NamedTuple

from keras_shape_lint.views.drawing import Drawing

LETTER, HEIGHT, ACROSS, DOWN = 7.5, 46.0, 40.0, 70.0
"""Of a letter its width, of a box its height, and the gaps between boxes, in pixels."""
SWEEPS = 4


class Place(NamedTuple):
    """A box on the page, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


class Layout(NamedTuple):
    """A place for each box, and for each arrow those it goes through, one in every layer that it passes."""

    boxes: list[Place]
    bends: list[list[Place]]


def layout(picture: Drawing) -> Layout:
    """Rows from the inputs down, so that arrows are short and cross little."""
    count = len(picture.boxes)
    depth = _depths(picture)
    widths = [max(len(box.title) + 10, *map(len, box.outputs), 12) * LETTER for box in picture.boxes]
    links: list[tuple[int, int]] = []
    through: list[list[int]] = []
    for arrow in picture.arrows:
        between = list(range(depth[arrow.start] + 1, depth[arrow.end]))
        chain = list(range(len(depth), len(depth) + len(between)))
        depth += between
        widths += [len(arrow.shape) * LETTER for _ in chain]
        links += zip([arrow.start, *chain], [*chain, arrow.end])
        through.append(chain)
    rows: list[list[int]] = [[] for _ in range(max(depth, default=-1) + 1)]
    for number, row in enumerate(depth):
        rows[row].append(number)
    _arrange(rows, links)
    where = _placed(rows, widths)
    return Layout([where[number] for number in range(count)], [[where[each] for each in chain] for chain in through])


def _placed(rows: list[list[int]], widths: list[float]) -> dict[int, Place]:
    lengths = [sum(widths[number] for number in row) + ACROSS * (len(row) - 1) for row in rows]
    out: dict[int, Place] = {}
    for depth, (row, length) in enumerate(zip(rows, lengths, strict=True)):
        x = (max(lengths) - length) / 2
        for number in row:
            out[number] = Place(x, depth * (HEIGHT + DOWN), widths[number], HEIGHT)
            x += widths[number] + ACROSS
    return out


def _depths(picture: Drawing) -> list[int]:
    """Of each box the longest way to it; bounded, should the arrows go in a circle."""
    depth = [0] * len(picture.boxes)
    for _ in depth:
        moved = False
        for arrow in picture.arrows:
            if depth[arrow.end] <= depth[arrow.start] < len(depth):
                depth[arrow.end] = depth[arrow.start] + 1
                moved = True
        if not moved:
            break
    return depth


def _arrange(rows: list[list[int]], links: list[tuple[int, int]]) -> None:
    """Each to the mean place of those it is connected to, downwards and upwards in turn."""
    near: dict[int, list[int]] = {number: [] for row in rows for number in row}
    for start, end in links:
        near[start].append(end)
        near[end].append(start)
    place = {number: index - len(row) / 2 for row in rows for index, number in enumerate(row)}
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            means = {n: sum(place[each] for each in near[n]) / len(near[n]) if near[n] else place[n] for n in row}
            row.sort(key=means.__getitem__)
            place.update((number, index - len(row) / 2) for index, number in enumerate(row))
