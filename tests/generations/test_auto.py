"""What is said where no release is named: of merges that the sweeps measured in all releases that a program fits."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.findings import DECLARED_SHAPE, MEANING_CHANGED
from tests.generations.programs import SWEEP, Answers, call
from tests.layers.test_merge_sweeps import groups

SAMPLE = 400
LEGACY = ("k2.1.6-tf", "k1.2.2-theano", "k1.2.2-tf", "k1.1.2-theano")
MODERN = ("k3.15.1-tf", "tfk2.15", "k2.3.1-tf", "k2.2.4-tf", "k2.1.6-tf")
Said = tuple[Any, int | None]
"""Output shape or 0, and what came of the runs, as the sweeps have them."""


class Record:
    """One call, and what each world said to it, the newest first."""

    def __init__(self, written: tuple[str, str, dict[str, Any], list[Any]], said: list[Said]) -> None:
        self.code = call(*written)
        self.said = said

    @property
    def refused(self) -> bool:
        return all(shape == 0 for shape, _ in self.said)

    @property
    def never_runs(self) -> bool:
        """No world was seen to take it and run it."""
        return all(shape == 0 or not run for shape, run in self.said)

    @property
    def changes(self) -> bool:
        """The newest world takes it, and another declares another shape."""
        newest, _ = self.said[0]
        return newest != 0 and any(shape not in (0, newest) for shape, _ in self.said)

    @property
    def declared_otherwise(self) -> bool:
        return any(run == 2 for _, run in self.said)


def records(worlds: tuple[str, ...], legacy: bool) -> list[Record]:
    """A sample of what all the worlds were asked."""
    asked: dict[str, dict[str, Said]] = {}
    for world in worlds:
        for group in groups(world):
            if (group.layer.lower() == "merge") == legacy and group.form != "op":
                for shapes, expected, run in group.cases:
                    key = json.dumps([group.layer, group.form, group.kwargs, shapes])
                    asked.setdefault(key, {})[world] = (expected, run)
    common = sorted(key for key, said in asked.items() if len(said) == len(worlds))
    chosen = random.Random(7).sample(common, SAMPLE)
    return [Record(json.loads(key), [asked[key][world] for world in worlds]) for key in chosen]


@pytest.mark.parametrize(("worlds", "legacy"), [(LEGACY, True), (MODERN, False)], ids=["Merge", "today's layers"])
def test_a_finding_holds_in_every_release(worlds: tuple[str, ...], legacy: bool) -> None:
    chosen = records(worlds, legacy)
    prelude = SWEEP.lstrip() if legacy else "from keras import layers\nfrom keras.layers import Input\n"
    text = prelude + "".join(f"x = {record.code}\n" for record in chosen)
    analysis = analyze(Source("program.py", text), Settings("auto", "channels_last"))
    answers = Answers(analysis)
    wrong = []
    for line, record in enumerate(chosen, prelude.count("\n") + 1):
        said = {finding.message for finding in analysis.findings if finding.line == line}
        errors = line in answers.errors or line in answers.fails
        right = errors or not record.refused
        right = right and (record.never_runs or not errors)
        if legacy and not record.refused:
            right = right and (MEANING_CHANGED in said or DECLARED_SHAPE in said or not record.changes)
            right = right and (record.changes or record.declared_otherwise or MEANING_CHANGED not in said)
        if not right:
            wrong.append(f"{record.code}: {record.said}, said {answers.texts.get(line)}")
    assert sum(record.refused for record in chosen) > 100
    assert not wrong, "\n".join([f"{len(wrong)} of {len(chosen)}", *wrong[:20]])
