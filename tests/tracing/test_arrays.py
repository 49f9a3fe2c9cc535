"""Random array programs: whatever the tracer knows of a variable is what NumPy has."""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.shapes.symbols import Symbol
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.values import List
from tests.processes import python
from tests.tracing.array_programs import Writer
from tests.tracing.variables import traced

numpy = pytest.importorskip("numpy", reason="the programs run for real, in NumPy")

LEAST_FOLLOWED = 0.8
pytestmark = pytest.mark.filterwarnings("ignore")


def wrong(real: Any, seen: Any) -> str | None:
    """What the tracer claims that is not so."""
    if isinstance(real, numpy.ndarray):
        if not isinstance(seen, Array):
            return "no array" if isinstance(seen, (int, float, str, tuple, list)) and real.shape != () else None
        return _wrong_array(real, seen)
    if isinstance(real, numpy.generic):
        real = real.item()
    if isinstance(seen, (List, tuple)) and not getattr(seen, "open", False):
        if not isinstance(real, (list, tuple)) or len(real) != len(seen):
            return "other items"
        return next((said for a, b in zip(real, seen) if (said := wrong(a, b))), None)
    if isinstance(seen, (bool, int, float, str)) and (
        seen != real or isinstance(seen, str) is not isinstance(real, str)
    ):
        return "another value"
    return "an array" if isinstance(seen, Array) and seen.rank else None


def _wrong_array(real: Any, seen: Array) -> str | None:
    if isinstance(seen.shape, tuple):
        if len(seen.shape) != real.ndim:
            return "another rank"
        if any(isinstance(dim, int) and dim != size for dim, size in zip(seen.shape, real.shape)):
            return "another size"
    if seen.dtype not in (None, "str") and seen.dtype != str(real.dtype):
        return "another dtype"
    known = seen.contents if seen.contents is not None else ()
    if known and len(known) != real.size:
        return "another number of entries"
    if any(isinstance(v, (int, float)) and v != r and r == r for v, r in zip(known, real.ravel().tolist())):
        return "other entries"
    return None


def followed(real: Any, seen: Any) -> bool:
    """Every size is known."""
    return isinstance(seen, Array) and isinstance(seen.shape, tuple) and all(isinstance(d, int) for d in seen.shape)


@pytest.mark.parametrize("start", range(0, 600, 50))
def test_what_is_known_of_an_array_is_so(start: int) -> None:
    found, arrays, known = [], 0, 0
    with numpy.errstate(all="ignore"):
        for seed in range(start, start + 50):
            writer = Writer(seed)
            text = writer.program()
            values = traced(text)
            for name, real in writer.real.items():
                if not name.startswith("v"):
                    continue
                said = wrong(real, values.get(name))
                if said:
                    line = next(line for line in text.splitlines() if line.startswith(f"{name} = "))
                    found.append(f"seed {seed}: {line}: {said}: {values.get(name)!r}, really {str(real)[:60]!r}")
                if isinstance(real, numpy.ndarray):
                    arrays += 1
                    known += followed(real, values.get(name))
    assert not found, "\n".join(found[:10])
    assert known > LEAST_FOLLOWED * arrays, f"{known} of {arrays} arrays have a known shape"


def test_a_symbol_is_no_concrete_size() -> None:
    values = traced("import numpy as np\nx = np.random.rand(9, 2)\ny = x[x[:, 0] > 0]\n")
    assert isinstance(values["y"].shape[0], Symbol)
    assert values["y"].shape[1] == 2


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        ("np.random.randint(0, 10, 1000)", 10),
        ("np.random.randint(7, size=(500, 1)).astype('float32')[:400].reshape(-1)", 7),
        ("np.random.default_rng(0).integers(1, 4, 300)", 4),
        ("keras.datasets.mnist.load_data()[0][1]", 10),
        ("train_test_split(np.random.randint(0, 5, 1000), test_size=0.2)[1]", 5),
        ("np.array([0, 2.0, 1])", 3),
        ("np.random.randint(0, 10, 30)", None),
        ("np.random.random_integers(0, 10, 1000)", None),
        ("np.random.randint(0, 10, 1000)[np.random.rand(1000) > 0.5]", None),
        ("np.sort(np.random.randint(0, 10, 1000))[:500]", None),
        ("(np.random.randint(0, 10, 1000) // 3)", None),
        ("np.random.randint(0, 300, 10000).astype('uint8')", None),
    ],
)
def test_classes_are_counted_where_none_can_be_missing(labels: str, classes: int | None) -> None:
    head = "import keras\nimport numpy as np\nfrom sklearn.model_selection import train_test_split\n"
    width = traced(f"{head}y = keras.utils.to_categorical({labels})\n")["y"].shape[1]
    assert width == classes if classes is not None else isinstance(width, Symbol)


def test_a_program_without_arrays_loads_none_of_their_functions() -> None:
    code = (
        "import sys; from keras_shape_lint.analysis import Source, analyze\n"
        "analyze(Source('a.py', 'from keras import layers, Input\\nimport numpy\\nlayers.Dense(3)(Input((4,)))'))\n"
        "print(*(name for name in sys.modules if '.tracing.arrays.' in name))"
    )
    names = {name.rpartition(".")[2] for name in python(code).stdout.split()}
    assert names <= {"array", "alike"}
