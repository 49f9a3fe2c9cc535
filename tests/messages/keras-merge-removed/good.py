from keras.layers import Dense, Input, add

left = Dense(8)(Input((4,)))
right = Dense(8)(Input((6,)))
add([left, right])
