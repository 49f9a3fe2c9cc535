from keras import Input, layers

images = Input((28, 28, 1))
layers.Conv2D(8, 3)(images)
