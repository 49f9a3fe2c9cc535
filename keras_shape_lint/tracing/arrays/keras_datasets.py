"""`keras.datasets`: the shapes that `load_data` gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.shapes.dims import UNKNOWN, Dims
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.rule import MISTAKES, located, unknown
from keras_shape_lint.tracing.library import provides

F = TypeVar("F", bound=Callable[..., Any])


def provided(name: str) -> Callable[[F], F]:
    """Declare `keras.datasets.NAME.load_data`: a function of the run and the arguments."""

    def register(rule: F) -> F:
        def call(run: Any, *args: Any, **kwargs: Any) -> Any:
            site = run.site
            try:
                pairs = rule(run, *args, **kwargs)
            except MISTAKES:
                pairs = ((unknown(), unknown()), (unknown(), unknown()))
            return located(tuple(located(pair, site) for pair in pairs), site)

        provides(f"keras.datasets.{name}.load_data")(call)
        return rule

    return register


def halves(
    train: int, test: int, sample: Dims, label: Dims, dtypes: tuple[str | None, str | None], classes: int | None = None
) -> Any:
    """((x_train, y_train), (x_test, y_test)), with labels of so many classes."""
    return tuple(
        (Array((n, *sample), dtypes[0]), Array((n, *label), dtypes[1]).of_classes(classes)) for n in (train, test)
    )


@provided("mnist")
def mnist(run: Any, path: Any = "mnist.npz") -> Any:
    return halves(60000, 10000, (28, 28), (), ("uint8", "uint8"), 10)


@provided("fashion_mnist")
def fashion_mnist(run: Any) -> Any:
    return halves(60000, 10000, (28, 28), (), ("uint8", "uint8"), 10)


@provided("cifar10")
def cifar10(run: Any) -> Any:
    return halves(50000, 10000, _image(run), (1,), ("uint8", None), 10)


@provided("cifar100")
def cifar100(run: Any, label_mode: Any = "fine") -> Any:
    classes = {"fine": 100, "coarse": 20}.get(label_mode) if isinstance(label_mode, str) else None
    return halves(50000, 10000, _image(run), (1,), ("uint8", None), classes)


def _image(run: Any) -> Dims:
    run.asked = True
    return (3, 32, 32) if run.world.data_format == "channels_first" else (32, 32, 3)


@provided("imdb")
def imdb(run: Any, path: Any = "", num_words: Any = None, skip_top: Any = 0, maxlen: Any = None, **more: Any) -> Any:
    """Reviews of different lengths; `maxlen` leaves the longer ones out."""
    if maxlen is not None or "test_split" in more:
        return halves(UNKNOWN, UNKNOWN, (), (), ("object", "int64"))  # type: ignore[arg-type]
    return halves(25000, 25000, (), (), ("object", "int64"), 2)


@provided("reuters")
def reuters(
    run: Any, path: Any = "", num_words: Any = None, skip_top: Any = 0, maxlen: Any = None, test_split: Any = 0.2,
    **more: Any
) -> Any:  # fmt: skip
    """Newswires of different lengths; `maxlen` leaves the longer ones out."""
    train, test = _split(11228 if maxlen is None else UNKNOWN, test_split)
    return halves(train, test, (), (), ("object", "int64"), 46)


@provided("boston_housing")
def boston_housing(run: Any, path: Any = "", test_split: Any = 0.2, seed: Any = 113, **more: Any) -> Any:
    return halves(*_split(506, test_split), (13,), (), ("float64", "float64"))


@provided("california_housing")
def california_housing(run: Any, version: Any = "large", path: Any = "", test_split: Any = 0.2, seed: Any = 113) -> Any:
    count = {"large": 20640, "small": 600}.get(version, UNKNOWN) if isinstance(version, str) else UNKNOWN
    return halves(*_split(count, test_split), (8,), (), (None, None))


def _split(count: Any, test_split: Any) -> tuple[Any, Any]:
    """Samples to train and to test with."""
    if count is UNKNOWN or not isinstance(test_split, (int, float)):
        return UNKNOWN, UNKNOWN
    train = int(count * (1 - test_split))
    return train, count - train
