"""The field of a question, by the kind of its answer, filled with what is stored or was typed.

It must not judge what was typed.
"""

from collections.abc import Mapping, Sequence
from functools import singledispatch

from cbt.engine.answers import clean_text
from cbt.engine.text import filled, labelled_items, words_of
from cbt.model.answer import (
    OTHER,
    ChoiceKind,
    Chosen,
    ItemId,
    Kind,
    Line,
    ListKind,
    Mark,
    OneOfKind,
    PicksKind,
    ScaleKind,
    TextKind,
    Value,
    YesNoKind,
)  # fmt: skip
from cbt.model.reference import AnswerRef
from cbt.service import Page
from web.page import EndView, FieldView, LineView, OptionView

Typed = Mapping[str, Sequence[str]]

OTHER_LABEL = "Something else"
_SPARE_LINES = 3
_FEWEST_LINES = 8


def field_view(page: Page, typed: Typed | None) -> FieldView:
    """The field, holding what was typed when a form came back, else what is stored."""
    stored = page.session.facts.answers.get(page.place.key)
    fields = typed if typed is not None else fields_of(stored)
    kind = page.step.kind
    assert kind is not None
    return _field(kind, page, fields)


def fields_of(value: Value | None) -> Typed:
    """A stored value as the form would send it."""
    match value:
        case None | Mark():
            return {}
        case bool():
            return {"answer": ["yes" if value else "no"]}
        case Chosen():
            return {"answer": [value.option], "own": [value.words or ""]}
        case ItemId():
            return {"answer": [value.id]}
        case tuple():
            picks = [pick for pick in value if isinstance(pick, Chosen)]
            lines = [line for line in value if isinstance(line, Line)]
            own = [pick.words for pick in picks if pick.words]
            return {
                "answer": [pick.option for pick in picks],
                "own": own,
                "line": [line.text for line in lines],
                "line_id": [line.id for line in lines],
            }
    return {"answer": [str(value)]}


def stored_words(page: Page) -> tuple[str, ...]:
    """What is stored for the page, in words, to be shown beside what was typed."""
    ref = AnswerRef(page.place.step, tuple(range(len(page.place.items))))
    return words_of(page.program, ref, page.walk)


def _first(fields: Typed, name: str) -> str:
    values = fields.get(name) or ("",)
    return clean_text(values[0])


@singledispatch
def _field(kind: Kind, _page: Page, _fields: Typed) -> FieldView:
    raise TypeError(kind)


@_field.register
def _text(kind: TextKind, page: Page, fields: Typed) -> FieldView:
    return FieldView(
        "long_text" if kind.long else "text", text=_first(fields, "answer"), optional=page.step.optional
    )


@_field.register
def _scale(kind: ScaleKind, page: Page, fields: Typed) -> FieldView:
    ends = tuple(
        [
            EndView(point, filled(page.program, label, page.walk))
            for point, label in sorted(page.step.ends.items())
        ]
    )
    return FieldView(
        "scale",
        text=_first(fields, "answer"),
        least=kind.least,
        most=kind.most,
        ends=ends,
        optional=page.step.optional,
    )


@_field.register
def _yes_no(_kind: YesNoKind, page: Page, fields: Typed) -> FieldView:
    chosen = _first(fields, "answer")
    options = (OptionView("yes", "Yes", chosen == "yes"), OptionView("no", "No", chosen == "no"))
    return FieldView("yes_no", options=options, optional=page.step.optional)


@_field.register(ChoiceKind)
@_field.register(PicksKind)
def _options(kind: ChoiceKind | PicksKind, page: Page, fields: Typed) -> FieldView:
    chosen = set(fields.get("answer", ()))
    own_option = kind.other and OTHER not in page.step.labels
    options = tuple(
        [
            OptionView(option, filled(page.program, label, page.walk), option in chosen)
            for option, label in page.step.labels.items()
            if not (kind.other and option == OTHER)
        ]
    )
    label = page.step.labels.get(OTHER)
    return FieldView(
        "choice" if isinstance(kind, ChoiceKind) else "picks",
        options=options,
        other=kind.other,
        other_label=OTHER_LABEL if own_option or label is None else filled(page.program, label, page.walk),
        other_chosen=kind.other and OTHER in chosen,
        own=_first(fields, "own"),
        optional=page.step.optional,
    )


@_field.register
def _list(kind: ListKind, page: Page, fields: Typed) -> FieldView:
    texts = [clean_text(text) for text in fields.get("line", ())]
    ids = [*fields.get("line_id", ()), *([""] * len(texts))]
    lines = [LineView(line_id, text) for line_id, text in zip(ids, texts, strict=False) if text.strip()]
    wanted = min(kind.most, max(len(lines) + _SPARE_LINES, _FEWEST_LINES))
    spare = [LineView("", "")] * (max(wanted, len(lines)) - len(lines))
    return FieldView(
        "list", lines=(*lines, *spare), least=kind.least, most=kind.most, optional=page.step.optional
    )


@_field.register
def _one_of(kind: OneOfKind, page: Page, fields: Typed) -> FieldView:
    chosen = _first(fields, "answer")
    options = [
        OptionView(item, words, item == chosen)
        for item, words in labelled_items(page.program, kind, page.walk)
    ]
    return FieldView("one_of", options=tuple(options), optional=page.step.optional)
