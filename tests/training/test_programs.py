"""Programs with a fault in what a model is fed, and the same programs mended: found where it is, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from keras_shape_lint.analysis import Source, analyze
from tests.training.live import Real

FOLDER = Path(__file__).parent / "programs"


class Program(NamedTuple):
    """One text of a file of programs: lines after `- ` are of the faulty one, those after `+ ` of the mended."""

    name: str
    lines: list[str]

    def text(self, mark: str) -> str:
        kept = (line for line in self.lines if line[:2] not in ("- ", "+ ") or line[:2] == mark)
        return "\n".join(line[2:] if line[:2] == mark else line for line in kept) + "\n"

    @property
    def faulty(self) -> str:
        return self.text("- ")

    @property
    def mended(self) -> str:
        return self.text("+ ")


def _programs() -> Iterator[Program]:
    for path in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, *lines = part.rstrip("\n").split("\n")
            yield Program(f"{path.stem}: {name}", lines)


PROGRAMS = list(_programs())


def expected(text: str) -> list[tuple[int, str]]:
    """(line, symbol) of the `# [symbol]` comments."""
    return [
        (number, symbol)
        for number, line in enumerate(text.split("\n"), 1)
        for symbol in re.findall(r"\[(keras-[a-z-]+)\]", line.partition("#")[2])
    ]


def _raising(text: str) -> set[int]:
    """The lines marked `# raises`: where Keras meets a fault that was made, and is reported, elsewhere."""
    return {number for number, line in enumerate(text.split("\n"), 1) if line.endswith("# raises")}


def found(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.message.symbol) for one in analyze(Source("program.py", text)).findings]


def test_there_are_enough_programs() -> None:
    assert len(PROGRAMS) >= 60
    assert len({program.name for program in PROGRAMS}) == len(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_the_fault_is_found_where_it_is(program: Program) -> None:
    assert expected(program.faulty)
    assert found(program.faulty) == expected(program.faulty)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_nothing_is_said_of_the_mended_program(program: Program) -> None:
    assert expected(program.mended) == []
    assert found(program.mended) == []


@pytest.fixture(scope="module")
def real() -> Iterator[Real]:
    pytest.importorskip("tensorflow")
    with Real() as keras:
        yield keras


@pytest.mark.parametrize("program", PROGRAMS[::5], ids=lambda program: program.name)
def test_real_keras_agrees(program: Program, real: Real) -> None:
    _agrees(program, real)


@pytest.mark.exhaustive
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_real_keras_agrees_with_all(program: Program, real: Real) -> None:
    _agrees(program, real)


def _agrees(program: Program, real: Real) -> None:
    for library in re.findall(r"^(?:from|import) (sklearn|pandas|PIL)", program.faulty, flags=re.MULTILINE):
        pytest.importorskip(library)
    faults = expected(program.faulty)
    refused = real.refused_at(program.faulty)
    if faults[0][1] == "keras-label-broadcast":
        assert refused is None
    else:
        where = {line for line, _ in faults} | _raising(program.faulty)
        assert refused is not None, program.faulty
        assert refused.lines & where, refused
    assert real.refused_at(program.mended) is None


def test_the_layers_of_a_sequential_that_is_not_all_known_are_not() -> None:
    text = "from keras.models import Sequential\n\ndef build(parts):\n    return Sequential(parts).layers\n"
    assert found(text) == []
