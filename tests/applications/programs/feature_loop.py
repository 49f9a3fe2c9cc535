from tensorflow import keras
from tensorflow.keras.applications import vgg16, vgg19

STYLE = ["block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1", "block5_conv1"]
CONTENT = "block5_conv2"
vgg = vgg19.VGG19(include_top=False, weights=None)
outputs = {name: vgg.get_layer(name).output for name in [*STYLE, CONTENT]}
extractor = keras.Model(inputs=vgg.inputs, outputs=list(outputs.values()))
image = keras.Input((400, 300, 3))
features = extractor(image)
small = vgg19.VGG19(include_top=False, weights=None)  # faulty: small = vgg16.VGG16(include_top=False, weights=None)
deep = keras.Model(small.input, small.get_layer("block5_conv4").output)  # refused
