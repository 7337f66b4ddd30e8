"""Proves that every step can be reached (F103).

It must not weigh guards: which branches can never be taken, another proof has found.
"""

from collections.abc import Iterable

from cbt.compiler.checks.ways import Closed
from cbt.compiler.diagnostics import Findings
from cbt.model.flow import Flow, Role


def check_reachability(flow: Flow, findings: Findings, closed: Closed) -> None:
    """Notes the first step of each stretch that no way leads to.

    What a closed branch leads to is not told when the branch itself has been.
    """
    open_ways = closed.without(flow)
    reached = reachable(open_ways, [flow.start]) | reachable(flow, closed.told)
    lost = [step for step in flow.steps.values() if step.id not in reached]
    led_to = {way.dest for step in lost for way in open_ways.ways.get(step.id, ())}
    for step in lost:
        if step.id not in led_to and step.role not in (Role.AGAIN, Role.MORE):
            name = step.id.rpartition(".")[2]
            hint = "lead there with next, or take it out"
            findings.add("F103", step.pos, f'no way leads to "{name}"', hint, length=len(name))


def reachable(flow: Flow, starts: Iterable[str]) -> set[str]:
    """Ids of all steps that some path from one of these leads to, with these."""
    todo = list(starts)
    reached = set(todo)
    while todo:
        for way in flow.ways.get(todo.pop(), ()):
            if way.dest not in reached:
                reached.add(way.dest)
                todo.append(way.dest)
    return reached
