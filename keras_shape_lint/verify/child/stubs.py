"""What a program does beside building models, left out: training, saving, plotting, downloads. Python 3.6 and later."""

import contextlib
import importlib
import sys
from typing import Any

METHODS = (
    "fit", "fit_generator", "evaluate", "evaluate_generator", "predict", "predict_generator", "predict_on_batch",
    "train_on_batch", "test_on_batch", "save", "save_weights", "load_weights", "export", "summary",
)  # fmt: skip
FUNCTIONS = (("utils", "plot_model"), ("utils", "model_to_dot"), ("models", "save_model"))
DATASETS: Any = {
    "mnist": (28, 28), "fashion_mnist": (28, 28), "cifar10": (32, 32, 3), "cifar100": (32, 32, 3), "imdb": (80,),
    "reuters": (80,), "boston_housing": (13,), "california_housing": (8,),
}  # fmt: skip


class LeftOut(Exception):
    """The program needs what verify does not do."""


class Anything:
    """What a stubbed call gives: holds whatever is asked for, and nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Anything()

    def __getitem__(self, key: Any) -> Any:
        return Anything()

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 0.0

    def __format__(self, spec: str) -> str:
        return "?"

    def _same(self, *others: Any) -> Any:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _same


class Stubs:
    """Attributes of Keras replaced, and put back."""

    def __init__(self) -> None:
        self.undo: Any = []

    def replace(self, owner: Any, name: str, stub: Any) -> None:
        if name in getattr(owner, "__dict__", ()):
            whole = owner.__dict__[name]
            with contextlib.suppress(AttributeError, TypeError):
                setattr(owner, name, stub)
                self.undo.append((owner, name, whole))

    def restore(self, *names: str) -> None:
        """What was replaced; only these names if given."""
        for owner, name, whole in reversed(self.undo):
            if not names or name in names:
                setattr(owner, name, whole)

    def weights(self, keras: Any) -> None:
        """Weights are neither fetched nor read."""
        for model in keras.find("keras.Model").__mro__:
            self.replace(model, "load_weights", nothing)
        for name, module in list(sys.modules.items()):
            if name.startswith(("keras", "tensorflow.keras", "tf_keras")):
                self.replace(module, "get_file", lambda *args, **kwargs: "weights.h5")

    def leave_out(self, keras: Any) -> None:
        self.weights(keras)
        models = {keras.find("keras.Model"), keras.find("keras.Sequential")}
        for model in {each for made in models for each in made.__mro__}:
            if model.__module__.split(".")[0] in ("keras", "tensorflow", "tf_keras"):
                for name in METHODS:
                    self.replace(model, name, nothing)
        for room, name in FUNCTIONS:
            found = getattr(getattr(keras.module, room, None), name, None)
            for owner in (getattr(keras.module, room, None), sys.modules.get(getattr(found, "__module__", ""))):
                self.replace(owner, name, nothing)
        self.replace(keras.module.models, "load_model", no_models)
        for name, shape in DATASETS.items():
            with contextlib.suppress(Exception):
                owner = importlib.import_module(keras.module.__name__ + ".datasets." + name)
                self.replace(owner, "load_data", lambda *args, shape=shape, **kwargs: samples(shape))


def nothing(*args: Any, **kwargs: Any) -> Any:
    return Anything()


def no_models(*args: Any, **kwargs: Any) -> Any:
    raise LeftOut("verify loads no saved model")


def samples(shape: Any) -> Any:
    numpy: Any = importlib.import_module("numpy")
    x, y = numpy.zeros((8, *shape), "uint8"), numpy.zeros((8,), "uint8")
    return (x, y), (x.copy(), y.copy())
