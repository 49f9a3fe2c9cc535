"""What compile was given: losses and metrics, one for each output."""

from __future__ import annotations

from functools import partial
from typing import Any

from keras_shape_lint.graph import Site
from keras_shape_lint.layers.training.counts import losses_fit, losses_named, metrics_fit, metrics_named
from keras_shape_lint.layers.training.losses import canonical
from keras_shape_lint.layers.training.methods import OF_MEASURES
from keras_shape_lint.layers.training.metrics import canonical as metric_name
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.training.methods import Measure
from keras_shape_lint.tracing.values import Bound, External, Function, Instance, List

KEY = "compile()"
"""Where a model keeps it, under a name that no attribute has."""


class Compiled:
    """The arguments of compile, as written, and the call."""

    __slots__ = ("arguments", "site")

    def __init__(self, arguments: dict[str, Any], site: Site) -> None:
        self.arguments = arguments
        self.site = site

    @property
    def loss(self) -> Any:
        return self.arguments.get("loss")

    def asks_all(self, names: list[str | None]) -> bool:
        """Each of these outputs certainly has a loss, and labels come from the data."""
        loss = self.loss
        if "target_tensors" in self.arguments or getattr(loss, "open", False):
            return False
        if isinstance(loss, (List, tuple)):
            return len(loss) == len(names) and all(map(_is_loss, loss))
        if isinstance(loss, dict):
            return all(name is not None and _is_loss(loss.get(name)) for name in names)
        return _is_loss(loss)


def remember(run: Any, model: Any, arguments: dict[str, Any], site: Site) -> None:
    """Keep what `model.compile(...)` is given."""
    run.touch(model)
    model.attributes[KEY] = Compiled(arguments, site)


def compiled(model: Any) -> Compiled | None:
    """What `compile` was last given; None before it."""
    found = model.attributes.get(KEY)
    return found if isinstance(found, Compiled) else None


def measure_name(value: Any) -> str | None:
    """How Keras knows a loss or metric: `mse`, `keras.losses.MeanSquaredError`; None for one of the user's own."""
    if isinstance(value, str):
        return value
    if isinstance(value, (Measure, External)) and value.path.startswith(OF_MEASURES):
        return value.path
    return None


def is_own(loss: Any) -> bool:
    """A function of the program's, or an object of its own subclass of Loss."""
    return isinstance(loss, (Function, Bound)) or of_own_class(loss) is not None


def of_own_class(loss: Any) -> Function | None:
    """How an object of a subclass of Loss is called."""
    external = loss.cls.external if isinstance(loss, Instance) else None
    call = loss.cls.lookup("call") if external is not None and external.path == "keras.losses.Loss" else None
    return call if isinstance(call, Function) else None


def _is_loss(value: Any) -> bool:
    return is_own(value) or measure_name(value) is not None


def losses(compiled: Compiled, names: list[str | None]) -> list[Any]:
    """The loss of each output as it was given, by the outputs' names; None where it is not known."""
    loss = compiled.loss
    count = len(names)
    if isinstance(loss, (List, tuple)) and not getattr(loss, "open", False):
        return list(loss) if len(loss) == count else [None] * count
    if isinstance(loss, dict):
        return [loss.get(name) if name is not None else None for name in names]
    return [loss] * count


def hold(compiled: Compiled, names: list[str | None], world: World, in_dict: bool = False) -> None:
    """Losses against the model's outputs, which may be `in_dict`. Raises Reject."""
    loss = compiled.loss
    if isinstance(loss, (List, tuple)) and not getattr(loss, "open", False) and names:
        losses_fit(len(loss), len(names), world)
    items = _items(compiled.arguments.get("metrics"))
    if items is not None:
        metrics_fit(len(items), len(names), any(_items(item) is not None for item in items), world)
    known = [name for name in names if name is not None]
    losses_held = partial(losses_named, in_dict=in_dict)
    for named, given in ((losses_held, loss), (metrics_named, compiled.arguments.get("metrics"))):
        if isinstance(given, dict) and not getattr(given, "open", False) and known and None not in names:
            named([key for key in given if isinstance(key, str)], known, world)


def metrics(compiled: Compiled, names: list[str | None], world: World) -> list[list[str]]:
    """The canonical metrics of each output, by the outputs' names; those that are not known are left out.

    A plain list for several outputs is one metric for each in Keras 3, and was all for all of them before.
    """
    given = compiled.arguments.get("metrics")
    if isinstance(given, dict):
        return [_known(given.get(name)) if name is not None else [] for name in names]
    items = _items(given)
    if items is None:
        return [[] for _ in names]
    nested = any(_items(item) is not None for item in items)
    if len(names) > 1 and len(items) == len(names) and (nested or world.generation >= (3,)):
        return [_known(item) for item in items]
    return [[] if nested and len(names) > 1 else _known(given) for _ in names]


def _known(value: Any) -> list[str]:
    items = _items(value)
    found = [measure_name(item) for item in (items if items is not None else (value,))]
    return [metric for name in found if name is not None and (metric := metric_name(name)) is not None]


def _items(value: Any) -> Any:
    """The entries of a list or tuple that is known to its end."""
    return value if isinstance(value, (List, tuple)) and not getattr(value, "open", False) else None


def loss_name(value: Any) -> str | None:
    """The canonical one; None for what is no loss known here."""
    name = measure_name(value)
    return canonical(name) if name is not None else None
