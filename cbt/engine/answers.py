"""Raw form fields to a value of the step's kind, or an `AnswerError`.

It must not store, and never changes what a person wrote beyond what `clean_text` says.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from cbt.engine.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_moment, parse_time
from cbt.engine.listed import parse_one_of, parse_order, parse_shares
from cbt.engine.numbers import find_whole, parse_minutes, parse_number
from cbt.errors import AnswerError
from cbt.model.answer import (
    OTHER,
    ChoiceKind,
    Chosen,
    DateKind,
    Kind,
    Line,
    ListedKind,
    ListKind,
    Mark,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    PrivateText,
    Recalled,
    RecallKind,
    ScaleKind,
    SharesKind,
    TextKind,
    Value,
    YesNoKind,
)

Fields = Mapping[str, Sequence[str]]
Records = Mapping[str, Recalled]

MOST_BYTES = 1_572_864
NEW_LINE_ID = ""
NO_RECORDS: Records = {}

_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(text: str) -> PrivateText:
    """What is kept of typed text: NFC, line ends as LF, no control characters but tab and LF, no lone surrogates."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return PrivateText(unicodedata.normalize("NFC", _DROPPED.sub("", lines)))


def parse_answer(
    kind: Kind,
    fields: Fields,
    *,
    optional: bool = False,
    items: Sequence[str] = (),
    records: Records = NO_RECORDS,
) -> Value:
    """The value that the fields hold. Raises AnswerError.

    `items` are the ids of the list that the kind is about, in its order, and `records` those that can be recalled,
    by address.
    """
    match kind:
        case OneOfKind() | OrderKind() | SharesKind():
            value = _about_items(kind, fields, items, optional=optional)
        case RecallKind():
            value = _recalled(kind, fields, records)
        case _:
            value = _parse(kind, fields)
    if value is None:
        if optional:
            return Mark.SKIPPED
        raise AnswerError("empty")
    return value


def _parse(kind: Kind, fields: Fields) -> Value | None:
    """The value, or None when nothing was given."""
    match kind:
        case TextKind():
            return _text(kind, fields)
        case YesNoKind():
            return _yes_no(fields)
        case ChoiceKind():
            return _choice(kind, fields)
        case PicksKind():
            return _picks(kind, fields)
        case ListKind():
            return _list(kind, fields)
        case MomentKind():
            return _moment(fields)
    word = _word(fields, "answer")
    return _single(kind, word) if word else None


def _single(kind: Kind, word: str) -> Value | None:
    match kind:
        case ScaleKind():
            return _scale(kind, word)
        case NumberKind():
            return parse_number(kind, word)
        case MinutesKind():
            return parse_minutes(word)
        case DateKind():
            return parse_date(word)
    return parse_time(word)


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name) or ("",)
    return values[0]


def _on_one_line(text: PrivateText) -> PrivateText:
    """A text without line ends: its lines joined with a blank, empty ones left out."""
    if "\n" not in text:
        return text
    return PrivateText(" ".join([line.strip() for line in text.split("\n") if line.strip()]))


def _word(fields: Fields, name: str) -> str:
    """What was typed in one short field, without the blanks around it."""
    return clean_text(_first(fields, name)).strip()


def _check_size(*texts: str) -> None:
    size = sum([len(text.encode()) for text in texts])
    if size > MOST_BYTES:
        raise AnswerError("length", size=size, most=MOST_BYTES)


def _text(kind: TextKind, fields: Fields) -> Value | None:
    text = clean_text(_first(fields, "answer"))
    _check_size(text)
    text = text if kind.long else _on_one_line(text)
    return text if text.strip() else None


def _scale(kind: ScaleKind, word: str) -> Value:
    number = find_whole(word)
    if number is None:
        raise AnswerError("whole_number", least=kind.least, most=kind.most)
    if not kind.least <= number <= kind.most:
        raise AnswerError("range", least=kind.least, most=kind.most)
    return number


def _moment(fields: Fields) -> Value | None:
    """A day and a time, in a field for each or in one for both."""
    day, clock = _word(fields, "answer"), _word(fields, "clock")
    if not day and not clock:
        return None
    if "clock" not in fields:
        return parse_moment(day)
    if not day or not clock:
        raise AnswerError("moment", least=FIRST_YEAR, most=LAST_YEAR)
    return datetime.combine(parse_date(day), parse_time(clock))


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
    return _own_words(fields) if option == OTHER and kind.other else Chosen(option)


def _own_words(fields: Fields) -> Chosen:
    words = clean_text(_first(fields, "own"))
    _check_size(words)
    words = _on_one_line(words)
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


def _about_items(kind: ListedKind, fields: Fields, items: Sequence[str], *, optional: bool) -> Value | None:
    if isinstance(kind, OneOfKind):
        item = _first(fields, "answer")
        return _own_words(fields) if kind.other and item == OTHER else parse_one_of(item, items)
    listed = fields.get("item", ())
    if isinstance(kind, OrderKind):
        return parse_order(listed, fields.get("rank", ()), items)
    typed = [clean_text(text) for text in fields.get("share", ())]
    # With a rest, leaving all to it is an answer, but on a page that may be passed it is none.
    is_empty = not any(text.strip() for text in typed) and (optional or not kind.rest or not any(listed))
    return None if items and is_empty else parse_shares(kind, listed, typed, items)


def _recalled(kind: RecallKind, fields: Fields, records: Records) -> Value | None:
    wanted = list(dict.fromkeys([address for address in fields.get("answer", ()) if address]))
    if not set(wanted) <= records.keys():
        raise AnswerError("option")
    if kind.many:
        return tuple([records[address] for address in wanted]) or None
    return records[wanted[0]] if wanted else None


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
