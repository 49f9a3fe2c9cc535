"""scikit-learn: splits, scalers, encoders and the data sets it brings."""

from __future__ import annotations

import math
from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.arrays.array import Array, Dataset
from keras_shape_lint.tracing.arrays.frames import Frame
from keras_shape_lint.tracing.arrays.rule import located, read_array, read_size, reading, unknown
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.values import List, Native, Opaque, Unknown

SK = "sklearn."


@provides(SK + "model_selection.train_test_split", SK + "cross_validation.train_test_split")
def train_test_split(
    run: Any, *arrays: Any, test_size: Any = None, train_size: Any = None, random_state: Any = None,
    shuffle: Any = True, stratify: Any = None
) -> Any:  # fmt: skip
    """Two parts of each; the number of samples is shared by all."""
    rows = [found.length if (found := read_array(x)).rank else UNKNOWN for x in arrays]
    whole = next((n for n in rows if isinstance(n, int)), UNKNOWN)
    counts = split_sizes(whole, test_size, train_size)
    return List(located(part, run.site) for x in arrays for part in (with_rows(x, count) for count in counts))


def split_sizes(count: Any, test_size: Any, train_size: Any) -> tuple[Any, Any]:
    """-> samples to train and to test with; symbols where they are not known."""
    if test_size is None and train_size is None:
        test_size = 0.25
    plain = all(part is None or type(part) in (int, float) for part in (test_size, train_size))
    if not isinstance(count, int) or not plain:
        return symbol("train", 1), symbol("test", 1)
    test = math.ceil(test_size * count) if isinstance(test_size, float) else test_size
    train = math.floor(train_size * count) if isinstance(train_size, float) else train_size
    return (count - test if train is None else train), (count - train if test is None else test)


def with_rows(value: Any, count: Any) -> Any:
    """So many rows of it, in the kind of container it is."""
    if isinstance(value, Frame):
        return value.like((count, *value.array.dims[1:]))
    found = read_array(value)
    part = Array((count, *found.dims[1:]), found.dtype) if found.rank else unknown(found.dtype)
    return part.drawn_from(found)


@provides(SK + "utils.shuffle")
def shuffle(run: Any, *arrays: Any, random_state: Any = None, n_samples: Any = None) -> Any:
    out = [with_rows(x, read_array(x).length if n_samples is None else read_size(n_samples)) for x in arrays]
    return located(out[0] if len(out) == 1 else List(out), run.site)


class Splitter(Unresolved):
    """`KFold(...)` and its kin: `split` goes through pairs of positions, to train and to test with."""

    def attribute(self, run: Any, name: str) -> Any:
        return Native(name, _pairs) if name == "split" else Opaque(f"{name} of a splitter")


def _pairs(run: Any, *args: Any, **options: Any) -> Dataset:
    parts = tuple(Array((symbol(name, 1),), "int64") for name in ("train", "test"))
    return Dataset(parts, kind="sklearn.model_selection.split")


for _name in ("KFold", "StratifiedKFold", "GroupKFold", "ShuffleSplit", "StratifiedShuffleSplit", "TimeSeriesSplit",
              "RepeatedKFold", "RepeatedStratifiedKFold", "LeaveOneOut"):  # fmt: skip
    provides(f"{SK}model_selection.{_name}")(lambda run, *args, **options: Splitter())


class Transformer(Unresolved):
    """A scaler, an encoder, a decomposition: `width` is what it makes of the second axis, None to keep the shape."""

    __slots__ = ("result", "width")

    def __init__(self, result: Any, width: Any = None) -> None:
        self.result = result
        self.width = width

    def attribute(self, run: Any, name: str) -> Any:
        if name in ("fit", "partial_fit"):
            return Native(name, lambda run, *args, **options: self)
        if name in ("transform", "fit_transform"):
            return Native(name, reading(lambda x, *args, **options: self.result(read_array(x), self.width)))
        if name == "inverse_transform":
            return Native(name, reading(lambda x, *args, **options: _back(self, read_array(x))))
        return Opaque(f"{name} of a transformer")


def _back(made: Transformer, x: Array) -> Array:
    return Array(x.shape, None) if made.result is kept else unknown()


def kept(x: Array, width: Any) -> Array:
    return Array(x.shape, "float64")


def numbered(x: Array, width: Any) -> Array:
    return Array(x.shape if x.rank == 1 else (UNKNOWN,), "int64")


def narrowed(x: Array, width: Any) -> Array:
    return Array((x.length, width), "float64")


def widened(x: Array, width: Any) -> Array:
    return Array((x.length, symbol("columns", 1)), None)


def hidden(x: Array, width: Any) -> Any:
    """A sparse matrix."""
    return Unknown("a matrix of scikit-learn")


