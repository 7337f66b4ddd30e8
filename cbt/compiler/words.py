"""Which words stand together in a step, and what an id may look like.

It must not read values: only which words are there.
"""

import re
from collections.abc import Iterable, Iterator

from cbt.compiler.diagnostics import Findings
from cbt.compiler.nodes import Map, Scalar, Seq
from cbt.compiler.reserved import OF_A_FUNCTION, USED_FOR
from cbt.compiler.schema import Shape, StepShape

IDENTIFIER = "[a-z][a-z0-9_]*"
MOST_ID = 60
_NOT_OF_IDS = re.compile("[^a-z0-9]+")
_LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
FUNCTIONS = (
    "mean",
    "min",
    "max",
    "sum",
    "count",
    "words",
    "has",
    "answered",
    "minutes_between",
    "round",
    "if",
    "most_rise",
    "largest_first",
    "smallest_first",
    "place_of_first",
)
_ANSWER_LINE = re.compile(r"\n[ \t]*(answer|options|recall):(?=\s|$)")
RESERVED = frozenset({*FUNCTIONS, *USED_FOR})

_OF_AN_ANSWER = {
    "answer",
    "unit",
    "least",
    "most",
    "rest",
    "options",
    "pick",
    "other",
    "ends",
    "optional",
    "safety",
    "check",
}
_OF_A_QUESTION = {*_OF_AN_ANSWER, "recall", "example", "label", "holds"}
_PACES = ("wait", "timer", "breathe")
_OF_A_PAGE = {"help", "keep_in_view", "next", "reword", "keep"}
NATURES: dict[str, set[str]] = {
    "ask": {"ask", *_OF_A_QUESTION, *_OF_A_PAGE},
    "say": {"say", "end", *_PACES, *_OF_A_PAGE},
    "repeat": {"repeat", "steps", "again", "next"},
    "for_each": {"for_each", "steps", "next"},
    "use": {"use", "with", "next"},
    "hand_off": {"hand_off", "carry"},
}
# A step with two of them is taken for the first of these: the others are told.
_FIRST_SEEN = ("hand_off", "use", "for_each", "repeat", "ask", "say")
_INSTEAD = {("hand_off", "with"): "carry", ("use", "carry"): "with"}
_COMPULSORY = {"repeat": ("steps", "again"), "for_each": ("steps",)}
_ONLY_WITH_OPTIONS = ("pick", "other")
PROSE = ("title", "about", "ask", "say", "label", "help", "example", "else", "again")


def nature_of(step_id: Scalar, shape: StepShape, findings: Findings) -> str | None:
    """The word that makes the step what it is, or None; notes words out of place or missing (F011, F012)."""
    words = shape.words()
    nature = _nature(words)
    if nature is None:
        if not (shape.node.stands_in or shape.node.is_unsure):
            findings.add("F012", step_id, f'"{step_id}" asks and says nothing', "add a line ask: or say:")
        return None
    _check_company(nature, shape, findings)
    for word in _COMPULSORY.get(nature, ()):
        if word not in words and not _is_inside(word, shape, findings):
            findings.add("F012", step_id, f'"{word}" is missing in "{step_id}"', f"add a line {word}: ...")
    if nature == "ask":
        _check_question(step_id, shape, findings)
    if nature == "say":
        _check_pace(shape, findings)
    if shape.end is not None and shape.next is not None:
        hint = "a flow ends here, or goes on"
        findings.add("F011", shape.key("next"), '"next" does not go with "end"', hint)
    return nature


def _is_inside(word: str, loop: StepShape, findings: Findings) -> bool:
    """Whether a word of a loop stands in one of its steps, which is told."""
    found = False
    for step in (loop.steps or {}).values():
        if word != "steps" and word in step.node and step.repeat is None:
            hint = 'write it beside "steps", with the same indentation'
            findings.add("F011", step.key(word), f'"{word}" stands one level too far in', hint)
            step.node.pop(word)
            found = True
    return found


def _nature(words: Iterable[str]) -> str | None:
    """Of several words that make a step what it is, the one that says most of it."""
    there = set(words)
    return next((word for word in _FIRST_SEEN if word in there), None)


def _check_company(nature: str, shape: StepShape, findings: Findings) -> None:
    """Notes words that do not go with the step's own (F011); those that came with another such word only once."""
    words = shape.words()
    others = [word for word in words if word in NATURES and word != nature]
    told = {word for other in others for word in NATURES[other]} - set(others)
    for word in words:
        if word in NATURES[nature] or word in told:
            continue
        hint = "take it out, or make a step of its own"
        instead = _INSTEAD.get((nature, word))
        if instead is not None and instead not in words:
            hint = f'did you mean "{instead}"?'
        elif (nature, word) == ("ask", "say"):
            hint = 'write it into "help", or make a step of its own before this one'
        findings.add("F011", shape.key(word), f'"{word}" does not go with "{nature}"', hint)


