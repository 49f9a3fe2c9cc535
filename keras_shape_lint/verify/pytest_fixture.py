"""A pytest plugin: `def test_model(assert_model_builds): assert_model_builds("model.py::build")`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from keras_shape_lint import verify


@pytest.fixture(name="assert_model_builds")
def _assert_model_builds() -> Callable[..., None]:
    """`keras_shape_lint.verify.assert_model_builds`; the test is skipped where there is no Keras."""
    from keras_shape_lint.verify.process import CannotRun

    def builds(target: str, mode: str = "rebuild", **environment: object) -> None:
        try:
            verify.assert_model_builds(target, mode, **environment)
        except CannotRun as error:
            pytest.skip(str(error))

    return builds
