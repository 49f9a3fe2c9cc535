from keras.layers import Input, Merge, merge

a, b = Input((4,)), Input((4,))
merge([a, b], mode="mul")
Merge(mode=lambda x: x[0] - x[1], output_shape=(4,))([a, b])
