"""`os.path` on texts, and the environment, which only the machine knows."""

from __future__ import annotations

import os
from typing import Any

from keras_shape_lint.tracing.library import declares, provides
from keras_shape_lint.tracing.run import Ended
from keras_shape_lint.tracing.values import List, Opaque

ENVIRONMENT = Opaque("os.environ")
declares(os__sep="/", os__name="posix", os__linesep="\n", os__environ=ENVIRONMENT)

for _name in ("join", "basename", "dirname", "splitext", "split", "normpath", "isabs"):
    _function = getattr(os.path, _name)
    provides(f"os.path.{_name}", f"posixpath.{_name}")(lambda run, *args, f=_function: f(*args))


@provides("os.getenv", "os.environ.get")
def getenv(run: Any, name: Any, default: Any = None) -> Any:
    return ENVIRONMENT.part("item", name, f"os.environ[{name!r}]")


@provides("sys.exit", "os._exit", "os.abort")
def leave(run: Any, *args: Any) -> Any:
    raise Ended


@provides("os.listdir")
def listdir(run: Any, *args: Any) -> Any:
    out = List()
    out.open = True
    return out
