"""Time and memory a call must not grow with the length of the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.benchmarks.programs import chain

pytestmark = pytest.mark.benchmark
SIZES = (1_000, 10_000, 100_000)
MEASURE = """
import resource, sys, time
from keras_shape_lint.analysis import Source, analyze
text = sys.stdin.read()
analyze(Source("warm.py", "from keras import layers, Model\\nx = layers.Dense(4)(layers.Input((4,)))\\n"))
peak, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
analysis = analyze(Source("chain.py", text))
seconds = time.process_time() - start
assert not analysis.findings and analysis.followed == analysis.sites, analysis.lost[:3]
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak)
"""


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
    (time_small, memory_small), (time_large, memory_large) = costs[SIZES[0]], costs[SIZES[-1]]
    assert time_large < 2 * time_small
    assert memory_large < 2 * memory_small
