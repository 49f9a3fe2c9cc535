from keras.layers import Dot, Input

query = Input((16,))
key = Input((16,))
Dot(axes=1)([query, key])
