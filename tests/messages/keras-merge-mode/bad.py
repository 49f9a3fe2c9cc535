from keras.layers import Input, Merge, merge

a, b = Input((4,)), Input((4,))
merge([a, b], mode="sub")  # [keras-merge-mode]
Merge(mode="average")([a, b])  # [keras-merge-mode]
