"""Linux's Landlock: the system itself refuses writes elsewhere, to native code and to other processes too.

The numbers are those of `linux/landlock.h`; they are the same on every architecture.
"""

import ctypes
import os
import struct
import sys
from typing import Any

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
PATH_BENEATH = 1
NO_NEW_PRIVILEGES = 38
WRITE_FILE = 1 << 1
CHANGES = sum(1 << bit for bit in range(4, 13))
"""Removing and making directories, files, sockets, pipes, devices and links."""
REFER, TRUNCATE, CONNECT, BIND = 1 << 13, 1 << 14, 1 << 1, 1 << 0
SHARED = ("/dev", "/proc")
"""Where drivers and threads write: device files, names of threads."""


def confine(home: str) -> bool:
    """From here on this thread, and all it starts, writes below `home` alone and opens no TCP connection.

    False where the system has no Landlock.
    """
    known = version()
    try:
        return known > 0 and _confined(ctypes.CDLL(None), known, home)
    except (AttributeError, OSError):
        return False


def version() -> int:
    """Of the system's Landlock; 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, int(ctypes.CDLL(None).syscall(CREATE_RULESET, None, 0, ASK_VERSION)))


def _confined(libc: Any, version: int, home: str) -> bool:
    writes = WRITE_FILE | CHANGES | (REFER if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    rules = struct.pack("QQ", writes, CONNECT | BIND if version >= 4 else 0)
    rules = rules if version >= 4 else rules[:8]
    ruleset = libc.syscall(CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), 0)
    if ruleset < 0:
        return False
    try:
        allowed = [(home, writes)] + [(path, WRITE_FILE | (writes & TRUNCATE)) for path in SHARED]
        if not all(_allow(libc, ruleset, path, rights) for path, rights in allowed):
            return False
        return bool(libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: Any, ruleset: int, path: str, rights: int) -> bool:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        return bool(libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, folder), 0) == 0)
    finally:
        os.close(folder)
