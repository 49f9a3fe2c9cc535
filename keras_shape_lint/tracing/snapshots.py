"""What a value with identity was before it was written, and how it becomes that again."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.tracing.values import Class, Dict, Function, Instance, List, Opaque, Set


def snapshot(target: Any) -> Any:
    """What `restore` needs to make it what it is now."""
    if isinstance(target, List):
        return target.copy(), target.open, target.each, target.size
    if isinstance(target, (Dict, Set)):
        return target.copy(), target.open
    if isinstance(target, (Instance, Class)):
        return dict(target.attributes), target.open
    if isinstance(target, (Function, Opaque)):
        return (dict(target.attributes if isinstance(target, Function) else target.parts),)
    if type(target) is dict:
        return dict(target)
    return target.snapshot()


def restore(target: Any, state: Any) -> None:
    """It is again what it was at its snapshot."""
    if isinstance(target, List):
        target[:], target.open, target.each, target.size = state
    elif isinstance(target, (Dict, Set)):
        target.clear()
        target.update(state[0])
        target.open = state[1]
    elif isinstance(target, (Instance, Class)):
        target.attributes.clear()
        target.attributes.update(state[0])
        target.open = state[1]
    elif isinstance(target, Function):
        target.attributes = state[0]
    elif isinstance(target, Opaque):
        target.parts = state[0]
    elif type(target) is dict:
        target.clear()
        target.update(state)
    else:
        target.restore(state)
