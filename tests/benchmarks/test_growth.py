"""Time and memory a call must not grow with the length of the program, collector off as in the command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.benchmarks.programs import PEAK, chain

pytestmark = pytest.mark.benchmark
SIZES = (1_000, 5_000, 25_000)
MEASURE = (
    PEAK
    + """
import gc, sys, time
from keras_shape_lint.analysis import Source, analyze
gc.disable()
text = sys.stdin.read()
analyze(Source("warm.py", "from keras import layers, Model\\nx = layers.Dense(4)(layers.Input((4,)))\\n"))
before, start = peak(), time.process_time()
analysis = analyze(Source("chain.py", text))
seconds = time.process_time() - start
assert not analysis.findings and analysis.followed == analysis.sites, analysis.lost[:3]
print(seconds, peak() - before)
"""
)


def measured(calls: int) -> tuple[float, float]:
    """Seconds and KiB a call, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=chain(calls), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seconds, kibibytes = map(float, done.stdout.split())
    return seconds / calls, kibibytes / calls


def test_linear() -> None:
    costs = {calls: measured(calls) for calls in SIZES}
    for calls, (seconds, kibibytes) in costs.items():
        print(f"\n{calls} calls: {seconds * 1e6:.0f} µs and {kibibytes:.1f} KiB a call", end="")
    small, middle, large = (costs[calls] for calls in SIZES)
    assert large[0] < 2 * small[0]
    assert large[1] < 2 * middle[1]  # a thousand calls fit into what the interpreter holds already
