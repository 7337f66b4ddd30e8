"""Says where the ways on of a step lead, and on what condition.

It must not decide which way is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cbt.model.answer import OTHER
from cbt.model.expression import Binary, Expression, Name
from cbt.model.flow import Chose, FewerThan, Flow, HasNext, Holds, Step, Transition, Turn, WantsMore
from cbt.model.reference import AnswerRef
from cbt.paper.phrases import Phrases, name_of

OWN_WORDS = "own words"


def labels_of(flow: Flow, source: str) -> list[str]:
    """A short label for each way on of a step; empty for a way that is always taken."""
    phrases, ways = Phrases(flow), flow.ways.get(source, ())
    return [", ".join(_short(flow, phrases, ways, number)) for number in range(len(ways))]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a way on is taken: what must hold of the loops around it, and of the answers; neither for always.

    `is_else` when it is what remains once the tests of the ways before it fail.
    """

    loops: tuple[str, ...]
    tests: tuple[str, ...]
    is_else: bool

    @property
    def told(self) -> str:
        """All of it as a clause: `if belief is 40 or more`; empty for always."""
        words = " and ".join([*self.loops, *self.tests])
        return ", ".join(
            [words, "otherwise"] if words and self.is_else else [words or "otherwise" * self.is_else]
        )


def conditions_of(flow: Flow, source: str, phrases: Phrases) -> list[Condition]:
    """When each way on of a step is taken."""
    ways = flow.ways.get(source, ())
    return [
        Condition(
            tuple(_loop_clauses(flow, way)),
            tuple(_test_clauses(flow, phrases, way)),
            is_else=_is_else(ways, number),
        )
        for number, way in enumerate(ways)
    ]


def option_words(step: Step, option: str) -> str:
    """The label of an option; what stands for own words has none."""
    text = step.labels.get(option)
    return " ".join(text.source.split()) if text else OWN_WORDS if option == OTHER else option


def _short(flow: Flow, phrases: Phrases, ways: Sequence[Transition], number: int) -> list[str]:
    way = ways[number]
    words = ["no more" if count is None else f"after {count}" for _, count in _left(flow, way)]
    for guard in way.guards:
        match guard:
            case Holds(expression):
                words.append(_own_side(phrases, expression, way.source))
            case Chose():
                words.append(option_words(flow.steps[guard.step], guard.option))
            case FewerThan(loop, count):
                words.append(f"fewer than {count}" if way.dest == f"{loop}.again" else "another")
            case _:
                words.append("another" if isinstance(guard, WantsMore) else "next item")
    return [*words, "else"] if _is_else(ways, number) else words


def _loop_clauses(flow: Flow, way: Transition) -> Iterator[str]:
    for loop, count in _left(flow, way):
        items = items_of(flow, loop)
        yield f"if there is no more of {items}" if count is None else f"after {count} of {items}"
    for guard in way.guards:
        match guard:
            case FewerThan(loop, count):
                yield f"if there are fewer than {count} of {loop} so far"
            case WantsMore(loop):
                yield f"if there is another of {loop}"
            case HasNext(loop):
                yield f"for each item of {items_of(flow, loop)}"


def items_of(flow: Flow, loop: str) -> str:
    """What a loop has items of: the list that it walks, or what it collects itself."""
    over = flow.loops[loop].over
    return name_of(over, flow) if over else loop


def _test_clauses(flow: Flow, phrases: Phrases, way: Transition) -> Iterator[str]:
    for guard in way.guards:
        match guard:
            case Holds(expression):
                yield f"if {phrases.condition(expression.root)}"
            case Chose(option="yes" | "no") if not flow.steps[guard.step].labels:
                yield f"if the answer is {guard.option}"
            case Chose(option="other"):
                yield "if own words are given"
            case Chose():
                yield f"if “{option_words(flow.steps[guard.step], guard.option)}” is chosen"


def _left(flow: Flow, way: Transition) -> Iterator[tuple[str, int | None]]:
    """The loops that a way leaves: with None when the person or a list ends one, else with the count that ends it."""
    for move in way.moves:
        if move.turn is Turn.LEAVE:
            is_asked = way.source in (f"{move.loop}.again", f"{move.loop}.more")
            most = flow.loops[move.loop].most
            if is_asked or most > 1:
                yield move.loop, None if is_asked else most


def _is_else(ways: Sequence[Transition], number: int) -> bool:
    """Whether a way is what remains when the tests before it fail."""
    tests = [any(isinstance(guard, Holds) for guard in way.guards) for way in ways]
    way = ways[number]
    return any(tests[:number]) and not any(
        isinstance(guard, Holds | WantsMore | HasNext) for guard in way.guards
    )


def _own_side(phrases: Phrases, expression: Expression, source: str) -> str:
    """A condition; one about the step's own answer without its name: `below 40`."""
    match expression.root:
        case Binary(op, Name(ref=AnswerRef(step=step)) as left, right) if step == source and op in _COMPARED:
            return phrases.compared(op, left, right).removeprefix("is ")
    return phrases.condition(expression.root)


_COMPARED = frozenset({"==", "!=", "<", ">", "<=", ">="})
