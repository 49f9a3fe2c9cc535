"""How a function of NumPy, or of its kin, is declared: a small function over arrays.

Its parameters are those of the library's function; what they are annotated with says how a value of the program is
read: `Arr` as an array, `Arrays` as a list of arrays, `Sizes` as a shape, `Size` as one size, `Axes` as an axis or
several, `Truth` as a flag. UNKNOWN stands for what is not known. An error of the library is no finding: the result
is an array of unknown shape, and evaluation goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, Shape, same
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.alike import NOTHING, every_item
from keras_shape_lint.tracing.arrays.array import LARGEST_CONTENTS, Array, Dataset
from keras_shape_lint.tracing.arrays.dtypes import of_value
from keras_shape_lint.tracing.iterators import Iterator
from keras_shape_lint.tracing.keras.symbolic import refuse_numpy
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import Dict, Instance, List, Opaque, Set, Unknown

F = TypeVar("F", bound=Callable[..., Any])
Arr = Array
Arrays = Any
"""A list of arrays, or UNKNOWN."""
Sizes = Any
"""A tuple of sizes, or UNKNOWN."""
Size = Any
Axes = Any
Truth = Any

SCALAR = (int, float, complex, str, bytes, Symbol)
MOST_AXES = 64
"""NumPy's own limit."""


def unknown(dtype: str | None = None) -> Array:
    return Array(UNKNOWN, dtype)


def read_array(value: Any, read: dict[int, Array] | None = None) -> Array:
    """Whatever `np.asarray` takes, as an array. `read`: the lists in a list, which may stand in it many times."""
    if type(value) is Array:
        return value
    if isinstance(value, SCALAR):
        return Array((), of_value(value), (value,))
    if isinstance(value, Tensor):
        shape = value.shape
        return Array(tuple(UNKNOWN if d is None else d for d in shape) if isinstance(shape, tuple) else UNKNOWN)
    values = getattr(value, "as_array", None)
    if values is not None:
        return values()  # type: ignore[no-any-return]
    if isinstance(value, List) and value.open:
        return _filled(value)
    if isinstance(value, (list, tuple, range)):
        items = iterate(value)
        if items is not None:
            return stacked(items, {} if read is None else read)
    return unknown()


def _filled(items: List) -> Array:
    """An array of items that are alike; where their sizes are not known they may differ, and make no array."""
    each = every_item(items)
    if each is None or each is NOTHING or not all(isinstance(dim, int) for dim in each.dims):
        return unknown()
    return Array((UNKNOWN if items.size is None else items.size, *each.dims), each.dtype)


def stacked(items: Any, read: dict[int, Array]) -> Array:
    """An array of these items, each a row or a number."""
    count = len(items)
    if not count:
        return Array((0,), "float64", ())
    if isinstance(items, range):
        return Array((count,), "int64", items if count <= LARGEST_CONTENTS else None)
    kinds = set(map(type, items))
    if kinds <= {int, float}:
        return Array((count,), "float64" if float in kinds else "int64", items if count <= LARGEST_CONTENTS else None)
    rows = [_row(item, read) for item in items] if count <= 20_000 else []
    shape: Any = UNKNOWN
    for row, item in zip(rows, items):
        if row.rank is None:
            if isinstance(item, (Dict, Set, Iterator, Instance)) or item is None:
                return unknown()
            continue
        shape = row.dims if shape is UNKNOWN else common(shape, row.dims)
        if shape is UNKNOWN:
            return unknown()
    if shape is UNKNOWN or (shape and any(row.rank is None for row in rows)):
        return unknown()
    contents: list[Any] | None = []
    for row, item in zip(rows, items):
        own = row.contents if row.rank is not None else (item,)
        if own is None or contents is None or len(contents) + len(own) > LARGEST_CONTENTS:
            contents = None
        else:
            contents.extend(own)
    dtypes: set[str | None] = {row.dtype for row in rows}
    numbers = dtypes <= {"int64", "float64"}
    dtype = dtypes.pop() if len(dtypes) == 1 else "float64" if numbers else None
    return Array((count, *shape), dtype, contents)


def _row(item: Any, read: dict[int, Array]) -> Array:
    if not isinstance(item, (list, tuple)):
        return read_array(item)
    if id(item) not in read:
        read[id(item)] = read_array(item, read)
    return read[id(item)]


def common(a: Dims, b: Dims) -> Shape:
    """The shape of rows that must be alike; UNKNOWN where they certainly or perhaps are not."""
    if len(a) != len(b):
        return UNKNOWN
    out: list[Dim] = []
    for x, y in zip(a, b):
        if not same(x, y):
            return UNKNOWN
        out.append(x)
    return tuple(out)


