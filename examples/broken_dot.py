"""How well a question matches a document, word by word: multiplied over the wrong axis."""

from keras import Input, Model
from keras.layers import Dense, Dot, GlobalMaxPooling1D

question = Input((20, 64), name="question")
document = Input((300, 64), name="document")

similarity = Dot(axes=1, normalize=True)([question, document])  # [keras-dot-shapes-differ]

best = GlobalMaxPooling1D()(similarity)
score = Dense(1, activation="sigmoid")(best)
model = Model([question, document], score)
