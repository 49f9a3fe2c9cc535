"""The user's own modules, evaluated once in each world; those of libraries are names."""

from __future__ import annotations

import ast
import os
from typing import Any

from keras_shape_lint.layers.canonical import canonical
from keras_shape_lint.layers.index import MODULES
from keras_shape_lint.tracing.concrete import is_concrete
from keras_shape_lint.tracing.folders import find_module
from keras_shape_lint.tracing.frame import Frame
from keras_shape_lint.tracing.keras.names import external
from keras_shape_lint.tracing.pieces import Pieces
from keras_shape_lint.tracing.project import MOST_MODULES, Project
from keras_shape_lint.tracing.run import Exhausted
from keras_shape_lint.tracing.syntax.scope import Scope, assigned_names
from keras_shape_lint.tracing.values import List, Module, Unknown

_STRUCTURE = (
    "keras.Model", "keras.Sequential", "keras.layers.Layer", "keras.layers", "keras.models", "keras.backend",
    "keras.applications", "keras.optimizers", "keras.utils", "keras.ops", "keras.activations",
)  # fmt: skip
"""Names of Keras that no shape rule stands for."""


def _is_application(path: str) -> bool:
    """A file of the `applications` folder of Keras itself: keras/applications or keras/src/applications."""
    parts = os.path.dirname(os.path.abspath(path)).split(os.sep)
    return parts[-1] == "applications" and (parts[-2:-1] == ["keras"] or parts[-3:-1] == ["keras", "src"])


def _among_applications(importer: str, name: str) -> bool:
    """Keras' own applications follow each other as any package does; the rest of Keras is known by its rules."""
    return name.startswith(("keras.applications", "keras.src.applications")) and _is_application(importer)


MOST_LINES = 60_000
"""Lines of imported modules after which no more are read: trees take 3 KB a line, and are held with their functions."""


