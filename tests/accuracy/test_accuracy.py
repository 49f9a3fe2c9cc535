"""The targets: what is known is right, nearly everything is known, and no accepted program gets an error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.accuracy import mutation, table
from tests.accuracy.__main__ import GROUPS, Bench, chosen, interpreters
from tests.accuracy.download import cache_folder
from tests.accuracy.verdicts import Judge

pytestmark = [pytest.mark.accuracy, pytest.mark.timeout(7200)]
LEAST = {"applications": 99.0}


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    made = Bench(interpreters([]))
    yield made
    made.close()


@pytest.mark.parametrize("group", GROUPS)
def test_programs(bench: Bench, group: str) -> None:
    skipped: list[str] = []
    rows = [bench.measure(program)[0] for program in chosen([group], "", skipped.append)]
    if skipped:
        pytest.skip(skipped[0])
    ran = [row for row in rows if row.sites]
    if not ran:
        pytest.skip(f"nothing of it could be run: {rows[0].note}")
    total = table.total(group, ran)
    assert not total.wrong, [row for row in ran if row.wrong]
    assert not [row for row in ran if row.findings and not row.note]
    assert total.share >= LEAST.get(group, 97.0), table.line(total)


def test_mutants() -> None:
    judge = Judge(sys.executable, cache_folder() / "verdicts")
    said: list[str] = []
    say: Callable[[Any], None] = said.append
    try:
        done = mutation.results(mutation.bases((), 80), judge, 14, 0, say)
        refused, found, accepted, false = mutation.report(done, say, True)
    finally:
        judge.close()
    assert refused > 200
    assert accepted > 200
    assert not false, "\n".join(said)
    assert found >= 0.97 * refused, "\n".join(said)
