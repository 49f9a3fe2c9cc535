"""Pragmas silence our messages as they do any other of pylint's."""

from keras import Input, layers

A = Input((10,))
B = Input((5,))

layers.Add()([A, B])  # [keras-merge-shapes-differ]
layers.Add()([A, B])  # pylint: disable=keras-merge-shapes-differ
layers.Add()([A, B])  # pylint: disable=E7701
layers.Add()([A, B])  # pylint: disable=keras-shapes
layers.Add()([A, B])  # pylint: disable=keras-dot-axes # [keras-merge-shapes-differ]
# pylint: disable-next=keras-merge-shapes-differ
layers.Add()([A, B])


def silenced():
    """The whole function, and the block in it."""
    # pylint: disable=keras-merge-shapes-differ
    layers.Add()([A, B])
    # pylint: enable=keras-merge-shapes-differ
    layers.Add()([A, B])  # [keras-merge-shapes-differ]


class Net:
    """Where a message is said to be."""

    def build(self):
        """In a method, over two lines."""
        return layers.Multiply()(  # [keras-merge-shapes-differ]
            [A, B]
        )


# pylint: disable=keras-merge-shapes-differ
layers.Add()([A, B])
