"""What changed for merges from Keras 1.0 to 3, as the rules tell it: the README's table.

`python -m tests.generations.migration` writes it anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from keras_shape_lint.layers.history import span_of
from keras_shape_lint.layers.world import World, fits
from keras_shape_lint.shapes.dims import shape_text
from tests.generations.programs import Answers, traced

README = Path(__file__).parents[2] / "README.md"
TABLE = re.compile(r"(?<=<!-- merges -->\n).*?(?=<!-- /merges -->)", re.DOTALL)
COLUMNS = {
    "1.0-1.2": World((1, 2, 2), backend="theano"),
    "2.0": World((2, 0, 9)),
    "2.1": World((2, 1, 6)),
    "2.2": World((2, 2, 4)),
    "2.3": World((2, 3, 1)),
    "2.15": World((2, 15)),
    "3": World((3,)),
}
ROWS = {
    "`merge([a, b], mode='sum')`, 10 and 10": "merge([I(10), I(10)], mode='sum')",
    "`merge([a, b], mode='sum')`, 10 and 1": "merge([I(10), I(1)], mode='sum')",
    "`Merge(mode='sum')([a, b])`, 10 and 10": "Merge(mode='sum')([I(10), I(10)])",
    "`Merge(mode='sum')([a, b])`, 10 and 1": "Merge(mode='sum')([I(10), I(1)])",
    "`Merge(mode='sum')([a, b])`, 1 and 10": "Merge(mode='sum')([I(1), I(10)])",
    "`Merge([m, n])`, models that give 10 and 1": "Merge([branch(10), branch(1)])",
    "`Merge(mode='sum')((a, b))`, a tuple": "Merge(mode='sum')((I(10), I(10)))",
    "`merge((a, b), mode='sum')`, a tuple": "merge((I(10), I(10)), mode='sum')",
    "`Merge(mode='dot')([a, b])`, 3 and 3": "Merge(mode='dot')([I(3), I(3)])",
    "`merge([a, b], mode='cos')`, 3 and 3": "merge([I(3), I(3)], mode='cos')",
    "`merge([a, b], mode='sub')`": "merge([I(3), I(3)], mode='sub')",
    "`Merge(mode=f)([a, b])` without `output_shape`": "Merge(mode=lambda x: x[0])([I(3), I(3)])",
    "`Merge(mode=f, output_shape=(7,))([a, b])`, `f` gives 3": "merge([I(3), I(3)], lambda x: x[0], output_shape=(7,))",
    "a `Merge` object called twice": "(lambda m: (m([I(3), I(3)]), m([I(3), I(3)])))(Merge(mode='sum'))",
    "`Add()([a, b])`, 10 and 10": "layers.Add()([I(10), I(10)])",
    "`Add()([a, b])`, 10 and 1": "layers.Add()([I(10), I(1)])",
    "`Add()([a, b])`, 10 and 5": "layers.Add()([I(10), I(5)])",
    "`Add()([a, b])`, (2, 3) and 3": "layers.Add()([I(2, 3), I(3)])",
    "`Add()([a, b])`, None and 3": "layers.Add()([I(None), I(3)])",
    "`Add()([a])`": "layers.Add()([I(10)])",
    "`Add()((a, b))`, a tuple": "layers.Add()((I(10), I(10)))",
    "`Add()(a, b)`": "layers.Add()(I(10), I(10))",
    "`Add()([a, x])`, an array of (1, 10)": "layers.Add()([I(10), np.ones((1, 10))])",
    "`Subtract()([a, b])`, 10 and 1": "layers.Subtract()([I(10), I(1)])",
    "`Maximum()([a, b, c])`, 10, 1 and 10": "layers.Maximum()([I(10), I(1), I(10)])",
    "`Add()([a, b])`, int32 and float32": "layers.Add()([Input((10,), dtype='int32'), I(10)])",
    "`Concatenate()([a, b])`, (None, 3) and (2, 3)": "layers.Concatenate()([I(None, 3), I(2, 3)])",
    "`Concatenate(axis=2)([a, b])`, 3 and 3": "layers.Concatenate(axis=2)([I(3), I(3)])",
    "`Dot(axes=-1)([a, b])`, (2, 3) and (4, 3)": "layers.Dot(axes=-1)([I(2, 3), I(4, 3)])",
    "`Dot(axes=-1)([a, b])`, (5, 10, 3) and (5, 5, 3)": "layers.Dot(axes=-1)([I(5, 10, 3), I(5, 5, 3)])",
    "`Dot(axes=0)([a, b])`, the batch": "layers.Dot(axes=0)([I(3), I(3)])",
}
PRELUDE = """from keras import layers
from keras.layers import Dense, Input
from keras.layers import Merge, merge
from keras.models import Sequential
import numpy as np
def I(*shape): return Input(shape=shape)
def branch(n): return Sequential([Dense(n, input_dim=4)])
"""


def column(world: World) -> list[str]:
    text = PRELUDE + "".join(f"x = {code}\n" for code in ROWS.values())
    answers = Answers(traced(text, world))
    return [cell(code, line, answers, world) for line, code in enumerate(ROWS.values(), PRELUDE.count("\n") + 1)]


def cell(code: str, line: int, answers: Answers, world: World) -> str:
    names = re.findall(r"\b(?:layers\.(\w+)|([mM]erge))\(", code)
    if not all(fits(span_of(f"keras.layers.{layer}" if layer else "Merge"), world) for layer, _ in names):
        return "–"
    if line in answers.errors:
        return "refused"
    shape = shape_text(tuple(answers.outputs[line][-1]))
    if line in answers.fails:
        return f"{shape}, fails when it runs"
    really = re.search(r"but gives (\([^)]*\))", " ".join(answers.texts.get(line, ())))
    return f"{shape}, really {really[1]}" if really else shape


def table() -> str:
    cells = {name: column(world) for name, world in COLUMNS.items()}
    lines = [f"| merge | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for i, row in enumerate(ROWS):
        lines.append(f"| {row} | {' | '.join(cells[name][i] for name in COLUMNS)} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    README.write_text(TABLE.sub(lambda _: table(), README.read_text()))
