from keras.layers import Input, merge

a, b = Input((4,)), Input((4,))
merge([a, b], mode="cos")  # [keras-declared-shape]
merge([a, b], mode=lambda x: x[0] - x[1], output_shape=(5,))  # [keras-declared-shape]
