"""Writes a drawing in the DOT language of Graphviz.

It must not let a character of an author's words end a label or stand for another character.
"""

from collections.abc import Iterator

from cbt.paper.drawing import Arrow, Box, Drawing, Group, Shape
from cbt.paper.measure import wrapped

_WIDEST = 40
_LOOKS = {
    Shape.START: 'shape=box, style="rounded,filled", fillcolor="#e8eef7", color="#4a6fa5"',
    Shape.QUESTION: 'shape=box, style=filled, fillcolor="#ffffff", color="#4a6fa5"',
    Shape.READ: 'shape=box, style="rounded,filled", fillcolor="#f6f3ea", color="#8a7a4a"',
    Shape.AGAIN: 'shape=hexagon, style=filled, fillcolor="#eef3ee", color="#4f7f5a"',
    Shape.MORE: 'shape=diamond, style=filled, fillcolor="#eef3ee", color="#4f7f5a"',
    Shape.WAIT: 'shape=parallelogram, style=filled, fillcolor="#f3eef6", color="#75559a"',
    Shape.END: 'shape=box, style="rounded,filled", peripheries=2, fillcolor="#e3efe6", color="#2f6b3f"',
    Shape.HAND_OFF: 'shape=cds, style=filled, fillcolor="#e3efe6", color="#2f6b3f"',
}
_MISSING = 'style=dashed, color="#b3400a", fontcolor="#b3400a"'


def render_dot(drawing: Drawing) -> str:
    """The drawing as a digraph, with a line end behind its last line."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    yield "digraph flow {"
    yield f"  label={quoted(' '.join(drawing.notes))};"
    yield "  rankdir=TB;"
    yield '  fontname="Helvetica";'
    yield '  node [fontname="Helvetica", fontsize=12];'
    yield '  edge [fontname="Helvetica", fontsize=10, color="#555555"];'
    yield from _members(drawing.root, "  ")
    for arrow in [*drawing.arrows, *_refusals(drawing)]:
        yield f"  {quoted(arrow.source)} -> {quoted(arrow.dest)}{_style(arrow)};"
    yield "}"


def _members(group: Group, indent: str) -> Iterator[str]:
    for member in group.members:
        if isinstance(member, Group):
            yield f"{indent}subgraph {quoted(f'cluster_{member.id}')} {{"
            look = 'style=rounded; color="#4f7f5a";' if member.is_loop else 'style=dotted; color="#777777";'
            yield f"{indent}  label={quoted(member.title)}; labeljust=l; {look}"
            yield from _members(member, f"{indent}  ")
            yield f"{indent}}}"
        else:
            yield f"{indent}{quoted(member.id)} [label={_label(member)}, {_LOOKS[member.shape]}];"


def _label(box: Box) -> str:
    rules = len(box.refusals)
    small = f"{box.small} · {rules} rule{'s' if rules > 1 else ''}" if rules else box.small
    return quoted("\n".join([*wrapped(box.title, _WIDEST), *wrapped(small, _WIDEST)]))


def _refusals(drawing: Drawing) -> Iterator[Arrow]:
    """The rules that walks were counted for, each an arrow from a page back to itself."""
    for box in drawing.root.boxes():
        for refusal in box.refusals:
            if refusal.walks is not None:
                yield Arrow(box.id, box.id, "refused", refusal.walks)


def _style(arrow: Arrow) -> str:
    told = [f"label={quoted(chr(10).join(wrapped(arrow.told, _WIDEST)))}"] if arrow.told else []
    looks = [*told, *([_MISSING] if arrow.is_missing else [])]
    return f" [{', '.join(looks)}]" if looks else ""


def quoted(text: str) -> str:
    """A DOT string that shows the text as it is: Graphviz reads backslashes and entities in labels."""
    shown = "".join(char if char == "\n" or char.isprintable() else "\ufffd" for char in text)
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "\\n")
    return f'"{escaped}"'
