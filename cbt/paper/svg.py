"""Renders a drawing as one SVG file, in colours for light and dark, with titles for people who hear it.

It must not place anything, and must not let an author's words become markup.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from cbt.paper.drawing import Drawing, Shape
from cbt.paper.layout import (
    LABEL_SIZE,
    LINE,
    PADDING,
    SMALL_SIZE,
    TITLE_SIZE,
    Frame,
    Picture,
    PlacedArrow,
    PlacedBox,
    Point,
    Rect,
    lay_out,
)
from cbt.paper.measure import wrapped_to

_MARGIN = 24.0
_HEADING = 20.0
_NARROWEST = 420.0
_ROUND = 8.0
_SLANT = 14.0

_STYLE = """
text { font-family: system-ui, "Segoe UI", Roboto, Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #1f2328; }
.paper { fill: #ffffff; }
.heading { font-size: 20px; font-weight: 600; }
.note, .small { fill: #59636e; }
.box { fill: #ffffff; stroke: #4a6fa5; stroke-width: 1.4; }
.start .box { fill: #dfe8f5; }
.read .box { fill: #f8f5ec; stroke: #8a7a4a; }
.again .box, .more .box { fill: #eef5ef; stroke: #4f7f5a; }
.wait .box { fill: #f4eff8; stroke: #75559a; }
.end .box, .hand_off .box { fill: #e2f0e5; stroke: #2f6b3f; stroke-width: 2; }
.inner { fill: none; stroke: #2f6b3f; }
.frame { fill: #59636e; fill-opacity: 0.05; stroke: #8c959f; }
.strip { fill: #59636e; fill-opacity: 0.1; }
.part .frame { stroke-dasharray: 2 4; }
.arrow { fill: none; stroke: #59636e; stroke-width: 1.4; }
.head { fill: #59636e; }
.label { fill: #ffffff; stroke: #d1d9e0; }
.missing .arrow { stroke: #b3400a; stroke-dasharray: 6 4; }
.missing .head { fill: #b3400a; }
.missing .label { stroke: #b3400a; stroke-dasharray: 4 3; }
.missing text, text.missing { fill: #b3400a; }
.refusal { fill: none; stroke: #b3400a; stroke-dasharray: 4 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .paper, .label { fill: #0d1117; }
  .note, .small { fill: #9198a1; }
  .box { fill: #151b23; stroke: #6f9bd8; }
  .start .box { fill: #1c2b41; }
  .read .box { fill: #242017; stroke: #b7a46a; }
  .again .box, .more .box { fill: #16241a; stroke: #6fae7e; }
  .wait .box { fill: #221a2b; stroke: #a684cc; }
  .end .box, .hand_off .box { fill: #15301d; stroke: #5fb377; }
  .inner { stroke: #5fb377; }
  .frame, .strip { fill: #9198a1; }
  .frame { stroke: #656c76; }
  .arrow { stroke: #9198a1; }
  .head { fill: #9198a1; }
  .label { stroke: #3d444d; }
  .missing .arrow, .missing .label, .refusal { stroke: #ff9a5c; }
  .missing .head, .missing text, text.missing { fill: #ff9a5c; }
}
"""


def render_svg(drawing: Drawing) -> str:
    """The drawing as an SVG document, with a line end behind its last line."""
    picture = lay_out(drawing)
    width = max(picture.width, _NARROWEST)
    heading = wrapped_to(drawing.title, width, _HEADING)
    notes = [line for note in drawing.notes for line in wrapped_to(note, width, LABEL_SIZE)]
    top = _MARGIN + len(heading) * _HEADING * LINE + len(notes) * LABEL_SIZE * LINE + _MARGIN
    inside = Picture()
    inside.take(picture, _MARGIN + (width - picture.width) / 2, top)
    size = (width + 2 * _MARGIN, top + picture.height + _MARGIN)
    return "\n".join([*_opening(drawing, size), *_beside(heading, notes), *_content(inside), "</svg>", ""])


def _opening(drawing: Drawing, size: tuple[float, float]) -> Iterator[str]:
    width, height = (f"{each:.0f}" for each in size)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="graphics-document document" aria-labelledby="title">'
    )
    yield f'<title id="title">{_text(drawing.title)}</title>'
    yield f"<desc>{_text(' '.join(drawing.notes))}</desc>"
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{width}" height="{height}"/>'


def _beside(heading: Sequence[str], notes: Sequence[str]) -> Iterator[str]:
    y = _MARGIN
    yield from _lines(heading, _MARGIN, y, _HEADING, "heading", "start")
    y += len(heading) * _HEADING * LINE
    yield from _lines(notes, _MARGIN, y, LABEL_SIZE, "note", "start")


def _content(picture: Picture) -> Iterator[str]:
    for frame in picture.frames:
        yield from _frame(frame)
    arrows = list(picture.arrows.values())
    for arrow in arrows:
        yield from _arrow(arrow)
    for box in picture.boxes:
        yield from _box(box)
    for arrow in arrows:
        yield from _label(arrow)


def _frame(frame: Frame) -> Iterator[str]:
    at = frame.at
    yield f'<g class="{"loop" if frame.group.is_loop else "part"}" role="group">'
    yield f"<title>{_text(frame.group.title)}</title>"
    yield f'<rect class="frame" {_place(at)} rx="10"/>'
    yield f'<rect class="strip" {_place(Rect(at.x, at.y, at.width, frame.strip))} rx="10"/>'
    yield from _lines(frame.title, at.x + PADDING, at.y + PADDING / 2, LABEL_SIZE, "small", "start")
    yield "</g>"


def _arrow(placed: PlacedArrow) -> Iterator[str]:
    """The line with its head; the piece behind a frame's door has a head too, where it meets the page."""
    x, y = placed.points[-1]
    yield f'<g class="{"missing" if placed.is_missing else "way"}">'
    if placed.arrow:
        told = f": {placed.arrow.told}" if placed.arrow.told else ""
        yield f"<title>{_text(f'{placed.arrow.source} → {placed.arrow.dest}{told}')}</title>"
    yield f'<path class="arrow" d="{_path([*placed.points[:-1], (x, y - 5)])}"/>'
    yield f'<path class="head" d="M{x - 4.5:.1f} {y - 9:.1f}L{x + 4.5:.1f} {y - 9:.1f}L{x:.1f} {y:.1f}Z"/>'
    yield "</g>"


def _label(placed: PlacedArrow) -> Iterator[str]:
    at = placed.label_at
    if at is None:
        return
    yield f'<g class="{"missing" if placed.is_missing else "way"}">'
    yield f'<rect class="label" {_place(at)} rx="7"/>'
    yield from _lines(placed.label, at.x + at.width / 2, at.y + PADDING / 4, LABEL_SIZE, "", "middle")
    yield "</g>"


def _path(points: Sequence[Point]) -> str:
    """Straight down and across, with round corners, and in a curve where it does both at once."""
    found = [points[0]]
    for point in points[1:]:
        if abs(point[0] - found[-1][0]) > 0.05 or abs(point[1] - found[-1][1]) > 0.05:
            found.append(point)
    path = [f"M{_at(found[0])}"]
    for at, here in enumerate(found[1:], 1):
        before, after = found[at - 1], found[at + 1] if at + 1 < len(found) else here
        if before[0] != here[0] and before[1] != here[1]:
            middle = (before[1] + here[1]) / 2
            path.append(f"C{_at((before[0], middle))} {_at((here[0], middle))} {_at(here)}")
        elif _is_corner(before, here, after):
            path.append(f"L{_at(_towards(here, before))}Q{_at(here)} {_at(_towards(here, after))}")
        else:
            path.append(f"L{_at(here)}")
    return "".join(path)


def _is_corner(before: Point, here: Point, after: Point) -> bool:
    """Whether a straight line goes on at a right angle."""
    down_then_across = before[0] == here[0] and here[1] == after[1] and here[0] != after[0]
    across_then_down = before[1] == here[1] and here[0] == after[0] and here[1] != after[1]
    return down_then_across or across_then_down


def _towards(here: Point, there: Point) -> Point:
    """A point near `here` on the straight line to `there`."""
    far = abs(here[0] - there[0]) + abs(here[1] - there[1])
    part = min(_ROUND, far / 2) / far
    return here[0] + (there[0] - here[0]) * part, here[1] + (there[1] - here[1]) * part


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _box(placed: PlacedBox) -> Iterator[str]:
    box, at = placed.box, placed.at
    yield f'<g class="{box.shape.value}" role="img">'
    yield f"<title>{_text(f'{box.id}: {box.whole}')}</title>"
    yield f'<path class="box" d="{_outline(box.shape, at)}"/>'
    if box.shape is Shape.END:
        inner = Rect(at.x + 3.5, at.y + 3.5, at.width - 7, at.height - 7)
        yield f'<path class="inner" d="{_rounded(inner, 12.5)}"/>'
    middle, y = at.x + at.width / 2, at.y + PADDING
    yield from _lines(placed.title, middle, y, TITLE_SIZE, "", "middle")
    y += len(placed.title) * TITLE_SIZE * LINE
    yield from _lines(placed.small, middle, y, SMALL_SIZE, "small", "middle")
    y += len(placed.small) * SMALL_SIZE * LINE
    for refusal, lines in zip(box.refusals, placed.refusals, strict=True):
        height = len(lines) * SMALL_SIZE * LINE
        if refusal.is_missing:
            yield f'<rect class="refusal" {_place(Rect(at.x + 6, y, at.width - 12, height))} rx="5"/>'
        yield from _lines(
            lines, middle, y, SMALL_SIZE, "missing" if refusal.is_missing else "small", "middle"
        )
        y += height
    yield "</g>"


def _outline(shape: Shape, at: Rect) -> str:
    left, right, top, bottom = at.x, at.x + at.width, at.y, at.y + at.height
    middle = (top + bottom) / 2
    match shape:
        case Shape.QUESTION:
            return _rounded(at, 3.0)
        case Shape.START:
            return _rounded(at, at.height / 2)
        case Shape.AGAIN | Shape.MORE:
            corners = [(left, middle), (left + _SLANT, top), (right - _SLANT, top), (right, middle)]
            corners += [(right - _SLANT, bottom), (left + _SLANT, bottom)]
        case Shape.WAIT:
            corners = [(left + _SLANT, top), (right, top), (right - _SLANT, bottom), (left, bottom)]
        case Shape.HAND_OFF:
            corners = [
                (left, top),
                (right - _SLANT, top),
                (right, middle),
                (right - _SLANT, bottom),
                (left, bottom),
            ]
        case _:
            return _rounded(at, 16.0)
    return f"M{'L'.join(_at(corner) for corner in corners)}Z"


def _rounded(at: Rect, radius: float) -> str:
    radius = min(radius, at.height / 2, at.width / 2)
    across, down = at.width - 2 * radius, at.height - 2 * radius
    arc = f"a{radius:.1f} {radius:.1f} 0 0 1"
    return (
        f"M{at.x + radius:.1f} {at.y:.1f}h{across:.1f}{arc} {radius:.1f} {radius:.1f}v{down:.1f}"
        f"{arc} {-radius:.1f} {radius:.1f}h{-across:.1f}{arc} {-radius:.1f} {-radius:.1f}v{-down:.1f}"
        f"{arc} {radius:.1f} {-radius:.1f}Z"
    )


def _lines(lines: Sequence[str], x: float, y: float, size: float, look: str, anchor: str) -> Iterator[str]:
    """Lines of text below each other; `y` is the top of the first."""
    for number, line in enumerate(lines):
        base = y + (number * LINE + 1.02) * size
        kind = f' class="{look}"' if look else ""
        yield (
            f'<text{kind} x="{x:.1f}" y="{base:.1f}" font-size="{size:g}" text-anchor="{anchor}">{_text(line)}</text>'
        )


def _place(at: Rect) -> str:
    return f'x="{at.x:.1f}" y="{at.y:.1f}" width="{at.width:.1f}" height="{at.height:.1f}"'


def _text(text: str) -> str:
    """The text as XML; what no XML may hold becomes a stand-in."""
    return escape("".join(char if _may_stand(ord(char)) else "\ufffd" for char in text))


def _may_stand(code: int) -> bool:
    if code < 0x20:
        return code in (0x09, 0x0A)
    return not (0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE)
