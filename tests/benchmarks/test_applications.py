"""Every builder of `keras.applications`: traced by one `check`, and built by Keras itself."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy.programs import builders
from tests.benchmarks.conftest import COMMAND

pytestmark = pytest.mark.benchmark
BUILD = """
import gc, importlib, sys, time
import keras
seconds = 0.0
for named in sys.argv[1:]:
    module, _, names = named.partition(":")
    module = importlib.import_module("keras.src.applications." + module)
    for name in names.split(","):
        start = time.perf_counter()
        getattr(module, name)(weights=None)
        seconds += time.perf_counter() - start
        keras.backend.clear_session()
        gc.collect()
print(seconds)
"""


def test_all_applications(benchmark: Any) -> None:
    """Both by the clock, one after the other; Keras' import is not counted, the start of `check` is."""
    keras = pytest.importorskip("keras")
    folder = Path(keras.__file__).parent / "src" / "applications"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    known = {name: builders(text) for name, text in texts.items() if not name.endswith("_test")}
    modules = [f"{name}:{','.join(found)}" for name, found in known.items() if found]
    command = [sys.executable, "-c", BUILD, *modules]
    built = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run([*COMMAND, "check", str(folder)], check=False, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
        assert done.returncode == 0, done.stdout + done.stderr
    traced = benchmark.pedantic(lambda: min(times), rounds=1)
    benchmark.extra_info |= {"Keras": round(built, 1), "traced": round(traced, 3), "times": round(built / traced)}
    models = sum(map(len, known.values()))
    print(f"\n{models} models: Keras {built:.1f} s, check {traced:.2f} s, {built / traced:.0f} times")
    assert built > 25 * traced
