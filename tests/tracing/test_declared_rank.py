"""A model called on a tensor of another rank than it declares: Keras 3 builds that, and may refuse it when it runs."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

TEXT = """from keras import Input, Model, Sequential, layers
given, declared = Input({given}), Input({declared})
model = {model}
out = model(given)
"""
MODELS = {
    "Sequential": "Sequential([declared, layers.GaussianNoise(0.1)])",
    "Model": "Model(declared, layers.GaussianNoise(0.1)(declared))",
}
PAIRS: list[tuple[Any, Any]] = [
    ((None, 2), (None,)), ((4, 2), (4,)), ((4,), (4, 2)), ((4, 1), (4,)), ((4,), (4, 1)), ((None,), (None, 2)),
    ((4, 2, 2), (4,)), ((4, 2), (4, 2)), ((4,), (4, 1, 1)), ((4, 3), (4, 2)),
]  # fmt: skip


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@pytest.mark.parametrize(("given", "declared"), PAIRS)
def test_it_is_refused_where_keras_refuses_it(model: str, given: Any, declared: Any) -> None:
    keras = pytest.importorskip("keras")
    if keras.__version__ < "3":
        pytest.skip("before Keras 3 a model adapts its input")
    text = TEXT.format(given=given, declared=declared, model=model)
    findings = analyze(Source("m.py", text), Settings("3")).findings
    scope: dict[str, Any] = {}
    try:
        exec(text, scope)
        sizes = [2] + [size or 5 for size in given]
        keras.Model(scope["given"], scope["out"])(keras.ops.zeros(sizes))
        refused = False
    except Exception:
        refused = True
    assert [finding.line for finding in findings] == [4] * refused


def test_a_last_axis_that_may_be_one_is_left_in_peace() -> None:
    text = TEXT.format(given=(4, None), declared=(4,), model=MODELS["Model"])
    assert not analyze(Source("m.py", text), Settings("3")).findings
