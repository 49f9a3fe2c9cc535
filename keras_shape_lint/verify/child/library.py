"""The Keras of this interpreter, whatever its generation, and values as it takes them. Python 3.6 and later."""

import contextlib
import importlib
import operator
import re
from typing import Any

OPERATORS: Any = {
    "add": "add", "subtract": "sub", "multiply": "mul", "divide": "truediv", "floor_divide": "floordiv", "mod": "mod",
    "power": "pow", "matmul": "matmul", "negative": "neg",
}  # fmt: skip


stubs: Any = importlib.import_module("stubs")

FORMATS = {
    "get": "image_data_format", "set": "set_image_data_format", "channels_last": "channels_last",
    "channels_first": "channels_first",
}  # fmt: skip
OLD_FORMATS = {
    "get": "image_dim_ordering", "set": "set_image_dim_ordering", "tf": "channels_last", "th": "channels_first",
    "channels_last": "tf", "channels_first": "th",
}  # fmt: skip


def unpacking(values: Any, count: int) -> None:
    """An assignment to so many names."""
    exec("{}, = values".format(", ".join(f"x{i}" for i in range(count))), {"values": values})


class Absent(Exception):
    """This Keras has no such name."""


class Keras:
    """What is imported, whatever its generation."""

    def __init__(self) -> None:
        try:
            self.module: Any = importlib.import_module("keras")
        except ImportError as error:
            if "keras" not in str(error):
                raise
            self.module = importlib.import_module("tensorflow.keras")
        for name in ("layers", "models", "backend"):
            with contextlib.suppress(ImportError):
                importlib.import_module(self.module.__name__ + "." + name)
        self.version: str = self.module.__version__
        self.generation: Any = tuple(int(part) for part in self.version.split(".")[:2] if part.isdigit())
        self.backend: str = self.module.backend.backend()
        self.eager = self.generation >= (2, 4)
        self.formats = FORMATS if hasattr(self.module.backend, "image_data_format") else OLD_FORMATS
        self.data_format: str = self.formats[getattr(self.module.backend, self.formats["get"])()]
        self.floatx: str = self.module.backend.floatx()
        self.names: Any = {name: dict(vars(module)) for name, module in self._modules()}

    def find(self, path: str) -> Any:
        """The object of a canonical name."""
        if path == "unpacking":
            return unpacking
        last = path.rpartition(".")[2]
        if path in ("keras.Input", "Merge", "merge"):
            return self._attribute(self.module.layers, last, path)
        if path in ("keras.Model", "keras.Sequential"):
            return self._attribute(self.module.models, last, path)
        if path.startswith("keras.ops.") and self.generation < (3,):
            if last in OPERATORS:
                return getattr(operator, OPERATORS[last])
            raise Absent("Keras " + self.version + " has no " + path)
        first, *rest = path.split(".")
        try:
            found: Any = self.module if first == "keras" else importlib.import_module(first)
        except ImportError:
            raise Absent("there is no " + first + " here") from None
        for part in rest:
            found = self._attribute(found, part, path)
        return found

    def _attribute(self, owner: Any, name: str, path: str) -> Any:
        try:
            return getattr(owner, name)
        except AttributeError:
            raise Absent("Keras " + self.version + " has no " + path) from None

    def application(self, path: str, args: Any, kwargs: Any) -> Any:
        """A ready-made model, its weights neither fetched nor read."""
        left_out = stubs.Stubs()
        left_out.weights(self)
        try:
            return self.find(path)(*args, **kwargs)
        finally:
            left_out.restore()

    def _modules(self) -> Any:
        parts = [(name, getattr(self.module, name, None)) for name in ("layers", "models", "backend", "ops", "utils")]
        return [(name, module) for name, module in [("", self.module), *parts] if module is not None]

    def fresh(self) -> None:
        """Keras as it was imported: no graph, and the names, data format and dtypes that it came with."""
        for name, module in self._modules():
            for changed in [each for each, value in self.names[name].items() if vars(module).get(each) is not value]:
                setattr(module, changed, self.names[name][changed])
        self.use(self.data_format)
        for owner, name, args in (
            ("backend", "clear_session", ()), ("backend", "set_floatx", (self.floatx,)),
            ("mixed_precision", "set_global_policy", (self.floatx,)),
        ):  # fmt: skip
            with contextlib.suppress(Exception):
                getattr(getattr(self.module, owner), name)(*args)

    def use(self, data_format: str) -> None:
        getattr(self.module.backend, self.formats["set"])(self.formats[data_format])

    def symbolic(self, tensor: Any) -> bool:
        """A tensor of Keras 3 itself, not of its backend."""
        return isinstance(tensor, self.module.KerasTensor)

    def sources(self, tensor: Any) -> Any:
        """The Inputs that a symbolic tensor comes from."""
        for path in ("keras.utils", "keras.engine.topology"):
            with contextlib.suppress(ImportError, AttributeError):
                name = path.replace("keras", self.module.__name__, 1)
                return importlib.import_module(name).get_source_inputs(tensor)
        return []

    def input(self, shape: Any, dtype: Any) -> Any:
        return self.find("keras.Input")(batch_shape=tuple(shape), dtype=dtype or "float32")

    def device(self) -> str:
        """Where a tensor really lies, read from the tensor."""
        if self.generation >= (3,):
            tensor = self.module.ops.ones((2,))
        elif self.eager:
            tensor = importlib.import_module("tensorflow").ones((2,))
        elif self.backend == "tensorflow":
            tensors: Any = importlib.import_module("tensorflow")
            return "gpu" if any("GPU" in str(each) for each in tensors.Session().list_devices()) else "cpu"
        else:
            return str(importlib.import_module("theano").config.device)
        where = next(iter(tensor.devices())) if self.backend == "jax" else tensor.device
        text = str(where).lower()
        kind = "gpu" if "gpu" in text or "cuda" in text else "cpu"
        index = "".join(letter for letter in text.rpartition(":")[2] if letter.isdigit())
        return kind + ":" + (index or "0") if kind == "gpu" else kind


def told(error: BaseException) -> Any:
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
    return {"type": type(error).__name__, "message": text if len(text) < 4000 else text[:4000] + "..."}


def flat(nest: Any) -> Any:
    if isinstance(nest, (list, tuple)):
        return [tensor for item in nest for tensor in flat(item)]
    return [tensor for item in nest.values() for tensor in flat(item)] if isinstance(nest, dict) else [nest]


def references(value: Any) -> Any:
    """The tensors that an encoded value mentions."""
    if isinstance(value, dict):
        if list(value) == ["tensor"]:
            return [value["tensor"]]
        value = list(value.values())
    return [found for item in value for found in references(item)] if isinstance(value, list) else []


def shape_of(tensor: Any) -> Any:
    shape: Any = getattr(tensor, "_keras_shape", None)
    if shape is None:
        shape = getattr(tensor, "shape", None)
    try:
        return [None if size is None else int(size) for size in (getattr(size, "value", size) for size in shape)]
    except (TypeError, ValueError):
        return "?"


def random_array(shape: Any, dtype: Any, sizes: Any) -> Any:
    numpy: Any = importlib.import_module("numpy")
    known = [sizes[min(axis, len(sizes) - 1)] if size is None else size for axis, size in enumerate(shape)]
    dtype = dtype or "float32"
    if dtype == "string":
        return numpy.full(known, "a", dtype=object)
    values = numpy.random.random_sample(known)
    return (values * 2).astype(dtype) if dtype.startswith(("int", "uint", "bool")) else values.astype("float32")
