"""What hangs on the backend that Keras runs on, where it is known and where it is not."""

from __future__ import annotations

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze

POOLED = "from keras.layers import Input, MaxPooling2D\nMaxPooling2D((4, 4))(Input((3, 5, 8)))\n"
ASKED = """\
from keras import backend as K
from keras.layers import Add, Dense, Input
x = Dense(4)(Input((3,)))
if K.backend() == 'theano':
    x = Dense(5)(x)
Add()([x, Input((4,))])
"""


@pytest.mark.parametrize(("backend", "lines"), [(None, []), ("theano", []), ("tensorflow", [2])])
def test_theano_pools_where_there_is_no_room(backend: str | None, lines: list[int]) -> None:
    settings = Settings("1.2.2", "channels_last", backend=backend)
    assert [found.line for found in analyze(Source("p.py", POOLED), settings).findings] == lines


@pytest.mark.parametrize(("backend", "lines"), [(None, []), ("theano", [6]), ("tensorflow", [])])
def test_a_test_of_the_backend_is_decided_where_it_is_known(backend: str | None, lines: list[int]) -> None:
    settings = Settings("2.3.1", backend=backend)
    assert [found.line for found in analyze(Source("p.py", ASKED), settings).findings] == lines


def test_broadcasting_by_theano_changes_no_shape() -> None:
    text = ASKED.replace("Dense(5)(x)", "Lambda(lambda y: K.pattern_broadcast(y, (True, False)))(x)")
    text = text.replace("Dense, Input", "Dense, Input, Lambda").replace("Input((4,))", "Input((6,))")
    assert [found.line for found in analyze(Source("p.py", text), Settings("2.3.1")).findings] == [6]
