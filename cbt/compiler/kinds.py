"""Reads the `answer`, `options` and `ends` words of a step into an answer kind with its labels.

It must not resolve names: `one of` keeps its name for later.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cbt.compiler.diagnostics import did_you_mean
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.parts import Parts
from cbt.compiler.schema import StepShape
from cbt.compiler.words import IDENTIFIER, check_id
from cbt.model.answer import OTHER, ChoiceKind, Kind, ListKind, PicksKind, ScaleKind, TextKind, YesNoKind

_PLAIN: Mapping[str, Kind] = {"text": TextKind(), "long text": TextKind(long=True), "yes/no": YesNoKind()}
_SCALE = re.compile(r"(-?[0-9]{1,6})\s*-\s*(-?[0-9]{1,6})")
_POINT = re.compile(r"-?[0-9]{1,6}")
_LIST = re.compile(r"list ([0-9]{1,4})-([0-9]{1,4})")
_ONE_OF = re.compile(rf"one of ({IDENTIFIER}(?:\.{IDENTIFIER})*)")
KNOWN_KINDS = (*_PLAIN, "0-100", "0-10", "list 1-5", "one of")
MOST_LINES = 50
MOST_OPTIONS = 100


@dataclass(slots=True)
class AnswerWords:
    """What a step says about its answer: the kind, or the list it picks `one of`; labels by option id or point.

    `broken` when the words were not understood, which has been told.
    """

    kind: Kind | None = None
    one_of: Scalar | None = None
    labels: dict[str, Scalar] = field(default_factory=dict)
    ends: dict[int, Scalar] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        return self.kind is None and self.one_of is None


def answer_words(shape: StepShape, parts: Parts) -> AnswerWords:
    """Reads a question's kind; faults go to the findings of `parts`."""
    if shape.options is not None:
        return _options(shape, parts)
    if shape.answer is None:
        return AnswerWords()
    words = _kind(shape.answer, parts)
    if shape.ends is not None and not words.broken:
        _read_ends(shape, words, parts)
    return words


def _kind(answer: Scalar, parts: Parts) -> AnswerWords:
    text = " ".join(answer.split())
    if text in _PLAIN:
        return AnswerWords(_PLAIN[text])
    if match := _SCALE.fullmatch(text):
        return AnswerWords(_scale(answer, int(match[1]), int(match[2]), parts))
    if match := _LIST.fullmatch(text):
        return AnswerWords(_list(answer, int(match[1]), int(match[2]), parts))
    if match := _ONE_OF.fullmatch(text):
        start = answer.find(match[1], answer.find("of") + 2)
        return AnswerWords(one_of=answer.part(start, start + len(match[1])))
    hint = did_you_mean(text, KNOWN_KINDS) or "use one of: " + ", ".join(KNOWN_KINDS)
    parts.findings.add("F013", answer, f'"{answer}" is not a kind of answer', hint)
    return AnswerWords()


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
    if isinstance(node, Scalar):
        return parts.shared_options(node)
    if not isinstance(node, Map) or not node:
        hint = "write id: label for each, or name a shared list"
        parts.findings.add("F013", shape.key("options"), '"options" holds no options', hint)
        return {}
    labels = {}
    for option, label in node.items():
        check_id(node.key(option), parts.findings, reserved=False)
        if isinstance(label, Scalar):
            labels[option] = label
        else:
            parts.findings.add(
                "F013", node.key(option), f'"{option}" should be a text', "write option: label"
            )
    return labels


def _read_ends(shape: StepShape, words: AnswerWords, parts: Parts) -> None:
    node, kind, key = shape.ends, words.kind, shape.key("ends")
    if not isinstance(kind, ScaleKind):
        hint = "give the step a scale such as answer: 0-100"
        parts.findings.add("F011", key, '"ends" names the points of a scale', hint)
        return
    entries = parts.shared_ends(node) if isinstance(node, Scalar) else node if isinstance(node, Map) else {}
    for point, label in entries.items():
        place = node.key(point) if isinstance(node, Map) else key
        if not _POINT.fullmatch(point) or not kind.least <= int(point) <= kind.most:
            message = f'"{point}" is not a point of the scale {kind.least}-{kind.most}'
            parts.findings.add("F013", place, message, "use its numbers")
        elif isinstance(label, Scalar):
            words.ends[int(point)] = label
        else:
            parts.findings.add("F013", place, f'"{point}" should be a text', "write point: meaning")
    if len(entries) < 2 and not (isinstance(node, Scalar) and not entries):
        parts.findings.add("F013", key, "the ends of the scale need names", "name two points at least")
