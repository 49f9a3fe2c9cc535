"""The paths through an entry: one run for every decision turned the other way."""

from __future__ import annotations

from collections.abc import Callable

from keras_shape_lint.graph import Fault
from keras_shape_lint.tracing.choices import alternatives, choices, chosen, of_world
from keras_shape_lint.tracing.run import Budget, Ended, Exhausted, Key, Raised, Run

Entry = Callable[[Run], None]
Flips = frozenset[Key]
Start = Callable[[Flips, Budget], Run]

FLIPS = 6
LEAST = 20_000
"""Flipped runs of an entry together may cost so many times its base run and this many steps, where some are left."""


def perform(entry: Entry, run: Run) -> Run:
    """Run an entry to its end, whatever the end is."""
    try:
        run.look_at_the_clock()
        entry(run)
    except (Raised, Ended, RecursionError):
        run.ended = True
    except Exhausted:
        run.ended = True
        run.cut = run.cut or 0
    finally:
        run.close()
    run.met = {fault.key for fault in run.faults}
    return run


def explore(entry: Entry, start: Start, budget: Budget, keep: bool) -> tuple[Run, list[Run], list[Fault]]:
    """-> the base run, the runs that took another choice, and the faults that hold on one choice at most.

    `keep` says that what the base run wrote stays.
    """
    before = budget.left
    base = perform(entry, start(frozenset(), budget))
    spare = Budget(min(FLIPS * (before - budget.left) + LEAST, budget.spare))
    budget.spare -= spare.left
    if not keep:
        base.roll_back()

    def again(flips: Flips) -> Run:
        run = perform(entry, start(flips, spare))
        run.roll_back()
        return run

    flipped = _others(base, again, spare, budget) if base.graph.nodes or base.worlds.used else {}
    faults = [fault for fault in base.faults if _holds(fault, flipped)]
    found = {fault.key for fault in base.faults}
    tries = base.limits.paths
    for flips, run in flipped.items():
        for fault in run.faults:
            if fault.key in found:
                continue
            own, others = chosen(flips, fault.decisions)
            if len(own) > 1 or any(map(of_world, own)):
                continue
            found.add(fault.key)
            tries -= len(others)
            if tries >= 0 and all(_without(fault, again(flips | {choice[-1].key})) for choice in others):
                fault.needs = own[0] if own else ()
                fault.confidence = "CONTROL_FLOW"
                faults.append(fault)
    budget.spare += max(0, spare.left)
    return base, list(flipped.values()), faults


def _others(base: Run, again: Callable[[Flips], Run], spare: Budget, budget: Budget) -> dict[Flips, Run]:
    """A run for each decision of the base turned round, and for all else that its value could be instead.

    Where nothing is wrong, tests that were turned before, in another entry or another round of a loop, are turned
    only as long as that stays cheap.
    """
    paths = base.limits.paths
    pending = [frozenset((decision.key,)) for decision in base.decided[:paths]]
    flipped: dict[Flips, Run] = {}
    while pending and spare.left > 0 and len(flipped) < 2 * paths:
        flips = pending.pop(0)
        places = {key[:2] for key in flips}
        if places <= budget.turned and not base.faults:
            if budget.repeats <= 0:
                continue
            budget.repeats -= spare.left
            run = flipped[flips] = again(flips)
            budget.repeats += spare.left
        else:
            run = flipped[flips] = again(flips)
            budget.turned |= places
        pending += [flips | {key} for key in alternatives(flips, run.decided)]
    return flipped


def _holds(fault: Fault, flipped: dict[Flips, Run]) -> bool:
    """At most one of the choices before it is needed; that one is noted."""
    needs = [
        choice
        for choice in choices(fault.decisions)
        if not all(_without(fault, flipped.get(frozenset((decision.key,)))) for decision in choice)
    ]
    if len(needs) > 1 or any(map(of_world, needs)):
        return False
    if needs:
        fault.needs = needs[0]
        fault.confidence = "CONTROL_FLOW"
    return True


def _without(fault: Fault, other: Run | None) -> bool:
    """The fault is there without a decision, too, or the program ends without it."""
    return other is not None and (other.ended or fault.key in other.met)
