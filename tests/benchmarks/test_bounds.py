"""What programs without end or measure cost: the whole process of `check`, each in one of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.programs import PEAK
from tests.tracing.pathological import NAMES, program

pytestmark = pytest.mark.benchmark
SECONDS = 2.0
MEGABYTES = 300
MEASURE = (
    PEAK
    + """
import sys, time
from keras_shape_lint.cli.main import main
main(["check", sys.argv[1]])
print(time.process_time(), peak() / 1024)
"""
)


@pytest.mark.parametrize("name", NAMES)
def test_the_cost_is_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program(name), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seconds, megabytes = map(float, done.stdout.split()[-2:])
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
