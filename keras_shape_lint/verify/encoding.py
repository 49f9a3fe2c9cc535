"""The traced graph as the job that the child builds: JSON, every object by number."""

from __future__ import annotations

from math import prod
from typing import Any

from keras_shape_lint.graph import Fault, Node, flat_tensors
from keras_shape_lint.layers.rule import FunctionForm
from keras_shape_lint.layers.tensor import Eager, Tensor
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.keras.layer import Layer
from keras_shape_lint.tracing.keras.models import FunctionalModel, Model
from keras_shape_lint.tracing.keras.sequential import Sequential
from keras_shape_lint.tracing.keras.structure import ordered
from keras_shape_lint.tracing.training.methods import Measure
from keras_shape_lint.tracing.values import External, Opaque
from keras_shape_lint.verify.sizes import Sizes, runs
from keras_shape_lint.verify.training import Training

Record = dict[str, Any]
Target = tuple[str, Any]
"""What a fault is about: ("call", index of the node), ("make", layer), ("join", model) or ("train", index)."""

LARGEST = 10_000_000
"""Most numbers of an array that stands for one of the program's."""
_LEFT_OUT = frozenset({"callbacks", "metrics"})


class Encoding:
    """One job. `targets` gives, for each node, layer and model by identity, its number in the job."""

    def __init__(self, nodes: list[Node], faults: list[Fault]) -> None:
        self.sizes = Sizes()
        used = list({id(fault.node): fault.node for fault in faults if fault.node.kind == "use"}.values())
        self.nodes = [*(node for node in nodes if node.kind not in ("sequential", "training")), *used]
        self.index = {id(node): number for number, node in enumerate(self.nodes)}
        self.tensors: dict[str, Record] = {}
        self.layers: dict[str, Record] = {}
        self.models: dict[str, Record] = {}
        self.records = [self._node(node) for node in self.nodes]
        for node, record in zip(self.nodes, self.records):
            if node.kind == "application":
                record["ends"] = self._ends(node)
        self.trainings = [node for node in nodes if node.kind == "training"]
        training = Training(self)
        self.trained = [training.record(node) for node in self.trainings]
        self.makes: list[str] = []
        self.joins: list[str] = []
        self.resumed = [self.sizes.shape(tensor.shape) for fault in faults for tensor in fault.node.outputs]
        for fault in faults:
            self._extra(fault.node)

    @property
    def inputs(self) -> list[Any]:
        """The shapes of the Inputs, and of what stands in for the outputs of a call that is refused."""
        made = [tid for record in self.records if record["kind"] == "input" for tid in record["outputs"]]
        return [self.tensors[tid]["shape"] for tid in made] + self.resumed

    def job(self) -> Record:
        return {
            "mode": "rebuild", "nodes": self.records, "tensors": self.tensors, "layers": self.layers,
            "models": self.models, "makes": self.makes, "joins": self.joins,
            "trained": self.trained, "sizes": runs(self.inputs),
        }  # fmt: skip

    def targets(self, fault: Fault) -> list[Target]:
        """What the child says about any of these is said about the fault."""
        node = fault.node
        if id(node) in self.index:
            found: list[Target] = [("call", self.index[id(node)])]
            lid = self.records[self.index[id(node)]]["layer"]
            return [*found, ("make", lid)] if lid is not None else found
        if node.kind == "training":
            same = [other for other in self.trainings if other is node] or [
                other for other in self.trainings if other.layer is node.layer
            ]
            return [("train", self.trainings.index(other)) for other in same]
        if isinstance(node.layer, Layer):
            return [("make", _key(node.layer))]
        if isinstance(node.layer, Model):
            return [("join", _key(node.layer))]
        return [("make", f"name {node.callee}")]

    def _extra(self, node: Node) -> None:
        """What was refused before it came to a call: a layer made, a model joined, a name imported."""
        if id(node) in self.index or node.kind == "training":
            return
        if isinstance(node.layer, Layer):
            self.makes.append(self._layer(node.layer))
        elif isinstance(node.layer, FunctionalModel):
            self.joins.append(self._model(node.layer))
        elif node.layer is None and node.kind == "op" and not node.inputs:
            lid = f"name {node.callee}"
            self.layers[lid] = {"callee": node.callee, "args": [], "kwargs": {}, "name_only": True}
            self.makes.append(lid)

    def _node(self, node: Node) -> Record:
        args, kwargs = node.arguments
        kwargs = {name: value for name, value in (kwargs or {}).items() if not _idle(name, value)}
        if node.kind == "application" and kwargs.get("weights", "imagenet") != "imagenet":
            kwargs["weights"] = None
        record: Record = {
            "kind": node.kind, "callee": node.callee, "layer": None, "model": None, "function": False,
            "args": [self.value(arg) for arg in args],
            "kwargs": {name: self.value(value) for name, value in kwargs.items()},
            "outputs": [self._tensor(tensor) for tensor in node.outputs],
        }  # fmt: skip
        if isinstance(node.layer, Layer) and node.kind != "input":
            record["layer"] = self._layer(node.layer)
            record["function"] = isinstance(node.layer.rule, FunctionForm)
        elif isinstance(node.layer, Model):
            record["model"] = self._model(node.layer)
        return record

    def _ends(self, node: Node) -> list[Any]:
        """Of a ready-made model: its tensors that are used, each with `input`, `output` or the place of its layer."""
        model = node.layer
        (start,) = node.inputs or (None,)
        if model is None or not isinstance(start.producer, Node) or start.producer.kind != "input":  # type: ignore[union-attr]
            return []
        ends: list[tuple[Any, Any]] = [(start, "input"), (model.outputs, "output")]
        layers = [each for each in ordered(model) or () if not isinstance(each, Node)] if model.known_inside else []
        for place, layer in enumerate(layers):
            ends += [(tensor, place) for call in getattr(layer, "nodes", ()) for tensor in call.outputs]
        return [[_key(tensor), what] for tensor, what in ends if what == "output" or _key(tensor) in self.tensors]

    def _tensor(self, tensor: Tensor) -> str:
        tid = _key(tensor)
        if tid not in self.tensors:
            self.tensors[tid] = {"shape": self.sizes.shape(tensor.shape), "dtype": tensor.dtype}
        return tid

    def _layer(self, layer: Layer) -> str:
        lid = _key(layer)
        if lid not in self.layers:
            self.layers[lid] = {}
            args, kwargs = layer.written or ([], {"?": UNKNOWN})
            self.layers[lid] = {
                "callee": layer.path,
                "args": [self.value(arg) for arg in args],
                "kwargs": {name: self.value(value) for name, value in kwargs.items() if not _idle(name, value)},
            }
        return lid

    def _model(self, model: Model) -> str:
        mid = _key(model)
        if mid not in self.models:
            self.models[mid] = {}
            ends = {"inputs": model.inputs, "outputs": model.outputs}
            unbuilt = {"unknown": "a model is not built"}
            self.models[mid] = {end: unbuilt if nest is None else self.value(nest) for end, nest in ends.items()}
        return mid

    def value(self, value: Any) -> Any:
        """A value of the program, or {"unknown": why}."""
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, (Array, Eager)):
            return self._array(value)
        if isinstance(value, Tensor):
            return {"tensor": self._tensor(value)}
        if isinstance(value, Opaque) and value.tensor is not None:
            return {"tensor": self._tensor(value.tensor)}
        if isinstance(value, Opaque) and value.value is not None:
            value = value.value
        if isinstance(value, Symbol):
            try:
                return self.sizes.number(value)
            except ValueError as error:
                return {"unknown": str(error)}
        if isinstance(value, (list, tuple)) and not getattr(value, "open", False):
            return {"list" if isinstance(value, list) else "tuple": [self.value(item) for item in value]}
        if isinstance(value, dict) and not getattr(value, "open", False):
            return {"dict": [[key, self.value(item)] for key, item in value.items()]}
        if isinstance(value, slice):
            return {"slice": [self.value(part) for part in (value.start, value.stop, value.step)]}
        if isinstance(value, Layer):
            return {"layer": self._layer(value)}
        if isinstance(value, (FunctionalModel, Sequential)):
            return {"model": self._model(value)}
        if isinstance(value, External):
            return {"name": value.path}
        if isinstance(value, Measure):
            arguments = {name: self.value(given) for name, given in value.arguments.items() if name != "name"}
            return {"made": [value.path, arguments]}
        return {"ellipsis": 0} if value is Ellipsis else {"unknown": "an argument could not be followed"}

    def _array(self, value: Array | Eager) -> Any:
        shape = self.sizes.shape(value.shape)
        if shape == "?" or None in shape or "?" in shape or prod(shape) > LARGEST:
            return {"unknown": "an array could not be followed"}
        return {"array": [shape, value.dtype]}


def symbolic(node: Node) -> bool:
    """Its sizes are not all given by the program, so that what Keras says may hang on those we chose."""
    shapes = [tensor.shape for tensor in flat_tensors([node.inputs, node.outputs])]
    if any(not isinstance(s, tuple) or any(isinstance(d, Symbol) or d is UNKNOWN for d in s) for s in shapes):
        return True
    written = getattr(node.layer, "written", None)
    return written is not None and any(_open(value) for value in (*written[0], *written[1].values()))


def _open(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_open, value))
    return isinstance(value, (Symbol, Opaque))


_IGNORED = frozenset({"training", "mask"})
"""Call arguments of every layer, none of which changes a shape unless the rule names it."""


def _idle(name: str, value: Any) -> bool:
    """An argument that says nothing about shapes; a name does where labels and losses go by it."""
    if name == "name":
        return not isinstance(value, str)
    return name in _LEFT_OUT or (name in _IGNORED and isinstance(value, Tensor) and value.rank is None)


def _key(thing: Any) -> str:
    return f"{id(thing):x}"
