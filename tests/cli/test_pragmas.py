"""What pylint is told not to say, the command does not say either."""

from __future__ import annotations

from pathlib import Path

import astroid
import pytest
from pylint.lint import Run
from pylint.reporters import CollectingReporter

from keras_shape_lint.analysis import Settings
from keras_shape_lint.cli.checking import analyses
from keras_shape_lint.cli.configuration import configuration

SCOPES = Path(__file__).parent.parent / "pylint_plugin" / "functional" / "scopes.py"

HEAD = "from keras import Input, layers\nA, B = Input((10,)), Input((5,))\n"
BAD = "layers.Add()([A, B])\n"

SOURCES = {
    "scopes": SCOPES.read_text(encoding="utf-8"),
    "skip the file": f"# pylint: skip-file\n{HEAD}{BAD}",
    "skip late": f"{HEAD}{BAD}# pylint: skip-file\n",
    "disable all": f"{HEAD}{BAD}# pylint: disable=all\n",
    "of the module": f"# pylint: disable=keras-merge-shapes-differ\n{HEAD}{BAD}",
    "by category": f"# pylint: disable=E\n{HEAD}{BAD}",
    "of another": f"# pylint: disable=no-member,invalid-name\n{HEAD}{BAD}",
    "in a string": f"{HEAD}S = '# pylint: disable=all'\n{BAD}",
    "continued": f"{HEAD}layers.Add()([A, \\\n B])  # pylint: disable=keras-shapes\n",
    "over lines": f"{HEAD}layers.Add()(\n    [A, B]  # pylint: disable=keras-shapes\n)\n",
    "nonsense": f"{HEAD}{BAD}# pylint: disable=\n# pylint: ham\n",
    "next": f"{HEAD}# pylint: disable-next=keras-merge-shapes-differ\n{BAD}{BAD}",
}


def compare(source: str, folder: Path, options: str = "") -> list[int]:
    """The lines that both show."""
    file, rcfile = folder / "program.py", folder / "rc.toml"
    file.write_text(source, encoding="utf-8")
    rcfile.write_text(
        f'[tool.pylint.main]\nload-plugins = ["keras_shape_lint"]\nignored-modules = ["keras"]\n{options}',
        encoding="utf-8",
    )
    astroid.MANAGER.clear_cache()
    reporter = CollectingReporter()
    Run([f"--rcfile={rcfile}", str(file)], reporter, exit=False)
    theirs = [message.line for message in reporter.messages if message.symbol.startswith("keras-")]
    (analysis,) = analyses([str(file)], Settings(), configuration(str(rcfile)).switches)
    assert [finding.line for finding in analysis.findings] == theirs
    return theirs


@pytest.mark.parametrize("name", SOURCES)
def test_pragmas(name: str, tmp_path: Path) -> None:
    compare(SOURCES[name], tmp_path)


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ('disable = ["missing-docstring", "C", "W"]', True),
        ('disable = ["keras-merge-shapes-differ"]', False),
        ('disable = ["E7701", "W"]', False),
        ('disable = ["keras-shapes"]', False),
        ('disable = ["all"]\nenable = ["keras-shapes"]', True),
        ('disable = "all"\nenable = ["no-member"]', False),
        ('enable = ["E"]\ndisable = ["all"]', True),
        ('disable = ["E"]\nenable = ["keras-merge-shapes-differ"]', True),
        ('enable = ["keras-merge-shapes-differ"]\ndisable = ["E"]', False),
    ],
)
def test_configured(options: str, shown: bool, tmp_path: Path) -> None:
    assert bool(compare(HEAD + BAD, tmp_path, options)) is shown
