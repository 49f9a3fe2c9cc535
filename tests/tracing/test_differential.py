"""Random programs: what analysis says of a Dense layer is what Python makes of it, or unknown."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Source, analyze
from tests.tracing.programs import HEADER, Writer
from tests.tracing.real import sizes_by_line

BATCH = 25


def compare(seed: int) -> tuple[int, int, list[str]]:
    """-> Dense calls reached, of these known, and what is wrong."""
    text = Writer(seed).program()
    real = sizes_by_line(text, len(HEADER))
    if real is None:
        return 0, 0, []
    analysis = analyze(Source("program.py", text))
    wrong = [f"seed {seed}, line {f.line}: {f.text}" for f in analysis.findings if f.line in real]
    known: set[int] = set()
    for call in analysis.calls:
        if call.callee != "keras.layers.Dense" or call.line not in real:
            continue
        for shape in call.outputs:
            size = shape[-1] if isinstance(shape, tuple | list) else "?"
            if isinstance(size, int):
                known.add(call.line)
                if size not in real[call.line]:
                    wrong.append(f"seed {seed}, line {call.line}: {size}, really {sorted(real[call.line])}")
    return len(real), len(known), wrong


@pytest.mark.parametrize("start", range(0, 300, BATCH))
def test_a_known_size_is_the_real_one(start: int) -> None:
    wrong = [line for seed in range(start, start + BATCH) for line in compare(seed)[2]]
    assert not wrong, "\n".join(wrong)


def test_most_sizes_are_known() -> None:
    counts = [compare(seed)[:2] for seed in range(300)]
    assert sum(known for _, known in counts) > 0.6 * sum(reached for reached, _ in counts)
