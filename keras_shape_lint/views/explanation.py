"""What a message means, in four parts, from the catalogue and the tested examples."""

from __future__ import annotations

import json
import os

from keras_shape_lint.findings import Message, messages

EXAMPLES = os.path.join(os.path.dirname(__file__), "examples.json")
"""Of each message a program that gives it and one that does not; `python -m tests.messages.examples` writes it."""
SEVERITIES = {
    "E": "An error: Keras raises, while the model is built or whenever it runs.",
    "W": "A warning: Keras accepts it, and it is hardly meant.",
    "I": "A note, off by default: `--enable=keras-shapes-trace` shows it.",
}


def named(name: str) -> Message | None:
    """By id or symbol, also by one that it had before."""
    for row in messages():
        if name.lower() in (row.symbol, row.msgid.lower(), *(old.lower() for pair in row.old_names for old in pair)):
            return row
    return None


def near(name: str) -> list[str]:
    """Symbols that look like a name that there is not."""
    from difflib import get_close_matches

    return get_close_matches(name, [row.symbol for row in messages()])


def explanation(row: Message) -> str:
    """A page in Markdown."""
    with open(EXAMPLES, encoding="utf-8") as file:
        example = json.load(file).get(row.symbol)
    parts = [
        f"# {row.symbol} ({row.msgid})",
        "## What it does",
        f"{row.summary}. {SEVERITIES[row.severity]}",
        "## Why is this bad",
        row.description,
    ]
    if example is not None:
        options = f" With `keras-version = {example['keras-version']}`:" if "keras-version" in example else ""
        parts += ["## Example", *([options.strip()] if options else []), _code(example["bad"])]
        parts += ["## Use instead", _code(example["good"])]
    return "\n\n".join(parts) + "\n"


def _code(text: str) -> str:
    return f"```python\n{text.rstrip()}\n```"
