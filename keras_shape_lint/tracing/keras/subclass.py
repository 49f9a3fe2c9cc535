"""The user's own Layer and Model classes: built once, called, and read like Keras' own."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.base_attributes import BASES, OF_BASES, OF_TORCH
from keras_shape_lint.layers.declared import ON_INPUT
from keras_shape_lint.layers.families import ATTRIBUTES_OF_WEIGHTS
from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.methods import PARAMETERS, PREDICTING, STEPS
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import UNCERTAIN, forget_arguments, invoke
from keras_shape_lint.tracing.keras.apply import build_layer, call_layer
from keras_shape_lint.tracing.keras.configs import base_config, config_of
from keras_shape_lint.tracing.keras.declaring import given_shape, hold_arguments, shapes_of, weight
from keras_shape_lint.tracing.keras.dispatch import call_external
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import Model
from keras_shape_lint.tracing.keras.nests import as_input
from keras_shape_lint.tracing.keras.sequential import TOLD
from keras_shape_lint.tracing.keras.weights import weight_of
from keras_shape_lint.tracing.run import BACKEND
from keras_shape_lint.tracing.training.methods import Method
from keras_shape_lint.tracing.values import Bound, Dict, Function, Instance, LayerName, Native, Opaque, Unknown

_MODELS = ("keras.Model", "keras.Sequential")
_OWN_STEPS = ("train_step", "test_step", "predict_step", "compute_loss", "compile", "fit")
_OWN_PREDICTION = ("predict_step", "fit")
"""A class that defines one of these says itself what data means to it, or what they mean when it predicts."""


_GIVEN = "_given_here"
"""What a subclass of a layer with a rule was last called on."""


def is_keras(instance: Instance) -> bool:
    """Its class derives from one of Keras."""
    external = instance.cls.external
    return external is not None and external.path.startswith("keras.")


def prepare(run: Any, instance: Instance, site: Any) -> None:
    """Nothing a subclass sets is unknown to us; what Keras' base adds is asked of it by name."""
    if not is_keras(instance):
        instance.open = True


def base_method(run: Any, instance: Instance, name: str) -> Any:
    """`super().name` where the base is Keras' or another library's."""
    if name == "__init__":
        return Native("__init__", lambda run, *args, **kwargs: _init(run, instance, list(args), kwargs))
    if name == "call" and isinstance(instance.layer, Layer):
        return Native("call", lambda run, *args, **kwargs: _call_base(run, instance, list(args), kwargs))
    if name == "add" and isinstance(instance.layer, Model):
        return instance.layer.attribute(run, name)
    if name == "get_config" and is_keras(instance):
        layer = instance.layer
        own = config_of(layer) if isinstance(layer, Layer) else base_config(instance.attributes.get("name"))
        return Native(name, lambda run: own)
    if name == "__call__":
        return Native(
            "__call__", lambda run, *args, **kwargs: call_subclass(run, instance, list(args), kwargs, run.site)
        )
    return Native(name, lambda run, *args, **kwargs: Unknown(f"the result of super().{name}"))


