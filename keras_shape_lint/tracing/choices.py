"""Which of the decisions on a path count: one choice of one value may have taken several tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from keras_shape_lint.graph import Decision
from keras_shape_lint.tracing.beliefs import Memory, implied, learn, subject_of
from keras_shape_lint.tracing.run import Key

Choice = tuple[Decision, ...]


def choices(decisions: Iterable[Decision]) -> list[Choice]:
    """The decisions that do not follow from one another; those of one group are one choice."""
    tests: dict[Any, list[Decision]] = {}
    own: list[Decision] = []
    for decision in reversed(list(decisions)):
        subject = subject_of(decision.test)
        later = tests.setdefault(subject, []) if subject is not None else []
        if not any(_follows(decision, test) for test in later):
            own.append(decision)
        later.append(decision)
    grouped: dict[Key, list[Decision]] = {}
    for decision in reversed(own):
        grouped.setdefault(decision.group or decision.key, []).append(decision)
    return [tuple(group) for group in grouped.values()]


def _follows(decision: Decision, later: Decision) -> bool:
    """`mode == "a"` is false where a later test of the same value says that `mode == "b"` is true."""
    memory: Memory = {}
    learn(memory, later.test, later.taken)
    return implied(memory, decision.test) is decision.taken


def alternatives(flips: frozenset[Key], decisions: Iterable[Decision]) -> list[Key]:
    """What else the value that was decided otherwise could be: later tests of it."""
    made = list(decisions)
    flipped = [position for position, decision in enumerate(made) if decision.key in flips]
    if not flipped:
        return []
    subject = subject_of(made[flipped[-1]].test)
    if subject is None:
        return []
    return [decision.key for decision in made[flipped[-1] + 1 :] if subject_of(decision.test) == subject]


def chosen(flips: frozenset[Key], decisions: Iterable[Decision]) -> tuple[list[Choice], list[Choice]]:
    """-> the choices that the flipped decisions belong to, or led to; and all others."""
    made = list(decisions)
    subjects = [subject_of(decision.test) for decision in made if decision.key in flips]
    subjects = [subject for subject in subjects if subject is not None]
    own: list[Choice] = []
    others: list[Choice] = []
    for choice in choices(made):
        mine = any(decision.key in flips for decision in choice) or subject_of(choice[0].test) in subjects
        (own if mine else others).append(choice)
    return own, others


def of_world(choice: Choice) -> bool:
    """It asks what Keras the program is run with, which is no choice of the program."""
    return any(_mentions_world(decision.test) for decision in choice)


def _mentions_world(test: Any) -> bool:
    return isinstance(test, tuple) and (test[:1] == ("world",) or any(map(_mentions_world, test)))


def text_of(choice: Choice) -> str:
    """As a message names it."""
    return " and ".join(dict.fromkeys(decision.text for decision in choice))
