"""What the checkers promise to pylint, in one process."""

from __future__ import annotations

from pathlib import Path

import astroid
import pytest
from pylint.lint import Run
from pylint.reporters import CollectingReporter

from keras_shape_lint.analysis import Analysis
from keras_shape_lint.pylint_plugin import traced
from tests.processes import ONLY_OURS, python

UNKNOWN = """\
from keras import Input, layers
from elsewhere import Mystery

Mystery()(Input((10,)))
layers.Dense(3)(layers.Mystery()(Input((10,))))
"""


def lint(source: str, folder: Path, *arguments: str) -> list[str]:
    file = folder / "program.py"
    file.write_text(source, encoding="utf-8")
    astroid.MANAGER.clear_cache()
    reporter = CollectingReporter()
    Run(
        ["--load-plugins=keras_shape_lint", "--rcfile=", "--ignored-modules=keras", *arguments, str(file)],
        reporter,
        exit=False,
    )
    return [message.symbol for message in reporter.messages]


def test_the_state_survives_dill() -> None:
    code = """
import dill, keras_shape_lint
from pylint.lint import PyLinter
linter = PyLinter()
keras_shape_lint.register(linter)
print(*dill.loads(dill.dumps(linter)).get_checker_names())
"""
    assert {"keras-shapes", "keras-shapes-trace"} <= set(python(code).stdout.split())


def test_both_checkers_share_one_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    monkeypatch.setattr(traced, "analyze", lambda source, *_, **__: runs.append(source) or Analysis(source.path))
    lint("import keras\n", tmp_path, "--disable=all", "--enable=keras-shapes,keras-shapes-trace")
    assert len(runs) == 1


def test_a_file_without_keras_starts_no_tracer(tmp_path: Path) -> None:
    (tmp_path / "sizes.py").write_text("SIZE = 3\n", encoding="utf-8")
    (tmp_path / "program.py").write_text("import numpy\nfrom sizes import SIZE\n", encoding="utf-8")
    code = f"""
import sys
from pylint.lint import Run
Run([{str(tmp_path / "program.py")!r}, "--load-plugins=keras_shape_lint", "--enable=keras-shapes"], exit=False)
print("started:", "keras_shape_lint.tracing.session" in sys.modules)
"""
    assert "started: False" in python(code).stdout


def test_enabling_the_shapes_stays_quiet_about_tracking(tmp_path: Path) -> None:
    assert lint(UNKNOWN, tmp_path, *ONLY_OURS) == []


def test_what_is_lost_is_said_when_asked(tmp_path: Path) -> None:
    said = lint(UNKNOWN, tmp_path, "--disable=all", "--enable=keras-shapes-trace")
    assert set(said) == {"keras-shapes-not-followed"}


def test_encodings(tmp_path: Path) -> None:
    program = "from keras import Input, layers\nGRÖSSE = Input((10,))\nlayers.Add()([GRÖSSE, Input((5,))])\n"
    for encoding, head in (("utf-8-sig", ""), ("latin-1", "# coding: latin-1\n"), ("utf-8", "\r\n")):
        file = tmp_path / "program.py"
        file.write_bytes((head + program).encode(encoding))
        astroid.MANAGER.clear_cache()
        reporter = CollectingReporter()
        Run(["--load-plugins=keras_shape_lint", "--rcfile=", *ONLY_OURS, str(file)], reporter, exit=False)
        assert [message.symbol for message in reporter.messages] == ["keras-merge-shapes-differ"]


@pytest.mark.parametrize("source", ["", "keras = (\n", "# keras\n" + "(" * 300, "x = 'keras\0'\n"])
def test_odd_files_are_left_to_pylint(tmp_path: Path, source: str) -> None:
    assert not [symbol for symbol in lint(source, tmp_path, "--enable=keras-shapes-trace") if symbol[:5] == "keras"]
