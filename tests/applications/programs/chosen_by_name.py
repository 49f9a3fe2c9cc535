from tensorflow.keras import Model, applications, layers

BACKBONES = {
    "vgg": (applications.VGG16, "block5_pool"),
    "mobilenet": (applications.MobileNetV2, "out_relu"),
}


def build(name, classes=4, size=64):
    make, last = BACKBONES[name]
    base = make(include_top=False, weights=None, input_shape=(size, size, 3))
    x = base.get_layer(last).output
    x = layers.Conv2D(classes, 1)(x)
    return Model(base.input, x)


vgg, mobile = build("vgg"), build("mobilenet")
pixels = layers.Input((64, 64, 3))
both = layers.Average()([vgg(pixels), mobile(pixels)])
more = layers.Average()([vgg(pixels), build("mobilenet")(pixels)])  # faulty: more = layers.Average()([vgg(pixels), build("mobilenet", 5)(pixels)])
