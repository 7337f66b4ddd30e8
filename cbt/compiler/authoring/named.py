"""The steps, names, options and inputs that fit at a cursor.

It must not offer words of the language or files: `offers.py` does.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from cbt.compiler.authoring.cursor import Cursor
from cbt.compiler.authoring.files import needs_of
from cbt.compiler.authoring.layout import Layout, later
from cbt.compiler.authoring.offer import Offer
from cbt.compiler.authoring.saying import about_name, about_step, kind_words, question_of, value_words
from cbt.compiler.authoring.sorts import Sort
from cbt.compiler.authoring.vocabulary import FUNCTIONS
from cbt.compiler.nodes import Scalar
from cbt.compiler.parts import Bundle
from cbt.compiler.scope import Scope, Type
from cbt.model.answer import ChoiceKind, YesNoKind

_NAME_TYPED = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*$")
_SLOT_TYPED = re.compile(r"\{([A-Za-z0-9_.]*)$")
_OPTION_TYPED = re.compile(r'([A-Za-z_][A-Za-z0-9_.]*)\s*(?:[=!]=|,)\s*"([^"]*)$')
_LISTS = ("items", "lines", "picks")

Found = tuple[Iterator[Offer], str]


def offers_in_prose(layout: Layout, cursor: Cursor) -> Found:
    """The names that a text can show, behind an open brace, and what is typed of one."""
    slot = _SLOT_TYPED.search(cursor.typed)
    if slot is None:
        return iter(()), ""
    return _names(layout, cursor, lambda kind: kind.name != "items" and not kind.many), slot[1]


def offers_in_expression(layout: Layout, cursor: Cursor) -> Found:
    """Names and functions; behind a quote the options of the name before it; and what is typed of one."""
    option = _OPTION_TYPED.search(cursor.typed)
    if option is not None:
        return _options_of(layout, layout.scope_at(cursor.path), option[1]), option[2]
    return _expression(layout, cursor), typed_name(cursor)


def typed_name(cursor: Cursor) -> str:
    """What is typed of a name."""
    match = _NAME_TYPED.search(cursor.typed)
    return match[0] if match else ""


def _expression(layout: Layout, cursor: Cursor) -> Iterator[Offer]:
    yield from _names(layout, cursor)
    for function, about in FUNCTIONS.items():
        yield Offer(function, "function", about, f"{function}(")


def _names(layout: Layout, cursor: Cursor, fits: Callable[[Type], bool] = lambda _: True) -> Iterator[Offer]:
    for name, entry, target in layout.names(layout.scope_at(cursor.path)):
        if fits(target.type):
            yield Offer(name, value_words(target.type), about_name(name, entry, target, layout), name)


def _options_of(layout: Layout, scope: Scope, name: str) -> Iterator[Offer]:
    entry = scope.find(name)
    target = layout.target_of(entry) if entry is not None else None
    for option in target.type.options if target is not None else ():
        yield Offer(option, f"option of {name}", "", option)


def offers_of_names(layout: Layout, cursor: Cursor) -> Iterator[Offer]:
    """The names that can be read; for a walk only lists, for labels only what no page asks for."""
    if cursor.path == ("labels",):
        return (offer for offer in _names(layout, cursor) if _needs_label(layout, cursor, offer.label))
    if cursor.path[-1:] == ("for_each",):
        return _names(layout, cursor, lambda kind: kind.name in _LISTS)
    return _names(layout, cursor)


def _needs_label(layout: Layout, cursor: Cursor, name: str) -> bool:
    """Whether a name is of no page, and has no label yet."""
    entry = layout.scope_at(cursor.path).find(name)
    return entry is not None and layout.draft_of(entry) is None and name not in cursor.beside


def offers_of_steps(layout: Layout, cursor: Cursor) -> Iterator[Offer]:
    """The later steps of the same level."""
    draft = layout.draft_at(cursor.path)
    level = draft.level if draft is not None else layout.level_at(cursor.path)
    for other in later(level, draft) if level is not None else ():
        yield Offer(str(other.name), question_of(other), about_step(other), str(other.name))


def offers_of_options(layout: Layout, cursor: Cursor) -> Iterator[Offer]:
    """The options of a question that have no way on yet."""
    draft = layout.draft_at(cursor.path)
    if draft is None:
        return
    kind = draft.answer.kind
    options = kind.options if isinstance(kind, ChoiceKind) else ()
    for option in ("yes", "no") if isinstance(kind, YesNoKind) else options:
        if option not in cursor.beside:
            label = draft.answer.labels.get(option, Scalar("", draft.name.pos))
            yield Offer(option, str(label), kind_words(draft), f"{option}: ")


def offers_of_needs(bundle: Bundle, layout: Layout, cursor: Cursor) -> Iterator[Offer]:
    """What a part or another flow needs and is not given yet."""
    draft = layout.draft_at(cursor.path)
    used = (draft.shape.use or draft.shape.hand_off) if draft is not None else None
    needs = needs_of(bundle, used) if used is not None else None
    for name, wanted in (needs or {}).items():
        if name not in cursor.beside:
            yield Offer(name, str(wanted), f"{used} needs {name}", f"{name}: ")


NAMED: Mapping[Sort, Callable[[Layout, Cursor], Iterator[Offer]]] = {
    Sort.NAME: offers_of_names,
    Sort.STEP: offers_of_steps,
    Sort.OPTION: offers_of_options,
}
