"""Measured merges of every generation, end to end as source files."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.generations.programs import SPECIAL, SWEEP, Answers, call, traced
from tests.layers.test_merge_special_cases import ALL, lines
from tests.layers.test_merge_sweeps import WORLDS, groups

SAMPLE = 500


def sample(world: str) -> list[tuple[Any, ...]]:
    records = [
        (group.layer, group.form, group.kwargs, shapes, expected, run)
        for group in groups(world)
        if group.form != "op"
        for shapes, expected, run in group.cases
    ]
    return random.Random(f"{world} 1").sample(records, SAMPLE)


@pytest.mark.parametrize("world", WORLDS)
def test_a_sample_of_the_sweep(world: str) -> None:
    chosen = sample(world)
    text = SWEEP.lstrip() + "".join(f"x = {call(*record[:4])}\n" for record in chosen)
    answers = Answers(traced(text, WORLDS[world]))
    first = SWEEP.count("\n")
    wrong = []
    for line, (*written, expected, run) in enumerate(chosen, first):
        rejected, fails = line in answers.errors, line in answers.fails
        right = rejected == (expected == 0) and (rejected or expected in answers.outputs.get(line, []))
        declared = any("is declared" in text for text in answers.texts.get(line, ()))
        if run is not None and not rejected:
            right = right and (line in answers.texts if run == 0 else not fails and declared == (run == 2))
        if not right:
            wrong.append(f"{call(*written)}: Keras {expected}, run {run}; said {answers.texts.get(line)}")
    assert not wrong, "\n".join([f"{len(wrong)} of {len(chosen)}", *wrong[:20]])


@pytest.mark.parametrize("world", ALL)
def test_every_special_case(world: str) -> None:
    cases = [case for case in lines(world) if not case["code"].startswith("L.") or "(" in case["code"]]
    merges = "from keras.layers import Merge, merge\n" if ALL[world].generation < (2, 2) else ""
    prelude = SPECIAL.lstrip() + merges
    answers = Answers(
        traced(
            prelude + "".join(f"x = {case['code'].replace('I()', 'Input(shape=())')}\n" for case in cases),
            ALL[world],
        )
    )
    wrong = []
    for line, case in enumerate(cases, prelude.count("\n") + 1):
        run = "pred(" in case["code"]
        said = line in answers.errors or (run and not case["ok"] and line in answers.texts)
        if said == case["ok"] and not (run and "I(None)" in case["code"]):
            wrong.append(f"{case['code']}: Keras {case['result'] or 'rejects'}; said {answers.texts.get(line)}")
        elif case["ok"] and type(case["result"]) is list and not run:
            found = answers.outputs.get(line, [])
            if case["result"] not in found:
                wrong.append(f"{case['code']}: Keras {case['result']}; said {found}")
    assert not wrong, "\n".join([f"{len(wrong)} of {len(cases)}", *wrong])
