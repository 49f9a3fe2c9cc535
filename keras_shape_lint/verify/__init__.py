"""Findings held against real Keras, in a child process: the only room that imports it.

`verify` is the command as a function; `assert_model_builds` is for a project's own tests, as a function and, with
`pytest_plugins = ["keras_shape_lint.verify.pytest_fixture"]` in a conftest.py, as a fixture.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keras_shape_lint.verify.verifying import Report


def verify(
    targets: str | Iterable[str], mode: str = "rebuild", keras_version: str = "auto",
    keras_data_format: str = "auto", **environment: Any,
) -> list[Report]:  # fmt: skip
    """What real Keras says of each `FILE` or `FILE::function`.

    `environment` takes `python`, `backend`, `device`, `seconds` (for one file) and `memory` (bytes). Raises
    `process.CannotRun` where there is no Keras, or no device, as asked for.
    """
    from keras_shape_lint.analysis import Settings
    from keras_shape_lint.verify.process import Environment
    from keras_shape_lint.verify.verifying import reports

    settings = Settings(keras_version, keras_data_format)
    settings.check()
    return list(reports([targets] if isinstance(targets, str) else targets, settings, Environment(**environment), mode))


def assert_model_builds(target: str, mode: str = "rebuild", **environment: Any) -> None:
    """Raises AssertionError with findings and Keras' own words unless the file's model builds and runs."""
    from keras_shape_lint.verify.views import lines

    for report in verify(target, mode, **environment):
        if not report.builds:
            raise AssertionError("\n".join(lines(report, False)))
