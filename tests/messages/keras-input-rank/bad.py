from keras import Input, layers

images = Input((28, 28))
layers.Conv2D(8, 3)(images)  # [keras-input-rank]
