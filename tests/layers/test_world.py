"""`keras-version` names a release; measured worlds stand for it."""

from __future__ import annotations

import pytest

from keras_shape_lint.layers.world import MEASURED, worlds_of


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("3", ["3"]),
        ("3.8", ["3"]),
        ("3.15.1", ["3"]),
        ("2.15", ["2.15"]),
        ("2.16", ["2.15"]),
        ("2.10", ["2.15", "2.3.1"]),
        ("2.4", ["2.15", "2.3.1"]),
        ("2.3.1", ["2.3.1"]),
        ("2.2.0", ["2.2.4"]),
        ("2.1.6", ["2.1.6"]),
        ("2.0.9", ["2.0.9"]),
        ("1.1.2", ["1.1.2"]),
        ("1.0.8", ["1.0.8"]),
    ],
)
def test_a_release_is_its_nearest_measured_generation(version: str, expected: list[str]) -> None:
    assert [world.version for world in worlds_of(version)] == expected


def test_auto_is_every_generation_newest_first() -> None:
    assert worlds_of("auto") == MEASURED
    assert list(MEASURED) == sorted(MEASURED, key=lambda world: world.generation, reverse=True)


def test_a_data_format_is_the_same_in_every_world() -> None:
    assert {world.data_format for world in worlds_of("auto", "channels_first")} == {"channels_first"}


@pytest.mark.parametrize("version", ["2.1", "4", "0.9", "three", ""])
def test_what_is_no_release_is_refused_in_one_line(version: str) -> None:
    with pytest.raises(ValueError, match="keras-version") as refused:
        worlds_of(version)
    assert "\n" not in str(refused.value)
