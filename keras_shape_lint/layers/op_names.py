"""Where functions on tensors live: the beginnings of their names."""

from __future__ import annotations

KERAS = "keras.ops."
TF = "tensorflow."
MATH = "tensorflow.math."
NN = "tensorflow.nn."
K = "keras.backend."
ACTIVATIONS = "keras.activations."


def names(prefixes: str | tuple[str, ...], listed: str) -> list[str]:
    """`a b` under each prefix."""
    return [
        prefix + name for prefix in ([prefixes] if isinstance(prefixes, str) else prefixes) for name in listed.split()
    ]
