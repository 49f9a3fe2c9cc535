"""What a shape rule is, and how Python binds the arguments of the Keras call it stands for.

A rule is a pure function. Parameters before `*` mirror the layer's `call`, those after it its constructor, in
Keras' order. `world`, `state` and `label` are given to the rules that name them, and `rank` (the number of spatial
axes) to a rule that stands for the 1D, 2D and 3D forms of one layer. `symbolic` is given to functions on tensors: Keras
3 declares the shape of what is called on its inputs, and computes it inside the call of a layer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from keras_shape_lint.findings import ARGUMENT
from keras_shape_lint.layers.arguments import Check, TensorArgument
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.world import ALL, LATEST, Span, World, fits

GIVEN = frozenset({"symbolic", "world", "state"})

TAKES_ANY_NAME = 8
"""The flag of a function with `**names`."""

_TO_2: Span = ((1,), (2, 99))
BASE_ARGUMENTS: dict[str, Span] = {
    **dict.fromkeys(("name", "trainable", "input_shape", "input_dim"), ALL),
    **dict.fromkeys(("batch_input_shape", "input_length"), _TO_2),
    "dtype": ((2,), LATEST), "weights": ((2,), (2, 99)), "batch_size": ((2,), (2, 99)),
    "activity_regularizer": ((2, 15), LATEST), "autocast": ((2, 15), LATEST), "dynamic": ((2, 15), (2, 99)),
    "input_dtype": ((1,), (2, 3, 99)),
}  # fmt: skip
"""What the constructor of every layer takes besides its own arguments, and the generations that take it."""

F = TypeVar("F", bound=Callable[..., Any])
_MISSING: Any = object()


class Config:
    """Checked constructor arguments of one layer object. `cannot_say`: one the answer hangs on is unknown."""

    __slots__ = ("base", "cannot_say", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.base: dict[str, Any] = {}
        self.cannot_say = False


class Parameter:
    """One argument of a rule: its default, its check, and whether it is a tensor."""

    __slots__ = ("check", "default", "name", "tensor")

    def __init__(self, name: str, hint: Any, default: Any = _MISSING, rank: int | None = None) -> None:
        self.name = name
        self.default = default
        metadata = getattr(hint, "__metadata__", ())
        check = metadata[0] if metadata and isinstance(metadata[0], Check) else None
        self.check: Check | None = check if check is None or rank is None else check.of_rank(rank)
        self.tensor = hint is Tensor

    @property
    def required(self) -> bool:
        return self.default is _MISSING


class Rule:
    """One layer (or op, when it has no constructor) and the tables to bind its arguments by."""

    def __init__(
        self, names: tuple[str, ...], run: Callable[..., Any], kind: str, label: str | None, rank: int | None = None,
        arguments: str = "",
    ) -> None:  # fmt: skip
        self.names = names
        self.run = run
        self.kind = kind
        self.rank = rank
        self.inputs: tuple[Parameter, ...] = ()
        self.parameters: dict[str, Parameter] = {}
        self._read_signature()
        if rank is not None:
            self.run = _with_rank(run, rank)
        if arguments:
            self._call_by(arguments.split())
        self._index()
        taken = (*self.inputs, *self.parameters.values())
        self.calls_back = any(parameter.check is not None and parameter.check.called for parameter in taken)
        self.short = self.name.rpartition(".")[2]
        self.label_template = label
        self.merges = self.name in ("Merge", "keras.layers.Dot")
        self.inherited: frozenset[str] = frozenset()
        self.variadic = False
        self.stacks = False
        self.operators = False

    def add(self, parameter: Parameter) -> None:
        """One more constructor argument, for rules that stand for many layers."""
        self.parameters[parameter.name] = parameter
        self._index()

    def _index(self) -> None:
        self.order = tuple(self.parameters)
        self.required = tuple(name for name, parameter in self.parameters.items() if parameter.required)

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def takes_list(self) -> bool:
        """The layer is called on a list of tensors, not on one."""
        return bool(self.inputs) and not self.inputs[0].tensor

    @property
    def site_kind(self) -> str:
        return "merge" if self.merges else "layer"

    def _read_signature(self) -> None:
        code = self.run.__code__
        hints = _annotations(self.run)
        names = code.co_varnames
        positional = names[: code.co_argcount]
        keyword = names[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        defaults = self.run.__defaults__ or ()
        keyword_defaults = self.run.__kwdefaults__ or {}
        first_default = len(positional) - len(defaults)
        self.inputs = tuple(
            Parameter(name, hints.get(name), defaults[i - first_default] if i >= first_default else _MISSING)
            for i, name in enumerate(positional)
        )
        self.input_names = frozenset(positional)
        self.needed = first_default
        self.any_name = bool(code.co_flags & TAKES_ANY_NAME)
        self.given = GIVEN.intersection(keyword)
        self.parameters = {
            name: Parameter(name, hints.get(name), keyword_defaults.get(name, _MISSING), self.rank)
            for name in keyword
            if name not in GIVEN and not (name == "rank" and self.rank is not None)
        }

    def _call_by(self, words: list[str]) -> None:
        """The function's own words for its arguments, `=` behind those with a default. What the rule does not take, it
        does not ask about."""
        own = {word.rstrip("="): parameter.name for word, parameter in zip(words, self.inputs)}
        hints = _annotations(self.run)
        self.run = _with_words(self.run, own)
        defaults = {parameter.name: parameter.default for parameter in self.inputs}
        self.inputs = tuple(
            Parameter(word.rstrip("="), hints.get(name), _default(defaults.get(name), word.endswith("=")))
            for word, name in zip(words, [*own.values(), *[""] * len(words)])
        )
        self.input_names = frozenset(own)
        self.needed = sum(parameter.required for parameter in self.inputs)

    def configure(self, args: list[Any], kwargs: dict[str, Any], world: World, certain: bool = True) -> Config:
        """Bind and check constructor arguments as Python and Keras do.

        `certain` is False when a star argument may have brought more than is listed. Raises Reject.
        """
        config = Config()
        values = config.values
        parameters = self.parameters
        if len(args) > len(self.order):
            raise Reject(
                ARGUMENT, "{layer} takes at most {0} positional arguments, got {1}", len(self.order), len(args)
            )
        for name, value in zip(self.order, args, strict=False):
            values[name] = value
        for name, value in kwargs.items():
            if name in values:
                raise Reject(ARGUMENT, "{layer} got two values for its argument {0}", repr(name))
            if name in parameters:
                values[name] = value
            elif name in self.inherited or (name in BASE_ARGUMENTS and fits(BASE_ARGUMENTS[name], world)):
                config.base[name] = value
            else:
                raise Reject(ARGUMENT, "{layer} has no argument {0}; it takes {1}", repr(name), ", ".join(self.order))
        for name in self.required:
            if name not in values:
                if certain:
                    raise Reject(ARGUMENT, "{layer} needs its argument {0}", repr(name))
                config.cannot_say = True
        if not certain:
            config.cannot_say = config.cannot_say or any(p.check is not None for p in parameters.values())
        for name, value in values.items():
            if type(value) is TensorArgument and (refused := value.refused(self.short, name, world)) is not None:
                raise refused
            parameter = parameters[name]
            check = parameter.check
            if check is not None and (check.dated or value is not parameter.default):
                values[name] = value = check(value, name, world)
                if check.essential and check.unknown(value):
                    config.cannot_say = True
            if name in BASE_ARGUMENTS:
                config.base[name] = value
        return config

    def label(self, values: dict[str, Any], show: Callable[[Any], str] = repr) -> str:
        """The layer as people write it, with the arguments that decide its shape: `Dense(5)`."""
        if self.label_template is not None:
            defaults = {name: parameter.default for name, parameter in self.parameters.items()}
            return self.label_template.format_map(
                {k: "?" if v is _MISSING else show(v) for k, v in {**defaults, **values}.items()}
            )
        shown = [show(values[name]) for name in self.required if name in values]
        return f"{self.short}({', '.join(shown)})" if shown else self.short


def _annotations(run: Callable[..., Any]) -> dict[str, Any]:
    """As written: before Python 3.11 `typing.get_type_hints` makes Optional of what defaults to None."""
    return {name: _meant(hint, run.__globals__) for name, hint in run.__annotations__.items()}


def _meant(hint: Any, scope: dict[str, Any]) -> Any:
    """What an annotation means in its module, where many functions have the same."""
    if not isinstance(hint, str):
        return hint
    key = (scope["__name__"], hint)
    if key not in _meanings:
        _meanings[key] = eval(hint, scope)
    return _meanings[key]


_meanings: dict[tuple[str, str], Any] = {}


def _with_rank(run: Callable[..., Any], rank: int) -> Callable[..., Any]:
    @wraps(run)
    def ranked(*args: Any, **kwargs: Any) -> Any:
        return run(*args, rank=rank, **kwargs)

    return ranked


def _with_words(run: Callable[..., Any], own: dict[str, str]) -> Callable[..., Any]:
    """`run` by other words than its own for its arguments: `own` has them by the other."""
    own = own | {name: name for name in GIVEN}

    @wraps(run)
    def called(**given: Any) -> Any:
        return run(**{own[word]: value for word, value in given.items() if word in own})

    return called


def _default(own: Any, optional: bool) -> Any:
    if not optional:
        return _MISSING
    return None if own is _MISSING else own


_registered: dict[str, Rule] = {}


def layer(
    *names: str, function: str | None = None, label: str | None = None, rank: int | None = None, inherited: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the rule of a layer class under its canonical name and public aliases.

    `function` is the functional spelling (`keras.layers.add` of `keras.layers.Add`); `label` a format string over
    the constructor arguments for how messages name the layer; `rank` the number of spatial axes, where one function
    stands for several classes; `inherited` names what the constructor hands on to a class between it and Layer.
    """

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        rule = Rule(names, run, "layer", label, rank)
        rule.inherited = frozenset(inherited.split())
        for name in names:
            _registered[name] = rule
        if function is not None:
            rule.merges = True
            _registered[function] = FunctionForm((function,), run, label, rule)
        return run

    return register


