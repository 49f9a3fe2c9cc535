"""What asking real Keras costs beside importing it and building by hand, and what another file adds."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.benchmarks.conftest import COMMAND
from tests.benchmarks.programs import chain

pytest.importorskip("keras")
pytestmark = pytest.mark.benchmark
RUN = """
import numpy
shapes = [[each or 3 for each in tensor.shape] for tensor in model.inputs]
model([numpy.random.random(shape).astype("float32") for shape in shapes])
"""


def seconds(command: list[str], rounds: int = 3) -> float:
    """The best of some rounds, after one that warms the disk."""
    best = float("inf")
    for round_ in range(rounds + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        if round_:
            best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.parametrize("layers", [20, 300])
def test_one_file(layers: int, written: Callable[[str], str], benchmark: Any) -> None:
    program = written(chain(layers) + RUN)
    by_hand = seconds([sys.executable, program])
    verify = [*COMMAND, "verify", "--device=cpu", program]
    asked = seconds(verify)
    benchmark.pedantic(subprocess.run, args=(verify,), kwargs={"check": True, "capture_output": True}, rounds=1)
    benchmark.extra_info |= {"by hand": round(by_hand, 2), "ratio": round(asked / by_hand, 2)}
    print(f"\n{layers} layers: {by_hand:.2f} s by hand, {asked:.2f} s by verify, ratio {asked / by_hand:.2f}", end="")
    assert asked < 1.3 * by_hand


def test_another_file_costs_no_other_keras(written: Callable[[str], str]) -> None:
    program = written(chain(20))
    verify = [*COMMAND, "verify", "--device=cpu"]
    one, ten = seconds([*verify, program], 1), seconds([*verify, *[program] * 10], 1)
    print(f"\n{one:.2f} s for one file, {ten:.2f} s for ten", end="")
    assert ten < 4 * one
