# efficientnet==1.1.1 Keras-Applications==1.0.8 with keras 2.3.1
from efficientnet.keras import EfficientNetB0, EfficientNetB3

EfficientNetB0(weights=None)
EfficientNetB3(input_shape=(128, 128, 3), weights=None, classes=12)
EfficientNetB0(input_shape=(64, 64, 3), weights=None, include_top=False)
