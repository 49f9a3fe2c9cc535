"""Losses and metrics as classes: names of arguments, held to the installed Keras."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.layers.training.measures import refused
from keras_shape_lint.layers.world import World

NEWEST = World((3,))
RELEASES = ("2.3.1", "2.15", "3", "auto")
HEAD = "from keras.models import Sequential\nfrom keras import layers, losses, metrics\n"


def errors(line: str, release: str) -> list[str]:
    analysis = analyze(Source("m.py", f"{HEAD}{line}\n"), Settings(release))
    return [finding.text for finding in analysis.findings if finding.severity == "E"]


@pytest.mark.parametrize("release", RELEASES)
def test_an_argument_of_another_loss(release: str) -> None:
    assert errors("losses.MeanSquaredError(from_logits=True)", release) == [
        "MeanSquaredError has no argument 'from_logits'"
    ]
    assert errors("metrics.SparseCategoricalAccuracy(names='acc')", release) == [
        "SparseCategoricalAccuracy has no argument 'names'; did you mean name"
    ]


@pytest.mark.parametrize("release", RELEASES)
def test_what_each_takes(release: str) -> None:
    lines = "losses.BinaryCrossentropy(from_logits=True, name='b')", "metrics.AUC(curve='PR', num_thresholds=5)"
    assert [errors(line, release) for line in lines] == [[], []]
    assert errors("try:\n    losses.Hinge(axis=1)\nexcept TypeError:\n    pass", release) == []
    assert errors("def made(**more):\n    return losses.Hinge(**more)", release) == []


def _measures() -> list[Any]:
    keras = pytest.importorskip("keras")
    found = []
    for module in (keras.losses, keras.metrics):
        classes = (getattr(module, name) for name in dir(module))
        found += [each for each in classes if inspect.isclass(each) and each.__name__ in dir(module)]
    return found


def test_nothing_is_refused_that_the_installed_keras_takes() -> None:
    for cls in _measures():
        taken = inspect.signature(cls.__init__).parameters
        names = [name for name, parameter in taken.items() if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
        path = f"keras.losses.{cls.__name__}"
        assert [name for name in names if name != "self" and refused(path, [name], NEWEST)] == [], path


def test_the_installed_keras_refuses_what_is_refused() -> None:
    told = [cls for cls in _measures() if refused(f"keras.losses.{cls.__name__}", ["nonsense"], NEWEST)]
    assert len(told) > 50
    for cls in told:
        with pytest.raises(TypeError):
            cls(nonsense=1)
