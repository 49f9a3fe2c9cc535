"""Real Keras, in the child process: the examples in both modes, and what its sandbox holds."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.verify import assert_model_builds, verify
from keras_shape_lint.verify.child.landlock import version
from keras_shape_lint.verify.process import CannotRun
from keras_shape_lint.verify.verifying import Report, status
from tests.test_examples import TODAY, marked

BACKENDS = [
    pytest.param(name, marks=pytest.mark.skipif(not importlib.util.find_spec(name), reason=f"{name} is not installed"))
    for name in ("tensorflow", "jax", "torch")
]
pytestmark = pytest.mark.skipif(not importlib.util.find_spec("keras"), reason="needs Keras, see README")


def asked(*paths: Path, mode: str = "rebuild", **environment: Any) -> list[Report]:
    return verify(map(str, paths), mode, device="cpu", **environment)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("mode", ["rebuild", "run"])
def test_keras_agrees_about_the_examples(mode: str, backend: str) -> None:
    reports = asked(*TODAY, mode=mode, backend=backend)
    assert [Path(report.path) for report in reports] == TODAY
    for report in reports:
        lines = [line for line, _ in marked(Path(report.path))]
        assert [v.finding.line for v in report.verdicts] == lines
        assert {v.verdict for v in report.verdicts} <= {"confirmed"}, report
        assert all(v.keras_message for v in report.verdicts)
        assert report.missed == ()
        assert report.builds is (not lines), report.undecided
        assert (report.backend, report.device) == (backend, "cpu")
        assert report.disagreements == ()
    assert status(reports) == 1


USES = {
    "test": "if x:\n    pass\n",
    "loop": "for row in x:\n    pass\n",
    "names": "a, b = x\n",
    "outputs": "a, b = layers.LSTM(3, return_state=True)(x)\n",
    "numpy": "np.mean(x, 1)\n",
    "method": "x.numpy()\n",
    "size": "x.shape[0] * 2\n",
}
"""What Keras 3 does not take of a program, and is no call of a layer."""


@pytest.mark.parametrize("mode", ["rebuild", "run"])
def test_what_a_program_does_with_a_tensor_is_done_again(mode: str, tmp_path: Path) -> None:
    pytest.importorskip("keras", minversion="3")
    programs = [tmp_path / f"{name}.py" for name in USES]
    for program, text in zip(programs, USES.values()):
        program.write_text(f"import numpy as np\nfrom keras import Input, layers, ops\nx = Input((5, 4))\n{text}")
    for report in asked(*programs, mode=mode):
        (verdict,) = report.verdicts
        assert (verdict.finding.line, verdict.verdict) == (4, "confirmed"), report
        assert report.missed == ()


HOSTILE = {
    "endless": ("while True:\n    pass\n", "stopped after 4 seconds"),
    "forks": ("import os\nos.fork()\n", "no other process"),
    "exits": ("import os\nos._exit(7)\n", "with status 7"),
    "reads": ("input()\n", "EOFError"),
    "raises": ("raise RuntimeError('no')\n", "RuntimeError: no"),
    "writes": ("open('{folder}/written.txt', 'w')\n", "nothing be written outside"),
    "network": ("import socket\nsocket.create_connection(('localhost', 80))\n", "no network"),
    "no python": ("def\n", "no Python that this interpreter reads"),
    "hides": (
        "import ctypes, time\nctypes.CDLL(None).fork()\nctypes.CDLL(None).setsid()\ntime.sleep(600)\n",
        "stopped",
    ),
}


def test_hostile_modules_end_within_the_limits(tmp_path: Path) -> None:
    folder = tmp_path / "modules"
    folder.mkdir()
    paths = []
    for name, (text, _) in HOSTILE.items():
        paths.append(folder / f"{name.replace(' ', '_')}.py")
        paths[-1].write_text(text.replace("{folder}", str(folder)))
    reports = asked(*paths, mode="run", seconds=4, memory=5 << 28)
    for report, (_, why) in zip(reports, HOSTILE.values()):
        assert not report.builds
        assert report.missed == ()
        assert why in (report.undecided or ""), report
    assert status(reports) == 4
    assert sorted(folder.iterdir()) == sorted(paths)
    assert _children() == []


@pytest.mark.skipif(not version(), reason="this system has no Landlock")
def test_native_code_writes_nothing_elsewhere(tmp_path: Path) -> None:
    program = tmp_path / "native.py"
    elsewhere = str(tmp_path / "made").encode()
    program.write_text(
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        f"made = libc.creat({elsewhere!r}, 0o600), libc.mkdir({elsewhere!r}, 0o700)\n"
        "raise RuntimeError(f'{made} {libc.creat(b\"own\", 0o600) > 0}')\n"
    )
    (report,) = asked(program, mode="run")
    assert "RuntimeError: (-1, -1) True" in (report.undecided or "")
    assert list(tmp_path.iterdir()) == [program]


def test_a_module_that_allocates_without_end_is_stopped(tmp_path: Path) -> None:
    program = tmp_path / "allocates.py"
    program.write_text("a = []\nwhile True:\n    a.append(b'x' * (1 << 26))\n")
    (report,) = asked(program, mode="run", memory=5 << 28)
    assert report.undecided == "stopped over 1.2 GiB of memory"
    assert _children() == []


def _children() -> list[str]:
    """Processes left over from a child."""
    found = []
    for file in Path("/proc").glob("[0-9]*/environ"):
        try:
            text = file.read_bytes()
        except OSError:
            continue
        if f"KERAS_SHAPE_LINT_CHILD={os.getpid()}-".encode() in text:
            found.append(file.parent.name)
    return found


def test_garbage_on_the_pipes_is_no_answer(tmp_path: Path) -> None:
    program = tmp_path / "garbage.py"
    program.write_text(
        "import os\nfor number in range(1, 30):\n    try:\n        os.write(number, b'x\\n[1]\\n{}\\n')\n"
        "    except OSError:\n        pass\n"
    )
    (report,) = asked(program, mode="run")
    assert report.builds


def test_a_model_of_inputs_by_name_is_run_on_them(tmp_path: Path) -> None:
    program = tmp_path / "named.py"
    program.write_text(
        "from keras import Input, Model, layers\n"
        "inputs = {'b': Input((3,), name='b'), 'a': Input((5,), name='a')}\n"
        "model = Model(inputs, layers.Concatenate()([inputs['a'], inputs['b']]))\n"
    )
    (report,) = asked(program, mode="run")
    assert report.builds


LOOKS = """
from keras import Input, Model, layers

