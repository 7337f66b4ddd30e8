"""What stands at a place, and where it comes from: for a word of the language, a step, a name or a file.

It must not look at findings.
"""

from dataclasses import dataclass

from cbt.compiler.authoring.cursor import Cursor
from cbt.compiler.authoring.files import FILES, about_file, needs_of, root_of, start_of
from cbt.compiler.authoring.layout import Layout
from cbt.compiler.authoring.saying import about_name, about_step, about_word
from cbt.compiler.authoring.sheet import Sheet, Token, token_at
from cbt.compiler.authoring.sorts import Sort, sort_of
from cbt.compiler.authoring.vocabulary import FUNCTIONS, find_word
from cbt.compiler.diagnostics import shorten
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.outline import Draft
from cbt.compiler.schema import FlowShape, Shape
from cbt.model.source import SourcePos


@dataclass(frozen=True, slots=True)
class Meaning:
    """What stands at a place: the `token`, what to say `about` it, and where it `comes_from`, if that can be shown.

    `length` is how many characters it has there.
    """

    token: Token
    about: str = ""
    comes_from: SourcePos | None = None
    length: int = 1


def find_meaning(sheet: Sheet, line: int, column: int) -> Meaning | None:
    """What the name or word at a place means, counted from 0; None where there is nothing to say."""
    kind = sheet.kind
    if kind is None or not 0 <= line < len(sheet.lines):
        return None
    token = token_at(sheet.lines[line], column)
    cursor = sheet.cursor(line, token.end) if token is not None else None
    if token is None or cursor is None:
        return None
    found = _Finder(sheet, kind, cursor, token).meaning(sheet.lines[line])
    return found if found is not None and (found.about or found.comes_from) else None


class _Finder:
    def __init__(self, sheet: Sheet, kind: type[Shape], cursor: Cursor, token: Token) -> None:
        self._sheet = sheet
        self._kind = kind
        self._cursor = cursor
        self._token = token

    def meaning(self, text: str) -> Meaning | None:
        """What the token is; `text` is its line."""
        sort, token, layout = sort_of(self._kind, self._cursor), self._token, self._sheet.layout
        if sort is Sort.WORD:
            word = find_word(self._kind, (*self._cursor.path, token.text))
            return Meaning(token, about_word(word)) if word is not None else None
        if sort in FILES:
            about = about_file(self._sheet.bundle, token.text)
            return Meaning(token, about, start_of(self._sheet.bundle, token.text))
        if layout is None:
            return None
        match sort:
            case Sort.OWN_ID:
                return self._own_id(layout)
            case Sort.STEP:
                return self._step(layout)
            case Sort.NAME | Sort.KIND:
                return self._name(layout)
            case Sort.EXPRESSION:
                return self._in_expression(layout, text)
            case Sort.PROSE if _is_slot(text, token):
                return self._name(layout)
            case Sort.OPTION | Sort.NEED:
                return self._key(layout, sort)
        return None

    def _own_id(self, layout: Layout) -> Meaning | None:
        if self._cursor.path[-1:] == ("steps",):
            draft = layout.draft_at((*self._cursor.path, self._token.text))
            return Meaning(self._token, about_step(draft)) if draft is not None else None
        if self._cursor.path == ("over_time", "figures"):
            return self._figure(layout)
        return self._name(layout) if self._cursor.path in (("computed",), ("units",)) else None

    def _step(self, layout: Layout) -> Meaning | None:
        draft = layout.draft_at(self._cursor.path)
        target = draft.level.find(self._token.text) if draft is not None else None
        return _to(self._token, about_step(target), target.name) if target is not None else None

    def _name(self, layout: Layout) -> Meaning | None:
        path = self._cursor.path
        entry = layout.scope_at(path).find(self._token.text)
        if entry is None and path[:2] == ("summary", "change"):
            entry = layout.scope_at(path).find(f"{path[2]}.{self._token.text}")
        if entry is None:
            return self._figure(layout) if path in (("labels",), ("units",)) else None
        target, draft = layout.target_of(entry), layout.draft_of(entry)
        if target is not None:
            return _to(self._token, about_name(self._token.text, entry, target, layout), entry.at)
        return _to(self._token, about_step(draft), entry.at) if draft is not None else None

    def _figure(self, layout: Layout) -> Meaning | None:
        """A number over all the records."""
        over_time = layout.shape.over_time if isinstance(layout.shape, FlowShape) else None
        figures = over_time.figures if over_time is not None else None
        text = figures.get(self._token.text) if figures is not None else None
        if text is None:
            return None
        return _to(self._token, f"**{self._token.text}**: over all the records\n\n`{shorten(text)}`", text)

    def _in_expression(self, layout: Layout, text: str) -> Meaning | None:
        function = FUNCTIONS.get(self._token.text)
        if function is not None and text[self._token.end :].startswith("("):
            return Meaning(self._token, function)
        return self._name(layout)

    def _key(self, layout: Layout, sort: Sort) -> Meaning | None:
        draft = layout.draft_at(self._cursor.path)
        if draft is None:
            return None
        label = draft.answer.labels.get(self._token.text)
        if sort is Sort.OPTION:
            return _to(self._token, f"**{self._token.text}**: {label}", label) if label is not None else None
        needs = self._needs(draft)
        kind = needs.get(self._token.text) if needs is not None else None
        if needs is None or not isinstance(kind, Scalar):
            return None
        return _to(self._token, f"**{self._token.text}** needs: {kind}", needs.key(self._token.text))

    def _needs(self, draft: Draft) -> Map | None:
        used = draft.shape.use or draft.shape.hand_off
        if used is None or root_of(self._sheet.bundle, used) is None:
            return None
        return needs_of(self._sheet.bundle, used)


def _to(token: Token, about: str, at: Scalar) -> Meaning:
    return Meaning(token, about, at.pos, at.length)


def _is_slot(text: str, token: Token) -> bool:
    return text[: token.start].endswith("{") and text[token.end :].startswith("}")
