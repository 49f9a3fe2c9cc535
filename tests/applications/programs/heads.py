from tensorflow.keras import Model, layers
from tensorflow.keras.applications.densenet import DenseNet121, preprocess_input

inputs = layers.Input((224, 224, 3))
x = preprocess_input(inputs)
x = DenseNet121(include_top=False, weights=None, input_shape=(224, 224, 3))(x)
x = layers.Reshape((49, 1024))(x)  # faulty: x = layers.Reshape((64, 1024))(x)
x = layers.MultiHeadAttention(num_heads=2, key_dim=16)(x, x)
model = Model(inputs, layers.GlobalAveragePooling1D()(x))
