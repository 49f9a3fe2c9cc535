from keras.layers import Dense, Input, merge  # [keras-merge-removed]

left = Dense(8)(Input((4,)))
right = Dense(8)(Input((6,)))
merge([left, right], mode="sum")
