"""Towers that part and meet again at every level: the work grows with their calls, not with their paths."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

LEVELS = 60
SPLITS = {
    "add": "x = add([x, Activation('relu')(x)])",
    "concatenate": "x = Dense(4)(concatenate([x, Activation('relu')(x)]))",
    "operator": "x = x + Activation('relu')(x)",
    "model": "x = Model(inp, add([x, x]))(inp)",
    "sequential": "x = Sequential([Dense(4)])(add([x, Activation('relu')(x), x]))",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("version", ["auto", "2.2.4", "2.15", "3"])
@pytest.mark.parametrize("split", SPLITS)
def test_every_level_is_followed(split: str, version: str) -> None:
    text = "from keras.layers import Input, Activation, Dense, add, concatenate\n"
    text += "from keras.models import Model, Sequential\n"
    text += "x = inp = Input((4,))\n" + f"{SPLITS[split]}\n" * LEVELS + "Model(inp, x)\nadd([x, Dense(5)(x)])\n"
    analysis = analyze(Source("towers.py", text), Settings(version))
    assert [finding.line for finding in analysis.findings] == [LEVELS + 5]
