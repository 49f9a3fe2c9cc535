"""`keras-library-stub`: pylint on Keras code without Keras' sources."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from keras_shape_lint.layers.public_names import NAMES
from tests.processes import ROOT

GOOD = '''\
"""A realistic program."""

import numpy as np
import tensorflow as tf
from keras import Input, Model, layers, regularizers
from keras.models import load_model
from tensorflow.keras.layers import Conv2D, Dense
from tensorflow.keras.optimizers import Adam


class Gate(layers.Layer):
    """A layer of one's own."""

    def build(self, input_shape):
        """Its weights."""
        self.add_weight(shape=input_shape[1:])

    def call(self, inputs):
        """The inputs."""
        return inputs


def train(units):
    """A model, trained."""
    start = Input((28, 28, 3))
    inner = Conv2D(8, 3, kernel_regularizer=regularizers.l2(0.1))(start)
    inner = tf.keras.layers.Dense(units)(layers.Flatten()(inner))
    model = Model(start, Dense(1)(Gate()(inner)))
    model.compile(optimizer=Adam(0.1), loss="mse")
    model.fit(np.zeros((3, 28, 28, 3)), np.zeros((3, 1)))
    model.trainable = False
    print(model.layers[0].name)
    return load_model("x.keras")
'''
BAD = '''\
"""Names that Keras does not have."""

import tensorflow as tf
from keras import layerz, layers
from keras.nowhere import Dense
from tensorflow.keras.layers import Densely

layers.Conv7D(3)
tf.keras.layers.Nothing(undefined)
print(Dense, Densely, layerz)
'''
HIDDEN = """\
from keras import Input, Model, layers

start = Input((3,))
model = Model(start, layers.Dense(1)(start))
model.fitt()
layers.concatenate()
Input((3,), named="x")
"""

needs_keras = pytest.mark.skipif(
    find_spec("keras") is None or find_spec("tensorflow") is None, reason="needs Keras and TensorFlow"
)


def said(folder: Path, text: str, *options: str, stub: str = "y") -> list[tuple[int, str]]:
    (folder / "program.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pylint", "--rcfile=", "--persistent=n", "--load-plugins=keras_shape_lint"]
    command += [f"--keras-library-stub={stub}", "-f", "json"]
    done = subprocess.run(
        [*command, *options, "program.py"], cwd=folder, capture_output=True,
        text=True, check=False, env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(folder)},
    )  # fmt: skip
    assert done.stderr == ""
    return [(message["line"], message["symbol"]) for message in json.loads(done.stdout)]


@needs_keras
@pytest.mark.parametrize("options", [[], ["-j2"]])
def test_nothing_is_said_of_good_code(tmp_path: Path, options: list[str]) -> None:
    assert said(tmp_path, GOOD, *options) == []


@needs_keras
def test_wrong_names_are_still_errors(tmp_path: Path) -> None:
    errors = said(tmp_path, BAD, "--disable=all", "--enable=E")
    assert (4, "no-name-in-module") in errors
    assert (5, "import-error") in errors or (5, "no-name-in-module") in errors
    assert (6, "no-name-in-module") in errors
    assert (8, "no-member") in errors
    assert (9, "no-member") in errors
    assert (9, "undefined-variable") in errors


@needs_keras
def test_what_it_hides_is_why_it_is_off(tmp_path: Path) -> None:
    """True messages of pylint's own that need Keras' sources, and false ones that come of them."""
    shown = set(said(tmp_path, HIDDEN, "--disable=all", "--enable=E", stub="n"))
    assert shown >= {(5, "no-member"), (6, "no-value-for-parameter"), (7, "unexpected-keyword-arg")}
    assert set(said(tmp_path, HIDDEN, "--disable=all", "--enable=E")) == {(7, "keras-argument")}
    assert len(said(tmp_path, GOOD, stub="n")) >= 5


def test_the_names_are_those_of_the_installed_keras() -> None:
    keras = pytest.importorskip("keras")
    from tests.pylint_plugin.public_names import public_names

    names = json.loads(Path(NAMES).read_text(encoding="utf-8"))
    if names[""] != keras.__version__:
        pytest.skip(f"written for Keras {names['']}")
    assert names == public_names()
