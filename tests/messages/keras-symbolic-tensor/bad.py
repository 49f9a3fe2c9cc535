from tensorflow.keras.layers import Dense, Input

x = Input((10,))
score = Dense(1)(x)
if score > 0:  # [keras-symbolic-tensor]
    score = Dense(1)(score)
