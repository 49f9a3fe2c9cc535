# keras-resnet==0.2.0 with keras 2.3.1
import keras
import keras_resnet.models

inputs = keras.layers.Input((224, 224, 3))
for build in (keras_resnet.models.ResNet18, keras_resnet.models.ResNet50, keras_resnet.models.ResNet101):
    build(inputs, classes=10)
keras_resnet.models.ResNet50(keras.layers.Input((64, 64, 3)), include_top=False)
keras_resnet.models.FPN2D50(keras.layers.Input((256, 256, 3)))
keras_resnet.models.ResNet2D18(inputs, classes=4)
