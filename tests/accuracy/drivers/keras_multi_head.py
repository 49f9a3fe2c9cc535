# keras-multi-head==0.29.0 keras-self-attention==0.51.0 keras-pos-embd==0.13.0 keras-embed-sim==0.10.0 keras-gcn==0.15.0 keras-drop-block==0.7.0 with keras 2.15
from keras_drop_block import DropBlock1D, DropBlock2D
from keras_gcn import GraphConv, GraphMaxPool
from keras_multi_head import MultiHead, MultiHeadAttention
from keras_pos_embd import PositionEmbedding, TrigPosEmbedding
from keras_self_attention import SeqSelfAttention, SeqWeightedAttention
from tensorflow import keras

tokens = keras.layers.Input((20,))
x = keras.layers.Embedding(100, 24)(tokens)
x = TrigPosEmbedding(mode=TrigPosEmbedding.MODE_ADD)(x)
y = PositionEmbedding(input_dim=20, output_dim=24, mode=PositionEmbedding.MODE_ADD)(x)
y = MultiHeadAttention(head_num=4)(y)
y = keras.layers.Add()([x, y])
z = MultiHead(keras.layers.LSTM(units=8), layer_num=5)(y)
z = keras.layers.Flatten()(z)
w = MultiHead([keras.layers.Conv1D(8, 3, padding="same"), keras.layers.Conv1D(8, 5, padding="same")])(y)
s = SeqSelfAttention(attention_activation="sigmoid")(y)
s = SeqWeightedAttention()(s)
keras.models.Model(tokens, keras.layers.Dense(3)(keras.layers.concatenate([z, s])))
image = keras.layers.Input((16, 16, 4))
keras.layers.Conv2D(4, 3)(DropBlock2D(block_size=3, keep_prob=0.8)(image))
keras.layers.Conv1D(4, 3)(DropBlock1D(block_size=3, keep_prob=0.8)(x))
nodes, edges = keras.layers.Input((None, 5)), keras.layers.Input((None, None))
g = GraphConv(units=8, step_num=1)([nodes, edges])
g = GraphMaxPool()([g, edges])
keras.models.Model([nodes, edges], g)
