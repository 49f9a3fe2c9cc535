"""A project that is analysed again reads again what has changed, and nothing else."""

from __future__ import annotations

import builtins
import os
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Source, analyze
from keras_shape_lint.tracing.project import Project

BLOCK = "from keras.layers import Dense\ndef block(x):\n    return Dense({})(x)\n"
MAIN = "from keras import Input\n" + "".join(
    f"from part{i} import block as block{i}\nblock{i}(Input((3,)))\n" for i in range(5)
)


def test_one_edited_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (tmp_path / f"part{number}.py").write_text(BLOCK.format(number + 1), encoding="utf-8")
    main = Source(str(tmp_path / "main.py"), MAIN)
    opened: list[str] = []
    own = builtins.open

    def watched(path: Any, *args: Any, **kwargs: Any) -> Any:
        opened.append(os.path.basename(str(path)))
        return own(path, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", watched)
    project = Project()
    first = analyze(main, None, project)
    assert sorted(opened) == [f"part{number}.py" for number in range(5)]
    opened.clear()
    assert analyze(main, None, project) == first
    assert opened == []
    edited = tmp_path / "part3.py"
    edited.write_text(BLOCK.format(9), encoding="utf-8")
    os.utime(edited, (1, 1))
    opened.clear()
    analyze(main, None, project)
    assert opened == ["part3.py"]
