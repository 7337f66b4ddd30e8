"""Places the nodes of one graph in layers from top to bottom, with room for every label, and routes its edges.

It must not know what the nodes are; it is given sizes and gives places. All lengths are in one unit, y grows downwards.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cbt.paper.spacing import spread

GAP_ACROSS = 28.0
_GAP_DOWN = 22.0
_STEEPEST = 0.09
_MOST_GAP = 64.0
_LANE = 18.0
_BESIDE = 5.0
_ASIDE = 32.0
_SWEEPS = 12
_FINER_SWEEPS = 40


@dataclass(slots=True)
class Node:
    """Something with a size; `x` and `y` are its middle and its top once it is placed."""

    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    layer: int = 0


@dataclass(slots=True)
class Edge:
    """From the bottom of one node to the top of another, at `out` and `into` from their middles.

    `label` is the size of its label, if it has one. A forward edge goes down; any other goes round at the right.
    Once it is placed, `points` are where it goes straight and bends, and `label_at` is the middle of its label's top.
    """

    tail: str
    head: str
    out: float = 0.0
    into: float = 0.0
    label: tuple[float, float] | None = None
    points: list[tuple[float, float]] = field(default_factory=list)
    label_at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    """A piece of an edge between nodes of neighbouring layers."""

    upper: str
    lower: str
    out: float
    into: float
    weight: float


class Layers:
    """The layout of one graph. `nodes` stand in an order in which every forward edge goes to a later one.

    Those of `bottom` have no edge that goes on, and share a layer below all others.
    """

    def __init__(
        self, nodes: Mapping[str, Node], edges: Sequence[Edge], bottom: Collection[str] = ()
    ) -> None:
        self.nodes = dict(nodes)
        self._bottom = bottom
        place = {name: number for number, name in enumerate(nodes)}
        self._down = [edge for edge in edges if place[edge.tail] < place[edge.head]]
        self._back = [edge for edge in edges if place[edge.tail] >= place[edge.head]]
        self._chains: list[list[str]] = []
        self._links: list[_Link] = []
        self._rows: list[list[str]] = []
        self._bottoms: list[float] = []
        self.width = self.height = 0.0

    def place(self) -> None:
        """Gives every node and edge its place; the whole begins at 0, 0."""
        self._rank()
        self._chain()
        self._order()
        self._spread()
        self._stack()
        self._route()

    def _rank(self) -> None:
        """The longest path decides; a layer for labels lies below each, where one is needed."""
        rank = dict.fromkeys(self.nodes, 0)
        following: dict[str, list[str]] = {}
        for edge in self._down:
            following.setdefault(edge.tail, []).append(edge.head)
        for name in self.nodes:
            for head in following.get(name, ()):
                rank[head] = max(rank[head], rank[name] + 1)
        lowest = max((rank[name] for name in self.nodes if name not in self._bottom), default=0) + 1
        rank |= dict.fromkeys(self._bottom, lowest)
        used = {2 * each for each in rank.values()}
        used |= {2 * rank[edge.tail] + 1 for edge in self._down if edge.label}
        layer = {each: number for number, each in enumerate(sorted(used))}
        for name, node in self.nodes.items():
            node.layer = layer[2 * rank[name]]
        self._rows = [[] for _ in layer]

    def _chain(self) -> None:
        """Puts a node into every layer that an edge crosses: its label just below its tail, else a point."""
        for name, node in self.nodes.items():
            self._rows[node.layer].append(name)
        for number, edge in enumerate(self._down):
            chain = [edge.tail]
            first, last = self.nodes[edge.tail].layer, self.nodes[edge.head].layer
            for layer in range(first + 1, last):
                name = f"{number}/{layer}"
                width, height = edge.label if edge.label and layer == first + 1 else (0.0, 0.0)
                self.nodes[name] = Node(width, height, layer=layer)
                self._rows[layer].append(name)
                chain.append(name)
            chain.append(edge.head)
            self._chains.append(chain)
            for at, (upper, lower) in enumerate(pairwise(chain)):
                out = edge.out if at == 0 else 0.0
                into = edge.into if at == len(chain) - 2 else 0.0
                inner = (at > 0) + (at < len(chain) - 2)
                self._links.append(_Link(upper, lower, out, into, (1.0, 3.0, 40.0)[inner]))

    def _order(self) -> None:
        """Sweeps down and up, each layer by the middle of its neighbours; the order with the fewest crossings stays."""
        best, fewest = [list(row) for row in self._rows], self._crossings()
        for sweep in range(_SWEEPS):
            down = sweep % 2 == 0
            places = self._places()
            for row in self._rows if down else reversed(self._rows):
                wished = {name: self._middle(name, places, down=down) for name in row}
                row.sort(key=lambda name, wished=wished: wished[name])  # type: ignore[misc]  # bound at once
                places |= {name: float(at) for at, name in enumerate(row)}
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(row) for row in self._rows], crossings
        self._rows = best

    def _places(self) -> dict[str, float]:
        return {name: float(at) for row in self._rows for at, name in enumerate(row)}

    def _middle(self, name: str, places: Mapping[str, float], *, down: bool) -> float:
        near = [
            (places[link.upper] + link.out / 1e4) if down else (places[link.lower] + link.into / 1e4)
            for link in self._links
            if name == (link.lower if down else link.upper)
        ]
        return sum(near) / len(near) if near else places[name]

    def _crossings(self) -> int:
        places, found = self._places(), 0
        by_layer: dict[int, list[tuple[float, float]]] = {}
        for link in self._links:
            ends = (places[link.upper] + link.out / 1e4, places[link.lower] + link.into / 1e4)
            by_layer.setdefault(self.nodes[link.upper].layer, []).append(ends)
        for ends_of in by_layer.values():
            for at, (upper, lower) in enumerate(ends_of):
                found += sum((upper - other) * (lower - below) < 0 for other, below in ends_of[:at])
        return found

    def _spread(self) -> None:
        """Moves nodes above and below each other where there is room."""
        for row in self._rows:
            self._settle(row, {})
        for sweep in range(_SWEEPS + _FINER_SWEEPS):
            looks = ("up", "down", "both")[2 if sweep >= _SWEEPS else sweep % 2]
            for row in self._rows if sweep % 2 == 0 else reversed(self._rows):
                self._settle(row, self._wishes(row, looks))
        for chain in self._chains:
            self._straighten(chain)
        left = min(node.x - node.width / 2 for node in self.nodes.values())
        for node in self.nodes.values():
            node.x -= left
        self.width = max(node.x + node.width / 2 for node in self.nodes.values())

    def _straighten(self, chain: Sequence[str]) -> None:
        """Puts what an edge runs through between its ends on one line, where its neighbours leave room for that."""
        inner = chain[1:-1]
        least, most = float("-inf"), float("inf")
        for name in inner:
            row, node = self._rows[self.nodes[name].layer], self.nodes[name]
            at = row.index(name)
            if at > 0:
                left = self.nodes[row[at - 1]]
                least = max(least, left.x + (left.width + node.width) / 2 + GAP_ACROSS)
            if at + 1 < len(row):
                right = self.nodes[row[at + 1]]
                most = min(most, right.x - (right.width + node.width) / 2 - GAP_ACROSS)
        if inner and least <= most:
            middle = sum(self.nodes[name].x for name in inner) / len(inner)
            for name in inner:
                self.nodes[name].x = min(max(middle, least), most)

    def _wishes(self, row: Sequence[str], looks: str) -> dict[str, tuple[float, float]]:
        """Where each node of a layer would stand, and how much it matters."""
        sums: dict[str, tuple[float, float]] = {}
        members = set(row)
        for link in self._links:
            if looks != "down" and link.lower in members:
                x = self.nodes[link.upper].x + link.out - link.into
                total, weight = sums.get(link.lower, (0.0, 0.0))
                sums[link.lower] = (total + x * link.weight, weight + link.weight)
            if looks != "up" and link.upper in members:
                x = self.nodes[link.lower].x + link.into - link.out
                total, weight = sums.get(link.upper, (0.0, 0.0))
                sums[link.upper] = (total + x * link.weight, weight + link.weight)
        return {name: (total / weight, weight) for name, (total, weight) in sums.items()}

    def _settle(self, row: Sequence[str], wishes: Mapping[str, tuple[float, float]]) -> None:
        nodes = [self.nodes[name] for name in row]
        wished = [wishes.get(name, (node.x, 0.1)) for name, node in zip(row, nodes, strict=True)]
        gaps = [(one.width + other.width) / 2 + GAP_ACROSS for one, other in pairwise(nodes)]
        for node, x in zip(nodes, spread(wished, gaps), strict=True):
            node.x = x

    def _stack(self) -> None:
        """Gives each layer its height, and more room below it where edges run far across."""
        far = [0.0] * len(self._rows)
        for link in self._links:
            upper, lower = self.nodes[link.upper], self.nodes[link.lower]
            far[upper.layer] = max(far[upper.layer], abs(upper.x + link.out - lower.x - link.into))
        y = _GAP_DOWN if self._back else 0.0
        for number, row in enumerate(self._rows):
            for name in row:
                self.nodes[name].y = y
            self._bottoms.append(y + max(self.nodes[name].height for name in row))
            y = self._bottoms[-1] + min(_GAP_DOWN + _STEEPEST * far[number], _MOST_GAP)
        self.height = self._bottoms[-1] + (_GAP_DOWN if self._back else 0.0)

    def _route(self) -> None:
        for edge, chain in zip(self._down, self._chains, strict=True):
            self._route_down(edge, chain)
        for number, edge in enumerate(self._back):
            self._route_back(edge, _BESIDE * (number % 2))

    def _route_down(self, edge: Edge, chain: Sequence[str]) -> None:
        tail, head = self.nodes[chain[0]], self.nodes[chain[-1]]
        edge.points = [
            (tail.x + edge.out, tail.y + tail.height),
            (tail.x + edge.out, self._bottoms[tail.layer]),
        ]
        for name in chain[1:-1]:
            node = self.nodes[name]
            edge.points += [(node.x, node.y), (node.x, self._bottoms[node.layer])]
        edge.points.append((head.x + edge.into, head.y))
        if edge.label:
            label = self.nodes[chain[1]]
            edge.label_at = (label.x, label.y)

    def _route_back(self, edge: Edge, beside: float) -> None:
        """Down into the gap below its tail, up a lane of its own at the right, and in from above."""
        tail, head = self.nodes[edge.tail], self.nodes[edge.head]
        width, height = edge.label or (0.0, 0.0)
        lane = self.width + _LANE + width / 2
        self.width = lane + max(width / 2, 1.0)
        below = self._bottoms[tail.layer] + _GAP_DOWN / 2 + beside
        above = head.y - _GAP_DOWN / 2 - beside
        # Beside the middle, where forward edges come and go.
        out = tail.x + edge.out + min(_ASIDE, tail.width / 4)
        into = head.x + edge.into + min(_ASIDE, head.width / 4)
        edge.points = [(out, tail.y + tail.height), (out, below), (lane, below), (lane, above), (into, above)]
        edge.points.append((into, head.y))
        if edge.label:
            edge.label_at = (lane, (below + above - height) / 2)
