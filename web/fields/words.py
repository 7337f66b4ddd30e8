"""The fields for words: a text, and a list of lines.

They must not check how many lines there are.
"""

from cbt.engine.answers import clean_text
from cbt.model.answer import ListKind, TextKind
from cbt.service import Page
from web.fields.typed import Typed, first
from web.page import FieldView, LineView

_SPARE_LINES = 3
_FEWEST_LINES = 8


def text(kind: TextKind, page: Page, fields: Typed) -> FieldView:
    return FieldView(
        "long_text" if kind.long else "text", text=first(fields, "answer"), optional=page.step.optional
    )


def lines(kind: ListKind, page: Page, fields: Typed) -> FieldView:
    texts = [clean_text(text) for text in fields.get("line", ())]
    ids = [*fields.get("line_id", ()), *([""] * len(texts))]
    filled = [LineView(line_id, text) for line_id, text in zip(ids, texts, strict=False) if text.strip()]
    wanted = min(kind.most, max(len(filled) + _SPARE_LINES, _FEWEST_LINES))
    spare = [LineView("", "")] * (max(wanted, len(filled)) - len(filled))
    return FieldView(
        "list", lines=(*filled, *spare), least=kind.least, most=kind.most, optional=page.step.optional
    )
