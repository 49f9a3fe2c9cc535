"""Old Keras asked through `--python`: `nox -f .ci/noxfile.py -s legacy` builds the environments and runs this."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from keras_shape_lint.verify import verify
from tests.test_examples import LEGACY, marked

INTERPRETERS = list(filter(None, os.environ.get("KERAS_SHAPE_LINT_LEGACY", "").split(os.pathsep)))
pytestmark = [
    pytest.mark.legacy,
    pytest.mark.skipif(not INTERPRETERS, reason="KERAS_SHAPE_LINT_LEGACY names no interpreter with an old Keras"),
]


@pytest.mark.parametrize("python", INTERPRETERS)
@pytest.mark.parametrize("mode", ["rebuild", "run"])
def test_an_old_keras_agrees_about_the_old_examples(mode: str, python: str) -> None:
    version = verify(str(LEGACY[0]), python=python)[0].keras_version
    reports = verify(map(str, LEGACY), mode, version, python=python)
    assert version < "2.2"
    for report in reports:
        lines = [line for line, _ in marked(Path(report.path))]
        errors = [verdict for verdict in report.verdicts if verdict.finding.severity == "E"]
        assert [(each.finding.line, each.verdict) for each in errors] == [(line, "confirmed") for line in lines]
        assert all(each.keras_message for each in errors)
        assert report.missed == ()
        assert report.disagreements == ()
        assert report.builds is (not lines), report
        assert (report.keras_version, report.device) == (version, "cpu")
