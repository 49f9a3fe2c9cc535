"""Functions of `keras.backend` (Keras 1 and 2) and of TensorFlow with no counterpart in keras.ops."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, SHAPES_DIFFER
from keras_shape_lint.layers.op_arguments import SomeAxes, SomeSizes, tensor_of
from keras_shape_lint.layers.op_names import MATH, TF, K, names
from keras_shape_lint.layers.ops_reduce import moments
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, apart, differ, is_known, same


@op(TF + "ensure_shape")
def ensure_shape(x: Tensor, shape: SomeSizes, name: Any = None) -> Tensor:
    """The sizes that either knows."""
    if shape is UNKNOWN:
        return x.like()
    if x.rank is None:
        return Tensor(tuple(shape), x.dtype)
    if x.rank != len(shape) or any(is_known(size) and differ(dim, size) for dim, size in zip(x.dims, shape)):
        raise Reject(ARGUMENT, "{layer}: {0} is not of the shape {1}", x, shape)
    return x.with_shape(*(_known(dim, size) for dim, size in zip(x.dims, shape, strict=True)))


def _known(dim: Dim, size: Dim) -> Dim:
    if dim is None or dim is UNKNOWN:
        return size if size is not None else dim
    return dim if size is None or size is UNKNOWN or same(dim, size) else UNKNOWN


@op(*names((TF, MATH), "add_n"), arguments="inputs name=")
@op(MATH + "accumulate_n", arguments="inputs shape= tensor_dtype= name=")
def add_n(inputs: Any) -> Tensor:
    """The shape of all."""
    if not isinstance(inputs, (list, tuple)) or not inputs or getattr(inputs, "open", False):
        return Tensor(UNKNOWN, None)
    first, *more = map(tensor_of, inputs)
    shape = first.shape
    for x in more:
        if not isinstance(shape, tuple) or x.rank is None:
            return Tensor(UNKNOWN, first.dtype)
        if apart(shape, x.dims):
            raise Reject(SHAPES_DIFFER, "{layer} adds tensors of one shape; {0} is not of that of {1}", x, first)
        shape = tuple(map(_known, shape, x.dims))
    return Tensor(shape, first.dtype)


@op(TF + "identity_n")
def identity_n(input: Any, name: Any = None) -> Any:
    """All unchanged."""
    return [tensor_of(x).like() for x in input] if isinstance(input, (list, tuple)) else Tensor(UNKNOWN, None)


@op(K + "normalize_batch_in_training", arguments="x gamma beta reduction_axes epsilon=")
def normalize_batch_in_training(x: Tensor, gamma: Any, beta: Any, reduction_axes: SomeAxes) -> Any:
    """(normalized, mean, variance)."""
    return x.like(), *moments(x, reduction_axes)


@op(K + "local_conv1d")
def local_conv1d(inputs: Tensor, kernel: Tensor, kernel_size: Any, strides: Any, data_format: Any = None) -> Tensor:
    """(batch, time, features) and (windows, window * features, filters) -> (batch, windows, filters)."""
    if inputs.rank != 3 or kernel.rank != 3 or data_format not in (None, "channels_last"):
        return inputs.unknown()
    return inputs.with_shape(inputs.dims[0], kernel.dims[0], kernel.dims[2])


@op(TF + "image.rgb_to_grayscale")
def rgb_to_grayscale(images: Tensor, name: Any = None) -> Tensor:
    """(..., 3) -> (..., 1)."""
    return images.with_shape(*images.dims[:-1], 1) if images.rank else images.unknown()


@op(TF + "image.grayscale_to_rgb")
def grayscale_to_rgb(images: Tensor, name: Any = None) -> Tensor:
    """(..., 1) -> (..., 3)."""
    return images.with_shape(*images.dims[:-1], 3) if images.rank else images.unknown()


@op(TF + "contrib.image.angles_to_projective_transforms")
def rotations(angles: Tensor, image_height: Any, image_width: Any, name: Any = None) -> Tensor:
    """(n,) -> (n, 8), of one angle (1, 8). Of TensorFlow 1."""
    if angles.rank is None:
        return Tensor((UNKNOWN, 8), None)
    return Tensor(((*angles.dims, 8) if angles.rank else (1, 8)), None)


@op(TF + "contrib.image.transform")
def contrib_transform(
    images: Tensor, transforms: Any, interpolation: Any = "NEAREST", output_shape: Any = None, name: Any = None
) -> Tensor:
    """Any shape, unchanged, unless another size is given. Of TensorFlow 1."""
    return images.computed() if output_shape is None else images.unknown()


@op(K + "ctc_batch_cost")
def ctc_batch_cost(y_true: Any, y_pred: Tensor, input_length: Any, label_length: Any) -> Tensor:
    """A number for each sample: (batch, 1)."""
    return Tensor((y_pred.dims[0] if y_pred.rank else UNKNOWN, 1))
