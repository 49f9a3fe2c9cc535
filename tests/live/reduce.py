"""Makes a program on which the two sides differ as small as it gets."""

from __future__ import annotations

import ast
from collections.abc import Callable

from tests.live.session import Session


def statements(text: str) -> list[str]:
    return [ast.get_source_segment(text, node) or "" for node in ast.parse(text).body]


def replay(parts: list[str]) -> Session:
    session = Session()
    for part in parts:
        session.run(part)
    return session


def reduced(session: Session, differs: Callable[[Session], object]) -> Session:
    """The program without every statement it can do without and still differ."""
    parts = statements(session.text)
    for index in reversed(range(len(parts))):
        fewer = parts[:index] + parts[index + 1 :]
        try:
            if differs(replay(fewer)):
                parts = fewer
        except NameError:
            continue
    return replay(parts)
