from keras.layers import Input, merge

a, b = Input((4,)), Input((4,))
merge([a, b], mode="sum")
merge([b, a], mode="sum")
