"""The names of the arguments that `fit` and its kin take, in one release of Keras 1.0 to 3.15 or another."""

from __future__ import annotations

from keras_shape_lint.findings import Reason
from keras_shape_lint.layers.spelling import unknown_argument
from keras_shape_lint.layers.world import World

_DATA = "x y batch_size verbose sample_weight kwargs show_accuracy"
_QUEUE = "callbacks max_queue_size workers use_multiprocessing steps"
_STREAM = "generator max_queue_size max_q_size workers nb_worker use_multiprocessing pickle_safe verbose callbacks"
_FIT = "callbacks validation_data class_weight shuffle initial_epoch epochs nb_epoch steps_per_epoch validation_steps"
_TAKEN = {
    "fit": f"{_DATA} {_FIT} {_QUEUE} validation_split validation_batch_size validation_freq",
    "evaluate": f"{_DATA} {_QUEUE} return_dict",
    "predict": f"x batch_size verbose {_QUEUE}",
    "train_on_batch": f"{_DATA} class_weight accuracy reset_metrics return_dict",
    "test_on_batch": f"{_DATA} accuracy reset_metrics return_dict",
    "fit_generator": f"{_STREAM} {_FIT} validation_freq samples_per_epoch nb_val_samples show_accuracy nb_val_worker "
    "sample_weight kwargs",
    "compile": "optimizer loss loss_weights metrics weighted_metrics run_eagerly steps_per_execution jit_compile "
    "auto_scale_loss pss_evaluation_shards sample_weight_mode target_tensors distribute class_mode sample_weight_modes "
    "from_serialized experimental_run_tf_function experimental_steps_per_execution kwargs",
}
_NAMES = {name: frozenset(taken.split()) for name, taken in _TAKEN.items()}


def strange(method: str, given: list[str], world: World) -> Reason | None:
    """Why a method has not one of these arguments: no release has it. Old ones hand those of compile on."""
    names = _NAMES.get(method)
    if names is None or (method == "compile" and world.generation < (2, 4)):
        return None
    found = next((name for name in given if name not in names), None)
    return None if found is None else unknown_argument(found, names)
