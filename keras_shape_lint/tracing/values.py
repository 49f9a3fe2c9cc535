"""The values a program handles, apart from the evaluator.

Numbers, strings, None, tuples and slices are themselves; containers and objects have identity, so aliasing works
as in Python. What the tracer could not follow is `Unknown`; what only a caller knows is `Opaque`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from keras_shape_lint.layers.arguments import Unresolved
from keras_shape_lint.shapes.dims import UNKNOWN, Dim
from keras_shape_lint.shapes.symbols import Symbol, brief, symbol


class Unknown(Unresolved):
    """A value that could not be followed, and why."""

    __slots__ = ("reason",)

    def __init__(self, reason: str = "") -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return "?"


class Decorated(Unknown):
    """What a decorator that is not followed made of a method: called it is the method; it may be another value."""

    __slots__ = ("method",)

    def __init__(self, method: Any) -> None:
        super().__init__("what a decorator makes")
        self.method = method


class LayerName(Unknown):
    """The name that Keras gave to a layer: none of the program's own attributes has it."""

    __slots__ = ()


class UnknownMethod(Unknown):
    """An attribute that is not known; called, it may write its receiver."""

    __slots__ = ("receiver",)

    def __init__(self, reason: str, receiver: Any) -> None:
        super().__init__(reason)
        self.receiver = receiver


LONGEST_KEY = 1_000
"""Parts, those of parts too, of what a value is remembered by."""


class Opaque(Unresolved):
    """A value only a caller knows: the same attribute, index or pure call on it is the same value again.

    It becomes an integer symbol at its first integer use and a tensor at its first use as one. `key` is what
    decisions about it are remembered by; `negated` says that its truth is the opposite of the key's. `method` is what
    it is an attribute of, and by which name; `text` the function, `str` or a method, that made it a text.
    """

    __slots__ = ("key", "method", "name", "negated", "parts", "tensor", "text", "value")

    def __init__(self, name: str, key: Any = None, negated: bool = False) -> None:
        self.name = brief(name)
        self.key = self if key is None or _is_long(key) else key
        self.negated = negated
        self.parts: dict[Any, Opaque] = {}
        self.method: tuple[Opaque, str] | None = None
        self.text: str | None = None
        self.tensor: Any = None
        self.value: Symbol | None = None

    def __repr__(self) -> str:
        return self.name

    def integer(self) -> Dim:
        if self.value is None:
            self.value = symbol(self.name)
        return self.value

    def part(self, kind: str, index: Any, name: str) -> Opaque:
        """The value of an attribute, index or pure call on this one."""
        try:
            known = self.parts.get((kind, index))
        except TypeError:
            return Opaque(name)
        if known is None:
            known = self.parts[kind, index] = Opaque(name)
        return known


class List(list[Any]):
    """`open`: it may hold more, or other, than is listed; `each` is what all its items are like then, and `size`
    how many there are, where that is known. `limit` is how many a deque keeps."""

    open = False
    limit: int | None = None
    each: Any = None
    size: Any = None

    def sample(self) -> Any:
        """Any of its items."""
        known = self.each is not None and self.each.dtype != "nothing" and not self
        return self.each.copy() if known else Unknown("an item of a list that is not known")


class Dict(dict[Any, Any]):
    """`factory` makes the values of keys that are missing, when there is one; `counts`: they are 0, as in a Counter;
    `owner` is the object whose attributes it holds."""

    open = False
    factory: Any = None
    counts = False
    owner: Any = None


class Set(set[Any]):
    """`open`: it may hold more, or other, than is listed."""

    open = False


def _is_long(key: Any) -> bool:
    left = LONGEST_KEY
    pending = [key]
    while pending:
        part = pending.pop()
        if type(part) is tuple:
            left -= len(part)
            if left < 0:
                return True
            pending.extend(part)
    return False


MOST_BASES = 100
"""Classes behind one another that are looked through for an attribute."""


class Function:
    """A user's function or lambda with its closure. `decorated`: by something that may make another value of it."""

    __slots__ = ("attributes", "code", "decorated", "defaults", "frame", "keyword_defaults", "owner")

    def __init__(self, code: Any, frame: Any, defaults: tuple[Any, ...], keyword_defaults: dict[str, Any]) -> None:
        self.code = code
        self.frame = frame
        self.defaults = defaults
        self.keyword_defaults = keyword_defaults
        self.decorated = False
        self.owner: Class | None = None
        self.attributes: dict[str, Any] = {}

    @property
    def name(self) -> str:
        return str(self.code.name)


