"""Names of Keras that have no shape rule, each with the reason: their tensors have an unknown shape.

Names under keras.layers and keras.ops, without that prefix.
"""

from __future__ import annotations

LAYERS: dict[str, str] = {
    "by what a program defines": "Layer Wrapper InputSpec",
    "by models of other libraries": "FlaxLayer JaxLayer TFSMLayer TorchModuleWrapper",
    "by the tracer itself": "InputLayer",
    "by layers in a list": "Pipeline",
}

OPS: dict[str, str] = {
    "by functions of the program": (
        "associative_scan cond custom_gradient fori_loop jvp map scan switch vectorize vectorized_map while_loop"
    ),
    "by values, not shapes": "bincount ctc_decode histogram nonzero unique unravel_index",
    "by a pattern in words": "rearrange",
    "by any number of tensors": "meshgrid",
    "by frames of a signal that overlap": "correlate fold istft stft unfold",
    "by vectors in an axis of their own": "cdist cross",
    "by another shape than Keras declares": "corrcoef",
    "no tensor, or one that is no layer's input": "allclose convert_to_numpy dtype is_tensor ndim shape size view",
}


def opaque(table: dict[str, str]) -> dict[str, str]:
    """Name -> reason."""
    return {name: reason for reason, names in table.items() for name in names.split()}
