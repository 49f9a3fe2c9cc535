"""One run of an entry: its world, its decisions, what it may still spend, and how to undo it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from keras_shape_lint.findings import Reason
from keras_shape_lint.graph import Decision, Fault, Graph, Node, Site
from keras_shape_lint.layers.world import World
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.beliefs import Memory, implied, learn, subject_of
from keras_shape_lint.tracing.concrete import is_vast
from keras_shape_lint.tracing.iterators import Iterator
from keras_shape_lint.tracing.snapshots import restore, snapshot
from keras_shape_lint.tracing.values import (
    Bound,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Opaque,
    Property,
    Set,
    Unknown,
    Wrapped,
)

Key = tuple[int, int, int]
clock: Callable[[], float] = getattr(time, "thread_time", time.process_time)
"""Seconds of processor time. Python in a browser has none of a thread."""
BACKEND = ("world", "backend")
"""What tests of Keras' backend are remembered by: TensorFlow is looked at first, and the others after it."""
_STEP_BUYS: dict[type, int] = {List: 32, tuple: 32, Dict: 4, Set: 8, frozenset: 8, str: 256, bytes: 256}
"""Entries or characters that are copied for one step: about 300 bytes."""
_REACHING = (List, Dict, Set, Instance, tuple, Bound, Iterator, Opaque, Array)


class Raised(Exception):
    """The program raised. `value` is the exception as a value; `rejected` when Keras itself refused a call."""

    def __init__(self, value: Any, rejected: bool = False) -> None:
        super().__init__()
        self.value = value
        self.rejected = rejected


class Ended(Exception):
    """The program left: an exit, or an assertion that certainly fails."""


class Exhausted(Exception):
    """The budget of steps or time is used up."""


class WorldChanged(Exception):
    """The source showed that it cannot be meant for the world of this run."""


class Limits:
    """How much one file may cost: steps in all, paths of an entry, iterations of a loop, depth of calls, seconds."""

    __slots__ = ("depth", "iterations", "paths", "seconds", "total")

    def __init__(self, total: int = 400_000, paths: int = 48, iterations: int = 4096, depth: int = 48,
                 seconds: float = 1.7) -> None:  # fmt: skip
        self.total = total
        self.paths = paths
        self.iterations = iterations
        self.depth = depth
        self.seconds = seconds


class Budget:
    """Steps left over one file in one world: to the base runs of its entries, and in `spare` to all flipped ones.

    `turned` holds the places of the tests that flipped runs have turned; to turn one once more takes from `repeats`.
    """

    __slots__ = ("left", "repeats", "spare", "turned")

    def __init__(self, left: int, spare: int = 0, repeats: int = 0) -> None:
        self.left = left
        self.spare = spare
        self.repeats = repeats
        self.turned: set[tuple[int, int]] = set()


