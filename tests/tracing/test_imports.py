"""Modules of the user's own, found beside the file that imports them."""

from __future__ import annotations

from pathlib import Path

import pytest

from keras_shape_lint.analysis import Analysis, Source, analyze
from keras_shape_lint.tracing.project import MOST_MODULES

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


PACKAGE = {
    "net/__init__.py": "from .blocks import residual as block, Tower\nfrom . import sizes\nfrom .sizes import *\n",
    "net/sizes.py": "__all__ = ['WIDE', '_TALL']\nWIDE = 6\n_TALL = 7\nHIDDEN = 8\n",
    "net/blocks.py": HEADER + "from .sizes import WIDE\nfrom ..net import sizes as again\nimport net.deep.heads\n"
    "def residual(x, n=WIDE):\n    return Add()([x, Dense(n)(x)])\n"
    "class Tower:\n    units = again.WIDE\n    def __call__(self, x):\n        return net.deep.heads.head(x)\n",
    "net/deep/__init__.py": "",
    "net/deep/heads.py": HEADER + "from ..sizes import WIDE\nfrom net import blocks\n"
    "def head(x):\n    return blocks.residual(Dense(WIDE)(x))\n",
}


@pytest.mark.parametrize(
    ("imports", "call", "sizes_made", "lines"),
    [
        ("from net import block", "block(Dense(6)(Input((7,))))", [6], []),
        ("from net import block", "block(Dense(5)(Input((7,))))", [5], [4]),
        ("import net", "net.block(Dense(5)(Input((7,))), 5)", [5], []),
        ("from net.blocks import residual", "residual(Dense(5)(Input((7,))), n=4)", [5], [4]),
        ("from net import Tower", "Tower()(Dense(Tower.units)(Input((7,))))", [6], []),
        ("from net import *", "Dense(WIDE)(Input((7,)))", [6], []),
        ("from net.sizes import *", "Dense(_TALL)(Input((7,)))", [7], []),
        ("from net.sizes import *", "Dense(HIDDEN)(Input((7,)))", ["?"], []),
        ("import net.sizes as s", "Dense(s.HIDDEN)(Input((7,)))", [8], []),
        ("import net.deep.heads", "Dense(net.sizes.WIDE)(net.deep.heads.head(Input((7,))))", [6], []),
    ],
)
def test_packages(tmp_path: Path, imports: str, call: str, sizes_made: list[int | str], lines: list[int]) -> None:
    for name in sorted(PACKAGE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    analysis = analyzed(tmp_path, f"{imports}\n{call}\n", PACKAGE)
    assert [finding.line for finding in analysis.findings] == lines
    assert sizes(analysis) == sizes_made
    assert all("blocks.py, line " in finding.text for finding in analysis.findings)


def test_the_chain_of_calls_is_said_once_for_each_distinct_fault(tmp_path: Path) -> None:
    main = (
        "def block(x, n):\n    return Add()([x, Dense(n)(x)])\n"
        "def two(x, n):\n    return block(block(x, 4), n)\n"
        "x = Dense(4)(Input((7,)))\ntwo(x, 5)\ntwo(x, 5)\ntwo(x, 6)\n"
    )
    findings = analyzed(tmp_path, main, {}).findings
    assert [finding.line for finding in findings] == [4, 4]
    assert ["(called from line 6)" in finding.text for finding in findings] == [True, True]
    first = [(step.line, step.text) for step in findings[0].chain]
    assert (8, "called from here") in first
    assert (4, "and 1 more calls") in first


def test_a_module_that_cannot_be_parsed_is_unknown(tmp_path: Path) -> None:
    analysis = analyzed(tmp_path, "from broken import UNITS\nDense(UNITS)(Input((7,)))\n", {"broken.py": "def (:\n"})
    assert not analysis.findings
    assert sizes(analysis) == ["?"]


MODELS = HEADER + "def build(n):\n    x = Dense(4)(Input((7,)))\n    return Add()([x, Dense(n)(x)])\n"


@pytest.mark.parametrize(
    "imports",
    [
        "from models import build",
        "import os, models\nbuild = models.build",
        "from experiment import build",
        "from net.parts import (\n    nothing,\n    build)",
        "from net.deep import models\nbuild = models.build",
        "def build(n):\n    from models import build\n    return build(n)",
    ],
)
def test_a_file_that_does_not_name_keras_is_followed_into_modules_that_do(tmp_path: Path, imports: str) -> None:
    modules = {
        "models.py": MODELS, "experiment.py": "from models import build\n", "net/__init__.py": "",
        "net/parts.py": "from models import build\nnothing = 0\n", "net/deep/__init__.py": "",
        "net/deep/models.py": MODELS,
    }  # fmt: skip
    for name, text in modules.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    text = f"{imports}\nbuild(4)\nbuild(5)\n"
    findings = analyze(Source(str(tmp_path / "main.py"), text)).findings
    inside = imports.startswith("def")
    assert [finding.line for finding in findings] == [3 if inside else text.count("\n")]
    assert "models.py, line 5" in findings[0].text


def test_of_many_modules_those_are_followed_whose_names_are_used(tmp_path: Path) -> None:
    count = 3 * MOST_MODULES
    modules = {f"zoo/block{n}.py": f"SIZE = {n}\ndef double():\n    return 2 * SIZE\n" for n in range(count)}
    modules["zoo/__init__.py"] = "".join(f"from . import block{n}\n" for n in range(count))
    used = (count - 1, count - 2)
    main = f"from zoo import block{used[0]} as last\nimport zoo\n"
    main += f"Dense(last.double())(Input((7,)))\nDense(zoo.block{used[1]}.SIZE)(Input((7,)))\n"
    assert sizes(analyzed(tmp_path, main, modules)) == [2 * used[0], used[1]]


def test_modules_are_followed_up_to_a_number(tmp_path: Path) -> None:
    count = 2 * MOST_MODULES + 9
    modules = {f"zoo/block{n}.py": f"SIZE = {n}\n" for n in range(count)}
    modules["zoo/__init__.py"] = "".join(f"from . import block{n}\n" for n in range(count))
    main = "import zoo\n" + "".join(f"Dense(zoo.block{n}.SIZE + 1)(Input((7,)))\n" for n in range(count))
    followed = 2 * MOST_MODULES - 2  # the file itself and the package count
    assert sizes(analyzed(tmp_path, main, modules)) == [*range(1, followed + 1), *["?"] * (count - followed)]


STARRED = {
    "maths.py": "from tensorflow.nn import *\nfrom tensorflow import concat\n",
    "more.py": "from maths import *\n",
    "blocks.py": "def bottle(x):\n    return x\n",
    "package/__init__.py": "",
    "package/inner.py": "SIZE = 7\n",
}


@pytest.mark.parametrize(
    ("imports", "value", "size"),
    [
        ("import maths", "maths.softmax(x)", 3),
        ("from maths import softmax", "softmax(x)", 3),
        ("from more import *", "softmax(x)", 3),
        ("import more", "more.concat([x, x], axis=-1)", 6),
        ("import maths", "maths.no_such_function(x)", "?"),
        ("import blocks", "x if getattr(blocks, 'cot', None) is None else blocks.cot(x)", 3),
        ("import blocks", "getattr(blocks, 'bottle', None)(x)", 3),
        ("import package", "x if hasattr(package, 'other') else Dense(4)(x)", 4),
    ],
)
def test_what_a_module_has(tmp_path: Path, imports: str, value: str, size: int | str) -> None:
    main = f"{imports}\nx = Input((3,))\ny = {value}\nAdd()([y, y])\n"
    analysis = analyzed(tmp_path, main, STARRED)
    assert not analysis.findings
    assert [call.outputs[0][-1] for call in analysis.calls if call.callee == "keras.layers.Add"] == [size]


def test_a_package_runs_before_its_modules(tmp_path: Path) -> None:
    """`__init__` fills a registry, and a module that imports its package back finds it run."""
    modules = {
        "zoo/__init__.py": "BUILDERS = {}\nfrom . import nets\n",
        "zoo/nets.py": "from .tools import size\nfrom . import BUILDERS\nBUILDERS['net'] = lambda: size(4)\n",
        "zoo/tools.py": "from . import BUILDERS\ndef size(n):\n    return n + len(BUILDERS)\n",
        "zoo/factory.py": "from . import BUILDERS\ndef build(name):\n    return BUILDERS[name]()\n",
    }
    main = "from zoo.tools import size\nfrom zoo.factory import build\n"
    main += "Dense(build('net'))(Input((7,)))\nDense(size(1))(Input((7,)))\n"
    assert sizes(analyzed(tmp_path, main, modules)) == [5, 2]


def test_a_package_of_many_modules_leaves_what_the_file_imports(tmp_path: Path) -> None:
    """`__init__` imports more than is followed at once."""
    modules = {f"zoo/net{i}.py": f"from . import tools\nsize{i} = tools.size\n" for i in range(120)}
    modules["zoo/tools.py"] = "size = 1\n"
    modules["zoo/__init__.py"] = "".join(f"from .net{i} import size{i}\n" for i in range(120))
    modules["zoo/last.py"] = "from .helper import size\n"
    modules["zoo/helper.py"] = "size = 5\n"
    main = "from zoo.last import size\nDense(size)(Input((7,)))\n"
    assert sizes(analyzed(tmp_path, main, modules)) == [5]
