"""Code that runs by turns with the code that asks it: in a thread of its own, of which only one runs at a time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from typing import Any

FINISHED: Any = object()
"""What the code gives when it has come to its end."""


class Left(BaseException):
    """A message: nobody will ask any more."""


class NoThread(Exception):
    """The system gives no more of them."""


class Coroutine:
    """`resume` runs the code up to its next `pause`, and each is given what the other was called with."""

    __slots__ = ("_asked", "_code", "_error", "_given", "_mine", "_started", "_theirs", "running")

    def __init__(self, code: Callable[[], Any]) -> None:
        self._code = code
        self._asked: Any = None
        self._mine, self._theirs = Lock(), Lock()
        self._mine.acquire()
        self._theirs.acquire()
        self._given: Any = None
        self._error: BaseException | None = None
        self._started = self.running = False

    @property
    def finished(self) -> bool:
        return self._given is FINISHED

    def resume(self, message: Any) -> Any:
        """-> what the code pauses with, or FINISHED. Raises what the code raises, and NoThread."""
        self._asked = message
        self.running = True
        if self._started:
            self._mine.release()
        else:
            self._start()
        self._theirs.acquire()
        self.running = False
        error, self._error = self._error, None
        if error is not None:
            raise error
        return self._given

    def _start(self) -> None:
        self._started = True
        try:
            Thread(target=self._run, daemon=True).start()
        except RuntimeError:
            self._given = FINISHED
            raise NoThread from None

    def pause(self, item: Any) -> Any:
        """From within the code: hand it over. -> the next message; raises one that is an exception."""
        self._given = item
        self._theirs.release()
        self._mine.acquire()
        if isinstance(self._asked, BaseException):
            raise self._asked
        return self._asked

    def _run(self) -> None:
        try:
            self._code()
        except Left:
            pass
        except BaseException as error:
            self._error = error
        self._given = FINISHED
        self._theirs.release()
