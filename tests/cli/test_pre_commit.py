"""The hook as a project gets it: pre-commit installs it from a checkout and runs it on what is staged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_command import BAD, GOOD, LINE
from tests.processes import ROOT

pytestmark = pytest.mark.network


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(not (ROOT / ".pre-commit-hooks.yaml").exists(), reason="needs a checkout")
def test_the_hook(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    hook, project = tmp_path / "hook", tmp_path / "project"
    shutil.copytree(ROOT, hook, ignore=shutil.ignore_patterns(".git", "build", "*.egg-info", ".*_cache"))
    project.mkdir()
    for folder in (hook, project):
        git(folder, "init", "-q")
    git(hook, "add", "-A")
    git(hook, "commit", "-qm", "checkout")
    (project / "bad.py").write_text(BAD, encoding="utf-8")
    (project / "good.py").write_text(GOOD, encoding="utf-8")
    (project / "notes.txt").write_text(BAD, encoding="utf-8")
    git(project, "add", "-A")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    environment.pop("PYTHONPATH", None)
    run = [sys.executable, "-m", "pre_commit", "try-repo", str(hook), "keras-shape-lint", "--files"]
    done = subprocess.run([*run, "bad.py", "good.py", "notes.txt"], cwd=project, env=environment,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert LINE in done.stdout.splitlines()
    assert "1 error; 6 of 6 Keras calls traced" in done.stdout
    done = subprocess.run([*run, "good.py"], cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
