"""Proves that every step can be reached (F103).

It must not weigh guards: a branch that can never be taken is another proof's.
"""

from cbt.compiler.diagnostics import Findings
from cbt.model.flow import Flow, Role


def check_reachability(flow: Flow, findings: Findings) -> None:
    """Notes the first step of each stretch that no way leads to."""
    reached = reachable(flow)
    lost = [step for step in flow.steps.values() if step.id not in reached]
    led_to = {way.dest for step in lost for way in flow.ways.get(step.id, ())}
    for step in lost:
        if step.id not in led_to and step.role not in (Role.AGAIN, Role.MORE):
            name = step.id.rpartition(".")[2]
            hint = "lead there with next, or take it out"
            findings.add("F103", step.pos, f'no way leads to "{name}"', hint, length=len(name))


def reachable(flow: Flow) -> set[str]:
    """Ids of all steps that some path leads to."""
    reached, todo = {flow.start}, [flow.start]
    while todo:
        for way in flow.ways.get(todo.pop(), ()):
            if way.dest not in reached:
                reached.add(way.dest)
                todo.append(way.dest)
    return reached
