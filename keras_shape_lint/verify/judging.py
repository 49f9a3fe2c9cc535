"""Verdicts: what Keras said, held against what was found."""

from __future__ import annotations

from typing import Any, NamedTuple

from keras_shape_lint.analysis import Call, Source, Traced
from keras_shape_lint.findings import FAILS_AT_RUN, MERGE_REMOVED, Finding
from keras_shape_lint.graph import Fault, Node
from keras_shape_lint.tracing.report import finding_of, tally
from keras_shape_lint.verify.child.places import nest
from keras_shape_lint.verify.encoding import Encoding, symbolic
from keras_shape_lint.verify.sizes import leaves_open

CONFIRMED, REFUTED, UNDECIDED = "confirmed", "refuted", "undecided"
Record = dict[str, Any]


class Verdict(NamedTuple):
    """One finding, and what real Keras says to it. `line` is where Keras raised, when the user's code was run."""

    finding: Finding
    verdict: str
    keras_message: str | None = None
    why: str = ""
    line: int | None = None


class Missed(NamedTuple):
    """Keras raised where nothing was found."""

    line: int
    keras_message: str


class Outcome(NamedTuple):
    """What is known of one file. `disagreements` are tensors whose traced shape is not that of Keras."""

    verdicts: tuple[Verdict, ...] = ()
    missed: tuple[Missed, ...] = ()
    undecided: str | None = None
    disagreements: tuple[Record, ...] = ()


def told(event: Record) -> str:
    """What Keras said, as messages show it."""
    return f"{event['type']}: {event['message']}"


def rebuilt(traced: Traced, findings: tuple[Finding, ...], encoding: Encoding, answer: Record) -> Outcome:
    """The judgement of a rebuild."""
    faults: dict[Any, list[Fault]] = {}
    for fault in traced.faults:
        finding = finding_of(_source(traced), fault)
        faults.setdefault(finding.identity, []).append(fault)
    events: dict[Any, Record] = {}
    for event in answer["events"]:
        events.setdefault(tuple(event["at"]), event)
    passed = {tuple(entry[:2]): entry[2] for entry in answer["passed"]}
    verdicts = []
    for finding in findings:
        targets = [target for fault in faults.get(finding.identity, ()) for target in encoding.targets(fault)]
        verdicts.append(_verdict(finding, targets, events, passed, answer["lost"]))
    ours = {target for fault in traced.faults for target in encoding.targets(fault)}
    missed: list[Missed] = []
    doubts: list[str] = []
    for place, event in events.items():
        if place in ours:
            continue
        node = _node(encoding, place)
        line = _line(traced, node)
        if event["stage"] == "absent":
            doubts.append(event["message"])
        elif node is None or node.guarded or symbolic(node) or _at_sizes(event, encoding):
            doubts.append(f"line {line}: Keras refuses sizes that the program leaves open: {told(event)}")
        else:
            missed.append(Missed(line, told(event)))
    doubts += [
        f"{_where(traced, encoding, place)}{why}" for place, why in answer["lost"].items()
        if " " in place and not place.startswith("train ")
    ]  # fmt: skip
    sites, followed, _ = tally([(node, None) for node in encoding.nodes if node.kind != "use"])
    unknown = sites - followed
    if unknown and not doubts and not any(finding.severity == "E" for finding in findings):
        doubts.append(f"{unknown} Keras calls were not followed")
    wrong = _disagreements(traced, encoding, answer["shapes"])
    return Outcome(tuple(verdicts), tuple(missed), doubts[0] if doubts else None, wrong)


def _at_sizes(event: Record, encoding: Encoding) -> bool:
    """What Keras says when it runs may hang on the sizes that we chose."""
    return event["stage"] == "run" and leaves_open(encoding.inputs)


def _verdict(finding: Finding, targets: Any, events: Any, passed: Any, lost: Any) -> Verdict:
    event = next((events[target] for target in targets if target in events), None)
    if event is not None and (event["stage"] != "absent" or finding.message is MERGE_REMOVED):
        return Verdict(finding, CONFIRMED, told(event))
    if event is not None:
        return Verdict(finding, UNDECIDED, why=event["message"])
    if finding.severity != "E":
        return Verdict(finding, UNDECIDED, why="a warning: Keras may well accept it")
    stages = [passed[target] for target in targets if target in passed and target[0] != "make"]
    wanted = ("run",) if finding.message is FAILS_AT_RUN else ("build", "run")
    if any(stage in wanted for stage in stages):
        return Verdict(finding, REFUTED, why="Keras accepts it")
    reasons = [lost[f"{kind} {key}"] for kind, key in targets if f"{kind} {key}" in lost]
    return Verdict(finding, UNDECIDED, why=reasons[0] if reasons else "the call could not be made again")


