"""Names that only a star import can have brought."""

from __future__ import annotations

from pathlib import Path

import pytest

from keras_shape_lint.analysis import Source, analyze

MODEL = "m = Sequential()\nm.add(Dense(3, input_shape=(4,)))\nm.compile(Adam(), 'mse')\n"


@pytest.mark.parametrize(
    "imports",
    [
        ("keras.models", "keras.layers", "keras.optimizers"),
        ("keras.optimizers", "keras.layers", "keras.models"),
        ("tensorflow.keras.models", "tensorflow.keras.layers", "tensorflow.keras.optimizers"),
    ],
)
def test_a_name_comes_from_the_module_that_has_it(imports: tuple[str, ...]) -> None:
    text = "".join(f"from {module} import *\n" for module in imports) + MODEL
    analysis = analyze(Source("m.py", text))
    outputs = {call.callee: call.outputs for call in analysis.calls}
    assert outputs["keras.layers.Dense"] == ([None, 3],)
    assert outputs["keras.Sequential"] == ([None, 3],)


def test_star_imports_in_circles(tmp_path: Path) -> None:
    count = 120
    for number in range(count):
        text = "".join(f"from part{(number + step) % count} import *\n" for step in (1, 7))
        (tmp_path / f"part{number}.py").write_text(f"{text}from keras.layers import *\nsize{number} = {number}\n")
    main = "from part0 import *\nfrom keras import Input\nDense(size3)(Input((7,)))\n"
    analysis = analyze(Source(str(tmp_path / "main.py"), main))
    assert [call.outputs for call in analysis.calls if call.kind == "layer"] == [([None, 3],)]


def test_globals_may_have_more_than_is_bound() -> None:
    text = "from keras.layers import *\nfrom keras import Input\nx = Dense(3)(Input((4,)))\n"
    text += "name = globals().get('Flatten')\ny = x if name is None else Dense(5)(x)\nAdd()([x, y])\n"
    analysis = analyze(Source("m.py", text))
    assert not [finding for finding in analysis.findings if not finding.path]
