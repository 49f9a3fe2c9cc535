"""fit and its kin called once on zeros of the traced shapes. Python 3.6 and later."""

from typing import Any

ONCE = {"fit": {"verbose": 0}, "evaluate": {"verbose": 0}, "predict": {"verbose": 0}}


def performed(rebuild: Any, record: Any) -> Any:
    """Raises what Keras does, and Lost for what the parent did not know."""
    model = rebuild.decoded(record["model"])
    data = {name: rebuild.decoded(value) for name, value in record["data"].items()}
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
