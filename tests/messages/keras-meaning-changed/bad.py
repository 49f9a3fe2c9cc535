from keras.layers import Dense, Dot, Input
from keras.models import Model

a = Input((5, 10, 3))
b = Input((5, 5, 3))
scores = Dense(output_dim=4)(Dot(axes=-1)([a, b]))  # [keras-meaning-changed]
Model(inputs=[a, b], outputs=scores)
