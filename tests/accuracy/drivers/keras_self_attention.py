# keras-self-attention==0.51.0 with keras 2.15
from keras_self_attention import ScaledDotProductAttention, SeqSelfAttention, SeqWeightedAttention
from tensorflow import keras

inputs = keras.layers.Input(shape=(None,))
x = keras.layers.Embedding(input_dim=1000, output_dim=30, mask_zero=True)(inputs)
x = keras.layers.Bidirectional(keras.layers.LSTM(units=12, return_sequences=True))(x)
x = SeqSelfAttention(units=16, attention_activation="sigmoid")(x)
x = SeqSelfAttention(attention_type=SeqSelfAttention.ATTENTION_TYPE_MUL, attention_width=5)(x)
x = ScaledDotProductAttention()(x)
x, weights = SeqWeightedAttention(return_attention=True)(x)
keras.models.Model(inputs, keras.layers.Dense(units=5)(x))
