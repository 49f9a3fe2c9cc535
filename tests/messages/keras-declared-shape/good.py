from keras.layers import Input, merge

a, b = Input((4,)), Input((4,))
merge([a, b], mode="dot")
merge([a, b], mode=lambda x: x[0] - x[1], output_shape=(4,))
