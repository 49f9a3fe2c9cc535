"""A network while it is written down: every layer is asked for its shape as it is added."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.rule import Config, Rule, find
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import FailsAtRun, Reject
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, product

SEQUENTIAL = "keras.Sequential"


class Step(NamedTuple):
    """One call of one layer: `name` as the architecture gives it, None where Keras makes one up.

    `rule` is None for a Sequential of the steps in `inner`; an operation has no `config` and no `state`.
    """

    name: str | None
    path: str
    rule: Rule | None
    config: Config | None
    state: LayerState | None
    arguments: Any
    output: Tensor
    inner: tuple[Step, ...] = ()


class CannotSay(Exception):
    """The architecture hangs on a value that is not known."""


class Net:
    """Collects the steps of a network in one world; calls are refused as the layers refuse them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.steps: list[Step] = []
        self.first = world.data_format == "channels_first"

    @property
    def axis(self) -> int:
        """The axis of channels."""
        return 1 if self.first else 3

    def __call__(self, kind: str, x: Any, name: str | None = None, /, **arguments: Any) -> Tensor:
        """The output of a layer of keras.layers, called on a tensor or a list of them."""
        return self.layer(f"keras.layers.{kind}", x, name, arguments)

    def layer(self, path: str, x: Any, name: str | None, arguments: dict[str, Any]) -> Tensor:
        rule = find(path)
        assert rule is not None
        state = LayerState()
        config = rule.configure([], arguments, self.world)
        if name is not None:
            config.base["name"] = name
        given = dict(config.values)
        if "world" in rule.given:
            given["world"] = self.world
        if "state" in rule.given:
            given["state"] = state
        try:
            out = rule.run(x, **given)
        except Reject as reject:
            raise _inside(reject, name or rule.short, rule.short) from None
        if isinstance(out, FailsAtRun):
            out = out.out
        self.steps.append(Step(name, path, rule, config, state, ([x], {}), _own(out, x)))
        return self.steps[-1].output

    def operation(self, name: str, *operands: Any) -> Tensor:
        """What keras.ops gives; no layer, unless a Keras before 3 makes one of it."""
        path = f"keras.ops.{name}"
        rule = find(path)
        assert rule is not None
        given = [Tensor((), None) if isinstance(each, float) else each for each in operands]
        out = rule.run(*given, **({"world": self.world} if "world" in rule.given else {}))
        self.steps.append(Step(None, path, rule, None, None, (list(operands), {}), _own(out, operands)))
        return self.steps[-1].output

    def sequential(self, x: Tensor, name: str, *layers: tuple[str, str, dict[str, Any]]) -> Tensor:
        """Layers in a model of their own, each as (kind, name, arguments)."""
        before, self.steps = self.steps, []
        out = x
        for kind, inner, arguments in layers:
            out = self(kind, out, inner, **arguments)
        inner_steps, self.steps = tuple(self.steps), before
        self.steps.append(Step(name, SEQUENTIAL, None, None, None, ([x], {}), out.like(), inner_steps))
        return self.steps[-1].output

    def pointwise(self, x: Tensor, name: str, filters: int) -> Tensor:
        """A convolution of single places, without a bias."""
        return self("Conv2D", x, name, filters=filters, kernel_size=1, padding="same", use_bias=False)

    def normalized(self, x: Tensor, name: str | None) -> Tensor:
        """Along the channels."""
        return self("BatchNormalization", x, name, axis=self.axis)

    def channels(self, x: Tensor) -> int:
        size = x.dims[self.axis]
        if not isinstance(size, int):
            raise CannotSay
        return size

    def sides(self, x: Tensor) -> tuple[Dim, Dim]:
        """Height and width."""
        return (x.dims[2], x.dims[3]) if self.first else (x.dims[1], x.dims[2])

    def halving_margins(self, x: Tensor, kernel: int) -> tuple[tuple[Dim, Dim], tuple[Dim, Dim]]:
        """The padding with which windows at stride 2 end where TensorFlow's own "same" ends."""
        sides = self.sides(x)
        if sides[0] is None:
            spare: tuple[Dim, Dim] = (1, 1)
        elif sides[1] is None:
            text = "{layer} cannot pad {0}: it needs both height and width, or none of them"
            raise Reject(ARGUMENT, text, x)
        else:
            spare = (1 - sides[0] % 2, 1 - sides[1] % 2)
        half = kernel // 2
        return (half - spare[0], half), (half - spare[1], half)  # type: ignore[operator]


def parameters(steps: list[Step] | tuple[Step, ...]) -> Dim:
    """The number of weights of all layers."""
    total: Any = 0
    for step in steps:
        total = total + parameters(step.inner)
        if step.state is not None:
            for shape in step.state.weights.values():
                count = product(shape)
                if count is None or count is UNKNOWN:
                    return UNKNOWN
                total = total + count
    return total  # type: ignore[no-any-return]


def rounded(size: float, divisor: int = 8, within_tenth: bool = True) -> int:
    """The nearest multiple of the divisor; `within_tenth`: never less than nine tenths of the size."""
    new = max(divisor, int(size + divisor / 2) // divisor * divisor)
    return new + divisor if within_tenth and new < 0.9 * size else new


def _own(out: Any, inputs: Any) -> Tensor:
    """A tensor of its own, as the output of a layer that gives its input back."""
    given = inputs if isinstance(inputs, (list, tuple)) else (inputs,)
    return out.like() if any(out is each for each in given) else out  # type: ignore[no-any-return]


def _inside(reject: Reject, name: str, short: str) -> Reject:
    reason = reject.reason
    told = reason.template.replace("{layer}", name if name == short else f"{name} ({short})")
    return Reject(reason.message, "{layer}: its layer " + told, *reason.values)
