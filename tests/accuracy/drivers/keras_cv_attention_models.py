# keras-cv-attention-models==1.4.3 with keras 2.15
from keras_cv_attention_models import beit, botnet, coat, edgenext, levit, resnest, swin_transformer_v2, yolov8

beit.BeitBasePatch16(input_shape=(64, 64, 3), pretrained=None)
botnet.BotNet50(input_shape=(64, 64, 3), pretrained=None)
coat.CoaTTiny(input_shape=(64, 64, 3), pretrained=None)
edgenext.EdgeNeXt_XX_Small(input_shape=(64, 64, 3), pretrained=None)
levit.LeViT128S(input_shape=(64, 64, 3), pretrained=None)
resnest.ResNest50(input_shape=(64, 64, 3), pretrained=None)
swin_transformer_v2.SwinTransformerV2Tiny_window8(input_shape=(64, 64, 3), pretrained=None)
yolov8.YOLOV8_N(input_shape=(64, 64, 3), pretrained=None)
