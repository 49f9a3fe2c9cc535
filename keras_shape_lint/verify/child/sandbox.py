"""What the child may not do, and where its own pipes went. Best effort without root: Python 3.6 and later.

Python's own calls are refused with a reason; what gets past them is the system's to refuse, where it has Landlock.
"""

import contextlib
import importlib
import os
import socket
import sys
from typing import Any

landlock: Any = importlib.import_module("landlock")

FILE_SIZE = 256 * 1024 * 1024
"""Bytes that any one file the child writes may have."""
CUT = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
STARTS = ("os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system", "subprocess.Popen", "pty.spawn")
WRITES = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.utime", "os.kill", "os.killpg", "os.putenv", "shutil.rmtree", "shutil.move", "shutil.copyfile",
)  # fmt: skip


class Sandbox:
    """`closed` while code of the user runs: then no other process is started and nothing is written elsewhere."""

    def __init__(self) -> None:
        self.closed = False
        self.confined = False
        self.home = os.path.realpath(os.getcwd())
        limit_files()
        for name in ("connect", "connect_ex", "bind", "sendto"):
            with contextlib.suppress(Exception):
                setattr(socket.socket, name, no_network)
        socket.getaddrinfo = no_network
        socket.create_connection = no_network
        if hasattr(sys, "addaudithook"):
            sys.addaudithook(self.audit)
        else:
            self.patch()

    def close(self) -> None:
        """Code of the user comes next."""
        if not self.confined:
            landlock.confine(self.home)
            self.confined = True
        self.closed = True

    def audit(self, event: str, args: Any) -> None:
        if event in CUT:
            no_network()
        if not self.closed:
            return
        if event in STARTS:
            raise PermissionError("verify lets no other process start (" + event + ")")
        if event == "open" and _writes(args[1], args[2]):
            self.hold(args[0])
        elif event in WRITES and event != "os.putenv":
            if event in ("os.kill", "os.killpg"):
                raise PermissionError("verify lets no process be signalled")
            self.hold(args[0])

    def hold(self, path: Any) -> None:
        """Raises PermissionError for a path outside the temporary folder."""
        if isinstance(path, int) or path is None:
            return
        real = os.path.realpath(os.fsdecode(path))
        if real not in ("/dev/null", "/dev/tty") and not (real + os.sep).startswith(self.home + os.sep):
            raise PermissionError("verify lets nothing be written outside its temporary folder: " + str(path))

    def patch(self) -> None:
        """Where there are no audit events: the names that programs use."""
        import builtins
        import subprocess

        opened: Any = builtins.open

        def guarded(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if self.closed and _writes(mode, 0):
                self.hold(path)
            return opened(path, mode, *args, **kwargs)

        setattr(builtins, "open", guarded)
        for owner, name in ((os, "fork"), (os, "forkpty"), (os, "system"), (os, "kill"), (subprocess, "Popen")):
            self._wrap(owner, name, "os.fork")
        for name in ("remove", "unlink", "rename", "rmdir", "mkdir", "symlink"):
            self._wrap(os, name, "os.remove")

    def _wrap(self, owner: Any, name: str, event: str) -> None:
        whole: Any = getattr(owner, name)

        def guarded(*args: Any, **kwargs: Any) -> Any:
            self.audit(event, args)
            return whole(*args, **kwargs)

        if isinstance(whole, type):
            guarded = type(name, (whole,), {"__init__": lambda made, *a, **k: guarded_init(self, whole, made, a, k)})
        setattr(owner, name, guarded)


def guarded_init(sandbox: Sandbox, whole: Any, made: Any, args: Any, kwargs: Any) -> None:
    sandbox.audit("subprocess.Popen", args)
    whole.__init__(made, *args, **kwargs)


def no_network(*args: Any, **kwargs: Any) -> Any:
    raise PermissionError("verify has no network")


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))


def limit_files() -> None:
    """No core dumps, no endless files. Not on Windows."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))


def own_pipes() -> Any:
    """-> the parent's two pipes; what the program reads is empty and what it prints goes to a file."""
    jobs, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open("output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    return os.fdopen(jobs, "r", encoding="utf-8"), os.fdopen(answers, "w", encoding="utf-8")
