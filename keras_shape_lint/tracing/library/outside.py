"""What a program is told when it runs: its command line, and files of settings. The same question has one answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.concrete import is_text_known
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.sequences import LARGEST
from keras_shape_lint.tracing.values import Dict, List, Native, Opaque, Unknown


@provides("argparse.ArgumentParser")
def parser(run: Any, *args: Any, **kwargs: Any) -> Opaque:
    made, given = Opaque("parser"), Opaque("args")
    parts: dict[Any, Any] = made.parts
    parts["attribute", "parse_args"] = Native("parse_args", lambda run, *args, **kwargs: given)
    known = Native("parse_known_args", lambda run, *args, **kwargs: (given, Unknown("arguments that are left over")))
    parts["attribute", "parse_known_args"] = known
    return made


@provides("json.loads")
def loads(run: Any, text: Any, **kwargs: Any) -> Any:
    if not isinstance(text, str) or kwargs or len(text) > LARGEST:
        return Opaque("json")
    import json

    return _own(json.loads(text))


@provides("json.dumps")
def dumps(run: Any, value: Any, **kwargs: Any) -> Any:
    if not is_text_known(value) or kwargs:
        return Unknown("text")
    import json

    return run.charge(json.dumps(value))


@provides("ast.literal_eval")
def literal(run: Any, text: Any) -> Any:
    if not isinstance(text, str) or len(text) > LARGEST:
        return Unknown("a literal")
    import ast

    return _own(ast.literal_eval(text))


def _own(value: Any) -> Any:
    """Containers as the evaluator has them."""
    if isinstance(value, list):
        return List(map(_own, value))
    if isinstance(value, dict):
        return Dict({key: _own(item) for key, item in value.items()})
    return value


def _reader(name: str) -> Callable[..., Opaque]:
    return lambda run, *args, **kwargs: Opaque(name)


for _module, _names in {"json": "load", "tomllib": "load loads", "toml": "load loads",
                        "yaml": "load safe_load full_load"}.items():  # fmt: skip
    provides(*(f"{_module}.{name}" for name in _names.split()))(_reader(_module))
