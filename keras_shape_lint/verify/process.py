"""The child process seen from the parent: started, asked, watched, and killed with all it started."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

CHILD = Path(__file__).parent / "child"
MARK = "KERAS_SHAPE_LINT_CHILD"
LONGEST_ANSWER = 64 << 20
START_SECONDS = 180.0
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy")
EXTRAS = {"tensorflow": "verify", "jax": "verify-jax", "torch": "verify-torch"}


class CannotRun(Exception):
    """Nothing can be verified here, and why, in one line."""


class Stopped(Exception):
    """The child ended, or was ended, before it answered."""


class Environment(NamedTuple):
    """Where the real Keras runs, and what a file may cost: seconds, and bytes of memory."""

    python: str = sys.executable
    backend: str | None = None
    device: str = "auto"
    seconds: float = 60.0
    memory: int = 6 << 30

    def variables(self) -> dict[str, str]:
        """Those that choose backend and device, of a process that starts from ours."""
        own = {"TF_CPP_MIN_LOG_LEVEL": "3"}
        if self.backend is not None:
            own["KERAS_BACKEND"] = self.backend
        kind, _, index = self.device.partition(":")
        if kind == "cpu":
            own.update(CUDA_VISIBLE_DEVICES="", JAX_PLATFORMS="cpu")
        elif index:
            visible = [name for name in os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",") if name]
            own["CUDA_VISIBLE_DEVICES"] = visible[int(index)] if int(index) < len(visible) else index
        return own


class Child:
    """One process with Keras in it, running the files of `CHILD`, or `script`."""

    def __init__(self, environment: Environment, script: Path | None = None, *arguments: str) -> None:
        self.environment = environment
        self.mark = f"{os.getpid()}-{time.monotonic_ns()}"
        self.folder = tempfile.mkdtemp(prefix="keras-shape-lint-")
        _keep_configuration(self.folder)
        self.buffer = b""
        program = _packed(self.folder) if script is None else str(script)
        try:
            self.process = subprocess.Popen(
                [environment.python, program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, cwd=self.folder, env=self._variables(), start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise CannotRun(f"cannot start {environment.python}: {error.strerror or error}") from None

    @cached_property
    def ready(self) -> Any:
        """What it says of itself, as soon as it can. Raises CannotRun."""
        return self._started()

    def _variables(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name.lower() not in _PROXIES}
        own.update(
            dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "MPLCONFIGDIR"), self.folder),
            KERAS_HOME=str(Path(self.folder, ".keras")), MPLBACKEND="Agg", PYTHONDONTWRITEBYTECODE="1",
            TF_FORCE_GPU_ALLOW_GROWTH="true", XLA_PYTHON_CLIENT_PREALLOCATE="false", **self.environment.variables(),
        )  # fmt: skip
        own[MARK] = self.mark
        own.pop("PYTHONWARNINGS", None)
        return own

    def _started(self) -> Any:
        wanted = {"backend": self.environment.backend, "device": self.environment.device}
        try:
            answer = self._exchange(wanted, START_SECONDS, lambda record: "ready" in record)
        except Stopped as stopped:
            self.close()
            raise CannotRun(f"Keras did not start under {self.environment.python}: {stopped}") from None
        if not answer["ready"]:
            self.close()
            raise CannotRun(self._why_not(answer))
        return answer

    def _why_not(self, answer: Any) -> str:
        extra = EXTRAS.get(self.environment.backend or "tensorflow", "verify")
        if answer["kind"] == "import":
            install = f"pip install 'keras_shape_lint[{extra}]', or name an interpreter that has it with --python"
            return f"no Keras under {self.environment.python} ({answer['why']}): {install}"
        if self.environment.device.startswith("gpu"):
            extra = "verify-gpu" if extra == "verify" else extra
            return f"{answer['why']}; pip install 'keras_shape_lint[{extra}]' on a machine with one, or --device cpu"
        return f"{answer['why']}; set it with --backend, or name another interpreter with --python"

    def ask(self, job: Any) -> Any:
        """The answer to one job. Raises Stopped, the child being closed then, and CannotRun."""
        assert self.ready
        try:
            answer = self._exchange(job, self.environment.seconds, lambda record: record.get("id") == job["id"])
        except Stopped:
            self.close()
            raise
        return answer

    def _exchange(self, job: Any, seconds: float, fits: Any) -> Any:
        deadline = time.monotonic() + seconds
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(job).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise Stopped(self._ended()) from None
        while True:
            record = _record(self._line(deadline, seconds))
            if record is not None and fits(record):
                return record

    def _line(self, deadline: float, seconds: float) -> bytes:
        assert self.process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while b"\n" not in self.buffer:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise Stopped(f"stopped after {seconds:g} seconds")
                if selector.select(min(left, 0.05)):
                    new = os.read(self.process.stdout.fileno(), 1 << 20)
                    if not new:
                        raise Stopped(self._ended())
                    self.buffer += new
                if len(self.buffer) > LONGEST_ANSWER:
                    raise Stopped("stopped: it floods the pipe to the verifier")
                if _resident(self.process.pid) > self.environment.memory:
                    raise Stopped(f"stopped over {self.environment.memory / (1 << 30):.2g} GiB of memory")
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line

    def _ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self.process.wait(5)
            last = self.output().strip().splitlines()[-1:]
            told = f": {last[0][:200]}" if last else ""
            return (
                f"the process was killed by signal {-status}{told}"
                if status < 0
                else f"the program ended the process with status {status}{told}"
            )
        return "the program closed the pipe to the verifier"

    def output(self) -> str:
        """The end of what the child printed."""
        try:
            return Path(self.folder, "output.txt").read_bytes()[-4000:].decode("utf-8", "replace")
        except OSError:
            return ""

    def close(self) -> None:
        """Nothing that the child started is left running, nothing it wrote is left."""
        with contextlib.suppress(OSError, AttributeError):
            os.killpg(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        _kill_marked(self.mark)
        shutil.rmtree(self.folder, ignore_errors=True)


def _packed(folder: str) -> str:
    """The child as one file, which an interpreter of any age runs as it is."""
    archive = str(Path(folder, "child.zip"))
    with zipfile.ZipFile(archive, "w") as packed:
        for part in sorted(CHILD.glob("*.py")):
            packed.write(part, part.name)
    return archive


def _record(line: bytes) -> Any:
    """What is no record of ours was printed by the program."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _resident(pid: int) -> int:
    """Bytes of memory in use; 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _kill_marked(mark: str) -> None:
    """Processes that left the group carry the child's mark in their environment."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)


def _keep_configuration(folder: str) -> None:
    """The user's choice of backend goes with the child."""
    with contextlib.suppress(OSError):
        home = os.environ.get("KERAS_HOME") or Path.home() / ".keras"
        Path(folder, ".keras").mkdir()
        shutil.copy(Path(home, "keras.json"), Path(folder, ".keras", "keras.json"))
