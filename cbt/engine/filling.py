"""From an answer as an author writes it in a walk to the form that a person would send.

It must not judge the answer: whoever parses the form does.
"""

from collections import defaultdict
from collections.abc import Mapping

from cbt.engine.answer_tree import texts
from cbt.engine.answers import NEW_LINE_ID, NO_RECORDS, Fields, Records
from cbt.engine.machine import Program
from cbt.engine.recalling import recalled_of
from cbt.engine.text import labelled_items
from cbt.engine.walk import Walk
from cbt.model.answer import (
    OTHER,
    ChoiceKind,
    Line,
    ListedKind,
    ListKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    RecallKind,
    SharesKind,
)
from cbt.model.session import key
from cbt.model.source import SourcePos
from cbt.model.walk import Tree


def form_of(program: Program, walk: Walk, told: Tree, pos: SourcePos) -> tuple[Fields, Records]:
    """The form that answers the page on which a walk stands, and the records that it can recall.

    Raises WalkFailed for a record that gives something else than what is read of it.
    """
    kind = program.flow.steps[walk.step].kind
    if isinstance(kind, RecallKind) and isinstance(told, Mapping):
        record = recalled_of(walk.step, kind, told, pos)
        return {"answer": [record.record]}, {record.record: record}
    if isinstance(kind, RecallKind) and kind.many and isinstance(told, tuple):
        each = [item for item in told if isinstance(item, Mapping)]
        many = [recalled_of(f"{walk.step}.{at}", kind, item, pos) for at, item in enumerate(each, 1)]
        return {"answer": [record.record for record in many]}, {record.record: record for record in many}
    return _fields(program, walk, told), NO_RECORDS


def _fields(program: Program, walk: Walk, told: Tree) -> Fields:
    kind = program.flow.steps[walk.step].kind
    words = [text.text for text in texts(told)]
    match kind:
        case ChoiceKind() | PicksKind():
            return _option_fields(kind, words)
        case OneOfKind():
            return _item_fields(program, walk, kind, words)
        case OrderKind():
            return {"item": _ids_of(program, walk, kind, words)}
        case SharesKind():
            return {"item": _ids_for(program, walk, kind, words), "share": words}
        case ListKind():
            return {"line": words, "line_id": _line_ids(walk, words)}
    return {"answer": words}


def _line_ids(walk: Walk, words: list[str]) -> list[str]:
    """The ids of the lines that are there, so that what was answered about them stays: same words, same line.

    A line with other words is the one in its place, as on the page that is typed over; behind those it is new.
    """
    known = walk.facts.answers.get(key(walk.step, walk.items))
    lines = [line for line in known if isinstance(line, Line)] if isinstance(known, tuple) else []
    ids: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        ids[str(line.text)].append(line.id)
    same = [ids[word].pop(0) if ids[word] else NEW_LINE_ID for word in words]
    changed = [line.id if line.id not in same else NEW_LINE_ID for line in lines[: len(words)]]
    changed += [NEW_LINE_ID] * (len(words) - len(changed))
    return [kept or typed_over for kept, typed_over in zip(same, changed, strict=True)]


def _option_fields(kind: ChoiceKind | PicksKind, words: list[str]) -> Fields:
    """Ids stay what they are; where own words are allowed, all else is that."""
    options = set(kind.options) - {OTHER} if kind.other else set(kind.options)
    own = [word for word in words if word not in options and word]
    if not own or not kind.other:
        return {"answer": words}
    return {"answer": [*[word for word in words if word in options], OTHER], "own": own}


def _item_fields(program: Program, walk: Walk, kind: OneOfKind, words: list[str]) -> Fields:
    """The item that is named; where own words are allowed, what names none is that."""
    known = {label for _, label in labelled_items(program, kind, walk)}
    own = [word for word in words if word not in known and word]
    if own and kind.other:
        return {"answer": [OTHER], "own": own}
    return {"answer": _ids_of(program, walk, kind, words)}


def _ids_of(program: Program, walk: Walk, kind: ListedKind, words: list[str]) -> list[str]:
    """The items that words name, each once; a word that names none stays as it is."""
    ids: dict[str, list[str]] = defaultdict(list)
    for item, label in labelled_items(program, kind, walk):
        ids[label].append(item)
    return [ids[word].pop(0) if ids[word] else word for word in words]


def _ids_for(program: Program, walk: Walk, kind: SharesKind, words: list[str]) -> list[str]:
    """The items in the list's order, and behind them what is no item for each number too many."""
    ids = [item for item, _ in labelled_items(program, kind, walk)]
    return [*ids, *words[len(ids) :]]
