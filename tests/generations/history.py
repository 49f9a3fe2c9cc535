"""Writes `layers/spans.py` and `layers/signatures.py` from what nine releases of Keras were asked for their names.

`python -m tests.generations.history` writes it anew.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

from keras_shape_lint.layers.rule import BASE_ARGUMENTS

DATA = Path(__file__).parents[1] / "data" / "legacy-names.json.xz"
ROOT = Path(__file__).parents[2]
TABLE = ROOT / "keras_shape_lint" / "layers" / "spans.py"
SIGNATURES = TABLE.with_name("signatures.py")
KERAS_1 = ("1.2.2", "1.1.2", "1.0.8")
BASES = {**dict.fromkeys(("LSTM", "GRU", "SimpleRNN"), "Recurrent"), "ConvLSTM2D": "ConvRecurrent2D"}
"""Classes of Keras 1 that pass the rest of their arguments on to a class with more of its own."""
ABSTRACT = ("Layer", "Wrapper", "InputLayer", "InputSpec", "Merge", "Recurrent", "ConvRecurrent2D")
MERGE_FUNCTIONS = ("add", "average", "concatenate", "dot", "maximum", "minimum", "multiply", "subtract")
INHERITED = {
    "return_state", "implementation", "zero_output_for_mask", "keepdims", "data_format", "shape", "ragged",
    "batch_shape",
}  # fmt: skip
"""Passed on to a base class under `**kwargs` in some release, so that a signature without them proves nothing."""
SIZES = {
    "conv2d_args_preprocessor": "nb_row nb_col", "deconv2d_args_preprocessor": "nb_row nb_col",
    "separable_conv2d_args_preprocessor": "nb_row nb_col", "convlstm2d_args_preprocessor": "nb_row nb_col",
    "conv3d_args_preprocessor": "kernel_dim1 kernel_dim2 kernel_dim3",
}  # fmt: skip
"""Arguments that Keras 2 makes one tuple of, kernel_size."""

Data = dict[str, Any]


def measured() -> Data:
    data: Data = json.loads(lzma.decompress(DATA.read_bytes()))
    short = {key: release(version) for key, version in data["generations"].items()}
    data["required"] = {short[key]: value for key, value in data["required"].items()}
    for name in ("function_names", "classes"):
        data[name] = {short[key]: value for key, value in data[name].items()}
    data["class_presence"] = {name: [short[key] for key in keys] for name, keys in data["class_presence"].items()}
    data["generations"] = list(short.values())
    return data


def release(version: str) -> str:
    """As the worlds are named: 3.15.1 stands for 3, 2.15.0 for 2.15."""
    return {"3.15.1": "3", "2.15.0": "2.15"}.get(version, version)


def spans(data: Data) -> dict[str, tuple[str, str]]:
    """First and last release of each class and merge function that some release lacks."""
    order: list[str] = data["generations"]
    present = {name: set(found) for name, found in data["class_presence"].items()}
    for generation, functions in data["function_names"].items():
        for name in functions:
            if name in present or name in MERGE_FUNCTIONS:
                present.setdefault(name, set()).add(generation)
    out = {}
    for name in sorted(present):
        found = [generation for generation in order if generation in present[name]]
        if name != "Wrapper" and (found[0], found[-1]) != (order[0], order[-1]):
            out[name] = (found[0], found[-1])
    return out


def old_arguments(data: Data) -> dict[str, str]:
    """Arguments of Keras 1 by class, each with the one it became: all of them end with 2.3."""
    out = {}
    for name, renames in data["renames"].items():
        pairs = [f"{old}={new}" for old, new in renames.items()]
        pairs += [f"{old}=" for old in SIZES.get(data["preprocessors"][name], "").split()]
        for each in _classes(name):
            if pairs:
                out[each] = " ".join(pairs)
    return out


def _classes(name: str) -> tuple[str, ...]:
    if name.startswith("_GlobalPooling"):
        return f"GlobalMaxPooling{name[-2:]}", f"GlobalAveragePooling{name[-2:]}"
    return (name,)


def new_arguments(data: Data) -> dict[str, str]:
    """Release -> `Class.argument`s that it brought to a class which releases before it have without."""
    out: dict[str, list[str]] = {"2.15": [], "3": []}
    for name in sorted({name for classes in data["classes"].values() for name in classes}):
        have = {generation: set(data["classes"][generation].get(name, ())) for generation in data["generations"]}
        since = [generation for generation in data["generations"] if name in data["classes"][generation]]
        for argument in sorted(have["3"] - set(BASE_ARGUMENTS) - INHERITED):
            first = next(generation for generation in since if argument in have[generation])
            if first != since[0] and first in out:
                out[first].append(f"{name}.{argument}")
    return {first: " ".join(found) for first, found in out.items()}


def keras_1(data: Data) -> dict[str, str]:
    """Class of Keras 1 -> its constructor's arguments, those without a default before a bar."""
    out = {}
    for name in sorted({name for generation in KERAS_1 for name in data["classes"][generation]} - set(ABSTRACT)):
        have = [generation for generation in KERAS_1 if name in data["classes"][generation]]
        owners = [owner for owner in (name, BASES.get(name)) if owner is not None]
        order = list(dict.fromkeys(each for owner in owners for at in have for each in data["classes"][at][owner]))
        needed = data["required"][have[0]][name]
        out[name] = " ".join([*order[:needed], "|", *order[needed:]])
    return out