class Run:
    """The state of one run; what it wrote can be rolled back.

    `site` is where the program calls the function of a library that is being run; None outside of any.
    """

    __slots__ = (
        "active",
        "asked",
        "assumed",
        "budget",
        "caught",
        "cut",
        "deadline",
        "decided",
        "depth",
        "doubted",
        "ended",
        "entered",
        "faults",
        "flips",
        "graph",
        "guards",
        "inside",
        "limits",
        "loose",
        "memory",
        "met",
        "occurrences",
        "project",
        "rehearsing",
        "saved",
        "site",
        "stack",
        "suspended",
        "tries",
        "world",
        "worlds",
        "written",
    )

    def __init__(self, world: World, worlds: Any, project: Any, limits: Limits, budget: Budget, deadline: float,
                 flips: frozenset[Key] = frozenset(), entered: set[Any] | None = None) -> None:  # fmt: skip
        self.world = world
        self.worlds = worlds
        self.project = project
        self.limits = limits
        self.deadline = deadline
        self.flips = flips
        self.entered = entered if entered is not None else set()
        self.budget = budget
        self.depth = 0
        self.active: dict[Any, int] = {}
        self.stack: list[Site] = []
        self.site: Any = None
        self.graph = Graph()
        self.faults: list[Fault] = []
        self.met: set[Any] = set()  # what makes each of them the same, once the run is over
        self.decided: list[Decision] = []
        self.assumed = 0  # tests left open that were no choice, as their other side only raises
        self.memory: Memory = {}
        self.occurrences: dict[tuple[int, int], int] = {}
        self.saved: dict[int, tuple[Any, Any]] = {}
        self.written: dict[int, Any] | None = None
        self.loose = 0
        self.rehearsing = False
        self.guards: list[Callable[[Raised], bool | None]] = []
        self.inside = 0  # calls of the user's own layers, one in the other
        self.caught: list[Any] = []
        self.suspended: list[Any] | None = []  # bodies of generators that wait; None once the run is over
        self.doubted = False
        self.tries = 0
        self.ended = False
        self.cut: int | None = None  # the line of a module, else 0, where the budget was used up
        self.asked = False

    def spend(self, steps: int) -> None:
        """Raises Exhausted when nothing is left."""
        budget = self.budget
        budget.left -= steps
        if budget.left < 0:
            raise Exhausted
        if budget.left & 0x3FF < steps:
            self.look_at_the_clock()

    def look_at_the_clock(self) -> None:
        """Raises Exhausted when the time is over."""
        if clock() > self.deadline:
            raise Exhausted

    def charge(self, made: Any) -> Any:
        """-> what was made in one go, paid for where it is large."""
        share = _STEP_BUYS.get(type(made))
        if share is not None and len(made) >= share:
            self.spend(len(made) // share)
        return made

    def decide(self, test: Any, prefer: bool, site: Site, text: str) -> bool:
        """Take a side of a test that the program leaves open, and remember it."""
        key, negated = _key(test)
        known = implied(self.memory, key) if key is not None else None
        if known is not None:
            return known is not negated
        if isinstance(key, tuple) and BACKEND in key:
            prefer = ("tensorflow" in key) is ((key[0] == "Eq") is not negated)
        place = (site.line, site.col)
        count = self.occurrences[place] = self.occurrences.get(place, -1) + 1
        decision = (*place, count)
        taken = prefer if decision not in self.flips else not prefer
        text = f"{text} is {'true' if taken else 'false'}"
        self.decided.append(Decision(decision, text, key, taken is not negated))
        if key is not None:
            learn(self.memory, key, taken is not negated)
        return taken

    def take_as_one(self, start: int, text: str | None = None) -> None:
        """The decisions since `start` are one choice: tests of a value, one after the other, until one held or none.

        `text` says what was chosen.
        """
        made = self.decided[start:]
        subject = subject_of(made[0].test) if len(made) > 1 or (made and text) else None
        if subject is not None and all(subject_of(each.test) == subject for each in made):
            self.decided[start:] = [each._replace(group=made[0].key, text=text or each.text) for each in made]

    def assume(self, test: Any, truth: bool = True) -> None:
        """The program goes on only where this test has that truth."""
        key, negated = _key(test)
        if key is not None:
            learn(self.memory, key, truth is not negated)

    def report(self, reason: Reason, site: Site | None, node: Node) -> None:
        """A rejection, unless the program is written to meet one here, or no code of it makes this call."""
        if self.tries or site is None or any(map(is_vast, reason.values)):
            return
        stack = self.stack[: self.stack.index(site)] if site in self.stack else self.stack
        self.faults.append(Fault(reason, site, node, tuple(stack), tuple(self.decided)))

    def record(self, node: Node) -> None:
        """A call of the program's; its outputs come from it."""
        if self.stack:
            node.stack = tuple(self.stack)
        node.decided = len(self.decided)
        node.guarded = bool(self.tries)
        if node.site is not None:
            self.graph.nodes.append(node)
        for tensor in node.outputs:
            tensor.producer = node
            if isinstance(tensor.shape, tuple) and len(tensor.shape) > 16:
                self.spend(len(tensor.shape))

    def close(self) -> None:
        """Generators that wait are never asked again."""
        waiting, self.suspended = self.suspended or (), None
        for body in waiting:
            body.leave()

    def touch(self, target: Any) -> None:
        """Before every write to something with identity: keep what it was, for the roll-back."""
        if self.written is not None:
            self.written[id(target)] = target
        if id(target) not in self.saved:
            self.saved[id(target)] = (target, snapshot(target))

    def roll_back(self) -> None:
        for target, state in reversed(self.saved.values()):  # an object and its `__dict__` hold the same
            restore(target, state)
        self.saved.clear()

    def capture(self, body: Callable[[], Any]) -> tuple[Any, list[Any]]:
        """-> what `body` gives, and everything with identity that it wrote to. A raise of the program is its end."""
        outer, self.written = self.written, {}
        try:
            result = body()
        except Raised:
            result = None
        finally:
            written, self.written = self.written, outer
            if outer is not None:
                outer.update(written)
        return result, list(written.values())

    def rehearse(self, body: Callable[[], Any], exact: bool = False) -> list[Any]:
        """Everything with identity that `body` writes to; all it does is undone. `exact`: what it computes counts."""
        kept = self.saved, self.memory, self.occurrences, self.rehearsing
        counts = len(self.decided), len(self.faults), len(self.graph.nodes)
        assumed = self.assumed
        self.saved, self.memory, self.occurrences, self.rehearsing = (
            {},
            self.memory.copy(),
            self.occurrences.copy(),
            not exact or self.rehearsing,
        )
        try:
            self.capture(body)
        finally:
            touched = [target for target, _ in self.saved.values()]
            self.roll_back()
            self.saved, self.memory, self.occurrences, self.rehearsing = kept
            self.assumed = assumed
            del self.decided[counts[0] :], self.faults[counts[1] :], self.graph.nodes[counts[2] :]
        return touched

    def escape(self, values: Iterable[Any]) -> None:
        """Code that is not followed had these: all it can reach through them may have changed."""
        pending = list(values)
        seen: set[int] = set()
        while pending:
            value = pending.pop()
            lend = getattr(value, "lend", None)
            if lend is not None:
                lend(self)
            if id(value) in seen or not isinstance(value, _REACHING):
                continue
            seen.add(id(value))
            if isinstance(value, Dict):
                pending.extend(value.values())
            elif isinstance(value, Instance):
                pending.extend(value.attributes.values())
            elif isinstance(value, Bound):
                pending.append(value.receiver)
                continue
            elif isinstance(value, (List, tuple)):
                pending.extend(value)
            if not isinstance(value, tuple):
                self.forget(value)

    def forget(self, target: Any) -> None:
        """Whatever `target` holds may have changed: lengths and contents become unknown."""
        if isinstance(target, (List, Dict, Set, Instance, Class, Function, Opaque)) or hasattr(target, "forget"):
            self.touch(target)
        if isinstance(target, (List, Dict, Set)):
            target.clear()
            target.open = True
            if isinstance(target, List):
                target.each = target.size = None
            elif isinstance(target, Dict) and target.owner is not None and not target.owner.open:
                self.forget(target.owner)
        elif isinstance(target, Instance):
            target.open = True
            if isinstance(target.attributes, Dict):
                self.forget(target.attributes)
            target.attributes.clear()
        elif isinstance(target, (Class, Function)):
            before = self.saved[id(target)][1]
            for name, value in target.attributes.items():
                if not isinstance(value, (Function, Property, Wrapped)) or before[0].get(name) is not value:
                    target.attributes[name] = Unknown("changed in a loop that is not followed")
        elif isinstance(target, Opaque):
            target.parts.clear()
        elif type(target) is dict:
            before = self.saved.get(id(target), (None, {}))[1]
            for name, value in target.items():
                if before.get(name) is not value:
                    target[name] = Unknown("changed in a loop that is not followed")
        elif hasattr(target, "forget"):
            target.forget()


def _key(test: Any) -> tuple[Any, bool]:
    if isinstance(test, Opaque):
        return test.key, test.negated
    return None, False
