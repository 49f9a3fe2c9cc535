"""What `with` enters, and which contexts expect the code inside to fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.attributes import attribute
from keras_shape_lint.tracing.calls import invoke
from keras_shape_lint.tracing.exceptions import matches
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Bound, External, Function, Instance, List, Unknown

_EXPECTING = frozenset((
    "raises", "assertRaises", "assertRaisesRegex", "assertRaisesRegexp", "assertRaisesWithPredicateMatch",
    "assertRaisesWithLiteralMatch", "suppress",
))  # fmt: skip
"""Names of what is called to expect a failure, whoever defines them."""

Leave = Callable[["Raised | None"], bool]
Swallows = Callable[[Raised], "bool | None"]
Entered = tuple[Any, Leave, "Swallows | None"]
"""The value that `as` binds; what to do on leaving, true when it swallows the exception; what it may swallow."""


class Expecting:
    """A context in which the code is meant to fail with one of `kinds`."""

    __slots__ = ("kinds",)

    def __init__(self, kinds: tuple[Any, ...] = ()) -> None:
        self.kinds = kinds

    def enter(self, run: Any, site: Any) -> Entered:
        return (
            Unknown("an exception"),
            lambda raised: raised is None or self.swallows(raised) is not False,
            self.swallows,
        )

    def swallows(self, raised: Raised) -> bool | None:
        if raised.rejected or not self.kinds:
            return True
        return matches(self.kinds, raised)


def expects(call: Any) -> bool:
    """Whether this expression makes a context that is meant to see a failure, as `self.assertRaises(ValueError)`."""
    called = getattr(call, "func", None)
    return getattr(called, "attr", getattr(called, "id", None)) in _EXPECTING


def enter(run: Any, manager: Any, site: Any) -> Entered:
    """`with manager as ...`: what it gives, what happens at its end, and what it swallows."""
    if isinstance(manager, Instance):
        return _enter_instance(run, manager, site)
    own = getattr(manager, "enter", None)
    if own is not None:
        return own(run, site)  # type: ignore[no-any-return]
    if isinstance(manager, List) and manager:
        return manager[0], nothing, None
    if isinstance(manager, (External, Unknown)):
        return Unknown("what an unknown context gives"), nothing, None
    return attribute(run, manager, "__enter__"), nothing, None


def _enter_instance(run: Any, manager: Instance, site: Any) -> Entered:
    enters, leaves = manager.cls.lookup("__enter__"), manager.cls.lookup("__exit__")
    value = invoke(run, Bound(enters, manager), [], {}, site) if isinstance(enters, Function) else Unknown()

    def leave(raised: Raised | None) -> bool:
        if not isinstance(leaves, Function):
            return False
        error = raised.value if raised is not None else None
        kind = error.cls if isinstance(error, Instance) else error
        answer = invoke(run, Bound(leaves, manager), [kind, error, None], {}, site)
        return bool(known_truth(run, answer))

    if not isinstance(leaves, Function) or not leaves.code.may_return_truth:
        return value, leave, None
    return value, leave, lambda raised: None


def nothing(raised: Raised | None) -> bool:
    """On leaving."""
    return False
