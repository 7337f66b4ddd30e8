"""Raw form fields to a value of the step's kind, or an `AnswerError`.

It must not store, and never changes what a person wrote beyond what `clean_text` says.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from cbt.errors import AnswerError
from cbt.model.answer import (
    OTHER,
    ChoiceKind,
    Chosen,
    ItemId,
    Kind,
    Line,
    ListKind,
    Mark,
    PicksKind,
    PrivateText,
    ScaleKind,
    TextKind,
    Value,
    YesNoKind,
)

Fields = Mapping[str, Sequence[str]]

MOST_BYTES = 1_572_864
MOST_DIGITS = 9
NEW_LINE_ID = ""

_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_WHOLE_NUMBER = re.compile(r"([+-]?)0*(\d+)(?:\.0*)?")


def clean_text(text: str) -> PrivateText:
    """What is kept of typed text: NFC, line ends as LF, no control characters but tab and LF, no lone surrogates."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return PrivateText(unicodedata.normalize("NFC", _DROPPED.sub("", lines)))


def parse_answer(kind: Kind, fields: Fields, *, optional: bool = False, items: Sequence[str] = ()) -> Value:
    """The value that the fields hold. `items` are the ids that a `one of` answer may point at. Raises AnswerError."""
    value = _parse(kind, fields, items)
    if value is None:
        if optional:
            return Mark.SKIPPED
        raise AnswerError("empty")
    return value


def _parse(kind: Kind, fields: Fields, items: Sequence[str]) -> Value | None:
    """The value, or None when nothing was given."""
    match kind:
        case TextKind():
            return _text(fields)
        case ScaleKind():
            return _scale(kind, fields)
        case YesNoKind():
            return _yes_no(fields)
        case ChoiceKind():
            return _choice(kind, fields)
        case PicksKind():
            return _picks(kind, fields)
        case ListKind():
            return _list(kind, fields)
    return _one_of(fields, items)


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name) or ("",)
    return values[0]


def _check_size(*texts: str) -> None:
    size = sum([len(text.encode()) for text in texts])
    if size > MOST_BYTES:
        raise AnswerError("length", size=size, most=MOST_BYTES)


def _text(fields: Fields) -> Value | None:
    text = clean_text(_first(fields, "answer"))
    _check_size(text)
    return text if text.strip() else None


def _scale(kind: ScaleKind, fields: Fields) -> Value | None:
    text = clean_text(_first(fields, "answer")).strip()
    if not text:
        return None
    match = _WHOLE_NUMBER.fullmatch(text)
    if match is None:
        raise AnswerError("whole_number", least=kind.least, most=kind.most)
    sign, digits = match.groups()
    number = int(sign + digits) if len(digits) <= MOST_DIGITS else None
    if number is None or not kind.least <= number <= kind.most:
        raise AnswerError("range", least=kind.least, most=kind.most)
    return number


def _yes_no(fields: Fields) -> Value | None:
    match _first(fields, "answer"):
        case "yes":
            return True
        case "no":
            return False
        case "":
            return None
    raise AnswerError("option")


def _choice(kind: ChoiceKind, fields: Fields) -> Value | None:
    option = _first(fields, "answer")
    if option and option not in kind.options:
        raise AnswerError("option")
    return _chosen(kind, option, fields) if option else None


def _picks(kind: PicksKind, fields: Fields) -> Value | None:
    wanted = {option for option in fields.get("answer", ()) if option}
    if not wanted <= set(kind.options):
        raise AnswerError("option")
    return tuple([_chosen(kind, option, fields) for option in kind.options if option in wanted]) or None


def _chosen(kind: ChoiceKind | PicksKind, option: str, fields: Fields) -> Chosen:
    if option != OTHER or not kind.other:
        return Chosen(option)
    words = clean_text(_first(fields, "own"))
    _check_size(words)
    if not words.strip():
        raise AnswerError("own_words")
    return Chosen(OTHER, words)


def _list(kind: ListKind, fields: Fields) -> Value | None:
    texts = [clean_text(text) for text in fields.get("line", ())]
    _check_size(*texts)
    ids = [*fields.get("line_id", ()), *([NEW_LINE_ID] * len(texts))]
    lines = tuple([Line(line, text) for line, text in zip(ids, texts, strict=False) if text.strip()])
    if not lines and kind.least:
        return None
    if not kind.least <= len(lines) <= kind.most:
        raise AnswerError("lines", least=kind.least, most=kind.most)
    return lines


def _one_of(fields: Fields, items: Sequence[str]) -> Value | None:
    item = _first(fields, "answer")
    if item and item not in items:
        raise AnswerError("option")
    return ItemId(item) if item else None


def with_line_ids(value: Value, known: Value | None, made: int) -> tuple[Value, int]:
    """A list's value with an id for every line, known ones and new ones counted on from `made`; and the new count."""
    typed = _lines(value)
    if not typed:
        return value, made
    free = {line.id for line in _lines(known)}
    lines = []
    for line in typed:
        if line.id in free:
            free.discard(line.id)
            lines.append(line)
        else:
            made += 1
            lines.append(Line(str(made), line.text))
    return tuple(lines), made


def _lines(value: Value | None) -> list[Line]:
    return [item for item in value if isinstance(item, Line)] if isinstance(value, tuple) else []
