"""What a call of a library name does: a layer is built, a function applied, a model made, or nothing is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.graph import Node, flat_tensors
from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.measures import refused
from keras_shape_lint.layers.training.methods import OF_MEASURES
from keras_shape_lint.layers.world import ORDERING_OF, ORDERINGS
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.attributes import attribute, dims_value, run_shape
from keras_shape_lint.tracing.calls import UNCERTAIN, forget_arguments, handles, invoke
from keras_shape_lint.tracing.keras.apply import apply_function, build_layer, call_layer
from keras_shape_lint.tracing.keras.branches import connect, examined
from keras_shape_lint.tracing.keras.called_on import called_on
from keras_shape_lint.tracing.keras.layer import INPUT_LABEL, INPUT_LAYER, Layer
from keras_shape_lint.tracing.keras.models import FunctionalModel, functional, report
from keras_shape_lint.tracing.keras.replay import call_model
from keras_shape_lint.tracing.keras.sequential import Sequential, sequential
from keras_shape_lint.tracing.keras.symbolic import is_kind
from keras_shape_lint.tracing.library import native
from keras_shape_lint.tracing.run import BACKEND
from keras_shape_lint.tracing.run_shapes import RunSize, joined_shape
from keras_shape_lint.tracing.training.methods import Measure
from keras_shape_lint.tracing.values import Class, External, Function, Native, Opaque, Unknown

_PURE = ("keras", "tensorflow", "numpy", "pandas", "matplotlib", "logging", "warnings", "typing", "builtins", "json")
Construct = Callable[[Any, list[Any], dict[str, Any], Any], Any]
_CONSTRUCTS: dict[str, Construct] = {}


def constructs(*paths: str) -> Callable[[Construct], Construct]:
    """Declare a library call that makes structure rather than a shape."""

    def register(function: Construct) -> Construct:
        _CONSTRUCTS.update(dict.fromkeys(paths, function))
        return function

    return register


def call_external(run: Any, path: str, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    construct = _CONSTRUCTS.get(path)
    if construct is not None:
        return construct(run, args, kwargs, site)
    rule = find(path)
    if path in LEGACY_MERGES:
        run.worlds.called_merge(run, path, site)
    if kwargs and path.startswith("keras.layers."):
        run.worlds.arguments(run, path[13:], kwargs)
    if rule is not None:
        if rule.kind == "layer":
            layer = build_layer(run, rule, path, args, kwargs, site)
            if path == "Merge":
                connect(run, layer, site)
            return layer
        if rule.kind == "function":
            return _functional_layer(run, rule, path, args, kwargs, site)
        if rule.kind != "op":
            from keras_shape_lint.tracing.keras.applications import preprocessed, ready_made

            use = ready_made if rule.kind == "application" else preprocessed
            return use(run, rule, path, args, kwargs, site)
        return apply_function(run, path, args, kwargs, site)
    if path.startswith("keras.layers.") and path[13:14].isupper():
        if path.endswith(".from_config"):
            from keras_shape_lint.tracing.keras.configs import layer_from_config

            return layer_from_config(run, path, args, kwargs, site)
        return build_layer(run, None, path, args, kwargs, site)
    data = native(path)
    if data is not None:
        return invoke(run, data, args, kwargs, site)
    if path.startswith(OF_MEASURES) and path.rpartition(".")[2][:1].isupper():
        return _measure(run, path, kwargs, site)
    if not path.startswith(_PURE):
        forget_arguments(run, args, kwargs)
    if path.startswith(("keras", "tensorflow")) and flat_tensors([*args, *kwargs.values()]):
        return apply_function(run, path, args, kwargs, site)
    return Unknown(f"{path} is not followed")


def _measure(run: Any, path: str, kwargs: dict[str, Any], site: Any) -> Measure:
    reason = None if UNCERTAIN in kwargs else refused(path, kwargs, run.world)
    if reason is not None:
        label = path.rpartition(".")[2]
        report(run, reason, site, Node("use", path, label, site, [], [], None, None, ([], dict(kwargs))))
    return Measure(path, kwargs)


def _functional_layer(run: Any, rule: Any, path: str, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """`add([a, b])`: the layer built from all arguments but the first, and called on that."""
    kwargs = dict(kwargs)
    if args:
        inputs, args = [args[0]], args[1:]
    else:
        inputs = [kwargs.pop("inputs")] if "inputs" in kwargs else []
    layer = build_layer(run, rule, path, args, kwargs, site)
    inputs, refused = examined(run, layer, inputs, site) if inputs and rule.merges else (inputs, None)
    return call_layer(run, layer, inputs, {}, site, callee=path, refused=refused)


@handles(External)
def _external(run: Any, external: External, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return call_external(run, external.path, args, kwargs, site)


@handles(Layer)
def _layer(run: Any, layer: Layer, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    if not args and "inputs" not in kwargs and not kwargs:
        return Unknown("a layer called on nothing")
    if args and layer.rule is not None and layer.rule.merges:
        args, refused = examined(run, layer, args, site)
        return call_layer(run, layer, args, kwargs, site, refused=refused)
    if args and type(args[0]) is not Tensor and layer.rule is not None:
        return call_layer(run, layer, args, kwargs, site, refused=called_on(run, layer.rule, args[0], site))
    return call_layer(run, layer, args, kwargs, site)


@handles(Sequential)
@handles(FunctionalModel)
def _model(run: Any, model: FunctionalModel | Sequential, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return call_model(run, model, args, kwargs, site)


_CONSTRUCTS["keras.Model"] = functional
_CONSTRUCTS["keras.Sequential"] = sequential


_OF_INPUT_LAYERS = {
    "input_shape": "shape", "batch_input_shape": "batch_shape", "input_tensor": "tensor", "input_dtype": "dtype",
}  # fmt: skip
"""What `Input` calls the arguments of InputLayer."""


@constructs(INPUT_LAYER)
def _input_layer(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """As the tensor that it gives; its label alone tells it from one. What Input has not got, Keras 3 disregards."""
    rule = find("keras.Input")
    taken = (*(rule.input_names if rule is not None else ()), UNCERTAIN)
    renamed = {_OF_INPUT_LAYERS.get(name, name): value for name, value in kwargs.items()}
    kwargs = {name: value for name, value in renamed.items() if name in taken}
    made = apply_function(run, "keras.Input", args, kwargs, site)
    if isinstance(made, Tensor) and isinstance(made.producer, Node):
        made.producer.label = INPUT_LABEL
    return made


@constructs("tensorflow.rank")
def _rank(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """A number where it is known: programs test it."""
    made = apply_function(run, "tensorflow.rank", args, kwargs, site)
    given = args[0] if args else kwargs.get("input")
    return given.rank if type(given) is Tensor and given.rank is not None else made


@constructs("keras.models.clone_model")
def _clone(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    cloned = getattr(args[0], "cloned", None) if len(args) == 1 and not kwargs else None
    return cloned(site) if cloned is not None else Unknown("a copy of a model")


@constructs("keras.ops.shape")
def _shape(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """A tuple of sizes; inside the `call` of a layer an open one is not None but a number of the run."""
    sizes = _int_shape(run, args, kwargs, site)
    if run.inside and isinstance(sizes, tuple):
        return tuple(RunSize() if size is None else size for size in sizes)
    return sizes


@constructs("keras.backend.int_shape")
def _int_shape(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    value = args[0] if args else kwargs.get("x")
    if isinstance(value, Opaque):
        return attribute(run, value, "shape")
    return dims_value(value) if isinstance(value, Tensor) else Unknown("the shape of something unknown")


@constructs(
    "keras.applications.imagenet_utils.obtain_input_shape", "keras.applications.imagenet_utils._obtain_input_shape",
    "keras_applications.imagenet_utils._obtain_input_shape",
)  # fmt: skip
def _obtained_shape(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """The shape that a model of `applications` takes, as in every release: what is given, or the model's own."""
    names = ("input_shape", "default_size", "min_size", "data_format", "require_flatten", "weights")
    given = {**dict(zip(names, args)), **kwargs}
    shape, size, layout = (given.get(name) for name in ("input_shape", "default_size", "data_format"))
    whole = given.get("require_flatten", given.get("include_top"))
    if isinstance(shape, tuple) or not all(isinstance(x, (bool, str, int, type(None))) for x in (shape, whole, size)):
        return shape if isinstance(shape, tuple) else Unknown("the input shape of an application")
    if layout is None:
        run.asked, layout = True, run.world.data_format
    sides = (size, size) if whole else (None, None)
    return (3, *sides) if layout == "channels_first" else (*sides, 3)


