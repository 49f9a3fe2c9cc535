"""Programs of Keras 1 in today's spelling: only what is proved, the rest with a comment on why."""

from __future__ import annotations

from pathlib import Path

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.cli.main import main
from keras_shape_lint.fixes.modernize import MARK, modernized

OLD = """\
from keras.layers import Input, merge
from keras.layers.core import Dense, Dropout
from keras.layers.convolutional import Convolution2D
from keras.models import Model

image = Input((28, 28, 3))
c = Convolution2D(8, 3, 3, border_mode='same', dim_ordering='tf', subsample=(2, 2))(image)
a = Input(shape=(10,))
dense = Dense(output_dim=4, init='uniform')
h = dense(a)
g = Dropout(p=0.5)(Dense(4)(a))
s = merge([h, g], mode='sum')
t = merge([h, g], mode='concat', concat_axis=1, name='both')
model = Model(input=a, output=t)
"""
NEW = """\
from keras.layers import Input, add, concatenate
from keras.layers import Dense, Dropout
from keras.layers import Convolution2D
from keras.models import Model

image = Input((28, 28, 3))
c = Convolution2D(8, (3, 3), padding='same', data_format='channels_last', strides=(2, 2))(image)
a = Input(shape=(10,))
dense = Dense(units=4, kernel_initializer='uniform')
h = dense(a)
g = Dropout(rate=0.5)(Dense(4)(a))
s = add([h, g])
t = concatenate([h, g], axis=1, name='both')
model = Model(inputs=a, outputs=t)
"""
START = """\
from keras.layers import Dense, Input, Merge, merge
from other import size, layer
a = Input((3,))
b = Input((3,))
"""


def fixed(text: str, release: str = "1.2.2") -> str:
    return modernized(Source("m.py", text), Settings(release, "channels_last")).text


@pytest.mark.parametrize("release", ["1.2.2", "2.1.6", "auto"])
def test_a_program(release: str) -> None:
    assert fixed(OLD, release) == NEW


def test_what_comes_out_has_the_same_shapes_and_builds() -> None:
    old = analyze(Source("m.py", OLD), Settings("1.2.2", "channels_last"))
    new = analyze(Source("m.py", NEW), Settings("3", "channels_last"))
    assert new.findings == ()
    assert [call.outputs for call in old.calls] == [call.outputs for call in new.calls]
    pytest.importorskip("keras")
    names: dict[str, object] = {}
    exec(NEW, names)
    assert tuple(names["c"].shape) == (None, 14, 14, 8)  # type: ignore[attr-defined]
    assert tuple(names["t"].shape) == (None, 8)  # type: ignore[attr-defined]


def test_twice_changes_nothing_more() -> None:
    assert fixed(NEW, "3") == NEW
    left = fixed(START + "c = merge([a, b], mode='cos')\n")
    assert fixed(left) == left


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("merge([a, b], mode='cos')", "no function of today does what this mode does"),
        ("merge([a, b], mode=lambda x: x[0], output_shape=(3,))", "no function of today does what this mode does"),
        ("Merge(mode='sum')([a, b])", "Merge joins models, which have no single successor"),
        ("merge([a, layer(b)], mode='concat')", "its shapes are not known"),
    ],
)
def test_what_is_not_proved_is_left(call: str, why: str) -> None:
    result = fixed(f"{START}c = {call}\n").splitlines()
    assert result[-1].startswith(f"c = {call}{MARK}")
    assert result[-1].endswith(why)
    assert result[:-1] == START.splitlines()


@pytest.mark.parametrize("release", ["3", "auto", "2.15"])
def test_programs_of_today_are_left_alone(release: str) -> None:
    text = (
        "from tensorflow.keras import Input, layers\nimage = Input((28, 28, 3))\n"
        "x = layers.Conv2D(8, 3, 2)(image)\ny = layers.Dense(units=layers.size)(x)\nz = layers.Dropout(0.5)(y)\n"
    )
    assert fixed(text, release) == text


def test_a_kernel_by_position_under_its_newer_name() -> None:
    start = "from keras.layers import Input, Conv2D\nimage = Input((28, 28, 3))\n"
    assert fixed(f"{start}x = Conv2D(8, 3, 2, subsample=(2, 2))(image)\n").endswith(
        "x = Conv2D(8, (3, 2), strides=(2, 2))(image)\n"
    )


def test_a_dot() -> None:
    result = fixed(f"{START}c = merge([a, b], mode='dot')\nd = merge([a, b], 'dot', dot_axes=1)\n")
    assert result.endswith("c = dot([a, b], axes=-1)\nd = dot([a, b], axes=1)\n")


def test_a_name_that_is_taken() -> None:
    result = fixed(f"{START}add = 3\nc = merge([a, b])\nd = add\n")
    assert f"c = merge([a, b]){MARK}the name add is taken" in result


def test_an_old_name_that_is_still_needed_stays() -> None:
    result = fixed(f"{START}c = merge([a, b])\nd = merge([a, b], mode='cos')\n")
    assert result.startswith("from keras.layers import Dense, Input, Merge, add, merge\n")
    assert "c = add([a, b])\n" in result


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "old.py"
    file.write_bytes(("# coding: latin-1\n# größe\n" + OLD).encode("latin-1"))
    options = ["fix", "--keras-version=1.2.2", "--keras-data-format=channels_last"]
    assert main([*options, "--diff", str(file)]) == 1
    out = capsys.readouterr().out
    assert "\n-s = merge([h, g], mode='sum')\n" in out
    assert "\n+s = add([h, g])\n" in out
    assert file.read_bytes().decode("latin-1").endswith(OLD)
    assert main([*options, str(file)]) == 0
    assert file.read_bytes().decode("latin-1") == "# coding: latin-1\n# größe\n" + NEW
    assert main([*options, "--diff", str(file)]) == 0
    (tmp_path / "broken.py").write_text("import keras\nx = (", encoding="utf-8")
    assert main([*options, str(tmp_path / "broken.py")]) == 2
