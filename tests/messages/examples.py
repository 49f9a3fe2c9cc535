"""The examples of the message documentation: `python -m tests.messages.examples` writes them into the package."""

from __future__ import annotations

import json
import re
from pathlib import Path

from keras_shape_lint.cli.configuration import configuration
from keras_shape_lint.findings import messages
from keras_shape_lint.views.explanation import EXAMPLES

FOLDER = Path(__file__).parent
MARK = re.compile(r"  # \[[a-z-]+\]$", re.MULTILINE)


def examples() -> str:
    found = {}
    for row in messages():
        folder = FOLDER / row.symbol
        if not folder.exists():
            continue
        entry = {name: MARK.sub("", (folder / f"{name}.py").read_text(encoding="utf-8")) for name in ("bad", "good")}
        rcfile = folder / "pylintrc"
        release = configuration(str(rcfile)).keras_version if rcfile.exists() else None
        found[row.symbol] = {**entry, **({"keras-version": release} if release else {})}
    return json.dumps(found, indent=1) + "\n"


if __name__ == "__main__":
    Path(EXAMPLES).write_text(examples(), encoding="utf-8")
