"""All that belongs to one page beside its prompt: hints, what can be answered, rules, what is kept in view.

It must not say where the page leads.
"""

from collections.abc import Iterator, Mapping

from cbt.model.answer import ChoiceKind, DateKind, PicksKind, RecallKind
from cbt.model.flow import Check, Flow, Kept, Slot, Step, Text
from cbt.paper.blocks import Points, Words, paragraphs_of
from cbt.paper.kinds import duration, kind_in_words, seconds
from cbt.paper.phrases import Phrases, name_of, of_step
from cbt.paper.ways import option_words


def prompt_of(step: Step, titles: Mapping[str, str]) -> tuple[str, ...]:
    """What a page says, as paragraphs; what is offered where it says nothing."""
    said = paragraphs_of(step.prompt.source) if step.prompt else ()
    if step.hand_off is not None:
        return (*said, f"Offers: {titles.get(step.hand_off.flow, step.hand_off.flow)}")
    return said or (step.id,)


def facts_of(step: Step, flow: Flow, phrases: Phrases) -> Iterator[Words | Points]:
    """What belongs to a page, in the order in which a person meets it."""
    if step.keep_in_view:
        yield Points("Kept in view", tuple(map(kept_words, step.keep_in_view)))
    yield from _text("Help", step.help)
    yield from _text("Example", step.example)
    yield from _answer(step, flow)
    if step.checks:
        yield Points("Rules", tuple([_rule(check, phrases) for check in step.checks]))
    yield from _pacing(step, flow)
    if step.end is not None:
        yield Words("A walk calls this end", (step.end,))
    if step.hand_off is not None and step.hand_off.carry:
        carried = [f"{name}: {name_of(ref, flow)}" for name, ref in step.hand_off.carry.items()]
        yield Points("Handed on", tuple(carried))
    yield from _text("Short name", step.label)
    stands = dict.fromkeys(_stand_ins(step, flow))
    if stands:
        yield Points("Names in its words", tuple(stands))
    if step.reword:
        yield Words("Wording", ("may be varied by an approved rewording",))


def _text(label: str, text: Text | None) -> Iterator[Words]:
    if text is not None:
        yield Words(label, paragraphs_of(text.source))


def kept_words(kept: Kept) -> str:
    """An earlier answer by the words it is shown under, and its name."""
    return f"{' '.join(kept.label.source.split())} ({kept.name})" if kept.label else kept.name


def _answer(step: Step, flow: Flow) -> Iterator[Words | Points]:
    if step.kind is None:
        return
    unit = " ".join(step.unit.source.split()) if step.unit else ""
    told = kind_in_words(step.kind, flow, unit)
    yield Words(
        "Answer",
        (
            f"{told}; it may be left empty"
            if step.optional and not isinstance(step.kind, RecallKind)
            else told,
        ),
    )
    if isinstance(step.kind, ChoiceKind | PicksKind):
        yield Points("Options", tuple([option_words(step, option) for option in step.kind.options]))
    if step.ends:
        points = [f"{point}: {' '.join(text.source.split())}" for point, text in sorted(step.ends.items())]
        yield Points("Points of the scale", tuple(points))
    yield from _text("What is left over", step.rest)
    if step.safety:
        yield Words(
            "Help is offered at once after", (", ".join([_marked(step, name) for name in step.safety]),)
        )


def _marked(step: Step, name: str) -> str:
    """An option or a number in the words that people read."""
    return option_words(step, name) if isinstance(step.kind, ChoiceKind | PicksKind) else name


def _rule(check: Check, phrases: Phrases) -> str:
    said = " ".join(check.sentence.source.split())
    return f"{phrases.condition(check.must.root)}, else it says: {said}"


def _pacing(step: Step, flow: Flow) -> Iterator[Words]:
    if step.wait is not None and step.wait.until is not None:
        asked = flow.steps.get(of_step(step.wait.until, flow) or "")
        is_day = asked is not None and isinstance(asked.kind, DateKind)
        hour = ", at 09:00 of that day" if is_day else ""
        yield Words("Rests until", (f"{name_of(step.wait.until, flow)}{hour}",))
    elif step.wait is not None:
        yield Words("Rests for", (duration(step.wait.minutes or 0),))
    if step.timer is not None:
        yield Words("Timer", (seconds(step.timer),))
    if step.breathe is not None:
        pace = f"{step.breathe.inhale} seconds in, {step.breathe.exhale} seconds out"
        yield Words("Breathing", (f"{pace}, for {seconds(step.breathe.seconds)}",))


def _stand_ins(step: Step, flow: Flow) -> Iterator[str]:
    """The `{names}` of a page that are short for something with another name."""
    for text in (step.prompt, step.help, step.rest, step.unit, *step.labels.values(), *step.ends.values()):
        for slot in text.slots if text else ():
            if (meant := name_of(slot.ref, flow)) != slot.name:
                yield _stands_for(slot, meant)


def _stands_for(slot: Slot, meant: str) -> str:
    return f"{{{slot.name}}} is {meant}"
