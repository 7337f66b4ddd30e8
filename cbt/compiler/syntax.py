"""Says in an author's words why a file cannot be read as YAML, and at the line where it went wrong.

It must not read YAML: it looks at the lines around the place where the parser gave up.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cbt.compiler.comments import Span
from cbt.compiler.schema import FILE_SHAPES, CheckShape, Shape, StepShape, SummaryShape
from cbt.compiler.words import PROSE

_SHAPES: tuple[type[Shape], ...] = (*FILE_SHAPES, StepShape, CheckShape, SummaryShape)
WORDS = frozenset(field.alias or name for shape in _SHAPES for name, field in shape.model_fields.items())

_KEY = re.compile(r"(?P<indent> *)(?:- +)?(?P<word>[\w.]+):(?:[ \t]+(?P<value>.*)|$)")
_OF_STEPS = frozenset(field.alias or name for name, field in StepShape.model_fields.items())
_LAST_WORD = re.compile(r"(?:^|[\s,;.?!])([a-z_]+)$")
# A step that was written as an item of a list.
_ITEM = re.compile(r" *- +(?:([a-z][a-z0-9_]*):|id: +([a-z][a-z0-9_]*))\s*$")
_DASH = re.compile(r" *-(?=[^\s-])")
_FIRST = re.compile(r" *(?:- +)?(?P<word>[A-Za-z0-9_]+)(?=[\s:]|$)")
_ALONE = re.compile(r" *[a-z][a-z0-9_]*:?\s*")
_BRACE = ("brace", "}")
_OPEN = {"{": _BRACE, "[": ("bracket", "]")}

_QUOTES = 'put the text in quotes, or write it below a "|"'
_PERCENT = 'a line cannot start with "%"'
_LOOK = "check quotes, braces and indentation, here and in the lines above"


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, the way out, and where: line and column counted from 0."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Scene:
    """The lines of a file and where the parser gave up in it; `context` is where it began what it could not end.

    `last` is the text that it read last.
    """

    lines: Sequence[str]
    text: str
    problem: str
    at: Any
    context: Any
    last: Span | None

    @property
    def line(self) -> str:
        """The line of the place; empty behind the last."""
        return self.lines[self.at.line] if self.at.line < len(self.lines) else ""

    @property
    def char(self) -> str:
        """The character at the place; empty at the end of its line."""
        return self.line[self.at.column : self.at.column + 1]

    @property
    def is_at_start(self) -> bool:
        """Whether nothing stands before the place on its line."""
        return not self.line[: self.at.column].strip()

    def above(self, number: int) -> int | None:
        """The nearest line above one that is neither blank nor a comment."""
        for other in range(number - 1, -1, -1):
            if self.lines[other].strip() and not self.lines[other].lstrip().startswith("#"):
                return other
        return None

    def here(self, message: str, hint: str) -> Mistake:
        return Mistake(self.at.line, self.at.column, message, hint)

    def on(self, number: int, message: str, hint: str) -> Mistake:
        """A mistake of a whole line, told where its words begin."""
        return Mistake(number, _indent(self.lines[number]), message, hint)


def explain(fault: Exception, text: str, spans: Sequence[Span]) -> Mistake:
    """The mistake behind what the parser says, found in the text around its mark. Never raises.

    `spans` are the texts that were read before it gave up.
    """
    context, problem = (str(getattr(fault, name, None) or "") for name in ("context", "problem"))
    at = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    if at is None:
        return Mistake(0, 0, "this file cannot be read", "take escapes such as \\U00110000 out")
    start = getattr(fault, "context_mark", None) or at
    scene = _Scene(text.split("\n"), text, problem, at, start, spans[-1] if spans else None)
    found = _tab(scene)
    for words, tell in _TELLERS:
        if found is None and (words in problem or words in context):
            found = tell(scene)
    return _inside_file(found or scene.here("this line cannot be read", _LOOK), scene)


def _inside_file(mistake: Mistake, scene: _Scene) -> Mistake:
    """The parser may give up behind the last line; people look at the last one."""
    last = min(mistake.line, len(scene.lines) - 1)
    return replace(mistake, line=last, column=min(mistake.column, len(scene.lines[last])))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _tab(scene: _Scene) -> Mistake | None:
    indentation = scene.line[: _indent(scene.line)]
    if "\t" in indentation and scene.at.column >= indentation.index("\t"):
        column = indentation.index("\t")
        return Mistake(scene.at.line, column, "this line is indented with a tab", "use spaces")
    return scene.here("a tab stands here", "use a space") if scene.char == "\t" else None


def _colon(scene: _Scene) -> Mistake | None:
    """A colon where no name can be: inside prose, behind a line without its own, or on a line indented too far."""
    number = scene.at.line
    if _DASH.match(scene.line):
        return _dash(scene, number)
    if scene.line[: scene.at.column].strip() and ": " in scene.line[: scene.at.column]:
        return _second_colon(scene)
    above = scene.above(number)
    first = None
    while above is not None and not _KEY.match(scene.lines[above]):
        first, above = above, scene.above(above)
    owner = _KEY.match(scene.lines[above]) if above is not None else None
    is_prose = owner is not None and bool(owner["value"])
    if first is not None and not (owner and is_prose and _indent(scene.lines[first]) > len(owner["indent"])):
        return _without_colon(scene, first)
    if owner is None:
        return None
    key = _KEY.match(scene.line)
    if owner["word"] in PROSE and not (key and key["word"] in WORDS):
        return scene.here('a ": " stands inside a text here', _QUOTES)
    return _odd(scene, number, len(owner["indent"]))


def _second_colon(scene: _Scene) -> Mistake:
    """A colon on a line behind another: a word of its own, or part of the text."""
    word = _LAST_WORD.search(scene.line[: scene.at.column])
    if word is not None and word[1] in _OF_STEPS:
        hint = f'put "{word[1]}:" on a line of its own, or the whole text in quotes'
        return Mistake(
            scene.at.line, word.start(1), f'a second word, "{word[1]}:", stands on this line', hint
        )
    if not scene.line[scene.at.column + 1 :].strip():
        return scene.here("a text cannot end with a colon", _QUOTES)
    return scene.here('a ": " stands inside a text here', _QUOTES)


def _without_colon(scene: _Scene, number: int) -> Mistake:
    line = scene.lines[number]
    if _DASH.match(line):
        return _dash(scene, number)
    if line.lstrip().startswith("{"):
        return scene.on(
            number, "a dash is missing before this brace", 'write "- " before each item of a list'
        )
    word = _FIRST.match(line)
    if word and (word["word"] in WORDS or _ALONE.fullmatch(line)):
        hint = f"write {word['word']}: ..."
        column = word.start("word")
        return Mistake(number, column, f'"{word["word"]}" needs a colon and a space behind it', hint)
    hint = "indent it like the text that it belongs to, or write a word and a colon"
    return scene.on(number, "this line is neither a word with a colon nor part of a text", hint)


def _no_colon(scene: _Scene) -> Mistake:
    return _without_colon(scene, min(scene.context.line, len(scene.lines) - 1))


def _dash(scene: _Scene, number: int) -> Mistake:
    return scene.on(number, "the dash needs a space behind it", 'write "- " before each item of a list')


def _indented(scene: _Scene, number: int, beside: int) -> Mistake:
    own = _indent(scene.lines[number])
    spaces = "1 space" if own == 1 else f"{own} spaces"
    message = f"this line is indented by {spaces}; the words beside it by {beside}"
    return scene.on(number, message, "give it the same indentation")


def _odd(scene: _Scene, number: int, beside: int) -> Mistake:
    """Of lines that are not indented alike, the one that is unlike the others: this one, or the one above it."""
    above = scene.above(number)
    before = scene.above(above) if above is not None else None
    if above is None or before is None:
        return _indented(scene, number, beside)
    own, odd, like = (_indent(scene.lines[each]) for each in (number, above, before))
    are_words = all(
        (key := _KEY.match(scene.lines[each])) and key["word"] in _OF_STEPS for each in (above, before)
    )
    if are_words and own == like != odd:
        return _indented(scene, above, own)
    return _indented(scene, number, beside)


def _quote(scene: _Scene) -> Mistake:
    """A quote that is still open at the end of the file."""
    start = scene.context
    mark = scene.text[start.index : start.index + 1]
    return Mistake(
        start.line, start.column, "this quote is never closed", f"add {mark} at the end of the text"
    )


def _behind_quote(scene: _Scene) -> Mistake | None:
    """Words behind a closing quote: it was meant to be an opening one, or part of the text."""
    if scene.last is None:
        return None
    start, end, _ = scene.last
    mark = scene.text[start : start + 1]
    if mark not in ("'", '"') or scene.text[end : scene.at.index].strip(" "):
        return None
    line = scene.text.count("\n", 0, start)
    column = start - (scene.text.rfind("\n", 0, start) + 1)
    if any(_KEY.match(other) for other in scene.text[start:end].split("\n")[1:]):
        return Mistake(line, column, "this quote is never closed", f"add {mark} at the end of the text")
    if mark == "'" and scene.text[end - 1 : end + 1].strip("'").isalpha() and end == scene.at.index:
        hint = "write '' for an apostrophe inside single quotes, or put the text in double quotes"
        return scene.here("the apostrophe before this ends the text", hint)
    return scene.here("the text goes on behind its closing quote", 'write the whole text below a "|"')


def _inside(scene: _Scene) -> Mistake:
    """Something between braces or brackets that cannot be there."""
    start = scene.context
    opener = scene.text[start.index : start.index + 1]
    name, closer = _OPEN.get(opener, _BRACE)
    is_outside = scene.at.line > start.line and _indent(scene.line) <= _indent(scene.lines[start.line])
    if is_outside or scene.at.index >= len(scene.text.rstrip()):
        return Mistake(start.line, start.column, f"this {name} is never closed", f"add {closer} at its end")
    if scene.char in ("}", "]"):
        return scene.here(f'this "{scene.char}" does not close the {name} before it', f'write "{closer}"')
    if scene.char == ":":
        hint = "put the text in quotes, or a comma before the next name"
        return scene.here('a ": " stands inside a text here', hint)
    return scene.here(f"a comma is missing before this, inside the {name}s", "put a comma between the two")


def _word(scene: _Scene) -> Mistake | None:
    """Something among the words of a step or flow, or among the items of a list, that is none."""
    behind = _behind_quote(scene)
    if behind is not None or not scene.is_at_start:
        return behind or _behind_brace(scene)
    if _DASH.match(scene.line):
        return _dash(scene, scene.at.line)
    is_item = scene.line.lstrip().startswith("- ")
    above = scene.above(scene.at.line)
    if is_item and above is not None and scene.lines[above].lstrip().startswith("- "):
        return _indented(scene, scene.at.line, _indent(scene.lines[above]))
    if is_item:
        return scene.here(
            "an item of a list stands among words here", "indent the list below its word and colon"
        )
    key = _KEY.match(scene.line)
    if key is None:
        return _without_colon(scene, scene.at.line)
    if (
        above is not None
        and not _KEY.match(scene.lines[above])
        and _indent(scene.lines[above]) == _indent(scene.line)
    ):
        return _without_colon(scene, above)
    return _indented(scene, scene.at.line, _beside(scene, key))


def _item(scene: _Scene) -> Mistake | None:
    first = scene.lines[scene.context.line] if scene.context.line < len(scene.lines) else ""
    for number, line in ((scene.context.line, first), (scene.at.line, scene.line)):
        item = _ITEM.match(line) if scene.is_at_start else None
        name = item and (item[1] or item[2])
        if name and name not in WORDS and (line is first or _indent(line) < scene.context.column):
            return scene.on(
                number, f'a dash stands before the step "{name}"', f'write "{name}:", without the dash'
            )
    if scene.is_at_start and scene.line.lstrip().startswith("- "):
        return _indented(scene, scene.at.line, scene.context.column)
    if scene.is_at_start and _KEY.match(scene.line):
        hint = 'start it with "- " to add an item, or indent it like the words that it belongs to'
        return scene.here("this word stands among the items of a list", hint)
    return _word(scene)


def _behind_brace(scene: _Scene) -> Mistake | None:
    if scene.char and scene.char in "}]":
        return scene.here(f'this "{scene.char}" closes nothing', "take it out, or put the text in quotes")
    if scene.line[: scene.at.column].rstrip().endswith(("}", "]")):
        hint = "a text that starts with a brace or a bracket stands in quotes"
        return scene.here("the text goes on behind its braces", hint)
    return None


def _beside(scene: _Scene, key: re.Match[str]) -> int:
    """How far the line should be indented: like an open level whose words are of the same sort, the nearest first."""
    own, levels, number = len(key["indent"]), [], scene.above(scene.at.line)
    lowest = len(scene.line) + 1_000_000
    while number is not None and lowest:
        found = _KEY.match(scene.lines[number])
        if found and (indent := len(found["indent"])) < lowest:
            is_other_sort = (found["word"] in WORDS) != (key["word"] in WORDS)
            levels.append((is_other_sort, abs(indent - own), -indent))
            lowest = indent
        number = scene.above(number)
    return -min(levels, default=(False, 0, -scene.context.column))[2]


def _behind_end(scene: _Scene) -> Mistake:
    """Something behind all that the first line began."""
    above = scene.above(scene.at.line)
    if above is not None and scene.lines[above].startswith("%"):
        return Mistake(above, 0, _PERCENT, "put the text in quotes")
    if scene.is_at_start and above is not None:
        is_word = _KEY.match(scene.lines[above]) is not None
        if not is_word and _FIRST.match(scene.lines[above]):
            return _without_colon(scene, above)
        if is_word:
            return _indented(scene, scene.at.line, _indent(scene.lines[above]))
    return scene.here("nothing can stand behind the end of the flow", 'take it out, or the "..." above it')


def _below(scene: _Scene) -> Mistake:
    mark = scene.text[scene.context.index : scene.context.index + 1]
    return scene.here(f'a text stands on the lines below its "{mark}"', "move it down, and indent it")


def _escape(scene: _Scene) -> Mistake:
    hint = "put the text in single quotes, where a backslash is one"
    column = max(scene.line.rfind("\\", 0, scene.at.column + 1), 0)
    return Mistake(scene.at.line, column, "a backslash between double quotes does not stand for itself", hint)


def _start(scene: _Scene) -> Mistake | None:
    """A sign that has a meaning of its own at the start of a text."""
    is_begun = scene.text[scene.context.index : scene.context.index + 1] in ("&", "*", "!")
    at = scene.context if is_begun else scene.at
    char = scene.text[at.index : at.index + 1].strip()
    if not char:
        return None
    return Mistake(at.line, at.column, f'a text cannot start with "{char}"', "put the text in quotes")


def _directive(scene: _Scene) -> Mistake:
    return Mistake(scene.context.line, scene.context.column, _PERCENT, "put the text in quotes")


def _open_end(scene: _Scene) -> Mistake:
    """Braces or brackets in which the file ends."""
    start = max(scene.text.rfind(opener) for opener in _OPEN)
    name, closer = _OPEN.get(scene.text[start], _BRACE)
    line = scene.text.count("\n", 0, start)
    column = start - (scene.text.rfind("\n", 0, start) + 1)
    return Mistake(line, column, f"this {name} is never closed", f"add {closer} at its end")


_TELLERS: tuple[tuple[str, Callable[[_Scene], Mistake | None]], ...] = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("hexadecimal", _escape),
    ("quoted scalar", _quote),
    ("flow mapping", _inside),
    ("flow sequence", _inside),
    ("block mapping", _word),
    ("block collection", _item),
    ("block scalar", _below),
    ("block sequence", _item),
    ("cannot start any token", _start),
    ("scanning an a", _start),
    ("node content", _start),
    ("a directive", _directive),
    ("parsing a flow node", _open_end),
    ("parsing a block node", _start),
    ("mapping keys are not allowed", _start),
    ("entries are not allowed", _start),
    ("a tag", _start),
    ("<document start>", _behind_end),
)
