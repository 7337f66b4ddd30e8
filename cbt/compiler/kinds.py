"""Reads the `answer`, `options` and `ends` words of a step into an answer kind with its labels.

It must not resolve names: `one of` keeps its name for later.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from cbt.compiler.diagnostics import did_you_mean
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.parts import Parts
from cbt.compiler.schema import StepShape
from cbt.compiler.slips import meant_ends, meant_options
from cbt.compiler.words import IDENTIFIER, check_id
from cbt.model.answer import (
    OTHER,
    ChoiceKind,
    DateKind,
    Kind,
    ListedKind,
    ListKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    RecallKind,
    ScaleKind,
    SharesKind,
    TextKind,
    TimeKind,
    YesNoKind,
)
from cbt.model.reference import Ref

_PLAIN: Mapping[str, Kind] = {
    "text": TextKind(),
    "long text": TextKind(long=True),
    "yes/no": YesNoKind(),
    "number": NumberKind(),
    "percent": NumberKind(0, 100, percent=True),
    "minutes": MinutesKind(),
    "date": DateKind(),
    "time": TimeKind(),
    "date and time": MomentKind(),
}
_SCALE = re.compile(r"(-?[0-9]{1,6})\s*-\s*(-?[0-9]{1,6})")
_POINT = re.compile(r"-?[0-9]{1,6}")
_LIST = re.compile(r"list ([0-9]{1,4})-([0-9]{1,4})")
_NAME = rf"({IDENTIFIER}(?:\.{IDENTIFIER})*)"
_RANGE = re.compile(
    r"(?:from )?(list(?: of)? ?)?(?:([0-9]{1,6}) ?(?:to|-|–|—|\.\.\.?|…|/|:) ?)?([0-9]{1,6})(?: lines)?"
)
_ONE_OF = re.compile(f"one of {_NAME}")
_ORDER = re.compile(f"order of {_NAME}")
_SHARES = re.compile(f"shares of ([1-9][0-9]{{0,5}}) over {_NAME}")
_LIMIT = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,2})?")
MEANINGS = {
    "text": "a line of words",
    "long text": "words on as many lines as it takes",
    "0-100": "a whole number on a scale; any other two numbers too, such as 0-10 or 1-5",
    "number": "a number, with up to two digits behind the point; unit, least and most go with it",
    "percent": "a number from 0 to 100",
    "yes/no": "yes or no",
    "date": "a day",
    "time": "a time of day, to the minute",
    "date and time": "both",
    "minutes": "how long something took",
    "list 1-5": "from one to five lines of words on one page",
    "one of thoughts": "one item of a list, a pick of many, an order, a loop's texts, a sorted list, or a list that "
    "one earlier record gave; with other, own words too, and only these where there is no such list",
    "order of cards": "all items of such a list, put in order",
    "shares of 100 over causes": "a whole number for each item of such a list; they make 100, or less with rest",
}
KNOWN_KINDS = (*_PLAIN, "0-100", "0-10", "list 1-5", "one of", "order of", "shares of 100 over")
MOST_LINES = 50
# What people write who know other forms.
_SAID_OTHERWISE = {
    **dict.fromkeys(("scale", "slider", "rating"), "0-10"),
    **dict.fromkeys(("integer", "numeric"), "number"),
    **dict.fromkeys(("string", "words", "line"), "text"),
    **dict.fromkeys(("textarea", "paragraph"), "long text"),
    **dict.fromkeys(("boolean", "bool", "checkbox"), "yes/no"),
}
# Words of a step that became options by their indentation.
_OF_THE_STEP = (
    ("pick", "many"),
    ("other", "allowed"),
    ("optional", "true"),
    ("optional", "false"),
    ("reword", "allowed"),
    ("reword", "never"),
)
_SEVERAL = re.compile(r"[\s,]")
MOST_OPTIONS = 100


@dataclass(slots=True)
class AnswerWords:
    """What a step says about its answer: the kind, or the list `of` whose items it is and what `makes` the kind of it.

    `labels` are by option id or point. `broken` when the words were not understood, which has been told.
    """

    kind: Kind | None = None
    of: Scalar | None = None
    makes: Callable[[Ref], ListedKind] = OneOfKind
    labels: dict[str, Scalar] = field(default_factory=dict)
    ends: dict[int, Scalar] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        return self.kind is None and self.of is None


def answer_words(shape: StepShape, parts: Parts) -> AnswerWords:
    """Reads a question's kind; faults go to the findings of `parts`."""
    if shape.options is not None:
        return _options(shape, parts)
    if shape.recall is not None:
        return AnswerWords(RecallKind(str(shape.recall), many=shape.pick is not None))
    if shape.answer is None:
        return AnswerWords()
    words = _kind(shape.answer, shape, parts)
    if not words.broken:
        _check_companions(shape, words, parts)
        if shape.ends is not None:
            _read_ends(shape, words, parts)
    return words


