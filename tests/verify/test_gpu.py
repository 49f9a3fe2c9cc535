"""On a GPU, where there is one: device and verdicts on each backend, with the seconds each took."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from keras_shape_lint.verify import verify
from keras_shape_lint.verify.process import CannotRun
from tests.benchmarks.programs import chain
from tests.test_examples import TODAY, marked

HAS_GPU = Path("/dev/nvidia0").exists() and os.environ.get("CUDA_VISIBLE_DEVICES") != ""
BACKENDS = [
    pytest.param(name, marks=pytest.mark.skipif(not importlib.util.find_spec(name), reason=f"{name} is not installed"))
    for name in ("tensorflow", "jax", "torch")
]
pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not importlib.util.find_spec("keras"), reason="needs Keras, see README"),
    pytest.mark.skipif(not HAS_GPU, reason="there is no GPU, or CUDA_VISIBLE_DEVICES hides it"),
]


@pytest.mark.parametrize("mode", ["rebuild", "run"])
@pytest.mark.parametrize("backend", BACKENDS)
def test_the_examples_and_hundreds_of_layers(
    backend: str, mode: str, tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    deep = tmp_path / "deep.py"
    deep.write_text(chain(400))
    try:
        reports = verify(map(str, [*TODAY, deep]), mode, backend=backend, device="gpu", seconds=300)
    except CannotRun as error:
        if not str(error).startswith("no GPU"):
            raise
        pytest.skip(f"the {backend} installed here sees no GPU: {error}")
    for report in reports:
        lines = [line for line, _ in marked(Path(report.path))]
        assert report.device.startswith("gpu:")
        assert report.backend == backend
        assert [(each.finding.line, each.verdict) for each in report.verdicts] == [(at, "confirmed") for at in lines]
        assert report.builds is (not lines), report
        assert report.disagreements == ()
    record_property("device", reports[-1].device)
    record_property("seconds, 400 layers built and run", round(reports[-1].seconds, 2))


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_cpu_that_is_asked_for_is_used(backend: str) -> None:
    (report,) = verify(str(TODAY[-1]), backend=backend, device="cpu")
    assert report.device == "cpu"
    assert report.builds
