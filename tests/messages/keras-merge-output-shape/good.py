from keras.layers import Input, Merge

a, b = Input((4,)), Input((4,))
Merge(mode=lambda x: x[0] - x[1], output_shape=lambda shapes: shapes[0])([a, b])
