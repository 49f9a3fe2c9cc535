"""Random programs: what analysis says of a Dense layer is what Python makes of it, or unknown."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from keras_shape_lint.analysis import Source, analyze
from keras_shape_lint.tracing.run import Run
from tests.tracing.programs import HEADER, Writer
from tests.tracing.real import sizes_by_line

BATCH = 25


def compare(seed: int) -> tuple[int, int, list[str]]:
    """-> lines with Dense calls that Python reaches, of these known, and what is wrong."""
    return compare_text(Writer(seed).program(), f"seed {seed}")


def compare_text(text: str, name: str) -> tuple[int, int, list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        real = sizes_by_line(text, len(HEADER))
        if real is None:
            return 0, 0, []
        claims, findings = claimed(text)
    wrong = [f"{name}, {finding}" for finding in findings]
    for line, size in sorted(claims):
        if line in real and size not in real[line]:
            wrong.append(f"{name}, line {line}: {size}, really {sorted(real[line])}")
    return len(real), len({line for line, _ in claims} & set(real)), wrong


def claimed(text: str) -> tuple[set[tuple[int, int]], list[str]]:
    """-> line and size of every Dense call that hangs on no undecided test, and findings that hang on none."""
    nodes: list[Any] = []
    record = Run.record

    def recording(run: Run, node: Any) -> None:
        record(run, node)
        if not run.decided and not run.rehearsing and node.callee == "keras.layers.Dense":
            nodes.append(node)

    Run.record = recording  # type: ignore[method-assign]
    try:
        analysis = analyze(Source("program.py", text))
    finally:
        Run.record = record  # type: ignore[method-assign]
    sizes = {(node.site.line, node.outputs[0].dims[-1]) for node in nodes if node.outputs[0].rank}
    findings = [f"line {f.line}: {f.text}" for f in analysis.findings if f.confidence == "INFERENCE"]
    return {(line, size) for line, size in sizes if isinstance(size, int)}, findings


@pytest.mark.parametrize("start", range(0, 300, BATCH))
def test_a_known_size_is_the_real_one(start: int) -> None:
    wrong = [line for seed in range(start, start + BATCH) for line in compare(seed)[2]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.exhaustive
def test_many_more() -> None:
    wrong = [line for seed in range(300, 10_000) for line in compare(seed)[2]]
    assert not wrong, "\n".join(wrong)


def test_most_sizes_are_known() -> None:
    counts = [compare(seed)[:2] for seed in range(100)]
    assert sum(known for _, known in counts) > 0.6 * sum(reached for reached, _ in counts)
