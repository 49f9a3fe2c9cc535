"""What the models of keras.applications have in common: arguments, the shape of the input, the build itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.applications.input_shape import input_dims
from keras_shape_lint.layers.applications.net import CannotSay, Net, Step
from keras_shape_lint.layers.arguments import Check, Flag, Raw, Unresolved
from keras_shape_lint.layers.rule import Config, Parameter, Rule, registered
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dims

Given = dict[str, Any]
"""The arguments of one call, defaults filled in; UNKNOWN for what could not be followed."""


class _Loose(Check):
    """Any value; what is not known is UNKNOWN, and the model is followed as far as that goes."""

    essential = False

    def __call__(self, value: Any, name: str, world: World) -> Any:
        if isinstance(value, Unresolved):
            return value.integer() if name == "classes" else UNKNOWN
        if name == "input_shape" and isinstance(value, (tuple, list)):
            if getattr(value, "open", False):
                return UNKNOWN
            dims = (each.integer() if isinstance(each, Unresolved) else each for each in value)
            return tuple(dims) if isinstance(value, tuple) else list(dims)
        return value


Loose = Annotated[Any, _Loose()]

_DEFAULTS: dict[str, tuple[Any, Any]] = {
    "include_top": (Flag, True), "weights": (Loose, "imagenet"), "input_tensor": (Any, None),
    "input_shape": (Loose, None), "pooling": (Loose, None), "classes": (Loose, 1000),
    "classifier_activation": (Loose, "softmax"), "name": (Any, None), "alpha": (Raw, 1.0),
    "depth_multiplier": (Raw, 1), "dropout": (Loose, 0.001), "dropout_rate": (Loose, 0.2),
    "minimalistic": (Flag, False), "include_preprocessing": (Flag, True),
}  # fmt: skip
_LATE: tuple[str, ...] = ("classifier_activation", "name")
"""Arguments that no release before 2.4 has."""
COMMON = (
    "include_top",
    "weights",
    "input_tensor",
    "input_shape",
    "pooling",
    "classes",
    "classifier_activation",
    "name",
)


class Family(NamedTuple):
    """What the models of one paper share.

    `body` makes the last feature maps of the input; `top` the classes of those; `finish` is what comes behind a model
    without its top. `pools` names the layers of pooling='avg' and 'max', None where Keras makes up the name.
    `channels_first` says whether there is such a form before Keras 3, and in it; None where it is none to follow.
    `least` is the smallest height and width, `least_before` that before Keras 2.2, where `loose_before` leaves the
    size open with the top too (since 2.0). `same_before`: the layers were these before Keras 2.4, but for the numbers
    in names that Keras makes up. `check` raises Reject for what only this family refuses.
    """

    body: Callable[..., Tensor]
    top: Callable[..., Tensor]
    pools: tuple[str | None, str | None] = ("avg_pool", "max_pool")
    arguments: tuple[str, ...] = COMMON
    least: int = 32
    least_before: int = 32
    loose_before: bool = False
    channels_first: tuple[bool | None, bool] = (True, True)
    check: Callable[[Given, World], None] | None = None
    shape: Callable[[Given, int, World], Dims] | None = None
    same_before: bool = True
    finish: Callable[[Net, Tensor], Tensor] | None = None
    named: Callable[[Given, Dims], str] | None = None


class Built(NamedTuple):
    """A model: the tensor its first step reads, its steps in the order they were made, and its output."""

    input: Tensor
    steps: tuple[Step, ...]
    output: Tensor
    certain: bool = True
    """Whether all steps are known."""


class Architecture(Rule):
    """One model of keras.applications. Bound and checked as a layer's constructor is; `build` gives the model."""

    def __init__(self, names: tuple[str, ...], family: Family, size: int, parts: dict[str, Any],
                 named: tuple[str, ...]) -> None:  # fmt: skip
        self.family = family
        self.size = size
        self.parts = parts
        self.named = named
        super().__init__(names, family.body, "application", names[0].rpartition(".")[2])

    def _read_signature(self) -> None:
        self.parameters = {name: Parameter(name, *_DEFAULTS[name]) for name in self.family.arguments}

    def configure(self, args: list[Any], kwargs: dict[str, Any], world: World, certain: bool = True) -> Config:
        absent = _LATE if world.generation < (2, 4) else ()
        if world.generation < (2,):
            absent = (*absent, "pooling")
        if world.generation < (1, 2):
            absent = (*absent, "input_shape", "classes")
        for name in kwargs:
            if name not in self.parameters or name in absent:
                text = "{layer} has no argument {0}; it takes {1}"
                raise Reject(ARGUMENT, text, repr(name), ", ".join(self.order))
        return super().configure(args, kwargs, world, certain)

    def filled(self, values: dict[str, Any]) -> Given:
        return {name: values.get(name, parameter.default) for name, parameter in self.parameters.items()}

    def build(self, given: Given, world: World) -> Built:
        """The model that these arguments make. Raises Reject."""
        self._check(given, world)
        tensor = given["input_tensor"]
        if isinstance(tensor, Tensor):
            input_dims(given, self.family, self.size, world)
            dims, dtype = tensor.shape, tensor.dtype
            if not isinstance(dims, tuple):
                dims = (UNKNOWN,) * 4
        else:
            dims, dtype = (None, *input_dims(given, self.family, self.size, world)), "float32"
        told = tuple((name, value) for name, value in given.items() if name not in ("input_tensor", "name"))
        make = _remembered if _plain(told) and _plain(dims) else _made
        return make(self, told, dims, dtype, world)

    def default_name(self, given: Given, built: Built, world: World) -> Any:
        """What Keras calls the model itself; UNKNOWN where that is not followed."""
        if world.generation < (1, 2):
            return UNKNOWN
        if self.family.named is None:
            return self.named[0] if world.generation < (3,) else self.named[-1]
        return UNKNOWN if given["input_tensor"] is not None else self.family.named(given, built.input.dims[1:])

    def measured(self, world: World) -> bool:
        return world.generation >= (1, 1)

    def listed(self, world: World) -> bool:
        """Whether the layers and their names are those of this release."""
        return world.generation >= (2, 4) or (world.generation >= (2,) and self.family.same_before)

    def _check(self, given: Given, world: World) -> None:
        if world.data_format == "channels_first" and self.family.channels_first[world.generation >= (3,)] is False:
            raise Reject(ARGUMENT, "{layer} has no channels_first form")
        imagenet, top = given["weights"] == "imagenet", given["include_top"] is True
        if imagenet and top and isinstance(given["classes"], int) and given["classes"] != 1000:
            text = "{layer} with weights='imagenet' and its top has 1000 classes, not {0}; give include_top=False"
            raise Reject(ARGUMENT, text, given["classes"])
        activation = given["classifier_activation"]
        loaded = given["weights"] is not None and given["weights"] is not UNKNOWN
        if loaded and top and isinstance(activation, str) and activation not in ("softmax", "linear"):
            text = "{layer} with pretrained weights takes classifier_activation 'softmax' or None, not {0}"
            raise Reject(ARGUMENT, text, repr(activation))
        if self.family.check is not None:
            self.family.check(given, world)


