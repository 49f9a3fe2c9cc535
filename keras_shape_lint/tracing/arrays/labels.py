"""`keras.utils` and `keras.preprocessing.sequence`: labels and sequences made into arrays."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, product
from keras_shape_lint.shapes.symbols import Symbol, symbol
from keras_shape_lint.tracing.arrays.array import Array, Dataset
from keras_shape_lint.tracing.arrays.dtypes import dtype_name, floated
from keras_shape_lint.tracing.arrays.rule import Arr, function, read_array, read_size, reading, unknown
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import List, Unknown, opened

UTILS = ("keras.utils.", "keras.utils.np_utils.", "keras.utils.numerical_utils.")
SEQUENCE = ("keras.utils.", "keras.preprocessing.sequence.", "keras_preprocessing.sequence.")


def names(prefixes: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(prefix + name for prefix in prefixes)


def _to_categorical(run: Any, y: Any, num_classes: Any = None, dtype: Any = None, nb_classes: Any = None) -> Array:
    """One axis more, of the classes; a last axis of 1 goes. Before Keras 2.1 labels are flattened first."""
    labels = read_array(y)
    dims = labels.dims
    if labels.rank is None:
        return unknown()
    if len(dims) > 1 and dims[-1] == 1:
        dims = dims[:-1]
    elif len(dims) > 1 and run.world.generation < (2, 1):
        dims = (product(dims),)
    elif len(dims) > 1 and (dims[-1] is UNKNOWN or isinstance(dims[-1], Symbol)):
        return unknown()
    given = num_classes if num_classes is not None else nb_classes
    return Array((*dims, _classes(labels) if given is None else read_size(given)))


provides(*names(UTILS, "to_categorical"))(reading(_to_categorical))


def _classes(labels: Array) -> Dim:
    """The largest label and one more."""
    if labels.greatest is not None:
        return labels.greatest + 1
    return symbol(f"classes of {labels.name}" if labels.name else "classes", 1)


@function(*names(UTILS, "normalize"))
def normalize(x: Arr, axis: Any = -1, order: Any = 2) -> Array:
    return Array(x.shape, floated(x.dtype))


class Sequences(Unresolved):
    """A list of sequences of numbers, each as long as it is."""

    __slots__ = ("length",)

    def __init__(self, length: Any) -> None:
        self.length = length

    def as_array(self) -> Array:
        return unknown()

    def item(self, run: Any, key: Any, site: Any) -> Any:
        if isinstance(key, slice):
            from keras_shape_lint.tracing.arrays.indexing import sliced

            return Sequences(sliced(self.length, key))
        return opened(List())

    def sample(self) -> Any:
        return opened(List())


@function(*names(SEQUENCE, "pad_sequences"))
def pad_sequences(
    sequences: Any, maxlen: Any = None, dtype: Any = "int32", padding: Any = "pre", truncating: Any = "pre",
    value: Any = 0.0
) -> Array:  # fmt: skip
    """(sequences, maxlen), and the axes of one entry behind it."""
    entry: Any = ()
    longest: Any = UNKNOWN
    if isinstance(sequences, Sequences):
        count = sequences.length
    elif isinstance(sequences, Array) and (sequences.rank or 0) > 1:
        count, longest, entry = sequences.dims[0], sequences.dims[1], sequences.dims[2:]
    elif isinstance(sequences, Array) and sequences.rank == 1 and sequences.dtype == "object":
        count = sequences.length
    else:
        count, longest, entry = _listed(sequences)
    if entry is UNKNOWN:
        return unknown(dtype_name(dtype))
    return Array((count, longest if maxlen is None else read_size(maxlen), *entry), dtype_name(dtype))


def _listed(sequences: Any) -> tuple[Any, Any, Any]:
    """-> how many, the longest of them, and the axes of an entry, of sequences in a list."""
    items = iterate(sequences) if isinstance(sequences, (List, tuple)) else None
    rows = [read_array(item) for item in items or ()]
    shapes = [row.dims for row in rows if row.rank and row.dims[0] != 0]
    if items is None or not rows or len(shapes) < len(rows) or any(dims[1:] != shapes[0][1:] for dims in shapes):
        return (UNKNOWN, UNKNOWN, UNKNOWN)
    lengths = [dims[0] for dims in shapes]
    longest: Any = max(lengths) if all(isinstance(n, int) for n in lengths) else UNKNOWN  # type: ignore[type-var]
    return len(rows), longest, shapes[0][1:]


class Tokenizer(Unresolved):
    """`keras.preprocessing.text.Tokenizer`."""

    __slots__ = ("num_words", "words")

    def __init__(self, num_words: Any) -> None:
        from keras_shape_lint.tracing.values import Opaque

        self.num_words = num_words
        self.words = Opaque("word_index")

    def attribute(self, run: Any, name: str) -> Any:
        from keras_shape_lint.tracing.values import Native

        if name == "word_index":
            return self.words
        if name == "num_words":
            return self.num_words
        if name in ("fit_on_texts", "fit_on_sequences"):
            return Native(name, lambda run, *args: None)
        if name in ("texts_to_sequences", "sequences_to_texts"):
            return Native(name, lambda run, texts: Sequences(counted(run, texts)))
        if name in ("texts_to_matrix", "sequences_to_matrix"):
            return Native(name, lambda run, texts, mode="binary": self._matrix(run, texts))
        return Unknown(f"{name} of a Tokenizer")

    def _matrix(self, run: Any, texts: Any) -> Array:
        width = self.words.part("len", None, "len(word_index)").integer() + 1 if self.num_words is None else None  # type: ignore[operator]
        out = Array((counted(run, texts), read_size(self.num_words) if width is None else width), "float64")
        out.site = run.site
        return out


def counted(run: Any, items: Any) -> Any:
    """`len(items)` as a size."""
    from keras_shape_lint.tracing.library.iteration import len_

    return read_size(len_(run, items))


@provides("keras.preprocessing.text.Tokenizer", "keras_preprocessing.text.Tokenizer")
def tokenizer(run: Any, num_words: Any = None, *args: Any, **options: Any) -> Tokenizer:
    return Tokenizer(options.get("nb_words", num_words))


@provides("keras.preprocessing.text.one_hot", "keras.preprocessing.text.hashing_trick",
          "keras.preprocessing.text.text_to_word_sequence")  # fmt: skip
def one_hot(run: Any, text: Any, *args: Any, **options: Any) -> Any:
    return opened(List())


@function("keras.preprocessing.sequence.TimeseriesGenerator")
def timeseries_generator(
    data: Arr, targets: Arr, length: Any, sampling_rate: Any = 1, stride: Any = 1, start_index: Any = 0,
    end_index: Any = None, shuffle: Any = False, reverse: Any = False, batch_size: Any = 128
) -> Dataset:  # fmt: skip
    """Windows over the rows of `data`, each with the target behind it."""
    steps: Any = UNKNOWN
    if isinstance(length, int) and isinstance(sampling_rate, int):
        steps = len(range(0, length, sampling_rate))
    elif sampling_rate == 1:
        steps = read_size(length)
    x = Array((UNKNOWN, steps, *data.dims[1:]), data.dtype) if data.rank else unknown()
    y = Array((UNKNOWN, *targets.dims[1:]), targets.dtype) if targets.rank else unknown()
    return Dataset((x, y), UNKNOWN, True, "keras.utils.Sequence")
