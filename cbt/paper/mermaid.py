"""Writes a drawing as a Mermaid flowchart.

It must not let a character of an author's words mean anything to Mermaid: all but letters, digits and a few marks are
written as numbers.
"""

import re
import unicodedata
from collections.abc import Iterator

from cbt.paper.drawing import START, Arrow, Box, Drawing, Group, Shape

_PLAIN = frozenset(" ,.?!’“”‘–…·")
# Plain inside a word, where they begin and end nothing.
_JOINING = frozenset("_-/")
_NUMBERED = re.compile(r"\d+\.")
# What stands on both sides of the label.
_SHAPES = {
    Shape.START: ("([", "])"),
    Shape.QUESTION: ("[", "]"),
    Shape.READ: ("(", ")"),
    Shape.AGAIN: ("{{", "}}"),
    Shape.MORE: ("{", "}"),
    Shape.WAIT: ("[/", "/]"),
    Shape.END: ("([", "])"),
    Shape.HAND_OFF: ("[[", "]]"),
}
_CLASSES = (
    "classDef start fill:#e8eef7,stroke:#4a6fa5,color:#1a1a1a",
    "classDef question fill:#ffffff,stroke:#4a6fa5,color:#1a1a1a",
    "classDef read fill:#f6f3ea,stroke:#8a7a4a,color:#1a1a1a",
    "classDef again fill:#eef3ee,stroke:#4f7f5a,color:#1a1a1a",
    "classDef more fill:#eef3ee,stroke:#4f7f5a,color:#1a1a1a",
    "classDef wait fill:#f3eef6,stroke:#75559a,color:#1a1a1a",
    "classDef end_page fill:#e3efe6,stroke:#2f6b3f,color:#1a1a1a,stroke-width:2px",
    "classDef loop fill:none,stroke:#4f7f5a",
    "classDef part fill:none,stroke:#777777,stroke-dasharray:2 4",
    "classDef hand_off fill:#e3efe6,stroke:#2f6b3f,color:#1a1a1a,stroke-width:2px",
)
_MISSING = "stroke:#b3400a,color:#b3400a,stroke-dasharray:6 4"


def render_mermaid(drawing: Drawing) -> str:
    """The drawing as Mermaid, with a line end behind its last line."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    yield "flowchart TB"
    yield from _members(drawing.root, "  ")
    missing, number = [], 0
    for arrow in drawing.arrows:
        yield f"  {_arrow(arrow)}"
        if arrow.is_missing:
            missing.append(number)
        number += 1
    for box, words, is_missing in _refusals(drawing):
        line = "-.->" if is_missing else "-->"
        yield f'  {_name(box.id)} {line}|"{words}"| {_name(box.id)}'
        if is_missing:
            missing.append(number)
        number += 1
    for told, note in enumerate(drawing.notes):
        yield f'  note{told}["{_escaped(note)}"]'
        yield f"  class note{told} note"
    yield from (f"  {style}" for style in _CLASSES)
    yield "  classDef note fill:none,stroke:none,color:#666666"
    if missing:
        yield f"  linkStyle {','.join(map(str, missing))} {_MISSING}"


def _members(group: Group, indent: str) -> Iterator[str]:
    for member in group.members:
        if isinstance(member, Group):
            yield f'{indent}subgraph {_name(member.id)}["{_escaped(member.title)}"]'
            yield from _members(member, f"{indent}  ")
            yield f"{indent}end"
            yield f"{indent}class {_name(member.id)} {'loop' if member.is_loop else 'part'}"
        else:
            yield f"{indent}{_box(member)}"


def _box(box: Box) -> str:
    left, right = _SHAPES[box.shape]
    rules = len(box.refusals)
    small = f"{box.small} · {rules} rule{'s' if rules > 1 else ''}" if rules else box.small
    kind = "end_page" if box.shape is Shape.END else box.shape.value
    return (
        f'{_name(box.id)}{left}"{_escaped(box.title)}<br/><small>{_escaped(small)}</small>"{right}:::{kind}'
    )


def _arrow(arrow: Arrow) -> str:
    line = "-.->" if arrow.is_missing else "-->"
    label = f'|"{_escaped(arrow.told)}"|' if arrow.told else ""
    return f"{_name(arrow.source)} {line}{label} {_name(arrow.dest)}"


def _refusals(drawing: Drawing) -> Iterator[tuple[Box, str, bool]]:
    """The rules that walks were counted for, each an arrow from a page back to itself."""
    for box in drawing.root.boxes():
        for refusal in box.refusals:
            if refusal.walks is not None:
                arrow = Arrow(box.id, box.id, "refused", refusal.walks)
                yield box, _escaped(arrow.told), refusal.is_missing


def _name(name: str) -> str:
    """An id that is none of Mermaid's words."""
    return "s_start" if name == START else f"p_{name}"


def _escaped(text: str) -> str:
    """The text so that Mermaid shows it as it is."""
    line = " ".join(text.split())
    numbered = _NUMBERED.match(line)
    dots = numbered.end() - 1 if numbered else -1
    return "".join(
        char if at != dots and _is_plain(line, at) else f"#{ord(char)};" for at, char in enumerate(line)
    )


def _is_plain(line: str, at: int) -> bool:
    char = line[at]
    if char == ":":
        # With letters on both sides it is read as the name of an icon.
        return line[at + 1 : at + 2] == " "
    if char in _JOINING:
        return line[at - 1 : at].isalnum() and line[at + 1 : at + 2].isalnum()
    return char in _PLAIN or unicodedata.category(char)[0] in "LMN"
