from tensorflow.keras.applications import ResNet50
from tensorflow.keras.layers import Conv2D
from tensorflow.keras.models import Model

base = ResNet50(include_top=False, weights=None, input_shape=(128, 128, 3))
features = base.get_layer("conv4_block6_out").output  # faulty: features = base.get_layer("conv4_block7_out").output
x = Conv2D(64, 3, padding="same")(features)
model = Model(base.input, x)
