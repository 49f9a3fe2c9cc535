"""Places of the user's file: which call of it is running, and at which it raised. Python 3.6 and later."""

import itertools
import sys
from typing import Any


class Places:
    """A place is [line, end_line, column, end_column], both columns None before Python 3.11, which does not say."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.known: Any = {}

    def running(self, frame: Any) -> Any:
        """The innermost place at or above a frame; None outside the file."""
        while frame is not None and frame.f_code.co_filename != self.path:
            frame = frame.f_back
        return None if frame is None else self._place(frame.f_code, frame.f_lasti, frame.f_lineno)

    def own(self, frame: Any) -> bool:
        return bool(frame is not None and frame.f_code.co_filename == self.path)

    def raised(self, error: BaseException) -> Any:
        """-> the innermost place, None outside the file, and the files of the frames beyond it."""
        entry, place = error.__traceback__, None
        beyond: Any = []
        while entry is not None:
            code = entry.tb_frame.f_code
            if code.co_filename == self.path:
                place, beyond = self._place(code, entry.tb_lasti, entry.tb_lineno), []
            else:
                beyond.append(code.co_filename.replace("\\", "/"))
            entry = entry.tb_next
        return place, beyond

    def _place(self, code: Any, instruction: int, line: int) -> Any:
        if sys.version_info < (3, 11):
            return [line, line, None, None]
        key = (code, instruction)
        if key not in self.known:
            found = next(itertools.islice(code.co_positions(), instruction // 2, None), (None,) * 4)
            self.known[key] = [line, line, None, None] if None in found else list(found)
        return self.known[key]


def nest(left: Any, right: Any) -> bool:
    """Whether one of two places lies within the other; by lines where one has no columns."""
    if left[2] is None or right[2] is None:
        return bool(left[0] <= right[1] and right[0] <= left[1])
    return _within(left, right) or _within(right, left)


def _within(inner: Any, outer: Any) -> bool:
    return bool(
        (outer[0], outer[2]) <= (inner[0], inner[2]) and (inner[1], inner[3]) <= (outer[1], outer[3])
    )  # fmt: skip
