"""Every supported Python with the oldest and the newest pylint, without Keras: `nox -f .ci/noxfile.py`.

`nox -f .ci/noxfile.py -s legacy`, with python3.6 on the path, builds environments of old Keras that `verify` asks.
"""

import os
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests"]
ROOT = Path(__file__).parent.parent

OLD = ("numpy==1.16.6", "scipy==1.2.3", "h5py==2.10.0", "protobuf==3.19.6", "pyyaml==5.4.1")
LEGACY = {
    "1.2.2": ("keras==1.2.2", "theano==0.9.0", "tensorflow==1.4.1", *OLD),
    "2.1.6": ("keras==2.1.6", "tensorflow==1.8.0", *OLD),
}


@nox.session(python=["3.10", "3.11", "3.12", "3.13", "3.14"])
@nox.parametrize("pylint", ["3.3", "4"])
def tests(session: nox.Session, pylint: str) -> None:
    session.chdir(ROOT)
    session.install(".[test-core]", f"pylint=={pylint}.*")
    session.run("pytest", *session.posargs)


@nox.session
def legacy(session: nox.Session) -> None:
    session.chdir(ROOT)
    interpreters = [_old_keras(session, version, pins) for version, pins in LEGACY.items()]
    session.install(".[test-core]")
    environment = {"KERAS_SHAPE_LINT_LEGACY": os.pathsep.join(interpreters)}
    session.run("pytest", "tests/verify/test_legacy.py", *session.posargs, env=environment)


def _old_keras(session: nox.Session, version: str, pins: tuple[str, ...]) -> str:
    """The interpreter of an environment that holds it. pip comes first, then what builds old packages."""
    folder = Path(session.create_tmp()).parent / f"keras-{version}"
    python = str(folder / "bin" / "python")
    if not folder.exists():
        session.run("python3.6", "-m", "venv", str(folder), external=True)
        for wanted in (("pip==21.3.1",), ("setuptools<58", "wheel<0.38"), pins):
            session.run(python, "-m", "pip", "install", "-q", *wanted, external=True)
    return python
