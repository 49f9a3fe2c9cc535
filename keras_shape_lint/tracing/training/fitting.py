"""fit, evaluate, predict and their kin: data against inputs, then labels, losses and weights against outputs."""

from __future__ import annotations

from functools import partial
from typing import Any

from keras_shape_lint.findings import DATA_COUNT, Reason
from keras_shape_lint.graph import Node, Site, flat_tensors
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.arguments import strange
from keras_shape_lint.layers.training.counts import batch_fits, counted, divided, labels_named, listed
from keras_shape_lint.layers.training.losses import labelled
from keras_shape_lint.layers.training.methods import DEFAULT_BATCH, LABELLED, SINGLE_BATCH, TRAINING, bound
from keras_shape_lint.layers.training.metrics import measured
from keras_shape_lint.layers.training.weights import class_weighted, sample_weighted
from keras_shape_lint.layers.verdict import Doubtful, Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.rule import located
from keras_shape_lint.tracing.calls import UNCERTAIN
from keras_shape_lint.tracing.keras.apply import COST
from keras_shape_lint.tracing.keras.models import Model, report
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.training.advice import advised
from keras_shape_lint.tracing.training.compiling import compiled, hold, is_own, loss_name, losses, metrics, remember
from keras_shape_lint.tracing.training.feeding import Feed, arranged, feed_of, names_of
from keras_shape_lint.tracing.training.judging import judged
from keras_shape_lint.tracing.training.methods import Measure, Method
from keras_shape_lint.tracing.training.passing import declared_batch, is_stateful, passed
from keras_shape_lint.tracing.values import Instance, List, Unknown


def performed(run: Any, method: Method, args: list[Any], kwargs: dict[str, Any], site: Site) -> Any:
    """Call a method of a model. Data that could not be followed is let through in silence."""
    name, model = method.name, method.model
    uncertain = kwargs.pop(UNCERTAIN, False)
    run.worlds.arguments(run, name, kwargs)
    if misnamed(run, model, name, kwargs, site):
        return Unknown(f"the result of {name}")
    given = bound(name, args, kwargs)
    if name == "compile":
        remember(run, model, {} if uncertain else given, site)
        return None
    if uncertain:
        return Unknown(f"the result of {name}")
    run.spend(COST)
    feed = feed_of(run, given)
    outputs = Step(run, model, name, given, feed, site).taken() if feed is not None else None
    if name in ("fit", "fit_generator"):
        _validated(run, model, given, site)
    if name in ("predict", "predict_on_batch") and outputs is not None and feed is not None:
        return located(_predicted(outputs, feed), site)
    return Unknown(f"the result of {name}")


def misnamed(run: Any, model: Any, name: str, kwargs: dict[str, Any], site: Site) -> bool:
    """Whether an argument has a name that no release knows, which is reported."""
    open_ = isinstance(model, Instance) and (model.open or model.cls.open)
    wrong = strange(name, list(kwargs), run.world) if kwargs and not open_ else None
    if wrong is not None:
        report(run, wrong, site, Node("training", f"keras.Model.{name}", name, site, [], [], model))
    return wrong is not None


def _validated(run: Any, model: Any, given: dict[str, Any], site: Site) -> None:
    """`validation_data`, which is looked at as evaluate would."""
    data = given.get("validation_data")
    if isinstance(data, (List, tuple)) and len(data) in (2, 3) and not getattr(data, "open", False):
        other = dict(zip(("x", "y", "sample_weight"), data))
    elif data is not None:
        other = {"x": data}
    else:
        return
    if "batch_size" in given:
        other["batch_size"] = given["batch_size"]
    feed = feed_of(run, other)
    if feed is not None:
        Step(run, model, "validation_data", other, feed, site).taken()


def _predicted(outputs: list[Tensor], feed: Feed) -> Any:
    count = _samples(flat_arrays(feed.x))
    arrays = [
        Array((count, *(UNKNOWN if dim is None else dim for dim in tensor.dims[1:])), "float32")
        if isinstance(tensor.shape, tuple)
        else Array(UNKNOWN)
        for tensor in outputs
    ]
    return arrays[0] if len(arrays) == 1 else List(arrays)