def _kind(answer: Scalar, shape: StepShape, parts: Parts) -> AnswerWords:
    text = " ".join(answer.split())
    if text == "number":
        return AnswerWords(_number(shape, parts))
    if text in _PLAIN:
        return AnswerWords(_PLAIN[text])
    if match := _SCALE.fullmatch(text):
        return AnswerWords(_scale(answer, int(match[1]), int(match[2]), parts))
    if match := _LIST.fullmatch(text):
        return AnswerWords(_list(answer, int(match[1]), int(match[2]), parts))
    if match := _ONE_OF.fullmatch(text):
        makes: Callable[[Ref], ListedKind] = OneOfKind
        if shape.other is not None:
            makes = partial(OneOfKind, other=True)
        return AnswerWords(of=_last_word(answer), makes=makes)
    if match := _ORDER.fullmatch(text):
        return AnswerWords(of=_last_word(answer), makes=OrderKind)
    if match := _SHARES.fullmatch(text):
        makes = partial(SharesKind, int(match[1]), rest=shape.rest is not None)
        return AnswerWords(of=_last_word(answer), makes=makes)
    meant = did_you_mean(_SAID_OTHERWISE.get(text, text), KNOWN_KINDS)
    hint = _meant_range(text) or meant or "use one of: " + ", ".join(KNOWN_KINDS)
    parts.findings.add("F013", answer, f'"{answer}" is not a kind of answer', hint)
    return AnswerWords()


