# keras-efficientnet-v2==1.2.2 with keras 2.15
from keras_efficientnet_v2 import EfficientNetV1B1, EfficientNetV2B0, EfficientNetV2S

EfficientNetV2B0(input_shape=(96, 96, 3), num_classes=7, pretrained=None)
EfficientNetV2S(pretrained=None, num_classes=0)
EfficientNetV1B1(input_shape=(None, None, 3), pretrained=None, first_strides=1)