def positional(data: Data) -> dict[str, int]:
    """How many arguments the classes of 2.0 to 2.3 take by position, where that is not all of them."""
    return {
        each: len(names) for name, names in data["positional"].items() if names is not None for each in _classes(name)
    }


def signatures() -> str:
    data = measured()
    lines = ['"""Generated by `python -m tests.generations.history`: how Keras 1, and 2.0 to 2.3, take arguments."""']
    lines += ["", "# fmt: off", "KERAS_1: dict[str, str] = {"]
    classes: dict[str, list[str]] = {}
    for name, arguments in keras_1(data).items():
        classes.setdefault(arguments, []).append(name)
    for arguments, names in classes.items():
        lines += _entry(f'"{" ".join(names)}"', arguments.split())
    lines += ["}", '"""Classes -> their arguments, those without a default before the bar."""', ""]
    lines += ["POSITIONAL: dict[str, int] = {"]
    lines += [f'    "{name}": {count},' for name, count in sorted(positional(data).items())]
    lines += ["}", '"""How many arguments 2.0 to 2.3 take by position."""', ""]
    return "\n".join(lines)


def text() -> str:
    data = measured()
    lines = ['"""Generated by `python -m tests.generations.history`: which releases of Keras know which names."""']
    lines += ["", "# fmt: off"]
    grouped: dict[tuple[str, str], list[str]] = {}
    for name, span in spans(data).items():
        grouped.setdefault(span, []).append(name)
    lines += ["NAMES: dict[tuple[str, str], str] = {"]
    for (first, last), names in sorted(grouped.items()):
        lines += _entry(f'("{first}", "{last}")', names)
    lines += ["}", '"""First and last measured release, and the classes and functions of keras.layers they had."""', ""]
    classes: dict[str, list[str]] = {}
    for name, pairs in old_arguments(data).items():
        classes.setdefault(pairs, []).append(name)
    lines += ["OLD_ARGUMENTS: dict[str, str] = {"]
    for pairs, names in classes.items():
        for start in range(0, len(names), 4):
            lines += _entry(f'"{" ".join(names[start : start + 4])}"', pairs.split())
    lines += ["}", '"""Classes -> their arguments of Keras 1, taken until 2.3, and what these became."""', ""]
    lines += ["NEW_ARGUMENTS: dict[str, str] = {"]
    for first, found in new_arguments(data).items():
        lines += _entry(f'"{first}"', found.split())
    lines += ["}", '"""Release -> arguments it brought to classes that are older."""', ""]
    return "\n".join(lines)


def _entry(key: str, words: list[str]) -> list[str]:
    parts = _wrapped(words)
    if len(parts) == 1 and len(key) + len(parts[0]) < 108:
        return [f"    {key}: {parts[0].strip()},"]
    return [f"    {key}: (", *parts, "    ),"]


def _wrapped(words: list[str]) -> list[str]:
    """String literals of at most 110 columns, joined by Python."""
    out, line = [], ""
    for word in words:
        if len(line) + len(word) > 97:
            out.append(line)
            line = ""
        line += f"{word} "
    out.append(line.rstrip())
    return [f'        "{part}"' for part in out]


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
    SIGNATURES.write_text(signatures(), encoding="utf-8")