def _meant_range(text: str) -> str:
    """The way out of a range that was written another way; else the empty string."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return ""
    least, most = found[2] or "1", found[3]
    return f'did you mean "{"list " if found[1] else ""}{least}-{most}"?' if found[2] or found[1] else ""


def _last_word(answer: Scalar) -> Scalar:
    """The name that a kind ends with, at its place."""
    end = len(answer.rstrip())
    return answer.part(end - len(answer.split()[-1]), end)


def _number(shape: StepShape, parts: Parts) -> Kind | None:
    limits = [_limit(word, text, parts) for word, text in (("least", shape.least), ("most", shape.most))]
    least, most = limits
    if least is not None and most is not None and least >= most:
        parts.findings.add(
            "F013", shape.key("most"), '"most" is not above "least"', "write the larger one here"
        )
        return None
    return NumberKind(least, most)


def _limit(word: str, text: Scalar | None, parts: Parts) -> int | float | None:
    if text is None:
        return None
    if _LIMIT.fullmatch(text):
        return float(text) if "." in text else int(text)
    hint = "write it in digits, with two behind the point at most"
    parts.findings.add("F013", text, f'"{word}" should be a number', hint)
    return None


def _check_companions(shape: StepShape, words: AnswerWords, parts: Parts) -> None:
    """Notes words that only one kind of answer has (F011)."""
    is_number = isinstance(words.kind, NumberKind) and not words.kind.percent
    is_shares = isinstance(words.makes, partial) and words.makes.func is SharesKind
    for word, fits, goes_with in (
        ("unit", is_number, "answer: number"),
        ("least", is_number, "answer: number"),
        ("most", is_number, "answer: number"),
        ("rest", is_shares, "shares of"),
    ):
        if word in shape.words() and not fits:
            message = f'"{word}" goes with "{goes_with}" only'
            parts.findings.add("F011", shape.key(word), message, "take it out, or change the answer")


def _scale(answer: Scalar, least: int, most: int, parts: Parts) -> Kind | None:
    if least < most:
        return ScaleKind(least, most)
    parts.findings.add("F013", answer, f'"{answer}" is no range', "write the smaller number first")
    return None


def _list(answer: Scalar, least: int, most: int, parts: Parts) -> Kind | None:
    if least <= most and 1 <= most <= MOST_LINES:
        return ListKind(least, most)
    hint = f"from fewer to more, at most {MOST_LINES}"
    parts.findings.add("F013", answer, f'"{answer}" is no range of lines', hint)
    return None


def _options(shape: StepShape, parts: Parts) -> AnswerWords:
    labels = _labels(shape, parts)
    if len(labels) > MOST_OPTIONS:
        hint = f"offer {MOST_OPTIONS} at most"
        parts.findings.add("F013", shape.key("options"), f"here are {len(labels)} options", hint)
        return AnswerWords()
    other = shape.other is not None
    options = (*labels, OTHER) if other and OTHER not in labels else tuple(labels)
    kind: Kind = PicksKind(options, other) if shape.pick else ChoiceKind(options, other)
    return AnswerWords(kind if labels else None, labels=labels)


def _labels(shape: StepShape, parts: Parts) -> dict[str, Scalar]:
    node = shape.options
    if isinstance(node, Scalar) and node in KNOWN_KINDS:
        message = f'"{node}" is a kind of answer, and no list of options'
        parts.findings.add("F013", node, message, f"write answer: {node}")
        return {}
    if isinstance(node, Scalar) and node and not _SEVERAL.search(node):
        return parts.shared_options(node)
    if not isinstance(node, Map) or not node:
        hint = meant_options(node) or "write id: label for each, or name a shared list"
        parts.findings.add("F013", shape.key("options"), '"options" holds no options', hint)
        return {}
    labels = {}
    for option, label in node.items():
        key = node.key(option)
        if not check_id(key, parts.findings, reserved=False):
            node.is_unsure = True
        elif isinstance(label, Scalar) and (option, str(label)) in _OF_THE_STEP:
            message = f'"{option}: {label}" stands among the options'
            parts.findings.add("F011", key, message, 'give it the indentation of "options"')
            continue
        if isinstance(label, Scalar):
            labels[option] = label
        else:
            parts.findings.add("F013", key, f'"{option}" should be a text', "write option: label")
    return labels


def _meant_point(point: str) -> str:
    """The way out of a point without its colon: `0=never`; else the empty string."""
    found = re.fullmatch(r"([0-9]{1,6})(?: *(?:=>?|->?) *| +)(\S.*)", point)
    return f"write {found[1]}: {found[2]}" if found else ""


def _read_ends(shape: StepShape, words: AnswerWords, parts: Parts) -> None:
    node, kind, key = shape.ends, words.kind, shape.key("ends")
    if not isinstance(kind, ScaleKind):
        hint = "give the step a scale such as answer: 0-100"
        parts.findings.add("F011", key, '"ends" names the points of a scale', hint)
        return
    if not isinstance(node, Map) and (not isinstance(node, Scalar) or _SEVERAL.search(node)):
        hint = meant_ends(node, kind.least, kind.most)
        parts.findings.add("F013", key, '"ends" names no points', hint)
        return
    entries = parts.shared_ends(node) if isinstance(node, Scalar) else node
    if isinstance(node, Map) and node and not any(_POINT.match(point) for point in node):
        hint = f"its numbers stand before the words: ends: {{{kind.least}: ..., {kind.most}: ...}}"
        parts.findings.add("F013", node.key(next(iter(node))), '"ends" names no points', hint)
        return
    for point, label in entries.items():
        place = node.key(point) if isinstance(node, Map) else key
        if not _POINT.fullmatch(point) or not kind.least <= int(point) <= kind.most:
            message = f'"{point}" is not a point of the scale {kind.least}-{kind.most}'
            meant = _meant_point(point)
            parts.findings.add("F013", place, message, meant or "use its numbers")
            if meant:
                # All points are written so, which is told once.
                return
        elif isinstance(label, Scalar):
            words.ends[int(point)] = label
        else:
            parts.findings.add("F013", place, f'"{point}" should be a text', "write point: meaning")
    if len(entries) < 2 and not (isinstance(node, Scalar) and not entries):
        parts.findings.add("F013", key, "the ends of the scale need names", "name two points at least")
