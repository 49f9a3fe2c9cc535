"""Data followed through a model: held against the declared input, then through the layers where it differs."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.graph import flat_tensors
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.data import misordered, received, unfit
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import FunctionalModel, Model
from keras_shape_lint.tracing.keras.nests import as_input
from keras_shape_lint.tracing.keras.replay import replayed, same_shape
from keras_shape_lint.tracing.keras.sequential import Sequential, apply_to
from keras_shape_lint.tracing.training.feeding import handed
from keras_shape_lint.tracing.values import Instance


def passed(step: Any, x: list[Tensor]) -> list[Tensor] | None:
    """The outputs for this data; those that the model declares where Keras refuses the data."""
    run, model = step.run, step.model
    if isinstance(model, Instance):
        return _called(step, x)
    if isinstance(model, Sequential) and (not model.built or not flat_tensors(model.inputs)):
        if model.open or len(x) != 1 or any(fault.site in _places(model) for fault in run.faults):
            return None
        return _built(step, model, x[0])
    declared = flat_tensors(model.inputs)
    if getattr(model, "open", False) or len(declared) != len(x):
        return None
    held = [_held(tensor, wanted, model, run) for tensor, wanted in zip(x, declared)]
    refused = [answer for answer in held if isinstance(answer, Reject)]
    for reject in misordered(x, declared, refused):
        step.report(reject.reason)
    if any(isinstance(a, Reject) and t.rank != w.rank for a, t, w in zip(held, x, declared)):
        return None
    given = [wanted if isinstance(answer, Reject) else answer for answer, wanted in zip(held, declared)]
    if all(map(same_shape, map(_batched, given), map(_batched, declared))):
        return flat_tensors(model.outputs)
    if any(tensor.shape is UNKNOWN for tensor in given):
        return flat_tensors(model.outputs)
    out, reason = replayed(run, model, given, declared)
    if reason is not None and reason.message is ARGUMENT:
        return None  # a window larger than the data: refused when a layer is made, and not when it runs
    if reason is not None and reason.message.severity == "E":
        differing = next(
            (pair for pair in zip(x, declared) if not same_shape(*map(_batched, pair))), (x[0], declared[0])
        )
        step.report(unfit(*differing).reason)
        return flat_tensors(model.outputs)
    outputs = flat_tensors(out)
    for tensor, usual in zip(outputs, flat_tensors(model.outputs)):
        tensor.producer = usual.producer
    return outputs


def _held(x: Tensor, wanted: Tensor, model: Model, run: Any) -> Tensor | Reject:
    try:
        return _batched(received(x, wanted, run.world, isinstance(model, Sequential)))
    except Reject as reject:
        return reject


def _built(step: Any, model: Sequential, x: Tensor) -> list[Tensor]:
    """Made by its first data; what a layer refuses is reported where the layer is added."""
    run, out = step.run, as_input(_batched(x))
    run.touch(model)
    model.inputs = out
    run.stack.append(step.node.site)
    try:
        for layer, site in model.layers:
            out = apply_to(run, layer, out, site)
    finally:
        run.stack.pop()
    model.outputs, model.built, model.waited = out, True, True
    return flat_tensors(out)


def _places(model: Sequential) -> set[Any]:
    return {site for _, site in model.layers}


def _called(step: Any, x: list[Tensor]) -> list[Tensor] | None:
    """A subclass of Model: its own `call`, whose faults are reported where they are."""
    data = _batched(x[0]) if len(x) == 1 else handed(step.feed.x, None)
    out = as_input(invoke(step.run, step.model, [data], {}, step.node.site))
    return flat_tensors(out) or None


def _batched(x: Tensor) -> Tensor:
    """A batch of it: any number of samples."""
    if not isinstance(x.shape, tuple) or not x.shape:
        return x
    batch = x.with_shape(None, *x.shape[1:])
    batch.name, batch.producer = x.name, x.producer
    return batch


def declared_batch(model: Model) -> Dim:
    """The batch size of the first input; None where there is none."""
    declared = flat_tensors(model.inputs)
    return declared[0].dims[0] if declared and declared[0].dims else None


def is_stateful(model: Model) -> bool:
    """Whether one of its layers keeps its states from batch to batch."""
    return any(map(_stateful, _layers(model)))


def _layers(model: Model) -> list[Any]:
    if isinstance(model, Sequential):
        return [layer for layer, _ in model.layers]
    return [node.layer for node in model.order or ()] if isinstance(model, FunctionalModel) else []


def _stateful(layer: Any) -> bool:
    return isinstance(layer, Layer) and layer.config.values.get("stateful") is True