def observed(traced: Traced, findings: tuple[Finding, ...], encoding: Encoding, answer: Record) -> Outcome:
    """The judgement of a run of the user's own code, by source range."""
    events = [event for event in answer["events"] if event["stage"] != "absent"]
    removed = [event for event in answer["events"] if event["stage"] == "absent"]
    training = {finding_of(_source(traced), fault).identity for fault in traced.faults if fault.node.kind == "training"}
    verdicts = [
        Verdict(finding, UNDECIDED, why="training is left out of a run")
        if finding.identity in training
        else _seen(finding, events, removed, answer)
        for finding in findings
    ]
    ours = [place_of(finding_of(_source(traced), fault)) for fault in traced.faults]
    beyond = [event for event in events if not any(nest(place, event["at"]) for place in ours)]
    chosen = [event for event in beyond if _at_sizes(event, encoding)]
    missed = tuple(Missed(event["at"][0], told(event)) for event in beyond if event not in chosen)
    stopped = answer["stopped"]
    if chosen and stopped is None:
        stopped = f"line {chosen[0]['at'][0]}: Keras refuses sizes that the program leaves open: {told(chosen[0])}"
    if stopped is None:
        reached = set(answer["lines"])
        passed_by = [call for call in traced.analysis.calls if not call.path and not reached & _span(call)]
        if passed_by:
            stopped = f"line {passed_by[0].line} was not reached"
    return Outcome(tuple(verdicts), missed, stopped, _other_shapes(traced, answer["shapes"]))


def _seen(finding: Finding, events: Any, removed: Any, answer: Record) -> Verdict:
    own = place_of(finding)
    candidates = removed if finding.message is MERGE_REMOVED else events
    event = next((each for each in candidates if nest(own, each["at"])), None)
    if event is not None:
        return Verdict(finding, CONFIRMED, told(event), line=event["at"][0])
    if finding.severity != "E":
        return Verdict(finding, UNDECIDED, why="a warning: Keras may well accept it")
    reached = set(range(finding.line, finding.end_line + 1)) & set(answer["lines"])
    if finding.message is FAILS_AT_RUN:
        late = next((each for each in events if each["stage"] == "run"), None)
        if late is not None:
            return Verdict(finding, CONFIRMED, told(late), line=late["at"][0] or None)
        why = "the model was not run" if answer["stopped"] or not answer["models"] else ""
    elif answer["stopped"] is not None:
        why = f"the program does not come past it: {answer['stopped']}"
    else:
        why = "" if reached else "the line was not reached"
    if finding.path:
        why = why or f"it holds when {finding.path[0]}, which this run may not have taken"
    return Verdict(finding, UNDECIDED if why else REFUTED, why=why or "Keras accepts it")


def _other_shapes(traced: Traced, shapes: Any) -> tuple[Record, ...]:
    """Calls of the file for which the run gave shapes that the trace has nowhere at that place.

    Where calls there hang on decisions, the trace does not claim to have all of them.
    """
    known: dict[tuple[int, ...], list[Call]] = {}
    for call in traced.analysis.calls:
        if call.kind not in ("sequential", "input"):
            known.setdefault((call.line, call.end_line, call.col, call.end_col), []).append(call)
    out = []
    for place, got in shapes:
        calls = known.get(tuple(place), ())
        if calls and not any(call.path or _agree(call.outputs, got) for call in calls):
            call = calls[0]
            out.append({"line": call.line, "callee": call.callee, "traced": list(call.outputs), "keras": got})
    return tuple(out)


def _agree(traced: Any, got: Any) -> bool:
    """Whether shapes of the trace may be those of Keras; what one side leaves open fits anything."""
    if isinstance(traced, str) or isinstance(got, str):
        return True
    if isinstance(traced, (list, tuple)) and isinstance(got, (list, tuple)):
        return len(traced) == len(got) and all(map(_agree, traced, got))
    return bool(traced == got)


def _span(call: Call) -> set[int]:
    return set(range(call.line, call.end_line + 1))


def place_of(finding: Finding) -> list[int]:
    """The source range of a finding, in the form of the child."""
    return [finding.line, finding.end_line, finding.col, finding.end_col]


def _source(traced: Traced) -> Source:
    return Source(traced.analysis.path, "")


def _node(encoding: Encoding, place: Any) -> Node | None:
    kind, key = place
    if kind == "call":
        return encoding.nodes[int(key)]
    if kind == "train":
        return encoding.trainings[int(key)]
    return next(
        (n for n, record in zip(encoding.nodes, encoding.records) if key in (record["layer"], record["model"])), None
    )


def _line(traced: Traced, node: Node | None) -> int:
    """The innermost line in the file itself."""
    if node is None:
        return 0
    own = [site for site in (*node.stack, node.site) if site.path == traced.analysis.path]
    return own[-1].line if own else node.site.line


def _where(traced: Traced, encoding: Encoding, place: str) -> str:
    kind, _, key = place.partition(" ")
    node = _node(encoding, (kind, int(key) if kind == "call" else key))
    return f"line {_line(traced, node)}: " if node is not None else ""


def _disagreements(traced: Traced, encoding: Encoding, shapes: Any) -> tuple[Record, ...]:
    out = []
    for index, tid, got in shapes:
        want = encoding.tensors[tid]["shape"]
        if not _agree(want, got):
            node = encoding.nodes[index]
            out.append({"line": _line(traced, node), "callee": node.callee, "traced": [want], "keras": [got]})
    return tuple(out)
