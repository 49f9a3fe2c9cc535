"""Layers as people wrote them for Keras 1 and 2, against what nine releases said to each call."""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, graph_of
from keras_shape_lint.findings import FAILS_AT_RUN
from keras_shape_lint.graph import flat_tensors
from keras_shape_lint.shapes.dims import UNKNOWN

DATA = Path(__file__).parents[1] / "data" / "old-calls.json.xz"
CALLS: dict[str, dict[str, Any]] = json.loads(lzma.decompress(DATA.read_bytes()))
"""Expression -> release -> output shape, or "refused: ..." with the words of Keras."""
PROGRAM = """import keras
from keras import layers as L
import keras.models as M
from keras import backend as K
def I(*shape, **k):
    return L.Input(shape=shape, **k)
out = {}
"""
NOT_ABOUT_SHAPES = re.compile(
    "Invalid initialization|not callable|must be callable|interpret|Unknown activation|epsilon|consume_less|"
    "compute_mask|OpKernel|TensorFlow for the time|not supported between|x_normed|theta|Tensor shape dtype|"
    "[Kk]eyword argument not understood: (,.)?.?(input_|shared_axes)|not understood:., .input_|automatically infer"
)
"""Refusals for an initializer, an activation, a rate or an argument without any influence on shapes."""
EXPLAINED = {
    r"1\..*Conv(olution)?\dD\(.*(8,20|13|8,3,4|8,8,3|nb_col=4|atrous|4,5|dim1=3)": (
        "Keras 1 builds a convolution with no room for its window; it fails when it runs (tried on Theano)"
    ),
    r"1\..*MaxPooling2D\(\(2,2,2\)\)": "Keras 1 takes the first two of three sizes",
    r"1\..*Pooling2D.*None": "Keras 1 refuses a dim_ordering of None, which is taken for none given",
    r"1\.[01]\..*(Dropout\(.*(None|noise_shape|\(1,3\))|Highway|ZeroPadding|Conv3D.*subsample)": (
        "1.0 and 1.1 take less than 1.2, and refuse what is accepted here"
    ),
    r"Flatten\(.+\)\(|interpolation|LeakyReLU|RepeatVector\(2.0|W_regularizer|init='zero'": (
        "an argument without influence on shapes, which only later releases take"
    ),
}
"""Releases and expressions of which the rules say less, or sooner, than the release."""


def ask(expression: str, version: str) -> Any:
    """The shape or shapes of the last call, "refused", or UNKNOWN."""
    traced = graph_of(Source("p.py", PROGRAM.format(expression)), Settings(version))
    if any(finding.severity == "E" and finding.message is not FAILS_AT_RUN for finding in traced.analysis.findings):
        return "refused"
    made = [node for node, _ in traced.nodes if node.kind != "model"]
    out = flat_tensors(made[-1].outputs) if made else []
    shapes = [list(x.shape) if isinstance(x.shape, tuple) else UNKNOWN for x in out]
    if not shapes or any(shape is UNKNOWN or not all(d is None or type(d) is int for d in shape) for shape in shapes):
        return UNKNOWN
    return shapes[0] if len(shapes) == 1 else shapes


def difference(expression: str, version: str, real: Any) -> str | None:
    mine = ask(expression, version)
    refused = isinstance(real, str)
    if mine is UNKNOWN or (mine == "refused" if refused else mine == real):
        return None
    if refused and NOT_ABOUT_SHAPES.search(real):
        return None
    if (refused or mine == "refused") and any(re.search(each, f"{version} {expression}") for each in EXPLAINED):
        return None
    return f"{expression} in {version}: {mine}, real {real}"


@pytest.mark.parametrize("version", ["1.0.8", "1.1.2", "1.2.2", "2.0.9", "2.1.6", "2.2.4", "2.3.1", "2.15", "3"])
def test_old_calls(version: str) -> None:
    asked = {expression: said[version] for expression, said in CALLS.items() if version in said}
    found = [difference(expression, version, real) for expression, real in asked.items()]
    assert len(asked) > 500
    assert [each for each in found if each] == []


@pytest.mark.parametrize("version", ["2.0.9", "2.1.6", "2.2.4", "2.3.1"])
def test_short_names_convert_as_their_long_ones(version: str) -> None:
    """Keras' own tests of its legacy interfaces call them so."""
    text = (
        "from keras.layers import AvgPool1D, Input\nx = AvgPool1D(pool_length=2, border_mode='valid')(Input((8, 3)))\n"
    )
    analysis = graph_of(Source("m.py", text), Settings(version)).analysis
    assert not analysis.findings
    assert [None, 4, 3] in [outputs[0] for outputs in (call.outputs for call in analysis.calls)]