def _shape_at_run(path: str) -> Construct:
    def shape(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
        value = args[0] if args else kwargs.get("x", kwargs.get("input"))
        if isinstance(value, Array):
            value = value.tensor()
        if not isinstance(value, Tensor):
            return Unknown("the shape of something unknown")
        if run.world.generation >= (3,) and not run.inside:
            apply_function(run, path, args, kwargs, site)
        return run_shape(value)

    return shape


_CONSTRUCTS.update({path: _shape_at_run(path) for path in ("keras.backend.shape", "tensorflow.shape")})


def _joining(path: str) -> Construct:
    def joining(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
        """Sizes of the run in a list make a shape; all else is for the rule."""
        shape = joined_shape(args[0] if args else kwargs.get("values"))
        return apply_function(run, path, args, kwargs, site) if shape is None else shape

    return joining


_CONSTRUCTS.update({path: _joining(path) for path in ("tensorflow.stack", "tensorflow.concat")})


def _asking(kind: str) -> Construct:
    def asking(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
        value = args[0] if args else None
        return is_kind(run, value, kind) if isinstance(value, Tensor) else Unknown("what kind of tensor a value is")

    return asking


_CONSTRUCTS.update(dict.fromkeys(("keras.ops.is_tensor", "tensorflow.is_tensor"), _asking("tensorflow.Tensor")))
_CONSTRUCTS["keras.backend.is_keras_tensor"] = _asking("keras.KerasTensor")


@constructs("keras.activations.get")
def _activation(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """A function by its name, none being `linear`; a function as it is."""
    given = args[0] if args else kwargs.get("identifier")
    name = "linear" if given is None else given
    return External(f"keras.activations.{name}") if isinstance(name, str) else given


@constructs("keras.backend.epsilon", "keras.config.epsilon")
def _epsilon(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return 1e-7


@constructs("keras.backend.is_sparse")
def _is_sparse(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """Only a declared Input and functions of that name make a sparse tensor."""
    node = getattr(args[0], "producer", None) if args and isinstance(args[0], Tensor) else None
    if node is None or "sparse" in node.callee.lower():
        return Unknown("whether a tensor is sparse")
    declared = node.kind == "input" and node.arguments is not None and "sparse" in node.arguments[1]
    return Unknown("whether an input is sparse") if declared else False


@constructs("keras.backend.ndim", "keras.ops.ndim")
def _ndim(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return attribute(run, args[0], "ndim") if args and isinstance(args[0], Tensor) else Unknown("an unknown rank")


@constructs("keras.backend.image_data_format", "keras.config.image_data_format")
def _data_format(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    run.asked = True
    return run.world.data_format


@constructs("keras.backend.image_dim_ordering")
def _dim_ordering(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    run.asked = True
    return ORDERING_OF[run.world.data_format]


@constructs("keras.backend.set_image_data_format", "keras.config.set_image_data_format")
def _set_data_format(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    if args and isinstance(args[0], str) and args[0] in ORDERING_OF:
        run.worlds.set_data_format(run, args[0])
    return None


@constructs("keras.backend.set_image_dim_ordering")
def _set_dim_ordering(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    if args and isinstance(args[0], str) and args[0] in ORDERINGS:
        run.worlds.set_data_format(run, ORDERINGS[args[0]])
    return None


@constructs("keras.backend.backend", "keras.config.backend")
def _backend(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    return run.worlds.backend or Opaque("keras.backend.backend()", BACKEND)


@constructs(
    "tensorflow.function", "keras.saving.register_keras_serializable", "keras.utils.register_keras_serializable"
)
def _decorator(run: Any, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    if args and isinstance(args[0], (Function, Class)):
        return args[0]
    return Native("decorator", lambda run, value: value)
