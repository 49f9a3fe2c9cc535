"""Arguments that constructors take among their rest, and axes that may be None."""

import numpy as np
from keras import Input, ops
from keras.layers import GRU, LSTM, Normalization, SimpleRNN, StringLookup

series = Input((3, 2))
LSTM(3, zero_output_for_mask=True)(series)  #: (None, 3)
GRU(3, zero_output_for_mask=True)(series)  #: (None, 3)
SimpleRNN(3, zero_output_for_mask=True)(series)  #: (None, 3)
Normalization(axis=None)(series)  #: (None, 3, 2)
StringLookup(vocabulary=["a"], has_input_vocabulary=True)(Input((3,), dtype="string"))
ops.argsort(np.array(1))
