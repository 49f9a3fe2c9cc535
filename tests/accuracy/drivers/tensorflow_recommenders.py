# tensorflow-recommenders==0.7.7 with keras 2.15
import tensorflow as tf
from tensorflow_recommenders.layers.blocks import MLP
from tensorflow_recommenders.layers.feature_interaction import Cross, DotInteraction, MultiLayerDCN

x0 = tf.keras.Input((12,))
x1 = Cross()(x0, x0)
x2 = Cross(projection_dim=4)(x0, x1)
y = MLP([8, 4, 1])(x2)
z = MultiLayerDCN(projection_dim=3, num_layers=2)(x0)
a, b, c = tf.keras.Input((8,)), tf.keras.Input((8,)), tf.keras.Input((8,))
d = DotInteraction(self_interaction=True)([a, b, c])
tf.keras.Model([x0, a, b, c], [y, z, tf.keras.layers.Dense(1)(d)])
