# keras-retinanet==1.0.0 keras-resnet==0.2.0 with keras 2.15
import sys
import types

sys.modules["keras_retinanet.utils.compute_overlap"] = types.SimpleNamespace(compute_overlap=None)

from keras_retinanet.models.retinanet import retinanet, retinanet_bbox  # noqa: E402
from tensorflow import keras  # noqa: E402

inputs = keras.layers.Input((128, 128, 3))
stages = [inputs]
for filters in (8, 16, 32, 64, 128):
    stages.append(keras.layers.Conv2D(filters, 3, strides=2, padding="same")(stages[-1]))
model = retinanet(inputs, {"C2": stages[2], "C3": stages[3], "C4": stages[4], "C5": stages[5]}, num_classes=4)
retinanet_bbox(model)
