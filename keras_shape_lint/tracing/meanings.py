"""Calls that build in every release a program fits, and give different shapes in them."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import DECLARED_SHAPE, MEANING_CHANGED, Reason
from keras_shape_lint.graph import Fault, Node, flat_tensors
from keras_shape_lint.layers.history import is_old_spelling
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.dims import apart, shape_text
from keras_shape_lint.tracing.run import WorldChanged

NEWEST_OLD = (2, 3, 99)
WARNING = "; set keras-version to the release it is written for"


def changed(run: Any, worlds: list[World], world: World, faults: list[Fault], nodes: list[Any]) -> list[Fault]:
    """For a program that its own names date before tf.keras 2: what its calls give in the other releases it fits.

    `run(world)` traces the file again. A program that fits Keras 3 is taken to be meant for it, but for calls that
    are spelled as in Keras 1.
    """
    others = [other for other in worlds if other.generation != world.generation]
    here = {node.site: node for node, _ in nodes if world.generation <= NEWEST_OLD or _spelled_as_before(node)}
    if not others or not here:
        return []
    told = {fault.site for fault in faults}
    found: dict[Any, Fault] = {}
    for other in others:
        try:
            outcome = run(other)
        except WorldChanged:
            continue
        refused = {fault.site for fault in outcome.faults if fault.message.severity == "E"}
        for fault in outcome.faults:
            if fault.message is DECLARED_SHAPE and fault.site not in told and fault.site in here:
                text = fault.reason.template.partition(";")[0]
                text = f"{text} in Keras {other.version}, and as declared in {world.version}{WARNING}"
                reason = Reason(MEANING_CHANGED, text, fault.reason.values)
                found.setdefault(fault.site, Fault(reason, fault.site, fault.node, fault.stack, ()))
        for node, _ in outcome.nodes:
            now = here.get(node.site)
            if now is None or node.site in refused or node.site in told or not _differ(now, node):
                continue
            text = "{layer} of {0} gives {1} in Keras " + world.version + " and {2} in Keras " + other.version + WARNING
            shown = (flat_tensors(now.inputs), *(shape_text(each.outputs[0].shape) for each in (now, node)))
            found.setdefault(node.site, Fault(Reason(MEANING_CHANGED, text, shown), now.site, now, now.stack, ()))
    return list(found.values())


def _spelled_as_before(node: Node) -> bool:
    return node.kind == "layer" and is_old_spelling(node.callee.rpartition(".")[2])


def _differ(now: Node, then: Node) -> bool:
    """Of one call on the same shapes: whether its outputs are certain to differ."""
    if now.kind not in ("layer", "merge") or len(now.outputs) != 1 or len(then.outputs) != 1:
        return False
    if [each.shape for each in now.inputs] != [each.shape for each in then.inputs]:
        return False
    a, b = now.outputs[0].shape, then.outputs[0].shape
    if not isinstance(a, tuple) or not isinstance(b, tuple):
        return False
    return apart(a, b)
