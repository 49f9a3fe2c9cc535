"""Generated programs to be timed on."""

from __future__ import annotations

PEAK = """
import resource
def peak():
    try:  # what getrusage says, a process inherits from the one that started it
        status = open("/proc/self/status").read()
        return int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
"""Defines `peak`, the most memory that a process has held, in KiB."""


def chain(calls: int) -> str:
    """A chain of Dense layers where every third call adds a skip connection; one call a line."""
    lines = ["from keras import Model, layers", "x = start = layers.Input((64,))", "y = layers.Dense(64)(x)"]
    for step in range(calls - 2):
        lines.append("x = layers.Add()([x, y])" if step % 3 == 2 else "y = layers.Dense(64, activation='relu')(x)")
    return "\n".join([*lines, "model = Model(start, x)", ""])


def tower(calls: int) -> str:
    """As many calls as deep models are written: residual blocks of a helper function, stacked in a loop."""
    return f"""from keras import Model, layers

def block(x, filters):
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.Activation("relu")(y)
    return layers.Add()([x, y])

x = start = layers.Input((32, 32, 16))
for step in range({calls // 4}):
    x = block(x, 16)
model = Model(start, x)
"""


def torch_chain(layers: int) -> str:
    """As long a chain for torchshapeflow, which reads PyTorch modules."""
    head = ["from typing import Annotated", "import torch", "import torch.nn as nn", "from torchshapeflow import Shape"]
    body = ["class Net(nn.Module):", "    def __init__(self):", "        super().__init__()"]
    body += [f"        self.l{step} = nn.Linear(64, 64)" for step in range(layers)]
    body += ["    def forward(self, x: Annotated[torch.Tensor, Shape('B', 64)]):"]
    body += [f"        x = self.l{step}(x)" for step in range(layers)]
    return "\n".join([*head, *body, "        return x", ""])
