# keras-tcn==3.5.7 with keras 2.15
from tcn import TCN, compiled_tcn
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense

inputs = Input((50, 4))
x = TCN(nb_filters=24, kernel_size=3, dilations=(1, 2, 4), return_sequences=True)(inputs)
x = TCN(nb_filters=12, use_skip_connections=False, use_layer_norm=True)(x)
Model(inputs, Dense(3)(x))
compiled_tcn(num_feat=3, num_classes=5, nb_filters=10, kernel_size=4, dilations=[1, 2], nb_stacks=1, max_len=20)
