"""Drawings in the languages of Mermaid and Graphviz: shapes on the arrows, faults in red."""

from __future__ import annotations

from keras_shape_lint.analysis import place_text
from keras_shape_lint.views.drawing import Box, Drawing

Cells = tuple[int, ...]


def mermaid(picture: Drawing, cells: Cells = ()) -> list[str]:
    lines = ["flowchart TD"]
    for number, box in enumerate(picture.boxes):
        lines.append(f'    n{number}["{_html("<br>".join(map(_html_text, _words(box, cells))))}"]')
    for arrow in picture.arrows:
        lines.append(f'    n{arrow.start} -- "{_html_text(arrow.shape)}" --> n{arrow.end}')
    faulty = [f"n{number}" for number, box in enumerate(picture.boxes) if box.faults]
    wrong = [str(number) for number, arrow in enumerate(picture.arrows) if arrow.wrong]
    if faulty:
        lines += ["    classDef fault stroke:#d00,stroke-width:2px,fill:#fdd", f"    class {','.join(faulty)} fault"]
    if wrong:
        lines.append(f"    linkStyle {','.join(wrong)} stroke:#d00,color:#d00")
    return lines


def dot(picture: Drawing, cells: Cells = ()) -> list[str]:
    lines = ["digraph {", "    node [shape=box, fontname=sans]", "    edge [fontname=sans, fontsize=10]"]
    for number, box in enumerate(picture.boxes):
        colour = ', color="#dd0000", fillcolor="#ffdddd", style=filled' if box.faults else ""
        lines.append(f"    n{number} [label={_quoted(_words(box, cells))}{colour}]")
    for arrow in picture.arrows:
        colour = ', color="#dd0000", fontcolor="#dd0000"' if arrow.wrong else ""
        lines.append(f"    n{arrow.start} -> n{arrow.end} [label={_quoted([arrow.shape])}{colour}]")
    return [*lines, "}"]


def _words(box: Box, cells: Cells) -> list[str]:
    ends = [" ".join(box.outputs)] if box.outputs else []
    return [f"{box.title}, {place_text(cells, box.line)}", *ends, *box.faults]


def _quoted(lines: list[str]) -> str:
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(escaped) + '"'


def _html(text: str) -> str:
    return text.replace('"', "#quot;")


def _html_text(text: str) -> str:
    """Mermaid reads entities with # where HTML has &."""
    return (
        text.replace("#", "#35;").replace("&", "#amp;").replace("<", "#lt;").replace(">", "#gt;").replace('"', "#quot;")
    )
