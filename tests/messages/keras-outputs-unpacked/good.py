from keras.layers import LSTM, Input

x = Input((20, 8))
last, state, carry = LSTM(16, return_state=True)(x)
