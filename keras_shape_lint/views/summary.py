"""The line that says what was found, and what was followed to find it."""

from __future__ import annotations

from collections.abc import Sequence

from keras_shape_lint.analysis import Analysis, place_text


def summary(analyses: Sequence[Analysis], known: int = 0) -> str:
    """`2 errors; 41 of 43 Keras calls traced (2 unknown from line 88: custom layer Foo)`.

    `known` findings stand in a baseline.
    """
    severities = [finding.severity for analysis in analyses for finding in analysis.findings]
    found = [_count(severities.count("E"), "error")]
    if "W" in severities:
        found.append(_count(severities.count("W"), "warning"))
    if known:
        found.append(f"{known} in the baseline")
    parts = [", ".join(found), _followed(analyses)]
    unread = sum(analysis.error is not None for analysis in analyses)
    if unread:
        parts.append(f"{_count(unread, 'file')} not checked")
    return "; ".join(parts)


def _followed(analyses: Sequence[Analysis]) -> str:
    sites = sum(analysis.sites for analysis in analyses)
    followed = sum(analysis.followed for analysis in analyses)
    if not sites:
        return "no Keras calls"
    text = f"{followed} of {_count(sites, 'Keras call')} traced"
    lost = _first_lost(analyses)
    if followed < sites:
        return f"{text} ({sites - followed} unknown{lost})"
    return f"{text} (not all of the program{lost})" if lost else text


def _first_lost(analyses: Sequence[Analysis]) -> str:
    for analysis in analyses:
        if analysis.lost:
            line, reason = min(analysis.lost)
            place = place_text(analysis.cells, line)
            if len(analyses) > 1:
                place = f"{analysis.path} {place}"
            return f" from {place}: {reason}"
    return ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