def op(
    *names: str,
    label: str | None = None,
    arguments: str = "",
    variadic: bool = False,
    stacks: bool = False,
    operators: bool = False,
) -> Callable[[F], F]:
    """Declare the rule of a function on tensors; all its parameters are call arguments.

    `arguments` are the function's own words for them, where the rule stands for functions that call them differently:
    `image delta name=`, with `=` behind those that have a default. The first ones are what the rule takes, in order.
    `variadic`: it takes more by position than the rule names; `stacks`: Keras 3 takes a list of symbolic tensors for
    one tensor; `operators`: it computes with operators alone, so that a function of TensorFlow takes symbolic tensors
    of Keras 3.
    """

    def register(run: F) -> F:
        rule = Rule(names, run, "op", label, arguments=arguments)
        rule.variadic, rule.stacks, rule.operators = variadic, stacks, operators
        for name in names:
            _registered[name] = rule
        return run

    return register


def function(*names: str, label: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the rule of a functional spelling whose arguments are not those of a layer class."""

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        rule = FunctionForm(names, run, label)
        for name in names:
            _registered[name] = rule
        return run

    return register


class FunctionForm(Rule):
    """A layer in its functional spelling: built from all arguments but the first (`configure` takes those), and
    called on that. `layer` is the rule of the class it stands for, None where it has arguments of its own."""

    def __init__(
        self, names: tuple[str, ...], run: Callable[..., Any], label: str | None, layer: Rule | None = None
    ) -> None:
        super().__init__(names, run, "function", label)
        self.layer = layer
        self.merges = True
        if layer is not None:
            self.short = layer.short


def registered() -> dict[str, Rule]:
    """The rules of the modules imported so far, by canonical name."""
    return _registered


def find(name: str) -> Rule | None:
    """The rule of a canonical name, its family imported at first use; None when there is none."""
    rule = _registered.get(name)
    if rule is None:
        from keras_shape_lint.layers.index import MODULES

        module = MODULES.get(name)
        if module is None:
            return None
        __import__(f"{__package__}.{module}")
        rule = _registered.get(name)
    return rule
