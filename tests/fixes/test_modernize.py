"""Programs of Keras 1 in today's spelling: only what is proved, the rest with a comment on why."""

from __future__ import annotations

from pathlib import Path

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze, graph_of
from keras_shape_lint.cli.main import main
from keras_shape_lint.fixes.marks import MARK
from keras_shape_lint.fixes.modernize import modernized
from keras_shape_lint.tracing.keras.parameters import inside, parameters_of
from tests.processes import ROOT

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
from keras.models import Sequential
from other import size, layer
a = Input((3,))
b = Input((3,))
left = Sequential([Dense(3, input_shape=(3,))])
"""


HARD = "recurrent_activation='hard_sigmoid'"
LAYERS = """\
from keras.layers import AveragePooling2D, BatchNormalization, Bidirectional, Convolution1D, Convolution2D, Dense
from keras.layers import Embedding, Flatten, GRU, Input, LSTM, LeakyReLU, TimeDistributed
from keras.models import Sequential
a = Input((10,))
s = Input((5, 3))
i = Input((8, 8, 3))
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
        (
            "Sequential([Merge([left, left], mode='sum')])",
            "Merge joins models; today Model(left.inputs + left.inputs, add(left.outputs + left.outputs))",
        ),
        (
            "Sequential([Merge([left, Sequential([Dense(3, input_shape=(3,))])], mode='sum')])",
            "Merge joins models; a functional Model does today",
        ),
        (
            "Sequential([Merge([left, left], mode='concat', concat_axis=1)])",
            "today Model(left.inputs + left.inputs, concatenate(left.outputs + left.outputs, axis=1))",
        ),
        ("merge([a, layer(b)], mode='concat')", "its shapes are not known"),
        ("merge([a, b], mode=size)", "its mode is not written here"),
        ("merge([a, b], 'sum', **size)", "its arguments are not all written by name"),
        ("merge([a, b], 'sum', -1, -1, None, None, 'c')", "its arguments are not all written by name"),
    ],
)
def test_what_is_not_proved_is_left(call: str, why: str) -> None:
    result = fixed(f"{START}c = {call}\n").splitlines()
    assert result[-1].startswith(f"c = {call}  {MARK}")
    assert result[-1].endswith(why)
    assert result[1:-1] == START.splitlines()[1:]


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
    assert f"c = merge([a, b])  {MARK}the name add is taken" in result


def test_an_old_name_that_is_still_needed_stays() -> None:
    result = fixed(f"{START}c = merge([a, b])\nd = merge([a, b], mode='cos')\n")
    assert result.startswith("from keras.layers import Dense, Input, add, merge\n")
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Merge(mode='mul')([a, b])", "Multiply()([a, b])"),
        ("Merge(mode='concat', concat_axis=1, name='c')([a, b])", "Concatenate(axis=1, name='c')([a, b])"),
        ("Merge(mode='dot', dot_axes=1)([a, b])", "Dot(axes=1)([a, b])"),
        ("Merge(mode='dot')([a, b])", "Dot(axes=-1)([a, b])"),
        ("merge([a, b], 'concat', -1)", "concatenate([a, b], axis=-1)"),
        ("merge([a, b], mode='sum', concat_axis=1, output_shape=None)", "add([a, b])"),
        ("merge(mode='max', inputs=[a, b])", "maximum(inputs=[a, b])"),
        ("merge([a, b],  # two\n          mode='ave',  # their mean\n          name='c')",
         "average([a, b],  # two\n          # their mean\n          name='c')"),
    ],
)  # fmt: skip
def test_merges(old: str, new: str) -> None:
    assert fixed(f"{START}c = {old}\n").endswith(f"c = {new}\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Convolution2D(8, nb_row=3, nb_col=2)", "Convolution2D(8, kernel_size=(3, 2))"),
        ("Convolution2D(nb_row=3, nb_filter=8, nb_col=n)", "Convolution2D(kernel_size=(3, n), filters=8)"),
        ("Convolution2D(8, (n), 3, bias=False)", "Convolution2D(8, ((n), 3), use_bias=False)"),
        ("Convolution2D(8, 3, 3, dim_ordering=K.image_dim_ordering())",
         "Convolution2D(8, (3, 3), data_format=K.image_data_format())"),
        ("BatchNormalization(mode=0, axis=3)", "BatchNormalization(axis=3)"),
    ],
)  # fmt: skip
def test_layers(old: str, new: str) -> None:
    start = "from keras import backend as K\nfrom keras.layers import BatchNormalization, Convolution2D, Input\n"
    start += "n = 2\nimage = Input((28, 28, 3))\n"
    assert fixed(f"{start}x = {old}(image)\n") == f"{start}x = {new}(image)\n"


