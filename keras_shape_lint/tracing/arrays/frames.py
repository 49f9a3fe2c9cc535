"""pandas: tables and columns as arrays; how many rows a file has only the program knows."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.shapes.dims import UNKNOWN, Shape
from keras_shape_lint.shapes.symbols import symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.attributes import shape_of
from keras_shape_lint.tracing.arrays.dtypes import dtype_name
from keras_shape_lint.tracing.arrays.indexing import indexed, sliced
from keras_shape_lint.tracing.arrays.rule import MISTAKES, read_array
from keras_shape_lint.tracing.calls import handles
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.sequences import iterate
from keras_shape_lint.tracing.values import Dict, List, Native, Opaque, Unknown, UnknownMethod

PD = "pandas."


class Frame(Unresolved):
    """A DataFrame (two axes) or a Series (one). What is in it is not known; its shape may change in place."""

    __slots__ = ("array", "site")

    def __init__(self, array: Array) -> None:
        self.array = array

    def __repr__(self) -> str:
        return repr(self.array)

    @property
    def length(self) -> Any:
        return self.array.length

    @property
    def table(self) -> bool:
        return self.array.rank == 2

    def as_array(self) -> Array:
        return self.array

    def like(self, shape: Shape) -> Frame:
        return Frame(Array(shape, self.array.dtype))

    def snapshot(self) -> Any:
        return self.array

    def restore(self, state: Any) -> None:
        self.array = state

    def forget(self) -> None:
        self.array = Array((UNKNOWN,) * len(self.array.dims), None)

    def attribute(self, run: Any, name: str) -> Any:
        if name in ("values", "array"):
            return marked(run, self.array)
        if name == "shape":
            return shape_of(self.array)
        if name in ("T",):
            return Frame(Array(self.array.dims[::-1]))
        if name in ("iloc", "loc", "iat", "at", "ix"):
            return Located(self, name == "iloc")
        if name == "columns" and self.table:
            return _labels(run, self)
        if name in ("columns", "index", "dtypes", "str", "dt", "plot", "name"):
            return Opaque(name)
        method = _METHODS.get(name)
        if method is not None:
            return Native(name, lambda run, *args, **options: method(run, self, *args, **options))
        if name.startswith("_"):
            return UnknownMethod(f"{name} of a table", self)
        return Column(self) if self.table else UnknownMethod(f"{name} of a column", self)

    def item(self, run: Any, key: Any, site: Any) -> Any:
        if isinstance(key, (str, int)) and self.table:
            return Frame(Array(self.array.dims[:1]))
        if isinstance(key, slice):
            return self.like((sliced(self.length, key), *self.array.dims[1:]))
        if isinstance(key, List) and not key.open and self.table and all(isinstance(name, str) for name in key):
            return self.like((self.length, len(key)))
        if self.table and isinstance(key, Array) and key.rank == 1 and key.dtype == "object":
            return self.like((self.length, key.length))
        if self.table and isinstance(key, Frame) and key.array.dtype == "bool":
            return self.like((symbol("rows", 0), self.array.dims[1]))
        if not self.table and isinstance(key, Frame) and key.array.dtype == "bool":
            return self.like((symbol("rows", 0),))
        return Unknown("a part of a table")

    def set_item(self, run: Any, key: Any, item: Any) -> None:
        """It may be a new column."""
        run.touch(self)
        if self.table:
            self.array = Array((self.length, symbol("columns", 1)))

    def operated(self, other: Any, dtype: str | None = None) -> Any:
        """With a number, or a row of figures, entry by entry; with another table by its labels."""
        if isinstance(other, Frame) and (other.table or not self.table) and other.array.shape != self.array.shape:
            return Unknown("tables put together")
        return Frame(Array(self.array.shape, dtype))


class Column(Frame):
    """`df.name`: a column, or a method that is not followed, which may write the table."""

    __slots__ = ("table_of",)

    def __init__(self, frame: Frame) -> None:
        super().__init__(Array((frame.length,)))
        self.table_of = frame


@handles(Column)
def _call(run: Any, column: Column, args: list[Any], kwargs: dict[str, Any], site: Any) -> Unknown:
    run.forget(column.table_of)
    return Unknown("a method of a table")


class Located:
    """`df.iloc[...]`, `df.loc[...]`."""

    __slots__ = ("by_position", "frame")

    def __init__(self, frame: Frame, by_position: bool) -> None:
        self.frame = frame
        self.by_position = by_position

    def item(self, run: Any, key: Any, site: Any) -> Any:
        if self.by_position:
            try:
                found = indexed(self.frame.array, key)
            except MISTAKES:
                return Unknown("a part of a table")
            return Frame(Array(found.shape)) if found.rank else Unknown("a number of a table")
        return Unknown("a part of a table")

    def set_item(self, run: Any, key: Any, item: Any) -> None:
        run.forget(self.frame)


def marked(run: Any, x: Array) -> Array:
    out = Array(x.shape, x.dtype)
    out.site = run.site
    return out


def _values(run: Any, frame: Frame, *args: Any, **options: Any) -> Array:
    return marked(run, frame.array)


def _astype(run: Any, frame: Frame, dtype: Any = None, *args: Any, **options: Any) -> Frame:
    return Frame(Array(frame.array.shape, dtype_name(dtype)))


def _same(run: Any, frame: Frame, *args: Any, inplace: Any = False, **options: Any) -> Any:
    """As many rows and columns."""
    return None if inplace is True else Frame(Array(frame.array.shape))


def _fewer(run: Any, frame: Frame, *args: Any, inplace: Any = False, **options: Any) -> Any:
    """Rows go; how many only the data says."""
    new = Array((symbol("rows", 0), *frame.array.dims[1:]))
    return _placed(run, frame, new, inplace)


def _placed(run: Any, frame: Frame, new: Array, inplace: Any) -> Any:
    if inplace is False:
        return Frame(new)
    run.touch(frame)
    frame.array = new if inplace is True else Array((UNKNOWN,) * len(new.dims))
    return None


def _drop(
    run: Any, frame: Frame, labels: Any = None, axis: Any = 0, index: Any = None, columns: Any = None,
    inplace: Any = False, **options: Any
) -> Any:  # fmt: skip
    """Columns by name are counted; rows are not."""
    if columns is None and axis in (1, "columns"):
        columns, labels = labels, None
    if columns is None or labels is not None or index is not None or not frame.table:
        return _placed(run, frame, Array((symbol("rows", 0), *frame.array.dims[1:])), inplace)
    names = [columns] if isinstance(columns, str) else iterate(columns) if isinstance(columns, List) else None
    gone = len(set(names)) if names is not None and all(isinstance(name, str) for name in names) else None
    width = frame.array.dims[1]
    certain = gone is not None and width is not UNKNOWN and not options
    left = width - gone if certain else symbol("columns", 0)  # type: ignore[operator]
    return _placed(run, frame, Array((frame.length, left)), inplace)


def _pop(run: Any, frame: Frame, column: Any) -> Frame:
    run.touch(frame)
    width = frame.array.dims[1] if frame.table else UNKNOWN
    frame.array = Array((frame.length, width - 1 if width is not UNKNOWN else UNKNOWN))  # type: ignore[operator]
    return Frame(Array((frame.length,)))


def _head(run: Any, frame: Frame, n: Any = 5) -> Frame:
    count = min(n, frame.length) if isinstance(n, int) and n >= 0 and isinstance(frame.length, int) else UNKNOWN
    return frame.like((count, *frame.array.dims[1:]))


def _sample(run: Any, frame: Frame, n: Any = None, frac: Any = None, **options: Any) -> Frame:
    count = frame.length if frac in (1, 1.0) and n is None else n if isinstance(n, int) else symbol("rows", 0)
    return frame.like((count, *frame.array.dims[1:]))


def _labels(run: Any, frame: Frame) -> Array:
    """The names of the columns."""
    return marked(run, Array(frame.array.dims[1:], "object"))


def _mask(run: Any, frame: Frame, *args: Any, **options: Any) -> Frame:
    return Frame(Array(frame.array.shape, "bool"))


def _unique(run: Any, frame: Frame) -> Array:
    return marked(run, Array((symbol("unique", 0),)))


def _figure(run: Any, frame: Frame, *args: Any, **options: Any) -> Any:
    """A row of figures of a table, a number of a column."""
    return (
        Array(()) if not frame.table else Frame(Array((UNKNOWN,))) if not args and not options else Unknown("figures")
    )


def _unknown(run: Any, frame: Frame, *args: Any, **options: Any) -> Unknown:
    return Unknown("what a table tells")


_METHODS: dict[str, Any] = {
    **dict.fromkeys(("to_numpy", "as_matrix", "get_values"), _values),
    **dict.fromkeys(("fillna", "replace", "copy", "ffill", "bfill", "interpolate", "clip", "round", "abs",
                     "sort_values", "sort_index", "shift", "diff", "rename", "rank", "cumsum"), _same),
    **dict.fromkeys(("dropna", "drop_duplicates", "query"), _fewer),
    **dict.fromkeys(("isnull", "isna", "notnull", "notna", "isin", "eq", "ne", "gt", "lt", "ge", "le"), _mask),
    **dict.fromkeys(("mean", "std", "min", "max", "sum", "median", "var"), _figure),
    **dict.fromkeys(("describe", "info", "nunique", "corr", "count",
                     "value_counts", "tolist", "groupby", "any", "all", "quantile", "to_dict", "iterrows", "itertuples",
                     "merge", "join",
                     "items"), _unknown),
    "astype": _astype, "drop": _drop, "pop": _pop, "head": _head, "tail": _head, "sample": _sample, "unique": _unique,
    "keys": _labels,
}  # fmt: skip


def table(rows: Any = None, columns: Any = None) -> Frame:
    """One whose size only the program knows, where it is not given."""
    return Frame(
        Array((symbol("rows", 0) if rows is None else rows, symbol("columns", 1) if columns is None else columns))
    )


@provides(*(PD + name for name in ("read_csv", "read_table", "read_excel", "read_parquet", "read_pickle", "read_hdf",
                                   "read_feather", "read_sql", "read_sql_query", "read_fwf")))  # fmt: skip
def read(run: Any, *args: Any, **options: Any) -> Any:
    if options.keys() & {"chunksize", "iterator", "squeeze", "sheet_name"}:
        return Unknown("a table")
    names = options.get("usecols")
    given = iterate(names) if isinstance(names, List) else None
    return table(columns=None if given is None else len(given))


@provides(PD + "DataFrame")
def data_frame(run: Any, data: Any = None, index: Any = None, columns: Any = None, *more: Any, **options: Any) -> Frame:
    if isinstance(data, Dict) and not data.open:
        first = next(iter(data.values()), None)
        found = read_array(first) if first is not None else None
        rows = found.length if found is not None and found.rank else symbol("rows", 0)
        return table(rows, len(data) if columns is None else None)
    found = read_array(data)
    return Frame(Array(found.shape, found.dtype)) if found.rank == 2 else table()


@provides(PD + "Series")
def series(run: Any, data: Any = None, *args: Any, **options: Any) -> Frame:
    found = read_array(data)
    return Frame(Array(found.shape, found.dtype) if found.rank == 1 else Array((symbol("rows", 0),)))


@provides(PD + "get_dummies")
def get_dummies(run: Any, data: Any, *args: Any, **options: Any) -> Frame:
    """One column for each value."""
    found = read_array(data)
    return table(found.length if found.rank else None)


@provides(PD + "concat", PD + "merge")
def concat(run: Any, *args: Any, **options: Any) -> Unknown:
    return Unknown("tables put together")


@provides(PD + "to_numeric", PD + "to_datetime")
def converted(run: Any, arg: Any, *args: Any, **options: Any) -> Any:
    return Frame(Array(arg.array.shape)) if isinstance(arg, Frame) else Unknown("a column")


@provides(PD + "factorize")
def factorize(run: Any, values: Any, *args: Any, **options: Any) -> Any:
    found = read_array(values)
    return marked(run, Array(found.shape, "int64")), Opaque("uniques")
