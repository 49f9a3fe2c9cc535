from keras import Input, layers

before = Input((6,))
after = Input((6,))
layers.Subtract()([before, after])
