"""Patterns on known texts; things counted, and queues of so many places."""

import copy
import re
from collections import Counter, deque

from keras import Input
from keras.layers import Dense

x = Input((3,))


def decoded(text):
    options = {}
    for part in text.split("_"):
        pieces = re.split(r"(\d.*)", part)
        if len(pieces) >= 2:
            key, value = pieces[:2]
            options[key] = value
    return options


block = decoded("r2_k3_s11_e6_i16_o24_se0.25")
Dense(int(block["k"]) + int(block["o"]))(x)  #: (None, 27)
Dense(int(float(block["se"]) * 16))(x)  #: (None, 4)
matched = re.match(r"([a-z]+)(\d+)x(?P<depth>\d+)", "conv3x64")
Dense(int(matched.group(2)))(x)  #: (None, 3)
Dense(int(matched["depth"]))(x)  #: (None, 64)
Dense(int(matched.groupdict()["depth"]) + len(matched.groups()))(x)  #: (None, 67)
Dense(5 if re.search("pool", "conv3x64") else 6)(x)  #: (None, 6)
Dense(5 if re.search("CONV", "conv3x64", re.IGNORECASE) is not None else 6)(x)  #: (None, 5)
Dense(int(re.sub(r"[^0-9]", "", "block_12_a")))(x)  #: (None, 12)
Dense(sum(int(n) for n in re.findall(r"\d+", "1, 2 and 4")))(x)  #: (None, 7)
numbers = re.compile(r"\d+")
Dense(int(numbers.search("units: 9").group()))(x)  #: (None, 9)
Dense(sum(found.start() for found in numbers.finditer("1 22 3")))(x)  #: (None, 7)
Dense(len(re.escape("a.b")))(x)  #: (None, 4)
Dense(len(re.findall(r"(a+)+", "aaaa")))(x)  #: unknown

counts = Counter("abacad")
Dense(counts["a"])(x)  #: (None, 3)
Dense(counts["z"] + 1)(x)  #: (None, 1)
Dense(len(counts))(x)  #: (None, 4)
counts.update(["a", "b"])
((top, often),) = counts.most_common(1)
Dense(often)(x)  #: (None, 4)
counts["c"] += 4
Dense(copy.copy(counts)["c"] + counts.get("q", 2))(x)  #: (None, 7)

frames = deque(maxlen=4)
for number in range(10):
    frames.append(number)
Dense(len(frames) + frames[0])(x)  #: (None, 10)
frames.appendleft(20)
Dense(frames[-1])(x)  #: (None, 8)
frames += [1, 2]
Dense(frames[1])(x)  #: (None, 8)
Dense(len(deque(range(9), 5)) + deque(range(9), 5)[0])(x)  #: (None, 9)
