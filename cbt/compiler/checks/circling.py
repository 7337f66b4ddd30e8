"""Proves that no run circles round what hurts: evidence for a thought is asked for once, and a way down has an end.

It knows what a page asks for by its mark alone (F604-F606). It must not read words.
"""

from math import prod

from cbt.compiler.checks.reachability import reachable
from cbt.compiler.diagnostics import Findings
from cbt.model.answer import ListKind
from cbt.model.flow import Flow, Step

EVIDENCE_FOR, MEANING = "evidence for", "meaning beneath"
MOST_LINES = 5
MOST_LAYERS = 5


def check_circling(flow: Flow, findings: Findings) -> None:
    """Notes evidence that is asked for again or without end, and a way down of more than five layers."""
    evidence = [step for step in flow.steps.values() if step.holds == EVIDENCE_FOR]
    for step in evidence:
        _check_lines(step, findings)
        if _rounds(flow, step) > 1:
            _note_again(step, "it stands in a loop", findings)
        for other in evidence:
            if other is not step and step.id in reachable(flow, [other.id]):
                _note_again(step, f'"{other.id}" has asked for it', findings)
    _check_depth(flow, findings)


def _check_lines(step: Step, findings: Findings) -> None:
    if not (isinstance(step.kind, ListKind) and step.kind.most <= MOST_LINES):
        message = f'"{step.id}" asks for what speaks for a thought, without a bound'
        hint = f"write answer: list 1-{MOST_LINES}, or fewer"
        findings.add("F605", step.pos, message, hint, length=_length(step))


def _note_again(step: Step, why: str, findings: Findings) -> None:
    message = f'"{step.id}" asks once more for what speaks for a thought: {why}'
    findings.add("F604", step.pos, message, "ask for it once in a run", length=_length(step))


def _check_depth(flow: Flow, findings: Findings) -> None:
    """Notes the first layer when some path has too many. Loops count with the most items that they take."""
    layers = [step for step in flow.steps.values() if step.holds == MEANING]
    if not layers:
        return
    most = _deepest(flow)
    if most > MOST_LAYERS:
        message = f"a run may go {most} layers down; the most is {MOST_LAYERS}"
        findings.add(
            "F606", layers[0].pos, message, "take layers out, or repeat fewer", length=_length(layers[0])
        )


def _deepest(flow: Flow) -> int:
    """The most layers on a path: each outermost loop as one knot, as all other ways only lead forward."""
    knots = {id_: step.loops[0] if step.loops else id_ for id_, step in flow.steps.items()}
    order = {knot: number for number, knot in enumerate(dict.fromkeys(knots.values()))}
    own: dict[str, int] = dict.fromkeys(order, 0)
    onward: dict[str, set[str]] = {knot: set() for knot in order}
    for id_, step in flow.steps.items():
        own[knots[id_]] += _rounds(flow, step) if step.holds == MEANING else 0
        onward[knots[id_]] |= {knots[way.dest] for way in flow.ways.get(id_, ())}
    most: dict[str, int] = {}
    for knot in reversed(order):
        most[knot] = own[knot] + max((most[other] for other in onward[knot] if other in most), default=0)
    return max(most.values())


def _rounds(flow: Flow, step: Step) -> int:
    """How often a page comes at the most."""
    return prod(flow.loops[loop].most for loop in step.loops)


def _length(step: Step) -> int:
    return len(step.id.rpartition(".")[2])
