"""First and last measured generation of the names whose use dates a program."""

from __future__ import annotations

from keras_shape_lint.layers.world import Generation

LATEST: Generation = (99,)

HISTORY: dict[str, tuple[Generation, Generation]] = {
    "Merge": ((1,), (2, 1, 99)),
    "merge": ((1,), (2, 1, 99)),
    **{
        f"keras.layers.{name}": ((2,), LATEST)
        for name in ("Add", "Multiply", "Average", "Maximum", "Concatenate", "Dot",
                     "add", "multiply", "average", "maximum", "concatenate", "dot")
    },
    "keras.layers.Subtract": ((2, 0, 7), LATEST),
    "keras.layers.subtract": ((2, 0, 7), LATEST),
    "keras.layers.Minimum": ((2, 0, 9), LATEST),
    "keras.layers.minimum": ((2, 0, 9), LATEST),
    "keras.layers.Softmax": ((2, 1, 3), LATEST),
    "keras.layers.ReLU": ((2, 2), LATEST),
    "keras.ops": ((3,), LATEST),
    "keras.layers.MultiHeadAttention": ((2, 4), LATEST),
    "keras.layers.LayerNormalization": ((2, 4), LATEST),
}  # fmt: skip
