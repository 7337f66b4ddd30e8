"""What things are called on a worksheet: an answer by the number of its question, a computed value by a letter.

It must not use a name that only the author knows.
"""

from collections.abc import Iterable, Iterator, Mapping

from cbt.model.answer import ListKind, OrderKind, PicksKind, SharesKind
from cbt.model.expression import Binary, Call, Name, Node, Unary
from cbt.model.flow import Flow, Holds, Step, Text, Transition
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
    EachRef,
    FieldRef,
    InputRef,
    ItemRef,
    ItemsRef,
    PickedRef,
    PreviousRef,
    RecalledRef,
    Ref,
    RestRef,
    SeriesRef,
)
from cbt.paper.blocks import paragraphs_of
from cbt.paper.phrases import Phrases

BLANK = "………"


class Names:
    """The names on the sheet of one flow. `round_` has a letter for each loop that one stands in: `a`, `ab`."""

    def __init__(self, flow: Flow, numbers: Mapping[str, int]) -> None:
        self._flow = flow
        self._numbers = numbers
        self._letters = {
            name: chr(ord("A") + at % 26) * (at // 26 + 1) for at, name in enumerate(flow.computed)
        }

    def phrases(self, round_: str) -> Phrases:
        """Says expressions in the names of the sheet."""
        return Phrases(self._flow, lambda name: self.called(name.ref, round_) if name.ref else name.name)

    def number(self, step: str, round_: str) -> str:
        """The number of a page in a round: `2a`; outside loops there is no letter."""
        return f"{self._numbers[step]}{round_[: len(self._flow.steps[step].loops)]}"

    def called(self, ref: Ref, round_: str) -> str:
        """What a reference points at."""
        match ref:
            case ComputedRef(name):
                return self._letters[name]
            case InputRef():
                return "what you bring along"
            case ItemsRef(loop=loop):
                first = next(step for step in self._numbers if loop in self._flow.steps[step].loops)
                return f"your answers to {self._numbers[first]}"
            case FieldRef(step=step) | EachRef(step=step):
                whose = "each answer" if isinstance(ref, EachRef) else "your answers"
                return f"{whose} to {self._numbers[step]}"
            case ItemRef(loop=loop):
                over = self._flow.loops[loop].over
                return f"this one of {self.called(over, round_)}" if over else "this one"
            case RestRef():
                return f"what is left over in {self._at(ref.step, ref.items, round_)}"
            case PickedRef(field=field):
                picked = self._at(ref.step, ref.items, round_)
                return f"your answer to {self._numbers[field.step]} for your answer {picked}"
            case PreviousRef():
                return f"your answer to {self._numbers[ref.step]} before this one"
            case RecalledRef():
                return f"what you wrote then (see {self._at(ref.step, ref.items, round_)})"
        # What is read over several records stands on no sheet of one.
        assert not isinstance(ref, SeriesRef)
        is_list = isinstance(self._flow.steps[ref.step].kind, ListKind | PicksKind | OrderKind | SharesKind)
        return f"{'your answers to' if is_list else 'answer'} {self._at(ref.step, ref.items, round_)}"

    def filled(self, text: Text | None, round_: str) -> Iterator[str]:
        """The paragraphs of a text, with a blank for each answer that it names."""
        parts = [
            part if isinstance(part, str) else self._blank(part.ref, round_)
            for part in (text.parts if text else ())
        ]
        yield from paragraphs_of("".join(parts))

    def sums(self, step: Step, round_: str) -> Iterator[str]:
        """How to work out the computed values that a page names or goes by."""
        yield from self._sums(self._computed_on(step), round_)

    def sums_of(self, ways: Iterable[Transition], round_: str) -> Iterator[str]:
        """How to work out the computed values that ways go by."""
        yield from self._sums(self._computed_by(ways), round_)

    def _sums(self, names: Iterable[str], round_: str) -> Iterator[str]:
        phrases = self.phrases(round_)
        for name in dict.fromkeys(names):
            yield f"{self._letters[name]} = {phrases.say(self._flow.computed[name].root)}"

    def _at(self, step: str, items: tuple[int, ...], round_: str) -> str:
        return f"{self._numbers[step]}{''.join(round_[at : at + 1] for at in items)}"

    def _blank(self, ref: Ref, round_: str) -> str:
        match ref:
            case ItemRef() | InputRef():
                return BLANK
            case AnswerRef():
                return f"{BLANK} ({self._at(ref.step, ref.items, round_)})"
            case RestRef() | RecalledRef():
                return f"{BLANK} (see {self._at(ref.step, ref.items, round_)})"
        return f"{BLANK} ({self.called(ref, round_)})"

    def _computed_on(self, step: Step) -> Iterator[str]:
        """The computed values of a page, each behind those that it is made of."""
        for text in (step.prompt, step.help):
            for slot in text.slots if text else ():
                if isinstance(slot.ref, ComputedRef):
                    yield from self._made_of(slot.ref.name)
        yield from self._computed_by(self._flow.ways.get(step.id, ()))

    def _computed_by(self, ways: Iterable[Transition]) -> Iterator[str]:
        for way in ways:
            for guard in way.guards:
                if isinstance(guard, Holds):
                    yield from self._computed_in(guard.expression.root)

    def _made_of(self, name: str) -> Iterator[str]:
        yield from self._computed_in(self._flow.computed[name].root)
        yield name

    def _computed_in(self, node: Node) -> Iterator[str]:
        match node:
            case Name(ref=ComputedRef(name)):
                yield from self._made_of(name)
            case Call(args=args):
                for arg in args:
                    yield from self._computed_in(arg)
            case Unary(arg=arg):
                yield from self._computed_in(arg)
            case Binary(left=left, right=right):
                yield from self._computed_in(left)
                yield from self._computed_in(right)
