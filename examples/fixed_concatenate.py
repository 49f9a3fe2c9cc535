"""Word and letter features side by side: joined along the last axis, the features."""

from keras import Input, Model
from keras.layers import Concatenate, Conv1D, Dense, Embedding, GlobalMaxPooling1D

words = Input((40,), dtype="int32", name="words")
shapes = Input((40,), dtype="int32", name="shapes")

by_word = Embedding(5000, 64)(words)
by_shape = Embedding(120, 16)(shapes)
tokens = Concatenate()([by_word, by_shape])

narrow = Conv1D(32, 3, padding="same", activation="relu")(by_word)
wide = Conv1D(48, 5, padding="same", activation="relu")(by_word)
context = Concatenate(axis=2)([narrow, wide])

summary = Concatenate()([GlobalMaxPooling1D()(tokens), GlobalMaxPooling1D()(context)])
topic = Dense(8, activation="softmax")(summary)
model = Model([words, shapes], topic)