def read_size(value: Any) -> Any:
    """One number of entries; None stays."""
    if isinstance(value, Opaque):
        return value.integer()
    if isinstance(value, Array):
        contents = value.contents
        value = contents[0] if contents is not None and len(contents) == 1 else UNKNOWN
    if isinstance(value, float) and value.is_integer():
        return UNKNOWN
    return value if value is None or isinstance(value, (int, Symbol)) else UNKNOWN


def read_sizes(value: Any) -> Any:
    """A shape: a tuple of sizes, of one for a number; None stays."""
    if isinstance(value, Array) and value.rank == 1 and value.contents is not None:
        value = value.contents
    if value is None:
        return None
    if isinstance(value, (tuple, list)):
        items = iterate(value)
        return UNKNOWN if items is None or len(items) > MOST_AXES else tuple(map(read_size, items))
    size = read_size(value)
    return (size,) if isinstance(value, (int, Symbol)) else UNKNOWN if size is None else _one_or_many(size)


def _one_or_many(size: Any) -> Any:
    """What only a caller knows may be a number or a tuple."""
    return (size,) if isinstance(size, int) else UNKNOWN


def read_axes(value: Any) -> Any:
    """None, an integer, a tuple of integers, or UNKNOWN."""
    if value is None or isinstance(value, int):
        return value if value is None else int(value)
    if isinstance(value, (tuple, list)) and not getattr(value, "open", False):
        return tuple(value) if all(isinstance(axis, int) for axis in value) else UNKNOWN
    return UNKNOWN


def read_truth(value: Any) -> Any:
    return UNKNOWN if isinstance(value, (Unresolved, Symbol)) else bool(value)


def read_arrays(value: Any) -> Any:
    if isinstance(value, Array):
        value = value.iterate()
    items = iterate(value) if value is not None else None
    return UNKNOWN if items is None or len(items) > 20_000 else [read_array(item) for item in items]


READERS: dict[str, Callable[[Any], Any]] = {
    "Arr": read_array, "Arrays": read_arrays, "Sizes": read_sizes, "Size": read_size, "Axes": read_axes,
    "Truth": read_truth,
}  # fmt: skip

MISTAKES = (Reject, TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError, AssertionError)


def function(*names: str, asks: bool = False) -> Callable[[F], F]:
    """Declare a function of a library under its dotted names. `asks`: what it does with a symbolic tensor differs."""

    def register(rule: F) -> F:
        numpy = [] if asks else [f"np{name[5:]}" for name in names if name.startswith("numpy.")]
        provides(*names)(reading(rule, numpy[0] if numpy else ""))
        return rule

    return register


def reading(rule: Callable[..., Any], numpy: str = "") -> Callable[..., Any]:
    """-> the same on values: `call(run, *args, **kwargs)`. `numpy` is the name of what takes no symbolic tensor."""
    code = rule.__code__
    hints = rule.__annotations__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    positional = [READERS.get(hints.get(name, "")) for name in names[: code.co_argcount]]
    rest = READERS.get(hints.get(code.co_varnames[len(names)], "")) if code.co_flags & 4 else None
    named = {name: READERS[hints[name]] for name in names if hints.get(name) in READERS}
    wants_run = names[:1] == ("run",)

    def call(run: Any, *args: Any, **kwargs: Any) -> Any:
        run.spend(2)
        site = run.site
        overwritten(run, kwargs)
        if numpy:
            refuse_numpy(run, numpy, [*args, *kwargs.values()], site)
        if wants_run:
            args = (run, *args)
        count = len(positional)
        try:
            read = [reader(arg) if reader is not None else arg for reader, arg in zip(positional, args)]
            read += [rest(arg) if rest is not None else arg for arg in args[count:]]
            given = {name: named[name](value) if name in named else value for name, value in kwargs.items()}
            out = rule(*read, **given)
        except MISTAKES:
            return unknown()
        if isinstance(out, (list, tuple)):
            run.spend(len(out))
        return located(out, site)

    return call


def overwritten(run: Any, options: dict[str, Any]) -> None:
    """`out=x` is written into."""
    target = options.pop("out", None)
    if target is not None:
        run.forget(target)


def located(out: Any, site: Any) -> Any:
    """What a call gives, marked with its place."""
    if isinstance(out, (Array, Dataset)):
        if out.site is None:
            out.site = site
    elif isinstance(out, (list, tuple)):
        for item in out[:16]:
            located(item, site)
    return out


def number(x: Array) -> Any:
    """An array without axes is the number in it, as NumPy's own scalars are."""
    if x.shape != () or x.contents is None:
        return x
    value = x.contents[0]
    return value if isinstance(value, (int, float, str, Symbol, Opaque, Unknown)) else x
