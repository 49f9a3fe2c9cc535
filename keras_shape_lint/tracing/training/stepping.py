"""A subclass of Model that says itself what a batch of data means to it: its `train_step` and kin, run once."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.training.methods import SINGLE_BATCH, STEPS, bound
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.arrays.array import Dataset
from keras_shape_lint.tracing.arrays.elements import element_of, is_stream
from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.training.feeding import handed, holds_arrays
from keras_shape_lint.tracing.training.fitting import misnamed
from keras_shape_lint.tracing.values import Bound, Function, Instance, Unknown


def stepped(run: Any, model: Instance, name: str, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """Call a method that takes data. What the class does with a batch is followed, and reported where it is."""
    result = Unknown(f"the result of {name}")
    if kwargs.pop(UNCERTAIN, False) or misnamed(run, model, name, kwargs, site):
        return result
    given = bound(name, args, kwargs)
    _step(run, model, STEPS[name], _batch(run, given, name in SINGLE_BATCH), site)
    if name == "fit" and (held := given.get("validation_data")) is not None:
        parts = held if isinstance(held, (list, tuple)) and not getattr(held, "open", False) else (held,)
        _step(run, model, "test_step", _batch(run, dict(zip(("x", "y", "sample_weight"), parts)), False), site)
    return result


def _step(run: Any, model: Instance, name: str, batch: Any, site: Any) -> None:
    """Steps of JAX take a state too: those are left alone."""
    step = model.cls.lookup(name)
    if batch is None or not isinstance(step, Function) or len(step.code.parameters) != 2:
        return
    run.inside += 1
    try:
        invoke(run, Bound(step, model), [batch], {}, site)
    finally:
        run.inside -= 1


def _batch(run: Any, given: dict[str, Any], single: bool) -> Any:
    """What a step is given, as TensorFlow hands it on; None where that is not known."""
    x = given.get("x")
    if is_stream(x):
        element = element_of(run, x)
        if isinstance(x, Dataset) and x.batched is not True:
            return None
        return handed(element, UNKNOWN) if holds_arrays(element) else None
    if not holds_arrays(x):
        return None
    axis = UNKNOWN if single else None
    parts = [x] if given.get("y") is None else [x, given["y"]]
    if len(parts) == 2 and given.get("sample_weight") is not None:
        parts.append(given["sample_weight"])
    batch = tuple(handed(part, axis) for part in parts)
    return batch[0] if len(batch) == 1 and not isinstance(batch[0], tuple) else batch
