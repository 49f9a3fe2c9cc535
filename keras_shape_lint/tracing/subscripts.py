"""Items and slices: read, written and deleted."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.concrete import hashable, is_concrete, may_be_in
from keras_shape_lint.tracing.exceptions import fail
from keras_shape_lint.tracing.values import Bound, Class, Dict, External, Instance, List, Opaque, Unknown


def index(run: Any, value: Any, key: Any, site: Any) -> Any:
    """`value[key]`."""
    if isinstance(value, Dict):
        if type(key) is Opaque and site is not None and may_choose(value):
            return choose(run, value, key, site)
        try:
            return value[key] if is_concrete(key) or hashable(key) else Unknown("a key that is not known")
        except (KeyError, TypeError):
            return _missing(run, value, key, site)
    if isinstance(value, (List, tuple, str, bytes, range)):
        return _item(run, value, key)
    if isinstance(value, Opaque):
        text = f"{key.start or ''}:{key.stop or ''}" if isinstance(key, slice) else key
        return value.part("item", str(key) if isinstance(key, slice) else key, f"{value.name}[{text}]")
    if isinstance(value, Tensor):
        from keras_shape_lint.tracing.keras.apply import apply_function

        return apply_function(run, "operator.getitem", [value, key], {}, site)
    if isinstance(value, Instance) and (found := value.cls.lookup("__getitem__")):
        return invoke(run, Bound(found, value), [key], {}, site)
    if isinstance(value, Class) and value.kind == "enum":
        found = value.attributes.get(key) if isinstance(key, str) else None
        return found if isinstance(found, Instance) else Unknown("a member of an enum")
    if isinstance(value, Class):
        return _subscribed(run, value, key, site)
    if isinstance(value, Instance) and value.cls.kind == "namedtuple" and not value.open:
        return _item(run, tuple(value.attributes.get(name) for name in value.cls.fields), key)
    if isinstance(value, External) and value.path in OPEN_TO_TYPES:
        return value
    getter = getattr(value, "item", None)
    return getter(run, key, site) if getter is not None else Unknown("an item of something unknown")


def _subscribed(run: Any, cls: Class, key: Any, site: Any) -> Any:
    """`Box[int]`: what the class itself makes of it, else the class, as for annotations."""
    own = cls.lookup("__class_getitem__")
    if own is None:
        return Unknown("an item of a class") if cls.open else cls
    return invoke(run, Bound(getattr(own, "function", own), cls), [key], {}, site)


OPEN_TO_TYPES = frozenset(("typing.Generic", "typing.Protocol", "typing_extensions.Protocol"))
"""Bases of classes that are written with parameters, which change nothing."""
MOST_CHOICES = 16
"""Most entries of a table that are each tried for a key only a caller knows."""


def may_choose(table: Dict) -> bool:
    """All its keys are known, and few enough to try each."""
    return not table.open and 0 < len(table) <= MOST_CHOICES and all(map(is_concrete, table))


def choose(run: Any, table: Dict, key: Opaque, site: Any, *default: Any) -> Any:
    """The entry of a key that only a caller knows: one after the other, as a chain of tests would.

    Without a default it is one of them.
    """
    from keras_shape_lint.tracing.comparisons import compare
    from keras_shape_lint.tracing.truth import known_truth

    before = len(run.decided)
    for left, (own, entry) in zip(range(len(table) - 1, -1, -1), table.items()):
        test = compare(run, "Eq", key, own, site)
        truth = known_truth(run, test)
        if truth is None and not left and not default:
            run.take_as_one(before, f"{key} == {own!r} is true")
            run.assume(test)
            return entry
        if run.decide(test, True, site, f"{key} == {own!r}") if truth is None else truth:
            return entry
    run.take_as_one(before)
    return default[0] if default else Unknown("a key that is not known")


def _missing(run: Any, table: Dict, key: Any, site: Any) -> Any:
    if table.open or not hashable(key):
        return Unknown("a key that is not known")
    if may_be_in(table, key):
        return Unknown("a key that may be another")
    if table.counts:
        return 0
    if (own := table.cls.lookup("__missing__") if hasattr(table, "cls") else None) is not None:
        return invoke(run, Bound(own, table), [key], {}, site)
    if table.factory is not None:
        run.touch(table)
        table[key] = invoke(run, table.factory, [], {}, site)
        return table[key]
    return fail(run, "KeyError", "a key that is missing")


def _item(run: Any, value: Any, key: Any) -> Any:
    if getattr(value, "open", False):
        return Unknown("an item of a list that is not known")
    if isinstance(key, Symbol) and isinstance(value, (List, tuple)):
        from keras_shape_lint.tracing.arrays.alike import merged

        alike = merged(value)
        return alike if alike is not None and alike.rank else Unknown("an index that is not known")
    if isinstance(key, Instance):
        key = key.integer()
    if not is_concrete(key) or (isinstance(key, slice) and not all(map(is_concrete, (key.start, key.stop, key.step)))):
        return Unknown("an index that is not known")
    try:
        result = value[key]
    except Exception as error:
        return fail(run, type(error).__name__, "an index that fails")
    return run.charge(List(result) if type(result) is list else result) if type(key) is slice else result


def set_index(run: Any, container: Any, key: Any, item: Any) -> None:
    """`container[key] = item`."""
    if isinstance(container, Opaque):
        run.forget(container)
    if isinstance(container, Instance) and (found := container.cls.lookup("__setitem__")):
        invoke(run, Bound(found, container), [key, item], {}, None)
    if not isinstance(container, (List, Dict)):
        setter = getattr(container, "set_item", None)
        if setter is not None:
            setter(run, key, item)
        return
    run.touch(container)
    bounds = (key.start, key.stop, key.step) if isinstance(key, slice) else (key,)
    known = hashable(key) if isinstance(container, Dict) else all(map(is_concrete, bounds)) and not container.open
    if isinstance(key, slice) and known:
        from keras_shape_lint.tracing.sequences import items_of

        item = items_of(run, item)
        known = item is not None
    if not known:
        run.forget(container)
        return
    try:
        container[key] = item
    except Exception as error:
        if isinstance(error, IndexError):
            fail(run, "IndexError", "")
        run.forget(container)


def delete_index(run: Any, container: Any, key: Any) -> None:
    """`del container[key]`."""
    if isinstance(container, (List, Dict)):
        run.touch(container)
        try:
            del container[key]
        except Exception as error:
            if not container.open and (is_concrete(key) or hashable(key)):
                fail(run, type(error).__name__, "")
            run.forget(container)
    elif isinstance(container, Instance) and (found := container.cls.lookup("__delitem__")):
        invoke(run, Bound(found, container), [key], {}, None)
    else:
        run.escape((container,))
