"""A drawing as one HTML file that needs nothing else: pan, zoom, a click on a box shows its line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from html import escape
from itertools import chain, pairwise

from keras_shape_lint.analysis import Source, Traced, lines_of, place_text
from keras_shape_lint.views.drawing import Arrow, Box, Drawing, drawing
from keras_shape_lint.views.layout import Place, layout
from keras_shape_lint.views.text import line_number

TEMPLATE = os.path.join(os.path.dirname(__file__), "page.html")
MARGIN = 30


def page(graphs: list[tuple[Traced, Source]]) -> str:
    """One section for each file. In ASCII, so that no encoding on the way to a browser can spoil it."""
    with open(TEMPLATE, encoding="utf-8") as file:
        template = file.read()
    sections = "\n".join(_section(number, traced, source) for number, (traced, source) in enumerate(graphs))
    title = ", ".join(traced.analysis.path for traced, _ in graphs)
    whole = template.replace("{{title}}", escape(title)).replace("{{sections}}", sections)
    return whole.encode("ascii", "xmlcharrefreplace").decode()


def _section(number: int, traced: Traced, source: Source) -> str:
    analysis = traced.analysis
    bad = {finding.line for finding in analysis.findings}
    lines = "\n".join(
        f'<li id="f{number}l{line}"{_class("fault", line in bad)}>'
        f"<b>{line_number(analysis.cells, line)}</b><code>{escape(text)}</code></li>"
        for line, text in enumerate(lines_of(source.text), 1)
    )
    said = "".join(
        f'<li data-target="f{number}l{finding.line}">{place_text(analysis.cells, finding.line)}: '
        f"{escape(finding.text)} <i>{finding.message.symbol}</i></li>"
        for finding in analysis.findings
    )
    error = f'<p class="fault">{escape(analysis.error)}</p>' if analysis.error else ""
    return (
        f"<section><h1>{escape(analysis.path)}</h1>{error}<ul class=findings>{said}</ul>"
        f"<div class=panes>{svg(drawing(traced), analysis.cells, f'f{number}l')}<ol>{lines}</ol></div></section>"
    )


def svg(picture: Drawing, cells: tuple[int, ...], prefix: str) -> str:
    """`prefix` and a line are the id of that line on the page."""
    where, bends = layout(picture)
    width = max((place.x + place.width for place in [*where, *chain(*bends)]), default=0) + MARGIN
    height = max((place.y + place.height for place in where), default=0) + MARGIN
    arrows = "".join(
        _arrow(arrow, [where[arrow.start], *through, where[arrow.end]], _share(picture.arrows, number))
        for number, (arrow, through) in enumerate(zip(picture.arrows, bends, strict=True))
    )
    boxes = "".join(_box(box, place, cells, prefix) for box, place in zip(picture.boxes, where, strict=True))
    view = f"{-MARGIN} {-MARGIN} {width + MARGIN:.0f} {height + MARGIN:.0f}"
    return f'<svg viewBox="{view}" xmlns="http://www.w3.org/2000/svg"><g>{arrows}{boxes}</g></svg>'


def _box(box: Box, place: Place, cells: tuple[int, ...], prefix: str) -> str:
    middle = place.middle
    told = escape("\n".join((f"{box.title}, {place_text(cells, box.line)}", *box.outputs, *box.faults)))
    return (
        f'<g class="box{" fault" if box.faults else ""}" data-target="{prefix}{box.line}" tabindex="0">'
        f"<title>{told}</title>"
        f'<rect x="{place.x:.0f}" y="{place.y:.0f}" width="{place.width:.0f}" height="{place.height:.0f}" rx="6"/>'
        f'<text x="{middle:.0f}" y="{place.y + 19:.0f}">{escape(box.title)}'
        f'<tspan class="line"> {line_number(cells, box.line)}</tspan></text>'
        f'<text x="{middle:.0f}" y="{place.y + 37:.0f}" class="shape">{escape(" ".join(box.outputs))}</text></g>'
    )


def _share(arrows: Sequence[Arrow], number: int) -> float:
    """Where on its box an arrow ends, from 0 to 1: those that end there side by side."""
    same = [index for index, arrow in enumerate(arrows) if arrow.end == arrows[number].end]
    return (same.index(number) + 1) / (len(same) + 1)


def _arrow(arrow: Arrow, way: list[Place], share: float) -> str:
    """From the bottom of the first place through those between to the top of the last."""
    end = way[-1]
    points = [(way[0].middle, way[0].y + way[0].height)]
    for place in way[1:-1]:
        points += [(place.middle, place.y), (place.middle, place.y + place.height)]
    points.append((end.x + end.width * share, end.y - 6))
    path = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for (x, y), (to_x, to_y) in pairwise(points):
        bend = (to_y - y) / 2
        path += f"C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} {to_x:.0f} {to_y:.0f}"
    (x, y), (to_x, to_y) = points[-2:]
    tip = f"M{to_x - 4:.0f} {to_y - 2:.0f}l4 8l4 -8z"
    label = (x + 2 * to_x) / 3, (y + 2 * to_y) / 3
    if len(way) > 2:
        label = way[1].middle, way[1].y + way[1].height / 2
    return (
        f'<g{_class("fault", arrow.wrong)}><path d="{path}"/><path class="tip" d="{tip}"/>'
        f'<text class="shape" x="{label[0]:.0f}" y="{label[1]:.0f}">{escape(arrow.shape)}</text></g>'
    )


def _class(name: str, given: bool) -> str:
    return f' class="{name}"' if given else ""