class Native:
    """A function of the abstract standard library: `call(run, args, kwargs)` on values."""

    __slots__ = ("call", "name", "pure")

    def __init__(self, name: str, call: Callable[..., Any], pure: bool = True) -> None:
        self.name = name
        self.call = call
        self.pure = pure


class Bound:
    """A callable with its first argument: a method of an instance, or of a built-in object."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Any, receiver: Any) -> None:
        self.function = function
        self.receiver = receiver


class Class:
    """A user's class; `bases` may hold External ones. `mro` is the user's part of it, in order.

    `options` are those that a dataclass is made with: "eq", "frozen", "order".
    """

    __slots__ = ("annotated", "attributes", "bases", "fields", "kind", "mixed", "mro", "name", "open", "options")

    def __init__(self, name: str, bases: tuple[Any, ...], attributes: dict[str, Any]) -> None:
        self.name = name
        self.bases = bases
        self.attributes = attributes
        self.mro: list[Class] = _linearize(self, bases)
        self.open = len(self.mro) > MOST_BASES or any(not isinstance(base, (Class, External)) for base in bases)
        del self.mro[MOST_BASES:]
        self.kind: str = next((base.kind for base in bases if isinstance(base, Class) and base.kind), "")
        self.mixed: bool = any(isinstance(base, Class) and base.mixed for base in bases)
        self.fields: tuple[str, ...] = ()
        chosen = (base.options for base in bases if isinstance(base, Class) and base.options)
        self.options: frozenset[str] = next(chosen, frozenset())
        self.annotated: list[str] = []

    def lookup(self, name: str, after: Class | None = None) -> Any:
        """The attribute along the MRO, past `after` when given; None when no user class has it."""
        mro = self.mro if after is None else self.mro[self.mro.index(after) + 1 :]
        for cls in mro:
            if name in cls.attributes:
                return cls.attributes[name]
        return None

    @property
    def external(self) -> External | None:
        """The first base that is not the user's own."""
        return next(iter(self.externals), None)

    @property
    def externals(self) -> list[External]:
        return [base for cls in self.mro for base in cls.bases if isinstance(base, External)]


class Instance(Unresolved):
    """An object of a user's class; `open`: it may have other attributes than are listed."""

    __slots__ = ("attributes", "cls", "layer", "open")

    def __init__(self, cls: Class) -> None:
        self.cls = cls
        self.attributes: dict[str, Any] = {}
        self.open = False
        self.layer: Any = None

    def integer(self) -> Dim:
        value = self.plain()
        return value if type(value) is int else UNKNOWN

    def plain(self) -> Any:
        """The number or text that a member of an `IntEnum` or `StrEnum` is at the same time."""
        return self.attributes.get("value", self) if self.cls.mixed and self.cls.kind == "enum" else self


class Module:
    """A module of the user's own."""

    __slots__ = ("name", "variables")

    def __init__(self, name: str, variables: dict[str, Any]) -> None:
        self.name = name
        self.variables = variables


class External(Unresolved):
    """A dotted name of a library that is not followed; canonical for Keras."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    def __repr__(self) -> str:
        return self.path


class Property:
    """`kept`: what it gives the first time becomes an attribute of the object."""

    __slots__ = ("deleter", "getter", "kept", "setter")

    def __init__(self, getter: Any, setter: Any = None, deleter: Any = None, kept: bool = False) -> None:
        self.getter = getter
        self.setter = setter
        self.deleter = deleter
        self.kept = kept


class Wrapped:
    """A staticmethod or classmethod."""

    __slots__ = ("function", "kind")

    def __init__(self, function: Any, kind: str) -> None:
        self.function = function
        self.kind = kind


class Cached:
    """A function whose `results` are kept by the arguments."""

    __slots__ = ("function", "results")
    binds = True

    def __init__(self, function: Any) -> None:
        self.function = function
        self.results = Dict()


class Super:
    """`super()`: lookups of `instance` go on behind `after`."""

    __slots__ = ("after", "instance")

    def __init__(self, after: Class, instance: Any) -> None:
        self.after = after
        self.instance = instance


def _linearize(cls: Class, bases: tuple[Any, ...]) -> list[Class]:
    """C3's order; depth first where C3 has none."""
    own = [base for base in bases if isinstance(base, Class)]
    if len(own) < 2:
        return [cls, *(own[0].mro if own else ())]
    pending = [*(list(base.mro) for base in own), own]
    order = [cls]
    while pending := [line for line in pending if line]:
        head = next((line[0] for line in pending if not any(line[0] in other[1:] for other in pending)), pending[0][0])
        order.append(head)
        pending = [[c for c in line if c is not head] for line in pending]
    return order


def opened(container: Any) -> Any:
    """The container, its content not known."""
    container.open = True
    return container
