"""What stays the same of a finding while the lines around it move."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from keras_shape_lint.analysis import lines_of
from keras_shape_lint.findings import Finding


def fingerprints(findings: Iterable[Finding], text: str) -> list[str]:
    """One for each, from its message, its function and the code it stands at; the same code twice is counted."""
    lines = lines_of(text)
    seen: Counter[str] = Counter()
    out = []
    for finding in findings:
        code = "\n".join(line.strip() for line in lines[finding.line - 1 : finding.end_line])
        identity = "\0".join((finding.message.msgid, finding.function, code))
        number = seen[identity]
        seen[identity] += 1
        out.append(hashlib.sha256(f"{identity}\0{number}".encode()).hexdigest()[:32])
    return out
