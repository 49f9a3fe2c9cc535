"""The arguments of losses and metrics as classes, since Keras 2.3."""

from __future__ import annotations

from collections.abc import Iterable

from keras_shape_lint.findings import Reason
from keras_shape_lint.layers.spelling import unknown_argument
from keras_shape_lint.layers.world import World

_EVERYONES = ("name", "dtype", "reduction")
_COUNTED = "num_thresholds class_id"
_OVERLAP = "num_classes target_class_ids ignore_class sparse_y_true sparse_y_pred axis"
_TAKEN = {
    "AUC": "num_thresholds curve summation_method thresholds multi_label num_labels label_weights from_logits",
    "BinaryAccuracy": "threshold",
    "BinaryCrossentropy": "from_logits label_smoothing axis",
    "BinaryFocalCrossentropy": "apply_class_balancing alpha gamma from_logits label_smoothing axis",
    "BinaryIoU": "target_class_ids threshold",
    "CategoricalCrossentropy": "from_logits label_smoothing axis",
    "CategoricalFocalCrossentropy": "alpha gamma from_logits label_smoothing axis",
    "CosineSimilarity": "axis",
    "F1Score": "average threshold",
    "FBetaScore": "average beta threshold",
    "Huber": "delta",
    "MeanIoU": _OVERLAP,
    "Precision": "thresholds top_k class_id",
    "PrecisionAtRecall": f"recall {_COUNTED}",
    "R2Score": "class_aggregation num_regressors",
    "Recall": "thresholds top_k class_id",
    "RecallAtPrecision": f"precision {_COUNTED}",
    "SensitivityAtSpecificity": f"specificity {_COUNTED}",
    "SparseCategoricalCrossentropy": "from_logits ignore_class axis",
    "SparseTopKCategoricalAccuracy": "k from_sorted_ids",
    "SpecificityAtSensitivity": f"sensitivity {_COUNTED}",
    "TopKCategoricalAccuracy": "k",
    **dict.fromkeys(("FalseNegatives", "FalsePositives", "TrueNegatives", "TruePositives"), "thresholds"),
    **dict.fromkeys(("IoU", "OneHotIoU", "OneHotMeanIoU"), _OVERLAP),
    **dict.fromkeys((
        "Accuracy", "CategoricalAccuracy", "CategoricalHinge", "Hinge", "KLDivergence", "LogCosh", "LogCoshError",
        "Mean", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError",
        "Poisson", "RootMeanSquaredError", "SparseCategoricalAccuracy", "SquaredHinge", "Sum",
    ), ""),
}  # fmt: skip
"""What each class takes beside what all take: the loss and the metric of a name together, of Keras 2.15 and 3."""


def is_class(name: str) -> bool:
    """Of losses or metrics."""
    return name in _TAKEN


def refused(path: str, names: Iterable[str], world: World) -> Reason | None:
    """Why a loss or a metric is not made with arguments of these names: a TypeError of its constructor."""
    taken = _TAKEN.get(path.rpartition(".")[2])
    if taken is None or world.generation < (2, 3):
        return None
    known = (*taken.split(), *_EVERYONES)
    return next((unknown_argument(name, known) for name in names if name not in known), None)
