"""Loops that make data: cut short, and nothing after them is lost; names of old libraries."""
import builtins
import random

import six
from keras.layers import Dense, Input, RepeatVector
from six.moves import range, zip

inp = Input((4,))
for units, rate in zip(range(3, 5), (1, 2)):
    Dense(units)(inp)  #: (None, 3); (None, 4)
Dense(7 if isinstance("a", six.string_types) else 8)(inp)  #: (None, 7)
for n in builtins.range(6, 7):
    Dense(n)(inp)  #: (None, 6)

seen, words = set(), []
while len(words) < 50000:
    key = random.choice(somewhere)
    if key in seen:
        continue
    seen.add(key)
    words.append(key + " " * (8 - len(key)))
x = Dense(5)(inp)  #: (None, 5)
RepeatVector(2)(RepeatVector(3)(x))  #: fault

table = {}
for number in range(4000):
    table[number] = [digit * digit for digit in range(20) if digit % 3]
Dense(5)(inp)  #: (None, 5)
Dense(len(table))(inp)  #: unknown
