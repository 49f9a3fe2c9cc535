"""What a program gives to its Dense layers when Python itself runs it."""

from __future__ import annotations

import builtins
import signal
from typing import Any


class _Stopped(BaseException):
    """The program ran too long."""


def _stop(*_: Any) -> None:
    raise _Stopped


def sizes_by_line(text: str, header: int) -> dict[int, set[int]] | None:
    """Line -> the sizes of the Dense layers made there, until the program ends or raises; None when it does not end."""
    found: dict[int, set[int]] = {}
    lines = text.splitlines()
    code = compile("\n" * header + "\n".join(lines[header:]), "program", "exec")

    def dense(size: int) -> Any:
        import sys

        found.setdefault(sys._getframe(1).f_lineno, set()).add(size)
        return lambda tensor: tensor

    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, 1.0)
    try:
        exec(code, {"__builtins__": builtins, "__name__": "__main__", "Dense": dense, "inp": None})
    except _Stopped:
        return None
    except (Exception, SystemExit):
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return found
