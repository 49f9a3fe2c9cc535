from keras import Input, Model, layers

price = Input((4,))
volume = Input((4,))
score = layers.Dense(1)(layers.Concatenate()([price, volume]))
model = Model(price, score)  # [keras-graph-disconnected]
