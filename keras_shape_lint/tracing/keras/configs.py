"""`get_config` and `from_config`: what a layer was made with, as a dict, and a layer made of one."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.families import holds_layers
from keras_shape_lint.layers.inner import is_inner
from keras_shape_lint.layers.rule import find
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.keras.apply import build_layer
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.values import Class, Dict, LayerName, List, Native, Unknown

_PLAIN = (int, float, str, bool, type(None))


def config_of(layer: Layer) -> Any:
    """`layer.get_config()`; what Keras writes down in a form of its own is not known."""
    rule = layer.rule
    if rule is None or layer.config.cannot_say or holds_layers(rule):
        return Unknown("the configuration of a layer")
    values = {name: _written(value) for name, value in layer.config.values.items()}
    return Dict({**values, **base_config(layer.config.base.get("name"))})


def base_config(name: Any = None) -> Dict:
    """What every layer writes down."""
    return Dict({"name": name or LayerName("the name of a layer"), "trainable": True, "dtype": Unknown("a dtype")})


def _written(value: Any) -> Any:
    if isinstance(value, (tuple, list)) and all(isinstance(item, _PLAIN) for item in value):
        return value if isinstance(value, tuple) else List(value)
    known = isinstance(value, _PLAIN) and value is not UNKNOWN and not is_inner(value)
    return value if known else Unknown("an argument of a layer")


def layer_from_config(run: Any, path: str, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """`Dense.from_config(config)`."""
    path = path.removesuffix(".from_config")
    rule = find(path)
    config = args[0] if len(args) == 1 and not kwargs else None
    if rule is None or rule.kind != "layer" or holds_layers(rule):
        return Layer(None, path, site)
    if not isinstance(config, Dict) or run.world.generation < (2,):
        return Layer(None, path, site)
    given = {name: value for name, value in config.items() if name in rule.parameters or name == "name"}
    if config.open:
        given[UNCERTAIN] = True
    return build_layer(run, rule, rule.name, [], given, site)


def maker(cls: Class) -> Native:
    """`from_config` of a layer class of the program's own that has none: its arguments are what stands in the dict."""

    def make(run: Any, config: Any) -> Any:
        if not isinstance(config, Dict) or not all(isinstance(name, str) for name in config):
            return Unknown("an object made from a configuration")
        given = {**config, UNCERTAIN: True} if config.open else dict(config)
        return invoke(run, cls, [], given, run.site)

    return Native("from_config", make)
