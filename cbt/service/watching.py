"""Looks at what one form has filed, or could not file, and gives the sign of its most pressing text.

It must not keep or pass on a text, and knows nothing of what a page will show.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cbt.engine.answers import Fields
from cbt.model.answer import Chosen, Line, PrivateText, TextKind, Value
from cbt.model.flow import Step
from cbt.safety.detector import WINDOW, look
from cbt.safety.pack import Pack
from cbt.safety.sign import PRESSING, Sign, Tier
from cbt.service.views import Page, Turn

_TYPED = ("own", "line", "share")


class Watching:
    """The detector with its packs by language; other packs can be given while people answer."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self._packs = packs

    def replace(self, packs: Mapping[str, Pack]) -> None:
        """Looks with these packs from now on."""
        self._packs = packs

    def knows(self, language: str) -> bool:
        """Whether there is a pack of a flow's language."""
        return language.partition("-")[0].lower() in self._packs

    def sign_in(self, fields: Fields, page: Page) -> Sign:
        """The sign of what was typed into a page's form, when that could not be taken for an answer."""
        return self._most_pressing(texts_in(fields, page.step), page)

    def sign_of(self, turn: Turn) -> Sign:
        """The sign of the answer that a form has filed; none where it filed nothing or nothing was written."""
        page, place = turn.page, turn.filed
        value = page.session.facts.answers.get(place.key) if place is not None else None
        if place is None or value is None:
            return Sign()
        marked = is_marked(page.program.flow.steps[place.step], value)
        marks = [Sign(Tier.PASSIVE)] if marked else []
        return self._most_pressing(texts_of(value), page, marks)

    def _most_pressing(self, texts: Iterable[str], page: Page, marks: Sequence[Sign] = ()) -> Sign:
        language = page.program.flow.language
        signs = [*(look(text, self._packs, language) for text in texts), *marks]
        return min(signs, key=lambda sign: PRESSING.index(sign.tier), default=Sign())


def texts_in(fields: Fields, step: Step) -> Iterator[str]:
    """What was typed into a page's form, no more than a window; what was chosen comes as ids, which are no words."""
    names = ("answer", *_TYPED) if isinstance(step.kind, TextKind) else _TYPED
    left = WINDOW
    for text in (text for name in names for text in fields.get(name, ())):
        yield text[:left]
        left = max(left - len(text), 0)


def texts_of(value: object) -> Iterator[str]:
    """Every text of an answer that the person wrote there and then."""
    if isinstance(value, PrivateText):
        yield value
    elif isinstance(value, Line):
        yield value.text
    elif isinstance(value, Chosen) and value.words is not None:
        yield value.words
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)


def is_marked(step: Step, value: Value) -> bool:
    """Whether the author has marked what was chosen with `safety`."""
    chosen = value if isinstance(value, tuple) else (value,)
    return any(_name_of(item) in step.safety for item in chosen) if step.safety else False


def _name_of(item: object) -> str:
    """The option or the number as an author writes it."""
    if isinstance(item, Chosen):
        return item.option
    if isinstance(item, bool):
        return "yes" if item else "no"
    return str(item)
