"""What a real Keras does with data, labels, weights and metrics: every case of a grid, one training step each.

    python tests/training/measure.py GENERATION OUT.jsonl [--graph] [--only QUESTION]

runs under the Keras to be measured (1.2.2, 2.1.6 and 2.2.4 on Python 3.6, 2.3.1 on 3.7, tf.keras 2.15, Keras 3) and
needs nothing of this project. Eager where the release can; --graph repeats every 15th case in graph mode.
A record: the case as given, and "got": "ok" or the type and first line of what was raised. The records of all
releases, one after the other, are tests/data/training.jsonl.xz.
"""

import json
import sys

import numpy as np

try:
    import keras
except ImportError:
    import tensorflow as tf

    keras = tf.keras
else:
    if sys.argv[1] == "2.15":
        import tensorflow as tf

        keras = tf.keras

SAMPLES = 7
RELEASE = tuple(map(int, sys.argv[1].split(".")))
MODERN = RELEASE >= (2, 15)
OBJECTS = RELEASE >= (2, 3)
"""Losses and metrics are classes, too."""
L = keras.layers
EAGER = "--graph" not in sys.argv


def conv2d():
    return L.Conv2D(2, 3) if RELEASE >= (2,) else L.Convolution2D(2, 3, 3)


def ends(name):
    """The layers of an archetype; each begins with what the data meets."""
    return {
        "dense": lambda: [L.Dense(2)],
        "flatten": lambda: [L.Flatten(), L.Dense(2)],
        "conv2": lambda: [conv2d(), L.Flatten(), L.Dense(2)],
        "conv2gap": lambda: [conv2d(), L.GlobalAveragePooling2D()],
        "conv1": lambda: [L.Conv1D(2, 2), L.GlobalMaxPooling1D()],
        "lstm": lambda: [L.LSTM(2)],
        "embed": lambda: [L.Embedding(9, 2), L.LSTM(2)],
        "embedflat": lambda: [L.Embedding(9, 2), L.Flatten(), L.Dense(2)],
        "norm": lambda: [L.BatchNormalization(), L.Dense(2)],
        "activation": lambda: [L.Activation("relu")],
    }[name]()


def model_of(kind, end, shape):
    layers = ends(end)
    if kind == "sequential":
        first = L.InputLayer(batch_input_shape=(None, *shape)) if sys.argv[1] != "3" else L.Input(shape)
        return keras.models.Sequential([first, *layers])
    if kind == "bare":
        return keras.models.Sequential(layers)
    if kind == "subclass":

        class Sub(keras.models.Model):
            def __init__(self):
                super().__init__()
                self.parts = layers

            def call(self, x):
                for layer in self.parts:
                    x = layer(x)
                return x

        return Sub()
    x = inputs = L.Input(shape)
    for layer in layers:
        x = layer(x)
    return keras.models.Model(inputs, x)


def compiled(model, loss, metrics=None, **more):
    more.update({"run_eagerly": EAGER} if MODERN else {})
    if sys.argv[1] == "3" and not EAGER:
        more["jit_compile"] = False
    model.compile(optimizer="sgd", loss=loss, metrics=metrics, **more)
    return model


def taught(model, x, y):
    if EAGER:
        model.train_on_batch(x, y)
    else:
        model.fit(x, y, verbose=0)


def spread(shape):
    """Data shapes (without the samples) that are near a declared one."""
    out = [shape, (*shape, 1), (*shape, 3), (1, *shape), shape[:-1], shape[1:], (*shape, 1, 1), shape[::-1]]
    for axis, size in enumerate(shape):
        for other in ((size or 4) + 1, (size or 4) - 1, 1):
            out.append((*shape[:axis], other, *shape[axis + 1 :]))
    out.append((int(np.prod([size or 4 for size in shape])),))
    out.append(())
    done = []
    for found in out:
        found = tuple(size or 4 for size in found)
        if found not in done:
            done.append(found)
    return done


DATA = [
    ((4,), ("dense", "flatten", "embed", "embedflat", "norm", "activation")),
    ((1,), ("dense", "activation", "embed")),
    ((4, 3), ("dense", "flatten", "lstm", "conv1", "norm", "activation")),
    ((4, 1), ("dense", "flatten", "lstm", "conv1", "activation")),
    ((1, 4), ("lstm", "dense")),
    ((None, 3), ("lstm", "conv1", "dense", "activation")),
    ((None, 1), ("lstm", "conv1")),
    ((None,), ("embed",)),
    ((6, 6, 1), ("conv2", "flatten", "activation")),
    ((6, 6, 3), ("conv2", "flatten", "dense")),
    ((6, 5, 3), ("conv2", "conv2gap", "activation")),
    ((None, None, 3), ("conv2gap",)),
    ((4, 6, 6, 3), ("activation", "dense")),
]


