from keras.layers import Input, Merge

a, b = Input((4,)), Input((4,))
total = Merge(mode="sum")
total([a, b])
total([b, a])  # [keras-merge-called-twice]
