from keras.layers import Input, Merge

a, b = Input((4,)), Input((4,))
Merge(mode=lambda x: x[0] - x[1])([a, b])  # [keras-merge-output-shape]
