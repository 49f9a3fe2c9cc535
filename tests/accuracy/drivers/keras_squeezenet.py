# keras-squeezenet==0.4 with keras 2.1.6
from keras_squeezenet import SqueezeNet

SqueezeNet(weights=None)
SqueezeNet(weights=None, input_shape=(128, 128, 3), classes=7)
