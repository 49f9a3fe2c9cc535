"""`fix` in notebooks: the code of cells changes, and all else of the file stays byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from keras_shape_lint.analysis import Settings, Source
from keras_shape_lint.cli.notebooks import notebook, python_of
from keras_shape_lint.fixes.modernize import Outcome, modernized

HEAD = "# keras-shape-lint: cell "
"""Begins the line in front of each cell while all are one program."""

Spans = dict[Any, tuple[int, int]]


def modernized_notebook(path: str, text: str, settings: Settings) -> Outcome:
    """Raises ValueError for what is no notebook, or cannot be parsed."""
    notebook(path, text)
    spans = list(_sources(text))
    values = [json.loads(text[start:end]) for start, end in spans]
    codes = ["".join(value) for value in values]
    new, outcome = modernized_cells(path, codes, settings)
    for (start, end), value, old, code in reversed(list(zip(spans, values, codes, new, strict=True))):
        if code != old:
            text = text[:start] + _written(text[start:end], value, code) + text[end:]
    return outcome._replace(text=text)


def modernized_cells(path: str, codes: Sequence[str], settings: Settings) -> tuple[list[str], Outcome]:
    """The code of each cell, what only IPython understands as it was. Raises ValueError where that cannot be."""
    before = [python_of(code) for code in codes]
    first = list(accumulate((code.count("\n") + 2 for code in before), initial=2))[:-1]
    text = "".join(f"{HEAD}{number}\n{code}\n" for number, code in enumerate(before))
    outcome = modernized(Source(path, text, tuple(first)), settings)
    after = _parts(outcome.text, len(codes))
    new = [_restored(*each) for each in zip(codes, before, after, strict=True)]
    for number, (code, wanted) in enumerate(zip(new, after, strict=True), 1):
        if python_of(code) != wanted:
            raise ValueError(f"not changed, what only IPython understands stands in the way in cell {number}")
    return new, outcome


def _parts(text: str, count: int) -> list[str]:
    heads = [text.index(f"{HEAD}{number}\n") for number in range(count)]
    ends = [*heads[1:], len(text)]
    return [text[head:end].partition("\n")[2].removesuffix("\n") for head, end in zip(heads, ends)]


def _restored(code: str, before: str, after: str) -> str:
    """The changes of the Python that was made of a cell, in the cell."""
    raw, old, new = code.split("\n"), before.split("\n"), after.split("\n")
    out: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            out += raw[start:end]
        elif raw[start:end] == old[start:end]:
            out += new[first:last]
        else:
            out += _behind_magics(raw[start:end], old[start:end], new[first:last])
    return "\n".join(out)


def _behind_magics(raw: list[str], old: list[str], new: list[str]) -> list[str]:
    """`%time x = f()` keeps its magic, the lines as they were where that is not to be seen."""
    if len(raw) != len(new):
        return raw
    out = []
    for line, was, now in zip(raw, old, new):
        lead = next((at for at in range(len(was) + 1) if line[at:] == was[at:]), len(was))
        out.append(line[:lead] + now[lead:] if len(line) == len(was) and now[:lead] == was[:lead] else line)
    return out


def _sources(text: str) -> Iterator[tuple[int, int]]:
    """Where the code of each cell stands in the file."""
    top = _members(text, _skip(text, 0))
    sheets = [top]
    if "worksheets" in top:
        sheets += [_members(text, start) for start, _ in _members(text, top["worksheets"][0]).values()]
    for sheet in sheets:
        for start, _ in _members(text, sheet["cells"][0]).values() if "cells" in sheet else ():
            cell = _members(text, start)
            place = cell.get("source") or cell.get("input")
            if place is not None and json.loads(text[slice(*cell["cell_type"])]) == "code":
                yield place


def _members(text: str, at: int) -> Spans:
    """Of an object by name, of an array by number: where each value begins and ends; nothing of another value."""
    if text[at] not in "{[":
        return {}
    named, out = text[at] == "{", Spans()
    decoder = json.JSONDecoder()
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name: Any = len(out)
        if named:
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        _, end = decoder.raw_decode(text, at)
        out[name] = at, end
        at = _skip(text, end)
        at = _skip(text, at + 1) if text[at] == "," else at
    return out


def _skip(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _written(old: str, value: Any, code: str) -> str:
    """The value in the form it had: one text, or a list of lines with what stands between them."""
    plain = not (old.isascii() and "\\u" in old)
    if isinstance(value, str):
        return json.dumps(code, ensure_ascii=not plain)
    places = list(_members(old, 0).values())
    between = old[places[0][1] : places[1][0]] if len(places) > 1 else ", "
    known = {line: old[start:end] for line, (start, end) in zip(value, places)}
    lines = code.splitlines(keepends=True)
    items = [known.get(line) or json.dumps(line, ensure_ascii=not plain) for line in lines]
    return old[: places[0][0]] + between.join(items) + old[places[-1][1] :]