def application(names: str, family: Family, size: int = 224, named: str | None = None, **parts: Any) -> None:
    """Declare a model, or several that do not differ, by its class name and the modules that have it.

    "ResNet50 resnet resnet50" is keras.applications.ResNet50 and keras.applications.resnet.ResNet50 and so on;
    `named` is the name of the model where it is not the class's in small letters, the one before Keras 3 first;
    `parts` goes to the family's `body` and `top` as it is.
    """
    name, *modules = names.split()
    paths = (f"keras.applications.{name}", *(f"keras.applications.{module}.{name}" for module in modules))
    rule = Architecture(paths, family, size, parts, tuple((named or name.lower()).split()))
    registered().update(dict.fromkeys(paths, rule))


def classifier(net: Net, x: Tensor, given: Given, **parts: Any) -> Tensor:
    """The usual top: the mean of each feature map, then the classes."""
    return net("Dense", net("GlobalAveragePooling2D", x, "avg_pool"), "predictions", units=given["classes"])


def unnamed_classifier(net: Net, x: Tensor, given: Given, **parts: Any) -> Tensor:
    """The top of many models: pooled, by a layer without a name of its own, and a row of scores."""
    return net("Dense", net("GlobalAveragePooling2D", x), "predictions", units=given["classes"])


def _plain(values: Any) -> bool:
    """Numbers, strings and tuples of them: equal ones mean the same model."""
    if isinstance(values, tuple):
        return all(map(_plain, values))
    return values is None or type(values) in (int, float, str, bool)


def _made(rule: Architecture, told: Iterable[tuple[str, Any]], dims: Dims, dtype: str | None, world: World) -> Built:
    given = dict(told)
    family = rule.family
    net = Net(world)
    start = Tensor(dims, dtype)
    if len(dims) != 4:
        raise Reject(ARGUMENT, "{layer} takes images: an input of 4 axes, batch included, not {0}", start)
    try:
        if net.first and family.channels_first[world.generation >= (3,)] is None:
            raise CannotSay
        out = family.body(net, start, given, **rule.parts)
        if given["include_top"]:
            out = family.top(net, out, given, **rule.parts)
        elif given["pooling"] is UNKNOWN:
            out = out.unknown()
        elif given["pooling"] in ("avg", "max"):
            kind, name = (("Average", 0), ("Max", 1))[given["pooling"] == "max"]
            out = net(f"Global{kind}Pooling2D", out, family.pools[name])
        if family.finish is not None and not given["include_top"]:
            out = family.finish(net, out)
    except CannotSay:
        classes = given["classes"] if given["include_top"] else UNKNOWN
        known = given["include_top"]
        return Built(start, (), Tensor((dims[0], classes) if known else UNKNOWN), False)
    return Built(start, tuple(net.steps), out, given["pooling"] is not UNKNOWN and rule.listed(world))


_remembered = lru_cache(maxsize=16)(_made)
