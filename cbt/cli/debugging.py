"""What lies behind a page of a flow that is played: path, parked answers, computed values, and what decided.

It must not change anything.
"""

from collections.abc import Iterator, Sequence

from cbt.engine.text import shown
from cbt.model.flow import Chose, FewerThan, Flow, Guard, HasNext, Holds, Transition
from cbt.model.reference import ComputedRef
from cbt.service import Page

_NONE = "none"
_OPEN = "no value yet"


def facts_of(page: Page, taken: Sequence[Transition]) -> Iterator[tuple[str, str]]:
    """Names and words, for a page that the ways `taken` have just led to."""
    flow, session = page.program.flow, page.session
    path = [place.key for place in session.position.pages]
    parked = [address for address in session.facts.answers if address not in session.position.pages.numbers]
    for way in taken:
        yield "decided", _decision(flow, way)
    yield "page", page.place.key
    yield "path", " › ".join(path)
    yield "parked", ", ".join(parked) or _NONE
    for name in flow.computed:
        yield "computed", f"{name} = {shown(page.program, ComputedRef(name), page.walk) or _OPEN}"


def _decision(flow: Flow, taken: Transition) -> str:
    """`belief >= 40: no; else: yes; belief -> balanced`."""
    ways, led = flow.ways[taken.source], f"{taken.source} -> {taken.dest}"
    tried = ways[: ways.index(taken) + 1]
    if len(ways) == 1:
        return led
    said = [f"{' and '.join(map(_in_words, way.guards)) or 'else'}: no" for way in tried]
    return f"{led} ({'; '.join(said).removesuffix('no')}yes)"


def _in_words(guard: Guard) -> str:
    match guard:
        case Holds():
            return guard.expression.text
        case Chose():
            return f"{guard.step} is {guard.option}"
        case FewerThan():
            return f"{guard.loop} has fewer than {guard.count} items"
        case HasNext():
            return f"{guard.loop} has a further item"
    return f"{guard.loop}.again is yes"
