# keras-efficientnets==0.1.7 keras-mixnets==0.1.0 with keras 2.3.1
from keras_efficientnets import EfficientNetB0
from keras_mixnets import MixNetSmall

EfficientNetB0((64, 64, 3), classes=10, include_top=True, weights=None)
MixNetSmall((64, 64, 3), include_top=True)
