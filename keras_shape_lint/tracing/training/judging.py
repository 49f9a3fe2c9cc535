"""Losses called on tensors: Keras' own by the program, and the program's own as Keras calls them in training."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.graph import Node, Site
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.training.losses import canonical, expanded, labelled, matched, paired
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import Dims
from keras_shape_lint.tracing.calls import UNCERTAIN, forget_arguments, invoke
from keras_shape_lint.tracing.keras.nests import as_input
from keras_shape_lint.tracing.training.compiling import is_own, of_own_class
from keras_shape_lint.tracing.training.methods import Measure
from keras_shape_lint.tracing.values import Bound, Unknown


def measured(run: Any, measure: Measure, args: list[Any], kwargs: dict[str, Any], site: Any) -> Any:
    """`loss_object(y_true, y_pred)`, under a batch of any size."""
    forget_arguments(run, args, kwargs)
    given = dict(zip(("y_true", "y_pred"), args)) | kwargs
    loss = canonical(measure.path)
    if loss is not None and UNCERTAIN not in kwargs and run.world.generation >= (2, 15):
        labels, output = as_input(given.get("y_true")), as_input(given.get("y_pred"))
        if isinstance(labels, Tensor) and isinstance(output, Tensor) and labels.rank:
            _judge(run, measure, loss, labels, output, site)
    return Unknown("the value of a loss or metric")


def _judge(run: Any, measure: Measure, loss: str, labels: Tensor, output: Tensor, site: Site) -> None:
    try:
        labelled(loss, labels, output, None, run.world)
    except Reject as reject:
        label = measure.path.rpartition(".")[2]
        run.report(reject.reason, site, Node("use", measure.path, label, site, [labels, output], []))


def judged(run: Any, loss: Any, labels: Tensor, output: Tensor, site: Site) -> None:
    """A loss of the program's own is called on a batch, the ranks made alike as Keras does since 2.15.

    Keras 3 hands to an object of a subclass of Loss what it is given. What fails in a loss is reported where it is.
    """
    if not is_own(loss) or run.world.generation < (2, 15):
        return
    if not isinstance(labels.shape, tuple) or not isinstance(output.shape, tuple) or not (labels.rank and output.rank):
        return
    dims = (None, *labels.dims[1:]), (None, *output.dims[1:])
    method = of_own_class(loss)
    if run.world.generation < (3,):
        dims = matched(*dims) if method is None else expanded(*dims)
    elif method is None:
        dims = paired(*dims)
    run.inside += 1
    try:
        invoke(
            run,
            loss if method is None else Bound(method, loss),
            [_batch(labels, dims[0]), _batch(output, dims[1])],
            {},
            site,
        )
    finally:
        run.inside -= 1


def _batch(whole: Tensor, dims: Dims) -> Tensor:
    batch = Tensor(dims, whole.dtype)
    batch.name, batch.producer = whole.name, whole.producer
    return batch
