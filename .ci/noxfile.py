"""Every supported Python with the oldest and the newest pylint, without Keras: `nox -f .ci/noxfile.py`."""

from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
ROOT = Path(__file__).parent.parent


@nox.session(python=["3.10", "3.11", "3.12", "3.13", "3.14"])
@nox.parametrize("pylint", ["3.3", "4"])
def tests(session: nox.Session, pylint: str) -> None:
    session.chdir(ROOT)
    session.install(".[test-core]", f"pylint=={pylint}.*")
    session.run("pytest", *session.posargs)
