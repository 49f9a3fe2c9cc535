from keras.layers import LSTM, Input

x = Input((20, 8))
sequence, state = LSTM(16, return_state=True)(x)  # [keras-outputs-unpacked]
