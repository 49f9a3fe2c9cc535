from keras.layers import Add, Input

steps, signal = Input((4,), dtype="float32"), Input((4,))
Add()([steps, signal])
