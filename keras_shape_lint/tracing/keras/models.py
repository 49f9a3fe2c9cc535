"""Functional models, and what all models share."""

from __future__ import annotations

from functools import partial
from typing import Any

from keras_shape_lint.findings import ARGUMENT, GRAPH_DISCONNECTED, Reason
from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.history import span_of_argument
from keras_shape_lint.layers.model_arguments import strange_of_model
from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.methods import PARAMETERS
from keras_shape_lint.layers.world import World, fits
from keras_shape_lint.shapes.dims import Dim
from keras_shape_lint.tracing.attributes import dims_value
from keras_shape_lint.tracing.calls import UNCERTAIN
from keras_shape_lint.tracing.keras.layer import WEIGHTED
from keras_shape_lint.tracing.keras.nests import as_input, as_value
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.training.methods import Method
from keras_shape_lint.tracing.values import External, List, Native, Unknown

_QUIET = frozenset(("summary", "save", "save_weights", "load_weights", "build", "export"))


class Model:
    """What functional and Sequential models share: nests of inputs and outputs."""

    __slots__ = ("attributes", "inputs", "outputs", "site")

    attributes: dict[str, Any]
    inputs: Any
    outputs: Any
    site: Site
    label: str

    @property
    def callee(self) -> str:
        return f"keras.{self.label}"

    def parameters(self) -> Dim:
        """The number of weights; None where it is to be counted layer by layer."""
        return None

    def attribute(self, run: Any, name: str) -> Any:
        if name in self.attributes:
            return self.attributes[name]
        if name in PARAMETERS:
            return Method(self, name)
        if name in WEIGHTED:
            from keras_shape_lint.tracing.keras.weights import weighted

            return weighted(self, name)
        if name in _QUIET:
            return Native(name, partial(_quiet, name=name))
        if name in ("input", "output"):
            value = self.inputs if name == "input" else self.outputs
            tensors = flat_tensors(value)
            return as_value(tensors[0] if len(tensors) == 1 else value)
        if name in ("inputs", "outputs"):
            return List(flat_tensors(self.inputs if name == "inputs" else self.outputs))
        if name in ("input_shape", "output_shape"):
            tensors = flat_tensors(self.inputs if name == "input_shape" else self.outputs)
            shapes = [dims_value(tensor) for tensor in tensors]
            return shapes[0] if len(shapes) == 1 else List(shapes) if shapes else Unknown("a shape that is not built")
        if name in ("layers", "get_layer"):
            from keras_shape_lint.tracing.keras.structure import get_layer, layers

            return layers(run, self) if name == "layers" else Native(name, partial(get_layer, model=self))
        return Unknown(f"attribute {name} of a model")

    def set_attribute(self, run: Any, name: str, item: Any) -> None:
        run.touch(self)
        self.attributes[name] = item

    def is_kind(self, kind: Any) -> Any:
        if not isinstance(kind, External):
            return Unknown("the class of a model")
        if kind.path in ("keras.Model", "keras.layers.Layer", self.callee):
            return True
        return False if kind.path == "keras.Sequential" or find(kind.path) else Unknown("the class of a model")


class FunctionalModel(Model):
    """`order` holds the calls between inputs and outputs, each after what it needs; None when not all is known."""

    __slots__ = ("order",)

    def __init__(self, inputs: Any, outputs: Any, site: Site) -> None:
        self.inputs = inputs
        self.outputs = outputs
        self.site = site
        self.order: list[Node] | None = None
        self.attributes: dict[str, Any] = {}

    label = "Model"

    def snapshot(self) -> Any:
        return dict(self.attributes)

    def restore(self, state: Any) -> None:
        self.attributes = state


def _quiet(run: Any, *args: Any, name: str, **kwargs: Any) -> Any:
    """A method of which only the names of its arguments matter."""
    run.worlds.arguments(run, name, kwargs)
    return Unknown(f"the result of {name}")