class Imports:
    """The modules evaluated in one world. `roots`: folders to look in after those of the importing file.

    `deferred` are those that were met after the first MOST_MODULES: they run when one of their names is asked for.
    """

    def __init__(self, project: Project, roots: tuple[str, ...] = ()) -> None:
        self.project = project
        self.roots = roots
        self.modules: dict[str, Module] = {}
        self.deferred: dict[int, str] = {}
        self.asked_for = 0
        self.lines = 0
        self.starred: dict[int, dict[str, None]] = {}

    def begin(self, path: str, variables: dict[str, Any]) -> None:
        """The file under analysis: a module that imports it back gets what it has so far."""
        path = os.path.abspath(path)
        self.modules[path] = Module(os.path.basename(path).removesuffix(".py"), variables)

    def module(self, frame: Any, name: str, level: int) -> Module | None:
        """A module of the user's own, evaluated; None for a library's."""
        importer = frame.variables.get("__file__")
        if not isinstance(importer, str):
            return None
        if name.partition(".")[0] in ("keras", "tensorflow", "numpy") and not _among_applications(importer, name):
            return None
        path = find_module(importer, name, level, self.roots)
        if path is None:
            return None
        if not level and "." in name:
            self._enter(frame.run, os.path.abspath(importer), name)
        return self._evaluated(frame.run, path, name)

    def _enter(self, run: Any, importer: str, name: str) -> None:
        """Run the packages that a module stands in before it, as Python does; a file inside of one is in it already."""
        parts = name.split(".")
        for count in range(1, len(parts)):
            package = ".".join(parts[:count])
            path = find_module(importer, package, 0, self.roots)
            if (
                path
                and os.path.basename(path) == "__init__.py"
                and not importer.startswith(path[: -len("__init__.py")])
            ):
                self._evaluated(run, path, package)

    def absolute(self, frame: Any, name: str, level: int) -> tuple[str, int]:
        """In a file of Keras' own `applications` a relative import is one of Keras' names; elsewhere as it is."""
        importer = frame.variables.get("__file__")
        if not isinstance(importer, str) or not _is_application(importer):
            return name, level
        parts = os.path.abspath(importer).split(os.sep)
        package = parts[len(parts) - 1 - parts[::-1].index("keras") : len(parts) - level]
        return ".".join([*package, name] if name else package), 0

    def _evaluated(self, run: Any, path: str, name: str) -> Module | None:
        known = self.modules.get(path)
        if known is not None:
            return known
        module = self.modules[path] = Module(name, {"__file__": path, "__name__": name})
        if os.path.isdir(path):
            module.variables["__file__"] = os.path.join(path, "__init__.py")
        elif len(self.modules) > MOST_MODULES:
            self.deferred[id(module)] = path
        else:
            self._execute(run, path, module)
        return module

    def complete(self, run: Any, module: Module) -> None:
        """Run a module that was put off."""
        path = self.deferred.pop(id(module), None)
        if path is None:
            return
        self.asked_for += 1
        if self.asked_for > MOST_MODULES:
            module.variables["*"] = Unknown("too many modules")
        else:
            self._execute(run, path, module)

    def _execute(self, run: Any, path: str, module: Module) -> None:
        tree = self.project.tree(path) if self.lines < MOST_LINES else None
        if tree is None:
            module.variables["*"] = Unknown("a module that cannot be read")
            return
        self.lines += tree.body[-1].end_lineno or 0 if tree.body else 0
        faults, run.faults = run.faults, []
        try:
            execute_module(run, tree, path, module.variables)
        finally:
            run.faults = faults

    def submodule(self, run: Any, module: Module, name: str) -> Any:
        """`package.module` as an attribute."""
        if id(module) in self.deferred:
            self.complete(run, module)
            if name in module.variables:
                return module.variables[name]
        path = find_module(str(module.variables.get("__file__")), name, 1)
        found = self._evaluated(run, path, f"{module.name}.{name}") if path is not None else None
        return found or self._starred(run, module.variables, name) or Unknown(f"{module.name} has no {name}")

    def has(self, run: Any, module: Module, name: str) -> Any:
        """Whether a module has an attribute."""
        self.complete(run, module)
        if name in module.variables:
            return True
        path = str(module.variables.get("__file__"))
        unsure = "*" in module.variables or id(module.variables) in self.starred or find_module(path, name, 1)
        return Unknown("an attribute of a module") if unsure else False

    def members(self, run: Any, module: Module, name: str, importer: dict[str, Any]) -> Any:
        """What `from module import name` binds; a dict for `*`. Each import of the file itself may ask for as many."""
        if importer.get("__name__") == "__main__":
            self.asked_for = 0
        if name == "*":
            return self._exported(run, module, importer)
        if name in module.variables:
            return module.variables[name]
        return self.submodule(run, module, name)

    def _exported(self, run: Any, module: Module, importer: dict[str, Any]) -> dict[str, Any]:
        """The names of `__all__`, submodules among them; without it, all that do not start with `_`."""
        self.complete(run, module)
        names = module.variables.get("__all__")
        if not isinstance(names, (tuple, List)) or not is_concrete(names):
            for library in list(self.starred.get(id(module.variables), ())):
                self.star(run, importer, library)
            return {key: value for key, value in module.variables.items() if not key.startswith("_")}
        return {
            name: self.members(run, module, name, importer) for name in names if isinstance(name, str) and name != "*"
        }

    def unresolved(self, module: str, name: str) -> Unknown:
        return Unknown(f"{module or '.'}.{name} was not found")

    def star(self, run: Any, variables: dict[str, Any], module: str) -> dict[str, Any]:
        """`from library import *` binds names when they are asked for, those of the last one first."""
        libraries = self.starred.setdefault(id(variables), {})
        libraries.pop(module, None)
        libraries[module] = None
        return {}

    def undefined(self, frame: Any, name: str) -> Any:
        """A name that nothing bound: a library's, if a star import may have brought it."""
        return self._starred(frame.run, frame.variables, name) or Unknown(f"{name} is not defined")

    def _starred(self, run: Any, variables: dict[str, Any], name: str) -> Any:
        """What the star imports of a module make of a name; None where it is none of theirs."""
        paths = [canonical(f"{module}.{name}") for module in reversed(self.starred.get(id(variables), ()))]
        for path in paths:
            if path in MODULES or path in _STRUCTURE:
                return external(run, path)
        for path in paths:
            if path.startswith("keras.") and name[:1].isupper():
                return external(run, path)
        return None


def execute_module(run: Any, tree: ast.Module | Pieces, path: str, variables: dict[str, Any]) -> None:
    """Run a module body; each statement is compiled, run and let go."""
    from keras_shape_lint.tracing.syntax.statements import statement

    scope = Scope("module", path, "", set())
    frame = Frame(run, variables, variables)
    line = 1
    try:
        for node in tree.body if isinstance(tree, ast.Module) else tree.statements(run.look_at_the_clock):
            line = node.lineno
            run.spend(1)
            try:
                statement(node, scope)(frame)
            except RecursionError:
                for name in assigned_names([node]):
                    variables[name] = Unknown("nested too deeply")
    except Exhausted:
        run.cut = line
        raise
