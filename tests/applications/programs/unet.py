import tensorflow as tf

NAMES = ["block_1_expand_relu", "block_3_expand_relu", "block_6_expand_relu", "block_13_expand_relu", "block_16_project"]
base = tf.keras.applications.MobileNetV2(input_shape=[128, 128, 3], include_top=False, weights=None)
down_stack = tf.keras.Model(inputs=base.input, outputs=[base.get_layer(name).output for name in NAMES])
down_stack.trainable = False


def upsample(filters, strides=2):
    result = tf.keras.Sequential()
    result.add(tf.keras.layers.Conv2DTranspose(filters, 3, strides=strides, padding="same", use_bias=False))
    result.add(tf.keras.layers.BatchNormalization())
    result.add(tf.keras.layers.ReLU())
    return result


def unet_model(output_channels):
    inputs = tf.keras.layers.Input(shape=[128, 128, 3])
    skips = down_stack(inputs)
    x = skips[-1]
    skips = reversed(skips[:-1])
    up_stack = [upsample(512), upsample(256), upsample(128), upsample(64)]
    for up, skip in zip(up_stack, skips):
        x = up(x)
        x = tf.keras.layers.Concatenate()([x, skip])
    last = tf.keras.layers.Conv2DTranspose(filters=output_channels, kernel_size=3, strides=2, padding="same")
    return tf.keras.Model(inputs=inputs, outputs=last(x))


model = unet_model(3)
flat = tf.keras.layers.Reshape((128 * 128, 3))(model.output)  # faulty: flat = tf.keras.layers.Reshape((64 * 64, 3))(model.output)
