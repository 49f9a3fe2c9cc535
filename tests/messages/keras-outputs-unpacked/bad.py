from keras.layers import GRU, LSTM, Input

x = Input((20, 8))
sequence, state = LSTM(16, return_state=True)(x)  # [keras-outputs-unpacked]
last, memory = GRU(16)(x)  # [keras-outputs-unpacked]
