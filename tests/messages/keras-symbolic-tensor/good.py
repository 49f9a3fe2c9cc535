from tensorflow.keras.layers import Dense, Input, Lambda

x = Input((10,))
score = Dense(1)(x)
score = Lambda(lambda y: y * (y > 0))(score)
for step in range(10):
    Dense(2)(x[:, step : step + 1])
