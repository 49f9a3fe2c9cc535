"""The lazy-loading index is what the rules themselves say."""

from __future__ import annotations

from pathlib import Path

from keras_shape_lint.layers import index, indexing
from keras_shape_lint.layers.rule import find


def test_the_index_is_up_to_date() -> None:
    assert Path(index.__file__).read_text(encoding="utf-8") == indexing.text()


def test_every_name_leads_to_its_rule() -> None:
    for name in index.MODULES:
        rule = find(name)
        assert rule is not None
        assert name in rule.names or rule.kind == "function"