def flat_arrays(nest: Any) -> list[Array]:
    """The arrays of a nest, in order."""
    if isinstance(nest, Array):
        return [nest]
    if isinstance(nest, dict):
        nest = list(nest.values())
    return [array for item in nest for array in flat_arrays(item)] if isinstance(nest, (list, tuple)) else []


def _samples(arrays: list[Array]) -> Dim:
    return next((array.length for array in arrays), UNKNOWN)


class Step:
    """One call with data: every check that Keras makes on the way, in its order."""

    def __init__(self, run: Any, model: Any, name: str, given: dict[str, Any], feed: Feed, site: Site) -> None:
        self.run = run
        self.model = model
        self.name = name
        self.given = given
        self.feed = feed
        self.compiled = compiled(model)
        self.node = Node("training", f"keras.Model.{name}", name, site, [], [], model, self.compiled,
                         ([feed.x, feed.y, feed.weights], given))  # fmt: skip
        self.labelled = name in LABELLED or name == "validation_data"

    def taken(self) -> list[Tensor] | None:
        """The outputs, where data could be followed through the model. What Keras refuses is reported.

        Data of another rank than declared is all that is said about a call: what follows hangs on it.
        """
        self.run.record(self.node)
        x = self._arranged(self.feed.x, getattr(self.model, "inputs", None), "input")
        if x is not None:
            self.node.inputs += x
        batch = self._batch(x)
        outputs = passed(self, x) if x is not None else None
        if x is None or outputs is None:
            return None
        self.node.inputs += outputs
        counts = [*self._tensors(self.feed.y), *self._tensors(self.feed.weights)]
        before = len(self.run.faults)
        cut = bool(self.given.get("validation_split")) and self.run.world.generation >= (2, 15)
        self._tell(partial(counted, x, counts, self.name in SINGLE_BATCH, cut))
        paired = len(self.run.faults) == before
        if isinstance(self.model, Model):
            self._tell(partial(batch_fits, x[0], self._declared_batch(self.model), batch))
        self._divide(x[0])
        if self.labelled and self.compiled is not None:
            self._hold(outputs)
            y = self._arranged(self.feed.y, self.model.outputs if isinstance(self.model, Model) else outputs, "output")
            if y is not None:
                self.node.inputs += y
            if y is not None and paired:
                self._compare(y, outputs, batch)
        return outputs

    def _hold(self, outputs: list[Tensor]) -> None:
        """What compile was given, at compile: the first training is what meets it."""
        assert self.compiled is not None
        declared = self.model.outputs if isinstance(self.model, Model) else outputs
        site = self.compiled.site
        node = Node("training", "keras.Model.compile", "compile", site, [], list(outputs), self.model, self.compiled)
        try:
            hold(self.compiled, names_of(declared), self.run.world, isinstance(declared, dict))
        except Reject as reject:
            self.run.report(reject.reason, site, node)

    def _declared_batch(self, model: Model) -> Dim:
        """The batch size that the model holds to: a stateful one, and in training any before tf.keras 2.15."""
        held = self.run.world.generation < (2, 15) and self.name in TRAINING
        return declared_batch(model) if held or is_stateful(model) else None

    def _divide(self, x: Tensor) -> None:
        fraction = self.given.get("validation_split")
        if isinstance(fraction, float) and self.name == "fit" and "validation_data" not in self.given and x.dims:
            self._tell(partial(divided, x.dims[0], fraction, self.run.world))

    def _tensors(self, nest: Any) -> list[Tensor]:
        return [array.tensor() for array in flat_arrays(nest)]

    def _arranged(self, nest: Any, wanted: Any, what: str) -> list[Tensor] | None:
        """None where it could not be followed; the tensors that were meant where Keras refuses."""
        if wanted is None:
            return self._tensors(nest) if what == "input" or isinstance(nest, Array) else None
        names = names_of(wanted)
        if not names:
            return None
        try:
            if type(nest) is tuple and self.feed.whole:
                listed(self.run.world)
            if what == "output" and isinstance(nest, dict) and isinstance(self.model, Model):
                labels_named(list(nest), names, not isinstance(wanted, Tensor), self.run.world)
            if what == "output" and (self._lenient(nest, names) or not self._labels_come(nest)):
                return None
            return arranged(nest, names, what)
        except Reject as reject:
            if all(isinstance(tensor.shape, tuple) for tensor in flat_tensors(wanted)):
                self.report(reject.reason)
            return None

    def _labels_come(self, nest: Any) -> bool:
        """False where there are none; a model with a loss of Keras' own is refused without them."""
        named = self.compiled is not None and not is_own(self.compiled.loss)
        if nest is None and self.feed.whole and "y" not in self.given and isinstance(self.model, Model) and named:
            self.report(Reason(DATA_COUNT, "{layer}: the model is compiled with a loss, and gets no labels", ()))
        return nest is not None

    def _lenient(self, nest: Any, names: list[Any]) -> bool:
        """Outputs without a loss need no labels. tf.keras 2.15 takes more labels than a model with one output has, and
        leaves out losses without labels."""
        if self.compiled is None or not self.compiled.asks_all(names):
            return True
        if not (2, 15) <= self.run.world.generation < (3,):
            return False
        if isinstance(nest, dict):
            return any(name not in nest for name in names)
        return bool(len(names) == 1 and isinstance(nest, (list, tuple)) and len(nest) > 1)

    def _compare(self, y: list[Tensor], outputs: list[Tensor], batch: Dim) -> None:
        assert self.compiled is not None
        names = names_of(self.model.outputs if isinstance(self.model, Model) else outputs)
        before = len(self.run.faults)
        for loss, labels, output in zip(losses(self.compiled, names), y, outputs):
            name = loss_name(loss)
            if name is not None:
                self._tell(partial(self._labelled, name, labels, output, batch), output)
            else:
                judged(self.run, loss, labels, output, self.node.site)
        if len(self.run.faults) > before:
            return
        for given, labels, output in zip(metrics(self.compiled, names, self.run.world), y, outputs):
            for metric in given:
                self._tell(partial(measured, metric, labels, output, batch, self.run.world))
        if len(y) != 1:
            return
        weights = self.feed.weights
        if isinstance(weights, Array) and "sample_weight_mode" not in self.compiled.arguments:
            self._tell(partial(sample_weighted, weights.tensor(), outputs[0], batch, self.run.world))
        if isinstance(self.given.get("class_weight"), dict) and self.name in TRAINING:
            self._tell(partial(class_weighted, y[0], outputs[0], self.run.world))

    def _labelled(self, loss: str, labels: Tensor, output: Tensor, batch: Dim) -> Doubtful | None:
        """Under the first batch, and under what is left for the last one."""
        answer = labelled(loss, labels, output, batch, self.run.world, self._greatest)
        samples = labels.dims[0] if labels.dims else UNKNOWN
        if isinstance(batch, int) and isinstance(samples, int) and self.feed.whole and batch > 0:
            left = samples % batch
            answer = (labelled(loss, labels, output, left, self.run.world) if left else None) or answer
        return answer

    @property
    def _greatest(self) -> int | None:
        """The greatest label of a single output, unless the loss leaves some labels out."""
        loss = self.compiled.loss if self.compiled is not None else None
        all_count = isinstance(loss, str) or (isinstance(loss, Measure) and "ignore_class" not in loss.arguments)
        return self.feed.y.greatest if all_count and isinstance(self.feed.y, Array) else None

    def _batch(self, x: list[Tensor] | None) -> Dim:
        """The size of the first batch; UNKNOWN where it hangs on what is not known."""
        first = x[0].dims[0] if x and x[0].dims else UNKNOWN
        if not self.feed.whole or self.name in SINGLE_BATCH:
            return first
        size = self.given.get("batch_size", DEFAULT_BATCH)
        size = DEFAULT_BATCH if size is None else size
        if "validation_split" in self.given or type(size) is not int or type(first) is not int:
            return UNKNOWN
        return min(size, first)

    def _tell(self, ask: Any, output: Tensor | None = None) -> None:
        """Ask a rule, and report what it says."""
        try:
            answer = ask()
            reason: Reason | None = answer.reason if isinstance(answer, Doubtful) else None
        except Reject as reject:
            reason = reject.reason
        if reason is not None:
            self.report(advised(reason, output))

    def report(self, reason: Reason) -> None:
        self.run.report(reason, self.node.site, self.node)
        if self.run.tries and reason.message.severity == "E":
            raise Raised(None, rejected=True)
