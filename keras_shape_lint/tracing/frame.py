"""Where names live while code runs."""

from __future__ import annotations

from typing import Any


class Frame:
    """One activation of a module, class body, function or comprehension. `parent` is the enclosing one."""

    __slots__ = ("function", "owner", "parent", "returned", "run", "self", "unsure", "variables", "vars", "yielded")

    def __init__(self, run: Any, variables: dict[str, Any], local: dict[str, Any], parent: Frame | None = None) -> None:
        self.run = run
        self.variables = variables
        self.vars = local
        self.parent = parent
        self.function: Any = None
        self.owner: Any = None
        self.self: Any = None
        self.returned: Any = None
        self.yielded: Any = None
        self.unsure = False
