"""What a subclass of Layer says of itself: its weights, and the shape of what it gives."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import DECLARED_SHAPE, Reason
from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.own_layers import refused_weight, strange_argument
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import UNKNOWN, apart
from keras_shape_lint.shapes.symbols import Symbol, certainly_less
from keras_shape_lint.tracing.attributes import dims_value
from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.nests import as_input
from keras_shape_lint.tracing.values import Bound, Class, Dict, Function, Instance, List, Opaque, Unknown

_DECLARES = ("compute_output_shape", "get_output_shape_for")
"""From Keras 2 on, and in Keras 1."""


def weight(run: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """`add_weight(shape=...)`, with the shape second where a name stands first, as in Keras 2."""
    given = kwargs.get("shape", next((arg for arg in args if isinstance(arg, (tuple, List))), None))
    if UNCERTAIN in kwargs:
        return Tensor(UNKNOWN, None)
    reason = refused_weight(kwargs, given, run.world)
    if reason is not None:
        _report(run, reason, "add_weight")
        return Tensor(UNKNOWN, None)
    if given is None and (args or "shape" in kwargs):
        return Tensor(UNKNOWN, None)
    shape = () if given is None else _dims(given)
    made = Tensor(UNKNOWN if shape is None else shape, "float32" if "dtype" not in kwargs else None)
    name = kwargs.get("name", args[0] if args else None)
    made.name = name if isinstance(name, str) else None
    made.producer = run.site
    return made


def hold_arguments(run: Any, cls: Class, kwargs: dict[str, Any]) -> None:
    """Of `super().__init__(**kwargs)` in a direct subclass of Layer: whether Keras knows the names."""
    if _plain(cls) and UNCERTAIN not in kwargs:
        reason = strange_argument(kwargs, run.world)
        if reason is not None:
            _report(run, reason, cls.name)


def _report(run: Any, reason: Reason, name: str) -> None:
    run.report(reason, run.site, Node("use", name, name, run.site, [], []))


def shapes_of(inputs: Any) -> Any:
    """What `build` and `compute_output_shape` are given for tensors in their nest."""
    if isinstance(inputs, Tensor):
        return dims_value(inputs)
    if isinstance(inputs, dict):
        return Dict({name: shapes_of(item) for name, item in inputs.items()})
    if isinstance(inputs, (list, tuple)):
        return List(shapes_of(item) for item in inputs)
    return Unknown("the shape of something unknown")


def given_shape(run: Any, instance: Instance, inputs: Any, out: Any, site: Any) -> Any:
    """What Keras takes for the output of a layer of the user's own, `call` having given `out`.

    Measured: up to 2.3 and in Keras 3 what `compute_output_shape` says counts, where a class or the layer that it
    derives from has one; up to 2.3 a class without gives the shape of its input. From 2.4 to 2.15 `call` alone counts.
    """
    found = as_input(out)
    traced = run.world.generation
    declared = _declared(run, instance, inputs, site)
    if declared is None:
        if traced >= (2, 4) or _known(found) or not isinstance(inputs, Tensor) or not _plain(instance.cls):
            return out
        return Tensor(inputs.shape, None) if isinstance(inputs.shape, tuple) else out
    if _known(found) and (2, 4) <= traced < (3,):
        return out
    tensors, shapes = flat_tensors(found), flat_tensors(declared)
    if tensors and len(tensors) == len(shapes) and all(map(_agree, tensors, shapes)) and _known(found):
        return out
    if len(tensors) == len(shapes):
        _hold(run, instance, tensors, shapes)
    return declared


def _hold(run: Any, instance: Instance, given: list[Tensor], declared: list[Tensor]) -> None:
    """A warning where the two certainly differ, at the method that declares."""
    for one, other in zip(given, declared):
        sizes = isinstance(one.shape, tuple) and isinstance(other.shape, tuple)
        if not sizes or not apart(one.dims, other.dims):
            continue
        method = next((f for f in map(instance.cls.lookup, _DECLARES) if isinstance(f, Function)), None)
        if method is None:
            return
        scope, node = method.code.scope, method.code.node
        end = node.col_offset + len(f"def {method.name}")
        site = Site(scope.path, node.lineno, node.col_offset, node.lineno, end, scope.function)
        text = "{layer}." + method.name + " says {0}, but call gives {1}"
        reason = Reason(DECLARED_SHAPE, text, (other, one))
        run.report(reason, site, Node("layer", instance.cls.name, instance.cls.name, site, [], [one]))
        return


def _declared(run: Any, instance: Instance, inputs: Any, site: Any) -> Any:
    """Tensors of the shapes that the class says it gives; None when it says nothing that is known."""
    function = next((f for f in map(instance.cls.lookup, _DECLARES) if isinstance(f, Function)), None)
    if not flat_tensors(inputs):
        return None
    if function is None:
        base = instance.layer if isinstance(instance.layer, Layer) else None
        return None if base is None else declared_tensors(base.shape_for(run, shapes_of(inputs)))
    given = [shapes_of(inputs)] if len(function.code.parameters) == 2 else None
    if given is None:
        return None
    value = invoke(run, Bound(function, instance), given, {}, site)
    return declared_tensors(value)


def declared_tensors(value: Any) -> Any:
    """Tensors of the shapes that the program wrote, in their nest; None where one is not known."""
    shape = _dims(value)
    if shape is not None:
        return None if UNKNOWN in shape else Tensor(shape, None)
    if isinstance(value, (List, tuple)) and not getattr(value, "open", False) and value:
        parts = [declared_tensors(item) for item in value]
        return None if None in parts else parts
    return None


def _dims(value: Any) -> Any:
    """A shape that the program wrote; None when it is none."""
    if not isinstance(value, (tuple, List)) or getattr(value, "open", False):
        return (value,) if isinstance(value, (int, Symbol)) and not isinstance(value, bool) else None
    if any(isinstance(item, (tuple, List)) for item in value):
        return None
    return tuple(map(_dim, value))


def _dim(item: Any) -> Any:
    if isinstance(item, Opaque):
        item = item.integer()
    whole = isinstance(item, (int, Symbol)) and not isinstance(item, bool)
    return item if item is None or (whole and not certainly_less(item, 0)) else UNKNOWN


def _known(found: Any) -> bool:
    tensors = flat_tensors(found)
    return bool(tensors) and all(isinstance(t.shape, tuple) and UNKNOWN not in t.shape for t in tensors)


def _agree(one: Tensor, other: Tensor) -> bool:
    return one.shape == other.shape


def _plain(cls: Class) -> bool:
    """A direct subclass of Keras' Layer, whose way to tell shapes is Keras' own."""
    external = cls.external
    return external is not None and external.path == "keras.layers.Layer" and not cls.open
