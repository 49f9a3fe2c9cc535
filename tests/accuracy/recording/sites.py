"""Call sites: named the same in every Python from 3.6, and made to say what they give. Imported by both sides."""

import ast
from typing import Any

CALLED = "__called_at__"
OPERATED = "__operated_at__"
LEFT_ALONE = ("super", "locals", "vars", "dir", "eval", "exec", "globals", "print", "len", "range", "isinstance")
"""Calls that look at the frame they stand in, and some that never give a tensor."""
OPERATORS: Any = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.MatMult: "matmul",
}  # fmt: skip


def key(node: Any) -> str:
    """Line, column and how many expressions to the left begin at the same place: `f(x)` in `f(x)(y)` is 4:0:1."""
    depth = 0
    left = node
    while True:
        left = next((getattr(left, name) for name in ("func", "value", "left") if hasattr(left, name)), None)
        if not isinstance(left, ast.expr):
            return f"{node.lineno}:{node.col_offset}:{depth}"
        depth += 1


class Instrument(ast.NodeTransformer):
    """`f(x)` becomes `__called_at__("4:0:1", f)(x)`, `a + b` `__operated_at__("4:0:1", "add", a, b)`."""

    def visit_Call(self, node: Any) -> Any:
        name = key(node)
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in LEFT_ALONE:
            return node
        node.func = _call(node, CALLED, [_text(name), node.func])
        return node

    def visit_BinOp(self, node: Any) -> Any:
        name = key(node)
        self.generic_visit(node)
        operator = OPERATORS.get(type(node.op))
        if operator is None:
            return node
        return _call(node, OPERATED, [_text(name), _text(operator), node.left, node.right])

    def visit_FunctionDef(self, node: Any) -> Any:
        """Decorators and annotations stay as they are."""
        node.body = [self.visit(statement) for statement in node.body]
        node.args.defaults = [self.visit(default) for default in node.args.defaults]
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_JoinedStr(self, node: Any) -> Any:
        """Text in braces has positions of its own before Python 3.12."""
        return node


def _text(value: str) -> Any:
    return ast.Str(value) if not hasattr(ast, "Constant") else ast.Constant(value=value)


def _call(node: Any, name: str, args: Any) -> Any:
    made = ast.Call(func=ast.Name(id=name, ctx=ast.Load()), args=args, keywords=[])
    return ast.copy_location(made, node)


def instrumented(source: Any, path: str) -> Any:
    """The code object of a module. Raises SyntaxError as `compile` does."""
    tree = Instrument().visit(ast.parse(source, path))
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
