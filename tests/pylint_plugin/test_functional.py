"""Functional tests in pylint's own style: `# [symbol]` in the source, the whole message in the .txt beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pylint.testutils import FunctionalTestFile, LintModuleTest

FOLDER = Path(__file__).parent / "functional"


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.py")))
def test_functional(name: str) -> None:
    test = LintModuleTest(FunctionalTestFile(str(FOLDER), name))
    test.setUp()
    test.runTest()
