"""The schema of SARIF 2.1.0 as OASIS published it (rtm.5; free to copy and distribute in whole)."""

from __future__ import annotations

import json
import lzma
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SCHEMA = Path(__file__).parent.parent / "data" / "sarif-2.1.0.json.xz"


@cache
def _validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    return jsonschema.Draft4Validator(json.loads(lzma.decompress(SCHEMA.read_bytes())))


def complaints(document: Any) -> list[str]:
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in _validator().iter_errors(document)]