def _check_question(step_id: Scalar, shape: StepShape, findings: Findings) -> None:
    # What also says something may be meant to ask nothing, which has been told.
    if shape.answer is None and shape.options is None and shape.recall is None and shape.say is None:
        hint = _swallowed(shape) or "add a line answer: text, or options:"
        findings.add("F012", step_id, f'"{step_id}" has no answer', hint)
    if shape.answer is not None and shape.options is not None:
        hint = "options are the answer: take one out"
        findings.add("F011", shape.key("answer"), '"answer" does not go with "options"', hint)
    goes_with = {"pick": shape.recall is not None, "other": is_one_of(shape)}
    for word in _ONLY_WITH_OPTIONS:
        if word in shape.words() and shape.options is None and not goes_with[word]:
            hint = "add options, or take it out"
            findings.add("F011", shape.key(word), f'"{word}" goes with "options" only', hint)
    for word in shape.words() if shape.recall is not None else ():
        if word in _OF_AN_ANSWER - {"pick"}:
            hint = "an earlier record is the answer: take it out"
            findings.add("F011", shape.key(word), f'"{word}" does not go with "recall"', hint)


def is_one_of(shape: StepShape) -> bool:
    """Whether a question asks for one item of a list."""
    return shape.answer is not None and shape.answer.split()[:2] == ["one", "of"]


def _swallowed(shape: StepShape) -> str:
    """The way out where the answer has become a part of a text, by its indentation; else the empty string."""
    for word in shape.words():
        value = shape.node[word]
        found = _ANSWER_LINE.search(value.raw) if word in PROSE and isinstance(value, Scalar) else None
        if found is not None:
            return f'"{found[1]}:" stands inside the text of "{word}": give it the indentation of "{word}"'
    return ""


def _check_pace(shape: StepShape, findings: Findings) -> None:
    """Notes a page that has two paces, or that ends the flow and has one."""
    first, *others = [word for word in shape.words() if word in ("end", *_PACES)] or [""]
    for word in others:
        findings.add(
            "F011", shape.key(word), f'"{word}" does not go with "{first}"', "make a page of its own"
        )


def words_with(present: Iterable[str]) -> set[str]:
    """The words that may stand in a step together with those that are there."""
    nature = _nature(present)
    return set(NATURES[nature]) if nature is not None else set().union(*NATURES.values())


def meant_id(name: str) -> str | None:
    """The id that a name was meant to be, such as `rest_day` for `Rest-Day`; None where it makes none."""
    found = _NOT_OF_IDS.sub("_", name.lower()).strip("_")
    is_id = re.fullmatch(IDENTIFIER, found) and len(found) <= MOST_ID
    return found if is_id and name.isascii() else None


def check_id(name: Scalar, findings: Findings, *, reserved: bool = True) -> bool:
    """Notes an id that is not well-formed (F014) or reserved (F015); whether it is one."""
    if not re.fullmatch(IDENTIFIER, name) or len(name) > MOST_ID:
        meant = meant_id(name)
        rule = f"use a-z, 0-9 and _, a letter first, at most {MOST_ID} characters"
        hint = f'did you mean "{meant}"?' if meant is not None else rule
        findings.add("F014", name, f'"{name}" is not an id', hint)
        return False
    if reserved and name in RESERVED:
        hint = f"choose another id: {USED_FOR.get(name, OF_A_FUNCTION)}"
        findings.add("F015", name, f'"{name}" is a word of the language', hint)
        return False
    return True


def is_language(language: Scalar, findings: Findings) -> bool:
    """Whether a language is written by its short name; else notes it (F013)."""
    if _LANGUAGE.fullmatch(language):
        return True
    hint = "write its short name, such as en, de or pt-BR"
    findings.add("F013", language, f'"{language}" is no language', hint)
    return False


def check_prose(shape: Shape, findings: Findings) -> None:
    """Notes prose that stands in braces (F007): a comma or a colon there cuts it."""
    if not _may_have_prose_in_braces(shape.node):
        return
    for inner in _shapes_in(shape):
        for word in PROSE:
            value = inner.node.get(word)
            if inner.node.braces and not inner.node.is_cut and isinstance(value, Scalar):
                hint = "write them on a line of their own"
                findings.add("F007", value, f'the words of "{word}" stand in braces', hint)


def _may_have_prose_in_braces(root: Map) -> bool:
    """Whether a map in braces has a word of prose, be it an option's id: a look that spares most files the other."""
    todo: list[Map | Seq] = [root]
    while todo:
        node = todo.pop()
        # A way on is written {else: step}; only beside "must" it is prose.
        is_braced = isinstance(node, Map) and node.braces
        if is_braced and any(word in node for word in PROSE if word != "else" or "must" in node):
            return True
        below = node.values() if isinstance(node, Map) else node
        todo += [inner for inner in below if isinstance(inner, Map | Seq)]
    return False


def _shapes_in(shape: Shape) -> Iterator[Shape]:
    """The shape and all shapes below it."""
    todo: list[object] = [shape]
    while todo:
        value = todo.pop()
        if isinstance(value, Shape):
            yield value
            todo.extend(getattr(value, name) for name in value.model_fields_set)
        elif isinstance(value, dict):
            todo.extend(value.values())
        elif isinstance(value, list):
            todo.extend(value)
