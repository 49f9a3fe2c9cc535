"""The installed Keras: every model and signature; on demand every case, built anew."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.layers.index import MODULES
from keras_shape_lint.layers.world import World

keras = pytest.importorskip("keras", minversion="3", reason="needs Keras 3, see README")

from tests.applications import ours  # noqa: E402
from tests.applications.record import LATE, models  # noqa: E402
from tests.applications.test_recorded import UNKNOWABLE  # noqa: E402

RECORD = Path(__file__).with_name("record.py")
DESCRIBED = sorted(name[19:] for name in MODULES if name.startswith("keras.applications.") and name[19].isupper())


def test_every_model_is_described() -> None:
    assert models() == [name for name in DESCRIBED if "." not in name and not name.startswith(LATE)]


def test_every_module_has_its_models() -> None:
    for module_name, module in vars(keras.applications).items():
        if inspect.ismodule(module):
            names = [name for name in dir(module) if name[0].isupper() or name == "preprocess_input"]
            assert [name for name in names if f"keras.applications.{module_name}.{name}" not in MODULES] == []


@pytest.mark.parametrize("model", models())
def test_every_signature_is_keras(model: str) -> None:
    real = inspect.signature(getattr(keras.applications, model)).parameters
    rule = ours.architecture(model)
    assert list(rule.parameters) == list(real)
    for name, parameter in real.items():
        if name != "name":
            assert rule.parameters[name].default == parameter.default, name


@pytest.mark.parametrize("model", models())
def test_every_model_has_the_name_keras_gives_it(model: str) -> None:
    default = inspect.signature(getattr(keras.applications, model)).parameters["name"].default
    rule = ours.architecture(model)
    given = rule.filled({"weights": None, "include_top": False})
    name = rule.default_name(given, rule.build(given, World((3,))), World((3,)))
    assert default in (name, None)


@pytest.mark.exhaustive
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("model", models())
def test_every_case_built_anew(model: str) -> None:
    done = subprocess.run([sys.executable, str(RECORD), model], capture_output=True, text=True, check=True)
    records: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert records
    for record in records:
        if record["case"] != UNKNOWABLE:
            assert ours.measured(record, (3,)) == ours.compared(record, (3,))
