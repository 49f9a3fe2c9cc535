"""Start-up, throughput, what the plugin adds to pylint, and the price of asking Keras itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.benchmarks.conftest import COMMAND
from tests.benchmarks.programs import chain, torch_chain

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


@pytest.mark.benchmark(group="1,000 layers")
def test_check_a_thousand(process: Process, written: Written) -> None:
    process([*COMMAND, "check", written(chain(1000))], rounds=3)


@pytest.mark.benchmark(group="1,000 layers")
def test_keras_builds_a_thousand(written: Written, benchmark: Any) -> None:
    pytest.importorskip("keras")
    command = [sys.executable, written(chain(1000))]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True, "capture_output": True}, rounds=1)
