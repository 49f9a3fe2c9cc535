"""`shapes` as a person reads it: the models as `summary()` would show them."""

from __future__ import annotations

import contextlib
import io
import re

import pytest

from keras_shape_lint.analysis import Source, graph_of
from keras_shape_lint.views.models import shapes

PROGRAM = """\
from keras import Input, Model, Sequential, layers

encoder = Sequential()
encoder.add(layers.Dense(3, input_shape=(4,), name="first"))
encoder.add(layers.Dense(2))

def build(n, kind):
    x = Input((n,))
    if kind == "deep":
        y = layers.Dense(7)(x)
    else:
        y = x
    return Model(x, layers.Dense(n)(y))

a = Input((4,), name="left")
both = layers.add([encoder(a), encoder(a)])
model = Model(a, both)
alone = layers.Flatten()(Input((2, 3)))
"""


def table(text: str) -> list[list[str]]:
    return [re.split(r"\s{2,}", line.strip()) for line in shapes(graph_of(Source("m.py", text)))]


def test_each_model_has_its_table() -> None:
    rows = table(PROGRAM)
    assert rows[0] == ["m.py"]
    start = rows.index(["Sequential, line 5"])
    assert rows[start + 1] == ["layer", "output shape", "parameters", "connected to", "line"]
    assert rows[start + 3 : start + 6] == [
        ["first: Dense(3)", "(None, 3)", "15", "Input, line 4", "4"],
        ["Dense(2)", "(None, 2)", "8", "first: Dense(3), line 4", "5"],
        ["23 parameters"],
    ]
    start = rows.index(["Model, line 17"])
    assert [row[0] for row in rows[start + 2 : start + 7]] == [
        "Input",
        "Sequential",
        "Sequential",
        "Add",
        "23 parameters",
    ]
    assert rows[start + 5][3] == "Sequential, line 16; Sequential, line 16"
    titles = [row[0] for row in rows if row[0].startswith("Model, line 13")]
    assert titles == ["Model, line 13 in build", "Model, line 13 in build, when kind == 'deep' is false"]
    rest = rows.index(["Outside of models"])
    assert ["18", "keras.layers.Flatten", "(None, 2, 3) -> (None, 6)"] in rows[rest:]


def test_the_same_numbers_as_summary() -> None:
    keras = pytest.importorskip("keras")
    program = PROGRAM[: PROGRAM.index("def build")] + PROGRAM[PROGRAM.index("a = Input") :]
    names: dict[str, object] = {}
    exec(program, names)
    model = names["model"]
    assert isinstance(model, keras.Model)
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        model.summary(print_fn=lambda text, **_: told.write(text))
    (real,) = re.findall(r"Total params: ([\d,]+)", told.getvalue())
    rows = table(program)
    (title,) = [row for row in rows if row[0].startswith("Model, line")]
    after = rows[rows.index(title) :]
    assert next(row for row in after if row[0].endswith("parameters") and len(row) == 1) == [f"{real} parameters"]


def test_what_is_not_known_has_no_number() -> None:
    rows = table(
        "from keras import Input, Model, layers\nfrom other import Own\n"
        "x = Input((3,))\ny = Own(4)(x)\nmodel = Model(x, layers.Dense(2)(y))\n"
    )
    assert ["? parameters"] in rows


def test_a_file_without_models_has_the_calls() -> None:
    assert table("from keras import Input\nInput((3,))\n")[1:] == [
        ["line", "call", "inputs -> outputs", "in"],
        ["2", "keras.Input", "-> (None, 3)"],
    ]
    assert table("import numpy\n") == [["m.py"], ["no Keras calls"]]
