"""Functions of TensorFlow and of `keras.backend`, as programs call them: on Inputs, in a Lambda, in a layer.

`python -m tests.layers.tensorflow_calls RELEASE` asks the installed Keras, which is of that release, and notes the
shape each call gave, or that it was refused, in tests/data/tensorflow-calls.json.xz.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data" / "tensorflow-calls.json.xz"
DECLARED = """import tensorflow as tf
from tensorflow.keras import backend as K, Input, layers
x, x1, img, dyn = Input((4, 6)), Input((1, 6)), Input((16, 12, 3)), Input((None, None, 3))
flat, idx, vol, seq = Input((32,)), Input((5,), dtype="int32"), Input((6, 8, 10, 2)), Input((None, 6))
st, st4, sig = Input(batch_shape=(2, 4, 6)), Input(batch_shape=(2, 16, 12, 3)), Input((400,))
sq, x5, big, boxes = Input((5, 5)), Input((5, 2)), Input((64, 64, 1)), Input((4,))
bidx, s = Input((), dtype="int32"), Input((3,), dtype="string")
"""
TENSORS = re.findall(r"\w+", " ".join(line.partition(" = ")[0] for line in DECLARED.splitlines()[2:]))
PLACES = ("outside", "lambda", "layer")


def program(call: str, place: str) -> str:
    """The lines behind `DECLARED`; `r` is what the call gives."""
    if place == "outside":
        return f"r = {call}\n"
    used = [name for name in TENSORS if re.search(rf"(?<![\w.']){name}(?![\w('])", call)] or ["x"]
    given = used[0] if len(used) == 1 else f"[{', '.join(used)}]"
    unpack = "" if len(used) == 1 else f"{', '.join(used)} = given"
    named = used[0] if len(used) == 1 else "given"
    if place == "lambda":
        return f"def f({named}):\n    {unpack or 'pass'}\n    return {call}\nr = layers.Lambda(f)({given})\n"
    body = f"        {unpack or 'pass'}\n        return {call}\n"
    return f"class C(layers.Layer):\n    def call(self, {named}):\n{body}r = C()({given})\n"


def measured() -> dict[str, dict[str, list[Any]]]:
    """Call -> "RELEASE PLACE" -> shape; "refused", or None where it gives no tensor."""
    return json.loads(lzma.decompress(DATA.read_bytes()))  # type: ignore[no-any-return]


def _shape(value: Any) -> Any:
    if isinstance(value, (list, tuple)) and not hasattr(value, "rank") and value and hasattr(value[0], "shape"):
        return [_shape(each) for each in value]
    shape = getattr(value, "shape", None)
    if shape is None:
        return None
    return "?" if getattr(shape, "rank", 0) is None else [None if dim is None else int(dim) for dim in shape]


def measure(release: str) -> None:
    found = measured()
    for place in PLACES:
        names: dict[str, Any] = {}
        exec(DECLARED, names)
        for call, answers in found.items():
            try:
                exec(program(call, place), names)
                answers[f"{release} {place}"] = _shape(names["r"])
            except Exception:
                answers[f"{release} {place}"] = "refused"
    DATA.write_bytes(lzma.compress(json.dumps(found).encode()))


if __name__ == "__main__":
    measure(sys.argv[1])
