"""What a drawing of a flow shows: boxes in groups, and labelled arrows between them.

It must not know a format, and must not place anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from cbt.model.answer import RecallKind
from cbt.model.flow import Flow, Loop, Role, Step, Wait
from cbt.paper.blocks import shorten
from cbt.paper.kinds import counted, duration, kind_word, seconds, span
from cbt.paper.outline import Section, outline
from cbt.paper.phrases import name_of
from cbt.paper.ways import labels_of

LONGEST_TITLE = 96
LONGEST_LABEL = 60
START = "(start)"


class Shape(Enum):
    """What a box is; each has a look of its own."""

    START = "start"
    QUESTION = "question"
    READ = "read"
    AGAIN = "again"
    MORE = "more"
    WAIT = "wait"
    END = "end"
    HAND_OFF = "hand_off"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule of a page that may refuse an answer; `walks` go through it, None when nobody counted."""

    words: str
    walks: int | None

    @property
    def is_missing(self) -> bool:
        return self.walks == 0


@dataclass(frozen=True, slots=True)
class Box:
    """One step: what it says, shortened, and a small line beneath. `whole` is the unshortened text."""

    id: str
    shape: Shape
    title: str
    small: str
    whole: str
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way on; `walks` go through it, None when nobody counted."""

    source: str
    dest: str
    label: str
    walks: int | None

    @property
    def is_missing(self) -> bool:
        return self.walks == 0

    @property
    def count(self) -> str:
        """How many walks go along; empty when nobody counted."""
        return "" if self.walks is None else counted(self.walks, "walk") if self.walks else "no walk"

    @property
    def told(self) -> str:
        """The label, with how many walks go along."""
        return " · ".join(part for part in (self.label, self.count) if part)


@dataclass(frozen=True, slots=True)
class Group:
    """A part or a loop, or the whole drawing with an empty id: its boxes and groups in their author's order."""

    id: str
    title: str
    is_loop: bool
    members: "tuple[Box | Group, ...]"

    def boxes(self) -> "Iterator[Box]":
        """All boxes in it, at any depth."""
        for member in self.members:
            if isinstance(member, Group):
                yield from member.boxes()
            else:
                yield member


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole flow; `notes` stand beside it."""

    title: str
    root: Group
    arrows: tuple[Arrow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """How many walks go through each way on and each refusal: (step, number from 0) -> count."""

    walks: int
    ways: Mapping[tuple[str, int], int]
    refusals: Mapping[tuple[str, int], int]


def draw(flow: Flow, walked: Walked | None = None) -> Drawing:
    """The drawing of a flow; with `walked`, what no walk goes through is marked."""
    title = flow.title.source
    start = Box(START, Shape.START, shorten(title, LONGEST_TITLE), flow.id, title)
    group = _group(flow, outline(flow), walked)
    root = Group("", "", is_loop=False, members=(start, *group.members))
    first = Arrow(START, flow.start, "", walked.walks if walked else None)
    return Drawing(title, root, (first, *_arrows(flow, walked)), tuple(_notes(flow, walked)))


def _group(flow: Flow, section: Section, walked: Walked | None) -> Group:
    members = [
        _group(flow, member, walked) if isinstance(member, Section) else _box(flow, member, walked)
        for member in section.members
    ]
    part = f"{section.id}: part, {section.file}" if section.file else f"{section.id}: part"
    title = _loop_title(flow, section.loop) if section.loop else part
    return Group(section.id, title, section.loop is not None, tuple(members))


def _loop_title(flow: Flow, loop: Loop) -> str:
    if loop.over is None:
        return f"{loop.id}: repeat {span(loop.least, loop.most)}"
    return f"{loop.id}: for each of {name_of(loop.over, flow)}, {span(loop.least, loop.most)}"


def _box(flow: Flow, step: Step, walked: Walked | None) -> Box:
    whole = _words(flow, step)
    small = " · ".join([step.id, *_details(flow, step)])
    refusals = [
        Refusal(
            shorten(check.sentence.source, LONGEST_LABEL),
            _count(walked.refusals, step.id, number) if walked else None,
        )
        for number, check in enumerate(step.checks)
    ]
    return Box(step.id, Shape(step.role.value), shorten(whole, LONGEST_TITLE), small, whole, tuple(refusals))


def _words(flow: Flow, step: Step) -> str:
    """What a step says; what it does where it says nothing."""
    if step.role is Role.MORE:
        over = flow.loops[step.loops[-1]].over
        return f"Next of {name_of(over, flow)}?" if over else "Next?"
    said = step.prompt.source if step.prompt else ""
    handed = f"Go on with {step.hand_off.flow}" if step.hand_off else ""
    return ": ".join(words for words in (handed, said) if words)


def _details(flow: Flow, step: Step) -> Iterator[str]:
    if step.kind is not None and step.role is Role.QUESTION:
        yield kind_word(step.kind, flow)
    if step.optional and not isinstance(step.kind, RecallKind):
        yield "optional"
    if step.safety:
        yield f"help after {', '.join(step.safety)}"
    if step.end is not None:
        yield f"end {step.end}"
    if step.hand_off is not None and step.hand_off.carry:
        yield f"carries {', '.join(step.hand_off.carry)}"
    if step.wait is not None:
        yield waiting(step.wait, flow)
    if step.timer is not None:
        yield f"timer {seconds(step.timer)}"
    if step.breathe is not None:
        yield f"breathe {step.breathe.inhale} in, {step.breathe.exhale} out, {seconds(step.breathe.seconds)}"


def waiting(wait: Wait, flow: Flow) -> str:
    """How long a page rests: `waits 2 hours`, `waits until next_time`."""
    if wait.until is not None:
        return f"waits until {name_of(wait.until, flow)}"
    return f"waits {duration(wait.minutes or 0)}"


def _arrows(flow: Flow, walked: Walked | None) -> Iterator[Arrow]:
    """All ways on; those of a step that lead to the same page are one arrow, apart from what no walk goes through."""
    for source, ways in flow.ways.items():
        found: dict[tuple[str, bool], list[tuple[str, int | None]]] = {}
        for number, (way, label) in enumerate(zip(ways, labels_of(flow, source), strict=True)):
            walks = _count(walked.ways, source, number) if walked else None
            found.setdefault((way.dest, walks == 0), []).append((shorten(label, LONGEST_LABEL), walks))
        for (dest, _), merged in found.items():
            counts = [walks for _, walks in merged if walks is not None]
            label = " / ".join(label for label, _ in merged if label)
            yield Arrow(source, dest, label, sum(counts) if walked else None)


def _count(counts: Mapping[tuple[str, int], int], step: str, number: int) -> int:
    return counts.get((step, number), 0)


def _notes(flow: Flow, walked: Walked | None) -> Iterator[str]:
    fewest, most = flow.pages.fewest, flow.pages.most
    yield f"{counted(most, 'page')}." if fewest == most else f"{fewest} to {most} pages."
    if flow.support is not None:
        yield f"The button to {flow.support} is on every page, and not drawn."
    if walked is not None:
        ways = sum(len(each) for each in flow.ways.values())
        checks = sum(len(step.checks) for step in flow.steps.values())
        yield (
            f"{counted(walked.walks, 'walk')}: ways on {_gone(walked.ways)} of {ways}, "
            f"refusals {_gone(walked.refusals)} of {checks}. What no walk goes through is dashed."
        )


def _gone(counts: Mapping[tuple[str, int], int]) -> int:
    return sum(count > 0 for count in counts.values())
