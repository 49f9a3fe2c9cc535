"""Files of Keras' own `applications` follow each other; everything else there is a name of Keras."""

from __future__ import annotations

from pathlib import Path

import pytest

from keras_shape_lint.analysis import Source, analyze
from keras_shape_lint.tracing.project import Project

ABSOLUTE = """\
from keras.src import layers
from keras.src.applications import sizes
from keras.src.models import Functional as Model
"""
RELATIVE = "# of keras\nfrom .. import layers\nfrom . import sizes\nfrom ..models import Model\n"
BODY = """\
def Net():
    x = layers.Input(shape=sizes.SIDE)
    return Model(x, layers.Dense(3)(x))
Net()(layers.Input((5, 7)))
"""


@pytest.mark.parametrize(
    ("folder", "imports"), [("keras/src/applications", ABSOLUTE), ("keras/applications", RELATIVE)]
)
def test_a_module_next_to_it_is_followed_and_the_rest_of_keras_is_known(
    tmp_path: Path, folder: str, imports: str
) -> None:
    here = tmp_path / folder
    here.mkdir(parents=True)
    for package in (here, *here.parents[: folder.count("/")]):
        (package / "__init__.py").write_text("")
    (here / "sizes.py").write_text("SIDE = (5, 7)\n")
    (here.parent / "layers.py").write_text("raise ImportError\n")
    path = here / "net.py"
    analysis = analyze(Source(str(path), imports + BODY), project=Project())
    assert {call.callee: call.outputs for call in analysis.calls} == {
        "keras.Input": ([None, 5, 7],),
        "keras.layers.Dense": ([None, 5, 3],),
        "keras.Model": ([None, 5, 3],),
    }
