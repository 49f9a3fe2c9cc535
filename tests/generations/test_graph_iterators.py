"""What an iterator of `tf.data` gives before TensorFlow 2: a tensor whose batch is open, as TensorFlow 1 says."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

TEXT = """import numpy as np
import tensorflow as tf
from keras import layers
data = tf.data.Dataset.from_tensor_slices((np.zeros((60, 8, 3)), np.zeros((60, 2)))).repeat()
x, y = data.{}.make_one_shot_iterator().get_next()
layers.Flatten()(layers.Input(tensor=x))
"""


@pytest.mark.parametrize(
    ("batched", "batch"),
    [("batch(16)", None), ("batch(16, drop_remainder=True)", 16), ("batch(16).prefetch(2)", None)],
)
def test_the_batch_is_open_unless_the_rest_is_dropped(batched: str, batch: int | None) -> None:
    (call,) = [
        c for c in analyze(Source("m.py", TEXT.format(batched)), Settings("2.2.4")).calls if c.line == 6 and not c.col
    ]
    assert call.outputs == ([batch, 24],)
