"""What tracing leaves behind: every Keras call with its tensors, enough to build the thing again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from keras_shape_lint.findings import Message, Reason
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.dims import shape_text


class Site(NamedTuple):
    """A source range; lines from 1, columns as UTF-8 byte offsets from 0."""

    path: str
    line: int
    col: int
    end_line: int
    end_col: int
    function: str


class Node:
    """One Keras call. `kind` is layer, op, input, model, sequential, merge, application or training; `callee` the
    canonical name.

    `config` holds the constructor arguments as bound, `layer` the layer object (shared by its calls), `stack` the
    call sites that led here, outermost first, and `decided` how many tests were on the way. `arguments` are those of
    the call itself, tensors in their nests. `guarded`: the program is written to meet a refusal here. `symbolic`: it
    comes from an Input; `computed`: it comes of values alone; both are None while nobody asked.

    Of kind use is what a program does with tensors or sizes by itself: `callee` is a function of Python's or NumPy's
    that does the same. It stands in faults alone.

    Of kind training is a call of fit and its kin: `layer` is the model (a functional or Sequential one, or an instance
    of a subclass), `config` what compile was given, `arguments` data, labels and weights as values and the call's
    arguments by name, `inputs` the tensors of data, outputs and labels.
    """

    __slots__ = (
        "_label",
        "arguments",
        "callee",
        "computed",
        "config",
        "decided",
        "guarded",
        "inputs",
        "kind",
        "layer",
        "outputs",
        "site",
        "stack",
        "symbolic",
    )

    def __init__(self, kind: str, callee: str, label: str | None, site: Site, inputs: list[Tensor],
                 outputs: list[Tensor], layer: Any = None, config: Any = None,
                 arguments: Any = ((), None)) -> None:  # fmt: skip
        self.kind = kind
        self.callee = callee
        self._label = label
        self.site = site
        self.inputs = inputs
        self.outputs = outputs
        self.layer = layer
        self.config = config
        self.arguments = arguments
        self.stack: tuple[Site, ...] = ()
        self.decided = 0
        self.symbolic: bool | None = None
        self.computed: bool | None = None
        self.guarded = False

    @property
    def label(self) -> str:
        """As messages name the call; the layer's own where none was given."""
        return self._label if self._label is not None else str(self.layer.label)

    @label.setter
    def label(self, text: str) -> None:
        self._label = text


class Decision(NamedTuple):
    """A test the program left open. `key` is the same in every run; `text` says what was taken.

    `test` is what was asked, and `taken` the answer. Decisions of one `group` were taken as a single one.
    """

    key: tuple[int, int, int]
    text: str
    test: Any = None
    taken: bool = True
    group: Any = None


class Fault:
    """A finding as tracing meets it, its text not made yet."""

    __slots__ = ("_key", "confidence", "decisions", "more", "needs", "node", "reason", "site", "stack")

    def __init__(self, reason: Reason, site: Site, node: Node, stack: tuple[Site, ...],
                 decisions: tuple[Decision, ...]) -> None:  # fmt: skip
        self.reason = reason
        self.site = site
        self.node = node
        self.stack = stack
        self.decisions = decisions
        self.needs: tuple[Decision, ...] = ()
        self.confidence = "INFERENCE"
        self.more = 0
        self._key: tuple[Any, ...] | None = None

    @property
    def message(self) -> Message:
        return self.reason.message

    @property
    def key(self) -> tuple[Any, ...]:
        """Symbol, site and cause: what makes it the same finding when it comes again."""
        if self._key is None:
            cause = tuple(shape_text(v.shape) if isinstance(v, Tensor) else str(v) for v in _flat(self.reason.values))
            self._key = self.message.symbol, self.site, self.reason.template, cause
        return self._key

    @property
    def place(self) -> tuple[Any, ...]:
        """What stays the same of it under another Keras generation."""
        return (self.message.severity, self.site)


class Graph:
    """The Keras calls of one file, in the order they were made.

    `models` are the functional models made, each as a node from its inputs to its outputs; `within` are the calls made
    inside a layer of the user's.
    """

    __slots__ = ("models", "nodes", "within")

    def __init__(self) -> None:
        self.models: list[Node] = []
        self.nodes: list[Node] = []
        self.within: set[int] = set()


def behind(node: Node) -> Iterator[Node]:
    """The calls that its inputs come from, nearest first, each once."""
    pending = [tensor.producer for tensor in node.inputs]
    seen: set[int] = set()
    for before in pending:
        if isinstance(before, Node) and id(before) not in seen:
            seen.add(id(before))
            yield before
            pending += [tensor.producer for tensor in before.inputs]


def flat_tensors(nest: Any) -> list[Tensor]:
    """The tensors of nested lists, tuples and dicts, in order."""
    if isinstance(nest, Tensor):
        return [nest]
    if isinstance(nest, dict):
        nest = list(nest.values())
    out: list[Tensor] = []
    if isinstance(nest, (list, tuple)):
        for entry in nest:
            if isinstance(entry, Tensor):
                out.append(entry)
            elif isinstance(entry, (list, tuple, dict)):
                out += _nested(entry)
    return out


MOST_NESTED = 100_000


def _nested(nest: Any) -> list[Tensor]:
    """As `flat_tensors`; none of a nest that holds too much: itself, maybe."""
    out: list[Tensor] = []
    pending = [nest]
    for _ in range(MOST_NESTED):
        if not pending:
            return out
        entry = pending.pop()
        if isinstance(entry, Tensor):
            out.append(entry)
        elif isinstance(entry, dict):
            pending.extend(reversed(entry.values()))
        elif isinstance(entry, (list, tuple)):
            pending.extend(reversed(entry))
    return []


def _flat(values: Any) -> list[Any]:
    out: list[Any] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            out.extend(_flat(value))
        else:
            out.append(value)
    return out