def data_cases():
    for kind in ("functional", "sequential", "bare", "subclass"):
        if (kind == "subclass" and not MODERN) or (kind == "bare" and RELEASE < (2, 2)):
            continue
        for shape, archetypes in DATA:
            for end in archetypes:
                for found in spread(shape):
                    yield {"ask": "data", "kind": kind, "input": shape, "end": end, "data": (SAMPLES, *found)}


def data_run(case, model=[None, None]):  # noqa: B006
    key = case["kind"], case["end"], case["input"]
    if model[0] != key or case["kind"] in ("bare", "subclass"):
        keras.backend.clear_session()
        model[:] = key, compiled(model_of(case["kind"], case["end"], case["input"]), "mse")
    x = np.zeros(case["data"], "int32" if case["end"].startswith("embed") else "float32")
    if not MODERN and case["kind"] == "bare":
        compiled(model[1], lambda a, b: b).fit(x, np.zeros((SAMPLES, 2)), verbose=0)
    elif EAGER:
        model[1].predict_on_batch(x)
    else:
        model[1].predict(x, verbose=0)


LOSSES = [
    "mse", "mean_squared_error", "mae", "mape", "msle", "huber", "log_cosh", "logcosh", "cosine_similarity", "hinge",
    "squared_hinge", "categorical_hinge", "binary_crossentropy", "binary_focal_crossentropy",
    "categorical_crossentropy", "categorical_focal_crossentropy", "sparse_categorical_crossentropy", "poisson",
    "kl_divergence", "kld", "dice", "tversky", "circle",
]  # fmt: skip
LOSS_OBJECTS = {
    "MeanSquaredError": {}, "MeanAbsoluteError": {}, "MeanAbsolutePercentageError": {},
    "MeanSquaredLogarithmicError": {}, "Huber": {}, "LogCosh": {}, "CosineSimilarity": {}, "Hinge": {},
    "SquaredHinge": {}, "CategoricalHinge": {}, "Poisson": {}, "KLDivergence": {}, "BinaryCrossentropy": {},
    "BinaryFocalCrossentropy": {}, "CategoricalCrossentropy": {}, "CategoricalFocalCrossentropy": {},
    "SparseCategoricalCrossentropy": {}, "Dice": {}, "Tversky": {}, "Circle": {},
    "BinaryCrossentropy logits": {"from_logits": True}, "CategoricalCrossentropy logits": {"from_logits": True},
    "SparseCategoricalCrossentropy logits": {"from_logits": True},
    "CategoricalCrossentropy smooth": {"label_smoothing": 0.1}, "BinaryCrossentropy smooth": {"label_smoothing": 0.1},
}  # fmt: skip
OUTPUTS = [(1,), (5,), (2,), (4, 1), (4, 5), (3, 4, 5), (3, 4, 1)]
LABELS = [
    (), (1,), (5,), (2,), (4,), (3,), (4, 1), (5, 1), (2, 1), (1, 1), (1, 5), (1, 2), (4, 5), (4, 2), (3, 4),
    (3, 4, 1), (3, 4, 5), (3, 4, 2), (4, 1, 1), (4, 5, 1), (3, 4, 5, 1), (1, 4, 1), (1, 4, 5),
]  # fmt: skip


def plain(shape):
    """A model whose output has a shape: one Dense on the last axis."""
    inputs = L.Input(tuple(shape))
    return keras.models.Model(inputs, L.Dense(shape[-1], activation="sigmoid")(inputs))


def loss_of(name):
    if name[0].islower():
        return name
    return getattr(keras.losses, name.split()[0])(**LOSS_OBJECTS[name])


def loss_cases():
    for loss in [*LOSSES, *(LOSS_OBJECTS if OBJECTS else ())]:
        for output in OUTPUTS:
            for label in LABELS:
                yield {"ask": "loss", "loss": loss, "output": output, "labels": (SAMPLES, *label)}


def loss_run(case, model=[None, None]):  # noqa: B006
    key = case["loss"], case["output"]
    if model[0] != key:
        model[:] = None, None
        keras.backend.clear_session()
        model[:] = key, compiled(plain(case["output"]), loss_of(case["loss"]))
    x = np.zeros((SAMPLES, *case["output"]), "float32")
    y = np.zeros(case["labels"], "int32" if "parse" in case["loss"] else "float32")
    taught(model[1], x, y)


METRICS = [
    "accuracy", "acc", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "mse", "mae",
    "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "top_k_categorical_accuracy",
    "sparse_top_k_categorical_accuracy", "cosine_similarity",
]  # fmt: skip
METRIC_OBJECTS = [
    "AUC", "Precision", "Recall", "BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy", "Accuracy",
    "TruePositives", "MeanSquaredError", "RootMeanSquaredError", "MeanAbsoluteError", "BinaryCrossentropy", "F1Score",
]  # fmt: skip


