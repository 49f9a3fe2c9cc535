"""What `with` enters, and which contexts expect the code inside to fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.values import Bound, External, Function, Instance, List, Unknown

EXPECTING = ("raises", "assertRaises", "assertRaisesRegex", "suppress", "assertRaisesWithPredicateMatch")


class Manager:
    """What a followed `@contextmanager` function gives: the values it yields."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Expecting:
    """A context in which the code is meant to fail."""

    __slots__ = ()


def expects_failure(manager: Any) -> bool:
    """`pytest.raises`, `assertRaises` and their like."""
    return isinstance(manager, Expecting)


def expecting(name: str) -> bool:
    return name.rpartition(".")[2] in EXPECTING


def enter(run: Any, manager: Any, site: Any) -> tuple[Any, Callable[[], None]]:
    """-> the value `as` binds, and what to do on leaving."""
    if isinstance(manager, Instance):
        enters = manager.cls.lookup("__enter__")
        leaves = manager.cls.lookup("__exit__")
        value = invoke(run, Bound(enters, manager), [], {}, site) if isinstance(enters, Function) else Unknown()

        def leave() -> None:
            if isinstance(leaves, Function):
                invoke(run, Bound(leaves, manager), [None, None, None], {}, site)

        return value, leave
    if isinstance(manager, Manager):
        return manager.value, _nothing
    if isinstance(manager, List) and manager:
        return manager[0], _nothing
    if isinstance(manager, (External, Unknown)):
        return Unknown("what an unknown context gives"), _nothing
    return attribute(run, manager, "__enter__"), _nothing


def _nothing() -> None:
    return None
