"""What must be written out for today's Keras, held against the constructors of nine releases."""

from __future__ import annotations

import ast
import json
import lzma
from typing import Any

import pytest

from keras_shape_lint.layers.rule import find
from keras_shape_lint.layers.successors import defaults, does_as_today, moved_positions
from keras_shape_lint.layers.world import MEASURED, worlds_of
from tests.generations.history import DATA

ROWS = [row for row in json.loads(lzma.decompress(DATA.read_bytes()))["defaults"] if row[0] != "Layer"]
"""Class, argument, its default and today's, releases that had it, for each that is another today."""
SPELLINGS = {"linear": None, "zero": "zeros", "one": "ones", "{}": None}
"""The same, in another spelling."""


def same(old: Any, new: Any) -> bool:
    """One number stands for all axes, one for both sides; there is nothing sparse by default."""
    if isinstance(old, list):
        return all(same(each, part) for each, part in zip(old, new if isinstance(new, list) else [new] * len(old)))
    if isinstance(new, list):
        return all(same(old, part) for part in new)
    return (old, new) == (False, None) or SPELLINGS.get(old, old) == (new.lower() if isinstance(new, str) else new)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}.{row[1]}")
def test_each_default_that_is_another_today_is_written_out(row: Any) -> None:
    owner, argument, old, new, releases = row
    for release in releases:
        always, perhaps = defaults(owner, worlds_of(release.removesuffix(".0")))
        assert perhaps == {}
        if same(old, new):
            assert argument not in always
        else:
            assert same(old, ast.literal_eval(always[argument]))


def test_no_other_is_written_out() -> None:
    written = {(row[0], row[1]) for row in ROWS}
    for owner in {row[0] for row in ROWS}:
        for world in MEASURED:
            assert {(owner, argument) for argument in defaults(owner, [world])[0]} <= written
    assert defaults("GRU", worlds_of("3")) == ({}, {})


def test_releases_that_differ_leave_it_open() -> None:
    always, perhaps = defaults("GRU", [*worlds_of("2.2.4"), *worlds_of("2.3.1")])
    assert (always, perhaps) == ({"reset_after": "False"}, {"recurrent_activation": "'hard_sigmoid'"})


def test_values_that_say_what_happens_anyway() -> None:
    assert does_as_today("Dense", "weights", None)
    assert does_as_today("BatchNormalization", "mode", 0)
    assert not does_as_today("BatchNormalization", "mode", 1)
    assert not does_as_today("Dense", "mode", 0)


@pytest.mark.parametrize(
    ("owner", "release", "expected"),
    [
        ("Dense", "1.2.2", {1: "init", 2: "activation"}),
        ("Dense", "2.1.6", {}),
        ("Convolution2D", "1.2.2", {3: "init", 4: "activation"}),
        ("Embedding", "1.2.2", {3: "input_length", 4: "W_regularizer"}),
        ("BatchNormalization", "1.2.2", {0: "epsilon", 1: "mode"}),
        ("Dropout", "1.2.2", {}),
        ("MaxPooling2D", "1.2.2", {}),
    ],
)
def test_positions_that_moved(owner: str, release: str, expected: dict[int, str]) -> None:
    rule = find(f"keras.layers.{owner}")
    assert rule is not None
    found = moved_positions(owner, rule.order, worlds_of(release)[0])
    assert dict(list(found.items())[: len(expected) or None]) == expected
