# attention==5.0.0 with keras 2.15
from attention import Attention
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import LSTM, Dense

for score in (Attention.SCORE_LUONG, Attention.SCORE_BAHDANAU):
    sequence = Input((10, 3))
    states = LSTM(16, return_sequences=True)(sequence)
    summary = Attention(units=24, score=score)(states)
    Model(sequence, Dense(1)(summary))
