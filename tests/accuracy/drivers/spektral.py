# spektral==1.3.1 with keras 2.15
from spektral.layers import ARMAConv, ChebConv, GATConv, GCNConv, GlobalAvgPool, GlobalSumPool, MinCutPool
from tensorflow.keras.layers import Concatenate, Dense, Dropout, Input
from tensorflow.keras.models import Model

x, a = Input((12, 5)), Input((12, 12))
y = GCNConv(16, activation="relu")([x, a])
y = Dropout(0.5)(y)
y = Concatenate()([y, ChebConv(8, K=2)([y, a]), GATConv(4, attn_heads=2)([y, a]), ARMAConv(4, order=2)([y, a])])
pooled, small = MinCutPool(4)([y, a])
z = Concatenate()([GlobalSumPool()(pooled), GlobalAvgPool()(y)])
Model([x, a], Dense(3)(z))
