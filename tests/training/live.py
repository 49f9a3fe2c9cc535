"""A program run by the installed Keras, eagerly: the lines it stood at when Keras refused something."""

from __future__ import annotations

import contextlib
import gc
import io
import traceback
from types import TracebackType
from typing import Any, NamedTuple

FILE = "fed.py"


class Refusal(NamedTuple):
    lines: frozenset[int]
    error: str


class Real:
    """tf.function is set aside: what it adds to a step of a small model is time.

    So is what other tests left in memory: Keras collects all of it whenever a session is cleared.
    """

    @property
    def release(self) -> str:
        """The generation that is installed, as the checker knows it."""
        import keras

        return "3" if keras.__version__.startswith("3") else "2.15"

    def __enter__(self) -> Real:
        import tensorflow as tf

        tf.config.run_functions_eagerly(True)
        gc.freeze()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        import tensorflow as tf

        tf.config.run_functions_eagerly(False)
        gc.unfreeze()

    def refused_at(self, text: str) -> Refusal | None:
        """None where it ran to its end. A fault of the program that is not Keras' comes out."""
        import keras

        keras.backend.clear_session()
        scope: dict[str, Any] = {"__name__": "__main__"}
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(text, FILE, "exec"), scope)
        except (NameError, SyntaxError, ImportError):
            raise
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            lines = frozenset(frame.lineno or 0 for frame in frames if frame.filename == FILE)
            return Refusal(lines, f"{type(error).__name__}: {str(error)[:300]}")
        return None

    def guilty(self, text: str) -> str:
        """`x` where Keras refuses the data of the last statement by itself, else `y`."""
        lines = text.rstrip("\n").split("\n")
        return "x" if self.refused_at("\n".join([*lines[:-1], "model.predict_on_batch(x)"])) is not None else "y"
