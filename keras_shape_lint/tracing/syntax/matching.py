"""`match`: what fits a pattern, and the names it binds when it does."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.attributes import attribute, has_attribute
from keras_shape_lint.tracing.comparisons import compare, identity
from keras_shape_lint.tracing.library.reflection import is_kind
from keras_shape_lint.tracing.sequences import iterate, opaque_item
from keras_shape_lint.tracing.syntax.expressions import expression
from keras_shape_lint.tracing.syntax.logic import decision
from keras_shape_lint.tracing.syntax.scope import Evaluate, Scope, ends_abruptly
from keras_shape_lint.tracing.syntax.statements import block, compiles
from keras_shape_lint.tracing.syntax.targets import assign_to
from keras_shape_lint.tracing.truth import known_truth
from keras_shape_lint.tracing.values import Class, Dict, Instance, List, Native, Opaque, Unknown

Bindings = dict[str, Any]
Pattern = Callable[[Any, Any, Bindings], Any]
"""-> fits(frame, value, bindings): True, False, or what only the program can tell: a test, None when it has no name."""


@compiles(ast.Match)
def _match(node: ast.Match, scope: Scope) -> Evaluate:
    subject = expression(node.subject, scope)
    cases = []
    for case in node.cases:
        test = case.guard or ast.copy_location(ast.Constant(True), node.subject)
        names = {name: assign_to(ast.Name(name, ast.Store()), scope) for name in _bound(case.pattern)}
        guard = expression(test, scope), decision(test, True, scope)
        cases.append((_pattern(case.pattern, scope), names, *guard, block(case.body, scope)))
    site = scope.site(node.subject)
    patterns = [f"{ast.unparse(node.subject)} matches {ast.unparse(case.pattern)}" for case in node.cases]
    preferred = [not ends_abruptly(case.body) for case in node.cases]

    def run(frame: Any) -> Any:
        value = subject(frame)
        before = len(frame.run.decided)
        for position, (fits, names, guard, decide, body) in enumerate(cases):
            bindings: Bindings = {}
            answer = fits(frame, value, bindings)
            if not isinstance(answer, bool):
                said = patterns[position]
                test = answer or Opaque(said, ("case", identity(value), position))
                truth = known_truth(frame.run, test)
                answer = frame.run.decide(test, preferred[position], site, said) if truth is None else truth
            if not answer:
                continue
            made = frame.run.decided[before:]
            if len(made) > 1:
                frame.run.take_as_one(before, made[-1].text if made[-1].taken else None)
            for name, store in names.items():
                store(frame, bindings.get(name, Unknown("a pattern that is not followed")))
            if decide(frame, guard(frame)):
                return body(frame)
        return None

    return run


def _bound(node: ast.pattern) -> list[str]:
    names = [
        getattr(child, "rest" if isinstance(child, ast.MatchMapping) else "name", None) for child in ast.walk(node)
    ]
    return [name for name in names if isinstance(name, str)]


def _unsure(value: Any) -> bool:
    return isinstance(value, (Unknown, Opaque, Symbol, Tensor))


def _all(answers: list[Any]) -> bool | None:
    if any(answer is False for answer in answers):
        return False
    return True if all(answer is True for answer in answers) else None


def _pattern(node: ast.pattern, scope: Scope) -> Pattern:
    if isinstance(node, ast.MatchValue):
        expected = expression(node.value, scope)
        return lambda frame, value, _: _equal(frame, value, expected(frame))
    if isinstance(node, ast.MatchSingleton):
        constant = node.value
        return lambda frame, value, _: compare(frame.run, "Is", value, constant, None)
    if isinstance(node, ast.MatchAs):
        return _as(node, scope)
    if isinstance(node, ast.MatchOr):
        return _or([_pattern(pattern, scope) for pattern in node.patterns])
    if isinstance(node, ast.MatchSequence):
        return _sequence(node, scope)
    if isinstance(node, ast.MatchMapping):
        return _mapping(node, scope)
    if isinstance(node, ast.MatchClass):
        return _class(node, scope)
    return lambda frame, value, _: None


def _equal(frame: Any, value: Any, expected: Any) -> Any:
    answer = compare(frame.run, "Eq", value, expected, None)
    return answer if isinstance(answer, (bool, Opaque)) else None


def _as(node: ast.MatchAs, scope: Scope) -> Pattern:
    inner = _pattern(node.pattern, scope) if node.pattern is not None else None
    name = node.name

    def fits(frame: Any, value: Any, bindings: Bindings) -> bool | None:
        answer = inner(frame, value, bindings) if inner is not None else True
        if answer is not False and name is not None:
            bindings[name] = value
        return answer

    return fits


def _or(patterns: list[Pattern]) -> Pattern:
    def fits(frame: Any, value: Any, bindings: Bindings) -> Any:
        unsure: list[Any] = []
        for pattern in patterns:
            answer = pattern(frame, value, bindings)
            if answer is True:
                if unsure:
                    bindings.clear()
                return None if unsure else True
            unsure += [] if answer is False else [answer]
        return _any_of(value, unsure) if unsure else False

    return fits


def _any_of(value: Any, tests: list[Any]) -> Any:
    """One test for several of the same value; None where they are of another kind."""
    if len(tests) == 1:
        return tests[0]
    subject = identity(value)
    keys: list[Any] = [test.key for test in tests if isinstance(test, Opaque)]
    if len(keys) < len(tests) or not all(key[:2] == ("Eq", subject) for key in keys):
        return None
    return Opaque(f"{value} in several", ("In", subject, tuple(key[2] for key in keys)))


def _sequence(node: ast.MatchSequence, scope: Scope) -> Pattern:
    star = next((i for i, p in enumerate(node.patterns) if isinstance(p, ast.MatchStar)), None)
    name = getattr(node.patterns[star], "name", None) if star is not None else None
    patterns = [_pattern(p, scope) for p in node.patterns if not isinstance(p, ast.MatchStar)]
    head = len(patterns) if star is None else star

    def fits(frame: Any, value: Any, bindings: Bindings) -> bool | None:
        if _unsure(value) or getattr(value, "open", False):
            for i, pattern in enumerate(patterns):
                pattern(frame, opaque_item(value, i) if star is None else Unknown(), bindings)
            return None
        if (
            not isinstance(value, (List, tuple, range))
            and getattr(getattr(value, "cls", None), "kind", "") != "namedtuple"
        ):
            return False
        items = iterate(value)
        if items is None or len(items) < len(patterns) or (star is None and len(items) != len(patterns)):
            return None if items is None else False
        tail = len(items) - (len(patterns) - head)
        if name is not None:
            bindings[name] = List(items[head:tail])
        return _all([p(frame, item, bindings) for p, item in zip(patterns, [*items[:head], *items[tail:]])])

    return fits


def _mapping(node: ast.MatchMapping, scope: Scope) -> Pattern:
    pairs = [(expression(key, scope), _pattern(p, scope)) for key, p in zip(node.keys, node.patterns)]

    def fits(frame: Any, value: Any, bindings: Bindings) -> bool | None:
        if not isinstance(value, Dict):
            opaque = value if isinstance(value, Opaque) else None
            for key, pattern in pairs:
                at = key(frame)
                pattern(frame, opaque.part("item", at, f"{opaque}[{at!r}]") if opaque else Unknown(), bindings)
            return None if _unsure(value) else False
        keys = [key(frame) for key, _ in pairs]
        missing = [key for key in keys if key not in value]
        if missing:
            return None if value.open else False
        if node.rest is not None:
            rest = Dict({key: item for key, item in value.items() if key not in keys})
            rest.open = value.open
            bindings[node.rest] = rest
        return _all([p(frame, value[key], bindings) for key, (_, p) in zip(keys, pairs)])

    return fits


_WHOLE = ("int", "float", "str", "bool", "bytes", "list", "tuple", "dict", "set", "frozenset")


def _class(node: ast.MatchClass, scope: Scope) -> Pattern:
    kind = expression(node.cls, scope)
    positional = [_pattern(p, scope) for p in node.patterns]
    named = [(name, _pattern(p, scope)) for name, p in zip(node.kwd_attrs, node.kwd_patterns)]

    def fits(frame: Any, value: Any, bindings: Bindings) -> bool | None:
        cls = kind(frame)
        answer = is_kind(frame.run, value, cls)
        answers: list[bool | None] = [answer if isinstance(answer, bool) else None]
        parts = list(named)
        if positional:
            if isinstance(cls, Native) and cls.name in _WHOLE:
                answers += [p(frame, value, bindings) for p in positional]
            else:
                names = cls.lookup("__match_args__") if isinstance(cls, Class) else None
                names = names or (cls.fields if isinstance(cls, Class) else ())
                answers += [None] if len(names) < len(positional) else []
                parts = [*zip(names, positional), *named]
        if answers[0] is False:
            return False
        for name, pattern in parts:
            if isinstance(value, Instance) and not has_attribute(value, name):
                answers.append(False if not value.open and value.cls.external is None else None)
            answers.append(pattern(frame, attribute(frame.run, value, name), bindings))
        return _all(answers)

    return fits