def functional(run: Any, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """`Model(inputs, outputs)`; also `input=`, `output=` of 1.x."""
    from keras_shape_lint.tracing.keras.called_on import ends_refused

    if kwargs.pop(UNCERTAIN, False):
        return Unknown("a model made from star arguments")
    given = dict(zip(("inputs", "outputs"), args))
    given.update(kwargs)
    run.worlds.arguments(run, "Model", kwargs)
    for old, new in (("input", "inputs"), ("output", "outputs")):
        if old in given:
            given[new] = given.pop(old)
    if "inputs" not in given or "outputs" not in given:
        _incomplete(run, given, kwargs, site)
        return Unknown("a model without inputs or outputs")
    model = FunctionalModel(_end(given["inputs"], run.world), _end(given["outputs"], run.world), site)
    if "name" in given:
        model.attributes["name"] = given["name"]
    tensors = flat_tensors(model.outputs)
    node = Node("model", "keras.Model", "Model", site, flat_tensors(model.inputs), tensors, model)
    run.graph.models.append(node)
    strange = strange_of_model(kwargs, True, run.world)
    wrong = strange or _refused(kwargs, node.inputs, run.world) or ends_refused(run, given, site)
    wrong = wrong or _begun_inside(node.inputs, run.world)
    if wrong is not None:
        report(run, wrong, site, node)
    stray = connect(model)
    if stray is not None:
        template = "Model outputs depend on {0}, which is not among its inputs {1}; add it to inputs"
        report(run, Reason(GRAPH_DISCONNECTED, template, (stray, flat_tensors(model.inputs))), site, node)
    return model


def _end(given: Any, world: World) -> Any:
    """The tensors of one end in their nest; before Keras 3 a list of one is that one, up to 2.3 a tuple, too."""
    nest = as_input(given)
    lists = () if world.generation >= (3,) else (list,) if world.generation >= (2, 4) else (list, tuple)
    alone = isinstance(nest, lists) and len(nest) == 1 and isinstance(nest[0], Tensor)
    return nest[0] if alone else nest


def _incomplete(run: Any, given: dict[str, Any], kwargs: dict[str, Any], site: Site) -> None:
    """Keras 1 and 3 take no model of tensors without outputs; Keras 2 makes one that cannot be called."""
    strange = strange_of_model(kwargs, False, run.world)
    if strange is not None:
        report(run, strange, site, Node("model", "keras.Model", "Model", site, [], []))
        return
    inputs = flat_tensors(as_input(given.get("inputs")))
    if inputs and all(tensor.rank is not None for tensor in inputs) and not (2,) <= run.world.generation < (3,):
        node = Node("model", "keras.Model", "Model", site, inputs, [])
        report(run, Reason(ARGUMENT, "{layer} of {0} needs its argument 'outputs'", (inputs,)), site, node)


def _refused(kwargs: dict[str, Any], inputs: list[Tensor], world: World) -> Reason | None:
    """An argument under the name of another release, or before Keras 3 an input listed twice."""
    for old, new in (("input", "inputs"), ("output", "outputs")):
        for name, other in ((old, new), (new, old)):
            if name in kwargs and not fits(span_of_argument("Model", name), world):
                text = "Model has no argument {0} in Keras {1}; write {2}"
                return Reason(ARGUMENT, text, (repr(name), world.version, repr(other)))
    if world.generation < (3,) and len({id(tensor) for tensor in inputs}) < len(inputs):
        return Reason(ARGUMENT, "Model lists an input twice: {0}", (inputs,))
    return None


def _begun_inside(inputs: list[Tensor], world: World) -> Reason | None:
    """Up to 2.3 a model begins with Inputs alone; Keras 1 wants but those behind its inputs among them."""
    if world.generation >= (2, 4):
        return None
    listed = set(map(id, inputs))
    for tensor in inputs:
        node = tensor.producer
        computed = isinstance(node, Node) and node.kind != "input"
        if computed and (world.generation >= (2,) or any(id(root) not in listed for root in _inputs_behind(tensor))):
            text = "Model begins with {0}, which is no Input: this Keras wants a new Input, and the layers called on it"
            return Reason(GRAPH_DISCONNECTED, text, (tensor,))
    return None


def _inputs_behind(tensor: Tensor) -> list[Tensor]:
    found, done, pending = [], set(), [tensor]
    while pending:
        each = pending.pop()
        node = each.producer
        if not isinstance(node, Node) or id(node) in done:
            continue
        done.add(id(node))
        if node.kind == "input":
            found.append(each)
        pending.extend(node.inputs)
    return found


def report(run: Any, reason: Reason, site: Site, node: Node) -> None:
    """What Keras refuses about a model. Raises Raised where the program would catch it."""
    run.report(reason, site, node)
    if run.tries:
        raise Raised(None, rejected=True)


def connect(model: FunctionalModel) -> Tensor | None:
    """Fill in `order`; the first Input that is not listed, if there is one. Iterative: models may be deep."""
    inputs = {id(tensor) for tensor in flat_tensors(model.inputs)}
    order: list[Node] = []
    done: set[int] = set()
    complete = True
    stray: Tensor | None = None
    certain = all(isinstance(tensor.producer, Node) for tensor in flat_tensors(model.inputs))
    pending: list[tuple[Tensor | None, Node | None]] = [(tensor, None) for tensor in flat_tensors(model.outputs)]
    while pending:
        tensor, finished = pending.pop()
        if finished is not None:
            order.append(finished)
            continue
        if tensor is None or id(tensor) in inputs:
            continue
        node = tensor.producer
        if not isinstance(node, Node):
            complete = complete and isinstance(node, Site)  # an array or a weight is no part of what is fed
            continue
        if id(node) in done:
            continue
        done.add(id(node))
        if node.kind == "input":
            stray = stray or tensor
            continue
        pending.append((None, node))
        pending.extend((needed, None) for needed in node.inputs)
    model.order = order if complete else None
    return stray if certain and inputs else None
