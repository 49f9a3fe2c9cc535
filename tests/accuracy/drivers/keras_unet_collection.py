# keras-unet-collection==0.1.13 with keras 2.15
from keras_unet_collection import models

size = (128, 128, 3)
models.unet_2d(size, [16, 32, 64, 128], n_labels=2)
models.unet_plus_2d(size, [16, 32, 64], n_labels=2)
models.r2_unet_2d(size, [16, 32, 64], n_labels=2)
models.att_unet_2d(size, [16, 32, 64], n_labels=2)
models.resunet_a_2d(size, [16, 32, 64], [1, 3], 2)
models.u2net_2d(size, 2, [8, 16, 32])
models.unet_3plus_2d(size, 2, [16, 32, 64])
