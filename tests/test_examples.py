"""The examples: every marked line is found and nothing else, and Keras itself says the same."""

from __future__ import annotations

import re
import runpy
import traceback
from pathlib import Path

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

EXAMPLES = Path(__file__).parent.parent / "examples"
TODAY = sorted(EXAMPLES.glob("*.py"))
LEGACY = sorted(EXAMPLES.glob("legacy/*.py"))
WORLDS = [(path, version) for path in TODAY for version in ("auto", "3", "2.15", "2.3.1")]
WORLDS += [(path, version) for path in LEGACY for version in ("auto", "2.1.6", "1.2.2")]


def marked(path: Path) -> list[tuple[int, str]]:
    """(line, symbol) of the `# [symbol]` comments."""
    lines = enumerate(path.read_text().splitlines(), 1)
    return [(number, symbol) for number, line in lines for symbol in re.findall(r"# \[([\w-]+)\]$", line)]


def test_there_are_pairs() -> None:
    broken = {path.with_name(path.name.removeprefix("broken_")) for path in TODAY + LEGACY if marked(path)}
    fixed = {path.with_name(path.name.removeprefix("fixed_")) for path in TODAY + LEGACY if not marked(path)}
    assert broken == fixed
    assert len(broken) == 9


@pytest.mark.parametrize(("path", "version"), WORLDS, ids=lambda each: getattr(each, "stem", each))
def test_marked_lines_are_found(path: Path, version: str) -> None:
    analysis = analyze(Source(str(path), path.read_text()), Settings(keras_version=version))
    errors = [(finding.line, finding.message.symbol) for finding in analysis.findings if finding.severity == "E"]
    assert errors == marked(path)
    assert errors or analysis.followed == analysis.sites


@pytest.mark.parametrize("path", TODAY, ids=lambda path: path.stem)
def test_keras_agrees(path: Path) -> None:
    pytest.importorskip("keras", minversion="3", reason="needs Keras 3, see README")
    try:
        model = runpy.run_path(str(path))["model"]
    except Exception as error:
        frames = [each.lineno for each in traceback.extract_tb(error.__traceback__) if each.filename == str(path)]
        assert frames[-1] == marked(path)[0][0]
    else:
        assert not marked(path)
        _run(model)


def _run(model: object) -> None:
    import numpy as np

    inputs = model.inputs  # type: ignore[attr-defined]
    data = [np.zeros((2, *each.shape[1:]), each.dtype) for each in inputs]
    model(data if len(data) > 1 else data[0])  # type: ignore[operator]
