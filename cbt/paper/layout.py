"""Gives everything in a drawing its place: each group is laid out by itself, and then stands in its parent as a box.

It must not know a format or a colour. Lengths are in pixels of a screen, y grows downwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cbt.paper.drawing import Arrow, Box, Drawing, Group, Shape
from cbt.paper.layers import Edge, Layers, Node
from cbt.paper.measure import width_of, wrapped_to

TITLE_SIZE = 14.0
SMALL_SIZE = 11.0
LABEL_SIZE = 11.5
LINE = 1.35
PADDING = 12.0
_WIDEST_BOX = 270.0
_WIDEST_LABEL = 190.0
_SLANT = 16.0
_SLANTED = frozenset({Shape.AGAIN, Shape.MORE, Shape.WAIT, Shape.HAND_OFF})
_INSIDE = 18.0

Point = tuple[float, float]


@dataclass(slots=True)
class Rect:
    """A place with a size; `x` and `y` are its left and its top."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its lines; each refusal has lines of its own."""

    box: Box
    at: Rect
    title: tuple[str, ...]
    small: tuple[str, ...]
    refusals: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a group, with its title in a strip along the top."""

    group: Group
    at: Rect
    title: tuple[str, ...]
    strip: float


@dataclass(slots=True)
class PlacedArrow:
    """An arrow's way from point to point, and the lines of its label. `arrow` is None inside a frame's door."""

    arrow: Arrow | None
    is_missing: bool
    points: list[Point] = field(default_factory=list)
    label: tuple[str, ...] = ()
    label_at: Rect | None = None

    def move(self, x: float, y: float) -> None:
        """Moves all of it."""
        self.points = [(left + x, top + y) for left, top in self.points]
        if self.label_at:
            self.label_at.x += x
            self.label_at.y += y


@dataclass(slots=True)
class Picture:
    """A drawing, or a group of it, with everything placed. Ports are where arrows come in and go out, from the left."""

    width: float = 0.0
    height: float = 0.0
    boxes: list[PlacedBox] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    arrows: dict[object, PlacedArrow] = field(default_factory=dict)
    entry: float = 0.0
    exits: dict[int, float] = field(default_factory=dict)

    def take(self, other: "Picture", x: float, y: float) -> None:
        """Puts another picture in at a place; an arrow that goes on is continued later."""
        for at in [*(box.at for box in other.boxes), *(frame.at for frame in other.frames)]:
            at.x += x
            at.y += y
        for arrow in other.arrows.values():
            arrow.move(x, y)
        self.boxes += other.boxes
        self.frames += other.frames
        self.arrows |= other.arrows


def lay_out(drawing: Drawing) -> Picture:
    """The drawing with everything in its place; it begins at 0, 0."""
    return _Layout(drawing).group(drawing.root, ())


class _Layout:
    def __init__(self, drawing: Drawing) -> None:
        self._arrows = drawing.arrows
        self._inside: dict[str, tuple[str, ...]] = {}
        self._find(drawing.root, ())

    def _find(self, group: Group, path: tuple[str, ...]) -> None:
        """Notes for every box the groups around it, outermost first."""
        for member in group.members:
            if isinstance(member, Group):
                self._find(member, (*path, member.id))
            else:
                self._inside[member.id] = path

    def group(self, group: Group, path: tuple[str, ...]) -> Picture:
        """A group by itself, framed unless it is the whole drawing."""
        boxes = {member.id: _sized(member) for member in group.members if isinstance(member, Box)}
        inner = {
            member.id: self.group(member, (*path, member.id))
            for member in group.members
            if isinstance(member, Group)
        }
        nodes = {"(in)": Node(0.0, 0.0)} if path else {}
        for member in group.members:
            at = boxes[member.id].at if isinstance(member, Box) else inner[member.id]
            nodes[member.id] = Node(at.width, at.height)
        edges = self._edges(path, inner)
        exits = {
            f"(out {number})": number for number, edge in edges.items() if edge.head == f"(out {number})"
        }
        nodes |= {name: Node(0.0, 0.0) for name in exits}
        entry = self._entry(path)
        layers = Layers(nodes, [*edges.values(), *entry], exits)
        layers.place()
        picture = self._picture(layers, boxes, inner)
        for number, edge in edges.items():
            self._draw(picture, number, edge)
        if path:
            self._close(picture, group, layers, exits)
        for edge in entry:
            picture.arrows[path] = self._door(path, edge)
        return picture

    def _edges(self, path: tuple[str, ...], inner: Mapping[str, Picture]) -> dict[int, Edge]:
        """Arrow number -> its piece on this level; what leaves the group goes to a port of its own."""
        edges = {}
        for number, arrow in enumerate(self._arrows):
            source, dest = self._inside[arrow.source], self._inside[arrow.dest]
            if source[: len(path)] != path:
                continue
            tail = (*source, arrow.source)[len(path)]
            is_inside = dest[: len(path)] == path
            head = (*dest, arrow.dest)[len(path)] if is_inside else f"(out {number})"
            if is_inside and head == tail and tail in inner:
                continue
            label = _label_size(arrow) if tail == arrow.source and arrow.told else None
            out = inner[tail].exits[number] - inner[tail].width / 2 if tail in inner else 0.0
            into = inner[head].entry - inner[head].width / 2 if head in inner else 0.0
            edges[number] = Edge(tail, head, out, into, label)
        return edges

    def _entry(self, path: tuple[str, ...]) -> list[Edge]:
        """The stub behind the door of a group: all arrows into it go to its first page."""
        return (
            [Edge("(in)", head) for head in sorted({head for _, head in self._entering(path)})]
            if path
            else []
        )

    def _entering(self, path: tuple[str, ...]) -> list[tuple[Arrow, str]]:
        return [
            (arrow, (*dest, arrow.dest)[len(path)])
            for arrow in self._arrows
            if (dest := self._inside[arrow.dest])[: len(path)] == path
            and self._inside[arrow.source][: len(path)] != path
        ]

    def _picture(
        self, layers: Layers, boxes: Mapping[str, PlacedBox], inner: Mapping[str, Picture]
    ) -> Picture:
        picture = Picture(layers.width, layers.height)
        for name, box in boxes.items():
            node = layers.nodes[name]
            box.at.x, box.at.y = node.x - node.width / 2, node.y
            picture.boxes.append(box)
        for name, part in inner.items():
            node = layers.nodes[name]
            picture.take(part, node.x - node.width / 2, node.y)
        return picture

    def _draw(self, picture: Picture, number: int, edge: Edge) -> None:
        """Draws a piece of an arrow, behind the piece of it that lies further inside."""
        arrow = self._arrows[number]
        placed = picture.arrows.setdefault(number, PlacedArrow(arrow, arrow.is_missing))
        placed.points += edge.points
        if edge.label and edge.label_at:
            width, height = edge.label
            placed.label = _label_lines(arrow)
            placed.label_at = Rect(edge.label_at[0] - width / 2, edge.label_at[1], width, height)

    def _close(self, picture: Picture, group: Group, layers: Layers, exits: Mapping[str, int]) -> None:
        """Puts the frame round a group, with doors where arrows go in and out."""
        title = tuple(wrapped_to(group.title, max(picture.width, _WIDEST_BOX), LABEL_SIZE))
        widest = max(width_of(line, LABEL_SIZE) for line in title)
        strip = len(title) * LABEL_SIZE * LINE + PADDING
        width = max(picture.width, widest) + 2 * _INSIDE
        left, top = (width - picture.width) / 2, strip + _INSIDE / 2
        frame = Frame(group, Rect(0.0, 0.0, width, top + picture.height + _INSIDE), title, strip)
        inside = Picture(picture.width, picture.height)
        inside.take(picture, left, top)
        picture.boxes, picture.frames, picture.arrows = inside.boxes, [frame, *inside.frames], inside.arrows
        picture.width, picture.height = width, frame.at.height
        picture.entry = layers.nodes["(in)"].x + left
        for name, number in exits.items():
            x = layers.nodes[name].x + left
            picture.exits[number] = x
            picture.arrows[number].points.append((x, picture.height))
        self._shift = (left, top, strip)

    def _door(self, path: tuple[str, ...], edge: Edge) -> PlacedArrow:
        left, top, strip = self._shift
        is_missing = all(arrow.is_missing for arrow, _ in self._entering(path))
        stub = PlacedArrow(None, is_missing, list(edge.points))
        stub.move(left, top)
        stub.points.insert(0, (stub.points[0][0], strip))
        return stub


def _sized(box: Box) -> PlacedBox:
    """A box with its lines, as wide as the widest of them."""
    title = wrapped_to(box.title, _WIDEST_BOX, TITLE_SIZE)
    small = wrapped_to(box.small, _WIDEST_BOX, SMALL_SIZE)
    refusals = [
        wrapped_to(_refusal_words(box, number), _WIDEST_BOX, SMALL_SIZE)
        for number in range(len(box.refusals))
    ]
    smaller = [*small, *(line for lines in refusals for line in lines)]
    widths = [width_of(line, TITLE_SIZE) for line in title] + [width_of(line, SMALL_SIZE) for line in smaller]
    sides = PADDING + (_SLANT if box.shape in _SLANTED else 0.0)
    height = (len(title) * TITLE_SIZE + len(smaller) * SMALL_SIZE) * LINE + 2 * PADDING
    at = Rect(0.0, 0.0, max(widths) + 2 * sides, height)
    return PlacedBox(box, at, tuple(title), tuple(small), tuple(tuple(lines) for lines in refusals))


def _refusal_words(box: Box, number: int) -> str:
    refusal = box.refusals[number]
    counted = Arrow("", "", "may refuse", refusal.walks).told
    return f"{counted}: {refusal.words}"


def _label_lines(arrow: Arrow) -> tuple[str, ...]:
    lines = wrapped_to(arrow.told, _WIDEST_LABEL, LABEL_SIZE)
    if len(lines) > 1 and arrow.count and arrow.label:
        # The count is not to be torn apart.
        lines = [*wrapped_to(arrow.label, _WIDEST_LABEL, LABEL_SIZE), arrow.count]
    return tuple(lines)


def _label_size(arrow: Arrow) -> tuple[float, float]:
    lines = _label_lines(arrow)
    widest = max(width_of(line, LABEL_SIZE) for line in lines)
    return widest + PADDING, len(lines) * LABEL_SIZE * LINE + PADDING / 2
