"""What the shapes of two traces prove of a change: the same everywhere, and known at least once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from keras_shape_lint.analysis import Traced
from keras_shape_lint.fixes.edits import Edit
from keras_shape_lint.tracing.keras.parameters import parameters


class Change(NamedTuple):
    """At one call. `uses` is what it needs of keras.layers by name and `of` what that replaces, `calls` are the lines
    whose shapes prove it; `why` says why it is left, and then nothing else is given. `note` is what no edit can say."""

    line: int
    edits: tuple[Edit, ...] = ()
    calls: tuple[int, ...] = ()
    of: str = ""
    uses: str = ""
    why: str = ""
    note: str = ""


class Seen(NamedTuple):
    """Of a trace, by line: the shapes that go in and come out, the numbers of weights, and what Keras refuses."""

    shapes: dict[int, list[Any]]
    weights: dict[int, set[str]]
    faults: dict[int, str]


def seen(traced: Traced) -> Seen:
    """What a trace says of the calls of its own file."""
    found = Seen({}, {}, {})
    for call in traced.analysis.calls:
        found.shapes.setdefault(call.line, []).append((call.inputs, call.outputs))
    for node, _ in traced.nodes:
        if node.site.path == traced.analysis.path and node.kind in ("layer", "merge") and traced.world is not None:
            found.weights.setdefault(node.site.line, set()).add(str(parameters(node, traced.world)))
    found.faults.update((fault.line, fault.text) for fault in traced.analysis.findings if fault.severity == "E")
    return found


def unproved(old: Seen, new: Seen, changes: list[Change], moved: Callable[[int], int]) -> dict[int, str]:
    """By line why a change is not proved. Shapes that a parameter leaves open must stay open, and do not prove."""
    out = {}
    for change in changes:
        for line in dict.fromkeys((change.line, *change.calls)):
            there = moved(line)
            before, after = old.shapes.get(line, []), new.shapes.get(there, [])
            if there in new.faults:
                out[change.line] = f"today's Keras refuses it: {new.faults[there]}"
            elif line in change.calls and not any(_known(outputs) for _, outputs in before):
                out.setdefault(change.line, "its shapes are not known")
            elif before != after:
                out.setdefault(change.line, _difference(before, after))
            elif old.weights.get(line) != new.weights.get(there):
                out.setdefault(change.line, "the weights would not be the same")
    return out


def disturbed(old: Seen, new: Seen, lines: dict[int, int]) -> dict[int, str]:
    """By line what today's Keras alone refuses, and what it makes of the same inputs that is not the same.

    `lines` says where each line of the old text stands now.
    """
    out = {}
    for line, there in lines.items():
        if line in old.faults:
            continue
        before, after = old.shapes.get(line, []), new.shapes.get(there, [])
        if there in new.faults:
            out[line] = f"today's Keras refuses it: {new.faults[there]}"
        elif [inputs for inputs, _ in before] != [inputs for inputs, _ in after]:
            continue
        elif any(_known(was) and was != now for (_, was), (_, now) in zip(before, after)):
            out[line] = _difference(before, after)
        elif before == after and old.weights.get(line) != new.weights.get(there):
            out[line] = "the weights would not be the same"
    return out


def _difference(before: list[Any], after: list[Any]) -> str:
    lost = sum(_known(outputs) for _, outputs in after) < sum(_known(outputs) for _, outputs in before)
    return "its shapes are not known under today's Keras" if lost else "the shapes would not be the same"


def _known(outputs: Any) -> bool:
    return bool(outputs) and "?" not in str(outputs)
