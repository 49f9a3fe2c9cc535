"""Names of Keras that have no shape rule, each with the reason: their tensors have an unknown shape.

Names under keras.layers and keras.ops, without that prefix.
"""

from __future__ import annotations

LAYERS: dict[str, str] = {
    "by what a program defines": "Layer Wrapper InputSpec",
    "by models of other libraries": "FlaxLayer JaxLayer TFSMLayer TorchModuleWrapper",
    "by the tracer itself": "Input InputLayer",
    "names and configurations of layers": "deserialize serialize",
}

OPS: dict[str, str] = {
    "a function made of a function of the program": "custom_gradient vectorize",
    "derivatives of a function of the program, taken by JAX": "jvp",
    "no tensor: the tracer's own": "convert_to_numpy dtype is_tensor ndim shape",
}

ACTIVATIONS: dict[str, str] = {"names and configurations of functions": "deserialize get serialize"}

RANDOM: dict[str, str] = {"no tensor": "SeedGenerator"}

BACKEND: dict[str, str] = {
    "settings, and questions about dtypes": (
        "backend epsilon floatx image_data_format is_float_dtype is_int_dtype result_type set_epsilon set_floatx "
        "set_image_data_format standardize_dtype"
    ),
    "no tensor": "clear_session get_uid is_keras_tensor",
}

OLD_BACKEND: dict[str, str] = {
    "the tracer's own": "int_shape ndim",
    "values of variables, which have the shape that they were made with": (
        "batch_get_value batch_set_value count_params eval get_value set_value variable"
    ),
    "no tensor": "dtype gradients is_sparse name_scope",
    "by values, not shapes": "ctc_decode ctc_label_dense_to_sparse to_dense",
    "of too few programs": "binary_focal_crossentropy categorical_focal_crossentropy",
}

TABLES: dict[str, dict[str, str]] = {
    "keras.layers": LAYERS,
    "keras.ops": OPS,
    "keras.activations": ACTIVATIONS,
    "keras.random": RANDOM,
    "keras.backend": BACKEND,
    "keras.applications": {},
}
"""The public modules of Keras 3 that offer layers and functions on tensors."""


def opaque(table: dict[str, str]) -> dict[str, str]:
    """Name -> reason."""
    return {name: reason for reason, names in table.items() for name in names.split()}