def _call_base(run: Any, instance: Instance, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """`super().call(x)`: without a `build` of its own, Keras has looked at `x` where the layer was called on it."""
    given = instance.attributes.get(_GIVEN)
    whole = given is not None and bool(args) and args[0] is given and bool(run.stack)
    site = run.stack[-1] if whole and instance.cls.lookup("build") is None else None
    return call_layer(run, instance.layer, args, kwargs, run.site, site)


def _init(run: Any, instance: Instance, args: list[Any], kwargs: dict[str, Any]) -> None:
    """`super().__init__(inputs=..., outputs=...)` makes a functional model of a subclass."""
    external = instance.cls.external
    if isinstance(kwargs.get("name"), str) and is_keras(instance):
        run.touch(instance)
        instance.attributes["name"] = kwargs["name"]
    hold_arguments(run, instance.cls, kwargs)
    if external is None or external.path not in _MODELS:
        rule = find(external.path) if external is not None else None
        if rule is not None and rule.kind == "layer":
            if instance.cls.open or len(instance.cls.externals) > 1:  # which may take the other arguments
                kwargs = {name: value for name, value in kwargs.items() if name in rule.parameters}
                kwargs[UNCERTAIN] = True
            instance.layer = build_layer(run, rule, rule.name, args, dict(kwargs), run.site)
        elif not is_keras(instance):
            forget_arguments(run, args, kwargs)
        elif any(name in ON_INPUT for name in kwargs):
            run.touch(instance)
            instance.attributes[TOLD] = Dict({name: kwargs[name] for name in ON_INPUT if name in kwargs})
        return
    if external.path == "keras.Sequential" or args or "inputs" in kwargs or "input" in kwargs:
        model = call_external(run, external.path, args, dict(kwargs), run.site)
        instance.layer = model if isinstance(model, Model) else None


def subclass_attribute(run: Any, instance: Instance, name: str) -> Any:
    """An attribute that the program's own class does not have."""
    if name in PARAMETERS and any(map(instance.cls.lookup, _OWN_PREDICTION if name in PREDICTING else _OWN_STEPS)):
        return Native(name, lambda run, *args, **kwargs: _own_step(run, instance, name, list(args), kwargs))
    if isinstance(instance.layer, Layer) and name in ATTRIBUTES_OF_WEIGHTS and not instance.layer.nodes:
        given = as_input(instance.attributes.get(_GIVEN))
        return weight_of(instance.layer, name, run.world, given if isinstance(given, Tensor) else None)
    if isinstance(instance.layer, (Model, Layer)):
        return instance.layer.attribute(run, name)
    if name == "name":
        return LayerName("the name of a layer")
    if name == "built" and instance.attributes.get("_built_here"):
        return True
    if name in ("add_weight", "add_variable"):
        return Native(name, lambda run, *args, **kwargs: weight(run, list(args), kwargs))
    if name in ("add_loss", "add_metric", "add_update"):
        return Native(name, lambda run, *args, **kwargs: Unknown(f"the result of {name}"))
    external = instance.cls.external
    if name in PARAMETERS and external is not None and external.path in _MODELS:
        return Method(instance, name)
    return Unknown(f"attribute {name} of a subclass of {instance.cls.external}")


def base_has(run: Any, instance: Instance, name: str) -> Any:
    """Whether Keras' own base has an attribute, of an instance that does not have it itself."""
    plain = not instance.cls.open and all(base.path in BASES for base in instance.cls.externals)
    if not plain or name.startswith("_") or name in OF_BASES or run.world.generation < (2,):
        return Unknown("an attribute of a library's class")
    if name in OF_TORCH and run.world.generation >= (3,):
        backend = run.worlds.backend
        return backend == "torch" if backend else Opaque(f"a layer has {name}", ("Eq", BACKEND, "torch"))
    return False


def _own_step(run: Any, instance: Instance, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """A method that takes data, of a class that says itself what data means to it."""
    if name in STEPS:
        from keras_shape_lint.tracing.training.stepping import stepped

        return stepped(run, instance, name, args, kwargs, run.site)
    return Unknown(f"the result of {name}")


def call_subclass(run: Any, instance: Instance, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """`build(input_shape)` at the first call, then `call`."""
    method = instance.cls.lookup("call")
    if not is_keras(instance):
        forget_arguments(run, args, kwargs)
        return Unknown("a call of an object")
    if isinstance(instance.layer, (Model, Layer)) and not isinstance(method, Function):
        return invoke(run, instance.layer, args, kwargs, site)
    if not isinstance(method, Function):
        external = instance.cls.external
        plain = external is not None and external.path == "keras.layers.Layer" and args
        return args[0] if plain else Tensor(UNKNOWN, None)
    if args:
        _build(run, instance, args[0], site)
        if instance.layer is not None:
            run.touch(instance)
            instance.attributes[_GIVEN] = args[0]
    args = [as_input(arg) if isinstance(arg, Unknown) else arg for arg in args]
    kwargs = {name: value for name, value in kwargs.items() if name != UNCERTAIN}
    accepted = {*method.code.parameters, *method.code.keyword_only}
    if method.code.rest_keywords is None:
        kwargs = {name: value for name, value in kwargs.items() if name in accepted or name not in ("training", "mask")}
    graph, before = run.graph, len(run.graph.nodes)
    run.inside += 1
    try:
        out = invoke(run, Bound(method, instance), args, kwargs, site)
    finally:
        run.inside -= 1
    if args:
        out = given_shape(run, instance, as_input(args[0]), out, site)
    graph.within.update(map(id, graph.nodes[before:]))
    return out


def _build(run: Any, instance: Instance, inputs: Any, site: Any) -> None:
    build = instance.cls.lookup("build")
    if not isinstance(build, Function) or instance.attributes.get("_built_here"):
        return
    run.touch(instance)
    instance.attributes["_built_here"] = True
    shape = attribute(run, inputs, "shape") if isinstance(inputs, Opaque) else shapes_of(as_input(inputs))
    invoke(run, Bound(build, instance), [shape], {}, site)
