"""Modules of the user's own, found beside the file that imports them."""

from __future__ import annotations

from pathlib import Path

import pytest

from keras_shape_lint.analysis import Analysis, Source, analyze

HEADER = "from keras import Input\nfrom keras.layers import Add, Dense\n"


def analyzed(folder: Path, main: str, modules: dict[str, str]) -> Analysis:
    for name, text in modules.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    path = folder / "main.py"
    path.write_text(HEADER + main, encoding="utf-8")
    return analyze(Source(str(path), HEADER + main))


def sizes(analysis: Analysis) -> list[int | str]:
    return [call.outputs[0][-1] for call in analysis.calls if call.callee == "keras.layers.Dense"]


CONFIG = "UNITS = 4\nSIZES = [1, 2]\n_HIDDEN = 3\ndef double(n):\n    return n * 2\nclass Net:\n    units = UNITS + 1\n"


@pytest.mark.parametrize(
    ("imports", "value", "size"),
    [
        ("from config import UNITS, double", "double(UNITS)", 8),
        ("import config", "config.double(config.UNITS) + len(config.SIZES)", 10),
        ("import config as c", "c.Net.units", 5),
        ("from config import *", "UNITS + Net().units", 9),
        ("from config import Net as N", "N.units", 5),
        ("from package.inner import SIZE", "SIZE", 7),
        ("import package.inner", "package.inner.SIZE", 7),
        ("from package import inner", "inner.SIZE", 7),
        ("from config import SIZES\nSIZES.append(3)\nimport config", "len(config.SIZES)", 3),
        ("import config\nconfig.UNITS = 9\nfrom config import UNITS", "UNITS", 9),
        ("from config import missing", "missing", "?"),
        ("from nowhere import thing", "thing", "?"),
        ("from circular import SIZE", "SIZE", 2),
    ],
)
def test_a_value_of_another_file(tmp_path: Path, imports: str, value: str, size: int | str) -> None:
    modules = {
        "config.py": CONFIG,
        "circular.py": "import main\nSIZE = 2\n",
        "package/__init__.py": "",
        "package/inner.py": "from .sizes import SIZE\n",
        "package/sizes.py": "SIZE = 7\n",
    }
    analysis = analyzed(tmp_path, f"{imports}\nDense({value})(Input((7,)))\n", modules)
    assert not analysis.findings
    assert sizes(analysis) == [size]


def test_a_fault_in_a_helper_of_another_file_stands_where_it_is_called(tmp_path: Path) -> None:
    helper = HEADER + "def block(x, n):\n    return Add()([x, Dense(n)(x)])\n"
    main = "from helper import block\nx = Dense(4)(Input((7,)))\nblock(x, 4)\nblock(x, 5)\n"
    analysis = analyzed(tmp_path, main, {"helper.py": helper})
    assert [finding.line for finding in analysis.findings] == [6]


def test_a_module_that_cannot_be_parsed_is_unknown(tmp_path: Path) -> None:
    analysis = analyzed(tmp_path, "from broken import UNITS\nDense(UNITS)(Input((7,)))\n", {"broken.py": "def (:\n"})
    assert not analysis.findings
    assert sizes(analysis) == ["?"]