def test_weights_prove_what_shapes_do_not() -> None:
    start = "from keras.layers import GRU, Input\nx = Input((5, 3))\n"
    assert fixed(f"{start}y = GRU(output_dim=4)(x)\n") == f"{start}y = GRU(units=4, {HARD}, reset_after=False)(x)\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Dense(64, 'uniform', 'relu')(a)", "Dense(64, kernel_initializer='uniform', activation='relu')(a)"),
        ("LSTM(4)(s)", f"LSTM(4, {HARD})(s)"),
        ("LSTM(4, inner_activation='sigmoid')(s)", "LSTM(4, recurrent_activation='sigmoid')(s)"),
        ("LSTM(output_dim=4, forget_bias_init='one')(s)", f"LSTM(units=4, {HARD})(s)"),
        ("Bidirectional(GRU(4))(s)", f"Bidirectional(GRU(4, {HARD}, reset_after=False))(s)"),
        ("TimeDistributed(Dense(output_dim=4))(s)", "TimeDistributed(Dense(units=4))(s)"),
        ("AveragePooling2D()(i)", "AveragePooling2D(pool_size=2)(i)"),
        ("BatchNormalization(1e-6, 0, 3)(i)", "BatchNormalization(epsilon=1e-6, axis=3)(i)"),
        ("Convolution2D(4, 3, 3, 'uniform', 'relu', None, 'same')(i)",
         "Convolution2D(4, (3, 3), kernel_initializer='uniform', activation='relu', padding='same')(i)"),
        ("LeakyReLU(0.2)(a)", "LeakyReLU(0.2)(a)"),
        ("LeakyReLU(alpha=0.2)(a)", "LeakyReLU(negative_slope=0.2)(a)"),
        ("Sequential([GRU(4, input_dim=3, input_length=5), Dense(2)])",
         f"Sequential([GRU(4, input_shape=(5, 3), {HARD}, reset_after=False), Dense(2)])"),
        ("Sequential([LSTM(input_dim=3, output_dim=4), Dense(2)])",
         f"Sequential([LSTM(input_shape=(None, 3), units=4, {HARD}), Dense(2)])"),
        ("Sequential([Embedding(10, 4, 'uniform', 7), Flatten(), Dense(1)])",
         "Sequential([Embedding(10, 4, 'uniform', input_shape=(7,)), Flatten(), Dense(1)])"),
        ("Sequential([Embedding(10, 4), LSTM(4)])",
         f"Sequential([Embedding(10, 4, input_shape=(None,)), LSTM(4, {HARD})])"),
    ],
)  # fmt: skip
def test_layers_keep_their_meaning(old: str, new: str) -> None:
    assert fixed(f"{LAYERS}x = {old}\n") == f"{LAYERS}x = {new}\n"
    pytest.importorskip("keras")
    exec(f"{LAYERS}x = {new}\n", {})


def test_the_release_is_one_that_refuses_nothing() -> None:
    """A kernel with more behind it by position was refused since 2.0, so that `'uniform'` is no activation."""
    old = "c = Convolution2D(4, 3, 3, 'uniform', 'relu')(i)\nx = Dense(64, 'uniform', 'relu')(a)\n"
    assert fixed(LAYERS + old, "auto") == (
        f"{LAYERS}c = Convolution2D(4, (3, 3), kernel_initializer='uniform', activation='relu')(i)\n"
        "x = Dense(64, kernel_initializer='uniform', activation='relu')(a)\n"
    )


def test_releases_that_differ_are_asked_for() -> None:
    result = fixed(f"{LAYERS}x = GRU(output_dim=4)(s)\n", "auto").splitlines()[-1]
    assert result.startswith(f"x = GRU(units=4, reset_after=False)(s)  {MARK}{HARD} was the default of some releases")
    result = fixed(f"{LAYERS}x = Dense(output_dim=4)(a)\ny = LSTM(4)(unknown)\n", "auto").splitlines()[-1]
    assert result.startswith(f"y = LSTM(4)(unknown)  {MARK}{HARD} was the default of some releases")


def test_what_no_change_mends_is_said() -> None:
    result = fixed(f"{LAYERS}x = Dense(4)(a)\ny = BatchNormalization(mode=1)(x)\n").splitlines()[-1]
    assert result.startswith(f"y = BatchNormalization(mode=1)(x)  {MARK}today's Keras refuses it")


