"""Images and texts of folders, and batches of them: shapes from the arguments."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.layers.world import ORDERINGS
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.arrays.array import Array, Dataset
from keras_shape_lint.tracing.arrays.rule import Arr, function, read_array, read_size, read_sizes, reading, unknown
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import List, Native, Opaque, Unknown

CHANNELS = {"rgb": 3, "rgba": 4, "grayscale": 1}
ITERATOR = "keras.utils.Sequence"
IMAGE = ("keras.preprocessing.image.", "keras_preprocessing.image.")


def channels_first(run: Any, data_format: Any) -> bool | None:
    """None where it is not known."""
    if data_format is None:
        run.asked = True
        return bool(run.world.data_format == "channels_first")
    return ORDERINGS.get(data_format, data_format) == "channels_first" if isinstance(data_format, str) else None


def image_dims(run: Any, size: Any, color_mode: Any, data_format: Any = None) -> Dims:
    """Of one image: height, width and channels in the order of the data format."""
    sides = read_sizes(size)
    sides = sides if isinstance(sides, tuple) and len(sides) == 2 else (UNKNOWN, UNKNOWN)
    count = CHANNELS.get(color_mode, UNKNOWN) if isinstance(color_mode, str) else UNKNOWN
    first = channels_first(run, data_format)
    if first is None:
        return (UNKNOWN, UNKNOWN, UNKNOWN)
    return (count, *sides) if first else (*sides, count)


def batch_axis(count: Any, batch_size: Any) -> Dim:
    """The first axis of every batch: known where no batch is smaller."""
    known = isinstance(count, int) and isinstance(batch_size, int) and batch_size > 0 and count % batch_size == 0
    return batch_size if known else UNKNOWN


def batched(x: Array, batch_size: Any) -> Array:
    """A batch of the rows of an array."""
    return Array((batch_axis(x.dims[0], batch_size), *x.dims[1:]), x.dtype) if x.rank else unknown(x.dtype)


class ImageDataGenerator(Unresolved):
    __slots__ = ("data_format",)

    def __init__(self, data_format: Any) -> None:
        self.data_format = data_format

    def attribute(self, run: Any, name: str) -> Any:
        if name in ("fit", "standardize"):
            return Native(name, lambda run, x, *args, **options: x if name == "standardize" else None)
        if name in ("random_transform", "apply_transform"):
            return Native(name, reading(lambda x, *args, **options: Array(read_array(x).shape)))
        made: Any = {"flow": flow, "flow_from_directory": from_directory, "flow_from_dataframe": from_dataframe}.get(
            name
        )
        if made is None:
            return Unknown(f"{name} of an ImageDataGenerator")
        call = reading(made)
        return Native(name, lambda run, *args, **options: call(run, self, *args, **options))


@provides(*(prefix + "ImageDataGenerator" for prefix in (*IMAGE, "keras.legacy.preprocessing.image.")))
def image_data_generator(run: Any, *args: Any, **options: Any) -> ImageDataGenerator:
    return ImageDataGenerator(options.get("data_format", options.get("dim_ordering")))


def flow(
    run: Any, source: ImageDataGenerator, x: Any, y: Any = None, batch_size: Any = 32, shuffle: Any = True,
    sample_weight: Any = None, **more: Any
) -> Dataset:  # fmt: skip
    """Batches of (x,), (x, y) or (x, y, weights), alike in all but their values."""
    several = iterate(x) if isinstance(x, (List, tuple)) else None
    images = read_array(several[0]) if several else read_array(x)
    element: Any = batched(images, batch_size)
    if several and len(several) > 1:
        others = iterate(several[1]) if isinstance(several[1], (List, tuple)) else [several[1]]
        element = List([element, *(batched(read_array(other), batch_size) for other in others or ())])
    if y is not None:
        element = (element, batched(read_array(y), batch_size))
        if sample_weight is not None:
            element = (*element, batched(read_array(sample_weight), batch_size))
    count = images.dims[0] if images.rank else UNKNOWN
    return _iterator(element, count, batch_size)


def _iterator(element: Any, count: Any, batch_size: Any, **attributes: Any) -> Dataset:
    samples = symbol("samples", 0) if count is UNKNOWN else count
    own = {"n": samples, "samples": samples, "nb_sample": samples, "batch_size": batch_size, **attributes}
    return Dataset(element, None, True, ITERATOR, own)


def from_directory(
    run: Any, source: ImageDataGenerator, directory: Any, target_size: Any = (256, 256), color_mode: Any = "rgb",
    classes: Any = None, class_mode: Any = "categorical", batch_size: Any = 32, **more: Any
) -> Dataset:  # fmt: skip
    """(batch, height, width, channels) with labels by `class_mode`."""
    names = iterate(classes) if isinstance(classes, (List, tuple)) else None
    count: Any = symbol("classes", 1) if not names else len(names)
    dims = image_dims(run, target_size, color_mode, source.data_format)
    return _labelled(dims, class_mode, count, batch_size, target_size)


def from_dataframe(
    run: Any, source: ImageDataGenerator, dataframe: Any, directory: Any = None, x_col: Any = "", y_col: Any = "",
    weight_col: Any = None, target_size: Any = (256, 256), color_mode: Any = "rgb", classes: Any = None,
    class_mode: Any = "categorical", batch_size: Any = 32, **more: Any
) -> Dataset:  # fmt: skip
    """As `flow_from_directory`; raw labels are whatever the columns hold."""
    out = from_directory(run, source, directory, target_size, color_mode, classes, class_mode, batch_size)
    return out if weight_col is None else Dataset(Unknown("batches with weights"), None, True, ITERATOR)


def _labelled(dims: Dims, class_mode: Any, count: Any, batch_size: Any, size: Any) -> Dataset:
    x = Array((UNKNOWN, *dims), "float32")
    labels: dict[Any, Any] = {
        "categorical": Array((UNKNOWN, count), "float32"), "binary": Array((UNKNOWN,), "float32"),
        "sparse": Array((UNKNOWN,), "float32"), "input": Array(x.shape, "float32"), None: None,
    }  # fmt: skip
    known = class_mode is None or isinstance(class_mode, str)
    y = labels.get(class_mode, Unknown("labels")) if known else Unknown("labels")
    if not known:
        return Dataset(Unknown("batches"), None, True, ITERATOR)
    return _iterator(
        x if y is None else (x, y), UNKNOWN, batch_size, num_classes=count, nb_class=count, image_shape=dims,
        target_size=size, class_indices=Opaque("class_indices"), filenames=Opaque("filenames"),
        classes=Array((UNKNOWN,), None), labels=Array((UNKNOWN,), None), image_data_generator=Unknown(),
    )  # fmt: skip


@provides(ITERATOR + ".next", ITERATOR + ".__next__")
def following(run: Any, data: Dataset) -> Any:
    return data.sample()


@provides(ITERATOR + ".reset", ITERATOR + ".on_epoch_end")
def reset(run: Any, data: Dataset) -> None:
    return None


def image_dataset(
    run: Any, directory: Any, labels: Any = "inferred", label_mode: Any = "int", class_names: Any = None,
    color_mode: Any = "rgb", batch_size: Any = 32, image_size: Any = (256, 256), shuffle: Any = True, seed: Any = None,
    validation_split: Any = None, subset: Any = None, interpolation: Any = None, follow_links: Any = False,
    crop_to_aspect_ratio: Any = False, pad_to_aspect_ratio: Any = False, data_format: Any = None, **more: Any
) -> Any:  # fmt: skip
    """A tf.data.Dataset of images and labels; two of them for `subset="both"`."""
    x = Array(image_dims(run, image_size, color_mode, data_format), "float32")
    return _folder(x, labels, label_mode, class_names, batch_size, subset)


def text_dataset(
    run: Any, directory: Any, labels: Any = "inferred", label_mode: Any = "int", class_names: Any = None,
    batch_size: Any = 32, max_length: Any = None, shuffle: Any = True, seed: Any = None, validation_split: Any = None,
    subset: Any = None, **more: Any
) -> Any:  # fmt: skip
    """A tf.data.Dataset of texts and labels; two of them for `subset="both"`."""
    return _folder(Array((), "str"), labels, label_mode, class_names, batch_size, subset)


for _name, _rule in (("image_dataset_from_directory", image_dataset), ("text_dataset_from_directory", text_dataset)):
    provides(*(f"keras.{place}.{_name}" for place in ("utils", "preprocessing", "preprocessing.image",
                                                     "preprocessing.text")))(reading(_rule))  # fmt: skip


def _folder(x: Array, labels: Any, label_mode: Any, names: Any, batch_size: Any, subset: Any) -> Any:
    listed = iterate(names) if isinstance(names, (List, tuple)) else None
    found = List(listed) if listed else Opaque("class_names")
    count = len(listed) if listed else found.part("len", None, "classes").integer()  # type: ignore[union-attr]
    kinds: dict[Any, Any] = {
        "int": Array((), "int32"), "binary": Array((1,), "float32"), "categorical": Array((count,), "float32"),
    }  # fmt: skip
    if label_mode is None or labels is None:
        element: Any = x
    elif isinstance(label_mode, str) and label_mode in kinds:
        element = (x, kinds[label_mode])
    else:
        element = Unknown("elements")
    if batch_size is not None:
        from keras_shape_lint.tracing.arrays.array import mapped

        element = mapped(lambda item: Array((UNKNOWN, *item.dims), item.dtype), element)

    def make() -> Dataset:
        return Dataset(element, UNKNOWN, batch_size is not None, attributes={"class_names": found})

    if subset is not None and not isinstance(subset, str):
        return Unknown("one dataset or two")
    return (make(), make()) if subset == "both" else make()


@function("keras.utils.timeseries_dataset_from_array", "keras.preprocessing.timeseries_dataset_from_array",
          "keras.preprocessing.timeseries.timeseries_dataset_from_array")  # fmt: skip
def timeseries_dataset(
    data: Arr, targets: Any, sequence_length: Any, sequence_stride: Any = 1, sampling_rate: Any = 1,
    batch_size: Any = 128, **more: Any
) -> Dataset:  # fmt: skip
    """Windows of `sequence_length` rows, each with its target."""
    first = () if batch_size is None else (UNKNOWN,)
    x = Array((*first, read_size(sequence_length), *data.dims[1:])) if data.rank else unknown()
    if targets is None:
        return Dataset(x, UNKNOWN, batch_size is not None)
    labels = read_array(targets)
    y = Array((*first, *labels.dims[1:]), labels.dtype) if labels.rank else unknown()
    return Dataset((x, y), UNKNOWN, batch_size is not None)


class Picture(Unresolved):
    """An image of PIL, as `load_img` gives it."""

    __slots__ = ("dims",)

    def __init__(self, dims: Dims) -> None:
        self.dims = dims

    def as_array(self) -> Array:
        """One channel is no axis of its own."""
        height, width, count = self.dims
        return unknown() if count is UNKNOWN else Array(self.dims if count != 1 else (height, width), "uint8")

    def attribute(self, run: Any, name: str) -> Any:
        return Unknown(f"{name} of an image")


def _load_img(
    run: Any,
    path: Any,
    color_mode: Any = "rgb",
    target_size: Any = None,
    *more: Any,
    grayscale: Any = None,
    **rest: Any,
) -> Picture:
    mode = color_mode if grayscale is None else "grayscale" if grayscale is True else UNKNOWN
    if isinstance(mode, bool):
        mode = "grayscale" if mode else "rgb"
    return Picture(image_dims(run, target_size, mode, "channels_last"))


def _img_to_array(run: Any, img: Any, data_format: Any = None, dtype: Any = None, **rest: Any) -> Array:
    first = channels_first(run, data_format)
    if isinstance(img, Picture) and first is not None:
        height, width, count = img.dims
        return Array((count, height, width) if first else img.dims, "float32")
    return Array((UNKNOWN,) * 3, "float32")


_PLACES = ("keras.utils.", "keras.utils.image_utils.", *IMAGE)
provides(*(place + "load_img" for place in _PLACES))(reading(_load_img))
provides(*(place + "img_to_array" for place in _PLACES))(reading(_img_to_array))
