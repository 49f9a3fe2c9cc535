"""Functions, lambdas and classes: made here, called in `calls`."""

from __future__ import annotations

import ast
from typing import Any

from keras_shape_lint.graph import Site
from keras_shape_lint.tracing.calls import UNCERTAIN, invoke
from keras_shape_lint.tracing.classes import make_class
from keras_shape_lint.tracing.frame import Frame
from keras_shape_lint.tracing.stated import Stated, stated_of
from keras_shape_lint.tracing.syntax.expressions import compiles, expression
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, assigned_names, own_names
from keras_shape_lint.tracing.values import Bound, Class, External, Function, Unknown, Wrapped


class Code:
    """A function's parameters, and its body, compiled at the first call."""

    __slots__ = ("_body", "_mentions", "generator", "keyword_only", "name", "node", "parameters", "positional_only",
                 "rest", "rest_keywords", "scope", "stated")  # fmt: skip

    def __init__(self, node: Any, scope: Scope) -> None:
        arguments = node.args
        self.node = node
        self.name = getattr(node, "name", "<lambda>")
        self.positional_only = len(arguments.posonlyargs)
        self.parameters = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
        self.keyword_only = [arg.arg for arg in arguments.kwonlyargs]
        self.rest = arguments.vararg.arg if arguments.vararg else None
        self.rest_keywords = arguments.kwarg.arg if arguments.kwarg else None
        own = own_names(node)
        names = own | {*self.parameters, *self.keyword_only}
        names |= {name for name in (self.rest, self.rest_keywords) if name}
        function = scope.function if self.name == "<lambda>" else self.name
        if scope.kind == "class" and self.name != "<lambda>":
            function = f"{scope.function}.{self.name}" if scope.function else self.name
        self.scope = Scope("function", scope.path, function, names, scope, own.outer)
        self.generator = own.yields
        self.stated = self._stated((*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))
        self._mentions: frozenset[str] | None = None
        self._body: Evaluate | None = None

    def _stated(self, arguments: tuple[ast.arg, ...]) -> list[tuple[str, Stated, Site]]:
        """Parameters that a shape is stated for."""
        found = [(arg, stated_of(arg, arg.annotation)) for arg in arguments]
        return [(arg.arg, stated, self.scope.site(arg)) for arg, stated in found if stated is not None]

    @property
    def may_return_truth(self) -> bool:
        returned = [child.value for child in ast.walk(self.node) if isinstance(child, ast.Return)]
        return any(not (value is None or (isinstance(value, ast.Constant) and not value.value)) for value in returned)

    @property
    def mentions(self) -> frozenset[str]:
        """All names in it; `import` stands for an import inside."""
        if self._mentions is None:
            names = set()
            for child in ast.walk(self.node):
                if isinstance(child, ast.Name):
                    names.add(child.id)
                elif isinstance(child, (ast.Import, ast.ImportFrom)):
                    names.add("import")
            self._mentions = frozenset(names)
        return self._mentions

    @property
    def body(self) -> Evaluate:
        if self._body is None:
            from keras_shape_lint.tracing.syntax.statements import RETURN, block

            if isinstance(self.node.body, list):
                self._body = block(self.node.body, self.scope)
            else:
                value = expression(self.node.body, self.scope)

                def returned(frame: Any) -> Any:
                    frame.returned = value(frame)
                    return RETURN

                self._body = returned
        return self._body


def _maker(node: Any, scope: Scope) -> Evaluate:
    code = Code(node, scope)
    defaults = [expression(default, scope) for default in node.args.defaults]
    keyword_defaults = [
        (arg.arg, expression(default, scope))
        for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults)
        if default is not None
    ]

    def make(frame: Any) -> Function:
        return Function(
            code,
            frame,
            tuple(default(frame) for default in defaults),
            {name: default(frame) for name, default in keyword_defaults},
        )

    return make


@compiles(ast.Lambda)
def _lambda(node: ast.Lambda, scope: Scope) -> Evaluate:
    return _maker(node, scope)


def function_definition(node: Any, scope: Scope) -> Evaluate:
    """-> the function, its decorators applied."""
    return _decorated(_maker(node, scope), node, scope)


def class_definition(node: ast.ClassDef, scope: Scope) -> Evaluate:
    """-> the class, its body run and its decorators applied."""
    from keras_shape_lint.tracing.syntax.statements import block

    bases = [expression(base, scope) for base in node.bases]
    name = f"{scope.function}.{node.name}" if scope.function else node.name
    inner = Scope("class", scope.path, name, assigned_names(node.body), scope)
    body = block(node.body, inner)
    annotated = [
        statement.target.id
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and not _is_no_field(ast.unparse(statement.annotation))
    ]
    metaclass = next((expression(k.value, scope) for k in node.keywords if k.arg == "metaclass"), None)
    given = [(k.arg or UNCERTAIN, expression(k.value, scope)) for k in node.keywords if k.arg != "metaclass"]
    site = scope.site(node)

    def make(frame: Any) -> Any:
        attributes: dict[str, Any] = {}
        namespace = Frame(frame.run, frame.variables, attributes, frame)
        values = tuple(base(frame) for base in bases)
        body(namespace)
        cls = make_class(frame.run, node.name, values, attributes, annotated)
        if metaclass is not None and not isinstance(metaclass(frame), External):
            cls.open = True
        hook = cls.lookup("__init_subclass__", after=cls)
        if hook is not None:
            function = hook.function if isinstance(hook, Wrapped) else hook
            invoke(frame.run, Bound(function, cls), [], {name: value(frame) for name, value in given}, site)
        return cls

    return _decorated(make, node, scope)


_KEEPING = frozenset(
    ("abc", "functools", "jax", "keras", "numpy", "tensorflow", "torch", "typing", "typing_extensions")
)
"""Libraries whose decorators make functions of functions."""


def _keeps_methods(decorator: Any) -> bool:
    return isinstance(decorator, External) and decorator.path.partition(".")[0] in _KEEPING


def _is_no_field(annotation: str) -> bool:
    return "ClassVar" in annotation or annotation.rpartition(".")[2] == "KW_ONLY"


def _decorated(make: Evaluate, node: Any, scope: Scope) -> Evaluate:
    if not node.decorator_list:
        return make
    decorators = [(expression(decorator, scope), scope.site(decorator)) for decorator in reversed(node.decorator_list)]

    def decorate(frame: Any) -> Any:
        """A decorator that is not followed is taken to leave what the function computes as it is.

        So is one of the program's own that ends in a library, on a class: these note classes down.
        """
        value = make(frame)
        for decorator, site in decorators:
            wrapper = decorator(frame)
            result = invoke(frame.run, wrapper, [value], {}, site)
            followed = not isinstance(wrapper, (External, Unknown)) and not isinstance(value, Class)
            if followed or not isinstance(result, (External, Unknown)):
                value = result
            elif isinstance(value, Function) and scope.kind == "class":
                value.decorated = value.decorated or not _keeps_methods(wrapper)
        return value

    return decorate
