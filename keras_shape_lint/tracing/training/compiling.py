"""What compile was given: losses and metrics, one for each output."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Site
from keras_shape_lint.layers.training.counts import losses_fit, losses_named, metrics_named
from keras_shape_lint.layers.training.losses import canonical
from keras_shape_lint.layers.training.metrics import canonical as metric_name
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.training.methods import MODULES, Measure
from keras_shape_lint.tracing.values import External, List

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
            return len(loss) == len(names) and all(map(measure_name, loss))
        if isinstance(loss, dict):
            return all(name is not None and measure_name(loss.get(name)) is not None for name in names)
        return measure_name(loss) is not None


def remember(run: Any, model: Any, arguments: dict[str, Any], site: Site) -> None:
    run.touch(model)
    model.attributes[KEY] = Compiled(arguments, site)


def compiled(model: Any) -> Compiled | None:
    found = model.attributes.get(KEY)
    return found if isinstance(found, Compiled) else None


def measure_name(value: Any) -> str | None:
    """How Keras knows a loss or metric: `mse`, `keras.losses.MeanSquaredError`; None for one of the user's own."""
    if isinstance(value, str):
        return value
    if isinstance(value, (Measure, External)) and value.path.startswith(MODULES):
        return value.path
    return None


def losses(compiled: Compiled, names: list[str | None]) -> list[str | None]:
    """The canonical loss of each output, by the outputs' names; None where it is not known."""
    loss = compiled.loss
    count = len(names)
    if isinstance(loss, (List, tuple)) and not getattr(loss, "open", False):
        found = [_one(item) for item in loss]
        return found if len(found) == count else [None] * count
    if isinstance(loss, dict):
        return [_one(loss.get(name)) if name is not None else None for name in names]
    return [_one(loss)] * count


def hold(compiled: Compiled, names: list[str | None], world: World) -> None:
    """Losses against the model's outputs. Raises Reject."""
    loss = compiled.loss
    if isinstance(loss, (List, tuple)) and not getattr(loss, "open", False) and names:
        losses_fit(len(loss), len(names), world)
    known = [name for name in names if name is not None]
    for named, given in ((losses_named, loss), (metrics_named, compiled.arguments.get("metrics"))):
        if isinstance(given, dict) and not getattr(given, "open", False) and known and None not in names:
            named([key for key in given if isinstance(key, str)], known, world)


def metrics(compiled: Compiled, count: int) -> list[str]:
    """The canonical metrics of a model's only output."""
    given = compiled.arguments.get("metrics")
    if count != 1 or not isinstance(given, (List, tuple)):
        return []
    names = [measure_name(item) for item in given]
    return [found for name in names if name is not None and (found := metric_name(name)) is not None]


def _one(value: Any) -> str | None:
    name = measure_name(value)
    return canonical(name) if name is not None else None
