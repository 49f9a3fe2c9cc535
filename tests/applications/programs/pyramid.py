from tensorflow.keras import Model, layers
from tensorflow.keras.applications import ResNet50V2

base = ResNet50V2(include_top=False, weights=None, input_shape=(128, 128, 3))
c4, c5 = (base.get_layer(f"conv{i}_block{j}_out").output for i, j in ((4, 5), (5, 3)))
p5 = layers.Conv2D(256, 1)(c5)
p4 = layers.Conv2D(256, 1)(c4)
up = layers.UpSampling2D(2)(p5)  # faulty: up = layers.UpSampling2D(3)(p5)
merged = layers.Add()([up, p4])  # refused
model = Model(base.input, [merged, p5])
