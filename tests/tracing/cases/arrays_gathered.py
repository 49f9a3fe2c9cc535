"""Lists filled in loops that are not followed round by round: their items are alike, their number is not known."""

import glob
import random

import numpy as np

from keras.layers import Dense

x = np.zeros((70000, 28, 28))
count = len(open("data.txt").readlines())

rows = []
labels = []
for i in range(count):
    rows.append(np.zeros((5, 3)))
    labels.append(0.5)
Dense(1)(np.array(rows))  #: (?, 5, 1)
Dense(1)(np.array(labels)[:, None])  #: (?, 1)

pairs = []
for i in range(count):
    pairs += [[x[i], x[i + 1]]]
pairs = np.array(pairs)
Dense(1)(pairs)  #: (?, 2, 28, 1)
Dense(1)(pairs[:, 0])  #: (?, 28, 1)

Dense(1)(np.array([image.T.reshape(784) for image in x]))  #: (70000, 1)
Dense(1)(np.array([np.zeros((4, 4)) for name in glob.glob("*.png")]))  #: (?, 4, 1)
Dense(1)(np.array([image for image in x if image.sum() > 3]))  #: (?, 28, 1)
Dense(1)(np.array([0.0] * count)[None])  #: (1, 1)
Dense(1)(np.array([[1.0, 2.0]] * count + [[0.0, 0.0]] * count))  #: (?, 1)

several = [np.zeros((3, 7)), np.ones((3, 7))]
Dense(1)(several[random.randrange(2)])  #: (3, 1)
Dense(1)(x[random.randint(0, 10)])  #: (28, 1)

different = []
for i in range(count):
    different.append(np.zeros(i))
Dense(1)(np.array(different))  #: unknown
mixed = []
for i in range(count):
    mixed.append(np.zeros((5, 3)))
    mixed.append(np.zeros((5, 4)))
Dense(1)(np.array(mixed))  #: unknown
handed = []
for i in range(count):
    handed.append(np.zeros((5, 3)))
    glob.something(handed)
Dense(1)(np.array(handed))  #: unknown
grown = [np.zeros(3)]
for i in range(count):
    grown.append(np.zeros(len(grown)))
Dense(1)(np.array(grown))  #: unknown
first = len(grown)
grown.append(3)
Dense(1)(np.zeros((len(grown) - first, 4)))  #: (length - length, 1)


def windows(series, length):
    data, targets = [], []
    for i in range(len(series) - length - 1):
        data.append(series[i : i + length, 0])
        targets.append(series[i + length, 0])
    return np.array(data), np.array(targets)


recorded = np.loadtxt("recorded.csv", delimiter=",").reshape(-1, 1).astype("float32")
until = int(len(recorded) * 0.67)
train = recorded[:until, :]
inputs, outputs = windows(train, 3)
Dense(1)(inputs)  #: (?, 1)
Dense(1)(np.reshape(inputs, (inputs.shape[0], 1, inputs.shape[1])))  #: (size, 1, 1)
Dense(inputs.shape[1])(x)  #: (70000, 28, 3)
Dense(1)(windows(np.zeros((9000, 2)), 5)[0])  #: (?, 1)
Dense(windows(np.zeros((9000, 2)), 5)[0].shape[1])(x)  #: (70000, 28, 5)
late = []
for i in range(count):
    late.append(np.zeros((100, 4))[i : i + 3])
Dense(1)(np.array(late))  #: unknown
