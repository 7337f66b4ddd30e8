"""A flow as its author laid it out: steps in their order, in the parts and loops that they stand in, pages numbered.

It must not say anything in words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from cbt.model.flow import Flow, Loop, Role, Step


@dataclass(frozen=True, slots=True)
class Section:
    """A part or a loop, or the flow itself with an empty id: its steps and sections in order.

    `loop` is None for a part, whose `file` then says where it is written.
    """

    id: str
    loop: Loop | None
    file: str
    members: "tuple[Step | Section, ...]"

    def steps(self) -> Iterator[Step]:
        """All steps in it, at any depth."""
        for member in self.members:
            if isinstance(member, Section):
                yield from member.steps()
            else:
                yield member


def outline(flow: Flow) -> Section:
    """The flow as sections."""
    return _section(flow, "", _in_order(flow, tuple(flow.steps.values())))


def page_numbers(section: Section) -> Mapping[str, int]:
    """Step id -> the number of its page, from 1; what is no page has none."""
    pages = [step.id for step in section.steps() if step.is_page]
    return {step: number for number, step in enumerate(pages, 1)}


def _in_order(flow: Flow, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps with each `again` behind what it asks for another of, unless the loop may be empty."""
    found: list[Step] = []
    late = {step.id: step for step in steps if step.role is Role.AGAIN and not _is_first(flow, step)}
    for step in steps:
        if step.id not in late:
            found.append(step)
    for step in reversed(list(late.values())):
        prefix = step.id.removesuffix("again")
        last = max(number for number, each in enumerate(found) if each.id.startswith(prefix))
        found.insert(last + 1, step)
    return tuple(found)


def _is_first(flow: Flow, again: Step) -> bool:
    return flow.loops[again.loops[-1]].least == 0


def _section(flow: Flow, prefix: str, steps: tuple[Step, ...]) -> Section:
    members: dict[str, list[Step]] = {}
    start = len(prefix) + 1 if prefix else 0
    for step in steps:
        members.setdefault(step.id[start:].partition(".")[0], []).append(step)
    found: list[Step | Section] = []
    for name, inside in members.items():
        full = f"{prefix}.{name}" if prefix else name
        found.append(inside[0] if inside[0].id == full else _section(flow, full, tuple(inside)))
    return Section(prefix, flow.loops.get(prefix), _file_of(flow, prefix, found), tuple(found))


def _file_of(flow: Flow, prefix: str, members: "list[Step | Section]") -> str:
    """The file in which a part's steps are written, as it stands in the folder of flows."""
    if not prefix or prefix in flow.loops:
        return ""
    for member in members:
        place = member if isinstance(member, Step) else member.loop
        if place is not None:
            path = PurePath(place.pos.file)
            return f"{path.parent.name}/{path.name}"
    # A part that holds nothing but other parts.
    return ""
