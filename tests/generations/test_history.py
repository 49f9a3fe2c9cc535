"""What dates a program, and what does not."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.layers.world import MEASURED, worlds_of
from keras_shape_lint.tracing.project import Project
from keras_shape_lint.tracing.session import trace
from keras_shape_lint.tracing.worlds import Worlds
from tests.generations import history


def generations(text: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The releases that the source leaves, as the tracer ended up with them."""
    made: list[Worlds] = []

    class Kept(Worlds):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr("keras_shape_lint.tracing.session.Worlds", Kept)
    trace(Source("program.py", text), Settings(), Project())
    return {world.version for world in made[0].plausible}


EVERY = {world.version for world in MEASURED}
KERAS_1 = {"1.0.8", "1.1.2", "1.2.2"}
CONVERTING = {"2.0.9", "2.1.6", "2.2.4", "2.3.1"}


def test_the_table_is_what_the_generator_writes() -> None:
    assert history.TABLE.read_text() == history.text()
    assert history.SIGNATURES.read_text() == history.signatures()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("from keras.layers import Dense, Input\nDense(3)(Input((4,)))", EVERY),
        ("from keras.layers import Merge", KERAS_1 | {"2.0.9", "2.1.6"}),
        ("import keras\nkeras.layers.Merge(mode='sum')", KERAS_1 | {"2.0.9", "2.1.6"}),
        ("from keras.layers import merge", KERAS_1 | CONVERTING),
        ("from keras.layers import merge, Input\nmerge([Input((3,)), Input((3,))])", KERAS_1 | {"2.0.9", "2.1.6"}),
        ("from keras.layers import merge\nmerge.Add()", CONVERTING),
        ("from keras.layers.merge import Add", CONVERTING),
        ("from keras.layers.core import Merge", KERAS_1),
        ("from keras.engine import merge", KERAS_1),
        ("from keras.engine.topology import Merge", KERAS_1),
        ("from keras.legacy.layers import Merge", {"2.0.9", "2.1.6"}),
        ("import tensorflow as tf\ntf.keras.layers.Add()", {"2.15", "3"}),
        ("from keras.layers import Add", EVERY - KERAS_1),
        ("from keras.layers import Subtract, Minimum", EVERY - KERAS_1),
        ("from keras.layers import Softmax", EVERY - KERAS_1 - {"2.0.9"}),
        ("from keras.layers import ReLU", {"2.2.4", "2.3.1", "2.15", "3"}),
        ("from keras.layers import MultiHeadAttention", {"2.15", "3"}),
        ("from keras.layers import CuDNNLSTM", CONVERTING),
        ("from keras.layers import AtrousConvolution2D", EVERY - {"2.15", "3"}),
        ("from keras.layers import ParametricSoftplus", KERAS_1),
        ("from keras import ops", {"3"}),
        ("import keras\nkeras.ops.add", {"3"}),
        ("from tensorflow.keras.layers import Dense", {"2.15", "3"}),
        ("import tensorflow as tf\ntf.keras.layers.Dense(3)", {"2.15", "3"}),
        ("from tf_keras.layers import Dense", {"2.15"}),
        ("from keras.layers.core import Dense", EVERY - {"3"}),
        ("from keras.initializations import normal", KERAS_1),
        ("from keras.layers import Dense\nDense(output_dim=3)", KERAS_1 | CONVERTING),
        ("from keras.layers import Dense\nDense(units=3)", EVERY - KERAS_1),
        ("from keras.layers import Dense\nDense(3, init='normal')", KERAS_1 | CONVERTING),
        ("from keras.layers import Conv2D\nConv2D(nb_filter=3, nb_row=3, nb_col=3)", KERAS_1 | CONVERTING),
        ("from keras.layers import Convolution2D\nConvolution2D(8, 3, 3, border_mode='same')", KERAS_1 | CONVERTING),
        ("from keras.layers import Conv2D\nConv2D(8, 3, padding='same')", EVERY - KERAS_1),
        ("from keras.layers import Conv2D\nConv2D(8, 3, groups=2)", {"2.15", "3"}),
        ("from keras.layers import LSTM\nLSTM(8, return_sequences=True, stateful=True)", EVERY),
        ("from keras.layers import Dropout\nDropout(p=0.5)", KERAS_1 | CONVERTING),
        ("from keras.models import Model\nModel(input=1, output=2)", KERAS_1 | CONVERTING),
        ("from keras.models import Model\nModel(inputs=1, outputs=2)", EVERY - KERAS_1),
        ("from keras.models import Sequential\nSequential().fit(1, 2, nb_epoch=3)", KERAS_1 | CONVERTING),
        ("from keras.models import Sequential\nSequential().fit(1, 2, epochs=3)", EVERY - KERAS_1),
        (
            "from keras.layers import Input, Merge\nfrom keras.models import Model\na, b = Input((3,)), Input((3,))\n"
            "Model(inputs=[a, b], outputs=Merge(mode='sum')([a, b]))",
            {"2.0.9", "2.1.6"},
        ),
        (
            "from keras.layers import Input, merge\nfrom keras.models import Model\na, b = Input((3,)), Input((3,))\n"
            "Model(inputs=[a, b], outputs=merge([a, b]))",
            {"2.0.9", "2.1.6"},
        ),
        (
            "from keras.layers import Input, Merge\nfrom keras.models import Model\na, b = Input((3,)), Input((3,))\n"
            "Model(input=[a, b], output=Merge(mode='sum')([a, b]))",
            KERAS_1 | {"2.0.9", "2.1.6"},
        ),
    ],
)  # fmt: skip
def test_evidence(text: str, left: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert generations(text, monkeypatch) == left


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    from keras.layers import Merge\nexcept ImportError:\n    Merge = None",
        "try:\n    from keras.layers import merge\nexcept (ImportError, AttributeError):\n    pass",
        "try:\n    from keras import ops\nexcept Exception:\n    ops = None",
        "try:\n    import keras.ops as ops\nexcept ModuleNotFoundError:\n    ops = None",
        "def build(old):\n    if old:\n        from keras.layers import Merge\n    else:\n        pass",
    ],
)
def test_no_evidence(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert generations(text, monkeypatch) == EVERY


def test_what_no_release_has_together_leaves_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    left = generations("from keras.layers import Merge, MultiHeadAttention", monkeypatch)
    assert left == KERAS_1 | {"2.0.9", "2.1.6"}


GUARDED = """
try:
    from keras.layers import merge
    OLD = True
except ImportError:
    from keras.layers import Add
    OLD = False
from keras.layers import Input

a, b = Input((10,)), Input((5,))
if OLD:
    merge([a, b], mode="concat")
else:
    Add()([a, b])
"""


def test_a_guarded_import_takes_the_side_of_the_release() -> None:
    found = {
        version: [f.line for f in analyze(Source("p.py", GUARDED), Settings(version)).findings]
        for version in ("3", "2.1.6", "1.2.2", "auto")
    }
    assert found == {"3": [14], "2.1.6": [], "1.2.2": [], "auto": []}


MERGES = """
from keras.layers import Input, Merge, merge
a, b = Input((10,)), Input((5,))
Merge(mode="sum")([a, b])
merge([a, b], mode="sum")
"""


def test_the_warning_comes_once_at_the_import() -> None:
    found = [(f.message.symbol, f.line) for f in analyze(Source("p.py", MERGES)).findings if f.severity == "W"]
    assert found == [("keras-merge-removed", 2)]


@pytest.mark.parametrize(("version", "count"), [("1.2.2", 0), ("2.1.6", 0), ("2.0.5", 0), ("2.2.4", 1), ("3", 1)])
def test_the_warning_knows_the_release(version: str, count: int) -> None:
    found = analyze(Source("p.py", MERGES), Settings(version)).findings
    assert sum(f.message.symbol == "keras-merge-removed" for f in found) == count


@pytest.mark.parametrize(
    ("release", "left"),
    [
        ("1.2.2", {"1.2.2"}), ("1.0.3", {"1.0.8"}), ("1.1", {"1.1.2"}), ("2.0.5", {"2.0.9"}), ("2.1.6", {"2.1.6"}),
        ("2.2", {"2.2.4"}), ("2.3.1", {"2.3.1"}), ("2.4.3", {"2.3.1", "2.15"}), ("2.10", {"2.3.1", "2.15"}),
        ("2.15", {"2.15"}), ("2.19.0", {"2.15"}), ("3", {"3"}), ("3.8", {"3"}), ("auto", EVERY),
        ("1", KERAS_1), ("2", EVERY - KERAS_1 - {"3"}),
    ],
)  # fmt: skip
def test_a_release_is_the_nearest_measured(release: str, left: set[str]) -> None:
    assert {world.version for world in worlds_of(release)} == left


@pytest.mark.parametrize("release", ["2.1", "0.3", "4", "", "2.x", "latest", "1.3.0", "-3"])
def test_what_is_no_release_is_refused_in_one_line(release: str) -> None:
    with pytest.raises(ValueError, match=r"keras-version") as refused:
        worlds_of(release)
    assert "\n" not in str(refused.value)
