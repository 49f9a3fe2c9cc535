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