def build(size=9):
    image = Input((size, size, 3))
    left = layers.Conv2D(4, 3)(image)
    return Model(image, layers.Add()([left, layers.Conv2D(4, 1)(image)]))

def fine(features):
    values = Input((features,))
    model = Model(values, layers.Dense(features)(values))
    model.compile("adam", "mse")
    model.fit(load(), epochs=99)
    return model
"""


def test_one_function_alone_as_a_projects_own_test_asks(tmp_path: Path) -> None:
    program = tmp_path / "model.py"
    program.write_text(LOOKS)
    assert_model_builds(f"{program}::fine", device="cpu")
    with pytest.raises(AssertionError, match="keras-merge-shapes-differ"):
        assert_model_builds(f"{program}::build", device="cpu")
    (report,) = verify(f"{program}::build", "run", device="cpu")
    assert [v.verdict for v in report.verdicts] == ["confirmed"]


TRAINS = """
import numpy as np
from keras import Input, Sequential, layers

images, kinds = np.zeros((60000, 28, 28)), np.zeros((60000,))

def trained(loss):
    model = Sequential([Input((28, 28)), layers.Flatten(), layers.Dense(10, activation="softmax")])
    model.compile(loss=loss, optimizer="adam", metrics=["accuracy"])
    model.fit(images, kinds, epochs=99)
    model.evaluate(images[:, :20], kinds)

trained("categorical_crossentropy")
trained("sparse_categorical_crossentropy")
"""


def test_training_is_made_once_on_data_of_the_traced_shapes(tmp_path: Path) -> None:
    program = tmp_path / "trains.py"
    program.write_text(TRAINS)
    (report,) = asked(program)
    found = {(verdict.finding.message.symbol, verdict.verdict) for verdict in report.verdicts}
    assert found == {("keras-label-encoding", "confirmed"), ("keras-data-shape", "confirmed")}


def test_a_missing_gpu_and_a_missing_keras_are_errors(tmp_path: Path) -> None:
    program = tmp_path / "model.py"
    program.write_text(LOOKS)
    with pytest.raises(CannotRun, match="cannot start"):
        verify(str(program), python=str(tmp_path / "nothing"))
    if not Path("/dev/nvidia0").exists():
        with pytest.raises(CannotRun, match=r"^no GPU: .*verify-gpu"):
            verify(str(program), device="gpu")