def metric_cases():
    for metric in METRICS + (METRIC_OBJECTS if OBJECTS else []):
        for loss in ("own", "sparse_categorical_crossentropy", "binary_crossentropy", "categorical_crossentropy"):
            if loss != "own" and metric not in ("accuracy", "acc"):
                continue
            for output in OUTPUTS:
                for label in LABELS:
                    yield {"ask": "metric", "metric": metric, "loss": loss, "output": output,
                           "labels": (SAMPLES, *label)}  # fmt: skip


def own_loss(y_true, y_pred):
    return keras.backend.mean(y_pred, axis=-1) if sys.argv[1] != "3" else keras.ops.mean(y_pred, axis=-1)


def metric_run(case, model=[None, None]):  # noqa: B006
    key = case["metric"], case["loss"], case["output"]
    if model[0] != key:
        model[:] = None, None
        keras.backend.clear_session()
        metric = case["metric"]
        metric = metric if metric[0].islower() else getattr(keras.metrics, metric)()
        loss = own_loss if case["loss"] == "own" else case["loss"]
        model[:] = key, compiled(plain(case["output"]), loss, [metric])
    x = np.zeros((SAMPLES, *case["output"]), "float32")
    y = np.zeros(case["labels"], "int32" if "parse" in case["metric"] + case["loss"] else "float32")
    taught(model[1], x, y)


def weight_cases():
    for loss, output, label in (
        ("mse", (1,), (1,)), ("mse", (1,), ()), ("mse", (5,), (5,)), ("mse", (4, 1), (4, 1)), ("mse", (4, 5), (4, 5)),
        ("mse", (3, 4, 5), (3, 4, 5)), ("categorical_crossentropy", (5,), (5,)),
        ("categorical_crossentropy", (4, 5), (4, 5)), ("categorical_crossentropy", (3, 4, 5), (3, 4, 5)),
        ("sparse_categorical_crossentropy", (5,), ()), ("sparse_categorical_crossentropy", (5,), (1,)),
        ("sparse_categorical_crossentropy", (4, 5), (4,)), ("sparse_categorical_crossentropy", (4, 5), (4, 1)),
        ("sparse_categorical_crossentropy", (3, 4, 5), (3, 4)), ("binary_crossentropy", (1,), (1,)),
        ("binary_crossentropy", (1,), ()), ("binary_crossentropy", (5,), (5,)),
    ):  # fmt: skip
        case = {"ask": "weight", "loss": loss, "output": output, "labels": (SAMPLES, *label)}
        for weight in ((), (1,), (5,), (4,), (4, 1), (4, 5), (3, 4), (3, 4, 1), (2,)):
            yield dict(case, weights=(SAMPLES, *weight))
        yield dict(case, weights=(SAMPLES - 2,))
        yield dict(case, classes=5)


def weight_run(case, model=[None, None]):  # noqa: B006
    key = case["loss"], case["output"]
    if model[0] != key:
        model[:] = None, None
        keras.backend.clear_session()
        model[:] = key, compiled(plain(case["output"]), case["loss"])
    x = np.zeros((SAMPLES, *case["output"]), "float32")
    y = np.zeros(case["labels"], "int32" if "parse" in case["loss"] else "float32")
    if "classes" in case:
        model[1].fit(x, y, class_weight=dict.fromkeys(range(case["classes"]), 1.0), verbose=0)
    else:
        model[1].fit(x, y, sample_weight=np.ones(case["weights"], "float32"), verbose=0)


def structure_cases():
    from structures import STRUCTURES

    for statements in STRUCTURES:
        yield {"ask": "structure", "statements": statements}


def structure_run(case):
    """The last statement is the one asked about; the others are taken by every release, or say so themselves."""
    from structures import prologue

    keras.backend.clear_session()
    names = {}
    exec(prologue(sys.argv[1]) + "\n".join(case["statements"]), names)


ASKED = {
    "structure": (structure_cases, structure_run),
    "data": (data_cases, data_run), "loss": (loss_cases, loss_run), "metric": (metric_cases, metric_run),
    "weight": (weight_cases, weight_run),
}  # fmt: skip


def verdict(run, case):
    try:
        run(case)
    except Exception as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        said = lines[0] if lines else ""
        if said.startswith(("Exception encountered", "Graph execution error")):
            said += " | " + lines[1 if said.startswith("Exception") else -1] if len(lines) > 1 else ""
        return [type(error).__name__, said[:200]]
    return "ok"


def main():
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    with open(sys.argv[2], "w") as out:
        for ask, (cases, run) in ASKED.items():
            if only and ask != only:
                continue
            for number, case in enumerate(cases()):
                if EAGER or number % 15 == 0 or ask == "structure":
                    got = verdict(run, case)
                    out.write(json.dumps(dict(case, generation=sys.argv[1], got=got)) + "\n")
            print(ask, number + 1, flush=True)


if __name__ == "__main__":
    main()
