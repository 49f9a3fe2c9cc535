"""Random programs of merges among other layers, each line as real Keras took it when the program was made."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.findings import FAILS_AT_RUN

DATA = Path(__file__).parents[1] / "data" / "merge-random.json.xz"
RELEASES: dict[str, dict[str, Any]] = json.loads(lzma.decompress(DATA.read_bytes()))
"""Release -> the imports, and programs of lines: a variable, its value, the error or nothing, the shape."""
BACKENDS = {"1.2.2": "theano"}
"""What a release ran on that runs on two."""
ON_TENSORFLOW_1 = ("2.0.9", "2.1.6", "2.2.4", "2.3.1")


class Line(NamedTuple):
    name: str
    value: str
    error: str
    shape: list[int | None] | None


def operands(line: Line) -> list[str]:
    return re.findall(r"\bx\d+", line.value)


def told_apart(lines: list[Line], release: str, warned: set[str]) -> Iterator[Line]:
    """Lines on tensors whose declared shape is what the backend has.

    It is not behind a warning that says so, nor behind a size of None or a Flatten for the graph of TensorFlow 1,
    which knows more of the one and less of the other than Keras declares.
    """
    astray: set[str] = set()
    for line in lines:
        inner = line.shape is not None and None in line.shape[1:]
        in_graph = release in ON_TENSORFLOW_1 and (inner or "Flatten" in line.value)
        behind = not astray.isdisjoint(operands(line))
        if behind or in_graph or line.name in warned:
            astray.add(line.name)
        if not behind:
            yield line


def disagreements(lines: list[Line], start: list[str], release: str) -> Iterator[str]:
    text = "\n".join([*start, *(f"{line.name} = {line.value}" for line in lines), ""])
    analysis = analyze(Source("p.py", text), Settings(release, backend=BACKENDS.get(release)))
    number = {line.name: len(start) + 1 + i for i, line in enumerate(lines)}
    refused = {x.line for x in analysis.findings if x.severity == "E" and x.message is not FAILS_AT_RUN}
    warned = {x.line for x in analysis.findings if x.message.symbol == "keras-declared-shape"}
    for line in told_apart(lines, release, {name for name, at in number.items() if at in warned}):
        at = number[line.name]
        said = [out for call in analysis.calls if call.line == at for out in call.outputs]
        if (at in refused) != bool(line.error):
            texts = [finding.text for finding in analysis.findings if finding.line == at]
            yield f"{line.value}: Keras {line.error or line.shape}, said {texts}"
        elif line.shape is not None and line.shape not in [list(shape) for shape in said]:
            yield f"{line.value}: Keras {line.shape}, said {said}"


@pytest.mark.parametrize("release", RELEASES)
def test_every_line(release: str) -> None:
    start, programs = RELEASES[release]["start"], RELEASES[release]["programs"]
    found = [each for lines in programs for each in disagreements([Line(*line) for line in lines], start, release)]
    assert len(programs) == 15
    assert not found, "\n".join(found)
