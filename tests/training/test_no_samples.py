"""Data without a single sample, as a path that fills no list leaves it."""

from __future__ import annotations

from keras_shape_lint.analysis import Source, analyze

TEXT = """import numpy as np
from keras import Input, Model
from keras.layers import Dense
start = Input((7,))
model = Model(start, Dense(3)(start))
model.compile("sgd", "categorical_crossentropy")
model.fit(np.zeros((0, 7)), np.zeros((0, 3)))
"""


def test_is_no_failure_of_the_tracer() -> None:
    analysis = analyze(Source("m.py", TEXT))
    assert analysis.error is None
    assert not analysis.findings
