from keras.layers import GRU, LSTM, Input

x = Input((20, 8))
last, state, carry = LSTM(16, return_state=True)(x)
last, memory = GRU(16, return_state=True)(x)
