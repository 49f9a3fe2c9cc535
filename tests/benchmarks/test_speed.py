"""Start-up, throughput, what the plugin adds to pylint, and the price of asking Keras itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.benchmarks.conftest import COMMAND
from tests.benchmarks.programs import chain, torch_chain, tower

pytestmark = pytest.mark.benchmark
PYLINT = [sys.executable, "-m", "pylint", "--disable=all", "--enable=E", "--persistent=n"]
Process = Callable[..., str]
Written = Callable[[str], str]


@pytest.mark.benchmark(group="start-up, 20 lines")
def test_empty_python(process: Process) -> None:
    process([sys.executable, "-c", "pass"])


@pytest.mark.benchmark(group="start-up, 20 lines")
def test_check(process: Process, written: Written) -> None:
    process([*COMMAND, "check", written(chain(17))])


@pytest.mark.benchmark(group="start-up, 20 lines")
def test_torchshapeflow(process: Process, written: Written) -> None:
    tool = shutil.which("tsf")
    if tool is None:
        pytest.skip("torchshapeflow is not installed")
    process([tool, "check", written(torch_chain(7))])


@pytest.mark.benchmark(group="13,000 lines")
def test_check_long(process: Process, written: Written, benchmark: Any) -> None:
    process([*COMMAND, "check", written(chain(12997))], rounds=3)
    benchmark.extra_info["lines a second"] = round(13000 / benchmark.stats.stats.min)


@pytest.mark.benchmark(group="13,000 lines")
def test_torchshapeflow_long(process: Process, written: Written) -> None:
    tool = shutil.which("tsf")
    if tool is None:
        pytest.skip("torchshapeflow is not installed")
    process([tool, "check", written(torch_chain(6500))], rounds=3)


@pytest.mark.benchmark(group="pylint --enable=E, 200 lines")
def test_pylint_alone(process: Process, written: Written) -> None:
    process([*PYLINT, "--disable=import-error,no-name-in-module", written(chain(197))], rounds=3)


@pytest.mark.benchmark(group="pylint --enable=E, 200 lines")
def test_pylint_with_plugin(process: Process, written: Written) -> None:
    command = [*PYLINT, "--load-plugins=keras_shape_lint", "--disable=import-error,no-name-in-module"]
    process([*command, written(chain(197))], rounds=3)


BUILD = """
import sys, time
import keras
code = compile(open(sys.argv[1]).read(), sys.argv[1], "exec")
start = time.process_time()
exec(code, {})
print(time.process_time() - start)
"""
TRACE = """
import gc, sys, time
from keras_shape_lint.analysis import Source, analyze
gc.disable()
text = open(sys.argv[1]).read()
analyze(Source("warm.py", text), with_calls=False)
start = time.process_time()
analyze(Source(sys.argv[1], text), with_calls=False)
print(time.process_time() - start)
"""


@pytest.mark.benchmark(group="1,000 layers")
@pytest.mark.parametrize(("program", "times"), [(tower, 100), (chain, 40)])
def test_tracing_against_building(program: Callable[[int], str], times: int, written: Written, benchmark: Any) -> None:
    """The same program; each in a process of its own, processor time, imports not counted.

    As `check` does it: the collector off, no records made. Of a line for each layer, a quarter of the time goes to
    Python's own parser.
    """
    pytest.importorskip("keras")
    path = written(program(1000))

    def seconds(program: str) -> float:
        done = subprocess.run([sys.executable, "-c", program, path], check=True, capture_output=True, text=True)
        return float(done.stdout)

    built = benchmark.pedantic(seconds, args=(BUILD,), rounds=1)
    traced = min(seconds(TRACE) for _ in range(5))
    benchmark.extra_info |= {"Keras": round(built, 3), "traced": round(traced, 4), "times": round(built / traced)}
    assert built > times * traced
