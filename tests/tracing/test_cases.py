"""Pieces of Python in `cases/`; a comment says what shape the call on its line has.

`#: (None, 3)`: every call that starts on the line gives this; `#: unknown`: none of them gives a known last size;
`#: fault`: there is a finding, in words of `#: fault when ...` where it hangs on a decision. Lines without have none.
`n` stands in shapes for a symbol of that name.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Analysis, Source, analyze

FILES = sorted((Path(__file__).parent / "cases").glob("*.py"))


def shown(shape: Any) -> str:
    if not isinstance(shape, (tuple, list)):
        return "?"
    dims = ", ".join("None" if dim is None else str(dim) for dim in shape)
    return f"({dims},)" if len(shape) == 1 else f"({dims})"


def said(analysis: Analysis, line: int) -> set[str]:
    """The shapes of the outermost calls on a line."""
    calls = [call for call in analysis.calls if call.line == line and call.kind != "input"]
    widest = max(((call.end_line, call.end_col) for call in calls), default=None)
    return {shown(s) for call in calls if (call.end_line, call.end_col) == widest for s in call.outputs}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_comment_holds(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    analysis = analyze(Source(str(file), text))
    assert analysis.error is None
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        wanted = line.partition("#: ")[2].strip()
        found = [f for f in analysis.findings if f.line == number]
        faults = [f"fault when {f.path[0]}" if f.path else "fault" for f in found]
        if wanted.startswith("fault"):
            if faults != [wanted]:
                wrong.append(f"line {number}: {faults or 'no finding'}, not {wanted}")
            continue
        if faults:
            wrong.append(f"line {number}: {faults[0]}: {found[0].text}")
        if wanted:
            shapes = said(analysis, number)
            known = {shape for shape in shapes if re.search(r"(, |\()\d+,?\)$", shape)}
            good = not known if wanted == "unknown" else shapes == set(wanted.split("; "))
            if not good:
                wrong.append(f"line {number}: {sorted(shapes)}, not {wanted}")
    assert not wrong, "\n".join(wrong)
