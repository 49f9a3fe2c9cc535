"""Dropout and noise: `keras/src/layers/regularization`. None of them changes a shape."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import NoiseRate, NoiseShape, Rate
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.window_arguments import DataFormat
from keras_shape_lint.layers.world import World


@layer("keras.layers.Dropout")
def dropout(x: Tensor, training: Any = None, *, rate: Rate, noise_shape: NoiseShape = None, seed: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.AlphaDropout")
def alpha_dropout(
    x: Tensor, training: Any = None, *, rate: NoiseRate, noise_shape: Any = None, seed: Any = None
) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.GaussianDropout")
def gaussian_dropout(x: Tensor, training: Any = None, *, rate: NoiseRate, seed: Any = None) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.GaussianNoise")
def gaussian_noise(
    x: Tensor,
    training: Any = None,
    *,
    stddev: NoiseRate,
    seed: Any = None,
) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.ActivityRegularization")
def activity_regularization(x: Tensor, *, l1: Any = 0.0, l2: Any = 0.0) -> Tensor:
    """Any shape, unchanged."""
    return x.computed()


@layer("keras.layers.SpatialDropout1D")
def spatial_dropout1d(
    x: Tensor, training: Any = None, *, rate: Rate, seed: Any = None, name: Any = None, dtype: Any = None, world: World
) -> Tensor:
    """(batch, steps, channels), unchanged."""
    _require_axes(x, 3, world)
    return x.computed()


def _require_axes(x: Tensor, rank: int, world: World) -> None:
    """So many axes; Keras 1 takes more."""
    if world.generation >= (2,):
        x.require_rank(rank)
    else:
        x.require_min_rank(rank)


@layer("keras.layers.SpatialDropout2D", rank=2)
@layer("keras.layers.SpatialDropout3D", rank=3)
def spatial_dropout(
    x: Tensor,
    training: Any = None,
    *,
    rate: Rate,
    data_format: DataFormat = None,
    seed: Any = None,
    name: Any = None,
    dtype: Any = None,
    world: World,
    rank: int,
) -> Tensor:
    """A batch of images or volumes, unchanged."""
    _require_axes(x, rank + 2, world)
    return x.computed()
