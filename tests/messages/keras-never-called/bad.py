from keras import Input, Model, Sequential, layers, ops

base = Sequential([Input((32,)), layers.Dense(16), layers.Dense(8)])
head = ops.relu(base.output)  # [keras-never-called]
model = Model(base.inputs, head)
