"""A program run by the installed Keras statement by statement, so that one refusal does not hide the next."""

from __future__ import annotations

import ast
import traceback
from typing import Any, NamedTuple

FILE = "program.py"


class Outcome(NamedTuple):
    """What one statement did: the names it bound, the shapes of those that are tensors, or the line Keras refused."""

    line: int
    end_line: int
    bound: tuple[str, ...]
    shapes: dict[str, tuple[int | None, ...]]
    refused_at: int | None = None
    frames: tuple[int, ...] = ()
    error: str = ""
    accident: bool = False


class Session:
    """Names that a refused statement would have bound stay unbound, and later statements must not use them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.scope: dict[str, Any] = {}
        self.outcomes: list[Outcome] = []
        self.accidents: set[str] = set()

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def run(self, statement: str) -> Outcome:
        first = len(self.lines) + 1
        self.lines += statement.splitlines()
        before, accident = dict(self.scope), self._accident(statement)
        code = compile("\n" * (first - 1) + statement, FILE, "exec")
        try:
            exec(code, self.scope)
        except Exception as error:
            for name in [name for name, value in self.scope.items() if before.get(name) is not value]:
                del self.scope[name]
            outcome = self._refusal(first, error)
        else:
            changed = {name: value for name, value in self.scope.items() if before.get(name) is not value}
            outcome = Outcome(first, len(self.lines), tuple(changed), _shapes(changed))
        if accident:
            self.accidents.update(outcome.bound)
            outcome = outcome._replace(accident=True)
        self.outcomes.append(outcome)
        return outcome

    def _refusal(self, first: int, error: Exception) -> Outcome:
        if isinstance(error, (NameError, SyntaxError)):
            raise error
        entries = traceback.extract_tb(error.__traceback__)
        frames = tuple(entry.lineno or 0 for entry in entries if entry.filename == FILE)
        text = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        own = entries[-1].filename == FILE and "unpack" not in text
        return Outcome(first, len(self.lines), (), {}, None if own else frames[-1], frames, text)

    def _accident(self, statement: str) -> bool:
        """A model called on other ranks than it declares, which Keras hardly looks at, or what came of such a call."""
        nodes = list(ast.walk(ast.parse(statement)))
        if any(isinstance(node, ast.Name) and node.id in self.accidents for node in nodes):
            return True
        calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        return any(self._other_ranks(ast.unparse(call.func), call.args) for call in calls)

    def _other_ranks(self, name: str, arguments: list[ast.expr]) -> bool:
        import keras

        model = self.scope.get(name)
        if not isinstance(model, keras.Model) or not getattr(model, "inputs", None):
            return False
        try:
            given = keras.tree.flatten(eval(ast.unparse(arguments[0]), self.scope))
        except Exception:
            return False
        return [len(each.shape) for each in given] != [len(each.shape) for each in model.inputs]

    def tensors(self) -> dict[str, tuple[int | None, ...]]:
        return _shapes(self.scope)

    def runs(self, name: str) -> bool | None:
        """Whether some data gets through to a tensor: any size for what is None, a batch that fits by no accident.

        None when it cannot be tried: the name holds no tensors, or a model is called on its own output.
        """
        import keras

        made = self.scope.get(name)
        if any(map(_is_value, made if isinstance(made, (list, tuple)) else [made])):
            return True
        inputs = [value for value in self.scope.values() if _is_input(value)]
        try:
            function = keras.Function(inputs, self.scope[name])
        except Exception:
            return None
        return any(_runs(function, inputs, batch, free) for batch in (5, 7) for free in (3, 4, 1, 6, 8))


def _shapes(scope: dict[str, Any]) -> dict[str, tuple[int | None, ...]]:
    import keras

    return {
        name: tuple(value.shape)
        for name, value in scope.items()
        if isinstance(value, keras.KerasTensor) or _is_value(value)
    }


def _is_value(value: Any) -> bool:
    """Floats that Keras computed at once; other dtypes, which TensorFlow mixes with none, are left out."""
    import keras
    import numpy as np

    if isinstance(value, keras.KerasTensor) or not (isinstance(value, np.ndarray) or keras.ops.is_tensor(value)):
        return False
    return keras.backend.standardize_dtype(value.dtype) == "float32"


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
