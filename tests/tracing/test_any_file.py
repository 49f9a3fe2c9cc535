"""Any Python file is analysed without a failure of the tracer and without a false error, in time."""

from __future__ import annotations

import random
import sysconfig
import time
from pathlib import Path

import pytest

from keras_shape_lint.analysis import Source, analyze
from keras_shape_lint.tracing.project import Project

FILES = 2_000
PARTS = 10
SECONDS = 12.0
"""Of the processor, for the slowest file on a slow machine."""


@pytest.fixture(scope="module")
def sample() -> list[Path]:
    """Of the standard library and all that is installed beside it."""
    paths = sysconfig.get_paths()
    everything = sorted({path for name in ("stdlib", "purelib") for path in Path(paths[name]).rglob("*.py")})
    return random.Random(6).sample(everything, min(FILES, len(everything)))


@pytest.fixture(scope="module")
def project() -> Project:
    return Project()


@pytest.mark.parametrize("part", range(PARTS))
def test_installed_files(sample: list[Path], project: Project, part: int) -> None:
    """What is installed works, so that every error in it is a false one."""
    for path in sample[part::PARTS]:
        began = time.process_time()
        text = path.read_bytes().decode("utf-8", "replace")
        analysis = analyze(Source(str(path), text), None, project)
        assert time.process_time() - began < SECONDS, path
        assert not [f.text for f in analysis.findings if f.severity == "E"], path
