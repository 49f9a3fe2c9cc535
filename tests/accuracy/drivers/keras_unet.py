# keras-unet==0.1.2 with keras 2.15
from keras_unet.models import custom_unet, custom_vnet, satellite_unet, vanilla_unet

custom_unet((256, 256, 3), num_classes=2, filters=16, num_layers=3, use_attention=True)
custom_unet((128, 128, 1), use_batch_norm=False, upsample_mode="deconv")
satellite_unet((256, 256, 3))
vanilla_unet((572, 572, 3))
custom_vnet((64, 64, 64, 1), num_layers=2)
