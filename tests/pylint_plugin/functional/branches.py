"""What holds on one side of a test only says so, in words and in confidence."""

from keras import Input, layers


def model(use_gate):
    """Fits only without the gate."""
    features = Input((10,))
    gate = Input((5,))
    if use_gate:
        features = layers.Multiply()([features, gate])  # [keras-merge-shapes-differ]
    return layers.Dense(1)(features)


def loop(flag, other):
    """Two decisions at once are not taken to be reachable."""
    size = 10
    if flag:
        size = 5
    left = Input((10,))
    if other:
        left = Input((5,))
    return layers.Dense(size)(left)
