"""Every layer called on a list of one tensor and of two, against the installed Keras."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from tests.layers.test_probes import GIVEN, NOT_ASKED, TWICE, WRITTEN

keras = pytest.importorskip("keras")
L = keras.layers
MERGES = ("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract")
LISTED = (*MERGES, *TWICE, *NOT_ASKED, "Pipeline", "InputLayer", "MultiHeadAttention", "GroupQueryAttention")
SHAPES = [(6,), (4, 6), (4, 6, 3), (4, 6, 5, 3), (2, 4, 6, 5, 3)]


def written(name: str) -> str | None:
    parameters = list(inspect.signature(getattr(L, name).__init__).parameters.values())[1:]
    needed = [p.name for p in parameters if p.default is p.empty and p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]
    if not all(each in GIVEN for each in needed) and name not in WRITTEN:
        return None
    return f"L.{name}({WRITTEN.get(name) or ', '.join(f'{each}={GIVEN[each]}' for each in needed)})"


def taken(call: str) -> bool:
    try:
        eval(call, {"L": L, "Input": keras.Input})
    except Exception:
        return False
    return True


def fitting(layer: str) -> str | None:
    """An input that the layer takes alone."""
    inputs = (f"Input({shape}, dtype={dtype!r})" for shape in SHAPES for dtype in ("float32", "int32", "string"))
    return next((each for each in inputs if taken(f"{layer}({each})")), None)


def names() -> list[str]:
    return [
        name
        for name, cls in vars(L).items()
        if isinstance(cls, type) and issubclass(cls, L.Layer) and not name.endswith(("Cell", "Cells"))
    ]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(not hasattr(keras, "ops"), reason="measured with Keras 3")
@pytest.mark.parametrize("name", [name for name in names() if name not in LISTED])
def test_lists(name: str) -> None:
    layer = written(name)
    given = fitting(layer) if layer is not None else None
    if given is None:
        pytest.skip("not built from what the probes were given")
    for count in (1, 2):
        call = f"{layer}([{', '.join([given] * count)}])"
        said: Any = analyze(Source("p.py", f"from keras import layers as L, Input\n{call}\n"), Settings("3"))
        assert (not said.findings) is taken(call), call
