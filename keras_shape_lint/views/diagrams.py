"""Drawings in the languages of Mermaid and Graphviz: shapes on the arrows, faults in red."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from keras_shape_lint.analysis import place_text
from keras_shape_lint.views.drawing import Box, Drawing

Cells = tuple[int, ...]


class Sheet(NamedTuple):
    """The drawing of one file."""

    path: str
    picture: Drawing
    cells: Cells = ()


def mermaid(sheets: Sequence[Sheet]) -> list[str]:
    """One diagram, in which each of several files has a frame."""
    lines = ["flowchart TD"]
    faulty: list[str] = []
    wrong: list[str] = []
    boxes = arrows = 0
    drawn = [sheet for sheet in sheets if sheet.picture.boxes]
    for number, sheet in enumerate(drawn):
        picture = sheet.picture
        names = [f"n{boxes + each}" for each in range(len(picture.boxes))]
        body = []
        for name, box in zip(names, picture.boxes):
            body.append(f'    {name}["{"<br>".join(map(_html_text, _words(box, sheet.cells)))}"]')
        for arrow in picture.arrows:
            body.append(f'    {names[arrow.start]} -- "{_html_text(arrow.shape)}" --> {names[arrow.end]}')
        lines += body if len(drawn) == 1 else [f'    subgraph f{number}["{_html_text(sheet.path)}"]', *body, "    end"]
        faulty += [name for name, box in zip(names, picture.boxes) if box.faults]
        wrong += [str(arrows + each) for each, arrow in enumerate(picture.arrows) if arrow.wrong]
        boxes, arrows = boxes + len(names), arrows + len(picture.arrows)
    if faulty:
        lines += ["    classDef fault stroke:#d00,stroke-width:2px,fill:#fdd", f"    class {','.join(faulty)} fault"]
    if wrong:
        lines.append(f"    linkStyle {','.join(wrong)} stroke:#d00,color:#d00")
    return lines


def dot(sheets: Sequence[Sheet]) -> list[str]:
    """One graph, in which each of several files has a frame."""
    lines = ["digraph {", "    node [shape=box, fontname=sans]", "    edge [fontname=sans, fontsize=10]"]
    boxes = 0
    drawn = [sheet for sheet in sheets if sheet.picture.boxes]
    for number, sheet in enumerate(drawn):
        names = [f"n{boxes + each}" for each in range(len(sheet.picture.boxes))]
        body = []
        for name, box in zip(names, sheet.picture.boxes):
            colour = ', color="#dd0000", fillcolor="#ffdddd", style=filled' if box.faults else ""
            body.append(f"    {name} [label={_quoted(_words(box, sheet.cells))}{colour}]")
        for arrow in sheet.picture.arrows:
            colour = ', color="#dd0000", fontcolor="#dd0000"' if arrow.wrong else ""
            body.append(f"    {names[arrow.start]} -> {names[arrow.end]} [label={_quoted([arrow.shape])}{colour}]")
        frame = [f"    subgraph cluster_{number} {{", f"    label={_quoted([sheet.path])}"]
        lines += body if len(drawn) == 1 else [*frame, *body, "    }"]
        boxes += len(names)
    return [*lines, "}"]


def _words(box: Box, cells: Cells) -> list[str]:
    ends = [" ".join(box.outputs)] if box.outputs else []
    return [f"{box.title}, {place_text(cells, box.line)}", *ends, *box.faults]


def _quoted(lines: list[str]) -> str:
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(escaped) + '"'


def _html_text(text: str) -> str:
    """Mermaid reads entities with # where HTML has &."""
    return (
        text.replace("#", "#35;").replace("&", "#amp;").replace("<", "#lt;").replace(">", "#gt;").replace('"', "#quot;")
    )
