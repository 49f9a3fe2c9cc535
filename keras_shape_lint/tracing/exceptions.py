"""Python's own exceptions as classes, and what an operation that fails does."""

from __future__ import annotations

import builtins
from typing import Any

from keras_shape_lint.tracing.iterators import Iterator
from keras_shape_lint.tracing.run import Raised
from keras_shape_lint.tracing.values import Class, Instance, Unknown

EXCEPTIONS: dict[str, Class] = {}


def _declare(kind: type) -> Class:
    if kind.__name__ not in EXCEPTIONS:
        bases = tuple(_declare(base) for base in kind.__bases__ if issubclass(base, BaseException))
        EXCEPTIONS[kind.__name__] = Class(kind.__name__, bases, {})
    return EXCEPTIONS[kind.__name__]


for _name, _kind in list(vars(builtins).items()):
    if isinstance(_kind, type) and issubclass(_kind, BaseException):
        EXCEPTIONS[_name] = _declare(_kind)

ANY = (EXCEPTIONS["Exception"], EXCEPTIONS["BaseException"])


def fail(run: Any, error: str | None, reason: str, **attributes: Any) -> Unknown:
    """An operation that fails: control flow where the program would catch it, else a value that is not known.

    Without `error` it is not certain that it fails. The exception has these attributes.
    """
    if run.guards:
        if error is None or error not in EXCEPTIONS:
            run.doubted = True
        else:
            failed = raised(EXCEPTIONS[error])
            failed.value.attributes.update(attributes)
            if any(guard(failed) is not False for guard in run.guards):
                raise failed
    return Unknown(reason)


def raised(error: Any) -> Raised:
    """What `raise error` raises: an exception, or its class."""
    return Raised(Instance(error) if isinstance(error, Class) else error)


def ended(run: Any, iterator: Iterator) -> Unknown:
    """What `next` does at the end of an iterator."""
    return fail(run, "StopIteration", "the end of an iterator", value=iterator.result)


def matches(kind: Any, raised: Raised) -> bool | None:
    """Whether `except kind` takes it; None when that cannot be told."""
    if isinstance(kind, tuple):
        answers = [matches(part, raised) for part in kind]
        return True if True in answers else None if None in answers else False
    value = raised.value
    if kind in ANY:
        return True
    if not isinstance(kind, Class) or not isinstance(value, Instance):
        return None
    if kind in value.cls.mro:
        return True
    return None if value.cls.open or value.cls.external is not None else False
