"""fit and its kin called once on zeros of the traced shapes. Python 3.6 and later."""

import importlib
from typing import Any

ONCE = {"fit": {"verbose": 0}, "evaluate": {"verbose": 0}, "predict": {"verbose": 0}}


def performed(rebuild: Any, record: Any) -> Any:
    """Raises what Keras does, and Lost for what the parent did not know."""
    model = rebuild.decoded(record["model"])
    data = {name: _decoded(rebuild, value) for name, value in record["data"].items()}
    given = {name: rebuild.decoded(value) for name, value in record["given"].items()}
    if record["compile"] is not None:
        model.compile(optimizer="sgd", **{name: rebuild.decoded(each) for name, each in record["compile"].items()})
    method = record["method"]
    if method == "fit":
        given["epochs" if rebuild.keras.generation >= (2,) else "nb_epoch"] = 1
    if method.startswith("predict"):
        data = {"x": data["x"]}
    data = {name: value for name, value in data.items() if value is not None}
    return getattr(model, method)(data.pop("x"), **dict(data, **given, **ONCE.get(method, {})))


def _decoded(rebuild: Any, value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, content),) = value.items()
        if kind in ("list", "tuple"):
            items = [_decoded(rebuild, item) for item in content]
            return items if kind == "list" else tuple(items)
        if kind == "dict":
            return {name: _decoded(rebuild, item) for name, item in content}
        if kind == "array":
            numpy: Any = importlib.import_module("numpy")
            return numpy.zeros(content[0], content[1] or "float32")
    return rebuild.decoded(value)