for _place, _names, _result in (
    ("preprocessing", ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler", "Normalizer",
                       "QuantileTransformer", "PowerTransformer", "Binarizer"), kept),
    ("preprocessing", ("LabelEncoder",), numbered),
    ("feature_extraction.text", ("CountVectorizer", "TfidfVectorizer", "TfidfTransformer", "HashingVectorizer"),
     hidden),
):  # fmt: skip
    for _name in _names:
        provides(f"{SK}{_place}.{_name}", f"{SK}preprocessing.data.{_name}")(
            lambda run, *args, _made=_result, **options: Transformer(_made)
        )


def _encoder(name: str, sparse: bool) -> None:
    """Dense or sparse, as its options say; `sparse` where they do not."""

    def made(run: Any, *args: Any, **options: Any) -> Transformer:
        asked = options.get("sparse_output", options.get("sparse", sparse))
        return Transformer(widened if asked is False and not args else hidden)

    provides(f"{SK}preprocessing.{name}", f"{SK}preprocessing.label.{name}")(made)


for _name in ("LabelBinarizer", "MultiLabelBinarizer", "PolynomialFeatures"):
    _encoder(_name, False)
_encoder("OneHotEncoder", True)


@provides(SK + "decomposition.PCA", SK + "decomposition.TruncatedSVD", SK + "decomposition.FastICA",
          SK + "decomposition.NMF", SK + "manifold.TSNE")  # fmt: skip
def decomposition(run: Any, n_components: Any = None, *args: Any, **options: Any) -> Transformer:
    return Transformer(narrowed, read_size(n_components) if isinstance(n_components, int) else UNKNOWN)


for _name in ("scale", "minmax_scale", "normalize", "robust_scale"):
    provides(f"{SK}preprocessing.{_name}")(reading(lambda X, *args, **options: kept(read_array(X), None)))


class Bunch(Unresolved):
    """What `load_iris()` and its like give: attributes that are keys as well."""

    __slots__ = ("fields",)

    def __init__(self, **fields: Any) -> None:
        self.fields = fields

    def attribute(self, run: Any, name: str) -> Any:
        return self.fields.get(name, Opaque(name))

    def item(self, run: Any, key: Any, site: Any) -> Any:
        return self.fields.get(key, Unknown(f"{key} of a data set")) if isinstance(key, str) else Unknown("a data set")


_BROUGHT = {
    "load_iris": (150, 4, "int64"), "load_digits": (1797, 64, "int64"), "load_wine": (178, 13, "int64"),
    "load_breast_cancer": (569, 30, "int64"), "load_diabetes": (442, 10, "float64"),
    "load_boston": (506, 13, "float64"),
    "fetch_california_housing": (20640, 8, "float64"), "fetch_olivetti_faces": (400, 4096, "int64"),
}  # fmt: skip


def _load(name: str, count: int, width: int, dtype: str) -> Any:
    def load(run: Any, *args: Any, return_X_y: Any = False, as_frame: Any = False, **options: Any) -> Any:
        if as_frame is not False or args or options.keys() & {"n_class"}:
            return Unknown("a data set")
        x, y = Array((count, width), "float64"), Array((count,), dtype)
        located((x, y), run.site)
        images = {"load_digits": (8, 8), "fetch_olivetti_faces": (64, 64)}.get(name)
        more = {"images": located(Array((count, *images), None), run.site)} if images else {}
        return (x, y) if return_X_y is True else Bunch(data=x, target=y, **more)

    return load


for _name, _facts in _BROUGHT.items():
    provides(f"{SK}datasets.{_name}")(_load(_name, *_facts))


def _made(width: int, dtype: str) -> Any:
    def make(n_samples: Any = 100, n_features: Any = None, *args: Any, n_targets: Any = 1, **options: Any) -> Any:
        wide = width if n_features is None else read_size(n_features)
        count = read_size(n_samples)
        labels = (count,) if n_targets == 1 else (count, read_size(n_targets))
        return Array((count, wide), "float64"), Array(labels, dtype)

    return reading(make)


for _name, _width, _dtype in (("make_classification", 20, "int64"), ("make_regression", 100, "float64"),
                              ("make_blobs", 2, "int64")):  # fmt: skip
    provides(f"{SK}datasets.{_name}", f"{SK}datasets.samples_generator.{_name}")(_made(_width, _dtype))


@provides(SK + "datasets.make_moons", SK + "datasets.make_circles")
def make_moons(run: Any, n_samples: Any = 100, *args: Any, **options: Any) -> Any:
    count = read_size(n_samples) if isinstance(n_samples, int) else UNKNOWN
    return located((Array((count, 2), "float64"), Array((count,), "int64")), run.site)
