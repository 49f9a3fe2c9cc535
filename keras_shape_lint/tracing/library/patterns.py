"""`re` on known texts, where matching them is sure to cost little."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.tracing.iterators import Iterator
from keras_shape_lint.tracing.library import declares, provides
from keras_shape_lint.tracing.values import Dict, List, Native, Unknown

_LONGEST = 10_000
_MOST_STEPS = 2_000_000
"""What matching may take at worst: the length of the text to the power of the pattern's repeats."""
_FLAGS = {"ASCII": 256, "IGNORECASE": 2, "MULTILINE": 8, "DOTALL": 16, "VERBOSE": 64}
declares(**{f"re__{name}": value for name, value in _FLAGS.items()})
declares(**{f"re__{name[0]}": value for name, value in _FLAGS.items() if name != "DOTALL" and name != "VERBOSE"})
declares(re__S=16, re__X=64)


def _repeats(pattern: str) -> int | None:
    """How many `*`, `+`, `?`, `{...}` and `|` it has; None where one is repeated, which may take any time."""
    count, position, inside = 0, 0, False
    opened: list[int] = []
    closed: int | None = None
    while position < len(pattern):
        mark, before = pattern[position], closed
        closed = None
        position += 2 if mark == "\\" else 1
        if inside:
            inside = mark != "]"
        elif mark == "[":
            inside, position = True, position + (pattern[position : position + 1] == "]")
        elif mark == "(":
            opened.append(count)
            position += pattern[position : position + 1] == "?"
        elif mark == ")" and opened:
            closed = opened.pop()
        elif mark in "*+?{":
            if before is not None and before < count and mark != "?":
                return None
            count += 1
        elif mark == "|":
            count += 1
    return count


def _affordable(pattern: Any, text: Any) -> bool:
    if not (isinstance(pattern, str) and isinstance(text, str)) or max(len(pattern), len(text)) > _LONGEST:
        return False
    repeats = _repeats(pattern)
    return repeats is not None and (len(text) + 1) ** min(repeats, 30) <= _MOST_STEPS


class Match:
    """What a pattern met."""

    __slots__ = ("found",)

    def __init__(self, found: Any) -> None:
        self.found = found

    def attribute(self, run: Any, name: str) -> Any:
        if name in ("group", "start", "end", "span"):
            return Native(name, lambda run, *places: getattr(self.found, name)(*places))
        if name == "groups":
            return Native(name, lambda run, default=None: self.found.groups(default))
        if name == "groupdict":
            return Native(name, lambda run, default=None: Dict(self.found.groupdict(default)))
        known = name in ("string", "lastindex", "lastgroup")
        return getattr(self.found, name) if known else Unknown(f"{name} of a match")

    def item(self, run: Any, key: Any, site: Any) -> Any:
        return self.found[key] if isinstance(key, (int, str)) else Unknown("a group that is not known")


class Pattern:
    """A compiled pattern."""

    __slots__ = ("flags", "pattern")

    def __init__(self, pattern: Any, flags: Any) -> None:
        self.pattern = pattern
        self.flags = flags

    def attribute(self, run: Any, name: str) -> Any:
        if name == "pattern":
            return self.pattern
        if name not in _FUNCTIONS:
            return Unknown(f"{name} of a pattern")
        return Native(name, lambda run, *args, **kwargs: _applied(name, self, args, kwargs))


@provides("re.compile")
def _compiled(run: Any, pattern: Any, flags: Any = 0) -> Any:
    return pattern if isinstance(pattern, Pattern) else Pattern(pattern, flags)


@provides("re.escape")
def _escaped(run: Any, text: Any) -> Any:
    import re

    return re.escape(text) if isinstance(text, str) else Unknown("text")


_FUNCTIONS = {
    **dict.fromkeys(("match", "search", "fullmatch", "findall", "finditer"), ("string", "flags")),
    "split": ("string", "maxsplit", "flags"),
    **dict.fromkeys(("sub", "subn"), ("repl", "string", "count", "flags")),
}
"""What each takes after the pattern; a compiled one has its flags."""


def _applied(name: str, pattern: Any, args: Any, kwargs: dict[str, Any]) -> Any:
    import re

    names = _FUNCTIONS[name]
    if isinstance(pattern, Pattern):
        names, kwargs, pattern = names[:-1], {**kwargs, "flags": pattern.flags}, pattern.pattern
    given = {**dict(zip(names, args)), **kwargs}
    plain = all(isinstance(value, (str, int)) for value in given.values()) and len(args) <= len(names)
    if not plain or not _affordable(pattern, given.get("string")):
        return Unknown("what a pattern finds")
    try:
        return _followed(name, getattr(re, name)(pattern, **given))
    except re.error:
        return Unknown("a pattern that is none")


def _followed(name: str, found: Any) -> Any:
    if name == "finditer":
        return Iterator(map(Match, list(found)))
    if isinstance(found, list):
        return List(found)
    return found if found is None or isinstance(found, (str, tuple)) else Match(found)


def _function(name: str) -> Callable[..., Any]:
    return lambda run, pattern, *args, **kwargs: _applied(name, pattern, args, kwargs)


for _name in _FUNCTIONS:
    provides(f"re.{_name}")(_function(_name))
