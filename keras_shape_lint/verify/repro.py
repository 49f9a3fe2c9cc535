"""The smallest program that raises a confirmed finding, checked by running it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any

from keras_shape_lint.analysis import Settings, Source, Traced, graph_of
from keras_shape_lint.cli.reading import read
from keras_shape_lint.graph import Fault
from keras_shape_lint.layers.history import LEGACY_MERGES
from keras_shape_lint.tracing.keras.symbolic import UNPACKING
from keras_shape_lint.tracing.report import finding_of
from keras_shape_lint.verify.encoding import Encoding
from keras_shape_lint.verify.judging import CONFIRMED
from keras_shape_lint.verify.process import Environment
from keras_shape_lint.verify.verifying import Report

SECONDS = 180


def emit(reports: Iterable[Report], folder: str, settings: Settings, environment: Environment) -> Iterator[str]:
    """Writes `FILE_LINE_SYMBOL.py` into the folder; -> a line for each, also for those that could not be written."""
    os.makedirs(folder, exist_ok=True)
    for report in reports:
        confirmed = [v.finding for v in report.verdicts if v.verdict == CONFIRMED]
        if not confirmed:
            continue
        source = read(report.path)
        graph = graph_of(source, settings)
        for finding in confirmed:
            stem = os.path.splitext(os.path.basename(report.path))[0]
            path = os.path.join(folder, f"{stem}_{finding.line}_{finding.message.symbol}.py")
            text = next((text for fault in _faults(graph, source, finding) if (text := program(fault))), None)
            if text is None:
                yield f"{path}: not written: it hangs on values that cannot be written down"
                continue
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            if _raises(path, environment):
                yield f"{path}: written, and raises"
            else:
                os.remove(path)
                yield f"{path}: not written: alone it does not raise"


def _faults(graph: Traced, source: Source, finding: Any) -> list[Fault]:
    return [fault for fault in graph.faults if finding_of(source, fault)[:2] == finding[:2]
            and finding_of(source, fault).line == finding.line]  # fmt: skip


def program(fault: Fault) -> str | None:
    """One call on fresh Inputs of the shapes it met, or one layer made; None for training and for unknown values."""
    node = fault.node
    encoding = Encoding([node], [])
    if not encoding.records or node.callee == UNPACKING:
        return None
    record = encoding.records[0]
    imported = ["keras"] if node.kind != "use" else ["keras", node.callee.partition(".")[0]]
    lines = [*(f"import {name}" for name in imported), ""]
    names: dict[str, str] = {}
    for tid, spec in encoding.tensors.items():
        if tid in record["outputs"]:
            continue
        if "?" in spec["shape"] or record["model"] is not None:
            return None
        names[tid] = f"x{len(names)}"
        dtype = f", dtype={spec['dtype']!r}" if spec["dtype"] not in (None, "float32") else ""
        lines.append(f"{names[tid]} = keras.Input(batch_shape={tuple(spec['shape'])}{dtype})")
    try:
        args = _arguments(record, names, encoding)
        callee = _name(record["callee"])
        if record["layer"] is not None and not record["function"]:
            layer = encoding.layers[record["layer"]]
            callee = f"{_name(layer['callee'])}({_arguments(layer, names, encoding)})"
            shown = callee if not node.inputs else f"{callee}({args})"
        else:
            shown = f"{callee}({args})"
    except ValueError:
        return None
    return "\n".join([*lines, shown, ""])


def _arguments(record: Any, names: dict[str, str], encoding: Encoding) -> str:
    parts = [_text(arg, names, encoding) for arg in record["args"]]
    parts += [f"{name}={_text(value, names, encoding)}" for name, value in record["kwargs"].items()]
    return ", ".join(parts)


def _text(value: Any, names: dict[str, str], encoding: Encoding) -> str:
    """An encoded value as source text. Raises ValueError."""
    if not isinstance(value, dict):
        return repr(value)
    ((kind, content),) = value.items()
    if kind == "tensor" and content in names:
        return names[content]
    if kind in ("list", "tuple"):
        inner = ", ".join(_text(item, names, encoding) for item in content)
        return f"[{inner}]" if kind == "list" else f"({inner}{',' if len(content) == 1 else ''})"
    if kind == "layer":
        layer = encoding.layers[content]
        return f"{_name(layer['callee'])}({_arguments(layer, names, encoding)})"
    if kind == "name" and content.startswith("keras."):
        return str(content)
    raise ValueError(kind)


def _name(callee: str) -> str:
    return f"keras.layers.{callee}" if callee in LEGACY_MERGES else callee


def _raises(path: str, environment: Environment) -> bool:
    variables = {**os.environ, **environment.variables()}
    try:
        done = subprocess.run(
            [environment.python, path], env=variables, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 1 and b"Error" in done.stderr
