"""The inputs that a walk hands to a flow that needs some.

It must not know the flow's pages.
"""

import re

from cbt.engine.answer_tree import text_of, texts
from cbt.engine.answers import clean_text
from cbt.engine.dates import parse_date, parse_time
from cbt.engine.failing import fail
from cbt.engine.numbers import find_clock
from cbt.errors import AnswerError
from cbt.model.answer import Line, Value
from cbt.model.flow import Flow
from cbt.model.source import SourcePos
from cbt.model.walk import Tree, WalkCase

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
_TRUTHS = {"yes": True, "no": False}


def inputs_of(flow: Flow, case: WalkCase) -> dict[str, Value]:
    """What `carry` gives, by name. Raises WalkFailed when it is not what the flow needs."""
    for name in case.carry:
        if name not in flow.needs:
            fail("T101", case.pos, f'this flow needs no "{name}"', "carry what it needs, and no more")
    for name in flow.needs:
        if name not in case.carry:
            fail("T108", case.pos, f'the walk has no "{name}", which this flow needs', "add it under carry")
    return {name: _input(name, flow.needs[name], tree, case.pos) for name, tree in case.carry.items()}


def _input(name: str, kind: str, tree: Tree, pos: SourcePos) -> Value:
    if kind == "list":
        return tuple([Line(str(number), clean_text(told.text)) for number, told in enumerate(texts(tree), 1)])
    word = text_of(tree)
    value = _find_value(kind, word)
    if value is None:
        fail("T103", pos, f'"{word}" does not fit "{name}", a {kind}', "give an input of its kind")
    return value


def _find_value(kind: str, word: str) -> Value | None:
    try:
        match kind:
            case "yes/no":
                return _TRUTHS.get(word)
            case "number" if _NUMBER.fullmatch(word):
                return float(word) if "." in word else int(word)
            case "number":
                # A length of time is a number of minutes.
                return find_clock(word)
            case "date":
                return parse_date(word)
            case "time":
                return parse_time(word)
    except AnswerError:
        return None
    return clean_text(word)
