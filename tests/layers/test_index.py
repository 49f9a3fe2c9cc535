"""The lazy-loading index is what the rules themselves say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from keras_shape_lint.layers import index
from keras_shape_lint.layers.rule import find


def test_the_index_is_up_to_date() -> None:
    code = "from keras_shape_lint.layers import indexing; print(indexing.text(), end='')"
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert Path(index.__file__).read_text(encoding="utf-8") == fresh.stdout


def test_every_name_leads_to_its_rule() -> None:
    for name in index.MODULES:
        rule = find(name)
        assert rule is not None
        assert name in rule.names or rule.kind == "function"
