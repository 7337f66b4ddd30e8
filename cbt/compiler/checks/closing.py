"""Proves that what is opened is closed again: a way down leads back up (F607), a worst case to coping (F608).

A rating of distress is never the last page before the end (F609). It must not read words.
"""

from dataclasses import replace

from cbt.compiler.checks.reachability import reachable
from cbt.compiler.diagnostics import Findings
from cbt.model.flow import Flow, Role

DISTRESS = "distress"
# What opens something, what closes it, and what to say when a path ends between the two.
_CLOSED_BY = (
    ("F607", "meaning beneath", "way back", "goes down to what lies beneath, and no way back up follows"),
    ("F608", "worst case", "coping", "asks for the worst case, and coping with it does not follow"),
)


def check_closing(flow: Flow, findings: Findings) -> None:
    """Notes each page that opens what some path to an end leaves open, and each rating that is the last page."""
    for code, opens, closes, said in _CLOSED_BY:
        closed = {step.id for step in flow.steps.values() if step.holds == closes}
        open_ways = replace(flow, ways={id_: ways for id_, ways in flow.ways.items() if id_ not in closed})
        for step in flow.steps.values():
            if step.holds != opens:
                continue
            left = reachable(open_ways, [step.id]) - closed
            ended = next((end.id for end in flow.steps.values() if end.is_final and end.id in left), None)
            if ended is not None:
                hint = f'lead every way from here to "{ended}" through a page that holds: {closes}'
                length = len(step.id.rpartition(".")[2])
                findings.add(code, step.pos, f'"{step.id}" {said}', hint, length=length)
    _check_last_page(flow, findings)


def _check_last_page(flow: Flow, findings: Findings) -> None:
    for step in flow.steps.values():
        if step.holds == DISTRESS and any(flow.steps[id_].is_final for id_ in _next_pages(flow, step.id)):
            message = f'"{step.id}" rates distress, and the flow ends behind it'
            hint = "put a page between: what has changed, or something steadying"
            findings.add("F609", step.pos, message, hint, length=len(step.id.rpartition(".")[2]))


def _next_pages(flow: Flow, start: str) -> set[str]:
    """The pages that may come right after one; going on in a list is no page."""
    todo, pages, seen = [start], set(), set()
    while todo:
        for way in flow.ways.get(todo.pop(), ()):
            is_page = flow.steps[way.dest].role is not Role.MORE
            if is_page:
                pages.add(way.dest)
            elif way.dest not in seen:
                seen.add(way.dest)
                todo.append(way.dest)
    return pages
