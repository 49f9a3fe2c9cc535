"""Code that runs an unknown number of times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from keras_shape_lint.tracing.arrays.alike import loosen
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.values import List, Unknown


def loosely(frame: Any, names: Iterable[str], body: Callable[[], Any]) -> Any:
    """Run code once, with all it may write unknown before and after. `names` are the locals it binds.

    A rehearsal finds out what it writes; inside another one, that suffices.
    """
    run = frame.run
    unknown = Unknown("changed in a loop that is not followed")

    certain = not run.rehearsing
    updated = getattr(names, "updated", ())

    settled: set[int] = set()

    def blur(targets: Iterable[Any]) -> None:
        for target in targets:
            if id(target) not in settled:
                loosen(run, target, certain)
        for name in names:
            if name not in frame.vars:
                continue
            value = frame.vars[name]
            if name in updated and (type(value) is List or (type(value) is Array and value.rank)):
                loosen(run, value, certain)
            else:
                frame.vars[name] = unknown

    blur(())
    run.loose += 1
    if frame.yielded is not None:
        frame.yielded.open = True
    try:
        if not run.rehearsing:
            touched = run.rehearse(body)
            settled.update(id(target) for target in touched if getattr(target, "settled", False))
            blur(touched)
        signal, written = run.capture(body)
    finally:
        run.loose -= 1
        blur(())
    blur(written)
    return signal