def test_names_outside_of_layers() -> None:
    old = (
        "from keras.engine.topology import Layer, get_source_inputs\nfrom keras.utils.np_utils import to_categorical\n"
        "from keras.utils.visualize_util import plot\nfrom keras.layers.core import MaxoutDense\n"
        "from keras import backend as K\nfrom keras.optimizers import SGD\nfrom keras.models import Sequential\n"
        "from keras.layers import Dense\nimport numpy as np\n"
        "K.set_image_dim_ordering('tf')\nassert K.image_dim_ordering() in {'tf', 'th'}\nword = K.image_dim_ordering()\n"
        "model = Sequential([Dense(output_dim=2, input_dim=3)])\nmodel.compile(SGD(lr=0.1), 'mse')\n"
        "model.fit(np.zeros((4, 3)), np.zeros((4, 2)), nb_epoch=1, verbose=0)\n"
        "numbers = ((np.zeros((4, 3)), np.zeros((4, 2))) for _ in range(9))\n"
        "model.fit_generator(numbers, samples_per_epoch=100, nb_epoch=1)\n"
        "model.fit_generator(numbers, steps_per_epoch=1, epochs=1, verbose=0)\nmodel.evaluate_generator(numbers, 9)\n"
    )
    new = fixed(old).splitlines()
    assert new == [
        "from keras import Layer",
        "from keras.utils import get_source_inputs",
        "from keras.utils import to_categorical",
        "from keras.utils import plot_model as plot",
        f"from keras.layers.core import MaxoutDense  {MARK}today's Keras has no MaxoutDense",
        "from keras import backend as K",
        "from keras.optimizers import SGD",
        "from keras.models import Sequential",
        "from keras.layers import Dense",
        "import numpy as np",
        "K.set_image_data_format('channels_last')",
        "assert K.image_data_format() in {'channels_last', 'channels_first'}",
        "word = {'channels_first': 'th', 'channels_last': 'tf'}[K.image_data_format()]",
        "model = Sequential([Dense(units=2, input_dim=3)])",
        "model.compile(SGD(learning_rate=0.1), 'mse')",
        "model.fit(np.zeros((4, 3)), np.zeros((4, 2)), epochs=1, verbose=0)",
        "numbers = ((np.zeros((4, 3)), np.zeros((4, 2))) for _ in range(9))",
        f"model.fit_generator(numbers, samples_per_epoch=100, nb_epoch=1)  {MARK}"
        "today's fit has no samples_per_epoch, nb_epoch; it counts batches, not samples",
        "model.fit(numbers, steps_per_epoch=1, epochs=1, verbose=0)",
        f"model.evaluate_generator(numbers, 9)  {MARK}today's evaluate has its arguments in another order",
    ]
    pytest.importorskip("keras")
    names: dict[str, object] = {}
    exec("\n".join(line for line in new if MARK not in line), names)
    assert names["word"] == "tf"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    program = (
        f"{START}text = '''\nc'''; c = merge([a, b], mode='cos')\nd = \\\n    merge([a, b], mode='cos'); e = '''\n'''\n"
    )
    result = fixed(program.replace("\n", end))
    assert set(result.split(end)) >= {"text = '''", "d = \\"}
    assert result.count(MARK) == 2
    assert not {"\n", "\r"} & set(result.replace(end, ""))
    compile(result, "m.py", "exec")


def test_generators_of_keras_2_by_position() -> None:
    start = "from keras.layers import Dense\nfrom keras.models import Sequential\nimport numpy as np\n"
    start += "model = Sequential([Dense(2, input_dim=3)])\nmodel.compile('sgd', 'mse')\n"
    start += "numbers = ((np.zeros((4, 3)), np.zeros((4, 2))) for _ in range(9))\n"
    old = "model.fit_generator(numbers, 2, 1, verbose=0)\nmodel.evaluate_generator(generator=numbers, steps=1)\n"
    new = "model.fit(numbers, steps_per_epoch=2, epochs=1, verbose=0)\nmodel.evaluate(x=numbers, steps=1)\n"
    assert fixed(start + old, "2.1.6") == start + new
    pytest.importorskip("keras")
    exec(start + new, {})


def test_short_names_of_losses() -> None:
    old = "from keras.losses import mse, hinge\nfrom keras.objectives import mae\nfrom keras.layers import Merge\n"
    assert fixed(old).splitlines()[:2] == [
        "from keras.losses import mean_squared_error as mse, hinge",
        "from keras.losses import mean_absolute_error as mae",
    ]


def test_imports_go_to_several_places_and_lines_keep_their_ends() -> None:
    text = "from keras.engine import Layer, get_source_inputs\r\nif 1:\r\n    from keras.models import Model\r\n"
    expected = "from keras import Layer\r\nfrom keras.utils import get_source_inputs\r\n"
    assert fixed(text) == text.replace(text[: text.index("if")], expected)


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "old.py"
    file.write_text(OLD, encoding="utf-8")

    def refuse(path: str, mode: str = "r", **options: object) -> object:
        if "w" in mode:
            raise PermissionError(13, "Permission denied", path)
        return open(path, mode, **options)  # type: ignore[call-overload]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("keras_shape_lint.cli.fix.open", refuse, raising=False)
        assert main(["fix", "--keras-version=1.2.2", str(file), str(tmp_path / "none.py")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.rpartition(": ")[2] for line in told[:2]] == ["Permission denied", "No such file or directory"]
    assert told[2:] == ["0 changes made; 0 left, with a comment on why"]


@pytest.mark.parametrize("file", sorted((ROOT / "examples" / "legacy").glob("fixed_*.py")), ids=lambda file: file.stem)
def test_legacy_examples_build_under_the_installed_keras(file: Path) -> None:
    keras = pytest.importorskip("keras")
    text = fixed(file.read_text(encoding="utf-8"), "1.2.2")
    assert MARK not in text
    names: dict[str, object] = {}
    exec(text, names)
    (model,) = [value for value in names.values() if isinstance(value, keras.Model)]
    old = graph_of(Source("old.py", file.read_text(encoding="utf-8")), Settings("1.2.2"))
    assert old.world is not None
    ((node, _),) = old.models
    assert model.count_params() == parameters_of(inside(node.inputs, node.outputs), old.world)
    assert str(model.output.shape) == str(node.outputs[0].shape)
