"""Columns are bytes of UTF-8, as everywhere in Python's own trees."""

from keras import Input, layers

ÄHRE, KORN = Input((10,)), Input((5,))

"größe", layers.Add()([ÄHRE, KORN])  # [keras-merge-shapes-differ]
layers.Dense(2)(layers.Add()([ÄHRE, KORN]))  # [keras-merge-shapes-differ]
