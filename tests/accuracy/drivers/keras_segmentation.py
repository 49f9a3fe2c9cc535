# keras-segmentation==0.3.0 with keras 2.3.1
from keras_segmentation.models.fcn import fcn_8, fcn_32
from keras_segmentation.models.pspnet import pspnet
from keras_segmentation.models.segnet import mobilenet_segnet, segnet
from keras_segmentation.models.unet import unet, unet_mini

unet_mini(n_classes=5, input_height=128, input_width=128)
unet(n_classes=5, input_height=128, input_width=128)
segnet(n_classes=5, input_height=128, input_width=128)
fcn_8(n_classes=5, input_height=128, input_width=128)
fcn_32(n_classes=5, input_height=128, input_width=128)
pspnet(n_classes=5, input_height=192, input_width=192)
mobilenet_segnet(n_classes=5)
