"""A program run by the installed Keras statement by statement, so that one refusal does not hide the next."""

from __future__ import annotations

import traceback
from typing import Any, NamedTuple

FILE = "program.py"


class Outcome(NamedTuple):
    """What one statement did: the shape of each tensor it bound, or the line Keras refused."""

    line: int
    end_line: int
    shapes: dict[str, tuple[int | None, ...]]
    refused_at: int | None = None
    frames: tuple[int, ...] = ()
    error: str = ""


class Session:
    """Names that a refused statement would have bound stay unbound, and later statements must not use them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.scope: dict[str, Any] = {}
        self.outcomes: list[Outcome] = []

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def run(self, statement: str) -> Outcome:
        first = len(self.lines) + 1
        self.lines += statement.splitlines()
        before = dict(self.scope)
        code = compile("\n" * (first - 1) + statement, FILE, "exec")
        try:
            exec(code, self.scope)
        except Exception as error:
            outcome = self._refusal(first, error)
            self.scope = {name: value for name, value in self.scope.items() if before.get(name) is value}
        else:
            changed = {name: value for name, value in self.scope.items() if before.get(name) is not value}
            outcome = Outcome(first, len(self.lines), _shapes(changed))
        self.outcomes.append(outcome)
        return outcome

    def _refusal(self, first: int, error: Exception) -> Outcome:
        if isinstance(error, (NameError, SyntaxError)):
            raise error
        frames = tuple(
            entry.lineno or 0 for entry in traceback.extract_tb(error.__traceback__) if entry.filename == FILE
        )
        text = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Outcome(first, len(self.lines), {}, frames[-1], frames, text)

    def tensors(self) -> dict[str, tuple[int | None, ...]]:
        return _shapes(self.scope)

    def runs(self, name: str) -> bool:
        """Whether some data gets through to the tensor: any size for what is None, a batch that fits by no accident."""
        import keras

        inputs = [value for value in self.scope.values() if _is_input(value)]
        try:
            function = keras.Function(inputs, self.scope[name])
        except Exception:
            return True
        return any(_runs(function, inputs, batch, free) for batch in (5, 7) for free in (3, 4, 1, 6, 8))


def _shapes(scope: dict[str, Any]) -> dict[str, tuple[int | None, ...]]:
    import keras

    return {name: tuple(value.shape) for name, value in scope.items() if isinstance(value, keras.KerasTensor)}


def _is_input(value: Any) -> bool:
    import keras

    if not isinstance(value, keras.KerasTensor):
        return False
    return isinstance(getattr(value, "_keras_history", (None,))[0], keras.layers.InputLayer)


def _runs(function: Any, inputs: list[Any], batch: int, free: int) -> bool:
    import numpy as np

    data = [
        np.zeros((each.shape[0] or batch, *(size or free for size in each.shape[1:])), each.dtype) for each in inputs
    ]
    try:
        function(data)
    except Exception:
        return False
    return True
