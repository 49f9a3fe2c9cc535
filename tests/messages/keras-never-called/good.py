from keras import Input, Model, Sequential, layers, ops

base = Sequential([Input((32,)), layers.Dense(16), layers.Dense(8)])
head = ops.relu(base.outputs[0])
model = Model(base.inputs, head)

image = Input((32,))
base(image)
called = Model(base.input, base.output)
